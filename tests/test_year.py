"""A year's ranking: sums over the published months, not means of scores, without unknown figures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.facts.measure import Measure
from generator.model.policy import IndicatorId, PartId
from generator.model.station import StationKind
from generator.ranking.published import PublishedMonth
from generator.ranking.results import PartState, StationMonthResult
from generator.ranking.scoring import total_score
from generator.ranking.year import pooled, year_ranking, year_rankings
from tests.bureaus import year_rules
from tests.years import MISSING, WITHHELD, Part, few, month_of, scores, shares, twelve, year_policy

BASE = 20


def one_station(*months: dict[str, Part]) -> list[PublishedMonth]:
    """January, February, … of 2025 with gulou alone."""
    return [month_of(f"2025-{at:02d}", {"gulou": parts}) for at, parts in enumerate(months, start=1)]


# By hand


def test_three_months_by_hand() -> None:
    """A year is scored from the sums of its months, as worked out here.

    on_site            10/12 + 12/16, March not reported          = 22/28
    services_offered   5/7 + 5/7 + 6/7                             = 16/21
    answered_on_time   9/12 and 10/14, each too few to count, and February withheld = 19/26, 20 or more
    services           (16/21 + 19/26) / 2 = (416 + 399) / 1092    = 815/1092
    total              (858/1092 + 815/1092) / 2 = 1673/2184       = 76.602… -> 76.6

    The mean of the months' scores differs: January (83.3 + 71.4) / 2, February (75 + 71.4) / 2, 75.3.
    """
    ranking = year_ranking(
        one_station(
            {"on_site": (10, 12), "services_offered": (5, 7), "answered_on_time": few(9, 12)},
            {"on_site": (12, 16), "services_offered": (5, 7), "answered_on_time": WITHHELD},
            {"on_site": MISSING, "services_offered": (6, 7), "answered_on_time": few(10, 14)},
        )
    )
    (result,) = ranking.results
    assert shares(ranking, "gulou") == {
        "on_site": "22/28",
        "services_offered": "16/21",
        "answered_on_time": "19/26",
        "case_rate": "0/0",
    }
    assert total_score(result.items) == Fraction(100 * 1673, 2184)
    assert (result.score, result.band and result.band.title) == (Decimal("76.6"), "达标")


def test_a_year_says_of_how_many_months_it_is() -> None:
    """A station has numbers of owed, counted, final and lacking months, a part those added, missing and withheld."""
    (*earlier, last) = one_station(
        {"on_site": (1, 2), "answered_on_time": WITHHELD},
        {"on_site": MISSING, "answered_on_time": (20, 30)},
        {"on_site": (1, 2), "answered_on_time": (20, 30)},
    )
    provisional = PublishedMonth(month=last.month, revisions=last.revisions, final_on=None)
    year = year_ranking([*earlier, provisional]).stations["gulou"]
    assert (year.owed, year.counted, year.final, year.lacking) == (3, 2, 1, 1)
    months = {part.value: (own.added, own.missing, own.withheld) for part, own in year.parts.items()}
    assert months == {
        "on_site": (2, 1, 0),
        "services_offered": (3, 0, 0),
        "answered_on_time": (2, 0, 1),
        "case_rate": (1, 0, 0),
    }


def test_few_events_are_summed_before_they_are_compared_with_the_base() -> None:
    """Few events are added up over the year before they are compared with the base."""
    months: dict[str, Part] = {"on_site": (1, 1), "answered_on_time": few(4, 9)}
    ten, eleven = few(5, 10), few(5, 11)
    under = year_ranking(one_station(months, {"on_site": (1, 1), "answered_on_time": ten}))
    enough = year_ranking(one_station(months, {"on_site": (1, 1), "answered_on_time": eleven}))
    assert [shares(year, "gulou")["answered_on_time"] for year in (under, enough)] == ["u:9/19", "9/20"]


def test_a_part_that_is_withheld_all_year_does_not_count() -> None:
    """A part that is withheld or unreported in every month does not count, if at least one month withheld it."""
    ranking = year_ranking(
        one_station(
            {"on_site": (9, 10), "services_offered": (7, 7), "answered_on_time": WITHHELD},
            {"on_site": (9, 10), "services_offered": (7, 7), "answered_on_time": WITHHELD},
            {"on_site": MISSING, "services_offered": (7, 7), "answered_on_time": MISSING},
        )
    )
    part = ranking.results[0].items[1].parts[1]
    assert (part.state, scores(ranking)) == (PartState.TOO_SMALL, {"gulou": "95.0"})


def test_a_year_in_which_nothing_counts_says_so() -> None:
    """A station that reported everything, of which nothing counts, has no score and no other reason."""
    withheld: dict[str, Part] = {"on_site": WITHHELD}
    (result,) = year_ranking(one_station(withheld, withheld)).results
    assert (result.score, result.reasons) == (None, ("没有适用的项目",))
    lacking: dict[str, Part] = {"on_site": WITHHELD, "services_offered": MISSING}
    (result,) = year_ranking(one_station(withheld, lacking, lacking, lacking)).results
    assert result.reasons == ("4个月里有3个月没有报全，超过2个月",)


def test_an_unreported_part_leaves_no_score() -> None:
    """A scored part that no month reported leaves the station without a score."""
    ranking = year_ranking(
        one_station(
            {"on_site": (9, 10), "services_offered": MISSING},
            {"on_site": (9, 10), "services_offered": MISSING},
        )
    )
    (result,) = ranking.results
    assert (result.score, result.reasons) == (None, ("没有一个月报全",))
    mixed = year_ranking(
        one_station(
            {"on_site": (9, 10), "services_offered": (7, 7), "answered_on_time": (30, 30)},
            {"on_site": MISSING, "services_offered": MISSING, "answered_on_time": MISSING},
        )
    )
    assert scores(mixed) == {"gulou": "95.0"}


def test_by_the_second_edition_what_was_not_reported_is_not_done() -> None:
    """Numbers of a month that a community left out are added as they are; a part that no month has leaves no score."""
    first = year_policy({"services_offered": 1, "answered_on_time": 1, "report_on_time": 1})
    method = first.model_copy(update={"ranking": first.ranking.model_copy(update={"edition": 2})})
    lacking = Measure(attained=3, due=10, missing=("gulou-b",))
    year: list[dict[str, Part]] = [
        {
            "on_site": (9, 10),
            "services_offered": MISSING,
            "answered_on_time": Measure(attained=97, due=100, base=420),
            "report_on_time": (1, 1),
        },
        {
            "on_site": lacking,
            "services_offered": Measure(attained=0, due=2, missing=("gulou-b", "gulou-a")),
            "answered_on_time": Measure(attained=50, due=100, base=40),
            "report_on_time": MISSING,
        },
    ]
    months = [month_of(f"2025-0{at}", {"gulou": own}, rules=method) for at, own in enumerate(year, start=1)]
    ranking = year_ranking(months)
    # A share of twelve months is that of the last one.
    assert shares(ranking, "gulou") == {
        "on_site": "12/20",
        "services_offered": "x",
        "answered_on_time": "50/100@40",
        "report_on_time": "1/2",
        "case_rate": "0/0",
    }
    (result,) = ranking.results
    assert [part.missing for part in result.parts if part.missing] == [("gulou-a", "gulou-b")]
    assert (result.score, result.reasons) == (None, ("没有一个月报全",))


def test_as_many_months_may_be_missing_as_the_policy_says() -> None:
    """A station keeps its score with at most as many lacking months as the policy allows."""
    full: dict[str, Part] = {"on_site": (9, 10)}
    lacking: dict[str, Part] = {"on_site": MISSING}
    two = year_ranking(one_station(full, full, full, lacking, lacking))
    three = year_ranking(one_station(full, full, lacking, lacking, lacking))
    assert scores(two) == {"gulou": "90.0"}
    assert (scores(three), three.results[0].reasons) == (
        {"gulou": None},
        ("5个月里有3个月没有报全，超过2个月",),
    )


def test_a_report_that_never_came_was_not_on_time() -> None:
    """A report that was never filed counts as late."""
    method = year_policy({"services_offered": 1, "report_on_time": 1})
    year: list[dict[str, Part]] = [
        {"on_site": (1, 1), "report_on_time": (1, 1)},
        {"on_site": (1, 1), "report_on_time": (0, 1)},
        {"on_site": MISSING, "report_on_time": MISSING},
    ]
    months = [month_of(f"2025-0{at}", {"gulou": own}, rules=method) for at, own in enumerate(year, start=1)]
    assert shares(year_ranking(months), "gulou")["report_on_time"] == "1/3"


def test_cases_are_not_added_up() -> None:
    """Cases are those of the last month, because each month already covers twelve."""
    ranking = year_ranking(
        one_station(
            {"on_site": (1, 1), "case_rate": (60, 10_000)}, {"on_site": (1, 1), "case_rate": few(12, 12_000)}
        )
    )
    (result,) = ranking.results
    assert shares(ranking, "gulou")["case_rate"] == "u:12/12000"
    assert (result.safety.cases, result.safety.residents) == (12, 12_000)


def test_a_station_without_a_community_yet_owes_nothing() -> None:
    """Months before a station's first community are not owed, and their reports not late."""
    method = year_policy({"report_on_time": 1})
    months = [
        month_of("2025-01", {"gulou": {"report_on_time": (0, 1)}}, rules=method),
        month_of("2025-02", {"gulou": {"on_site": (8, 10), "report_on_time": (1, 1)}}, rules=method),
    ]
    ranking = year_ranking(months)
    assert (ranking.stations["gulou"].owed, scores(ranking)) == (1, {"gulou": "90.0"})  # (80 + 100) / 2
    assert year_ranking(one_station({})).results[0].reasons == ("没有能计分的月份",)


