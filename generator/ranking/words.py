"""Write the values of a ranking: ranks, scores, changes, the numbers of parts, the rules of the method.

Each function is a filter in templates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Final

from generator.facts.measure import Measure
from generator.model.policy import Band, Document, PartId, Policy, StaffingRule
from generator.model.release import Revision
from generator.model.standards import Standard, Standards, YearRules
from generator.ranking.frozen import measure_in
from generator.ranking.results import (
    Item,
    MonthRanking,
    Part,
    PartState,
    RankChange,
    Ranking,
    Safety,
    StationMonthResult,
)
from generator.wording import clock, decimal_text, long_day, number

# A fall of one rank between the two means is not meaningful; a fall of this many is.
_TELLING: Final = 2
_TONES: Final = ("ok", "plain", "warn", "bad")
_HUNDREDTH: Final = Decimal("0.01")
# The records that each part is counted from.
_SOURCES: Final = {
    **dict.fromkeys(
        (PartId.OFFICER_DAYS, PartId.POST_IN_USE, PartId.POST_FACILITIES, PartId.CONTACT_VERIFIED), "社区档案"
    ),
    **dict.fromkeys((PartId.COMMITTEE, PartId.SAFE_PLACES, PartId.SERVICES_OFFERED), "社区档案"),
    **dict.fromkeys((PartId.ON_SITE, PartId.PATROLS, PartId.TALKS, PartId.REPORT_ON_TIME), "工作月报"),
    PartId.WORK_RECORDS: "工作纪实，没有记的看工作月报",
    **dict.fromkeys((PartId.CHARTS, PartId.LEDGERS, PartId.CASE_RATE, PartId.CASES_IN_LIMITS), "工作月报"),
    **dict.fromkeys((PartId.MEETING_IN_CYCLE, PartId.MINUTES_ON_TIME), "代表会记录"),
    PartId.ANSWERED_ON_TIME: "工作月报、代表会记录",
}
# Parts counted for the station as a whole, with the text shown instead of a community's number.
_OF_THE_STATION: Final = {PartId.REPORT_ON_TIME: "全所一份", PartId.CASES_IN_LIMITS: "全所合计"}


def title_of(ranking: Ranking) -> str:
    """派出所社区警务排名; without ranks 派出所社区警务通报."""
    return "派出所社区警务" + ("通报" if ranking.is_banded else "排名")


def rank_text(result: StationMonthResult) -> str:
    """3（并列）; a dash without a rank."""
    return "—" if result.rank is None else f"{result.rank}" + ("（并列）" if result.tied else "")


def place_text(result: StationMonthResult | None) -> str:
    """第3名/共12个; 并列第3名/共12个; a dash without a rank."""
    if result is None or result.rank is None:
        return "—"
    return f"{'并列' if result.tied else ''}第{result.rank}名/共{result.peers}个"


def interval_text(result: StationMonthResult) -> str:
    """2–5: the best and the worst rank beyond chance and weights; empty if they are equal."""
    found = result.robustness
    return "" if found is None or found.best == found.worst else f"{found.best}–{found.worst}"


def hides_weakness(result: StationMonthResult) -> bool:
    """Is the rank by the geometric mean, where no strength offsets a weakness, worse by two or more?

    If it is better, the weaknesses are those of other stations.
    """
    found = result.robustness
    return found is not None and result.rank is not None and found.geometric_rank - result.rank >= _TELLING


def tied_beyond(ranked: Sequence[StationMonthResult], shown: int) -> int:
    """How many stations below the last one shown share its rank."""
    return sum(result.rank == ranked[shown - 1].rank for result in ranked[shown:])


def score_text(result: StationMonthResult | None) -> str:
    """91.5; a dash without a score."""
    return "—" if result is None or result.score is None else f"{result.score:.1f}"


def figure_text(score: Fraction | None, places: int = 1) -> str:
    """92.36; a dash without a score."""
    return "—" if score is None else decimal_text(score, places)


def score_change(change: Decimal | None) -> str:
    """升 1.2, in points."""
    if change is None:
        return "无上月可比"
    return "持平" if change == 0 else f"升 {change:.1f}" if change > 0 else f"降 {-change:.1f}"


def rank_change(change: RankChange | None) -> str:
    """前进 2 名（11个中）; 名次没有明显变化 within last month's range; empty if there is nothing to compare."""
    if change is None or change.among == 1:
        return ""
    if not change.is_clear:
        return "名次没有明显变化"
    places = change.places
    return (
        f"前进 {-places} 名（{change.among}个中）"
        if places < 0
        else f"后退 {places} 名（{change.among}个中）"
    )


