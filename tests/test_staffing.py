"""Coverage: officers in post against the staffing standard, and the state of the posts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from generator.model.area import AreaKind, Population
from generator.model.officer import Role, Vacancy
from generator.model.policy import SecondStandard
from generator.model.post import PostStatus
from generator.model.public import PublicArea
from generator.model.public_people import Tenure
from generator.pages.coverage import CoveragePage
from generator.staffing import CoverageSum, FacilityCount, PostCounts, coverage
from tests.bureaus import AS_OF, area, bureau, day, facilities, policy, post, standards, station, tenure
from tests.reading import text_of

LAW = settings(deadline=None)  # an example's duration proves nothing


def people(actual: int | None = None, permanent: int | None = None) -> Population:
    """A population with these counts."""
    return Population(actual=actual, permanent=permanent, as_of=day("2026-06-30"))


def arithmetic(kind: AreaKind, population: Population) -> str:
    """The sentence about an area of that kind and population."""
    world = bureau(areas=[area(kind=kind, population=population)])
    return coverage(world).by_area["gulou-a"].arithmetic


def test_an_area_is_measured_as_of_the_day() -> None:
    """Only community officers in post on the day count; seconded and acting ones are also counted apart."""
    tenures = (
        tenure("2020-01-01", "2026-10-11"),
        tenure("2026-10-12", seconded=True),
        tenure("2026-10-13"),
        tenure("2026-01-01", role=Role.ACTING),
        tenure("2026-01-01", role=Role.AUXILIARY),
    )
    vacancy = Vacancy(since=day("2026-10-01"), reason="调动")
    world = bureau(areas=[area(population=people(6501), tenures=tenures, vacancy=vacancy)])
    found = coverage(world).by_area["gulou-a"]
    assert (found.required, found.in_post, found.seconded, found.acting, found.gap) == (2, 1, 1, 1, 1)
    assert found.vacancy == vacancy
    assert found.rule == policy().staffing_for(AreaKind.URBAN)


def test_the_arithmetic_is_written_in_words() -> None:
    """An area's sentence names the population used, the steps around it and the officers required."""
    one_step = "应配社区民警 1 名"
    assert [
        arithmetic(AreaKind.URBAN, people(6500)),
        arithmetic(AreaKind.URBAN, people(6501)),
        arithmetic(AreaKind.RURAL, people(permanent=8123)),
        arithmetic(AreaKind.RURAL, people(actual=900, permanent=8123)),
        arithmetic(AreaKind.URBAN, people(permanent=7000)),
    ] == [
        f"实有人口 6,500 人，不超过 6,500 人，{one_step}",
        "实有人口 6,501 人，超过 6,500 人，应配社区民警 2 名",
        f"常住人口 8,123 人，不论多少，{one_step}",
        f"常住人口 8,123 人，不论多少，{one_step}",
        "常住人口 7,000 人（标准按实有人口计，本社区没有这个数），超过 6,500 人，应配社区民警 2 名",
    ]


def test_a_surplus_in_one_area_hides_no_gap_in_another() -> None:
    """Gaps are summed by area, so that one area's surplus fills no other's gap."""
    world = bureau(
        stations=[station("gulou"), station("ximen"), station("empty")],
        areas=[
            area("gulou-a", tenures=(tenure(), tenure(), tenure())),
            area("gulou-b", tenures=()),
            area("ximen-a", "ximen", population=people(8000)),
        ],
    )
    found = coverage(world)
    nobody = CoverageSum(
        areas=0, covered=0, vacant=0, residents=0, required=0, in_post=0, seconded=0, acting=0, gap=0
    )
    gulou = CoverageSum(
        areas=2, covered=1, vacant=1, residents=10000, required=2, in_post=3, seconded=0, acting=0, gap=1
    )
    ximen = CoverageSum(
        areas=1, covered=0, vacant=0, residents=8000, required=2, in_post=1, seconded=0, acting=0, gap=1
    )
    assert [(row.station.id, row.total) for row in found.stations] == [
        ("empty", nobody),
        ("gulou", gulou),
        ("ximen", ximen),
    ]
    assert found.total == CoverageSum(
        areas=3, covered=1, vacant=1, residents=18000, required=4, in_post=4, seconded=0, acting=0, gap=2
    )


