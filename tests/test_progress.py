"""The five 到位 of areas in every state, their counts, and the state of the steps of a round."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.meetings import schedule
from generator.model.area import AreaKind, Population, Verified
from generator.model.meeting import MeetingStatus
from generator.model.officer import Role
from generator.model.post import PostStatus
from generator.model.public import PublicArea, PublicBureau
from generator.model.report import Chart, Ledger
from generator.model.rollout import ConditionId, GoalId, Milestones
from generator.progress import AreaGoal, GoalCount, Progress, progress
from generator.progress.conditions import State
from generator.progress.steps import StepState
from generator.staffing import coverage
from tests.bureaus import (
    AS_OF,
    MONTH,
    SERVICES,
    area,
    bureau,
    committee,
    day,
    facilities,
    kept,
    meeting,
    milestones,
    post,
    released,
    report,
    row,
    station,
    tenure,
)

FIVE: Final = tuple(GoalId)
CROWD: Final = Population(actual=6501, as_of=day("2026-06-30"))  # needs two officers


def whole(*areas: PublicArea, reported: Iterable[Any] | None = None, **changes: Any) -> PublicBureau:
    """A published month and a meeting for each area: all five goals are in place, except what a test changes."""
    rows = tuple(reported) if reported is not None else tuple(row(one.id) for one in areas)
    fields: dict[str, Any] = {
        "areas": areas,
        "reports": [report(rows=rows)],
        "meetings": [meeting(one.id) for one in areas],
    }
    return released(bureau(**(fields | changes)))


def goals_of(world: PublicBureau, area_id: str = "gulou-a") -> dict[GoalId, AreaGoal]:
    (found,) = (one for station in progress(world).stations for one in station.areas if one.area == area_id)
    return {goal.goal: goal for goal in found.goals}


def only(world: PublicBureau, goal: GoalId) -> tuple[State, tuple[str, ...], tuple[str, ...]]:
    """State, lacking and unknown of that goal; asserts that the other four are in place."""
    found = goals_of(world)
    assert {one.state for id_, one in found.items() if id_ is not goal} <= {State.IN_PLACE}
    return found[goal].state, found[goal].lacking, found[goal].unknown


def lacking(*words: str) -> tuple[State, tuple[str, ...], tuple[str, ...]]:
    return State.LACKING, words, ()


def unknown(*words: str) -> tuple[State, tuple[str, ...], tuple[str, ...]]:
    return State.UNKNOWN, (), words


def test_an_area_that_keeps_every_standard_has_all_five_in_place() -> None:
    """An area that meets every standard has all five goals in place."""
    found = progress(whole(area()))
    assert (found.areas, found.complete, found.month) == (1, 1, MONTH)
    assert [(goal.goal, goal.state) for goal in found.stations[0].areas[0].goals] == [
        (goal, State.IN_PLACE) for goal in FIVE
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"status": PostStatus.REPAIR, "status_since": AS_OF}, ("警务室维修中",), id="repair"),
        pytest.param({"opened": "2026-10-13"}, ("警务室筹建中",), id="opens tomorrow"),
        pytest.param({"status": PostStatus.CLOSED, "status_since": AS_OF}, ("警务室已撤销",), id="closed"),
        pytest.param({"facilities": facilities(2)}, ("警务室缺办公设施、通讯设施",), id="two facilities"),
        pytest.param(
            {"facilities": facilities(3), "status": PostStatus.PLANNED},
            ("警务室筹建中", "警务室缺通讯设施"),
            id="both",
        ),
        pytest.param({"status": PostStatus.REPAIR, "status_since": day("2026-10-13")}, (), id="tomorrow"),
    ],
)
def test_a_post_is_in_place_in_use_and_furnished(changes: dict[str, Any], words: tuple[str, ...]) -> None:
    """警务室建设到位: the post is in use today and has all facilities, or the words say what is wrong."""
    expected = lacking(*words) if words else (State.IN_PLACE, (), ())
    assert only(whole(area(post=post(**changes))), GoalId.POSTS) == expected


def test_an_area_without_a_post_says_so_once() -> None:
    """An area without a post says so once for both conditions, and offers no service."""
    found = goals_of(whole(area(post=None)))
    assert found[GoalId.POSTS].lacking == ("没有登记警务室",)
    titles = "、".join(SERVICES)
    assert found[GoalId.SERVICES].lacking == (f"服务能办 0 个，应有 7 个，缺：{titles}",)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"tenures": ()}, "应配社区民警 1 名，在岗 0 名，缺 1 名", id="nobody"),
        pytest.param({"population": CROWD}, "应配社区民警 2 名，在岗 1 名，缺 1 名", id="one of two"),
        pytest.param(
            {"tenures": (tenure(role=Role.ACTING), tenure(role=Role.AUXILIARY))},
            "应配社区民警 1 名，在岗 0 名，缺 1 名",
            id="acting and auxiliary do not count",
        ),
        pytest.param(
            {"tenures": (tenure(until="2026-10-11"),)},
            "应配社区民警 1 名，在岗 0 名，缺 1 名",
            id="left yesterday",
        ),
        pytest.param({"tenures": (tenure(until="2026-10-12"),)}, None, id="leaves today"),
        pytest.param(
            {"population": CROWD, "tenures": (tenure(), tenure(seconded=True))}, None, id="seconded"
        ),
        pytest.param({"kind": AreaKind.TOWN, "population": CROWD}, None, id="a town needs one"),
    ],
)
def test_officers_are_in_place_where_there_are_enough(changes: dict[str, Any], words: str | None) -> None:
    """警力到位: enough community officers are in post today for the kind of area."""
    expected = lacking(words) if words else (State.IN_PLACE, (), ())
    assert only(whole(area(**changes)), GoalId.OFFICERS) == expected


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        pytest.param({"charts": tuple(Chart)[:8]}, lacking("9月图表更新 8 张，应有 9 张"), id="charts"),
        pytest.param({"ledgers": tuple(Ledger)[:3]}, lacking("9月台帐更新 3 本，应有 4 本"), id="ledgers"),
        pytest.param({"charts": None}, unknown("9月没有报图表更新"), id="charts not reported"),
        pytest.param(
            {"charts": None, "ledgers": ()},
            (
                State.LACKING,
                ("9月台帐更新 0 本，应有 4 本",),
                ("9月没有报图表更新",),
            ),
            id="what is lacking decides, what is unknown is said",
        ),
    ],
)
def test_paperwork_is_in_place_as_the_last_published_month_has_it(
    reported: dict[str, Any], expected: tuple[State, tuple[str, ...], tuple[str, ...]]
) -> None:
    """警务规范化建设到位: the last published month has all charts, ledgers and records; unreported is unknown."""
    world = whole(area(), reported=[row(**reported)])
    assert only(world, GoalId.STANDARDS) == expected


def test_a_week_without_a_work_record_is_lacking() -> None:
    """A week that the report leaves out has no work record and no day on site."""
    weeks = dict(list(kept().items())[:3])
    found = goals_of(whole(area(), reported=[row(on_site_days=weeks)]))
    assert found[GoalId.STANDARDS].lacking == ("9月工作纪实 3 周，应有 4 周",)
    assert found[GoalId.WORK].lacking == ("9月驻社区天数 9 天，应有 12 天",)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"committee": None}, lacking("没有登记治保会"), id="no committee"),
        pytest.param(
            {"committee": committee(has_director=False)}, lacking("治保会没有治保主任"), id="no director"
        ),
        pytest.param(
            {"tenures": (tenure(promised=4),)}, lacking("9月驻社区天数 12 天，应有 16 天"), id="promise"
        ),
    ],
)
def test_work_is_in_place_where_it_was_done(
    changes: dict[str, Any], expected: tuple[State, tuple[str, ...], tuple[str, ...]]
) -> None:
    """工作到位: the promise was kept, the committee is complete, a meeting was held."""
    assert only(whole(area(**changes)), GoalId.WORK) == expected


@pytest.mark.parametrize(
    ("held", "status", "words"),
    [
        ("2026-08-01", MeetingStatus.HELD, None),
        ("2026-07-31", MeetingStatus.HELD, "最近 3 个没有开群众代表会"),
        ("2026-10-12", MeetingStatus.HELD, None),
        ("2026-10-12", MeetingStatus.CONFIRMED, "最近 3 个没有开群众代表会"),
        ("2026-10-13", MeetingStatus.HELD, "最近 3 个没有开群众代表会"),
    ],
)
def test_a_meeting_counts_in_the_cycle_that_ends_with_this_month(
    held: str, status: MeetingStatus, words: str | None
) -> None:
    """A meeting counts if it was held, by today, in the months of the cycle that ends with this month."""
    world = whole(area(), meetings=[meeting(date=held, status=status)])
    assert only(world, GoalId.WORK) == (lacking(words) if words else (State.IN_PLACE, (), ()))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param(
            {"post": post(services=SERVICES[:5])},
            "服务能办 5 个，应有 7 个，缺：business、elderly",
            id="services",
        ),
        pytest.param(
            {"verified": Verified(on=day("2026-07-13"), by="派出所")},
            "联系信息上次核实是 2026年7月13日，超过 90 个",
            id="91 days ago",
        ),
        pytest.param({"verified": Verified(on=day("2026-07-14"), by="派出所")}, None, id="90 days ago"),
    ],
)
def test_service_is_in_place_where_all_is_offered_and_found(
    changes: dict[str, Any], words: str | None
) -> None:
    """服务到位: the post offers every service, and the contact data were verified in time."""
    expected = lacking(words) if words else (State.IN_PLACE, (), ())
    assert only(whole(area(**changes)), GoalId.SERVICES) == expected


def test_a_month_that_is_not_published_tells_nothing() -> None:
    """A report counts for nothing before its month is published."""
    reported = {"reports": [report()], "meetings": [meeting()]}
    found = goals_of(bureau(areas=[area()], **reported))
    assert found[GoalId.STANDARDS].unknown == ("还没有公布过月份",)
    assert (found[GoalId.STANDARDS].state, found[GoalId.WORK].state) == (State.UNKNOWN, State.UNKNOWN)
    assert (found[GoalId.POSTS].state, found[GoalId.OFFICERS].state) == (State.IN_PLACE, State.IN_PLACE)


@pytest.mark.parametrize("since", ["2026-09-02", "2026-10-01"])
def test_a_new_area_has_no_figures_of_the_time_before(since: str) -> None:
    """A new area's figures are unknown until its first whole month is published."""
    new = area("gulou-b", since=day(since))
    found = goals_of(whole(area(), new, reported=[row()]), "gulou-b")
    assert found[GoalId.STANDARDS].unknown[0] == "9月没有报图表更新"
    assert found[GoalId.STANDARDS].state is State.UNKNOWN


