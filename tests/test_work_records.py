"""Work records (工作纪实, 方案二(五)): what of them is public, and which rules they keep."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from generator.build.releases import release_problems
from generator.checks import check
from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.history import EarlierStation
from generator.model.public import Suppressed
from generator.model.public_work import KindOfWork, PublicWork, WorkSentence
from generator.model.work_record import TalkTheme, WorkKind, WorkRecord
from generator.privacy import publish
from generator.privacy.work import public_work_records
from tests.bureaus import day
from tests.small_sites import AS_OF, ezhou

MONTH = "2026-10"
AREA = "gulou-guanliu"


def record(*entries: dict[str, Any], month: str = MONTH) -> WorkRecord:
    """The station's record; an entry is a visit of an hour on 13 October."""
    usual = {"area": AREA, "on": "2026-10-13", "kind": "visit", "minutes": "60"}
    return WorkRecord.model_validate(
        {"station": "gulou", "month": month, "entries": [usual | entry for entry in entries]}
    )


def times(kind: str, number: int, first: str = "2026-10-05") -> list[dict[str, Any]]:
    """Entries of a kind on as many days from the first on."""
    return [{"kind": kind, "on": f"{day(first) + dt.timedelta(days=at)}"} for at in range(number)]


@cache
def base() -> Bureau:
    """The repository's own data without work records."""
    return replace(ezhou().bureau, work_records={})


def bureau_of(*records: WorkRecord, **counts: Any) -> Bureau:
    """The bureau with these records; `counts` change the community's row in the month's report."""
    reports = dict(base().reports)
    key = (MONTH, "gulou")
    rows = [row.model_copy(update=counts) if row.area == AREA else row for row in reports[key].rows]
    reports[key] = reports[key].model_copy(update={"rows": tuple(rows)})
    return replace(base(), reports=reports, work_records={(one.month, one.station): one for one in records})


def public_work(*entries: dict[str, Any], as_of: dt.date = AS_OF, **counts: Any) -> PublicWork:
    """What is public of the community's October."""
    found = publish(bureau_of(record(*entries), **counts), as_of)
    return found.work_records[MONTH, "gulou"].areas[AREA]


def test_kinds_are_counted_and_their_minutes_summed() -> None:
    """Two visits of an hour and a talk of 40 minutes; themes count talks; weeks are those with an entry."""
    found = public_work(
        {},
        {"on": "2026-10-27"},
        {"kind": "talk", "minutes": "40", "theme": "fire", "on": "2026-09-28"},
        calls=50,
    )
    assert found.kinds == {
        WorkKind.VISIT: KindOfWork(times=2, minutes=120),
        WorkKind.TALK: KindOfWork(times=1, minutes=40),
    }
    assert found.themes == {TalkTheme.FIRE: 1}
    assert found.weeks == ("2026-W40", "2026-W42", "2026-W44")
    assert found.sentences == ()
    assert found.joint_actions == 0


def test_sentences_are_public_in_order_of_the_day() -> None:
    """The sentence with its day and kind, and of a talk the theme; nothing else of the entry."""
    later = {"on": "2026-10-20", "kind": "joint_action", "sentence": "查了旅馆。"}
    found = public_work(later, {"kind": "talk", "theme": "fraud", "sentence": "讲了反诈。"})
    assert found.sentences == (
        WorkSentence(on=day("2026-10-13"), kind=WorkKind.TALK, sentence="讲了反诈。", theme=TalkTheme.FRAUD),
        WorkSentence(on=day("2026-10-20"), kind=WorkKind.JOINT_ACTION, sentence="查了旅馆。", theme=None),
    )
    assert found.joint_actions == 1


