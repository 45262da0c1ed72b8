"""Released months: they thaw unchanged, records keep the past, and contradictions and corrections are found."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build.releasing import release_text
from generator.facts.measure import Measure
from generator.model.area import AreaKind, EarlierKind, Headcount, Population, Verified
from generator.model.meeting import Minutes, OpinionStatus
from generator.model.months import first_day, next_month
from generator.model.policy import PartId
from generator.model.post import EarlierPost, Post, PostStatus
from generator.model.prevention import EarlierCommittee
from generator.model.public import PublicArea, PublicBureau
from generator.model.public_prevention import PublicPrevention
from generator.model.release import Release, ReleaseRow, ReleaseStatus, Revision
from generator.model.report import Chart, Ledger
from generator.model.station import StationKind
from generator.personal import findings
from generator.privacy import problems_in
from generator.ranking import monthly_ranking
from generator.ranking.differences import differences
from generator.ranking.frozen import cell_text, contradictions, freeze, measure_in, thaw
from generator.ranking.published import as_published, published_month, published_months
from generator.ranking.results import MonthRanking
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
    opinion,
    policy,
    post,
    ranking_rules,
    report,
    row,
    safe_place,
    station,
    tenure,
)
from tests.drawn_bureaus import LAW, POSTS, as_privacy_shows, bureaus
from tests.test_privacy_refusing import loaded

BEFORE: Final = "2026-08"
WORLDS: Final = bureaus(months=(BEFORE, MONTH)) | bureaus(months=(BEFORE, MONTH)).map(as_privacy_shows)


def revision_of(
    world: PublicBureau, month: str = MONTH, before: Revision | None = None, **changes: Any
) -> Revision:
    """The revision that `jingwu release` would write on the 10th of the next month; `before` is the one to correct."""
    rules = world.policy_for(month)
    fields: dict[str, Any] = {
        "number": 1 if before is None else before.number + 1,
        "status": ReleaseStatus.PROVISIONAL,
        "published_on": first_day(next_month(month)).replace(day=10),
        "published_at": dt.time(9, 30),
        "policy": rules.version,
        "inputs": "0" * 64,
        "reason": None if before is None else "更正",
        "parts": rules.ranking.parts,
        "rows": freeze(world, monthly_ranking(world, month), rules),
    }
    return Revision.model_validate(fields | changes)


def with_releases(world: PublicBureau, releases: Mapping[str, Sequence[Revision]]) -> PublicBureau:
    """The bureau with those months published."""
    found = {month: Release(month=month, revisions=tuple(revisions)) for month, revisions in releases.items()}
    return PublicBureau(dataclasses.replace(world, releases=found))


def changed(world: PublicBureau, **fields: Any) -> PublicBureau:
    return PublicBureau(dataclasses.replace(world, **fields))


# Freezing and thawing


@LAW
@given(WORLDS)
def test_a_published_month_is_the_month_that_was_computed(world: PublicBureau) -> None:
    """A published month equals the computed one in every detail."""
    months = (BEFORE, MONTH)
    published = published_months(
        with_releases(world, {month: [revision_of(world, month)] for month in months})
    )
    assert published[MONTH].ranking == monthly_ranking(world, MONTH)
    assert not differences(published[BEFORE].ranking, monthly_ranking(world, BEFORE))


@LAW
@given(WORLDS)
def test_a_months_own_numbers_contradict_nothing(world: PublicBureau) -> None:
    """An unaltered release gives its own scores and ranks."""
    revision = revision_of(world)
    assert not [*contradictions(revision, thaw(MONTH, revision, world.policy, None))]


def test_the_order_of_the_parts_is_the_releases_own() -> None:
    """A release names the order of its parts, so that another order gives the same ranking."""
    world, revision = released()
    turned = revision.model_copy(
        update={
            "parts": revision.parts[::-1],
            "rows": tuple(
                found.model_copy(
                    update={
                        "numbers": found.numbers[::-1],
                        "areas": {id_: cells[::-1] for id_, cells in found.areas.items()},
                    }
                )
                for found in revision.rows
            ),
        }
    )
    assert ranking_of(turned, world) == ranking_of(revision, world)
    assert differences(ranking_of(turned, world), monthly_ranking(world, MONTH)) == ()


def summed(cells: Sequence[str]) -> tuple[int, int]:
    """Sums of numerators and denominators; x has attained nothing."""
    pairs = [cell.removeprefix("u:").split("/") for cell in cells]
    return sum(int(top) for top, _ in pairs if top != "x"), sum(int(due) for _, due in pairs)


# Counts of events come from the report's totals, which are unknown if an area did not report.
TOTALS: Final = {PartId.ANSWERED_ON_TIME, PartId.CASE_RATE}


def sums_that_are_none(revision: Revision) -> list[tuple[str, PartId]]:
    """Stations and parts whose numbers differ from the sums of their areas' numbers."""
    wrong: list[tuple[str, PartId]] = []
    for found in revision.rows:
        for at, part in enumerate(revision.parts):
            cells = [cells[at] for cells in found.areas.values()]
            is_withheld = "u" in (found.numbers[at], *cells)
            is_unknown = part in TOTALS and any(cell.startswith("x") for cell in cells)
            if part is PartId.REPORT_ON_TIME or is_withheld or is_unknown:
                continue
            if summed([found.numbers[at]]) != summed(cells):
                wrong.append((found.station, part))
    return wrong


