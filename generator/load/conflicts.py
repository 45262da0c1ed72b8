"""What git leaves in a file where two people changed one place: both versions, between lines of signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.problems import Place, Problem

_MARK: Final = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)", re.MULTILINE)


def conflict_problems(path: str, text: str) -> Iterator[Problem]:
    """An E113 for each conflict, at its first line."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    lines = [(text.count("\n", 0, mark.start()) + 1, mark[0][0]) for mark in _MARK.finditer(text)]
    firsts = [line for line, sign in lines if sign == "<"] or [line for line, _ in lines[:1]]
    for first, end in zip(firsts, [*firsts[1:], None], strict=True):
        marks = [str(line) for line, _ in lines if line >= first and (end is None or line < end)]
        yield Problem(
            code="E113",
            place=Place(path=path, line=first),
            message=f"第 {marks[0]} 行到第 {marks[-1]} 行是合并冲突:同一处有两个版本。",
            hint="请把两个版本合成正确的一份(两人各加的都要留),"
            f"再删去标记所在的第 {'、'.join(marks)} 行(<<<<<<<、=======、>>>>>>>)。",
        )
