"""Duplicates within a record, each reported at its second occurrence."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from generator.model.spelling import Contradictions, Keys, contradiction


def duplicates(what: str, record: object, *path: str) -> Contradictions:
    """A contradiction at each value that equals an earlier one; `path` leads to them through lists."""
    seen = set()
    for keys, value in values_at(record, *path):
        if value in seen:
            found = f"{what} {value} 写了两次"
            yield contradiction(found, f"如果是另一项,请改{what};内容完全一样的,才删去多写的一条。", keys)
        seen.add(value)


def values_at(value: Any, *path: str, keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Each value at the end of `path`, through every list on the way, with its keys; none where the way ends early."""
    if isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from values_at(one, *path, keys=(*keys, at))
    elif path and value is not None:
        yield from values_at(getattr(value, path[0]), *path[1:], keys=(*keys, path[0]))
    elif not path:
        yield keys, value


def same_days(field: str, days: Iterable[dt.date]) -> Contradictions:
    """A contradiction for each day that occurs twice."""
    for day, following in itertools.pairwise(sorted(days)):
        if day == following:
            yield contradiction(f"{field}里 {day} 写了两次", "请每个日期只写一条。")


def written_twice(what: str, values: Iterable[object], mend: str = "请每项只写一次。") -> Contradictions:
    """One contradiction, without a place, if any value occurs twice."""
    listed = list(values)
    if len(set(listed)) != len(listed):
        yield contradiction(f"{what}写了两次", mend)
