"""Spans of days or of house numbers, and where two of them overlap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Span(Generic[T]):
    """From `first` to `last`, both included: days or numbers. Spans with the same `claim` never clash."""

    first: Any
    last: Any
    claim: Hashable
    of: T


def day_before(later: Span[T], earlier: Span[T]) -> str:
    """Return what to write after `until`: the day before the later span, or a placeholder if both begin together."""
    is_after = later.first > earlier.first
    return str(later.first - dt.timedelta(days=1)) if is_after else "……(实际的最后一天)"


def clashes(spans: Iterable[Span[T]]) -> Iterator[tuple[Span[T], Span[T]]]:
    """Yield (later, earlier) for each span that overlaps an earlier one with another claim.

    Each span is reported at most once as the later one. Of two that begin together the second counts as later.
    """
    furthest: list[Span[T]] = []
    for span in sorted(spans, key=lambda span: span.first):
        met = next((e for e in furthest if e.claim != span.claim and span.first <= e.last), None)
        if met is not None:
            yield span, met
        furthest = _furthest_of_two_claims([*furthest, span])


def _furthest_of_two_claims(spans: list[Span[T]]) -> list[Span[T]]:
    """Return the span that ends last and the last of another claim: any later span overlaps one of them or none."""
    ordered = sorted(spans, key=lambda span: span.last, reverse=True)
    return ordered[:1] + [span for span in ordered[1:] if span.claim != ordered[0].claim][:1]
