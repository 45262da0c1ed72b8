"""Find faults in a file's text, whatever its kind: merge conflicts, false spaces, lost text, strange characters.

Conflicts and spaces are found before YAML is parsed, strange characters and lost text in what was parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from generator.load.document import Marks, ParsedDocument, marks_of
from generator.load.records import Loaded
from generator.load.syntax import KEY
from generator.memo import remembered
from generator.problems import Place, Problem, shown, visible
from generator.text.characters import Fault, Strange, mended, strange_in
from generator.text.mojibake import garbled

# Limits of what is reported about one file, or about one value.
_MOST_LINES: Final = 20
_MOST_VALUES: Final = 100
_MOST_CHARACTERS: Final = 5

# Lines that git puts around two versions of one place.
_CONFLICT: Final = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: |$)")

_FALSE_SPACES: Final = {"\u3000": "全角空格", "\u00a0": "不换行空格(从网页或文档复制来的)"}
_FALSE: Final = "".join(_FALSE_SPACES)
# Before a key, before or after an item's dash, after a key's colon.
_MISUSED: Final = re.compile(
    rf"[ ]*(?:(?P<indent>[{_FALSE}])[ {_FALSE}]*(?:- +)?(?:(?:{KEY}):(?:[ {_FALSE}]|$)|-[ {_FALSE}])"
    rf"|-[ ]*(?P<dash>[{_FALSE}])|(?:- +)?(?:{KEY}):[ ]*(?P<colon>[{_FALSE}]))"
)
_BLOCK: Final = re.compile(r"[ ]*(?:- +)*(?:[^\s#][^:]*: +|- +)[|>][-+0-9]*\s*(?:#.*)?")

_KEY_AND_VALUE: Final = re.compile(
    r"[ ]*+(?:- +)*+(?:(?P<key>[A-Za-z_][A-Za-z0-9_]*): +)?+(?P<value>[^\s\"'\[{|>#].*)"
)
_COMMENT: Final = re.compile(r"[ \t]#")
_CHINESE: Final = re.compile("[\u3400-\u9fff]")

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


def conflict_problems(path: str, text: str) -> Iterator[Problem]:
    """Report each merge conflict (E113) at its first line."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    conflicts: list[list[int]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if mark := _CONFLICT.match(line):
            if mark[1][0] == "<" or not conflicts:
                conflicts.append([])
            conflicts[-1].append(number)
    for numbers in conflicts[:_MOST_LINES]:
        first, last = numbers[0], numbers[-1]
        message = f"第 {first} 行是合并冲突留下的标记。"
        hint = f"请核对它前后的内容,再删去第 {first} 行。"
        if last > first:
            lines = "、".join(map(str, numbers[:_MOST_LINES]))
            message = f"第 {first} 行到第 {last} 行是合并冲突:同一处有两个版本。"
            hint = (
                "请把两个版本合成正确的一份(两人各加的都要留),"
                f"再删去标记所在的第 {lines} 行(<<<<<<<、=======、>>>>>>>)。"
            )
        yield Place(path=path, line=first).problem("E113", message, hint)


def space_problems(path: str, text: str) -> Iterator[Problem]:
    """Report each line (E104) with a full-width or no-break space where YAML needs a plain one.

    Some break the YAML, others silently become part of a key or a text. They are allowed in a block of text.
    """
    if not any(space in text for space in _FALSE_SPACES):
        return
    block: int | None = None
    for number, line in enumerate(text.splitlines(), 1):
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (not line.strip() or indent > block):
            continue
        block = indent if _BLOCK.fullmatch(line) else None
        if found := _MISUSED.match(line):
            at = max(map(found.start, ("indent", "dash", "colon")))
            hint = "请删去后改用半角空格:缩进、“- ”和冒号后面都只用半角空格。"
            place = Place(path=path, line=number, column=at + 1)
            yield place.problem("E104", f"这里用了{_FALSE_SPACES[line[at]]}。", hint)


@remembered("loaded.source.path")
def lost_problems(loaded: Loaded) -> tuple[Problem, ...]:
    """Report each text (W341) whose end YAML reads as a comment: of 滨湖路 #18号 only 滨湖路 remains.

    Comments that people write have a space after the sign; without one it is more likely a number.
    """
    text = loaded.text
    if _COMMENT.search(text) is None:
        return ()
    lines = enumerate(text.splitlines(), 1)
    found = (problem for number, line in lines if (problem := _lost(loaded, number, line)) is not None)
    return tuple(islice(found, _MOST_LINES))


def _lost(loaded: Loaded, number: int, line: str) -> Problem | None:
    sign = _COMMENT.search(line)
    if sign is None:
        return None
    read, lost = _KEY_AND_VALUE.match(line[: sign.start()]), line[sign.end() :].rstrip()
    if read is None or not lost[:1].strip("#") or _CHINESE.search(read["value"]) is None:
        return None
    if line[sign.end()].isspace() or any(lost in scalar for scalar in loaded.scalars):
        return None
    key, value = f"{read['key']}: " if read["key"] else "", read["value"].rstrip()
    return Place(path=loaded.source.path, line=number, column=sign.end() + 1).problem(
        "W341",
        f"“#{shown(lost)}”被当作注释,没有读进来:值只是“{shown(value)}”。",
        f'是文字的一部分,请给整句加引号:{key}"{shown(f"{value} #{lost}", 100)}";真是注释的,在 # 后面空一格。',
    )


def garbled_problems(path: str, text: str) -> list[Problem]:
    """Report the first garbled run (E116) of a text that is not YAML: often the whole file was saved that way."""
    found = garbled(text)
    if found is None:
        return []
    hint = "整个文件都是乱码的,不要在上面改,请从备份恢复;只有这一处的,请照原件重新输入。"
    return [Place.in_text(path, text, found[0]).problem("E116", f"“{shown(found[1], 12)}”是乱码。", hint)]


def strange_problems(path: str, text: str, document: ParsedDocument) -> list[Problem]:
    """Report values with invisible, private or unknown characters (E114), look-alikes (E115) or garbled text (E116)."""
    scalars = document.scalars
    if not strange_in("\n".join(scalars), 1):
        return []
    marks, lines = marks_of(path, text), text.splitlines(keepends=True)
    faulty = ((at, found) for at, one in enumerate(scalars) if (found := strange_in(one, _MOST_CHARACTERS)))
    return [
        _place(marks, lines, at, found[0]).problem(
            _CODES.get(found[0].fault, "E114"),
            f"“{shown(scalars[at])}”里有{found[0].fault}:{'、'.join(dict.fromkeys(map(_named, found)))}。",
            _hint(scalars[at], found),
        )
        for at, found in islice(faulty, _MOST_VALUES)
    ]


def _named(one: Strange) -> str:
    if one.fault is Fault.GARBLED:
        return f"“{shown(one.found, 12)}”"
    drawn = f"{one.found} " if one.fault is Fault.FORM else ""
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


def _place(marks: Marks, lines: list[str], at: int, first: Strange) -> Place:
    """The place of the character itself, or of the value if the character is written as an escape."""
    line, column = marks.scalars[at]
    last = marks.scalars[at + 1][0] if at + 1 < len(marks.scalars) else len(lines)
    for number in range(line, last + 1):
        start = column - 1 if number == line else 0
        if (found := lines[number - 1].find(first.found, start)) >= 0:
            return Place(path=marks.path, line=number, column=found + 1)
    return Place(path=marks.path, line=line, column=column)