@LAW
@given(WORLDS)
def test_a_stations_numbers_are_the_sums_of_its_areas_numbers(world: PublicBureau) -> None:
    """A station's numbers are the sums of its areas', except the report and withheld counts."""
    assert not sums_that_are_none(revision_of(world))


MEASURES: Final = st.one_of(
    st.builds(
        lambda attained, more, missing, few: Measure(
            attained=attained, due=attained + more, missing=missing, few=few
        ),
        st.integers(0, 10**9),
        st.integers(0, 10**9),
        st.sampled_from([(), ("a",), ("a", "b")]),
        st.booleans(),
    ),
    st.builds(
        lambda missing: Measure(attained=0, due=0, missing=missing, withheld=True),
        st.sampled_from([(), ("a",)]),
    ),
)


@LAW
@given(WORLDS)
def test_no_published_row_is_taken_for_a_personal_number(world: PublicBureau) -> None:
    """No release is mistaken for a personal number, whatever its figures, because these cannot be changed."""
    release = Release(month=MONTH, revisions=(revision_of(world),))
    assert problems_in(loaded(release_text(release), release.path)) == ()


def test_cells_with_unreported_ones_are_not_read_as_a_mobile_number() -> None:
    """In a release 1/9 0/4 x/4 1/1 0/1 0/0 is six figures; elsewhere its digits are a mobile number, 19044110100."""
    row = "0/30 x/12 0/1 0/4 0/1 0/1 0/1 0/1 x/1 0/7 x/10 1/9 0/4 x/4 1/1 0/1 0/0 u:2/1"
    assert findings(row)
    assert problems_in(loaded(f"areas:\n  s3-a: {row}\n", "data/releases/2026-09.yml")) == ()
    assert problems_in(loaded(f"note: {row}\n", "data/bureau.yml"))
    assert problems_in(loaded("areas:\n  s3-a: 1/9 13812345678/4\n", "data/releases/2026-09.yml"))


@given(st.lists(MEASURES, min_size=3, max_size=18))
def test_no_row_of_cells_is_taken_for_a_personal_number(measures: list[Measure]) -> None:
    """No row of cells is mistaken for a personal number, with up to ten million due."""
    cells = [cell_text(measure) for measure in measures if measure.due < 10**7]
    assert findings(" ".join(cells)) == ()


@given(MEASURES)
def test_a_cell_is_read_back_as_written(measure: Measure) -> None:
    """A measure is read from a cell as it was written, with the areas that did not report."""
    assert measure_in(cell_text(measure), measure.missing) == measure


@pytest.mark.parametrize(
    ("cell", "measure"),
    [
        ("12/14", Measure(attained=12, due=14)),
        ("u:3/9", Measure(attained=3, due=9, few=True)),
        ("u", Measure(attained=0, due=0, withheld=True)),
        ("x/14", Measure(attained=0, due=14)),
    ],
)
def test_every_kind_of_cell(cell: str, measure: Measure) -> None:
    """Each form of a cell has its measure."""
    assert measure_in(cell) == measure


