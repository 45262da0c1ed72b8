"""What git leaves in a file where two people changed one place: both versions, between lines of signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.problems import Place, Problem

_MARK: Final = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: |$)")
# Nobody reads more about one file.
_MOST: Final = 20


def conflict_problems(path: str, text: str) -> Iterator[Problem]:
    """An E113 for each conflict, at its first line."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    conflicts: list[list[int]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if mark := _MARK.match(line):
            if mark[1][0] == "<" or not conflicts:
                conflicts.append([])
            conflicts[-1].append(number)
    for numbers in conflicts[:_MOST]:
        lines = "、".join(map(str, numbers[:_MOST]))
        first, last = numbers[0], numbers[-1]
        yield Problem(
            code="E113",
            place=Place(path=path, line=numbers[0]),
            message=f"第 {first} 行到第 {last} 行是合并冲突:同一处有两个版本。"
            if last > first
            else f"第 {first} 行是合并冲突留下的标记。",
            hint=f"请核对它前后的内容,再删去第 {first} 行。"
            if last == first
            else "请把两个版本合成正确的一份(两人各加的都要留),"
            f"再删去标记所在的第 {lines} 行(<<<<<<<、=======、>>>>>>>)。",
        )
