"""Split the change of a score into exact contributions of the parts, which add up to the change.

A score is Σ w·a: each part's effective weight w times its attainment a. A part that counts in both months gives the
mean weight times the change of its attainment. A changed weight, or a part of one month only, gives the weight times
the attainment's distance from the mean of both scores, which cancels out as each month's weights add up to one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from generator.model.policy import PartId
from generator.ranking.results import Part, StationMonthResult
from generator.ranking.scoring import total_score


@dataclass(frozen=True, kw_only=True)
class Step:
    """One part in both months (None where the method lacks it), and its contribution to the change of score.

    `points` is None where one of the two months has no score. `reweighed`: its effective weight changed.
    """

    part: PartId
    before: Part | None
    now: Part | None
    points: Fraction | None
    reweighed: bool

    @property
    def effect(self) -> Fraction:
        """The absolute contribution [points]; 0 if unknown."""
        return abs(self.points or Fraction(0))


@dataclass(frozen=True, kw_only=True)
class Bridge:
    """The changed parts, the largest effect first, and the unchanged ones in the method's order.

    `change` is the change of the exact score, the sum of all points; None where one of the two months has no score.
    """

    steps: tuple[Step, ...]
    unchanged: tuple[PartId, ...]
    change: Fraction | None

    @property
    def strongest(self) -> Step | None:
        """The step that contributed most in the direction of the change; None if the score did not change."""
        if not self.change:
            return None
        sign = 1 if self.change > 0 else -1
        return max(self.steps, key=lambda step: sign * (step.points or Fraction(0)))


# The effective weight and the attainment [0–100] of each part that counts.
Weighted: TypeAlias = "dict[PartId, tuple[Fraction, Fraction]]"


def bridge(before: StationMonthResult, now: StationMonthResult) -> Bridge:
    """Compare two results of one station, over the parts of the items that are scored in either month."""
    old, new = ({part.id: part for part in one.scored_parts} for one in (before, now))
    old_counts, new_counts = _weighted(before), _weighted(now)
    points = _points(before, now, old_counts, new_counts)
    steps = [
        Step(
            part=part,
            before=old.get(part),
            now=new.get(part),
            points=points.get(part, Fraction(0)) if points is not None else None,
            reweighed=_weight(old_counts, part) != _weight(new_counts, part),
        )
        for part in new | old
    ]
    changed = [step for step in steps if step.points or _figures(step.before) != _figures(step.now)]
    return Bridge(
        steps=tuple(sorted(changed, key=lambda step: -step.effect)),
        unchanged=tuple(step.part for step in steps if step not in changed),
        change=sum(points.values(), Fraction(0)) if points is not None else None,
    )


def _figures(part: Part | None) -> object:
    return part and part.measure


def _weight(weighted: Weighted, part: PartId) -> Fraction | None:
    return weighted[part][0] if part in weighted else None


def _weighted(result: StationMonthResult) -> Weighted:
    """The weights add up to one; empty if no item has a score."""
    scored = [item for item in result.items if item.score is not None]
    whole = sum(item.rule.weight for item in scored)
    found: Weighted = {}
    for item in scored:
        counted = [(part, part.attainment) for part in item.parts if part.attainment is not None]
        own = sum(part.rule.weight for part, _ in counted)
        for part, attained in counted:
            found[part.id] = Fraction(item.rule.weight * part.rule.weight, whole * own), attained
    return found


def _points(
    before: StationMonthResult, now: StationMonthResult, old: Weighted, new: Weighted
) -> Mapping[PartId, Fraction] | None:
    first, last = total_score(before.items), total_score(now.items)
    if before.score is None or now.score is None or first is None or last is None:
        return None
    middle = (first + last) / 2
    return {part: _moved(old.get(part), new.get(part), middle) for part in new | old}


def _moved(
    old: tuple[Fraction, Fraction] | None, new: tuple[Fraction, Fraction] | None, middle: Fraction
) -> Fraction:
    if old == new:
        return Fraction(0)
    if old is None or new is None:
        gone = -old[0] * (old[1] - middle) if old is not None else Fraction(0)
        come = new[0] * (new[1] - middle) if new is not None else Fraction(0)
        return gone + come
    (weight, attained), (new_weight, new_attained) = old, new
    by_attainment = (weight + new_weight) / 2 * (new_attained - attained)
    return by_attainment + (new_weight - weight) * ((attained + new_attained) / 2 - middle)
