"""Rows of figures that are no personal numbers: counts, times, dates.

What has a form of its own was taken out of the text before (`forms`). A number that is written in several groups is
held against the figures beside it: a row of counts has one sign between them, no leading zeros, and words that count.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, TypeAlias

from generator.personal.normalising import MARK
from generator.personal.reading import BREAK
from generator.personal.shapes import GROUP, GROUP_AFTER, GROUP_BEFORE
from generator.personal.tables import COLUMN

_DATE: Final = r"(?:(?:19|20)[0-9]{2}|2100)([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12][0-9]|3[01])"
_DATED: Final = re.compile(rf"(?<![0-9]){_DATE}(?![0-9])")
_MOMENT: Final = re.compile(
    r"(?<![0-9])(?<![0-9][:.])(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9]:[0-5][0-9]|[:.][0-5][0-9])(?![:.]?[0-9])"
    rf"|(?<![0-9]){_DATE}(?![0-9])"
)
_BESIDE_TIMES: Final = 2  # digits: 周1-5 8:00-11:30
_MOMENT_REACH: Final = 10  # characters of a date
_REACH: Final = 24  # characters before a number in which a word says what it is
_CALLED: Final = re.compile(
    r"(?:电话|手机|联系|[拨致来]电|[拨回]打|打给|号码|微信|短信|[Tt]el|[Pp]hone|[Mm]obile|[Cc]all)[^0-9]*$"
    r"|(?:[+]|00) ?86[^0-9]*$"
)
_SUMMED: Final = re.compile("(?:分别|依次|各为|合计|总计|小计|共计)[^0-9。]*$")
_MEASURED: Final = re.compile(
    r"[ )]*(?:[%‰℃=≈]|[起件人户次元万亿个名处条份场天年月日周号楼栋幢座层室组页款项章期届班队台套部辆本张枚吨斤克米亩]"
    r"|平方|单元|公里|毫米|厘米|mm|cm|km|kg|小时|分钟|[多余][起件人户次]|等)"
)
_COUNTING: Final = re.compile("[数量率额起人户次分元口计积]")
_LISTING: Final = re.compile("[、;,|&\n和与及跟]")
_NEXT: Final = re.compile("[、;]")
_IN_A_ROW: Final = re.compile("[、;()/\n]")
_UNSEEN: Final = re.compile(f"[ {MARK}]+|(?<=\n)\n+")
_CELL: Final = re.compile('[A-Za-z0-9"],0|0,[A-Za-z0-9"]')
_LONG_FIGURE: Final = 7  # digits: counts are shorter
_BEGINS: Final = re.compile("1[3-9]|62")
# How resident IDs are grouped, besides in groups of equal size.
_USUAL_RESIDENT: Final = frozenset(
    {
        (6, 4, 4, 4),
        (6, 4, 2, 2, 4),
        (6, 4, 2, 2, 3, 1),
        (4, 4, 4, 4, 2),
        (3, 3, 4, 4, 4),
        (2, 2, 2, 4, 2, 2, 4),
    }
)
_FEW, _MANY = 4, 5  # groups that a number is written in; that make a row of figures


# The text before a number, the number as written, and the text after it. All judgements depend on this alone and are
# cached, so a repetitive text takes time in proportion to its length.
Around: TypeAlias = tuple[str, str, str]
Usual: TypeAlias = frozenset[tuple[int, ...]]


@dataclass(frozen=True)
class Groups:
    """A number in whole groups of digits, with the signs between them and what stands before and after it."""

    before: str
    written: str
    after: str
    groups: tuple[str, ...]
    signs: tuple[str, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many digits each group has."""
        return tuple(sum(map(str.isdigit, group)) for group in self.groups)

    def find(self, pattern: re.Pattern[str], reach: int = 0) -> Iterator[re.Match[str]]:
        """Matches in the number and up to `reach` characters around it, as positions in the whole text."""
        start = len(self.before)
        end = start + len(self.written)
        return pattern.finditer(self.before + self.written + self.after, max(0, start - reach), end + reach)