def test_a_station_without_a_report_is_unknown() -> None:
    """A station without a report has unknown goals, neither in place nor lacking."""
    stations = [station("gulou"), station("ximen")]
    areas = [area("gulou-a"), area("ximen-a", "ximen")]
    world = whole(*areas, stations=stations, reported=[row()])
    assert goals_of(world, "gulou-a")[GoalId.STANDARDS].state is State.IN_PLACE
    found = goals_of(world, "ximen-a")
    assert found[GoalId.STANDARDS].unknown == (
        "9月没有报图表更新",
        "9月没有报台帐更新",
        "9月没有报工作纪实",
    )
    assert (found[GoalId.WORK].state, found[GoalId.WORK].unknown) == (
        State.UNKNOWN,
        ("9月没有报驻社区天数",),
    )


def test_which_conditions_count_is_data() -> None:
    """milestones.yml decides which conditions a goal has."""
    given = milestones(
        [{"id": "c", "title": "轮", "archive": "false", "milestones": [STEP]}],
        posts=("post_in_use",),
        officers=("officers_in_post", "contact_verified"),
    )
    old = Verified(on=day("2026-01-01"), by="派出所")
    found = goals_of(whole(area(post=post(facilities=facilities(1)), verified=old), milestones=given))
    states = {goal: one.state for goal, one in found.items()}
    assert (states[GoalId.POSTS], states[GoalId.OFFICERS]) == (State.IN_PLACE, State.LACKING)


