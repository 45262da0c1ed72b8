"""How a formula is written: symbols with an index, what a part consists of, texts with the numbers of a policy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from generator.model.policy import Policy

_TOKEN: Final = re.compile(
    r"(?P<symbol>[A-Za-zΣ])(?:_(?P<index>[a-z]+))?(?![A-Za-z])|(?P<text>min|max|[^A-Za-zΣ]+)"
)


@dataclass(frozen=True, kw_only=True)
class Token:
    """A piece of a formula: a symbol with its index, or text."""

    symbol: str | None
    index: str | None
    text: str | None


def tokens_of(formula: str) -> tuple[Token, ...]:
    """Split a formula."""
    return tuple(
        Token(symbol=found["symbol"], index=found["index"], text=found["text"])
        for found in _TOKEN.finditer(formula)
    )


def filled(text: str, policy: Policy) -> str:
    """The text with the policy's numbers."""
    sets = {**dict(policy.standards), **dict(policy.year)}
    return text.format_map({name: one.value if one is not None else "—" for name, one in sets.items()})


@dataclass(frozen=True, kw_only=True)
class Formula:
    """One part: `terms` are symbols with what they count, `absent` what a missing value does, `idle` when z applies."""

    attained: str
    due: str
    terms: tuple[tuple[str, str], ...]
    absent: str
    idle: str


COMMUNITY: Final = (
    "c",
    "派出所的每一个社区：整个月都在的才算（设立后的第一个整月起，撤销前的最后一个整月止）",
)
NUMBER: Final = ("N", "这样的社区有几个")
NO_COMMUNITY: Final = "派出所一个社区也没有的月份，那时没有总分"


def each(symbol: str, what: str, absent: str) -> Formula:
    """A part for which each community counts 1 or 0."""
    return Formula(
        attained=f"Σ_c {symbol}_c",
        due="N",
        terms=(COMMUNITY, (f"{symbol}_c", what), NUMBER),
        absent=absent,
        idle=NO_COMMUNITY,
    )


def up_to(symbol: str, limit: str, whats: tuple[str, str], absent: str) -> Formula:
    """A part for which each community counts what it has, up to a limit."""
    terms = (COMMUNITY, (f"{symbol}_c", whats[0]), (limit, whats[1]), NUMBER)
    return Formula(
        attained=f"Σ_c min({symbol}_c, {limit})",
        due=f"N × {limit}",
        terms=terms,
        absent=absent,
        idle=NO_COMMUNITY,
    )
