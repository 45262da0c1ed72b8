"""Personal numbers and classification marks anywhere in the data are refused, each with its place.

Searched are all values and keys as YAML decodes them, comments, and the names of files and photos.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from generator.load import Load, Loaded
from generator.load.document import marks_of
from generator.load.files import Source, text_of
from generator.memo import foresee, remembered
from generator.model.release import CELLS
from generator.personal import BREAK, PersonalFinding, findings, is_suspicious, without_numbers
from generator.privacy.held import is_duty_mobile
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
# Keys of public places: a room there is nobody's home.
_PLACES: Final = frozenset({"address", "place", "covers"})
# Code and masked content of a finding, and its offset in the file.
Found: TypeAlias = tuple[int, str, str]
_READABLE: Final = 100  # the most findings that are listed for one file
_LINE: Final = "\n"  # between the items of a list, which readers see one below the other
# A comment with those on the next lines. A # inside a value also matches: it gives the same finding at the same place.
_COMMENT: Final = re.compile(r"#(.*(?:\n *#.*)*)")


def privacy_problems(load: Load) -> tuple[Problem, ...]:
    """All problems with personal data in the data directory."""
    foresee(problems_in, [(loaded,) for loaded in load.files.values()])
    photos = (f"data/photos/{name}" for name in sorted(load.bureau.photos))
    return (
        *(problem for path, loaded in load.files.items() for problem in problems_in(loaded)),
        *(problem for path in photos for problem in _problems_of_name(path)),
    )


@remembered("loaded.source.path")
def problems_in(loaded: Loaded) -> tuple[Problem, ...]:
    """The problems of one file and its name; depends on nothing else, so an unchanged file is searched once.

    The place is that of the number itself if it stands on one line, otherwise that of its value or key.
    """
    path, text = loaded.source.path, loaded.text
    comments = _COMMENT.findall(text) if "#" in text else []
    lists = [_LINE.join(loaded.scalars[at.start : at.stop]) for at in loaded.lists]
    if not is_suspicious(BREAK.join((path, *loaded.scalars, *lists, *comments))):
        return ()
    lines = _Lines(text)
    found = sorted({*_in_values(loaded, lines), *_in_comments(text)})
    return (*_problems_of_name(path), *in_order(_problems(path, lines, found)))


@remembered("source.path")
def prose_problems(source: Source) -> tuple[Problem, ...]:
    """The problems of a hand-written page and its name, including that it is not readable as text."""
    text = text_of(source)
    inside = (text,) if isinstance(text, Problem) else text_problems(source.path, text)
    return (*_problems_of_name(source.path), *inside)


def text_problems(path: str, text: str) -> tuple[Problem, ...]:
    """The problems of a whole published text, each with its line and column.

    A number that is split over lines is one finding, where it begins.
    """
    found = findings(text)
    return tuple(_problems(path, _Lines(text), [_found(one, one.start) for one in found])) if found else ()


def _found(one: PersonalFinding, offset: int) -> Found:
    return offset, one.code, one.masked


def _problems(path: str, lines: _Lines, found: Sequence[Found]) -> Iterator[Problem]:
    """A problem for each finding; the last one listed also says how many more there are."""
    shown_path = without_numbers(path)
    for at, (offset, code, masked) in enumerate(found[:_READABLE], start=1):
        is_cut = at == _READABLE and len(found) > _READABLE
        more = f"这个文件另有 {len(found) - at} 处没有列出。" if is_cut else ""
        yield _problem(lines.place(shown_path, offset), code, masked, more)


def _problem(place: Place, code: str, masked: str, more: str = "") -> Problem:
    message, hint = _SAID[code]
    return place.problem(code, message.format(masked), hint + more)


def _problems_of_name(path: str) -> tuple[Problem, ...]:
    """The problems of a file's name; the place shows the name masked as well."""
    return tuple(_problem(Place(path=without_numbers(path)), one.code, one.masked) for one in findings(path))


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


def _in_values(loaded: Loaded, lines: _Lines) -> Iterator[Found]:
    """Findings in values and keys, and across the items of a list."""
    found = {scalar: _in_value(scalar, loaded.source.path) for scalar in {*loaded.scalars}}
    over_items = [*_over_items(loaded)]
    if not any(found.values()) and not over_items:
        return
    marks = marks_of(loaded.source.path, lines.text)
    starts = [*(lines.offset(line, column) for line, column in marks.scalars), len(lines.text)]
    keys = {place: keys for keys, place in marks.values.items()}
    for at, scalar in enumerate(loaded.scalars):
        leading = keys.get(marks.scalars[at], ())
        if is_duty_mobile(scalar, leading):  # waits for an approval: approving.py
            continue
        is_place = not _PLACES.isdisjoint(leading)
        inside = [one for one in found[scalar] if one.code != "E408" or not is_place]
        written = _as_written(lines.text, starts[at], starts[at + 1]) if inside else {}
        for one in inside:
            offsets = written.get((one.code, one.content), deque())
            yield _found(one, offsets.popleft() if offsets else starts[at])
    yield from (_found(one, starts[at]) for at, one in over_items)


def _in_value(scalar: str, path: str) -> tuple[PersonalFinding, ...]:
    """The findings of one value. In a release each cell stands alone: nobody could change a row of figures."""
    found = findings(scalar)
    if found and path.startswith("data/releases/") and CELLS.fits(scalar):
        return tuple(one for cell in scalar.split(" ") for one in findings(cell))
    return found


def _over_items(loaded: Loaded) -> Iterator[tuple[int, PersonalFinding]]:
    """Findings that are split over several items of a list, each with the index of its first scalar."""
    for items in loaded.lists:
        scalars = loaded.scalars[items.start : items.stop]
        ends = [*itertools.accumulate(len(scalar) + len(_LINE) for scalar in scalars)]
        for one in findings(_LINE.join(scalars)):
            first = bisect_right(ends, one.start)
            if one.end > ends[first]:
                yield items.start + first, one


def _as_written(text: str, start: int, end: int) -> dict[tuple[str, str], deque[int]]:
    """Offsets of findings within single lines of the file, from the start of one value to the next."""
    offsets: dict[tuple[str, str], deque[int]] = {}
    for line in text[start:end].splitlines(keepends=True):
        for one in findings(line):
            offsets.setdefault((one.code, one.content), deque()).append(start + one.start)
        start += len(line)
    return offsets


def _in_comments(text: str) -> Iterator[Found]:
    for comment in _COMMENT.finditer(text):
        yield from (_found(one, comment.start(1) + one.start) for one in findings(comment[1]))
