"""A stranger's ranking: every published month worked out from the public tables alone.

Written from the formulas of the page 排名办法: nothing of generator/ is imported, and every number comes from the CSV
files and the policies in data/ of a finished site. Usage: python3 tests/stranger.py SITE/data
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

Row = Mapping[str, str]
DAY = dt.timedelta(days=1)
# The part that a thing looked at supports, where it is not named like it.
PART_OF = {
    **dict.fromkeys(
        ("unified_sign", "unified_rules", "office_equipment", "communications"), "post_facilities"
    ),
    "contact": "contact_verified",
    "director": "committee",
    "patrol": "patrols",
    "talk": "talks",
    "safe_place": "safe_places",
    "work_record": "work_records",
    "minutes": "minutes_on_time",
}


def day(text: str) -> dt.date:
    """A day; of a month alone its first, of an unknown one the earliest of all."""
    if not text[:1].isdigit():
        return dt.date.min
    return dt.date.fromisoformat(text if len(text) > 7 else f"{text}-01")


def listed(text: str) -> list[str]:
    """The entries of a list."""
    return text.split("、") if text else []


def number(text: str) -> int | None:
    """A count, None where the cell is empty or withheld."""
    return int(text) if text.isdigit() else None


def holds(row: Row, on: dt.date, first: str = "first", last: str = "last") -> bool:
    """Does the row's time include the day?"""
    return (not row[first] or day(row[first]) <= on) and (not row[last] or on <= day(row[last]))


@dataclass(frozen=True)
class Month:
    """A month and its policy."""

    name: str
    policy: Any

    def before(self, months: int) -> str:
        """The month so many months earlier."""
        year, at = divmod(int(self.name[:4]) * 12 + int(self.name[5:]) - 1 - months, 12)
        return f"{year}-{at + 1:02d}"

    @property
    def first(self) -> dt.date:
        """The first day."""
        return day(self.name)

    @property
    def last(self) -> dt.date:
        """The last day."""
        return day(self.before(-1)) - DAY

    @property
    def days(self) -> list[dt.date]:
        """All days."""
        return [self.first + n * DAY for n in range(self.last.day)]

    @property
    def weeks(self) -> dict[str, dt.date]:
        """The Thursday of each ISO week whose Thursday lies in the month."""
        thursdays = [on for on in self.days if on.isoweekday() == 4]
        return {f"{on.isocalendar()[0]}-W{on.isocalendar()[1]:02d}": on for on in thursdays}

    def standard(self, key: str) -> int:
        """One number of the policy; 0 where it sets none."""
        found = self.policy["standards"].get(key)
        return int(found["value"]) if found else 0

    @property
    def is_second(self) -> bool:
        """Is the policy of the second edition?"""
        return int(self.policy["ranking"]["edition"]) > 1


@dataclass
class Part:
    """a of d; `missing` if somebody did not report, `withheld` if the numbers are not shown, `few` if too few."""

    a: int = 0
    d: int = 0
    missing: bool = False
    withheld: bool = False
    few: bool = False

    @property
    def state(self) -> str:
        """The letter of the published table."""
        if self.missing:
            return "x"
        if self.withheld or self.few:
            return "u"
        return "ok" if self.d else "z"


def one(a: int | None, d: int) -> Part:
    """A community's part: at most what was due, missing without a number."""
    return Part(d=d, missing=True) if a is None else Part(min(a, d), d)


def added(parts: Iterable[Part]) -> Part:
    """The sum of communities."""
    found = list(parts)
    return Part(sum(p.a for p in found), sum(p.d for p in found), any(p.missing for p in found))


@dataclass
class Tables:
    """The public tables, read once and grouped by what a formula asks for."""

    folder: Path

    def rows(self, name: str) -> list[dict[str, str]]:
        """All rows of a table; one in parts has them in the folder of its name."""
        found: list[dict[str, str]] = []
        for path in sorted((self.folder / name).glob("*.csv")) or [self.folder / f"{name}.csv"]:
            with path.open(encoding="utf-8-sig", newline="") as file:
                found += csv.DictReader(file)
        return found

    def grouped(self, name: str, *keys: str) -> dict[tuple[str, ...], list[Row]]:
        """The rows of a table by these columns."""
        found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in self.rows(name):
            found[tuple(row[key] for key in keys)].append(row)
        return found

    def __post_init__(self) -> None:
        self.known: dict[str, list[dict[str, str]]] = {}
        self.communities = self.rows("history/communities")
        self.officers = self.grouped("history/officers", "area")
        self.populations = self.grouped("history/populations", "area")
        self.posts = self.grouped("history/posts", "area")
        self.verified = self.grouped("history/verifications", "area")
        self.committees = self.grouped("history/committees", "area")
        self.places = self.grouped("history/safe_places", "area")
        self.reports = self.grouped("reports", "month", "area")
        self.totals = self.grouped("station_reports", "month", "station")
        self.on_site = self.grouped("on_site", "week", "area")
        self.meetings = self.grouped("meetings", "area")
        self.audits = self.grouped("audits", "station", "part")
        self.opinions = self.grouped("opinions", "station")

    def areas(self, month: str) -> list[dict[str, str]]:
        """The communities' numbers of a month."""
        if month not in self.known:
            self.known[month] = self.rows(f"ranking/{month}-areas")
        return self.known[month]

    def policy(self, version: str) -> Any:
        """A version of the method."""
        return json.loads((self.folder / "policies" / f"{version}.json").read_text("utf-8"))