def points_text(points: Fraction | Decimal) -> str:
    """降 3.21; 0 if it rounds to zero at two decimals."""
    written = Decimal(decimal_text(points, 2)).quantize(_HUNDREDTH)
    return "0" if not written else f"升 {written}" if written > 0 else f"降 {-written}"


def tone_of(band: Band | None, bands: tuple[Band, ...]) -> str:
    """The colour of a band's label, by its position from the top."""
    return "plain" if band is None else _TONES[min(bands.index(band), len(_TONES) - 1)]


def part_result(part: Part, absent: str = "本月没有，不计", places: int = 1) -> str:
    """The points of a part, or why it does not count; `absent` is the text where nothing was due."""
    attainment = part.attainment
    if attainment is not None:
        return decimal_text(attainment, places)
    return {
        PartState.OK: "不计分",
        PartState.NOT_APPLICABLE: absent,
        PartState.NOT_REPORTED: "未报送",
        PartState.TOO_SMALL: "数目过小，不计",
    }[part.state]


def part_text(part: Part | None) -> str:
    """58/60（96.7 分）; or why it does not count."""
    if part is None:
        return "办法里没有这一部分"
    attainment = part.attainment
    if attainment is not None:
        return f"{share_text(part.measure)}（{decimal_text(attainment)} 分）"
    is_written = part.state is PartState.TOO_SMALL and not part.measure.withheld
    return (f"{share_text(part.measure)}，" if is_written else "") + part_result(part, "没有要做的，不计")


def share_text(measure: Measure | None) -> str:
    """61/72, or why there is no number."""
    if measure is None:
        return "没有这一部分"
    if measure.missing:
        return "未报送"
    if measure.base is not None:
        return f"{base_text(measure.base)}里 {measure.attained}%"
    return "不写" if measure.withheld else f"{measure.attained}/{measure.due}"


def base_text(base: int) -> str:
    """12 个月 420 件以上: of how many requests and opinions a share was taken."""
    return f"12 个月 {number(base)} 件以上" if base else "12 个月不多的几件"


def source_text(part: PartId) -> str:
    """The records that a part is counted from: 工作月报."""
    return _SOURCES[part]


@lru_cache(maxsize=4096)
def is_short(cell: str, part: PartId) -> bool:
    """Is a community's published number below what was due, or not reported? Never for a rate, which has no target."""
    measure = measure_in(cell)
    is_attainment = part is not PartId.CASE_RATE and part not in _OF_THE_STATION
    is_own = measure.base is None and measure.attained < measure.due
    return is_attainment and (cell.startswith("x") or is_own)


def cell_words(cell: str, part: PartId) -> str:
    """A community's published number, 31/31; a text if there is none."""
    if part in _OF_THE_STATION:
        return _OF_THE_STATION[part]
    if cell.startswith("x"):
        return "未报送"
    measure = measure_in(cell)
    if measure.base is not None:
        return "全所合计"
    if measure.withheld:
        return "为保护个人，不写"
    return f"{measure.attained:,}/{measure.due:,}" if measure.due else "本月没有"


def total_equation(result: StationMonthResult) -> str:
    """（96.1×20 + 90×20）÷ 40 = 93.1; empty without a score."""
    scored = [(item.score, item.rule.weight) for item in result.items if item.score is not None]
    return _equation(scored, score_text(result)) if result.score is not None else ""


def item_equation(item: Item) -> str:
    """（100×50 + 84.72×50）÷ 100 = 92.36; empty if the item has no score or only one counted part."""
    counted = [(part.attainment, part.rule.weight) for part in item.parts if part.attainment is not None]
    return _equation(counted, figure_text(item.score, 2)) if item.score is not None and counted[1:] else ""


