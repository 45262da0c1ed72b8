"""How ranks, or bands without ranks, are read on the page of the method, and how far a rank can be relied on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Final

from generator.model.policy import Policy
from generator.pages.page import View
from generator.ranking.back_test import BackTest, back_test
from generator.ranking.form import has_ranks
from generator.ranking.results import MonthRanking
from generator.ranking.robustness import MARGIN
from generator.wording import decimal_text, number

# The months whose ranges are tested apart: the margin was fitted to the months before them.
_LATEST: Final = 12


@dataclass(frozen=True, kw_only=True)
class MethodJump:
    """Links to the parts of the page; without ranks there is nothing on them."""

    template: ClassVar[str] = "method_jump.html"
    has_ranks: bool


@dataclass(frozen=True, kw_only=True)
class MethodLegend:
    """How ranks or bands are read; groups with fewer than `peers` stations are not ranked."""

    template: ClassVar[str] = "method_legend.html"
    has_ranks: bool
    peers: str


@dataclass(frozen=True, kw_only=True)
class MethodRange:
    """How far a rank can be relied on, with the result of the back-test."""

    template: ClassVar[str] = "method_range.html"
    has_ranks: bool
    margin: str
    held: str


def reading_blocks(policy: Policy, rankings: Sequence[MonthRanking]) -> Mapping[str, View]:
    """The blocks of the page that differ with the form."""
    is_ranked, peers = has_ranks(policy, by=policy), policy.standards.peer_minimum.value
    margin = decimal_text(Fraction(MARGIN, 10))
    return {
        "jump": MethodJump(has_ranks=is_ranked),
        "legend": MethodLegend(has_ranks=is_ranked, peers=number(peers)),
        "range": MethodRange(has_ranks=is_ranked, margin=margin, held=_held(rankings)),
    }


def _held(rankings: Sequence[MonthRanking]) -> str:
    """How often the published ranges held the next month's rank, in all months and in the latest twelve, in Chinese."""
    found, latest = back_test(rankings), back_test(rankings[-_LATEST - 1 :])
    if not found.cases:
        return "公布满两个月以后，这里写明范围准不准。"
    wide = decimal_text(Fraction(found.places, found.cases))
    said = f"{len(rankings)} 个月里比了 {_cases(found)}，平均一个范围有 {wide} 个名次"
    return said + (f"；其中最近 {_LATEST} 个月 {_cases(latest)}。" if latest.cases < found.cases else "。")


def _cases(found: BackTest) -> str:
    """579 次，529 次落在范围里（91.4%）."""
    share = decimal_text(Fraction(100 * found.held, found.cases))
    return f"{found.cases} 次，{found.held} 次落在范围里（{share}%）"