@pytest.mark.parametrize(
    ("number", "counts", "expected"),
    [
        (5, {}, 5),
        (4, {}, Suppressed(below=5)),
        (1, {}, Suppressed(below=5)),
        (0, {}, "absent"),
        (5, {"disputes": 3, "mediated": 0}, None),
        (0, {"disputes": 3, "mediated": 0}, None),
        (5, {"mediated": None}, None),
    ],
)
def test_mediations_are_only_counted(number: int, counts: dict[str, Any], expected: object) -> None:
    """A small number is not told, nor any number where the report hides its disputes; minutes never are."""
    found = public_work(*times("mediation", number), **counts).kinds.get(WorkKind.MEDIATION)
    assert found == (None if expected == "absent" else KindOfWork(times=expected, minutes=None))  # type: ignore[arg-type]


def entry_of(kind: str, at: int, week: int) -> dict[str, Any]:
    """The entry number `at` of a kind, in a week of October counted from 0; its minutes are its own."""
    return {"kind": kind, "on": f"{day('2026-09-28') + dt.timedelta(days=7 * week)}", "minutes": f"{at + 1}"}


def worlds() -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Mediations, how many, beside talks and requests, in weeks of their own or shared."""
    spans = [(start, end) for end in range(1, 6) for start in range(end)]
    for talks, requests, (start, end) in itertools.product(range(3), (0, 1, 6), spans):
        for number in range(end - start, 11):
            mediations = [entry_of("mediation", at, start + at % (end - start)) for at in range(number)]
            others = [entry_of("talk", at, at) for at in range(talks)]
            others += [entry_of("service", at, 4 - at % 2) for at in range(requests)]
            yield number, [*mediations, *others]


def test_the_weeks_do_not_tell_a_hidden_number() -> None:
    """Whatever is public of a month, a number that it hides may be any of four, as one under 少于 5."""
    reports = publish(bureau_of(record({})), AS_OF).reports
    possible = defaultdict[str, set[int]](set)
    for number, entries in worlds():
        found = public_work_records(bureau_of(record(*entries)), reports, AS_OF, 5)[MONTH, "gulou"].areas[
            AREA
        ]
        if not isinstance(found.kinds[WorkKind.MEDIATION].times, int):
            possible[repr(found)].add(number)
    assert len(possible) > 20
    assert {said: numbers for said, numbers in possible.items() if len(numbers) < 4} == {}


def test_a_number_in_as_many_weeks_is_not_told() -> None:
    """One talk and a mediation in each other week: "1 of 5 weeks" beside "fewer than 5" would say that it is 4."""
    four = [entry_of("mediation", at, at + 1) for at in range(4)]
    found = public_work(entry_of("talk", 0, 0), *four)
    assert (len(found.weeks), found.kinds[WorkKind.MEDIATION].times) == (5, None)
    more = [entry_of("mediation", at + 4, 4) for at in range(4)]
    assert public_work(*four, *more[:3]).kinds[WorkKind.MEDIATION].times is None
    assert public_work(*four, *more).kinds[WorkKind.MEDIATION].times == 8


def test_without_a_report_nothing_that_it_could_hide_is_told() -> None:
    """Before the station has filed its report, no number of mediations, requests or calls for help is public."""
    bureau = bureau_of(record(*times("help", 6)))
    without = replace(bureau, reports={k: v for k, v in bureau.reports.items() if k != (MONTH, "gulou")})
    found = publish(without, AS_OF).work_records[MONTH, "gulou"].areas[AREA].kinds
    assert set(found.values()) == {KindOfWork(times=None, minutes=None)}
    assert [kind for kind in WorkKind if kind.is_only_counted] == list(found)


def test_an_entry_is_public_from_its_day_on() -> None:
    """As of a day, entries of later days are left out; that of the day itself is there."""
    entries = ({"on": "2026-10-13"}, {"on": "2026-10-14"})
    assert public_work(*entries, as_of=day("2026-10-13")).kinds[WorkKind.VISIT].times == 1
    assert public_work(*entries, as_of=day("2026-10-14")).kinds[WorkKind.VISIT].times == 2


def test_a_row_names_the_weeks_only_where_records_are_kept() -> None:
    """The rows of a station that keeps none have None; a community without an entry has no week."""
    found = publish(bureau_of(record({})), AS_OF)
    rows = found.reports[MONTH, "gulou"].rows
    assert rows[AREA].work_weeks == ("2026-W42",)
    assert rows["gulou-feie"].work_weeks == ()
    assert {row.work_weeks for row in found.reports[MONTH, "shawo"].rows.values()} == {None}
    assert {row.work_weeks for row in found.reports["2026-09", "gulou"].rows.values()} == {None}


def test_a_community_that_moves_brings_what_was_recorded_of_it() -> None:
    """It moves on 21 October: what its old station wrote until then counts for the month of the new one."""
    old, new = record({}), record({"on": "2026-10-27"}).model_copy(update={"station": "shawo"})
    late = record({"on": "2026-10-27"})
    for before, codes in ((old, []), (late, ["E353"])):
        bureau = replace(bureau_of(before, new), areas={**base().areas, AREA: moved()})
        found = publish(bureau, AS_OF).work_records
        assert AREA not in found[MONTH, "gulou"].areas
        assert found[MONTH, "shawo"].areas[AREA].weeks[-1] == "2026-W44"
        assert len(found[MONTH, "shawo"].areas[AREA].weeks) == (2 if before is old else 1)
        of_records = [one.code for one in check(bureau, AS_OF) if one.code in ("E353", "E343")]
        assert of_records == codes


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [((1440, 1440), []), ((1440, 1440, 1), ["E354"]), ((1440, 1, 1440), ["E354"]), ((1440, 1), [])],
)
def test_a_day_of_a_community_that_moves_is_summed_over_both_files(
    minutes: tuple[int, ...], expected: list[str]
) -> None:
    """Two officers are in post; the old station wrote the first entry of the day, the new one the others."""
    days = [
        {"minutes": str(number), "kind": kind, "on": "2026-10-20"}
        for number, kind in zip(minutes, ("visit", "patrol", "talk"), strict=False)
    ]
    new = record(*days[1:]).model_copy(update={"station": "shawo"})
    bureau = replace(bureau_of(record(days[0]), new), areas={**base().areas, AREA: moved()})
    found = [one for one in check(bureau, AS_OF) if one.code == "E354"]
    assert [one.code for one in found] == expected
    assert all(one.place.path == f"data/work_records/{MONTH}/shawo.yml" for one in found)


def test_entries_that_no_station_publishes_are_reported() -> None:
    """Its new station keeps no records of the month: what the old one wrote is nowhere, and the check says so."""
    new = record().model_copy(update={"station": "shawo"})
    for records, number in (((record({}, {"on": "2026-10-14"}),), 1), ((record({}), new), 0)):
        bureau = replace(bureau_of(*records), areas={**base().areas, AREA: moved()})
        said = [one for one in check(bureau, AS_OF) if one.code == "W414"]
        assert len(said) == number
        assert all("2 条" in one.message and "shawo.yml" in one.message for one in said)


def moved() -> Area:
    """The community, which moves on 21 October."""
    earlier = (EarlierStation(station="gulou", until=day("2026-10-20")),)
    return base().areas[AREA].model_copy(update={"station": "shawo", "earlier_stations": earlier})


def test_the_records_of_the_sample_agree_with_what_was_released() -> None:
    """Two stations keep records of the last released month and of this one; no published number changes."""
    assert {*ezhou().bureau.work_records} == {(m, s) for m in (MONTH, "2026-11") for s in ("gulou", "shawo")}
    codes = {one.code for one in check(ezhou().bureau, AS_OF)}
    assert not codes & {"E343", "E353", "E354", "W405", "W426", "W414"}


def test_a_record_that_is_begun_after_the_release_is_reported() -> None:
    """The released weeks stay until the month is revised; without records, and with the sample's, nothing differs."""
    for bureau, expected in ((bureau_of(record(*ALL_WEEKS[:2])), 1), (base(), 0), (ezhou().bureau, 0)):
        public = publish(bureau, AS_OF)
        said = [one.message for one in release_problems(bureau, public) if one.code == "W330"]
        assert len(said) == expected
        assert all("古楼派出所 2026-10" in one and "工作纪实 50/50→2/50" in one for one in said)
        row = next(row for row in public.releases[MONTH].latest.rows if row.station == "gulou")
        assert row.areas[AREA][13] == "5/5"
        # Nothing advises to make the published report fit a file that was begun too late.
        assert not {"W405", "W426"} & {one.code for one in check(bureau, AS_OF)}