def _equation(terms: Sequence[tuple[Fraction, int]], mean: str) -> str:
    written = " + ".join(f"{decimal_text(value, 2)}×{weight}" for value, weight in terms)
    return f"（{written}）÷ {sum(weight for _, weight in terms)} = {mean}"


def safety_rate(safety: Safety) -> str:
    """Cases per 10,000 residents; a dash if unknown or withheld."""
    return "—" if safety.rate is None else decimal_text(safety.rate)


def safety_months(safety: Safety) -> str:
    """11个月, if the rate lacks months and so is not comparable with a full period; else empty."""
    is_whole = safety.rate is None or safety.months_reported == safety.months
    return "" if is_whole else f"{safety.months_reported}个月"


def safety_note(safety: Safety) -> str:
    """The numbers behind the rate."""
    if not safety.months_reported or not safety.residents:
        return "还没有数据"
    residents = f"人口{safety.residents:,}"
    if safety.cases is None:
        return f"{safety.months_reported}个月中有的月份数目过小，合计不写，{residents}"
    note = f"{safety.months_reported}个月共{safety.cases}起，{residents}"
    note += "" if safety.rate is not None else "，人口太少，不算比率"
    return note + ("，基数小、波动大" if safety.is_unstable else "")


def moment_text(moment: dt.datetime) -> str:
    """2026年11月10日9:30."""
    return f"{long_day(moment)}{clock(moment.time())}"


def incomplete_sentence(revision: Revision, ranking: MonthRanking) -> str | None:
    """只有 2/28 个派出所报送，因为断网。 None if the revision gives no such reason."""
    if revision.incomplete is None:
        return None
    why = revision.incomplete.rstrip("。")
    return f"只有 {ranking.reported}/{ranking.stations} 个派出所报送，因为：{why}。"


def titled_standards(policy: Policy) -> tuple[tuple[str, Standard], ...]:
    """Each standard that the version has, with its title, in the model's order; those of the year end last."""
    return tuple(
        (str(info.title), standard)
        for part, record in ((policy.standards, Standards), (policy.year, YearRules))
        for name, info in record.model_fields.items()
        if (standard := getattr(part, name)) is not None
    )


def target_text(target: Decimal) -> str:
    """100%."""
    return f"{decimal_text(target, 2)}%"


def band_text(band: Band) -> str:
    """90 分以上."""
    return f"{decimal_text(band.at_least, 2)} 分以上"


def band_spans(bands: Sequence[Band]) -> Iterable[tuple[str, Band]]:
    """90 分以上; 75 分以上、不到 90 分; 不到 75 分: each with its band."""
    for band, above in zip(bands, (None, *bands), strict=False):
        below = f"不到 {decimal_text(above.at_least, 2)} 分" if above is not None else ""
        reaches = "" if above is not None and not band.at_least else band_text(band)
        yield "、".join(filter(None, (reaches, below))), band


def standard_text(standard: Standard) -> str:
    """3 天/周."""
    return f"{number(standard.value)} {standard.unit}"


def document_text(document: Document) -> str:
    """《标题》（文号，发布机关，2026年1月2日）."""
    return f"《{document.title}》（{document.number}，{document.issued_by}，{long_day(document.issued_on)}）"


def staffing_text(rule: StaffingRule) -> str:
    """实有人口不超过 6,500 人的配 1 名；超过 6,500 人的配 2 名."""
    first, *others = rule.steps
    if not others:
        return f"不论{rule.basis.label}多少，都配 {first.officers} 名"
    spans = [f"不超过 {number(others[0].over)} 人"]
    spans += [f"超过 {number(a.over)} 人、不超过 {number(b.over)} 人" for a, b in pairwise(others)]
    spans += [f"超过 {number(others[-1].over)} 人"]
    steps = [f"{span}的配 {step.officers} 名" for span, step in zip(spans, rule.steps, strict=True)]
    return rule.basis.label + "；".join(steps)
