"""How a formula is written: symbols with an index, and texts with the numbers of a policy."""

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