# The past in the records


def full_world() -> PublicBureau:
    """Four stations of two areas each, with everything that a month is scored from."""
    names = ("bei", "dong", "nan", "xi")
    areas = [area(f"{name}-{letter}", name) for name in names for letter in "ab"]
    rows = [row(each.id, services_on_time=18) for each in areas]
    return bureau(
        stations=[station(name) for name in names],
        areas=areas,
        reports=[report(name, rows=[r for r in rows if r.area.startswith(name)]) for name in names],
        meetings=[
            meeting(each.id, "2026-09-10", opinions=(opinion(closed_on="2026-09-20"),)) for each in areas
        ],
    )


def both_months() -> PublicBureau:
    """The same with reports of the month before."""
    world = full_world()
    filed = [report(name, BEFORE, [row(f"{name}-{x}", BEFORE) for x in "ab"]) for name in world.stations]
    return changed(world, reports={**world.reports, **{(BEFORE, found.station): found for found in filed}})


def released() -> tuple[PublicBureau, Revision]:
    """The full world with one area of nan without a talk, and its release."""
    world = full_world()
    filed = world.reports[MONTH, "nan"]
    rows = {**filed.rows, "nan-a": dataclasses.replace(filed.rows["nan-a"], talks=0)}
    poorer = changed(world, reports={**world.reports, (MONTH, "nan"): report("nan", rows=rows.values())})
    return poorer, revision_of(poorer)


def ranking_of(revision: Revision, world: PublicBureau) -> MonthRanking:
    return thaw(MONTH, revision, world.policy, None)


def with_area(world: PublicBureau, id_: str = "dong-a", **fields: Any) -> PublicBureau:
    """The bureau with one area's record changed."""
    return changed(world, areas={**world.areas, id_: dataclasses.replace(world.areas[id_], **fields)})


def with_row(world: PublicBureau, **figures: Any) -> PublicBureau:
    """The bureau with dong-a's figures of the month changed, and the station's totals with them."""
    filed = world.reports[MONTH, "dong"]
    rows = {**filed.rows, "dong-a": dataclasses.replace(filed.rows["dong-a"], **figures)}
    anew = report("dong", rows=rows.values())
    return changed(world, reports={**world.reports, (MONTH, "dong"): anew})


def with_meeting(world: PublicBureau, **fields: Any) -> PublicBureau:
    """The bureau with dong-a's meeting changed."""
    held = world.meetings["dong-a-2026-09-10"].model_copy(update=fields)
    return changed(world, meetings={**world.meetings, held.id: held})


def filed_late(world: PublicBureau) -> PublicBureau:
    filed = dataclasses.replace(world.reports[MONTH, "dong"], filed_on=day("2026-10-06"))
    return changed(world, reports={**world.reports, (MONTH, "dong"): filed})


def residents(actual: int) -> Population:
    return Population(actual=actual, as_of=AS_OF)


END, AFTER = day("2026-09-30"), day("2026-10-01")


def post_before(**fields: Any) -> Post:
    """A post that lost much after the month, with these values in its record of the time before."""
    now = {"facilities": facilities(1), "services": SERVICES[:2], "status": "repair", "status_since": AFTER}
    return post(**now, earlier=[{"until": END, **fields}])


