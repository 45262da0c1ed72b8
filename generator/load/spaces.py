"""Spaces that only look like spaces where YAML needs real ones: full-width ones of a Chinese keyboard, no-break ones.

Some of them make no YAML, others quietly a key or a text of another name; so they are looked for before it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.problems import Place, Problem

_NAMES: Final = {"\u3000": "全角空格", "\u00a0": "不换行空格(从网页或文档复制来的)"}
_FALSE: Final = "".join(_NAMES)
_KEY: Final = r"[A-Za-z_][A-Za-z0-9_]*|[0-9]{4}-W[0-9]{2}"
# Before a key, before or after an item's dash, after a key's colon.
_MISUSED: Final = re.compile(
    rf"[ ]*(?:(?P<indent>[{_FALSE}])[ {_FALSE}]*(?:- +)?(?:(?:{_KEY}):(?:[ {_FALSE}]|$)|-[ {_FALSE}])"
    rf"|-[ ]*(?P<dash>[{_FALSE}])|(?:- +)?(?:{_KEY}):[ ]*(?P<colon>[{_FALSE}]))"
)
_BLOCK: Final = re.compile(r"[ ]*(?:- +)*(?:[^\s#][^:]*: +|- +)[|>][-+0-9]*\s*(?:#.*)?")


def space_problems(path: str, text: str) -> Iterator[Problem]:
    """An E104 for each line on which one stands in such a place; within a block of text it may."""
    if not any(space in text for space in _NAMES):
        return
    block: int | None = None
    for number, line in enumerate(text.splitlines(), 1):
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (not line.strip() or indent > block):
            continue
        block = indent if _BLOCK.fullmatch(line) else None
        if found := _MISUSED.match(line):
            at = next(start for name in ("indent", "dash", "colon") if (start := found.start(name)) >= 0)
            yield Problem(
                code="E104",
                place=Place(path=path, line=number, column=at + 1),
                message=f"这里用了{_NAMES[line[at]]}。",
                hint="请删去后改用半角空格:缩进、“- ”和冒号后面都只用半角空格。",
            )
