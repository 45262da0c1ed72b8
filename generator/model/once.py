"""Lists in which a value may stand once only: the second is shown where it stands, by its name."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.values import Keys, contradiction


def require_each_once(what: str, entries: Iterable[tuple[Keys, object]]) -> None:
    """Raises a `contradiction` at the second of two equal values; each comes with the keys that lead to it."""
    seen: set[object] = set()
    for keys, value in entries:
        if value in seen:
            raise contradiction(
                f"{what} {value} 写了两次", f"如果是另一项,请改{what};内容完全一样的,才删去多写的一条。", keys
            )
        seen.add(value)