def test_posts_are_counted_by_status_and_facility() -> None:
    """Posts are counted by status and by facility, and areas without a post apart."""
    world = bureau(
        areas=[
            area("gulou-a"),
            area(
                "gulou-b", post=post(status=PostStatus.REPAIR, status_since=AS_OF, facilities=facilities(3))
            ),
            area("gulou-c", post=post(status=PostStatus.PLANNED, opened=None, facilities=facilities(0))),
            area("gulou-d", post=None),
        ]
    )
    expected = PostCounts(
        areas=4,
        in_use=1,
        without=1,
        by_status={PostStatus.OPEN: 1, PostStatus.REPAIR: 1, PostStatus.PLANNED: 1, PostStatus.CLOSED: 0},
        facilities=(
            FacilityCount(id="unified_sign", title="统一标识", present=2),
            FacilityCount(id="unified_rules", title="统一工作规范", present=2),
            FacilityCount(id="office_equipment", title="办公设施", present=2),
            FacilityCount(id="communications", title="通讯设施", present=1),
        ),
        complete=1,
    )
    assert (coverage(world).posts, coverage(world).stations[0].posts) == (expected, expected)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, PostStatus.OPEN),
        ({"opened": "2026-10-13"}, PostStatus.PLANNED),
        ({"opened": None}, PostStatus.PLANNED),
        ({"status": PostStatus.PLANNED}, PostStatus.PLANNED),
        ({"status": PostStatus.REPAIR, "status_since": "2026-10-12"}, PostStatus.REPAIR),
        ({"status": PostStatus.CLOSED, "status_since": "2026-10-13"}, PostStatus.OPEN),
        ({"status": PostStatus.CLOSED, "status_since": "2026-10-12"}, PostStatus.CLOSED),
        ({"status": PostStatus.CLOSED, "status_since": "2026-10-13", "opened": None}, PostStatus.PLANNED),
    ],
    ids=["open", "opens later", "no date", "planned", "repair", "closes later", "closed", "never opened"],
)
def test_a_status_holds_from_its_day_on(changes: dict[str, Any], status: PostStatus) -> None:
    """Before its opening a post is planned, and a repair or closure applies from its own day."""
    assert post(**changes).status_on(AS_OF) is status


TENURES = st.lists(
    st.builds(
        tenure,
        since=st.dates(day("2020-01-01"), AS_OF).map(str),
        role=st.sampled_from(list(Role)),
        seconded=st.booleans(),
    ),
    max_size=3,
)
AREAS = st.lists(st.tuples(st.sampled_from(["gulou", "ximen"]), st.integers(0, 12000), TENURES), max_size=6)


@LAW
@given(AREAS, st.randoms(use_true_random=False))
def test_sums_add_up_in_any_order(drawn: list[tuple[str, int, list[Tenure]]], random: Any) -> None:
    """Areas add up to their station and stations to the bureau, whatever the order of the records."""
    areas: list[PublicArea] = [
        area(f"{where}-{at}", where, population=people(residents), tenures=tuple(tenures))
        for at, (where, residents, tenures) in enumerate(drawn)
    ]
    stations = [station("gulou"), station("ximen")]
    found = coverage(bureau(stations=stations, areas=areas))
    random.shuffle(areas)
    assert coverage(bureau(stations=stations[::-1], areas=areas)) == found
    for name in CoverageSum.__dataclass_fields__:
        assert getattr(found.total, name) == sum(getattr(row.total, name) for row in found.stations)
    assert found.total.gap == sum(row.gap for row in found.by_area.values())
    assert found.total.covered == sum(row.in_post >= row.required for row in found.by_area.values())


def test_the_months_before_are_counted_on_their_last_day() -> None:
    """History counts each month's last day, from the first month with an officer, without netting surplus and gap."""
    left = area("gulou-a", tenures=(tenure("2026-08-15", "2026-09-29"),))
    crowded = area("gulou-b", tenures=(tenure("2026-08-31"), tenure("2026-08-31")))
    later = area("gulou-c", since=day("2026-09-02"), tenures=(tenure("2026-09-02"),))
    found = coverage(bureau(areas=[left, crowded, later])).history
    # The third area began within September and owes nothing for a month that it did not have whole.
    assert [(m.month, m.required, m.in_post, m.gap) for m in found] == [
        ("2026-08", 2, 3, 0),
        ("2026-09", 2, 2, 1),
    ]


