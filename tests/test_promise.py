"""The on-site promise: a week's timetable, the next time, and the twelve weeks that the ranking counts."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given

from generator.model.months import month_of_week, weeks_of_month
from generator.model.officer import Role
from generator.model.public import PublicBureau
from generator.model.reference import Holidays
from generator.model.report import OnSiteReason
from generator.promise import AreaPromise, PromiseSum, Slot, promises
from tests import bureaus
from tests.bureaus import area, bureau, day, on_site_on, policy, released, report, row, standards, tenure
from tests.drawn_bureaus import LAW
from tests.drawn_bureaus import bureaus as drawn

MONDAY_WEDNESDAY_FRIDAY = on_site_on("周一", "周三", "周五")


def with_areas(*listed: Any, **changes: Any) -> PublicBureau:
    """A bureau with those areas, and every month that is over published."""
    return released(bureau(areas=listed, **changes))


def of(world: PublicBureau, area_id: str = "gulou-a") -> AreaPromise:
    return promises(world).by_area[area_id]


def slot(
    date: str, hours: str = "09:00-17:00", role: Role = Role.COMMUNITY_OFFICER, holiday: str | None = None
) -> Slot:
    return Slot(date=day(date), hours=on_site_on("周一", hours=hours).hours, role=role, holiday=holiday)


def days_off(*days: tuple[str, str]) -> Holidays:
    """Public holidays of one year, each with date and name."""
    year = {"year": days[0][0][:4], "source": "通知", "holidays": [{"date": d, "name": n} for d, n in days]}
    return Holidays.model_validate({"years": [year]})


def test_the_week_is_that_of_the_day() -> None:
    """The timetable covers Monday to Sunday of the day's week, past days included."""
    world = with_areas(area(tenures=(tenure(on_site=MONDAY_WEDNESDAY_FRIDAY),)), as_of=day("2026-10-18"))
    found = promises(world)
    assert found.monday == day("2026-10-12")
    assert found.by_area["gulou-a"].this_week == (slot("2026-10-12"), slot("2026-10-14"), slot("2026-10-16"))


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2026-10-11", "2026-10-12"), ("2026-10-12", "2026-10-14"), ("2026-10-16", "2026-10-19")],
    ids=["sunday", "monday, today is no next time", "friday, over the weekend"],
)
def test_the_next_time_comes_after_today(as_of: str, expected: str) -> None:
    """The next time is on a later day than today."""
    world = with_areas(area(tenures=(tenure(on_site=MONDAY_WEDNESDAY_FRIDAY),)), as_of=day(as_of))
    assert of(world).next == slot(expected)


def test_a_public_holiday_is_shown_and_is_no_next_time() -> None:
    """A public holiday is marked in the week and is never the next time."""
    world = with_areas(
        area(tenures=(tenure(on_site=MONDAY_WEDNESDAY_FRIDAY),)),
        as_of=day("2026-09-29"),
        holidays=days_off(*[(f"2026-10-0{n}", "国庆节") for n in range(1, 8)], ("2026-05-01", "劳动节")),
    )
    found = of(world)
    assert found.this_week == (slot("2026-09-28"), slot("2026-09-30"), slot("2026-10-02", holiday="国庆节"))
    assert found.next == slot("2026-09-30")
    october = PublicBureau(dataclasses.replace(world, as_of=day("2026-09-30")))
    assert of(october).next == slot("2026-10-09")  # Friday 2, Monday 5 and Wednesday 7 are days off
    assert list(promises(october).holidays) == [day(f"2026-10-0{n}") for n in range(1, 8)]


def test_times_of_two_officers_are_merged() -> None:
    """Times of two officers come in order of day and hour; a time that both promise is listed once."""
    mornings = on_site_on("周一", "周二", hours="08:00-12:00")
    world = with_areas(
        area(
            tenures=(
                tenure(on_site=MONDAY_WEDNESDAY_FRIDAY),
                tenure(on_site=mornings),
                tenure(on_site=on_site_on("周三")),
            )
        ),
        as_of=day("2026-10-12"),
    )
    assert of(world).this_week == (
        slot("2026-10-12", "08:00-12:00"),
        slot("2026-10-12"),
        slot("2026-10-13", "08:00-12:00"),
        slot("2026-10-14"),
        slot("2026-10-16"),
    )
    assert of(world).next == slot("2026-10-13", "08:00-12:00")