def counts(found: Progress, at: int | None = None) -> list[tuple[int, int, int]]:
    listed: tuple[GoalCount, ...] = found.counts if at is None else found.stations[at].counts
    assert tuple(count.goal for count in listed) == FIVE
    return [(count.in_place, count.lacking, count.unknown) for count in listed]


def test_the_matrix_is_counted_by_station_and_for_the_bureau() -> None:
    """Counts by station add up to those of the bureau, with a station that reported nothing and one without areas."""
    areas = [
        area("gulou-a"),
        area("gulou-b", tenures=(), post=post(facilities=facilities(3))),
        area("gulou-c"),
        area("ximen-a", "ximen", committee=None),
    ]
    rows = [row("gulou-a"), row("gulou-b"), row("gulou-c", charts=())]
    stations = [station("gulou"), station("ximen"), station("empty")]
    found = progress(whole(*areas, stations=stations, reported=rows))
    assert [(one.station.id, one.complete, len(one.areas)) for one in found.stations] == [
        ("empty", 0, 0),
        ("gulou", 1, 3),
        ("ximen", 0, 1),
    ]
    assert counts(found, 0) == [(0, 0, 0)] * 5
    assert counts(found, 1) == [(2, 1, 0), (2, 1, 0), (2, 1, 0), (3, 0, 0), (3, 0, 0)]
    assert counts(found, 2) == [(1, 0, 0), (1, 0, 0), (0, 0, 1), (0, 1, 0), (1, 0, 0)]
    assert counts(found) == [(3, 1, 0), (3, 1, 0), (2, 1, 1), (3, 1, 0), (4, 0, 0)]
    assert (found.areas, found.complete) == (4, 1)
    assert found.areas_that_are(State.LACKING, ConditionId.CHARTS) == 1
    assert found.areas_that_are(State.UNKNOWN, ConditionId.CHARTS) == 1