# By change: the parts that differ without a history, the record without one, the record with one.
CHANGED_SINCE: Final[Mapping[str, tuple[set[PartId], dict[str, Any], dict[str, Any]]]] = {
    "facilities": (
        {PartId.POST_FACILITIES},
        {"post": post(facilities=facilities(1))},
        {"post": post(facilities=facilities(1), earlier=[{"until": END, "facilities": facilities(4)}])},
    ),
    "services": (
        {PartId.SERVICES_OFFERED},
        {"post": post(services=SERVICES[:2])},
        {"post": post(services=SERVICES[:2], earlier=[{"until": END, "services": SERVICES}])},
    ),
    "a repair that is over": (
        {PartId.POST_IN_USE},
        {
            "post": post(
                earlier=[{"until": "2026-09-09", "status": "open"}, {"until": END, "status": "repair"}]
            )
        },
        {
            "post": post(
                earlier=[
                    {"until": "2026-07-31", "status": "open"},
                    {"until": "2026-09-29", "status": "repair"},
                ]
            )
        },
    ),
    "a closed post": (
        {PartId.POST_IN_USE},
        {"post": post(status=PostStatus.CLOSED, status_since="2026-09-30")},
        {"post": post(status=PostStatus.CLOSED, status_since=AFTER)},
    ),
    "everything at the post": (
        {PartId.POST_FACILITIES, PartId.SERVICES_OFFERED},
        {"post": post_before(status="open")},
        {"post": post_before(facilities=facilities(4), services=SERVICES)},
    ),
    "the director": (
        {PartId.COMMITTEE},
        {"committee": committee(has_director=False)},
        {
            "committee": committee(
                has_director=False, earlier=(EarlierCommittee(until=END, director=True, members=5),)
            )
        },
    ),
    "the check": (
        {PartId.CONTACT_VERIFIED},
        {"verified": Verified(on=AS_OF, by="派出所")},
        {"verified": Verified(on=AS_OF, by="派出所", earlier=(day("2026-07-02"),))},
    ),
    "the residents": (
        {PartId.OFFICER_DAYS, PartId.CASE_RATE},
        {"population": residents(9000)},
        {
            "population": Population(
                actual=9000, as_of=AFTER, earlier=(Headcount(actual=5000, as_of=day("2026-06-30")),)
            )
        },
    ),
    "the promise": (
        {PartId.ON_SITE},
        {"tenures": (tenure(promised=5),)},
        {"tenures": (tenure(until="2026-09-30"), tenure("2026-10-01", promised=5))},
    ),
}


@pytest.mark.parametrize("name", CHANGED_SINCE)
def test_what_changed_since_leaves_the_month_as_it_was(name: str) -> None:
    """A later change leaves the month as it was if the record has its history; otherwise just these parts differ."""
    parts, without, with_history = CHANGED_SINCE[name]
    world = full_world()
    published = thaw(MONTH, revision_of(world), world.policy, None)
    assert differences(published, monthly_ranking(with_area(world, **with_history), MONTH)) == ()
    found = differences(published, monthly_ranking(with_area(world, **without), MONTH))
    assert [{part.part for part in each.parts} for each in found if each.parts] == [parts]


def test_a_station_is_ranked_in_its_group_of_the_month() -> None:
    """A station that changed its group later is ranked in the group of the month."""
    world = full_world()
    published = thaw(MONTH, revision_of(world), world.policy, None)
    for earlier, differ in (((), True), (({"until": END, "peer_group": StationKind.URBAN},), False)):
        moved = station("dong", peer_group=StationKind.RURAL, earlier_groups=earlier)
        now = monthly_ranking(changed(world, stations={**world.stations, "dong": moved}), MONTH)
        assert bool(differences(published, now)) is differ


def test_the_kind_of_an_area_counts_as_of_the_month() -> None:
    """An area that changed its kind later has the standard of its kind in the month."""
    world = with_area(full_world(), kind=AreaKind.TOWN, population=residents(9000))
    now = with_area(world, kind=AreaKind.URBAN, earlier_kinds=(EarlierKind(until=END, kind=AreaKind.TOWN),))
    published = thaw(MONTH, revision_of(world), world.policy, None)
    assert differences(published, monthly_ranking(now, MONTH)) == ()
    required = world.policy.staffing_for(AreaKind.TOWN).required(world.areas["dong-a"].population)
    assert required != world.policy.staffing_for(AreaKind.URBAN).required(world.areas["dong-a"].population)
    assert differences(published, monthly_ranking(with_area(world, kind=AreaKind.URBAN), MONTH))


@pytest.mark.parametrize(("since", "there"), [(None, True), ("2026-09-30", True), ("2026-10-01", False)])
def test_a_station_set_up_later_is_not_of_the_month(since: str | None, there: bool) -> None:
    """A station set up after the month is not in it; one without `since` always is."""
    world = full_world()
    new = changed(world, stations={**world.stations, "zhong": station("zhong", since=since)})
    assert (monthly_ranking(new, MONTH).result("zhong") is not None) is there


