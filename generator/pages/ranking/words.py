"""Words of the ranking: ranks, scores, changes, what does not count, shared by its pages and the stations'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator.model.policy import Band
from generator.model.public import PublicBureau
from generator.ranking.results import Part, PartState, RankChange, Safety, StationMonthResult
from generator.wording import decimal_text

# A rank that moves by one between the two means tells nothing; by this many it does.
TELLING: Final = 2
_TONES: Final = ("ok", "plain", "warn", "bad")
_NOT_COUNTED: Final = {
    PartState.OK: "不计分",
    PartState.NOT_APPLICABLE: "本月没有，不计",
    PartState.NOT_REPORTED: "未报送",
    PartState.TOO_SMALL: "数目过小，不计",
}


@dataclass(frozen=True, kw_only=True)
class RankingNames:
    """Names of stations and areas by id; `former` are the areas that are no more."""

    stations: Mapping[str, str]
    areas: Mapping[str, str]
    former: frozenset[str]


def ranking_names(bureau: PublicBureau) -> RankingNames:
    """The names that the tables of a ranking use."""
    return RankingNames(
        stations={station.id: station.name for station in bureau.stations.values()},
        areas={area.id: area.name for area in bureau.every_area.values()},
        former=frozenset(bureau.former),
    )


def rank_text(result: StationMonthResult) -> str:
    """3（并列）; a dash where there is no rank."""
    return "—" if result.rank is None else f"{result.rank}" + ("（并列）" if result.tied else "")


def place_text(result: StationMonthResult) -> str:
    """第3名/共12个; 并列第3名/共12个; a dash where there is no rank."""
    if result.rank is None:
        return "—"
    return f"{'并列' if result.tied else ''}第{result.rank}名/共{result.peers}个"


def interval_text(result: StationMonthResult) -> str:
    """2–5: the best and the worst rank under other weights; nothing where no weights would change it."""
    found = result.robustness
    return "" if found is None or found.best == found.worst else f"{found.best}–{found.worst}"


def hides_weakness(result: StationMonthResult) -> bool:
    """Does the rank fall by two or more where no strength makes up for a weakness (geometric mean)?

    Where it rises the weaknesses are others'.
    """
    found = result.robustness
    return found is not None and result.rank is not None and found.geometric_rank - result.rank >= TELLING


def score_text(result: StationMonthResult) -> str:
    """91.5; a dash where there is no score."""
    return "—" if result.score is None else f"{result.score:.1f}"


def score_change(change: Decimal | None) -> str:
    """升 1.2, in points."""
    if change is None:
        return "无上月可比"
    return "持平" if change == 0 else f"升 {change:.1f}" if change > 0 else f"降 {-change:.1f}"


def rank_change(change: RankChange | None) -> str:
    """前进 2 名（11个中）; nothing where there is nothing to compare."""
    if change is None or change.among == 1:
        return ""
    places = change.places
    moved = "名次不变" if not places else f"前进 {-places} 名" if places < 0 else f"后退 {places} 名"
    return f"{moved}（{change.among}个中）"


def tone_of(band: Band | None, bands: tuple[Band, ...]) -> str:
    """The colour of a band's word, by its place from the top."""
    return "plain" if band is None else _TONES[min(bands.index(band), len(_TONES) - 1)]


def part_result(part: Part) -> str:
    """The points of a part, or why it does not count."""
    return _NOT_COUNTED[part.state] if part.attainment is None else decimal_text(part.attainment)


def safety_rate(safety: Safety) -> str:
    """Cases per 10,000 residents; a dash where they are not known or not written."""
    return "—" if safety.rate is None else decimal_text(safety.rate)


def safety_months(safety: Safety) -> str:
    """11个月, where a rate lacks months and so does not compare with one of the whole period; else nothing."""
    is_whole = safety.rate is None or safety.months_reported == safety.months
    return "" if is_whole else f"{safety.months_reported}个月"


def safety_note(safety: Safety) -> str:
    """What the rate was made from."""
    if not safety.months_reported or not safety.residents:
        return "还没有数据"
    residents = f"人口{safety.residents:,}"
    if safety.cases is None:
        return f"{safety.months_reported}个月中有的月份数目过小，合计不写，{residents}"
    note = f"{safety.months_reported}个月共{safety.cases}起，{residents}"
    return note + ("，基数小、波动大" if safety.is_unstable else "")
