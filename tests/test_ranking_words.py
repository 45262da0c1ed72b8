"""What is written of a ranking: ranks, scores, changes, the numbers of parts, the rules of the method."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from generator.facts.measure import Measure
from generator.model.policy import Band, PartId, StaffingRule
from generator.model.release import ReleaseStatus, Revision
from generator.model.standards import Standard
from generator.ranking.results import (
    Item,
    MonthRanking,
    Ranking,
    Robustness,
    Safety,
    StationMonthResult,
)
from generator.ranking.words import (
    band_spans,
    band_text,
    base_text,
    cell_words,
    document_text,
    figure_text,
    hides_weakness,
    incomplete_sentence,
    interval_text,
    is_short,
    item_equation,
    moment_text,
    part_result,
    part_text,
    place_text,
    points_text,
    rank_text,
    safety_note,
    safety_rate,
    score_change,
    score_text,
    share_text,
    source_text,
    staffing_text,
    standard_text,
    target_text,
    tied_beyond,
    title_of,
    titled_standards,
    tone_of,
    total_equation,
)
from tests.bureaus import indicator, policy, standards
from tests.test_robustness import result
from tests.test_unreported import part


def own(**fields: Any) -> StationMonthResult:
    """A station without items; `fields` are its figures."""
    return dataclasses.replace(result("gulou", []), **fields)


def safety(**fields: Any) -> Safety:
    """Twelve months with 30 cases among 5,000 residents, 60 per 10,000."""
    usual: dict[str, Any] = {"cases": 30, "residents": 5000, "months_reported": 12, "months": 12}
    return Safety(**(usual | {"rate": Fraction(60), "is_unstable": False} | fields))


def bands(*bounds: str) -> tuple[Band, ...]:
    return tuple(Band.model_validate({"at_least": bound, "title": "好"}) for bound in bounds)


# Ranks and scores


def test_without_ranks_it_is_no_ranking() -> None:
    """A ranking published in bands is not called one."""
    assert title_of(Ranking(groups=())) == "派出所社区警务排名"
    assert title_of(Ranking(groups=(), is_banded=True)) == "派出所社区警务通报"


def test_what_there_is_none_of_is_a_dash() -> None:
    """A station without a rank or a score, and no station at all, have a dash in place of the number."""
    none = own(rank=None, score=None)
    assert [rank_text(none), place_text(none), score_text(none)] == ["—", "—", "—"]
    assert [place_text(None), score_text(None), figure_text(None)] == ["—", "—", "—"]
    assert safety_rate(safety(rate=None)) == "—"
    assert not hides_weakness(none)


def test_ranks_and_scores() -> None:
    """A shared rank says so; a score has one decimal, another figure as many as it needs up to those asked for."""
    assert rank_text(own(rank=3)) == "3"
    assert rank_text(own(rank=3, tied=True)) == "3（并列）"
    assert [score_text(own(score=Decimal(score))) for score in ("91.5", "90", "0")] == ["91.5", "90.0", "0.0"]
    assert [figure_text(Fraction(9236, 100)), figure_text(Fraction(9236, 100), 2)] == ["92.4", "92.36"]
    assert safety_rate(safety(rate=Fraction(1234, 100))) == "12.3"


@pytest.mark.parametrize(
    ("robust", "text"),
    [
        (None, ""),
        (Robustness(better=("a",), worse=("b", "c", "d"), peers=5, geometric_rank=2), ""),
        (Robustness(better=("a",), worse=(), peers=5, geometric_rank=2), "2–5"),
        (Robustness(better=(), worse=("b", "c", "d"), peers=5, geometric_rank=2), "1–2"),
    ],
)
def test_a_range_of_one_rank_is_not_written(robust: Robustness | None, text: str) -> None:
    """The range of a rank has two ends; of one rank alone it says nothing."""
    assert interval_text(own(robustness=robust)) == text


@pytest.mark.parametrize(("shown", "beyond"), [(1, 0), (2, 2), (3, 1), (4, 0), (5, 0)])
def test_stations_that_share_the_last_rank_shown_are_counted(shown: int, beyond: int) -> None:
    """Of the ranks 1, 2, 2, 2, 5, those below the last one shown count that have its rank."""
    assert tied_beyond([own(rank=rank) for rank in (1, 2, 2, 2, 5)], shown) == beyond


# Changes


def test_a_change_of_score() -> None:
    """A change says its direction and is never negative; without a month before there is none."""
    changes = [None, *map(Decimal, ("0.0", "1.2", "0.1", "-0.1", "-1.0"))]
    assert [*map(score_change, changes)] == ["无上月可比", "持平", "升 1.2", "升 0.1", "降 0.1", "降 1.0"]


def test_points_that_round_to_zero_have_no_direction() -> None:
    """Points have two decimals, rounded half away from zero."""
    points = [Fraction(321, 100), Fraction(-321, 100), Fraction(4, 1000), Fraction(-4, 1000)]
    assert [*map(points_text, points)] == ["升 3.21", "降 3.21", "0", "0"]
    assert [points_text(Decimal(each)) for each in ("0.005", "-0.005", "3")] == [
        "升 0.01",
        "降 0.01",
        "升 3.00",
    ]


def test_the_tone_of_a_band_is_its_place_from_the_top() -> None:
    """A fifth band is as bad as the fourth; without a band there is no judgement."""
    found = bands("90", "75", "60", "40", "0")
    assert [tone_of(band, found) for band in (*found, None)] == ["ok", "plain", "warn", "bad", "bad", "plain"]


# Parts


WHOLE = Measure(attained=58, due=60)
NOTHING_DUE = Measure(attained=0, due=0)
MISSING = Measure(attained=3, due=14, missing=("gulou-a",))
WITHHELD = Measure(attained=0, due=0, withheld=True)
FEW = Measure(attained=3, due=4, few=True)


@pytest.mark.parametrize(
    ("measure", "points", "text"),
    [
        (WHOLE, "96.7", "58/60（96.7 分）"),
        (Measure(attained=0, due=3), "0", "0/3（0 分）"),
        (NOTHING_DUE, "本月没有，不计", "没有要做的，不计"),
        (MISSING, "未报送", "未报送"),
        (WITHHELD, "数目过小，不计", "数目过小，不计"),
        (FEW, "数目过小，不计", "3/4，数目过小，不计"),
    ],
)
def test_a_part_says_its_points_or_why_it_has_none(measure: Measure, points: str, text: str) -> None:
    """Too few events are written though they do not count; a number that could tell of one case is not."""
    found = part(PartId.TALKS, measure)
    assert (part_result(found), part_text(found)) == (points, text)


def test_a_case_rate_is_never_scored() -> None:
    """A case rate says so in place of its points; a part that a method lacks says that."""
    rate = part(PartId.CASE_RATE, Measure(attained=30, due=5000))
    assert (part_result(rate), part_text(rate)) == ("不计分", "不计分")
    assert part_text(None) == "办法里没有这一部分"


def test_points_have_as_many_places_as_asked_for() -> None:
    """A caller says how many decimals, and what is written where nothing was due."""
    assert part_result(part(PartId.TALKS, Measure(attained=61, due=72)), places=2) == "84.72"
    assert part_result(part(PartId.TALKS, NOTHING_DUE), "没有发生，不计") == "没有发生，不计"


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        (None, "没有这一部分"),
        (WHOLE, "58/60"),
        (NOTHING_DUE, "0/0"),
        (MISSING, "未报送"),
        (WITHHELD, "不写"),
        (FEW, "3/4"),
        (Measure(attained=97, due=100, base=1420), "12 个月 1,420 件以上里 97%"),
        (Measure(attained=97, due=100, base=0), "12 个月不多的几件里 97%"),
    ],
)
def test_a_share_is_two_numbers_or_why_there_are_none(measure: Measure | None, text: str) -> None:
    """A share of a stated base is a percentage, since its numbers are not counts of one month."""
    assert share_text(measure) == text


def test_a_base_is_rounded_down() -> None:
    """A base is written as a lower bound; one that was rounded down to 0 has no number."""
    assert [base_text(420), base_text(1), base_text(0)] == [
        "12 个月 420 件以上", "12 个月 1 件以上", "12 个月不多的几件",
    ]  # fmt: skip


def test_every_part_names_the_records_it_is_counted_from() -> None:
    """Every part has a source; answers in time come from requests and from opinions."""
    found = {id_: source_text(id_) for id_ in PartId}
    assert set(found.values()) == {
        "社区档案",
        "工作月报",
        "代表会记录",
        "工作月报、代表会记录",
        "工作纪实，没有记的看工作月报",
    }
    assert found[PartId.OFFICER_DAYS] == "社区档案"
    assert found[PartId.ON_SITE] == "工作月报"
    assert found[PartId.WORK_RECORDS] == "工作纪实，没有记的看工作月报"
    assert found[PartId.MINUTES_ON_TIME] == "代表会记录"
    assert found[PartId.ANSWERED_ON_TIME] == "工作月报、代表会记录"


@pytest.mark.parametrize(
    ("cell", "id_", "words", "short"),
    [
        ("31/31", PartId.ON_SITE, "31/31", False),
        ("30/31", PartId.ON_SITE, "30/31", True),
        ("1234/5678", PartId.ANSWERED_ON_TIME, "1,234/5,678", True),
        ("u:3/4", PartId.ANSWERED_ON_TIME, "3/4", True),
        ("u", PartId.ANSWERED_ON_TIME, "为保护个人，不写", False),
        ("97/100@420", PartId.ANSWERED_ON_TIME, "全所合计", False),
        ("x/14", PartId.ON_SITE, "未报送", True),
        ("0/0", PartId.TALKS, "本月没有", False),
        ("0/1", PartId.TALKS, "0/1", True),
        ("3/5000", PartId.CASE_RATE, "3/5,000", False),
        ("x/5000", PartId.CASE_RATE, "未报送", False),
        ("0/1", PartId.REPORT_ON_TIME, "全所一份", False),
        ("x/1", PartId.CASES_IN_LIMITS, "全所合计", False),
    ],
)
def test_a_communitys_number(cell: str, id_: PartId, words: str, short: bool) -> None:
    """A community falls short of what it owed or did not report; not of a rate, nor of what its station owes."""
    assert (cell_words(cell, id_), is_short(cell, id_)) == (words, short)


# Equations


def test_the_equation_of_a_total_has_the_scored_items_alone() -> None:
    """An item without a score has no term, and its weight is not in the divisor."""
    scored = result("gulou", [Fraction(961, 10), None, Fraction(90)], [20, 30, 40])
    assert total_equation(scored) == "（96.1×20 + 90×40）÷ 60 = 92.0"
    assert total_equation(dataclasses.replace(scored, score=None)) == ""


def test_the_equation_of_an_item_has_the_counted_parts_alone() -> None:
    """One counted part needs no equation, and an item without a score has none."""
    rule = indicator("prevention", {"patrols": 50, "talks": 30, "committee": 50}, 20)
    measures = (Measure(attained=4, due=4), FEW, Measure(attained=61, due=72))
    item = Item(rule=rule, measures=measures, score=Fraction(50 * 100 + 50 * Fraction(6100, 72), 100))
    assert item_equation(item) == "（100×50 + 84.72×50）÷ 100 = 92.36"
    assert item_equation(dataclasses.replace(item, score=None)) == ""
    assert item_equation(dataclasses.replace(item, measures=(measures[0], FEW, NOTHING_DUE))) == ""


# Safety


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({}, "12个月共30起，人口5,000"),
        ({"is_unstable": True}, "12个月共30起，人口5,000，基数小、波动大"),
        ({"months_reported": 1, "cases": 0}, "1个月共0起，人口5,000"),
        ({"months_reported": 0}, "还没有数据"),
        ({"residents": 0, "rate": None}, "还没有数据"),
        ({"cases": None, "rate": None, "is_unstable": True}, "12个月中有的月份数目过小，合计不写，人口5,000"),
        ({"residents": 90, "rate": None}, "12个月共30起，人口90，人口太少，不算比率"),
    ],
)
def test_the_numbers_behind_a_case_rate(fields: dict[str, Any], note: str) -> None:
    """The note says of how many months and residents, and why there is no rate or why it says little."""
    assert safety_note(safety(**fields)) == note


# Releases


def test_a_moment_has_its_day_and_minute() -> None:
    """Hours have no leading zero, minutes have one."""
    assert moment_text(dt.datetime.fromisoformat("2026-11-10 09:05")) == "2026年11月10日9:05"


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        (None, None),
        ("断网", "只有 2/28 个派出所报送，因为：断网。"),
        ("断网。", "只有 2/28 个派出所报送，因为：断网。"),
    ],
)
def test_a_month_with_few_reports_says_why(why: str | None, sentence: str | None) -> None:
    """The sentence ends with one full stop, whether or not the clerk wrote one."""
    revision = Revision(
        number=1,
        status=ReleaseStatus.PROVISIONAL,
        published_on=dt.date(2026, 11, 10),
        published_at=dt.time(9, 30),
        policy="2026-1",
        inputs="0" * 64,
        incomplete=why,
        parts=(),
        rows=(),
    )
    ranking = MonthRanking(month="2026-10", groups=(), reported=2, stations=28)
    assert incomplete_sentence(revision, ranking) == sentence


# The method


def test_the_standards_of_a_version_are_those_it_has() -> None:
    """Standards come first and those of the year end last; one that a version does not set is not listed."""
    rules = policy()
    found = titled_standards(rules)
    assert found[0] == ("驻社区最低天数", rules.standards.on_site_days)
    assert found[-1] == ("跟进：各项得分", rules.year.follow_up_item_below)
    assert "代表会最短时间" not in dict(found)
    more = policy(standards=standards(meeting_minutes=30))
    assert set(dict(titled_standards(more))) - set(dict(found)) == {"代表会最短时间"}


def test_numbers_of_the_method_have_their_unit() -> None:
    """Decimals are written only as far as there are any."""
    assert [target_text(Decimal(target)) for target in ("100", "62.5", "62.25")] == [
        "100%",
        "62.5%",
        "62.25%",
    ]
    assert [*map(band_text, bands("90", "62.5", "62.25"))] == ["90 分以上", "62.5 分以上", "62.25 分以上"]
    assert standard_text(Standard(value=6500, unit="人", interpretation="测试")) == "6,500 人"


def test_a_band_alone_has_its_lower_bound() -> None:
    """The lowest band has an upper bound alone, unless it is the only one."""
    assert [span for span, _ in band_spans(bands("0"))] == ["0 分以上"]
    assert [span for span, _ in band_spans(bands("62.25", "0"))] == ["62.25 分以上", "不到 62.25 分"]


def test_the_document_is_cited_whole() -> None:
    """A document is cited with its title, number, issuer and day."""
    document = policy().document
    assert document is not None
    assert document_text(document) == "《方案》（2002-69，市公安局，2002年6月28日）"


@pytest.mark.parametrize(
    ("overs", "text"),
    [
        ([0], "不论实有人口多少，都配 1 名"),
        ([0, 6500], "实有人口不超过 6,500 人的配 1 名；超过 6,500 人的配 2 名"),
        (
            [0, 3000, 6500],
            "实有人口不超过 3,000 人的配 1 名；超过 3,000 人、不超过 6,500 人的配 2 名；超过 6,500 人的配 3 名",
        ),
    ],
)
def test_steps_of_staffing_leave_no_gap(overs: list[int], text: str) -> None:
    """Each step ends where the next begins, and the population is named once."""
    steps = [{"over": f"{over}", "officers": f"{at}"} for at, over in enumerate(overs, start=1)]
    rule = {"kind": "urban", "basis": "actual", "clause": "一(社区设置)", "steps": steps}
    assert staffing_text(StaffingRule.model_validate(rule)) == text