def test_a_new_name_changes_no_published_reason() -> None:
    """A new name of a community is no difference in a published reason."""
    world = with_row(full_world(), talks=None)
    revision = revision_of(world)
    published = thaw(MONTH, revision, world.policy, None)
    dong = published.result("dong")
    assert dong is not None
    assert dong.reasons == ("“防范宣传”未报送：dong-a社区",)
    now = monthly_ranking(with_area(world, name="新社区"), MONTH)
    assert differences(published, now) == ()


MOVING: Final[Mapping[str, tuple[set[PartId], Callable[[PublicBureau], PublicBureau]]]] = {
    "an officer left": (
        {PartId.OFFICER_DAYS},
        lambda world: with_area(world, tenures=(tenure("2020-01-01", "2026-09-29"),)),
    ),
    "a day less": (
        {PartId.ON_SITE},
        lambda world: with_row(world, on_site_days={**kept(), "2026-W36": 2}),
    ),
    "a week not recorded": (
        {PartId.ON_SITE, PartId.WORK_RECORDS},
        lambda world: with_row(world, on_site_days={w: d for w, d in kept().items() if w != "2026-W36"}),
    ),
    "days not reported": (
        {PartId.ON_SITE, PartId.WORK_RECORDS},
        lambda world: with_row(world, on_site_days=None),
    ),
    "no shift": ({PartId.PATROLS}, lambda world: with_row(world, patrol_shifts=0)),
    "no talk": ({PartId.TALKS}, lambda world: with_row(world, talks=0)),
    "a chart less": ({PartId.CHARTS}, lambda world: with_row(world, charts=tuple(Chart)[1:])),
    "a ledger less": ({PartId.LEDGERS}, lambda world: with_row(world, ledgers=tuple(Ledger)[1:])),
    "an answer late": ({PartId.ANSWERED_ON_TIME}, lambda world: with_row(world, services_on_time=17)),
    "a case more": ({PartId.CASE_RATE}, lambda world: with_row(world, cases=7)),
    "the title ended": (
        {PartId.SAFE_PLACES},
        lambda world: with_area(
            world, prevention=PublicPrevention(safe_places=(safe_place("2026-01-01", "2026-09-29"),))
        ),
    ),
    "the report late": ({PartId.REPORT_ON_TIME}, filed_late),
    "minutes late": (
        {PartId.MINUTES_ON_TIME},
        lambda world: with_meeting(world, minutes=Minutes(published_on=day("2026-09-21"), text="纪要")),
    ),
    "the meeting earlier": (
        {PartId.MEETING_IN_CYCLE, PartId.MINUTES_ON_TIME},
        lambda world: with_meeting(world, date=day("2026-06-10")),
    ),
    "an opinion open": (
        {PartId.ANSWERED_ON_TIME},
        lambda world: with_meeting(
            world,
            opinions=(opinion(status=OpinionStatus.IN_PROGRESS),),
        ),
    ),
}


@pytest.mark.parametrize("name", MOVING)
def test_an_edit_of_the_months_records_differs_in_its_parts_alone(name: str) -> None:
    """An edit of the month's own records is a difference of its station, in just the parts concerned."""
    parts, change = MOVING[name]
    world = full_world()
    revision = revision_of(world)
    found = differences(thaw(MONTH, revision, world.policy, None), monthly_ranking(change(world), MONTH))
    touched = [difference for difference in found if difference.parts]
    assert [(each.station, {part.part for part in each.parts}) for each in touched] == [("dong", parts)]
    assert all(part.before != part.now for each in touched for part in each.parts)


def test_a_station_that_only_changes_its_place_has_no_part() -> None:
    """A station whose rank alone changed is a difference without parts."""
    world, revision = released()
    later = with_row(world, talks=0, patrol_shifts=0)
    found = differences(ranking_of(revision, world), monthly_ranking(later, MONTH))
    assert [
        (each.station, each.before and each.before.rank, each.now and each.now.rank, len(each.parts))
        for each in found
    ] == [("dong", 1, 4, 2), ("nan", 4, 3, 0)]
    assert [each.is_rank_alone for each in found] == [False, True]


