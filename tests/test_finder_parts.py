"""Tests of the finder's index in parts: when it has them, what is in each, and that the head knows every name."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from generator.feeds import finder_parts, table_files
from generator.feeds.finder import finder_index
from generator.feeds.finder_parts import HEAD, finder_files
from generator.model.area import EstateCover
from generator.model.public import PublicBureau
from tests.bureaus import AS_OF, area, bureau, station

STATIONS = (
    station("gulou", name="古楼派出所", district="鄂城区"),
    station("duandian", name="段店派出所", district="华容区"),
)


def city() -> PublicBureau:
    """Three communities in two districts, out of their order, and one that two of them took over."""
    return bureau(
        stations=STATIONS,
        areas=[
            area("gulou-guanliu", name="官柳社区", covers=(EstateCover(estate="滨湖花园"),)),
            area("duandian-duandian", name="段店村", station="duandian"),
            area("gulou-binhu", name="滨湖社区"),
            area(
                "gulou-old",
                name="老街社区",
                merged_into=("duandian-duandian", "gulou-binhu"),
                until=AS_OF - dt.timedelta(days=30),
            ),
        ],
    )


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(finder_parts, "MOST_BYTES", 0)
    return {path: orjson.loads(content) for path, content in finder_files(city()).items()}


def test_an_index_is_one_file_up_to_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """A city's index of MOST_BYTES is one file, one byte more makes parts."""
    whole = finder_index(city())
    monkeypatch.setattr(finder_parts, "MOST_BYTES", len(whole))
    assert finder_files(city()) == {HEAD: whole}
    monkeypatch.setattr(finder_parts, "MOST_BYTES", len(whole) - 1)
    assert [*finder_files(city())] == [
        HEAD,
        "assets/finder/0.json",
        "assets/finder/1.json",
        "assets/finder/rest.json",
    ]


def test_a_part_has_the_communities_of_a_district(files: dict[str, Any]) -> None:
    """Every community is in one part with its number in the whole; stations and words for pages are in the head."""
    parts = [files[f"assets/{part['u']}"] for part in files[HEAD]["parts"]]
    assert [(part["at"], [row["n"] for row in part["areas"]]) for part in parts] == [
        ([1], ["段店村"]),
        ([0, 2], ["官柳社区", "滨湖社区"]),
    ]
    assert [part["id"] for part in parts] == [part["id"] for part in files[HEAD]["parts"]]
    assert not {"areas", "former", "sounds"} & files[HEAD].keys()
    assert [row["n"] for row in files[HEAD]["stations"]] == ["古楼派出所", "段店派出所"]


def test_a_former_community_comes_with_all_its_successors(files: dict[str, Any]) -> None:
    """It is in the part of its first successor, which names the parts of the others."""
    part = files["assets/finder/0.json"]
    assert [
        (number, row["n"], row["h"]) for number, row in zip(part["formerAt"], part["former"], strict=True)
    ] == [(0, "老街社区", [1, 2])]
    assert [part["w"] for part in files[HEAD]["parts"]] == [[1], []]


def test_a_large_district_has_several_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """No part has more than MOST_AREAS communities, and they are of about one size."""
    monkeypatch.setattr(finder_parts, "MOST_BYTES", 0)
    monkeypatch.setattr(finder_parts, "MOST_AREAS", 4)
    areas = [area(f"gulou-{at}", name=f"第{at}社区") for at in range(9)]
    files = finder_files(bureau(stations=STATIONS, areas=areas))
    sizes = [len(orjson.loads(files[f"assets/finder/{at}.json"])["areas"]) for at in range(3)]
    assert sizes == [3, 3, 3]


def unpacked(text: str) -> Iterator[int]:
    """Read the codes back, written from the description in finder_parts.py."""
    at = -1
    for each in text:
        if each == "!":
            at += 90
        else:
            at += ord(each) - ord("#") + 1 - (each > "\\")
            yield at


def code(text: str, begun: int = 0, codes: int = 32768) -> int:
    found = begun
    for each in text:
        found = (found * 40503 + ord(each)) % codes
    return found


def test_the_head_knows_every_name_of_a_part(files: dict[str, Any]) -> None:
    """Pairs of neighbours, whole names of two and of more characters, and stems such as 官柳 of 官柳社区."""
    *codes, single = files[HEAD]["parts"][1]["n"]
    pairs, short, long = (set(unpacked(text)) for text in codes)
    for name in ("官柳社区", "滨湖社区", "滨湖花园"):
        assert {code(name[at : at + 2]) for at in range(len(name) - 1)} <= pairs
        assert code(name, codes=65536) in long
    assert {code("官柳", 1), code("滨湖", 1)} <= short
    assert single == ""
    assert code("段店村", codes=65536) not in long


def test_large_parts_are_compressed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that sends compressed files as they are finds them beside the plain ones."""
    monkeypatch.setattr(finder_parts, "MOST_BYTES", 0)
    monkeypatch.setattr(table_files, "LEAST_COMPRESSED", 0)
    files = finder_files(city())
    assert gzip.decompress(files[f"{HEAD}.gz"]) == files[HEAD]
