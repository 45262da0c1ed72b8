"""Personal numbers and classification marks anywhere in the data: refused with their place.

Looked at are every value and key as YAML means them, the comments, and the names of the files and photos.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from generator.load import Load, Loaded
from generator.load.document import Marks, read_document
from generator.load.files import Source, text_of
from generator.memo import remembered
from generator.personal import BREAK, PersonalFinding, findings, is_suspicious, without_numbers
from generator.problems import Place, Problem, in_order

_SAID: Final = {
    "E401": ("这里疑似有居民身份证号 {}。", "公开数据里不放身份证号,请删去。"),
    "E402": ("这里疑似有手机号码 {}。", "请删去,改写公布的值班电话(固定电话或短号)。"),
    "E403": ("这里疑似有银行卡号 {}。", "公开数据里不放银行账户,请删去。"),
    "E404": ("这里有密级或内部资料标识“{}”。", "请撤下这份内容,经保密审查后只写可以公开的部分。"),
    "E406": ("这里疑似有车牌号 {}。", "公开数据里不放车牌号,请删去。"),
    "E407": ("这里疑似有出生日期“{}”。", "请删去;要说明的是年龄段,可以写“老人”“未成年人”。"),
    "E408": (
        "这里疑似有住户的门牌“{}”。",
        "请删去单元和房号,写到小区或楼栋为止,街巷的门牌号也删去;不是住家的,请在门牌后写明用途,例如(警务室)、(会议室)。",
    ),
}
# Where a room is the place of something public; what a clerk writes there is no home.
_PLACES: Final = frozenset({"address", "place", "covers"})
_READABLE: Final = 100  # nobody reads more findings about one file
_LINE: Final = "\n"  # between the items of a list, which are read one below the other
# With those on the lines below; or part of a value: then the same number at the same place, once.
_COMMENT: Final = re.compile(r"#(.*(?:\n *#.*)*)")


def privacy_problems(load: Load) -> tuple[Problem, ...]:
    """Everything in the data that must never be published."""
    photos = (f"data/photos/{name}" for name in sorted(load.bureau.photos))
    return (
        *(problem for path, loaded in load.files.items() for problem in problems_in(loaded)),
        *(problem for path in photos if is_suspicious(path) for problem in _problems_of_name(path)),
    )


@remembered("loaded.source.path")
def problems_in(loaded: Loaded) -> tuple[Problem, ...]:
    """The same for one file and its name; depends on nothing else, so an unchanged file needs it once.

    The place is that of the number itself where it stands on one line, otherwise that of its value or key.
    """
    path, text = loaded.source.path, loaded.text
    comments = _COMMENT.findall(text) if "#" in text else []
    lists = [_LINE.join(loaded.scalars[at.start : at.stop]) for at in loaded.lists]
    if not is_suspicious(BREAK.join((path, *loaded.scalars, *lists, *comments))):
        return ()
    lines = _Lines(text)
    found = {*_in_scalars(loaded, lines), *_in_comments(text)}
    shown_path = without_numbers(path)
    inside = sorted(found, key=lambda it: (it[1], it[0]))
    placed = [(one, lines.place(shown_path, offset)) for one, offset in inside[:_READABLE]]
    return (*_problems_of_name(path), *in_order(_said(placed, len(inside))))


@remembered("source.path")
def prose_problems(source: Source) -> tuple[Problem, ...]:
    """The same for a page written by hand, which is published as it is; also where it is no text at all."""
    text = text_of(source)
    inside = (text,) if isinstance(text, Problem) else text_problems(source.path, text)
    return (*_problems_of_name(source.path), *inside)


def text_problems(path: str, text: str) -> tuple[Problem, ...]:
    """The same for any whole text that is published, each with its line and column.

    A number that is split over lines is one, at the place where it begins.
    """
    if not is_suspicious(text):
        return ()
    lines, shown_path = _Lines(text), without_numbers(path)
    found = findings(text)
    placed = [((one.code, one.masked), lines.place(shown_path, one.start)) for one in found[:_READABLE]]
    return tuple(_said(placed, len(found)))


def _said(placed: list[tuple[tuple[str, str], Place]], count: int) -> Iterator[Problem]:
    """A problem for each; the last also says how many more there are."""
    for at, (one, place) in enumerate(placed, start=1):
        problem = _problem(one, place)
        is_cut = at == _READABLE and count > _READABLE
        more = f"这个文件另有 {count - at} 处没有列出。"
        yield replace(problem, hint=f"{problem.hint}{more}") if is_cut else problem


def _problem(said: tuple[str, str], place: Place) -> Problem:
    code, masked = said
    message, hint = _SAID[code]
    return Problem(code=code, place=place, message=message.format(masked), hint=hint)


def _problems_of_name(path: str) -> tuple[Problem, ...]:
    """A number in a file's name; the place shows the name masked as well."""
    place = Place(path=without_numbers(path))
    return tuple(_problem((one.code, one.masked), place) for one in findings(path))