def test_a_station_of_one_ranking_alone_differs_in_every_part() -> None:
    """A station that one of the rankings lacks is a difference in all its parts, with nothing on the other side."""
    world, revision = released()
    fewer = revision.model_copy(update={"rows": revision.rows[1:]})
    with_bei, without = ranking_of(revision, world), ranking_of(fewer, world)
    (gone, *_), (come, *_) = differences(with_bei, without), differences(without, with_bei)
    assert gone.before == come.now == with_bei.result("bei")
    assert (gone.station, gone.now, come.station, come.before) == ("bei", None, "bei", None)
    for found in (gone, come):
        assert [one.part for one in found.parts] == [*revision.parts]
        assert not found.is_rank_alone
    assert {part.now for part in gone.parts} == {part.before for part in come.parts} == {None}


def test_a_month_without_cases_that_comes_late_is_a_difference() -> None:
    """A month without cases that is reported late is a difference, because the sum covers one month more."""
    world = full_world()
    revision = revision_of(world)
    quiet = report("dong", BEFORE, [row(f"dong-{letter}", BEFORE, cases=0) for letter in "ab"])
    later = changed(world, reports={**world.reports, (BEFORE, "dong"): quiet})
    (difference,) = differences(ranking_of(revision, world), monthly_ranking(later, MONTH))
    assert (difference.station, difference.parts) == ("dong", ())
    assert difference.before is not None
    assert difference.now is not None
    assert (difference.before.safety.months_reported, difference.now.safety.months_reported) == (1, 2)


@st.composite
def changed_since(draw: st.DrawFn, found: PublicArea) -> PublicArea:
    """The area as its record may be a fortnight later, with its history."""
    count = Headcount.model_validate(found.population.model_dump(exclude={"earlier"}))
    fewer = draw(st.sampled_from([12, 5000, 9000]))
    then = found.committee
    was = EarlierCommittee(
        until=END,
        director=then is not None and then.has_director,
        members=then.members if then is not None else 0,
    )
    return dataclasses.replace(
        found,
        name=f"{found.name}新",
        kind=draw(st.sampled_from(AreaKind)),
        earlier_kinds=(EarlierKind(until=END, kind=found.kind),),
        until=draw(st.sampled_from([None, END, AFTER])),
        population=Population(actual=fewer, as_of=AS_OF + dt.timedelta(days=1), earlier=(count,)),
        post=_post_since(draw(st.sampled_from(POSTS)), found.post),
        committee=dataclasses.replace(committee(has_director=draw(st.booleans())), earlier=(was,)),
        verified=Verified(on=AS_OF, by="派出所", earlier=(found.verified.on, *found.verified.earlier)),
    )


def _post_since(now: Post | None, then: Post | None) -> Post:
    """The post as it may be later; a post is never removed, it is closed or was not yet open."""
    base = now or post(status=PostStatus.CLOSED, status_since=AFTER)
    if then is None or then.opened is None:
        return base.model_copy(update={"opened": AFTER})
    was = EarlierPost(
        until=END, status=then.status_on(END), facilities=then.facilities, services=then.services
    )
    return base.model_copy(update={"opened": then.opened, "earlier": (was,)})


@LAW
@given(WORLDS, st.data())
def test_a_past_month_is_computed_from_its_own_records(world: PublicBureau, data: st.DataObject) -> None:
    """A past month is computed from the records of its time, whatever changed since."""
    areas = {id_: data.draw(changed_since(found)) for id_, found in world.areas.items()}
    now = monthly_ranking(changed(world, areas=areas), MONTH)
    assert differences(monthly_ranking(world, MONTH), now) == ()


@LAW
@given(WORLDS, st.data())
def test_the_sums_hold_whatever_changed_since(world: PublicBureau, data: st.DataObject) -> None:
    """Areas' numbers still add up to their station's, whatever changed since."""
    areas = {id_: data.draw(changed_since(found)) for id_, found in world.areas.items()}
    assert not sums_that_are_none(revision_of(changed(world, areas=areas)))


def test_a_promise_that_differed_from_week_to_week_keeps_its_weeks() -> None:
    """A promise is kept week by week: 7, 3, 3 and 3 days promised are 16, 5, 3, 3 and 3 days kept are 14."""
    tenures = (tenure("2026-06-01"), tenure("2026-08-01", "2026-09-03", promised=7))
    world = with_row(with_area(full_world(), tenures=tenures), on_site_days={**kept(), "2026-W36": 5})
    revision = revision_of(world)
    (row,) = (row for row in revision.rows if row.station == "dong")
    assert row.areas["dong-a"][revision.parts.index(PartId.ON_SITE)] == "14/16"


