"""No page outgrows a reader's connection: what a page of the bureau lists grows with stations, not with communities."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from generator.build import read_bureau
from generator.figures import figures_of
from generator.model.public import PublicBureau
from generator.pages import all_pages
from generator.pages.by_station import OPEN_UP_TO, grouped
from generator.render import Templates, page_values
from tests.big_bureau import enlarged
from tests.bureaus import bureau, station
from tests.small_sites import AS_OF, bureau_in

STATIONS: Final = 40
# The largest city of the list of places in benchmarks/, and about how many stations its sample has.
LARGEST: Final = 7560
AREAS_OF_A_STATION: Final = 14
# A page's HTML [bytes]; Beijing's lists compress to a ninth or less, 150 KB on the way. These copies compress better.
MOST_HTML: Final = 1_200_000
# What may still be added for each further community [bytes of gzip]: its name, a figure of more digits.
FOR_EACH: Final[Mapping[str, int]] = {"communities/": 12}


@cache
def small() -> PublicBureau:
    """The ordinary bureau."""
    with TemporaryDirectory() as folder:
        return read_bureau(bureau_in(Path(folder)), AS_OF).public


def templates_for(world: PublicBureau) -> Templates:
    return Templates().of_site("排名", world.scheme)


def contents(areas: int, stations: int) -> Mapping[str, bytes]:
    """The content of each page of the whole bureau: not of one community, station, sub-bureau, meeting or version."""
    world = enlarged(small(), stations=stations, areas=areas, sub_bureaus=4)
    templates = templates_for(world)
    return {
        page.url: "".join(page_values(page, templates).values()).encode()
        for page in all_pages(world, figures_of(world))
        if page.frame in {page.url, "ranking/_month/", "ranking/_year/", "meetings/_month/"}
    }


@cache
def weights(areas: int) -> Mapping[str, int]:
    """These pages' gzipped content [bytes], in a bureau of that many communities and of STATIONS."""
    return {url: len(zlib.compress(content, 6)) for url, content in contents(areas, STATIONS).items()}


@pytest.mark.parametrize(
    "url",
    [
        "brands/",
        "communities/",
        "coverage/",
        "meetings/",
        "meetings/opinions/",
        "officers/",
        "on-site/",
        "prevention/",
        "progress/",
        "ranking/audit/",
        "services/",
        "stations/",
        "work-records/",
    ],
)
def test_a_list_of_the_bureau_grows_with_its_stations_alone(url: str) -> None:
    """Ten times as many communities in as many stations add next to nothing to the page."""
    few, many = weights(2 * STATIONS)[url], weights(20 * STATIONS)[url]
    assert many - few <= FOR_EACH.get(url, 0) * 18 * STATIONS + 0.2 * few


def test_no_page_of_the_bureau_outgrows_a_phone_in_the_largest_city() -> None:
    """Growing on as from 1,000 to 2,000 communities, no page has more HTML than compresses to 150 KB."""
    few, many = (contents(areas, areas // AREAS_OF_A_STATION) for areas in (1000, 2000))
    grown = {
        url: round(len(many[url]) + (len(many[url]) - len(few[url])) * (LARGEST - 2000) / 1000)
        for url in few.keys() & many.keys()
    }
    assert {url: size for url, size in grown.items() if size > MOST_HTML} == {}


@pytest.mark.parametrize(("count", "is_open"), [(OPEN_UP_TO, True), (OPEN_UP_TO + 1, False)])
def test_groups_are_folded_in_a_bureau_of_many_stations(count: int, is_open: bool) -> None:
    """Groups are open up to a number of stations; above it a reader opens their own."""
    stations = [station(f"s{at}", district=("东区", "西区")[at % 2]) for at in range(count)]
    groups = grouped(bureau(stations=stations), {one.id: one for one in stations})
    assert [group.name for group in groups] == ["东区", "西区"]
    assert {group.is_open for group in groups} == {is_open}


def test_the_only_group_is_open() -> None:
    """A bureau of one district has nothing to choose from, so its list is open at any size."""
    stations = [station(f"s{at}") for at in range(OPEN_UP_TO + 1)]
    (group,) = grouped(bureau(stations=stations), {one.id: one for one in stations})
    assert group.is_open


@pytest.mark.parametrize(("stations", "shown"), [(STATIONS, 20), (4 * STATIONS, 10)])
def test_a_ranking_folds_what_comes_after_the_first(stations: int, shown: int) -> None:
    """Of a group of more stations than a phone shows, the rest is folded, and every station is there once."""
    world = enlarged(small(), stations=stations, areas=2 * stations, sub_bureaus=4)
    pages = {page.url: page for page in all_pages(world, figures_of(world))}
    (month,) = world.releases
    html = "".join(page_values(pages[f"ranking/{month}/"], templates_for(world)).values())
    rows = r'<th scope="row"><a href="../../stations/'
    found = re.findall(
        r"<tbody>(?:(?!</tbody>).)*</tbody></table></div>\s*<details[^>]*><summary>其余", html, re.DOTALL
    )
    assert {table.count(rows) for table in found} == {shown}
    for id_ in world.standing_stations:
        assert html.count(f'{rows}{id_}/">') <= 1
