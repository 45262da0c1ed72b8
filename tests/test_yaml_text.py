"""The YAML writer: the style of a value follows from its length and kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from generator.build.yaml_text import YamlStyle, quoted
from generator.load.document import read_document
from generator.load.files import UNSAFE_CHARACTER
from generator.model.absence import shows_something
from generator.model.station import Leader, Station, StationKind
from generator.model.values import Record
from generator.text.names import lost_in, without_quotes, without_spaces, without_stops


class Visit(Record):
    """A short record."""

    on: dt.date
    days: int = 0
    note: str | None = None


class House(Record):
    """A record with a value of each kind."""

    name: str
    open: bool = True
    at: dt.time | None = None
    names: tuple[str, ...] = ()
    visits: tuple[Visit, ...] = ()
    counts: Mapping[str, int] = Field(default_factory=dict)


DAY = dt.date(2026, 11, 1)
HOUSE = House(
    name="民主街 12 号",
    open=False,
    at=dt.time(9, 30),
    names=("甲", "乙, 丙"),
    visits=(Visit(on=DAY), Visit(on=DAY, days=3)),
    counts={"2026-W40": 3},
)


def lines(style: YamlStyle, house: House) -> list[str]:
    """The lines below the two comments."""
    return style.file_text("data/houses/2026/x.yml", "house", "示例", house).splitlines()[2:]


def test_a_file_begins_with_its_schema_and_a_note() -> None:
    """A file begins with a relative path to its schema and a note."""
    text = YamlStyle().file_text("data/houses/2026/x.yml", "house", "示例", House(name="甲"))
    schema = "# yaml-language-server: $schema=../../../schemas/house.schema.json"
    assert text == f"{schema}\n# 示例\nname: 甲\n"


def test_short_records_and_words_go_on_one_line() -> None:
    """Short records and words share a line, quoted only where needed, without default values."""
    assert lines(YamlStyle(), HOUSE) == [
        "name: 民主街 12 号",
        "open: false",
        "at: 09:30",
        'names: [甲, "乙, 丙"]',
        "visits:",
        "  - {on: 2026-11-01}",
        "  - {on: 2026-11-01, days: 3}",
        "counts: {2026-W40: 3}",
    ]


def test_a_style_spreads_records_spells_values_and_comments_keys() -> None:
    """A style spreads records of given types, spells given values and comments given keys."""
    style = YamlStyle(spread={Visit}, spelled={"name": quoted}, comments={"at": "几点开门"})
    assert lines(style, HOUSE.model_copy(update={"names": ("一" * 11,), "counts": {}})) == [
        'name: "民主街 12 号"',
        "open: false",
        "# 几点开门",
        "at: 09:30",
        "names:",
        f"  - {'一' * 11}",
        "visits:",
        "  - on: 2026-11-01",
        "  - on: 2026-11-01",
        "    days: 3",
    ]


def test_a_record_that_does_not_fit_is_spread() -> None:
    """A record that exceeds 110 columns is spread; a Chinese character takes two columns."""
    visits = (Visit(on=DAY, note="长" * 41), Visit(on=DAY, note="长" * 42))
    assert lines(YamlStyle(), House(name="甲", visits=visits))[2:] == [
        f"  - {{on: 2026-11-01, note: {'长' * 41}}}",
        "  - on: 2026-11-01",
        f"    note: {'长' * 42}",
    ]


def test_a_text_of_several_lines_keeps_them() -> None:
    """A text of several lines is a block and keeps its lines, also in a list."""
    house = House(name="甲\n乙", visits=(Visit(on=DAY, note="丙\n\n丁"),))
    assert lines(YamlStyle(), house) == [
        "name: |",
        "  甲",
        "  乙",
        "visits:",
        "  - on: 2026-11-01",
        "    note: |",
        "      丙",
        "",
        "      丁",
    ]


def _unwrapped(text: str) -> str:
    """The text as a record normalises it: without enclosing quotes or spaces within a Chinese name."""
    return without_quotes(text.strip()) or without_spaces(text) or without_stops(text) or text


LINES = st.text(min_size=1, max_size=40).filter(
    lambda text: (
        shows_something(text)
        and not UNSAFE_CHARACTER.search(text)
        and not lost_in(text)
        and text == _unwrapped(text)
    )
)


@given(LINES.map(str.strip).filter(lambda text: len(text.splitlines()) == 1))
def test_any_text_is_read_back_as_written(text: str) -> None:
    """Any line of text is read back unchanged, in block and flow style."""
    station = Station(
        id="x",
        name=text,
        district=text,
        town=text,
        kind=StationKind.URBAN,
        peer_group=StationKind.URBAN,
        address=text,
        phone="0711-0000001",
        leader=Leader(name="周明", badge="004217", title=text),
    )
    file = YamlStyle().file_text(station.path, "station", "x", station)
    assert Station.model_validate(read_document("x", file).plain) == station