# Published months


def test_a_month_is_final_when_the_next_is_published() -> None:
    """A month is final from the day the next is published, and provisional without a next one."""
    world = full_world()
    months = ("2026-06", "2026-08", "2026-09")
    published = published_months(with_releases(world, {m: [revision_of(world, m)] for m in months}))
    assert [(m, p.final_on, p.status) for m, p in published.items()] == [
        ("2026-06", None, ReleaseStatus.PROVISIONAL),
        ("2026-08", dt.date(2026, 10, 10), ReleaseStatus.FINAL),
        ("2026-09", None, ReleaseStatus.PROVISIONAL),
    ]


def test_a_correction_of_the_next_month_does_not_move_the_day() -> None:
    """A correction of the next month does not move the day on which a month became final."""
    world = full_world()
    first = revision_of(world)
    second = revision_of(with_row(world, talks=0), MONTH, first, published_on=dt.date(2026, 10, 20))
    published = published_months(
        with_releases(world, {BEFORE: [revision_of(world, BEFORE)], MONTH: [first, second]})
    )
    assert published[BEFORE].final_on == dt.date(2026, 10, 10)


def test_every_revision_is_kept_and_the_last_counts() -> None:
    """Every revision is kept in order with its own ranking, and the last one counts."""
    world = full_world()
    first = revision_of(with_row(world, talks=0))
    second = revision_of(world, MONTH, first)
    before = [revision_of(world, BEFORE)]
    published = published_months(with_releases(world, {BEFORE: before, MONTH: [first, second]}))
    found = published[MONTH]
    assert list(published) == [BEFORE, MONTH]
    assert [one.revision for one in found.revisions] == [first, second]
    assert found.latest.revision is second
    assert found.ranking is found.latest.ranking
    # Requests (18 + 18) and opinions (2) of 42 in time, all else whole: (400 + 50 + 50 x 38/42) / 5 is 99.05. Without
    # the talk of one area of two, 管防工作 is an eighth less: 2.5.
    dong = [result for one in found.revisions if (result := one.ranking.result("dong"))]
    assert [result.score for result in dong] == [Decimal("96.5"), Decimal("99.0")]


def test_a_change_is_against_what_counts_of_the_month_before() -> None:
    """A change is relative to the last revision of the month before."""
    both = both_months()
    late = {
        key: dataclasses.replace(found, filed_on=day("2026-09-09"))
        for key, found in both.reports.items()
        if found.month == BEFORE
    }
    slipped = changed(both, reports={**both.reports, **late})
    first = revision_of(slipped, BEFORE)
    second = revision_of(both, BEFORE, first)
    third = revision_of(both)
    fourth = revision_of(with_row(both, talks=0), MONTH, third)
    published = published_months(with_releases(both, {BEFORE: [first, second], MONTH: [third, fourth]}))
    corrected = [one.ranking.result("dong") for one in published[BEFORE].revisions]
    # No meeting by the end of August and no minutes due: 四(三) is the missing fifth of 规范化 20, 4 of the total;
    # with a late report, 8.
    assert [result and result.score for result in corrected] == [Decimal("92.0"), Decimal("96.0")]
    # September has 99.0, and 96.5 without a talk.
    changes = [one.ranking.result("dong") for one in published[MONTH].revisions]
    assert [result and result.change_score for result in changes] == [Decimal("3.0"), Decimal("0.5")]


def test_a_month_alone_has_no_change() -> None:
    """A month read alone has no changes, and an unpublished month is None."""
    world = full_world()
    both = with_releases(world, {month: [revision_of(world, month)] for month in (BEFORE, MONTH)})
    alone = published_month(both, MONTH)
    assert alone is not None
    assert {result.change_score for result in alone.ranking.results} == {None}
    assert published_month(both, "2026-07") is None


