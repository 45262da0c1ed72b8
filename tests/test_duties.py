"""Tests of duties, the modes of stations, and where each duty shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.build.links import ids_of
from generator.figures import figures_of
from generator.gaps import missing_today
from generator.gaps.today import Today
from generator.model.reference import Duties
from generator.model.station import DutyMode, StationForm
from tests.bureaus import bureau, station
from tests.small_sites import pages_of

MODES = {"urban": "area_team_group_room", "town": "area_team", "rural": "together_apart"}


def duties(**changes: object) -> Duties:
    """One duty for each kind of area, each with a page."""
    duty = {"plain": "走访", "original": "原文", "clause": "三(一)", "shown_on": ["on-site", "services"]}
    kinds = [
        {
            "kind": kind,
            "mode": mode,
            "mode_plain": f"{kind}的做法",
            "duties": [{**duty, "id": kind, **changes}],
        }
        for kind, mode in MODES.items()
    ]
    return Duties.model_validate({"kinds": kinds})


@pytest.fixture(scope="module")
def site(content: Path) -> Mapping[str, str]:
    """A town station by the document, another by choice, and a rural one."""
    chosen = station("b", kind="town", duty_mode="together_apart", form=StationForm.TWO_TEAMS_ONE_OFFICE)
    stations = [station("a", kind="town"), chosen, station("c", kind="rural")]
    return pages_of(bureau(stations=stations, duties=duties()), content)


def fact(html: str, title: str) -> str:
    """The text of the fact with this title."""
    (found,) = re.findall(rf"<dt>{title}</dt>(.*?)</div>", html, re.DOTALL)
    return re.sub(r"<[^>]+>", "", found)


@pytest.mark.parametrize(
    ("id_", "chosen", "expected"),
    [
        ("urban", None, DutyMode.AREA_TEAM_GROUP_ROOM),
        ("town", None, DutyMode.AREA_TEAM),
        ("rural", None, DutyMode.TOGETHER_APART),
        ("rural", DutyMode.AREA_TEAM, DutyMode.AREA_TEAM),
    ],
)
def test_a_station_has_the_documents_mode_unless_it_chose(
    id_: str, chosen: DutyMode | None, expected: DutyMode
) -> None:
    """The document gives a mode to each kind of station."""
    assert duties().mode_of(station("s", kind=id_, duty_mode=chosen)) is expected


def test_a_stations_page_states_its_mode_and_form(site: Mapping[str, str]) -> None:
    """The mode with its meaning, and whether the document gives it or the station chose it."""
    by_document, chosen = site["stations/a/index.html"], site["stations/b/index.html"]
    assert fact(by_document, "勤务方式") == "区队结合式（方案给集镇派出所的方式）town的做法"
    assert fact(chosen, "勤务方式") == "统分结合式rural的做法"
    assert "两队一室" in fact(chosen, "内部分工")
    assert "内部分工" not in by_document


def test_the_page_of_duties_lists_who_works_in_each_mode(site: Mapping[str, str]) -> None:
    """Every mode has its stations, by choice or by the document; one without any says so."""
    found = re.findall(r'<p class="jw-small">(.*?)</p>', site["duties/index.html"])
    assert [re.sub(r"<[^>]+>", "", one) for one in found] == [
        "没有派出所用这种方式。",
        "1 个派出所用这种方式：a派出所。",
        "2 个派出所用这种方式：b派出所、c派出所。",
    ]


def test_each_duty_links_to_where_it_shows(site: Mapping[str, str]) -> None:
    """A duty has an anchor and links to its pages."""
    html = site["duties/index.html"]
    assert set(MODES) <= ids_of(html)
    assert html.count('在哪里看：<a href="../on-site/">驻社区承诺</a>、<a href="../services/">办事</a>') == 3


def test_a_duty_that_shows_nowhere_is_counted() -> None:
    """The clause of each kind of area counts its duties without a page."""
    records = bureau(duties=duties(shown_on=[]))
    today = Today(bureau=records, figures=figures_of(records))
    for clause in ("三(一)", "三(二)", "三(三)"):
        assert "1 条职责没有写在哪里看" in missing_today(today, clause)