# Stations among stations


def test_stations_are_ranked_by_their_sums_within_their_group() -> None:
    """Stations are ranked by their sums within their group; a group that is too small is listed."""
    january: dict[str, dict[str, Part]] = {
        name: {"on_site": (kept, 10)} for name, kept in (("a", 10), ("b", 8), ("c", 7), ("d", 1), ("e", 10))
    }
    february: dict[str, dict[str, Part]] = {
        name: {"on_site": (kept, 30)} for name, kept in (("a", 24), ("b", 26), ("c", 3), ("d", 2), ("e", 30))
    }
    kinds = {"e": StationKind.RURAL}
    months = [month_of("2025-01", january, kinds=kinds), month_of("2025-02", february, kinds=kinds)]
    urban, rural = year_ranking(months).groups
    assert [(own.station, own.rank, f"{own.score}") for own in urban.ranked] == [
        ("a", 1, "85.0"),
        ("b", 1, "85.0"),
        ("c", 3, "25.0"),
        ("d", 4, "7.5"),
    ]
    assert ([own.station for own in rural.listed], rural.kind) == (["e"], StationKind.RURAL)


def test_a_station_is_in_its_last_published_group() -> None:
    """A station is in the group of its last published month."""
    both: dict[str, dict[str, Part]] = {"a": {"on_site": (1, 2)}, "b": {"on_site": (1, 2)}}
    months = [
        month_of("2025-01", both, kinds={"a": StationKind.TOWN, "b": StationKind.RURAL}),
        month_of("2025-02", {"a": {"on_site": (2, 2)}}, kinds={"a": StationKind.URBAN}),
    ]
    ranking = year_ranking(months)
    assert {group.kind: [own.station for own in group.members] for group in ranking.groups} == {
        StationKind.URBAN: ["a"],
        StationKind.RURAL: ["b"],
    }
    assert shares(ranking, "a")["on_site"] == "3/4"


