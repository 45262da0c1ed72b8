"""Characters in a value or key that no page may show: each value once, at the character, with the text to write."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from generator.load.document import Marks, ParsedDocument, read_document
from generator.problems import Place, Problem, shown, visible
from generator.text.characters import Fault, Strange, mended, strange_in
from generator.text.mojibake import garbled

_CODES: Final = {Fault.FORM: "E115", Fault.GARBLED: "E116"}
_UNKNOWN: Final = {
    Fault.PRIVATE: "请改成字典里有的字(有 Unicode 正式编码的),不用造字程序造的字。",
    Fault.UNKNOWN: "请照原件重新输入这个字。",
    Fault.FORM: "这是字典的部首,不是字:请照原件重新输入。",
    Fault.LOST: "请照原件重新输入这个字。",
    Fault.GARBLED: "原来的字已经丢失,请照原件重新输入。",
}
_SHORT: Final = 40
_LONGEST: Final = 1000
# Nobody reads more about one file.
_READABLE: Final = 100
_MOST: Final = 5


def strange_problems(path: str, text: str, document: ParsedDocument) -> list[Problem]:
    """E114 (not drawn, private, unknown), E115 (another form of a character), E116 (garbled)."""
    if not strange_in("\n".join(document.scalars), 1):
        return []
    marks = Marks()
    read_document(path, text, marks)
    lines = text.splitlines(keepends=True)
    faulty = (
        _problem(path, lines, document.scalars, marks, at, found)
        for at, scalar in enumerate(document.scalars)
        if (found := strange_in(scalar, _MOST))
    )
    return list(islice(faulty, _READABLE))


def garbled_problems(path: str, text: str) -> list[Problem]:
    """The first garbled stretch of a text that is no YAML either: often the whole file was saved so."""
    found = garbled(text)
    if found is None:
        return []
    line = text.count("\n", 0, found[0]) + 1
    return [
        Problem(
            code="E116",
            place=Place(path=path, line=line, column=found[0] - text.rfind("\n", 0, found[0])),
            message=f"“{shown(found[1], 12)}”是乱码。",
            hint="整个文件都是乱码的,不要在上面改,请从备份恢复;只有这一处的,请照原件重新输入。",
        )
    ]


def _problem(
    path: str, lines: list[str], scalars: Sequence[str], marks: Marks, at: int, found: Sequence[Strange]
) -> Problem:
    first = found[0]
    said = "、".join(dict.fromkeys(map(_named, found)))
    return Problem(
        code=_CODES.get(first.fault, "E114"),
        place=_place(path, lines, marks, at, first),
        message=f"“{shown(scalars[at])}”里有{first.fault}:{said}。",
        hint=_hint(scalars[at], found),
    )


def _named(one: Strange) -> str:
    if one.fault is Fault.GARBLED:
        return f"“{shown(one.found, 12)}”"
    drawn = "" if one.fault is not Fault.FORM else f"{one.found} "
    return f"{drawn}U+{ord(one.found):04X}"


def _hint(scalar: str, found: Sequence[Strange]) -> str:
    right = mended(scalar) if len(scalar) <= _LONGEST else None
    if right is not None and len(right) <= _SHORT:
        return f"请写成“{visible(right.strip())}”。" if right.strip() else "请删去。"
    lost = next((one for one in found if one.right is None), None)
    if lost is not None:
        return _UNKNOWN[lost.fault]
    changes = [
        f"把 {_named(one)} 改成“{shown(one.right)}”" if one.right else f"删去 {_named(one)}" for one in found
    ]
    return f"请{'、'.join(dict.fromkeys(changes))}。"


def _place(path: str, lines: list[str], marks: Marks, at: int, first: Strange) -> Place:
    """Where the character itself stands; the value's beginning where it is written as an escape."""
    line, column = marks.scalars[at]
    last = marks.scalars[at + 1][0] if at + 1 < len(marks.scalars) else len(lines)
    for number in range(line, last + 1):
        start = column - 1 if number == line else 0
        if (found := lines[number - 1].find(first.found, start)) >= 0:
            return Place(path=path, line=number, column=found + 1)
    return Place(path=path, line=line, column=column)
