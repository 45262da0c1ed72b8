"""Where each value of a file begins and ends, so that a command can change one and leave every other character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from generator.load.document import Keys


@dataclass(frozen=True, kw_only=True)
class Extent:
    """Offsets in the text: of the value, and of the key or dash before it.

    `indent` is the column of a table's first key or a list's first dash; `in_line`: a table or list in brackets.
    """

    entry: int
    start: int
    end: int
    indent: int
    in_line: bool


def extents_of(text: str) -> dict[Keys, Extent]:
    """The extent of every value by the keys that lead to it; the file must be one that could be read."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert root is not None
    return dict(_extents(root, (), 0))


def _extents(node: yaml.Node, keys: Keys, entry: int) -> Iterator[tuple[Keys, Extent]]:
    start = node.start_mark
    yield (
        keys,
        Extent(
            entry=entry,
            start=start.index,
            end=_end(node),
            indent=start.column,
            in_line=isinstance(node, yaml.CollectionNode) and bool(node.flow_style),
        ),
    )
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _extents(value, (*keys, key.value), key.start_mark.index)
    elif isinstance(node, yaml.SequenceNode):
        for at, item in enumerate(node.value):
            yield from _extents(item, (*keys, at), item.start_mark.index)


def _end(node: yaml.Node) -> int:
    """The end of its last scalar or bracket: the parser's own end of a block lies behind comments that follow it."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)