def test_the_months_before_are_measured_by_the_standard_of_their_day() -> None:
    """History requires the officers that the policy in force on each month's last day required."""
    one_each = [rule.model_copy(update={"steps": rule.steps[:1]}) for rule in policy().staffing]
    earlier = policy(version="2025-1", since="2025-01-01", staffing=one_each)
    crowded = area(population=people(actual=6501), tenures=(tenure("2026-08-01"),))
    found = coverage(
        bureau(areas=[crowded], policy=policy(since="2026-09-01"), other_policies={"2025-1": earlier})
    )
    assert [(m.month, m.required, m.gap) for m in found.history] == [("2026-08", 1, 0), ("2026-09", 2, 1)]


def test_history_covers_two_years() -> None:
    """History covers at most the last 24 months."""
    found = coverage(bureau(areas=[area(tenures=(tenure("2019-01-01"),))])).history
    assert (len(found), found[0].month, found[-1].month) == (24, "2024-10", "2026-09")


@pytest.mark.parametrize(
    ("kind", "residents", "is_listed"),
    [
        (AreaKind.RURAL, 5999, True),
        (AreaKind.RURAL, 6000, False),
        (AreaKind.RURAL, 10_000, False),
        (AreaKind.RURAL, 10_001, True),
        (AreaKind.TOWN, 20_000, False),
    ],
)
def test_a_rural_area_far_from_the_schemes_size_is_listed(
    kind: AreaKind, residents: int, is_listed: bool
) -> None:
    """A quarter more or less than 8,000 residents is about as many; other kinds have no size."""
    world = bureau(
        areas=[area(kind=kind, population=people(permanent=residents))],
        policy=policy(standards=standards(rural_tolerance=25)),
    )
    assert bool(coverage(world).beyond_size) == is_listed
    assert coverage(bureau(areas=[area(kind=kind, population=people(permanent=residents))])).beyond_size == ()


def test_a_town_with_more_than_two_communities_is_listed() -> None:
    """Counted are a station's communities in towns, not its rural areas."""
    towns = [area(f"gulou-{name}", kind=AreaKind.TOWN) for name in "abc"]
    rules = policy(standards=standards(town_communities=2))
    few = bureau(areas=[*towns[:2], area("gulou-d", kind=AreaKind.RURAL)], policy=rules)
    assert coverage(few).beyond_number == ()
    assert [one.towns for one in coverage(bureau(areas=towns, policy=rules)).beyond_number] == [3]


@pytest.mark.parametrize(
    ("residents", "officers", "strength", "fits"),
    [
        (3000, 1, 2, (True, True)),
        (2999, 1, 3, (False, False)),
        (10_000, 2, 5, (True, True)),
        (10_001, 2, 6, (False, False)),
        (4000, 0, 4, (False, False)),
    ],
)
def test_a_second_standard_holds_from_bound_to_bound(
    residents: int, officers: int, strength: int, fits: tuple[bool, bool]
) -> None:
    """3,000 to 5,000 residents for an officer, both included, and 40% of the station's strength."""
    second = SecondStandard(
        title="一区多警", source="示例", residents_at_least=3000, residents_at_most=5000, officer_share=40
    )
    assert (second.has_size(residents, officers), second.has_share(officers, strength)) == fits


@pytest.mark.parametrize(
    ("numbers", "said"),
    [({}, "没有写一个数"), ({"residents_at_least": 6, "residents_at_most": 5}, "最少人口 6 大于最多人口 5")],
)
def test_a_second_standard_states_a_number_that_can_hold(numbers: dict[str, int], said: str) -> None:
    """One without any number, or with a least above its most, is refused."""
    with pytest.raises(ValidationError, match=said):
        SecondStandard(title="一区多警", source="示例", **numbers)


def test_the_coverage_page_shows_both_standards() -> None:
    """A share needs the station's strength; without it the page says so."""
    second = SecondStandard(title="一区多警", source="某文件", residents_at_most=5000, officer_share=40)
    world = bureau(
        stations=[station(strength=2), station("xishan")],
        policy=policy(second_standards=[second]),
    )
    text = text_of(CoveragePage(coverage=coverage(world), groups=(), sightings={}, sign=()))
    assert "每名社区民警负责 5,000 人以下；社区民警不少于全所民警的 40%。来源：某文件" in text
    assert "50% ✓" in text
    assert "没有登记民警总数" in text
