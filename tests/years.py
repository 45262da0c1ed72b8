"""Published months for tests of years, given as attained and due counts by part.

The method has two scored items, officers (on_site) and services (services_offered, answered_on_time, half each),
and safety (case_rate), which is only shown.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from generator.facts.measure import Measure
from generator.model.months import first_day, next_month
from generator.model.policy import PartId, Policy
from generator.model.release import ReleaseStatus, Revision
from generator.model.station import StationKind
from generator.ranking.frozen import cell_text
from generator.ranking.order import rank_group
from generator.ranking.published import PublishedMonth, PublishedRevision
from generator.ranking.results import MonthRanking, StationMonthResult
from generator.ranking.safety import safety_of
from generator.ranking.scoring import items_of, result_of
from generator.ranking.year import YearRanking
from tests.bureaus import indicator, policy, ranking_rules, year_rules

Part: TypeAlias = "tuple[int, int] | Measure"
MISSING = Measure(attained=0, due=1, missing=("gulou-a",))
WITHHELD = Measure(attained=0, due=0, withheld=True)


def few(attained: int, due: int) -> Measure:
    """A measure with too few events to count."""
    return Measure(attained=attained, due=due, few=True)


def year_policy(services: Mapping[str, int] | None = None, **changes: Any) -> Policy:
    """The method described above, from 2024 on; `services` gives that item's parts and their weights."""
    rules = ranking_rules().model_copy(
        update={
            "indicators": (
                indicator("officers", {"on_site": 1}, 20),
                indicator("services", services or {"services_offered": 50, "answered_on_time": 50}, 20),
                indicator("safety", {"case_rate": 1}, 0),
            )
        }
    )
    fields: dict[str, Any] = {"version": "2024-1", "since": "2024-01-01", "ranking": rules}
    return policy(**(fields | {"year": year_rules()} | changes))


@functools.cache
def _usual() -> Policy:
    return year_policy()


def month_of(
    month: str,
    stations: Mapping[str, Mapping[str, Part]],
    *,
    final: bool = True,
    number: int = 1,
    rules: Policy | None = None,
    kinds: Mapping[str, StationKind] | None = None,
    before: PublishedMonth | None = None,
) -> PublishedMonth:
    """A month published on the tenth of the next month; parts that are not given had nothing due.

    A station without on_site has no community and therefore no score. Changes of rank are relative to `before`.
    """
    method = rules or _usual()
    groups: dict[StationKind, list[StationMonthResult]] = {kind: [] for kind in StationKind}
    for station, parts in stations.items():
        groups[(kinds or {}).get(station, StationKind.URBAN)].append(_result(station, parts, method))
    ranking = MonthRanking(
        month=month,
        groups=tuple(
            rank_group(kind, own, method, before.ranking if before else None)
            for kind, own in groups.items()
            if own
        ),
        reported=len(stations),
        stations=len(stations),
    )
    published = first_day(next_month(month)).replace(day=10)
    revisions = tuple(
        PublishedRevision(
            revision=_revision(method, at, published + dt.timedelta(days=at - 1)),
            policy=method,
            ranking=ranking,
        )
        for at in range(1, number + 1)
    )
    return PublishedMonth(
        month=month,
        revisions=revisions,
        final_on=first_day(next_month(next_month(month))).replace(day=10) if final else None,
    )


def _revision(method: Policy, number: int, published_on: dt.date) -> Revision:
    return Revision(
        number=number,
        status=ReleaseStatus.PROVISIONAL,
        published_on=published_on,
        published_at=dt.time(9, 30),
        policy=method.version,
        inputs="0" * 64,
        reason="改正" if number > 1 else None,
        parts=method.ranking.parts,
        rows=(),
    )


def _result(station: str, parts: Mapping[str, Part], method: Policy) -> StationMonthResult:
    measures = {part: Measure(attained=0, due=0) for part in method.ranking.parts}
    for part in measures:
        if (said := parts.get(part.value)) is not None:
            measures[part] = said if isinstance(said, Measure) else Measure(attained=said[0], due=said[1])
    items = items_of(method.ranking, measures)
    lacks = any(measure.missing for item in items if item.rule.scored for measure in item.measures)
    cases = measures.get(PartId.CASE_RATE, Measure(attained=0, due=0))
    shown = safety_of(cases.attained, cases.due, 12, method.standards)
    why = ("没有所辖社区",) if "on_site" not in parts else ("缺数",) if lacks else ()
    return result_of(station, items, shown, why, method.ranking)


def shares(ranking: YearRanking, station: str) -> dict[str, str]:
    """A station's sums by part, in the notation of a release; x where nothing was reported."""
    result = ranking.result(station)
    assert result is not None
    return {
        part.id.value: "x" if part.missing else cell_text(part.measure)
        for item in result.items
        for part in item.parts
    }


def scores(ranking: YearRanking) -> dict[str, str | None]:
    """Every station's score, None where it has none."""
    return {own.station: None if own.score is None else f"{own.score}" for own in ranking.results}


def twelve(parts: Mapping[str, Part], year: str = "2025", final: int = 12) -> Sequence[PublishedMonth]:
    """Twelve months with the same parts for gulou, the first `final` of them final."""
    return [
        month_of(f"{year}-{number:02d}", {"gulou": parts}, final=number <= final) for number in range(1, 13)
    ]
