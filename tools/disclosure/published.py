"""Read the numbers of a built site from its public files alone: tables, sealed releases, pages."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from tools.disclosure.reading import (
    Count,
    count_in,
    months_ending_with,
    months_since,
    page,
    rows,
    table_cells,
)

ITEMS: Final = ("calls", "cases", "disputes", "mediated", "services_accepted", "services_on_time")
ANSWERED, CASES = "answered_on_time", "case_rate"
# The parts by the titles of their columns on a station's working, and what a cell states there.
_PARTS: Final = {"按时办结": ANSWERED, "案件发生": CASES}
_FRACTION: Final = re.compile(r"(?:u:)?([\d,]+)/([\d,]+)(?:@(\d+))?")
_ROLLING: Final = re.compile(r"(\d+)个月共([\d,]+)起")
_AREA: Final = re.compile(r"/communities/([^/]+)/")
_PROJECT_LABEL: Final = re.compile(r"(\d\d)年(\d{1,2})月")


class Key(NamedTuple):
    """One count: a community, a month, an item."""

    area: str
    month: str
    item: str


@dataclass(frozen=True, kw_only=True)
class Method:
    """What of a version of the method says how its numbers are made."""

    edition: int
    rolling_months: int


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A published numerator and denominator of a part of a station, or of one of its communities.

    `months` are those that it may cover; `reported` says how many of them it does cover, where that is told. `source`
    is the kind of file.
    """

    source: str
    station: str
    area: str | None
    part: str
    edition: int
    months: tuple[str, ...]
    told: tuple[int, int]
    reported: int | None = None


@dataclass(frozen=True, kw_only=True)
class Total:
    """A station's total of an item."""

    station: str
    month: str
    item: str
    value: Count


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A demonstration project's number in a month; `months` are those that it may count."""

    area: str
    months: tuple[str, ...]
    value: Count


@dataclass(frozen=True, kw_only=True)
class Published:
    """Everything that speaks of counts.

    `areas` have a row in the report of a station and month. `owing` are the communities by station, with the months
    before and after those that they report. `opinions` were answered in time and due, by station or community and
    month. `ranked` are the published months. Of cells that contradict one another the later are left out.
    """

    areas: Mapping[tuple[str, str], tuple[str, ...]]
    owing: Mapping[str, Mapping[str, tuple[str, str]]]
    counts: Mapping[Key, Count]
    totals: tuple[Total, ...] = ()
    cells: tuple[Cell, ...] = ()
    opinions: Mapping[tuple[str, str], tuple[int, int]]
    readings: tuple[Reading, ...] = ()
    ranked: frozenset[str] = frozenset()

    def owing_in(self, station: str, month: str) -> tuple[str, ...]:
        """The station's communities that had to report that month."""
        own = self.owing.get(station, {})
        return tuple(area for area, (before, after) in own.items() if before < month < after)


def published(site: Path) -> Published:
    """Read a built site."""
    areas: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    counts: dict[Key, Count] = {}
    for row in rows(site / "data" / "reports.csv"):
        areas[row["station"], row["month"]][row["area"]] = None
        for item in ITEMS:
            key, found = Key(row["area"], row["month"], item), count_in(row[item])
            if not isinstance(counts.get(key), int):
                counts[key] = found
    return Published(
        areas={key: tuple(listed) for key, listed in areas.items()},
        owing=_owing(site),
        counts=counts,
        totals=tuple(_totals(site)),
        cells=tuple(_cells(site)),
        opinions=_opinions(site),
        readings=tuple(_readings(site)),
        ranked=frozenset(path.stem for path in site.glob("data/ranking/????-??.csv")),
    )


def _owing(site: Path) -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """A community owes the months in which it existed from the first to the last day."""
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    day = dt.timedelta(days=1)
    for row in rows(site / "data" / "history" / "communities.csv"):
        before = str(dt.date.fromisoformat(row["since"]) - day)[:7] if row["since"] else ""
        after = str(dt.date.fromisoformat(row["until"]) + day)[:7] if row["until"] else "9999"
        found[row["station"]][row["area"]] = before, after
    return found


def _totals(site: Path) -> Iterator[Total]:
    for row in rows(site / "data" / "station_reports.csv"):
        for item in ITEMS:
            if row.get(item):
                yield Total(station=row["station"], month=row["month"], item=item, value=count_in(row[item]))


def _opinions(site: Path) -> Mapping[tuple[str, str], tuple[int, int]]:
    due: dict[tuple[str, str], int] = defaultdict(int)
    met: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows(site / "data" / "opinions.csv"):
        for who in (row["station"], row["area"]):
            due[who, row["due"][:7]] += 1
            met[who, row["due"][:7]] += bool(row["closed_on"]) and row["closed_on"] <= row["due"]
    return {key: (met[key], due[key]) for key in due}


def _cells(site: Path) -> Iterator[Cell]:
    """Those of the latest revisions first."""
    methods = dict(_methods(site))
    folder = site / "data" / "ranking"
    latest = {path.stem: list(rows(path)) for path in sorted(folder.glob("????-??.csv"))}
    method_of = {month: methods[listed[0]["policy"]] for month, listed in latest.items() if listed}
    sealed = sorted(_sealed(folder / "sealed"), key=lambda row: -int(row["revision"]))
    told: dict[str, Iterable[Mapping[str, str]]] = {
        "month's table": [row for listed in latest.values() for row in listed],
        "communities' table": [row for path in sorted(folder.glob("*-areas.csv")) for row in rows(path)],
        "station's page": _on_pages(site, latest),
        "sealed release": sealed,
        "revised table": [row for path in sorted(folder.glob("????-??-r*.csv")) for row in rows(path)],
        "year's table": _of_years(folder, latest),
    }
    for source, listed in told.items():
        for row in listed:
            found = _cell(row, source, methods[row["policy"]] if "policy" in row else method_of[row["month"]])
            if found is not None:
                yield found