ALL_WEEKS = [{"on": f"{day('2026-09-29') + dt.timedelta(weeks=at)}"} for at in range(5)]
FULL_DAY = [{"kind": "patrol", "minutes": "1440"}, {"minutes": "1440"}]


@pytest.mark.parametrize(
    ("entries", "counts", "expected"),
    [
        (ALL_WEEKS, {"talks": 0}, []),
        (ALL_WEEKS[:4], {"talks": 0}, ["W405"]),
        (ALL_WEEKS[:4], {"talks": 0, "on_site_days": {"2026-W40": 3, "2026-W44": 0}}, []),
        (ALL_WEEKS, {"talks": 0, "on_site_days": {"2026-W40": 3, "2026-W44": 0}}, ["W405"]),
        (
            [*ALL_WEEKS[:4], ALL_WEEKS[4] | {"kind": "meeting"}],
            {"talks": 0, "on_site_days": {"2026-W44": 0}},
            [],
        ),
        (ALL_WEEKS, {"talks": 1}, ["W426"]),
        ([*ALL_WEEKS, {"kind": "talk"}], {"talks": 1}, []),
        ([*ALL_WEEKS, {"kind": "talk"}], {"talks": 0}, ["W426"]),
        ([*ALL_WEEKS, {"kind": "talk", "on": "2026-09-30"}], {"talks": 0}, []),
        ([*ALL_WEEKS, {"kind": "talk", "on": "2026-09-30"}], {"talks": 1}, []),
        ([*ALL_WEEKS, {"kind": "talk"}], {"talks": None}, []),
        ([*ALL_WEEKS, {"minutes": "1380"}], {"talks": 0}, []),
        (
            [*ALL_WEEKS, {"kind": "patrol", "minutes": "1440"}, {"minutes": "1440"}, {"kind": "meeting"}],
            {"talks": 0},
            ["E354"],
        ),
        ([*ALL_WEEKS, {"on": "2026-11-01"}, {"on": "2026-09-28"}], {"talks": 0}, []),
        ([*ALL_WEEKS, {"on": "2026-11-02"}], {"talks": 0}, ["E343"]),
        ([*ALL_WEEKS, {"on": "2026-09-27"}], {"talks": 0}, ["E343"]),
        ([*ALL_WEEKS, {"area": "shawo-jiajiang"}], {"talks": 0}, ["E353"]),
    ],
)
def test_entries_and_the_report_agree(
    entries: list[dict[str, Any]], counts: dict[str, Any], expected: list[str]
) -> None:
    """Days, talks and communities are those of the report and the station, from 28 September to 1 November.

    Two officers are in post, so a day has 2,880 minutes.
    """
    key = (MONTH, "gulou")
    bureau = bureau_of(record(*entries), **counts)
    only = tuple(row for row in bureau.reports[key].rows if row.area == AREA)
    reports = {**bureau.reports, key: bureau.reports[key].model_copy(update={"rows": only})}
    unreleased = {month: one for month, one in bureau.releases.items() if month != MONTH}
    found = check(replace(bureau, reports=reports, releases=unreleased), AS_OF)
    assert [one.code for one in found if one.place.path.startswith("data/work_records")] == expected