@dataclass(frozen=True)
class Area:
    """One community in one month."""

    tables: Tables
    month: Month
    row: Row

    @property
    def id(self) -> tuple[str]:
        """The key of its rows."""
        return (self.row["area"],)

    def at_the_end(self, rows: Mapping[tuple[str, ...], list[Row]]) -> Row | None:
        """The row that holds on the month's last day."""
        return next((row for row in rows.get(self.id, []) if holds(row, self.month.last)), None)

    def reported(self, key: str) -> int | None:
        """A number of its monthly report."""
        found = self.tables.reports.get((self.month.name, *self.id), [])
        return number(found[0][key]) if found else None

    def has_reported(self, key: str) -> bool:
        """Is there anything, even a withheld number?"""
        return any(row[key] for row in self.tables.reports.get((self.month.name, *self.id), []))

    def population(self, on: dt.date) -> Row:
        """The last count up to the day, else the first."""
        counts = sorted(self.tables.populations[self.id], key=lambda row: row["as_of"])
        past = [row for row in counts if day(row["as_of"]) <= on]
        return past[-1] if past else counts[0]

    @property
    def residents(self) -> int:
        """Actual, else permanent population."""
        count = self.population(self.month.last)
        return int(count["actual"] or count["permanent"])

    def required(self, on: dt.date) -> int:
        """Officers that the staffing standard asks for: of the month's last day, in the second edition of each day."""
        on = on if self.month.is_second else self.month.last
        kinds = (
            row["kind"]
            for row in self.tables.communities
            if row["area"] == self.row["area"] and holds(row, on)
        )
        kind, count = next(kinds), self.population(on)
        rule = next(rule for rule in self.month.policy["staffing"] if rule["kind"] == kind)
        other = {"actual": "permanent", "permanent": "actual"}[rule["basis"]]
        people = int(count[rule["basis"]] or count[other])
        return next(
            int(s["officers"]) for s in reversed(rule["steps"]) if people > s["over"] or s["over"] == 0
        )

    def in_post(self, on: dt.date) -> list[Row]:
        """The community officers of that day."""
        times = self.tables.officers.get(self.id, [])
        return [t for t in times if t["role"] == "community_officer" and holds(t, on, "since", "until")]

    def weeks(self) -> Iterator[tuple[int, Row]]:
        """Of each week the promised days and the published row."""
        for week, thursday in self.month.weeks.items():
            if self.month.is_second:
                first = thursday.replace(month=1, day=1)
                begins = max(first, day(self.row["since"])) if self.row["since"] else first
                most = max(self.weekdays(thursday), self.weekdays(begins))
            else:
                most = max((len(listed(t["on_site"])) for t in self.in_post(thursday)), default=0)
            yield (
                max(self.month.standard("on_site_days"), most),
                self.tables.on_site[week, self.row["area"]][0],
            )

    def weekdays(self, on: dt.date) -> int:
        """The weekdays promised by any of the officers of that day."""
        return len({weekday for time in self.in_post(on) for weekday in listed(time["on_site"])})

    def officer_days(self) -> Part:
        """Officers in post, each day at most those required."""
        needed = {on: self.required(on) for on in self.month.days}
        return Part(sum(min(len(self.in_post(on)), n) for on, n in needed.items()), sum(needed.values()))

    def on_site(self) -> Part:
        """Days kept of days promised, by week."""
        weeks = list(self.weeks())
        return Part(
            sum(min(number(row["days"]) or 0, promised) for promised, row in weeks),
            sum(promised for promised, _ in weeks),
            any(row["state"] == "unreported" for _, row in weeks),
        )

    def post_in_use(self) -> Part:
        """An open post at the month's end."""
        post = self.at_the_end(self.tables.posts)
        return one(int(post is not None and post["status"] == "open"), 1)

    def post_facilities(self) -> Part:
        """Facilities at the month's end."""
        post = self.at_the_end(self.tables.posts) or {}
        keys = ("unified_sign", "unified_rules", "office_equipment", "communications")
        return one(sum(post.get(key) == "true" for key in keys), self.month.standard("facilities"))

    def contact_verified(self) -> Part:
        """A check in the last days of the month and those before."""
        last = self.month.last
        oldest = last - self.month.standard("verification_days") * DAY
        return one(int(any(oldest <= day(row["on"]) <= last for row in self.tables.verified[self.id])), 1)

    def committee(self) -> Part:
        """A director and at least one member."""
        found = self.at_the_end(self.tables.committees)
        return one(int(found is not None and found["director"] == "true" and int(found["members"]) > 0), 1)

    def patrols(self) -> Part:
        """Enough patrols."""
        return self._enough("patrol_shifts")

    def talks(self) -> Part:
        """Enough talks."""
        return self._enough("talks")

    def _enough(self, key: str) -> Part:
        count = self.reported(key)
        return one(None if count is None else int(count >= self.month.standard(key)), 1)

    def safe_places(self) -> Part:
        """Titles in force at the month's end."""
        places = self.tables.places.get(self.id, [])
        valid = [row for row in places if holds(row, self.month.last, "awarded_on", "expires_on")]
        count = len(valid)
        if self.month.is_second:
            least = self.month.standard("title_homes")
            count = len({row["name"] for row in valid if not row["homes"] or int(row["homes"]) >= least})
        return one(count, self.month.standard("safe_places"))

    def services_offered(self) -> Part:
        """Services at the month's end."""
        post = self.at_the_end(self.tables.posts) or {}
        return one(len(listed(post.get("services", ""))), self.month.standard("services"))

    def charts(self) -> Part:
        """Charts up to date."""
        return one(self.reported("charts"), self.month.standard("basic_charts"))

    def ledgers(self) -> Part:
        """Ledgers up to date."""
        return one(self.reported("ledgers"), self.month.standard("ledgers"))

    def work_records(self) -> Part:
        """Weeks with an entry of the station's work records; without such records, weeks with a number of days."""
        rows = [row for _, row in self.weeks()]
        if rows and all(row["entries"] for row in rows):
            away = [
                row for row in rows if self.month.is_second and row["days"] in ("", "0") and row["reason"]
            ]
            written = [row for row in rows if row["entries"] == "true" or row in away]
            return one(len(written), len(rows))
        if any(row["state"] == "unreported" for row in rows):
            return one(None, len(rows))
        told = [row for row in rows if row["days"]]
        if self.month.is_second:
            told = [row for row in told if row["days"] != "0" or row["reason"]]
        return one(len(told), len(rows))


