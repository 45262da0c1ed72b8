"""Read the numbers of a built site from its public files alone: tables, station workings, projects' charts."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

ITEMS: Final = ("calls", "cases", "disputes", "mediated", "services_accepted", "services_on_time")
# Titles of the columns on a station's working, and what a community's cell states there.
ANSWERED, CASES = "按时办结", "案件发生"
_CELL: Final = re.compile(r"([\d,]+)/([\d,]+)")
_ROLLING: Final = re.compile(r"(\d+)个月共([\d,]+)起")
_AREA: Final = re.compile(r"/communities/([^/]+)/")
_PROJECT_LABEL: Final = re.compile(r"(\d\d)年(\d{1,2})月")


class Bound(NamedTuple):
    """A suppressed count: at least 1, less than `below`."""

    below: int


Count: TypeAlias = "int | Bound | None"  # None: not reported


class Key(NamedTuple):
    """One count: a community, a month, an item."""

    area: str
    month: str
    item: str


@dataclass(frozen=True, kw_only=True)
class Working:
    """A station's published month. Totals and cells are (numerator, denominator); absent where withheld.

    `rolling` is the number of months and their cases.
    """

    station: str
    month: str
    answered: tuple[int, int] | None
    rolling: tuple[int, int] | None
    answered_by_area: Mapping[str, tuple[int, int]]
    cases_by_area: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A demonstration project's number in a month; `months` are those that it may count."""

    area: str
    months: tuple[str, ...]
    value: Count


@dataclass(frozen=True, kw_only=True)
class Published:
    """Everything that speaks of counts.

    `areas` have a row in the report of a station and month; `opinions` were answered in time and due, by station or
    community and month.
    """

    areas: Mapping[tuple[str, str], tuple[str, ...]]
    counts: Mapping[Key, Count]
    workings: tuple[Working, ...]
    opinions: Mapping[tuple[str, str], tuple[int, int]]
    readings: tuple[Reading, ...]


def published(site: Path) -> Published:
    """Read a built site."""
    reports = list(_rows(site / "data" / "reports.csv"))
    areas: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in reports:
        areas[row["station"], row["month"]].append(row["area"])
    return Published(
        areas={key: tuple(listed) for key, listed in areas.items()},
        counts={
            Key(row["area"], row["month"], item): count_in(row[item]) for row in reports for item in ITEMS
        },
        workings=tuple(_workings(site)),
        opinions=_opinions(site),
        readings=tuple(_readings(site)),
    )


def count_in(text: str) -> Count:
    """Read 12, <5 or nothing."""
    if not text:
        return None
    return Bound(int(text[1:])) if text.startswith("<") else int(text.replace(",", ""))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _opinions(site: Path) -> Mapping[tuple[str, str], tuple[int, int]]:
    due: dict[tuple[str, str], int] = defaultdict(int)
    met: dict[tuple[str, str], int] = defaultdict(int)
    for row in _rows(site / "data" / "opinions.csv"):
        for who in (row["station"], row["area"]):
            due[who, row["due"][:7]] += 1
            met[who, row["due"][:7]] += bool(row["closed_on"]) and row["closed_on"] <= row["due"]
    return {key: (met[key], due[key]) for key in due}


def _workings(site: Path) -> Iterator[Working]:
    for path in sorted(site.glob("data/ranking/????-??.csv")):
        totals = {(row["station"], row["part"]): _fraction(row) for row in _rows(path)}
        for station in sorted({station for station, _ in totals}):
            page = site / "ranking" / path.stem / station / "index.html"
            yield _working(station, path.stem, totals, page.read_text("utf-8"))


def _working(
    station: str, month: str, totals: Mapping[tuple[str, str], tuple[int, int] | None], page: str
) -> Working:
    cells: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for link, label, text in table_cells(page):
        area, cell = _AREA.search(link), _CELL.fullmatch(text)
        if area and cell:
            cells[label][area[1]] = (_int(cell[1]), _int(cell[2]))
    rolling = _ROLLING.search(page)
    return Working(
        station=station,
        month=month,
        answered=totals.get((station, "answered_on_time")),
        rolling=(int(rolling[1]), _int(rolling[2])) if rolling else None,
        answered_by_area=cells[ANSWERED],
        cases_by_area=cells[CASES],
    )


def _fraction(row: Mapping[str, str]) -> tuple[int, int] | None:
    return (int(row["numerator"]), int(row["denominator"])) if row["numerator"] else None


def _int(text: str) -> int:
    return int(text.replace(",", ""))


def _readings(site: Path) -> Iterator[Reading]:
    """Read the charts' tables of projects that count incidents [起]."""
    for row in _rows(site / "data" / "brands.csv"):
        page = (site / "communities" / row["area"] / "index.html").read_text("utf-8")
        found = re.search(r'<h2 id="brand">.*?</section>', page, re.DOTALL)
        if row["unit"] != "起" or found is None:
            continue
        values = [
            (f"20{label[1]}-{int(label[2]):02}", count_in(text.replace("没有数", "")))
            for head, _, text in table_cells(found[0])
            if (label := _PROJECT_LABEL.fullmatch(head))
        ]
        before = None
        for month, value in values:
            yield Reading(area=row["area"], months=months_since(before, month), value=value)
            before = month


def months_since(before: str | None, month: str) -> tuple[str, ...]:
    """The months after `before` up to this one; without one, this alone."""
    last = 12 * int(month[:4]) + int(month[5:]) - 1
    first = last if before is None else 12 * int(before[:4]) + int(before[5:])
    return tuple(f"{at // 12}-{at % 12 + 1:02}" for at in range(first, last + 1))


class _Tables(HTMLParser):
    """Each cell of a page's tables with its row's link, or head, and its label."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[tuple[str, str, str]] = []
        self._head, self._label, self._text, self._cell = "", "", "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        if tag in ("td", "th"):
            self._cell, self._text, self._label = tag, "", of.get("data-label") or ""
            self._head = "" if tag == "th" else self._head
        elif tag == "a" and self._cell == "th":
            self._head = of.get("href") or ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "th":
            self._head, self._cell = self._head or self._text.strip(), ""
        elif tag == "td":
            self.cells.append((self._head, self._label, self._text.strip()))
            self._cell = ""


def table_cells(page: str) -> Iterable[tuple[str, str, str]]:
    """Each cell of a page's tables: its row's link, or head where it has none, its label, its text."""
    parser = _Tables()
    parser.feed(page)
    return parser.cells
