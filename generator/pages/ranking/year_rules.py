"""A year's lists by rule: candidates for commendation, what the others lack, follow-ups; and what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator.model.policy import YearRules
from generator.model.year_review import OutcomeKind, StationOutcome, YearReview
from generator.pages.links import Link, area_link, station_link
from generator.pages.ranking.words import RankingNames, score_text
from generator.ranking.results import Item, StationMonthResult
from generator.ranking.year import YearRanking
from generator.ranking.year_end import Condition, StationYearEnd
from generator.wording import ClauseLink, clause_link, decimal_text, long_day


@dataclass(frozen=True, kw_only=True)
class ConditionCell:
    """One condition at one station: whether it is met, in a word, and the figure that decides."""

    title: str
    is_met: bool
    word: str
    figure: str
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class StationConditions:
    """One station with all conditions, in the order of the titles."""

    link: Link
    cells: tuple[ConditionCell, ...]


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """One station that is to be followed up, why, and what was decided of it if anything."""

    link: Link
    reasons: tuple[str, ...]
    decided: str | None


@dataclass(frozen=True, kw_only=True)
class YearRuleLists:
    """The conditions in words, who meets all, who does not, and who is to be followed up."""

    conditions: tuple[str, ...]
    titles: tuple[str, ...]
    candidates: tuple[StationConditions, ...]
    others: tuple[StationConditions, ...]
    follow_up_rules: tuple[str, ...]
    follow_ups: tuple[FollowUp, ...]


@dataclass(frozen=True, kw_only=True)
class OutcomeLine:
    """One decision and the stations it is about, each with how that is not what the rule gives, else None."""

    outcome: str
    document: str
    decided_on: str
    clause: ClauseLink
    stations: tuple[tuple[Link, str | None], ...]


_TITLES: Final = {
    Condition.SCORE: "合计得分",
    Condition.ITEMS: "最低的一项",
    Condition.MONTHS: "正式月份",
    Condition.PROJECT: "示范项目",
}


def rule_lists(
    names: RankingNames,
    ranking: YearRanking,
    ends: Mapping[str, StationYearEnd],
    projects: Mapping[str, tuple[str, ...]],
    decided: Mapping[str, str],
) -> YearRuleLists:
    """Both lists of the year, each in the ranking's order; `decided` says what came of it, by station."""
    rules = ranking.policy.year
    lines = {
        result.station: StationConditions(
            link=station_link(result.station, names.stations[result.station]),
            cells=tuple(_cells(names, ranking, result, ends[result.station], projects)),
        )
        for result in ranking.results
    }
    return YearRuleLists(
        conditions=_conditions(rules),
        titles=tuple(_TITLES.values()),
        candidates=tuple(line for id_, line in lines.items() if ends[id_].is_candidate),
        others=tuple(line for id_, line in lines.items() if not ends[id_].is_candidate),
        follow_up_rules=_follow_up_rules(rules),
        follow_ups=tuple(
            _follow_up(names, ranking, result, ends[result.station], decided.get(result.station))
            for result in ranking.results
            if ends[result.station].is_followed_up
        ),
    )


def _conditions(rules: YearRules) -> tuple[str, ...]:
    return (
        f"合计得分不低于 {rules.commend_at_least.value} 分",
        f"计分的每一项都不低于 {rules.no_item_below.value} 分",
        f"至少 {rules.final_months.value} 个月报全、计了分，而且已经转为正式",
        "所辖社区至少有一个示范项目通过考核，到年底还在有效期内",
    )


def _follow_up_rules(rules: YearRules) -> tuple[str, ...]:
    return (
        f"合计得分低于 {rules.follow_up_below.value} 分",
        f"计分的任何一项低于 {rules.follow_up_item_below.value} 分",
        f"没有报全的月份超过 {rules.missing_at_most.value} 个",
    )


def _cells(
    names: RankingNames,
    ranking: YearRanking,
    result: StationMonthResult,
    end: StationYearEnd,
    projects: Mapping[str, tuple[str, ...]],
) -> list[ConditionCell]:
    passed = projects.get(result.station, ())
    lowest = _lowest(result)
    figures = {
        Condition.SCORE: "没有得分" if result.score is None else score_text(result),
        Condition.ITEMS: "没有得分" if lowest is None else f"{lowest.id.label} {_score(lowest)}",
        Condition.MONTHS: f"{ranking.stations[result.station].final} 个月",
        Condition.PROJECT: "" if passed else "没有",
    }
    return [
        ConditionCell(
            title=_TITLES[condition],
            is_met=is_met,
            word="达到" if is_met else "没达到",
            figure=figures[condition],
            links=tuple(area_link(area, names.areas[area]) for area in passed)
            if condition is Condition.PROJECT
            else (),
        )
        for condition, is_met in end.conditions.items()
    ]


def _lowest(result: StationMonthResult) -> Item | None:
    scored = [item for item in result.items if item.score is not None]
    return min(scored, key=lambda item: item.score or 0) if scored and result.score is not None else None


def _score(item: Item) -> str:
    return decimal_text(item.score if item.score is not None else Decimal(0))


def _follow_up(
    names: RankingNames,
    ranking: YearRanking,
    result: StationMonthResult,
    end: StationYearEnd,
    decided: str | None,
) -> FollowUp:
    rules = ranking.policy.year
    low = [item for item in result.items if item.id in end.low_items]
    reasons = (
        [f"合计 {score_text(result)} 分，低于 {rules.follow_up_below.value} 分"] if end.low_score else []
    )
    reasons += [
        f"“{item.id.label}” {_score(item)} 分，低于 {rules.follow_up_item_below.value} 分" for item in low
    ]
    if end.lacking is not None:
        owed = ranking.stations[result.station].owed
        reasons.append(f"{owed} 个月里有 {end.lacking} 个月没有报全")
    return FollowUp(
        link=station_link(result.station, names.stations[result.station]),
        reasons=tuple(reasons),
        decided=decided,
    )


def outcome_lines(
    names: RankingNames, ends: Mapping[str, StationYearEnd], review: YearReview | None
) -> tuple[OutcomeLine, ...]:
    """One for each kind of outcome and document, commendations first; stations in the review's order."""
    order = list(OutcomeKind)
    decisions: dict[tuple[int, dt.date, str, str], list[StationOutcome]] = {}
    for own in review.outcomes if review is not None else ():
        key = order.index(own.outcome), own.decided_on, own.document, own.clause
        decisions.setdefault(key, []).append(own)
    return tuple(
        OutcomeLine(
            outcome=order[kind].label,
            document=document,
            decided_on=long_day(day),
            clause=clause_link(clause),
            stations=tuple(
                (
                    station_link(own.station, names.stations[own.station]),
                    _difference(own.outcome, ends.get(own.station)),
                )
                for own in decisions[kind, day, document, clause]
            ),
        )
        for kind, day, document, clause in sorted(decisions)
    )


def _difference(outcome: OutcomeKind, end: StationYearEnd | None) -> str | None:
    """A decision may rest on more than the rule; the reader is told."""
    if outcome is OutcomeKind.COMMENDED:
        is_by_rule = end is not None and end.is_candidate
        return None if is_by_rule else "按现在公布的数字，没有达到表彰的全部条件"
    is_by_rule = end is not None and end.is_followed_up
    return None if is_by_rule else "按现在公布的数字，不在要跟进的之列"