@dataclass(frozen=True)
class Station:
    """One station in one month."""

    tables: Tables
    month: Month
    id: str
    areas: list[Area]
    own: frozenset[str]  # every community of the station, of today and before

    @property
    def report(self) -> Row | None:
        """The totals of its monthly report."""
        return next(iter(self.tables.totals.get((self.month.name, self.id), [])), None)

    def parts(self) -> dict[str, Part]:
        """Every part of the policy."""
        rules = self.month.policy["ranking"]["indicators"]
        return {part["id"]: self.part(part["id"]) for item in rules for part in item["parts"]}

    def part(self, name: str) -> Part:
        """One part: of the station, else the sum of its communities."""
        own: Callable[[], Part] | None = getattr(self, name, None)
        if own is not None:
            return own()
        return added(getattr(area, name)() for area in self.areas)

    def answered_on_time(self) -> Part:
        """Requests accepted in the month and opinions due in it, and those answered in time."""
        if self.month.is_second:
            return self.answered_share()
        keys = ("services_accepted", "services_on_time")
        missing = any(not area.has_reported(key) for area in self.areas for key in keys)
        counts = [self.report[key] if self.report else "" for key in keys]
        if any("<" in count for count in counts):
            return Part(missing=missing, withheld=True)
        accepted, on_time = (number(count) or 0 for count in counts)
        due = [
            row
            for row in self.tables.opinions.get((self.id,), [])
            if self.month.first <= day(row["due"]) <= self.month.last
        ]
        closed = sum(bool(row["closed_on"]) and day(row["closed_on"]) <= day(row["due"]) for row in due)
        whole = accepted + len(due)
        few = 0 < whole < self.month.standard("unstable_base")
        return Part(min(accepted, on_time) + closed, whole, missing, few=few)

    def answered_share(self) -> Part:
        """The percent of twelve months: published rounded, since it is worked out from counts that are not shown."""
        own = [row for row in self.tables.areas(self.month.name) if row["station"] == self.id]
        cells = [row for row in own if row["part"] == "answered_on_time"]
        if any(row["state"] == "x" for row in cells):
            return Part(missing=True)
        return Part(int(cells[0]["numerator"]), 100) if cells else Part()

    def report_on_time(self) -> Part:
        """Filed by the due day of the next month."""
        if self.report is None:
            return Part(0, 1, missing=True)
        due = day(self.month.before(-1)) + (self.month.standard("report_due_day") - 1) * DAY
        return one(int(day(self.report["filed_on"]) <= due), 1)

    def held(self) -> list[Row]:
        """The meetings that took place."""
        return [
            m for area in self.own for m in self.tables.meetings.get((area,), []) if m["status"] == "held"
        ]

    def meeting_in_cycle(self) -> Part:
        """Communities with a meeting in the cycle that ends with the month."""
        first = day(self.month.before(self.month.standard("meeting_cycle") - 1))
        met = {m["area"] for m in self.held() if first <= day(m["date"]) <= self.month.last}
        return Part(sum(area.row["area"] in met for area in self.areas), len(self.areas))

    def minutes_on_time(self) -> Part:
        """Minutes that fell due in the month, and those published by then."""
        allowed = self.month.standard("minutes_days") * DAY
        cycle = day(self.month.before(self.month.standard("meeting_cycle") - 1))
        first = cycle if self.month.is_second else self.month.first
        due = [m for m in self.held() if first <= day(m["date"]) + allowed <= self.month.last]
        kept = sum(bool(m["minutes_on"]) and day(m["minutes_on"]) <= day(m["date"]) + allowed for m in due)
        if not self.month.is_second:
            return Part(kept, len(due))
        heard = {m["area"] for m in due}
        heard |= {m["area"] for m in self.held() if cycle <= day(m["date"]) <= self.month.last}
        return Part(kept, len(due) + sum(area.row["area"] not in heard for area in self.areas))

    def is_doubtful(self, part: str) -> bool:
        """From the second edition on: is too little of what was looked at in twelve months as declared?"""
        share, base = self.month.standard("audit_share"), self.month.standard("audit_base")
        if not self.month.is_second or not share:
            return False
        first = day(self.month.before(11))
        rows = self.tables.audits.get((self.id, part), [])
        seen = [
            row["seen"] == "as_declared"
            for row in rows
            if row["seen"] not in ("", "not_seen") and first <= day(row["on"]) <= self.month.last
        ]
        for area in self.own:
            for meeting in self.tables.meetings.get((area,), []):
                if meeting["confirmed"] and first <= day(meeting["date"]) <= self.month.last:
                    tallies = (tally.replace("/", " ").split() for tally in listed(meeting["confirmed"]))
                    seen += [
                        2 * int(yes) > int(of) for item, yes, of in tallies if PART_OF.get(item, item) == part
                    ]
        return len(seen) >= max(base, 1) and 100 * sum(seen) < share * len(seen)

    def case_rate(self) -> Part:
        """Cases of the rolling months over residents."""
        missing = any(not area.has_reported("cases") for area in self.areas)
        months = [self.month.before(n) for n in range(self.month.standard("rolling_months"))]
        counts = [row["cases"] for m in months for row in self.tables.totals.get((m, self.id), [])]
        if any("<" in count for count in counts):
            return Part(missing=missing, withheld=True)
        cases = sum(number(count) or 0 for count in counts)
        few = cases < self.month.standard("unstable_base")
        return Part(cases, sum(area.residents for area in self.areas), missing, few=few)


