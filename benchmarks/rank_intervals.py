"""Back-test the rank ranges on the published months: how often they held the next month's rank, and how wide they are.

`python -m benchmarks.rank_intervals` fits the margin on the first twelve months (the smallest tenth whose ranges held
the next month's rank in 92 % of cases: 90 and about one standard error), tests it on the months after them, and shows
how far the parts of a score vary from month to month beside what chance would do.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

from generator.build import read_bureau
from generator.model.policy import PartId
from generator.model.station import StationKind
from generator.ranking.back_test import back_test, pairs_of_groups, stations_in_both
from generator.ranking.chance import STANDING, UNIT, predictive
from generator.ranking.order import rank_changes
from generator.ranking.published import published_months
from generator.ranking.results import MonthRanking
from generator.ranking.robustness import MARGIN, robustness

AS_OF: Final = dt.date(2026, 11, 24)
FITTED: Final = 12
WANTED: Final = 92
MARGINS: Final = range(16)


def _with_margin(ranking: MonthRanking, margin: int) -> MonthRanking:
    groups = []
    for group in ranking.groups:
        found = robustness(group.ranked, margin) if group.ranked else {}
        ranked = (dataclasses.replace(one, robustness=found[one.station]) for one in group.ranked)
        groups.append(dataclasses.replace(group, ranked=tuple(ranked)))
    return dataclasses.replace(ranking, groups=tuple(groups))


def _of_kind(ranking: MonthRanking, kind: StationKind) -> MonthRanking:
    return dataclasses.replace(ranking, groups=tuple(group for group in ranking.groups if group.kind is kind))


def _line(rankings: Sequence[MonthRanking]) -> tuple[Fraction, str]:
    """Ranks as printed; then among the stations ranked in both months, where nobody else's absence moves a rank."""
    printed = back_test(rankings)
    among = [
        change
        for before, now in pairs_of_groups(rankings)
        for change in rank_changes(before.ranked, now.ranked).values()
    ]
    share = Fraction(100 * printed.held, printed.cases)
    stayed = sum(not change.is_clear for change in among)
    wide = printed.places / printed.cases
    return share, f"{float(share):7.1f} {100 * stayed / len(among):7.1f} {wide:6.2f} {printed.cases:6d}"


def _variation(rankings: Sequence[MonthRanking]) -> Iterator[str]:
    """The mean square of the change of each part's share, beside the variance that chance alone would give."""
    found: dict[PartId, list[tuple[float, float]]] = defaultdict(list)
    for pair in pairs_of_groups(rankings):
        for before, now in stations_in_both(*pair):
            later = {part.id: part for part in now.scored_parts}
            for part in before.scored_parts:
                own, its = part.attainment, later[part.id].attainment if part.id in later else None
                if own is not None and its is not None:
                    found[part.id].append((float(its - own) ** 2, predictive(part.measure) / UNIT))
    for part_id, pairs in found.items():
        changes, chance = map(sum, zip(*pairs, strict=True))
        yield f"{changes / chance:6.2f}  {'(standing) ' if part_id in STANDING else ''}{part_id}"


def main() -> None:
    """Print the margin that the first months fit, the test of it, and the variation of the parts."""
    bureau = read_bureau(Path(__file__).parent.parent, AS_OF).public
    published = [month.ranking for month in published_months(bureau).values()]
    print("margin  | first 12 months: printed, in both, places, cases | months after: the same")
    fitted = None
    for margin in MARGINS:
        rankings = [_with_margin(ranking, margin) for ranking in published]
        share, first = _line(rankings[:FITTED])
        # The last of the first months is tested by the first of the others.
        _, later = _line(rankings[FITTED - 1 :])
        fitted = margin if fitted is None and share >= WANTED else fitted
        print(f"{margin / 10:6.1f}  | {first} | {later}{'  <- fitted' if fitted == margin else ''}")
    print(f"all months, margin {MARGIN / 10}: {_line(published)[1]}")
    for kind in StationKind:
        own = [_of_kind(ranking, kind) for ranking in published[FITTED - 1 :]]
        print(f"{kind} alone, months after: {_line(own)[1]}")
    print("\nvariation from month to month / of chance alone, first 12 months:")
    print("\n".join(_variation(published[:FITTED])))
    sys.exit(fitted != MARGIN)


if __name__ == "__main__":
    main()