def test_a_promise_ends_with_the_time_in_post() -> None:
    """A promise applies only while its officer is in post; an auxiliary's never does."""
    leaving = tenure("2020-01-01", "2026-10-14", on_site=MONDAY_WEDNESDAY_FRIDAY)
    coming = tenure("2026-10-15", role=Role.ACTING, on_site=on_site_on("周三", "周五", hours="14:00-17:00"))
    helping = tenure(role=Role.AUXILIARY, on_site=on_site_on("周六"))
    world = with_areas(area(tenures=(leaving, coming, helping)), as_of=day("2026-10-14"))
    acting = slot("2026-10-16", "14:00-17:00", Role.ACTING)
    assert of(world).this_week == (slot("2026-10-12"), slot("2026-10-14"), acting)
    assert of(world).next == acting


def test_a_vacant_community_has_no_next_time() -> None:
    """A community without an officer or a timetable has no next time."""
    world = with_areas(area("gulou-a", tenures=()), area("gulou-b", tenures=(tenure(),)))
    found = promises(world)
    assert [(one.this_week, one.next, one.has_timetable) for one in found.by_area.values()] == [
        ((), None, False)
    ] * 2


def test_the_last_weeks_reach_over_the_year() -> None:
    """The last twelve weeks end with week 53 of the last published month; later weeks wait for their month."""
    reports = [report(month=month) for month in ("2026-10", "2026-11", "2026-12")]
    found = promises(with_areas(area(), as_of=day("2027-01-20"), reports=reports))
    assert found.weeks == (
        "2026-W42", "2026-W43", "2026-W44", "2026-W45", "2026-W46", "2026-W47",
        "2026-W48", "2026-W49", "2026-W50", "2026-W51", "2026-W52", "2026-W53",
    )  # fmt: skip
    assert found.later == ("2027-W01", "2027-W02")
    on_monday = promises(with_areas(area(), as_of=day("2027-01-25"), reports=reports))
    assert on_monday.later == ("2027-W01", "2027-W02", "2027-W03")


def test_before_anything_is_published_nothing_is_known() -> None:
    """Before a month is published the timetable is known and no week is."""
    found = promises(bureau(areas=[area(tenures=(tenure(promised=3),))], reports=[report()]))
    assert (found.weeks, found.later, found.by_area["gulou-a"].weeks) == ((), (), ())
    assert found.by_area["gulou-a"].next is not None
    assert found.total == PromiseSum(areas=1, full=0, undecided=0, promised=0, kept=0, unreported=0, why=())


def weeks_of(
    world: PublicBureau, area_id: str, month: str
) -> list[tuple[str, int, int | None, int, str | None]]:
    """State, promised, reported and counted days, and reason, of the month's weeks."""
    return [
        (week.state, week.promised, week.days, week.kept, week.why)
        for week in of(world, area_id).weeks
        if month_of_week(week.week) == month
    ]


def test_each_week_is_kept_or_not() -> None:
    """Days beyond the promise do not count, and a week left out counts as none: September's weeks 36 to 39 by hand."""
    days = {"2026-W36": 5, "2026-W37": 2, "2026-W38": 3}
    reasons = {"2026-W37": OnSiteReason.FLOOD}
    world = with_areas(
        area(tenures=(tenure(promised=4),)),
        reports=[report(rows=[row(on_site_days=days, on_site_reasons=reasons)])],
    )
    assert weeks_of(world, "gulou-a", "2026-09") == [
        ("kept", 4, 5, 4, None),
        ("short", 4, 2, 2, "防汛抗灾"),
        ("short", 4, 3, 3, "没有写原因"),
        ("unrecorded", 4, None, 0, "没有工作纪实"),
    ]
    assert promises(world).total == PromiseSum(
        areas=1,
        full=0,
        undecided=0,
        promised=16,
        kept=9,
        unreported=0,
        why=(("没有写原因", 1), ("没有工作纪实", 1), ("防汛抗灾", 1)),
    )