def surroundings(text: str, start: int, end: int) -> Around | None:
    """The number with the text around it; None if its last group of digits continues."""
    last, following = text[end - 1], text[end : end + 1]
    if last.isascii() and last.isdigit() and following.isascii() and following.isdigit():
        return None
    return text[max(0, start - _REACH) : start], text[start:end], text[end : end + _REACH]


def _grouped(around: Around) -> Groups:
    before, written, after = around
    signs = tuple(map(_sign, GROUP.split(written)[1:-1]))
    return Groups(before, written, after, tuple(GROUP.findall(written)), signs)


def _sign(gap: str) -> str:
    return _UNSEEN.sub("", gap)


def _is_timetable(number: Groups) -> bool:
    """Does it consist almost entirely of dates and times (13.30-17.30,8.00-11.30)?"""
    if len(number.groups) < _FEW:
        return False
    start = len(number.before)
    inside = 0
    for moment in number.find(_MOMENT, _MOMENT_REACH):
        within = number.written[max(moment.start() - start, 0) : max(moment.end() - start, 0)]
        inside += sum(map(str.isdigit, within))
    return sum(number.sizes) - inside <= _BESIDE_TIMES


@lru_cache(maxsize=4096)
def is_ordinary(around: Around, usual: Usual) -> bool:
    """Is a number in several groups really a row of figures? `usual`: the usual groupings of such numbers."""
    number = _grouped(around)
    if len(number.groups) == 1:
        return False
    if any(number.find(_DATED)) or _is_timetable(number):
        return True
    number = _with_decimals(number)
    is_called = _CALLED.search(number.before) is not None
    is_padded = _is_padded(number)
    is_usual = number.sizes in usual and not any("." in group for group in number.groups)
    if _alike_beside(number):
        return not (is_usual and (is_padded or is_called or _is_one_of_several(number)))
    if is_padded:
        return False
    if _is_counted(number) and (not is_called or not is_usual):
        return True
    return _is_row(number, is_usual=is_usual, is_called=is_called)


@lru_cache(maxsize=4096)
def is_pair_of_figures(around: Around, usual: Usual) -> bool:
    """Are these two figures in a list, in an unusual grouping for a number?"""
    number = _grouped(around)
    is_listing = all(sign == "" or _LISTING.search(sign) for sign in number.signs)
    return len(number.groups) == 2 and number.sizes not in usual and is_listing  # noqa: PLR2004


@lru_cache(maxsize=4096)
def is_long_row(around: Around) -> bool:
    """Is it a timetable, or by its signs a row of many figures?"""
    number = _grouped(around)
    if _is_timetable(number):
        return True
    sizes = (*number.sizes[:-1], number.sizes[-1] + number.written.endswith("X"))
    if len(set(sizes)) == 1 or sizes in _USUAL_RESIDENT:
        return False  # rows of figures seldom are, even less with a valid date and check digit
    number = _with_decimals(number)
    if len(number.groups) < _FEW or _is_padded(number):
        return False
    return _is_row(number, is_usual=False, is_called=True)


def _is_padded(number: Groups) -> bool:
    """Does a group have a leading zero, unlike a count?"""
    return any(len(group) > 1 and group[0] == "0" and group[1] != "." for group in number.groups)


def _is_counted(number: Groups) -> bool:
    """Does a word or sign mark them as counts: 分别为 before them, 起 or % after them?"""
    return _MEASURED.match(number.after) is not None or _SUMMED.search(number.before) is not None