@dataclass
class Result:
    """A station's numbers, item scores, score and rank; None where there is none."""

    group: str
    parts: dict[str, Part]
    items: dict[str, Fraction | None]
    score: str | None
    has_areas: bool
    rank: int | None = None


def mean(pairs: list[tuple[int, Fraction]]) -> Fraction | None:
    """The weighted mean."""
    weights = sum(weight for weight, _ in pairs)
    return sum((weight * value for weight, value in pairs), Fraction(0)) / weights if weights else None


def item_score(rule: Any, parts: Mapping[str, Part]) -> Fraction | None:
    """The item's score: None if it is not scored, or a part is missing, or nothing applies."""
    own = [(rule_of["weight"], parts[rule_of["id"]]) for rule_of in rule["parts"]]
    if not rule["scored"] or any(part.missing for _, part in own):
        return None
    return mean([(w, Fraction(100 * p.a, p.d)) for w, p in own if p.state == "ok"])


def result(station: Station, group: str) -> Result:
    """Score a station."""
    parts = station.parts()
    rules = station.month.policy["ranking"]["indicators"]
    items = {rule["id"]: item_score(rule, parts) for rule in rules}
    scored = [part["id"] for rule in rules if rule["scored"] for part in rule["parts"]]
    unranked = not station.areas or station.report is None or any(parts[id_].missing for id_ in scored)
    unranked = unranked or any(station.is_doubtful(id_) for id_ in scored)
    pairs = [(rule["weight"], score) for rule in rules if (score := items[rule["id"]]) is not None]
    total = None if unranked else mean(pairs)
    shown = None if total is None else f"{int(10 * total + Fraction(1, 2)) / 10:.1f}"
    return Result(group, parts, items, shown, bool(station.areas))


