"""A key that stands twice in one mapping: often a second officer without a dash, so nobody is told to delete it.

What to do depends on where the mapping stands and what the two values are; followed to the letter, no hint loses one.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from pydantic import BaseModel

from generator.load.document import Marks, Refused, Repeated, read_document
from generator.load.fields import is_list, title
from generator.problems import Place, Problem, shown


@dataclass(frozen=True, kw_only=True)
class _Twice:
    """The repeated key: on which line and in which column it stands first and again; every key of before."""

    found: Repeated
    first: tuple[int, int]
    again: tuple[int, int]
    begins: tuple[int, int]
    lines: list[str]

    @property
    def key(self) -> str:
        return self.found.entries[0].key

    @property
    def begins_an_item(self) -> bool:
        """Does what follows look like another item: from the first key again, or several keys again?"""
        before = self.found.before
        again = [entry for entry in self.found.entries if entry.key in before]
        is_same = len(again) == 1 and before[self.key] == self.found.entries[0].value
        return not is_same and (len(again) > 1 or self.key == next(iter(before)))


def repeated_problem(path: str, text: str, model: type[BaseModel], found: Repeated) -> Problem:
    """The E108 at the second of the two keys."""
    marks = Marks()
    with suppress(Refused):
        read_document(path, text, marks)
    entry = found.entries[0]
    twice = _Twice(
        found=found,
        first=marks.keys[*found.keys, entry.key],
        again=(entry.line, entry.column),
        begins=marks.keys[*found.keys, next(iter(found.before))],
        lines=text.splitlines(),
    )
    return Problem(
        code="E108",
        place=Place(path=path, line=entry.line, column=entry.column),
        message=f"键“{shown(entry.key)}”在同一处写了两次(上一次在第 {twice.first[0]} 行)。",
        hint=_new_item(twice, model) or _one_of_two(twice),
    )


def _new_item(twice: _Twice, model: type[BaseModel]) -> str | None:
    keys = twice.found.keys
    if not twice.begins_an_item:
        return None
    if not keys and all(twice.found.before.get(entry.key) == entry.value for entry in twice.found.entries):
        return f"从这里起与上面的内容相同,写了两遍:请删去第 {twice.again[0]} 行到末尾。"
    if not keys:
        return f"从这里起像是另一条记录:一个文件只写一条,请把第 {twice.again[0]} 行起移到它自己的文件。"
    if isinstance(keys[-1], int):
        return _in_braces(twice) if twice.found.in_braces else _with_dash(twice)
    if is_list(model, keys):
        rows = f"第 {twice.begins[0]} 行和第 {twice.again[0]} 行"
        return f"{title(model, keys)}是列表:请在{rows}的键前各加“- ”,每一项其余的行再多缩进两格。"
    return None


def _with_dash(twice: _Twice) -> str:
    """The very line, with its key where it was, so that the lines below it still fit."""
    begins, column = twice.begins
    line, again = twice.again
    dash = max(twice.lines[begins - 1].rfind("-", 0, column - 1), 0)
    written = f"{' ' * dash}-{' ' * (again - dash - 2)}{twice.lines[line - 1][again - 1 :]}"
    return (
        f"从这里起像是另一项,前面少了“- ”:请把第 {line} 行写成“{shown(written, 200)}”,其余的行不动。"
        "真是重复写了一遍的,才删去多写的行。"
    )


def _in_braces(twice: _Twice) -> str:
    return f"从这里起像是另一项:请在这个“{shown(twice.key)}”前面把上一项结束,写成 {{……}}, {{{shown(twice.key)}: ……}}。"


def _one_of_two(twice: _Twice) -> str:
    """What is the same may go; what differs is looked at first, and lists are put together."""
    entry, old = twice.found.entries[0], twice.found.before[twice.key]
    line, first = entry.line, twice.first[0]
    if old == entry.value:
        return f"两处内容相同:请删去第 {line} 行起的这一处。"
    if isinstance(old, str) and isinstance(entry.value, str):
        return (
            f"第 {first} 行写的是“{shown(old)}”,这里是“{shown(entry.value)}”:请核对,留下正确的一处。"
            "都要留的,换用各自的键或分成两项。"
        )
    return (
        f"两处内容不同,不要直接删:请把第 {line} 行“{shown(entry.key)}”下面的内容移到第 {first} 行的下面,"
        f"再删去空出来的第 {line} 行。"
    )