def _cell(row: Mapping[str, str], source: str, method: Method) -> Cell | None:
    """The cell of a row in long form; None if it says nothing of counts."""
    if row["part"] not in (ANSWERED, CASES) or not (row["numerator"] and row["denominator"]):
        return None
    is_share = row["part"] == ANSWERED and method.edition == 2
    if is_share and row.get("base") == "":  # not reported
        return None
    months = 1 if row["part"] == ANSWERED and not is_share else method.rolling_months
    return Cell(
        source=source,
        station=row["station"],
        area=row.get("area"),
        part=row["part"],
        edition=method.edition,
        months=tuple(row["added"].split()) if "added" in row else months_ending_with(row["month"], months),
        told=(_int(row["numerator"]), _int(row["denominator"])),
        reported=int(row["reported"]) if row.get("reported") else None,
    )


def _methods(site: Path) -> Iterator[tuple[str, Method]]:
    for path in site.glob("data/policies/*.json"):
        said = json.loads(path.read_text("utf-8"))
        rolling = int(said["standards"]["rolling_months"]["value"])
        yield path.stem, Method(edition=said["ranking"]["edition"], rolling_months=rolling)


def _sealed(folder: Path) -> Iterator[dict[str, str]]:
    """The rows of every revision, a community's under `area`; a station's cases are those of `reported` months."""
    for path in sorted(folder.glob("*.json")):
        month, revision = json.loads(path.read_text("utf-8"))
        of = {"month": month, "revision": str(revision["number"]), "policy": revision["policy"]}
        for row in revision["rows"]:
            own = of | {"station": row["station"]}
            for at, part in enumerate(revision["parts"]):
                cells = {id_: cells[at] for id_, cells in row.get("areas", {}).items()}
                yield from (own | {"area": id_} | _told(part, cell) for id_, cell in cells.items())
                if not any(cell.startswith("x") for cell in cells.values()):
                    yield own | _told(part, row["numbers"][at])
            if row.get("cases") is not None:
                yield own | _rolling(str(row["cases"]), str(row["months"]))


def _told(part: str, cell: str) -> dict[str, str]:
    """A cell as in a table: 97/100@420 has a base, x/14 and u no numbers."""
    found = _FRACTION.fullmatch(cell)
    numbers = found.groups(default="") if found else ("", "", "")
    return {"part": part} | dict(zip(("numerator", "denominator", "base"), numbers, strict=True))


def _rolling(cases: str, months: str) -> dict[str, str]:
    return {"part": CASES, "numerator": cases, "denominator": "1", "reported": months}


def _on_pages(site: Path, latest: Mapping[str, Iterable[Mapping[str, str]]]) -> Iterator[dict[str, str]]:
    for month, listed in latest.items():
        for station in sorted({row["station"] for row in listed}):
            of = {"month": month, "station": station}
            working = page(site / "ranking" / month / station / "index.html")
            for link, label, text in table_cells(working):
                area, cell = _AREA.search(link), _FRACTION.fullmatch(text)
                if area and cell and label in _PARTS:
                    own = {"area": area[1], "part": _PARTS[label]}
                    yield of | own | {"numerator": cell[1], "denominator": cell[2]}
            if found := _ROLLING.search(working):
                yield of | _rolling(found[2], found[1])


def _of_years(folder: Path, latest: Mapping[str, Iterable[Mapping[str, str]]]) -> Iterator[dict[str, str]]:
    """The rows of years, each with the month or months that it adds up: those with a number, or else all."""
    every: dict[tuple[str, str, str], list[tuple[str, bool]]] = defaultdict(list)
    for month, listed in latest.items():
        for row in listed:
            every[month[:4], row["station"], row["part"]].append((month, bool(row["numerator"])))
    for path in sorted(folder.glob("????.csv")):
        for row in rows(path):
            listed_months = every[path.stem, row["station"], row["part"]]
            if row["part"] == ANSWERED and not row["base"]:
                known = [month for month, is_known in listed_months if is_known]
                is_all = int(row["part_months"]) > len(known)
                yield row | {"added": " ".join([month for month, _ in listed_months] if is_all else known)}
            elif listed_months:
                yield row | {"month": listed_months[-1][0]}


def _int(text: str) -> int:
    return int(text.replace(",", ""))


def _readings(site: Path) -> Iterator[Reading]:
    """Read the charts' tables of projects that count incidents [起]."""
    number: Counter[str] = Counter()
    for row in rows(site / "data" / "brands.csv"):
        text = page(site / "communities" / row["area"] / "index.html")
        number[row["area"]] += 1
        found = re.search(rf'<article id="project-{number[row["area"]]}">.*?</article>', text, re.DOTALL)
        if row["unit"] != "起" or found is None:
            continue
        values = [
            (f"20{label[1]}-{int(label[2]):02}", count_in(cell.replace("没有数", "")))
            for head, _, cell in table_cells(found[0])
            if (label := _PROJECT_LABEL.fullmatch(head))
        ]
        before = None
        for month, value in values:
            yield Reading(area=row["area"], months=months_since(before, month), value=value)
            before = month