class _Lines:
    """Offsets of a text as lines and columns, and back; lines end as YAML ends them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(end.end() for end in re.finditer("\r\n|\r|\n", text))]

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column from 1."""
        return self.starts[line - 1] + column - 1

    def place(self, path: str, offset: int) -> Place:
        """The place of an offset."""
        line = bisect_right(self.starts, offset)
        return Place(path=path, line=line, column=offset - self.starts[line - 1] + 1)


def _in_scalars(loaded: Loaded, lines: _Lines) -> Iterator[tuple[tuple[str, str], int]]:
    """Code and masked content of each finding in a value or key, and its offset in the file."""
    suspicious = {scalar for scalar in {*loaded.scalars} if is_suspicious(scalar)}
    found = {at: findings(scalar) for at, scalar in enumerate(loaded.scalars) if scalar in suspicious}
    over_items = [*_over_items(loaded)]
    if not any(found.values()) and not over_items:
        return
    marks = Marks()
    read_document(loaded.source.path, lines.text, marks)
    starts = [*(lines.offset(line, column) for line, column in marks.scalars), len(lines.text)]
    keys = {place: keys for keys, place in marks.values.items()}
    for at, inside in found.items():
        if not _PLACES.isdisjoint(keys.get(marks.scalars[at], ())):
            inside = tuple(one for one in inside if one.code != "E408")  # noqa: PLW2901
        written = _as_written(lines.text, starts[at], starts[at + 1]) if inside else {}
        for one in inside:
            offsets = written.get((one.code, one.content), deque())
            yield (one.code, one.masked), (offsets.popleft() if offsets else starts[at])
    yield from (((one.code, one.masked), starts[at]) for at, one in over_items)


def _over_items(loaded: Loaded) -> Iterator[tuple[int, PersonalFinding]]:
    """What is split over several items of a list, each with the scalar in which it begins."""
    for items in loaded.lists:
        scalars = loaded.scalars[items.start : items.stop]
        text = _LINE.join(scalars)
        if not is_suspicious(text):
            continue
        ends = [*itertools.accumulate(len(scalar) + len(_LINE) for scalar in scalars)]
        for one in findings(text):
            first = bisect_right(ends, one.start)
            if one.end > ends[first]:
                yield items.start + first, one


def _as_written(text: str, start: int, end: int) -> dict[tuple[str, str], deque[int]]:
    """Where findings stand that can be read in one line of the file, from a value's start to the next's."""
    offsets: dict[tuple[str, str], deque[int]] = {}
    for line in text[start:end].splitlines(keepends=True):
        for one in findings(line) if is_suspicious(line) else ():
            offsets.setdefault((one.code, one.content), deque()).append(start + one.start)
        start += len(line)
    return offsets


def _in_comments(text: str) -> Iterator[tuple[tuple[str, str], int]]:
    for comment in _COMMENT.finditer(text):
        for one in findings(comment[1]) if is_suspicious(comment[1]) else ():
            yield (one.code, one.masked), comment.start(1) + one.start