def test_the_promise_of_a_vacant_week_is_the_standard() -> None:
    """In a week without an officer the promise is the standard, whatever an acting officer promises."""
    acting = tenure(role=Role.ACTING, promised=4)
    gone = tenure("2020-01-01", "2026-09-09", promised=5)  # the Wednesday of W37
    world = with_areas(
        area(tenures=(gone, acting)),
        reports=[
            report(rows=[row(on_site_days=dict(zip(weeks_of_month("2026-09"), (5, 2, 3, 0), strict=True)))])
        ],
    )
    assert weeks_of(world, "gulou-a", "2026-09") == [
        ("kept", 5, 5, 5, None),
        ("short", 3, 2, 2, "社区民警空缺"),
        ("kept", 3, 3, 3, None),
        ("short", 3, 0, 0, "社区民警空缺"),
    ]


def test_of_two_officers_the_larger_promise_counts() -> None:
    """The larger promise of two officers counts, not the sum."""
    world = with_areas(area(tenures=(tenure(promised=3), tenure(promised=5))), reports=[report()])
    assert weeks_of(world, "gulou-a", "2026-09") == [("short", 5, 3, 3, "没有写原因")] * 4


def test_what_was_not_reported_counts_for_nothing_and_hides_nothing() -> None:
    """A week that is unreported, unpublished or before the community existed counts for nothing."""
    no_days = report(rows=[row("gulou-b", on_site_days=None), row("gulou-c")])
    august = report(month="2026-08", rows=[row(id_, "2026-08") for id_ in ("gulou-a", "gulou-b")])
    listed = [area("gulou-a"), area("gulou-b"), area("gulou-c", since=day("2026-08-02"))]
    world = with_areas(*listed, reports=[august, no_days])
    states = {
        id_: {(month_of_week(week.week), week.state.value) for week in found.weeks}
        for id_, found in promises(world).by_area.items()
    }
    unpublished = {("2026-07", "unpublished")}
    assert states == {
        "gulou-a": unpublished | {("2026-08", "kept"), ("2026-09", "unreported")},
        "gulou-b": unpublished | {("2026-08", "kept"), ("2026-09", "unreported")},
        "gulou-c": {("2026-07", "absent"), ("2026-08", "absent"), ("2026-09", "kept")},
    }
    total = promises(world).total
    assert (total.promised, total.kept, total.unreported, total.full) == (3 * 4 * 3, 36, 8, 1)


def test_the_standard_of_a_month_is_that_of_its_policy() -> None:
    """A month has the standard of its own version of the policy."""
    earlier = policy(version="2025-1", since="2025-01-01", standards=standards(on_site_days=2))
    current = policy(since="2026-09-01")
    two = [
        report(month=month, rows=[row(month=month, on_site_days=bureaus.kept(month, 2))])
        for month in ("2026-08", "2026-09")
    ]
    world = with_areas(area(), reports=two, policy=current, other_policies={"2025-1": earlier})
    assert {state for state, *_ in weeks_of(world, "gulou-a", "2026-08")} == {"kept"}
    assert {state for state, *_ in weeks_of(world, "gulou-a", "2026-09")} == {"short"}


@LAW
@given(drawn(("2026-08", "2026-09")))
def test_stations_add_up_to_the_bureau(world: PublicBureau) -> None:
    """Stations add up to the bureau, and every short week has a reason."""
    found = promises(released(world))
    for name in ("areas", "full", "promised", "kept", "unreported"):
        assert getattr(found.total, name) == sum(getattr(one, name) for one in found.by_station.values())
    short = [
        week
        for one in found.by_area.values()
        for week in one.weeks
        if week.kept < week.promised and week.counts
    ]
    assert sum(number for _, number in found.total.why) == len(short)
    assert found.total.kept <= found.total.promised