def ranked(results: Mapping[str, Result], minimum: int, *, is_second: bool) -> None:
    """Give ranks in each group with enough scores; in the second edition with enough stations that have communities."""
    for one_ in results.values():
        scores = [
            Fraction(other.score)
            for other in results.values()
            if other.score is not None and other.group == one_.group
        ]
        able = [other for other in results.values() if other.group == one_.group and other.has_areas]
        size = len(able) if is_second else len(scores)
        if one_.score is not None and size >= minimum:
            one_.rank = 1 + sum(score > Fraction(one_.score) for score in scores)


def ranking(tables: Tables, month: Month) -> dict[str, Result]:
    """All stations of a month, by id."""
    own: dict[str, set[str]] = defaultdict(set)
    areas: dict[str, list[Area]] = defaultdict(list)
    for row in tables.communities:
        own[row["station"]].add(row["area"])
        whole = all(holds(row, on, "since", "until") for on in (month.first, month.last))
        if whole and holds(row, month.last):
            areas[row["station"]].append(Area(tables, month, row))
    found = {}
    for row in tables.rows("history/stations"):
        id_ = row["station"]
        if holds(row, month.last) and (not row["since"] or day(row["since"]) <= month.last):
            found[id_] = result(
                Station(tables, month, id_, areas[id_], frozenset(own[id_])), row["peer_group"]
            )
    ranked(found, month.standard("peer_minimum"), is_second=month.is_second)
    return found


@dataclass
class Count:
    """How many cells were compared, agreed, and were withheld on both sides; `differ` names the others."""

    cells: int = 0
    agreeing: int = 0
    withheld: int = 0
    differ: list[str] = field(default_factory=list)
    months: list[str] = field(default_factory=list)

    def compare(self, where: str, published: str, own: str) -> None:
        """Count one cell."""
        self.cells += 1
        if published == own:
            self.agreeing += 1
        else:
            self.differ.append(f"{where}: published {published or '-'}, recomputed {own or '-'}")


def compare(tables: Tables, name: str, count: Count) -> None:
    """Compare a month's published table, cell by cell."""
    stations = tables.grouped(f"ranking/{name}", "station")
    version = next(iter(stations.values()))[0]["policy"]
    own = ranking(tables, Month(name, tables.policy(version)))
    count.compare(f"{name} stations", " ".join(sorted(id_ for (id_,) in stations)), " ".join(sorted(own)))
    for (id_,), rows in stations.items():
        mine = own[id_]
        count.compare(f"{name} {id_} score", rows[0]["score"], mine.score or "")
        count.compare(f"{name} {id_} rank", rows[0]["rank"], str(mine.rank or ""))
        count.compare(f"{name} {id_} group", rows[0]["group"], mine.group)
        for row in rows:
            part, where = mine.parts[row["part"]], f"{name} {id_} {row['part']}"
            count.compare(f"{where} state", row["state"], part.state)
            known = not part.missing or (row["part"] == "case_rate" and part.a > 0)
            if part.withheld and not row["numerator"]:
                count.withheld += 2
            for key, value in (("numerator", part.a), ("denominator", part.d)):
                count.compare(f"{where} {key}", row[key], str(value) if known and not part.withheld else "")
    count.months.append(name)


def compared(folder: Path, latest: int = 0) -> Count:
    """Compare every published month, or only so many of the latest."""
    tables, count = Tables(folder), Count()
    for file in sorted((folder / "ranking").glob("????-??.csv"))[-latest:]:
        compare(tables, file.stem, count)
    return count


def main(folder: str) -> int:
    """Print the figures; return 1 if anything differs."""
    count = compared(Path(folder))
    print(f"{count.cells} cells, {count.agreeing} agree, {count.withheld} withheld")
    print(*count.differ, sep="\n")
    return int(bool(count.differ))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