def test_the_last_months_method_applies() -> None:
    """The last month's method applies, and a new part is summed over the months that have it."""
    old, new = year_policy({"services_offered": 1}), year_policy(version="2025-2", since="2025-02-01")
    january = month_of("2025-01", {"gulou": {"on_site": (1, 2), "services_offered": (1, 2)}}, rules=old)
    february = month_of(
        "2025-02",
        {"gulou": {"on_site": (2, 2), "services_offered": (2, 2), "answered_on_time": (24, 30)}},
        rules=new,
    )
    ranking = year_ranking([january, february])
    assert (ranking.policy.version, shares(ranking, "gulou")["answered_on_time"]) == ("2025-2", "24/30")
    assert ranking.stations["gulou"].parts[PartId.ANSWERED_ON_TIME].added == 1
    # on_site 3/4; offered 3/4 and answered 24/30 half each: (75 + 77.5) / 2 = 76.25, halves up.
    assert scores(ranking) == {"gulou": "76.3"}


def test_every_year_with_a_published_month_has_a_ranking() -> None:
    """Every year with a published month has a ranking of its own months, in ascending order."""
    parts: dict[str, dict[str, Part]] = {"gulou": {"on_site": (1, 2)}}
    published = {month: month_of(month, parts) for month in ("2025-01", "2024-11", "2024-12")}
    years = year_rankings(published)
    assert {year: [own.month for own in ranking.months] for year, ranking in years.items()} == {
        "2024": ["2024-11", "2024-12"],
        "2025": ["2025-01"],
    }
    assert list(years) == ["2024", "2025"]


def test_months_of_two_years_are_no_year() -> None:
    """Months of two years, or none, are refused."""
    parts: dict[str, dict[str, Part]] = {"gulou": {"on_site": (1, 2)}}
    for months in ([], [month_of("2024-12", parts), month_of("2025-01", parts)]):
        with pytest.raises(ValueError, match="one year"):
            year_ranking(months)


def test_the_latest_revision_counts() -> None:
    """Only a month's latest revision is in the sums."""
    wrong = month_of("2025-01", {"gulou": {"on_site": (0, 10)}})
    right = month_of("2025-01", {"gulou": {"on_site": (9, 10)}}, number=2)
    corrected = PublishedMonth(
        month="2025-01", revisions=(wrong.revisions[0], right.revisions[1]), final_on=None
    )
    assert scores(year_ranking([corrected])) == {"gulou": "90.0"}


# Laws