def _is_row(number: Groups, *, is_usual: bool, is_called: bool) -> bool:
    """Is it a row by its signs alone?"""
    count, signs = len(number.groups), set(number.signs)
    is_spelled = set(number.sizes) == {1}
    if any(COLUMN in sign for sign in signs):
        return not is_called and (
            not is_usual or _COUNTING.search(number.before.rpartition(BREAK)[2]) is not None
        )
    if len(signs) > 1:
        return not is_usual and _is_mixed_row(number)
    (sign,) = signs
    if is_spelled or not all(map(str.isascii, number.groups)):
        return False  # 一三八 is read digit by digit, unlike a count
    if _LISTING.search(sign):
        is_figures = max(number.sizes) < _LONG_FIGURE
        return (not is_usual and is_figures) or (not is_called and _is_cell(number, sign))
    if sign in ("", "+", "%", "=", "<", ">"):
        return not is_usual and count >= _FEW and not is_called
    return False


def _is_cell(number: Groups, sign: str) -> bool:
    """Does the separator also stand before or after the groups, as between table cells?"""
    around = f"{number.before[-2:]}0{number.after[:2]}"
    return (sign == "|" and "|" in around) or (sign == "," and _CELL.search(around) is not None)


def _is_mixed_row(number: Groups) -> bool:
    count, signs = len(number.groups), number.signs
    if count >= _MANY and any(map(_NEXT.search, signs)):
        return True
    if count >= _FEW and set(signs) <= {",", "\n", "|", "|\n|", ""} and any("\n" in sign for sign in signs):
        return True
    values = [int(group) for group in number.groups if group.isdecimal()]
    ascends = len(values) == count and all(one < later for one, later in itertools.pairwise(values))
    return count >= _FEW and ascends and all(map(_IN_A_ROW.search, signs))


def _with_decimals(number: Groups) -> Groups:
    """Merge decimals: 13.5、14.25 are two figures, not four; 138.0013.8000 stays unchanged."""
    groups, signs = [number.groups[0]], list[str]()
    pairs = list(zip(number.signs, number.groups[1:], strict=True))
    for at, (sign, group) in enumerate(pairs):
        is_last = at + 1 == len(pairs) or pairs[at + 1][0] != "."
        if sign == "." and len(group) <= 2 and "." not in groups[-1] and is_last and len(pairs) > 2:  # noqa: PLR2004
            groups[-1] += f".{group}"
        else:
            groups.append(group)
            signs.append(sign)
    if len(groups) == 1 or len(set(signs)) > 1:
        return number
    return replace(number, groups=tuple(groups), signs=tuple(signs))


def _alike_beside(number: Groups) -> bool:
    """Does a figure with the same separator stand before or after it?"""
    is_spelled = set(number.sizes) == {1}
    for beside in (GROUP_BEFORE.search(number.before), GROUP_AFTER.match(number.after)):
        if beside is None or not beside["gap"] or _sign(beside["gap"]) not in number.signs:
            continue
        is_long = len(beside["group"]) > 1
        if not is_long or not (beside["group"][0] == "0" or is_spelled):
            return True
    return False


def _is_one_of_several(number: Groups) -> bool:
    """Do neighbours have the same grouping (139 1234 5678 138 0013 8000), or is there only an index before it?"""
    if "," in "".join(number.signs):
        return False
    after, before = _groups_after(number), _groups_before(number)
    for beside in (after, before):
        if tuple(map(len, beside)) == number.sizes and _BEGINS.match(beside[0]):
            return True
    return set(number.signs) == {""} and not after and len(before) == 1 and len(before[0]) < 3  # noqa: PLR2004


def _groups_after(number: Groups) -> Sequence[str]:
    found: list[str] = []
    end = 0
    while len(found) < len(number.groups) and (beside := GROUP_AFTER.match(number.after, end)):
        found.append(beside["group"])
        end = beside.end()
    return found


def _groups_before(number: Groups) -> Sequence[str]:
    found: list[str] = []
    start = len(number.before)
    while len(found) < len(number.groups) and (beside := GROUP_BEFORE.search(number.before, 0, start)):
        found.insert(0, beside["group"])
        start = beside.start()
    return found
