"""Report a duplicate list item at its second occurrence."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.spelling import Keys, contradiction


def require_each_once(what: str, entries: Iterable[tuple[Keys, object]]) -> None:
    """Raise a `contradiction` at the second of two equal values; `entries` pairs each value with its keys."""
    seen: set[object] = set()
    for keys, value in entries:
        if value in seen:
            raise contradiction(
                f"{what} {value} 写了两次", f"如果是另一项,请改{what};内容完全一样的,才删去多写的一条。", keys
            )
        seen.add(value)