AREAS: Final = st.lists(
    st.tuples(
        st.sampled_from(["gulou", "ximen"]),
        st.sampled_from([4000, 6501]),
        st.integers(0, 2),
        st.none() | st.integers(0, 4),
        st.sampled_from(["2026-07-31", "2026-08-01", "2026-10-12", "2026-10-13"]),
    ),
    max_size=6,
)


@given(AREAS, st.randoms(use_true_random=False))
def test_progress_agrees_with_coverage_and_schedule(
    drawn: list[tuple[str, int, int, int | None, str]], random: Any
) -> None:
    """Officers, posts and meetings count here as in coverage and schedule, whatever the order of records."""
    areas = [
        area(
            f"{where}-{at}",
            where,
            population=Population(actual=residents, as_of=day("2026-06-30")),
            tenures=(tenure(),) * officers,
            post=None if furnished is None else post(facilities=facilities(furnished)),
        )
        for at, (where, residents, officers, furnished, _) in enumerate(drawn)
    ]
    stations = [station("gulou"), station("ximen")]
    fields = {
        "stations": stations,
        "meetings": [meeting(one.id, drawn[at][4]) for at, one in enumerate(areas)],
    }
    found = progress(bureau(areas=areas, **fields))
    random.shuffle(areas)
    assert progress(bureau(areas=areas, **(fields | {"stations": stations[::-1]}))) == found
    covered = coverage(bureau(areas=areas, **fields))
    met = schedule(bureau(areas=areas, **fields))

    def in_place(condition: ConditionId) -> int:
        return found.areas_that_are(State.IN_PLACE, condition)

    assert in_place(ConditionId.OFFICERS_IN_POST) == covered.total.covered
    assert in_place(ConditionId.POST_IN_USE) == covered.posts.in_use
    assert in_place(ConditionId.POST_FACILITIES) == covered.posts.complete
    assert len(areas) - in_place(ConditionId.MEETING_IN_CYCLE) == len(met.not_met)
    assert found.areas == sum(len(one.areas) for one in found.stations) == len(areas)
    for at, count in enumerate(found.counts):
        assert count.in_place + count.lacking + count.unknown == found.areas
        assert count.in_place == sum(one.counts[at].in_place for one in found.stations)


STEP: Final = {
    "id": "m1",
    "title": "核对",
    "starts": "2026-10-01",
    "ends": "2026-10-31",
    "clause": "二(进度)",
}


def one_step(archive: str = "false", **changes: Any) -> Milestones:
    return milestones([{"id": "c", "title": "轮", "archive": archive, "milestones": [{**STEP, **changes}]}])


@pytest.mark.parametrize(
    ("today", "archive", "changes", "state", "late"),
    [
        ("2026-09-30", "false", {}, StepState.AHEAD, 0),
        ("2026-10-01", "false", {}, StepState.UNDER_WAY, 0),
        ("2026-10-31", "false", {}, StepState.UNDER_WAY, 0),
        ("2026-11-01", "false", {}, StepState.OVERDUE, 1),
        ("2026-12-31", "false", {}, StepState.OVERDUE, 61),
        ("2026-12-31", "false", {"done_on": "2026-10-31"}, StepState.DONE, 0),
        ("2026-12-31", "false", {"done_on": "2026-11-08"}, StepState.DONE, 8),
        ("2026-12-31", "false", {"done_on": "2026-09-01"}, StepState.DONE, 0),
        ("2026-12-31", "true", {}, StepState.UNRECORDED, 0),
        ("2026-12-31", "true", {"done_on": "2026-11-01"}, StepState.DONE, 1),
    ],
)
def test_the_state_of_a_step_follows_from_its_days(
    today: str, archive: str, changes: dict[str, str], state: StepState, late: int
) -> None:
    """A step is in time on its last day, and an archived step without a date is unrecorded, not overdue."""
    (found,) = progress(bureau(as_of=day(today), milestones=one_step(archive, **changes))).cycles
    assert [(step.state, step.days_late) for step in found.steps] == [(state, late)]


def test_the_latest_acceptance_comes_first() -> None:
    """The latest acceptance comes first; those of one day keep their order."""
    made = [
        {"area": area_id, "result": "passed", "on": on, "evidence": "验收"}
        for area_id, on in (("a", "2026-10-05"), ("b", "2026-10-09"), ("c", "2026-10-05"))
    ]
    fields = {"id": "c", "title": "轮", "archive": "false", "milestones": [STEP], "acceptance": made}
    (found,) = progress(bureau(milestones=milestones([fields]))).cycles
    assert [one.area for one in found.acceptance] == ["b", "a", "c"]