@st.composite
def measures(draw: st.DrawFn, *, may_be_small: bool = False) -> Measure:
    """One part of a month: known, not due, not reported, or, if `may_be_small`, few or withheld."""
    kinds = ["known", "known", "known", "missing", "none"] + ["withheld"] * may_be_small
    kind = draw(st.sampled_from(kinds))
    if kind == "none":
        return Measure(attained=0, due=0)
    if kind == "withheld":
        return WITHHELD
    due = draw(st.integers(1, 60))
    attained = draw(st.integers(0, due))
    if kind == "missing":
        return Measure(attained=attained, due=due, missing=("gulou-a",))
    return Measure(attained=attained, due=due, few=may_be_small and due < BASE)


parts_of_a_month = st.fixed_dictionaries(
    {
        "on_site": measures(),
        "services_offered": measures(),
        "answered_on_time": measures(may_be_small=True),
    }
)
stations_of_a_month = st.fixed_dictionaries(dict.fromkeys("abcde", parts_of_a_month))


@given(months=st.lists(stations_of_a_month, min_size=1, max_size=6), data=st.data())
def test_the_order_of_the_months_does_not_matter(
    months: list[dict[str, dict[str, Part]]], data: st.DataObject
) -> None:
    """A year's ranking does not depend on the order of its months."""
    published = [month_of(f"2025-{at:02d}", own) for at, own in enumerate(months, start=1)]
    shuffled = data.draw(st.permutations(published))
    assert year_ranking(shuffled) == year_ranking(published)


@given(month=stations_of_a_month)
def test_a_year_of_one_month_is_that_month(month: dict[str, dict[str, Part]]) -> None:
    """A year of one month has that month's scores, ranks, bands and items."""
    published = month_of("2025-01", month)
    year = year_ranking([published])

    def said(result: StationMonthResult) -> object:
        items = result.items if result.score is not None else None
        return result.station, result.score, result.rank, result.tied, result.band, items, result.robustness

    assert [said(own) for own in year.results] == [said(own) for own in published.ranking.results]


@given(months=st.lists(parts_of_a_month, min_size=1, max_size=12))
def test_a_pooled_share_lies_between_the_months_shares(months: list[dict[str, Part]]) -> None:
    """A year's share lies between the lowest and the highest of its months, and is missing if no month is known."""
    (result,) = year_ranking(one_station(*months)).results
    for item in result.items:
        for part in item.parts:
            if part.id is PartId.CASE_RATE:
                continue
            own = [month[part.id.value] for month in months]
            known = [
                Fraction(found.attained, found.due)
                for found in own
                if isinstance(found, Measure) and found.due and not found.missing and not found.withheld
            ]
            if known:
                share = Fraction(part.measure.attained, part.measure.due)
                assert min(known) <= share <= max(known)
            else:
                assert part.attainment is None


@given(
    first=st.lists(measures(may_be_small=True), min_size=1, max_size=5),
    second=st.lists(measures(may_be_small=True), min_size=1, max_size=5),
)
def test_nothing_is_lost_or_counted_twice(first: list[Measure], second: list[Measure]) -> None:
    """The sums of two halves add up to those of the whole."""

    def known(found: list[Measure]) -> tuple[int, int]:
        halves = [own for own in found if not own.missing and not own.withheld]
        return sum(own.attained for own in halves), sum(own.due for own in halves)

    whole = pooled([*first, *second], BASE)
    expected = tuple(map(sum, zip(known(first), known(second), strict=True)))
    assert (whole.attained, whole.due) == expected
    assert whole.few == (0 < whole.due < BASE and any(own.few for own in (*first, *second)))


def test_better_sums_never_rank_behind() -> None:
    """A station with better sums has a better rank."""
    rising: dict[str, dict[str, Part]] = {f"s{kept}": {"on_site": (kept, 9)} for kept in range(10)}
    ranks = {own.station: own.rank or 0 for own in year_ranking([month_of("2025-01", rising)]).results}
    assert all(ranks[f"s{a}"] > ranks[f"s{b}"] for a, b in pairwise(range(10)))


def test_the_policy_may_allow_none_to_be_missing() -> None:
    """A policy may allow no lacking month at all."""
    strict = year_policy(year=year_rules(missing_at_most=0))
    months = [
        month_of("2025-01", {"gulou": {"on_site": (1, 1)}}, rules=strict),
        month_of("2025-02", {"gulou": {"on_site": MISSING}}, rules=strict),
    ]
    assert scores(year_ranking(months)) == {"gulou": None}


def test_twelve_equal_months_are_as_good_as_one() -> None:
    """Twelve equal months score the same as one."""
    year = year_ranking(twelve({"on_site": (7, 8), "services_offered": (3, 4)}))
    assert {item.id: item.score for item in year.results[0].items} == {
        IndicatorId.OFFICERS: Fraction(700, 8),
        IndicatorId.SERVICES: Fraction(75),
        IndicatorId.SAFETY: None,
    }