def test_a_draft_is_compared_with_the_month_before() -> None:
    """A release that is not yet the bureau's has changes against the month before, if that was published."""
    both = both_months()
    draft = Release(month=MONTH, revisions=(revision_of(both),))
    after = as_published(with_releases(both, {BEFORE: [revision_of(both, BEFORE)]}), draft).ranking
    # 96.0 and 99.0, as above.
    assert {result.change_score for result in after.results} == {Decimal("3.0")}
    alone = as_published(both, draft)
    assert (alone.month, alone.final_on, alone.is_draft) == (MONTH, None, False)
    assert {result.change_score for result in alone.ranking.results} == {None}


def test_a_revision_keeps_the_policy_it_was_made_by() -> None:
    """A revision keeps the policy by which it was made, even if a later version applies from before."""
    world = full_world()
    silent = with_row(world, talks=0)
    revision = revision_of(silent)
    later = policy(version="2026-2", since="2026-09-01", ranking=ranking_rules(prevention=80))
    now = changed(
        with_releases(silent, {MONTH: [revision]}),
        policy=later,
        other_policies={world.policy.version: world.policy},
    )
    published = published_month(now, MONTH)
    assert published is not None
    assert published.latest.policy == world.policy
    assert differences(published.ranking, monthly_ranking(now, MONTH)) == ()
    assert differences(published.ranking, monthly_ranking(silent, MONTH)) == ()


# Contradictions


def by_hand_altered(revision: Revision, station_id: str, **fields: Any) -> Revision:
    """The revision with one station's row edited by hand."""
    rows = tuple(
        found.model_copy(update=fields) if found.station == station_id else found for found in revision.rows
    )
    return revision.model_copy(update={"rows": rows})


def numbers_with(found: ReleaseRow, parts: Sequence[PartId], part: PartId, cell: str) -> tuple[str, ...]:
    at = parts.index(part)
    return (*found.numbers[:at], cell, *found.numbers[at + 1 :])


@pytest.mark.parametrize(
    ("field", "value"),
    [("score", Decimal("98.9")), ("score", None), ("rank", 2), ("rank", None)],
    ids=["score", "no score", "rank", "no rank"],
)
def test_an_altered_score_or_rank_is_found(field: str, value: Any) -> None:
    """An altered score or rank is found at its row, with the values that its numbers give."""
    world, revision = released()
    altered = by_hand_altered(revision, "dong", **{field: value})
    dong = ranking_of(revision, world).result("dong")
    assert dong is not None
    assert [*contradictions(altered, ranking_of(altered, world))] == [
        (1, f"{dong.score} 分、第 {dong.rank} 名"),
    ]


def test_a_score_that_the_numbers_do_not_give_is_found() -> None:
    """A row that says a score though a community did not report has neither score nor rank."""
    world, revision = released()
    dong = revision.rows[1]
    at = revision.parts.index(PartId.TALKS)
    cells = dong.areas["dong-a"]
    areas = {**dong.areas, "dong-a": (*cells[:at], "x/1", *cells[at + 1 :])}
    altered = by_hand_altered(revision, "dong", areas=areas, reasons=("缺数",))
    assert dict(contradictions(altered, ranking_of(altered, world)))[1] == "— 分、第 — 名"


def test_a_month_in_bands_is_held_to_its_scores() -> None:
    """A revision without any rank contradicts its numbers by a score alone, and the correction names no rank."""
    world, revision = released()
    rows = tuple(found.model_copy(update={"rank": None}) for found in revision.rows)
    bands = revision.model_copy(update={"rows": rows})
    assert not [*contradictions(bands, ranking_of(bands, world))]
    altered = by_hand_altered(bands, "dong", score=Decimal("98.9"))
    assert [*contradictions(altered, ranking_of(altered, world))] == [(1, f"{revision.rows[1].score} 分")]


def test_an_altered_number_is_found_at_every_row_that_it_moves() -> None:
    """An altered number is found at its row, and at every row whose rank it would change."""
    world, revision = released()
    nan = revision.rows[2]
    assert nan.station == "nan"
    better = by_hand_altered(revision, "nan", numbers=numbers_with(nan, revision.parts, PartId.TALKS, "2/2"))
    assert [at for at, _ in contradictions(better, ranking_of(better, world))] == [2]
    worse = by_hand_altered(
        revision, "bei", numbers=numbers_with(revision.rows[0], revision.parts, PartId.TALKS, "0/2")
    )
    assert [at for at, _ in contradictions(worse, ranking_of(worse, world))] == [0, 2]
