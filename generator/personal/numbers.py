"""Resident ID, mobile and bank card numbers in a text, whatever they are disguised as; classification marks.

A number is made of whole groups of digits: a window never begins or ends inside a longer group. Several numbers
without anything between them are one group, which they fill from end to end.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.personal.normalising import MARK, SEPARATOR, Reading, readings

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999, 附录 A
_CHECKS: Final = "10X98765432"
_REGIONS: Final = frozenset(
    str(region)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for region in range(first, last + 1)
)
_FIRST_YEAR: Final = 1880  # not 1900: the second example of GB 11643 itself was born in this year
_SHORTEST, _LONGEST = 11, 19  # a mobile number, a bank card

_RUN: Final = re.compile(rf"[0-9](?:{SEPARATOR}[0-9])*")
_GROUP: Final = re.compile(r"[0-9]+")
_GROUPS_RUN_TOGETHER: Final = re.compile(r"[0-9]{22,}")
_CHECK_X: Final = re.compile(rf"{SEPARATOR}X(?![A-Za-z])")
_MOBILE: Final = re.compile(r"(?:0086|86|0)?(1[3-9][0-9]{9})")
_MOBILE_BEGINS: Final = re.compile("(?:0086|86|0)?1[3-9]")
_MOBILE_SIZES: Final = frozenset(range(11, 16))
_ID_SIZES: Final = frozenset({15, 17, 18})
_CARD_SIZES: Final = frozenset(range(13, 20))
_CARD: Final = re.compile(r"[0-9]{13,19}")
_OLD_ID: Final = re.compile(r"[0-9]{15}")
_DATE: Final = re.compile(
    r"(?<![0-9])(?:(?:19|20)[0-9]{2}|2100)([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
)
_TIME: Final = re.compile(
    r"(?<![0-9])(?<![0-9][:.])(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9]:[0-5][0-9]|[:.][0-5][0-9])(?![:.]?[0-9])"
)
_BESIDE_TIMES: Final = 2  # digits: 周1-5 8:00-11:30
_NEXT: Final = re.compile("[、;]")
_LISTED: Final = re.compile("[、;()]")
_IN_A_ROW: Final = re.compile("[、;()/\n]")
_FEW, _MANY = 4, 5  # groups that make a list where they ascend; where they do not
_DIGEST: Final = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]*[a-f])[0-9a-f]{16,}(?![0-9A-Za-z])")
_COUNT: Final = "(?:0|[1-9][0-9]{0,6})"
_SHARES: Final = re.compile(
    rf"(?<![0-9/]){_COUNT}/{_COUNT}(?:[ -]+{_COUNT}/{_COUNT}){{2,}}(?![0-9/])"
)  # 4/4 16/16 24/25
_ID_WORD: Final = re.compile("身份证|证件|身份号码")
_CARD_WORD: Final = re.compile("卡号|[账帐]号|[账帐]户|银行")
_NEAR: Final = 20  # characters before and after a number that say what it is
_MARKS: Final = re.compile(
    r"[机秘绝]\s{0,3}密\s{0,3}[★☆⭐✩✭✮]|内\s{0,3}部\s{0,3}资\s{0,3}料|不\s{0,3}得\s{0,3}外\s{0,3}传"
)
_BEFORE_OTHERS: Final = ("E404", "E401", "E403", "E402")  # which finding keeps characters that two would take


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that must not be public: the code of its problem, its span in the text, and what it says."""

    code: str
    start: int
    end: int
    content: str

    @property
    def masked(self) -> str:
        """First three and last two characters, so that a log does not pass the number on; a mark in full."""
        if self.code == "E404":
            return self.content
        return self.content[:3] + "*" * (len(self.content) - 5) + self.content[-2:]


@dataclass(frozen=True, kw_only=True)
class _Window:
    """Some whole groups of digits, side by side: their span in the reading, and the digits alone.

    `groups` is how many they are.
    """

    start: int
    end: int
    digits: str
    groups: int = 1


def findings(text: str) -> tuple[Finding, ...]:
    """All that `text` holds, in its order; each stretch of it counts once."""
    found: list[Finding] = []
    taken = bytearray(len(text))
    inside = [(at, one) for at, reading in enumerate(readings(text)) for one in _in_reading(reading)]
    for _, one in sorted(inside, key=lambda it: (_BEFORE_OTHERS.index(it[1].code), it[0], it[1].start)):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\x01" * (one.end - one.start)
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def without_numbers(text: str) -> str:
    """The text with every personal number masked."""
    pieces, at = [], 0
    for one in findings(text):
        pieces += [text[at : one.start], one.masked]
        at = one.end
    return "".join([*pieces, text[at:]])


def _in_reading(reading: Reading) -> Iterator[Finding]:
    def finding(code: str, start: int, end: int, content: str) -> Finding:
        # An escape ends where the next character begins; one character may also have become several (⒈ is "1.").
        after = max(reading.origins[end - 1] + 1, reading.origins[end])
        return Finding(code=code, start=reading.origins[start], end=after, content=content)

    for mark in _MARKS.finditer(reading.text):
        yield finding("E404", mark.start(), mark.end(), "".join(mark[0].split()))
    text = reading.text
    for harmless in (_DIGEST, _SHARES):
        text = harmless.sub(lambda found: "x" * len(found[0]), text)
    times = tuple(time.span() for time in _TIME.finditer(text))
    has_card_word = _CARD_WORD.search(text) is not None
    for window in _windows(text, has_card_word=has_card_word):
        if (resident := _resident_id(text, window)) is not None:
            yield finding("E401", window.start, resident.end, resident.digits)
        elif (has_card_word or window.digits.startswith("62")) and _is_card(text, window):
            yield finding("E403", window.start, window.end, window.digits)
        elif (mobile := _MOBILE.fullmatch(window.digits)) and not _is_ordinary(text, window, times):
            yield finding("E402", _nth_digit(text, window, mobile.start(1)), window.end, mobile[1])
    for window in _run_together(text):
        is_mobile = len(window.digits) == _SHORTEST
        yield finding("E402" if is_mobile else "E401", window.start, window.end, window.digits)


def _nth_digit(text: str, window: _Window, n: int) -> int:
    """Where the digit number `n`, from 0, of a window stands in the text."""
    return [at for at in range(window.start, window.end) if text[at].isdigit()][n]


def _is_ordinary(text: str, window: _Window, times: Sequence[tuple[int, int]]) -> bool:
    """Is it a date, are these times of day (13.30-17.30,8.00-11.30), or a list (1、3、5、7、9、11、13、15)?"""
    if _DATE.search(text, window.start, window.end):
        return True
    return window.groups >= _FEW and (_are_times(text, window, times) or _is_list(text, window))


def _are_times(text: str, window: _Window, times: Sequence[tuple[int, int]]) -> bool:
    first = max(0, bisect_left(times, (window.start,)) - 1)  # it may have begun before the window
    inside = 0
    for at in range(first, bisect_left(times, (window.end,))):
        start, end = times[at]
        within = text[max(start, window.start) : min(end, window.end)]
        inside += sum(character.isdigit() for character in within)
    return len(window.digits) - inside <= _BESIDE_TIMES


def _is_list(text: str, window: _Window) -> bool:
    """Counts or house numbers: as no phone is grouped, without a leading zero, a sign of a list in each gap."""
    groups = _GROUP.findall(text, window.start, window.end)
    gaps = _GROUP.split(text[window.start : window.end])[1:-1]
    if any(group[0] == "0" for group in groups):
        return False
    if all(len(group) == 1 for group in groups) and len({*gaps}) == 1 and MARK not in gaps[0]:
        return False  # 1、3、8 is a number spelled out; 三、三(一)、三(二) are clauses, 1-3、1-4 doors
    if len(groups) >= _MANY and (
        any(_NEXT.search(gap) for gap in gaps) or all(_LISTED.search(gap) for gap in gaps)
    ):
        return True
    numbers = [int(group) for group in groups]
    ascends = all(one < next_ for one, next_ in itertools.pairwise(numbers))
    return ascends and all(_IN_A_ROW.search(gap) for gap in gaps)


def _windows(text: str, *, has_card_word: bool) -> Iterator[_Window]:
    """Those that by their first digits and their size may be one of the numbers."""
    inside_dates = {at for date in _DATE.finditer(text) for at in range(date.start() + 1, date.end())}
    for run in _RUN.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, run.start(), run.end())]
        digits = "".join([text[start:end] for start, end in groups])
        before = [0, *itertools.accumulate(end - start for start, end in groups)]
        for first, (start, _) in enumerate(groups):
            sizes = _sizes(digits, before[first], has_card_word=has_card_word)
            if start in inside_dates or not sizes:
                continue
            for last in range(first, min(first + _LONGEST, len(groups))):
                size = before[last + 1] - before[first]
                if size > _LONGEST:
                    break
                if size in sizes:
                    inside = digits[before[first] : before[last + 1]]
                    yield _Window(start=start, end=groups[last][1], digits=inside, groups=last + 1 - first)


def _sizes(digits: str, at: int, *, has_card_word: bool) -> frozenset[int]:
    """How many digits a number may have that begins there."""
    sizes = _MOBILE_SIZES if _MOBILE_BEGINS.match(digits, at) else frozenset()
    if digits[at : at + 2] in _REGIONS:
        sizes |= _ID_SIZES
    return sizes | _CARD_SIZES if has_card_word or digits.startswith("62", at) else sizes


def _run_together(text: str) -> Iterator[_Window]:
    """Mobile numbers and resident IDs that fill a group of digits, longer than any of them, from end to end."""
    for group in _GROUPS_RUN_TOGETHER.finditer(text):
        ways: dict[int, _Window | None] = {group.start(): None}  # the number that ends there
        for at in range(group.start(), group.end()):
            if at in ways:
                for size in (_SHORTEST, len(_WEIGHTS) + 1):
                    digits = text[at : min(at + size, group.end())]
                    window = _Window(start=at, end=at + size, digits=digits)
                    if _MOBILE.fullmatch(digits) if size == _SHORTEST else _is_new_id(digits):
                        ways.setdefault(at + size, window)
        last = ways.get(group.end())
        while last is not None:
            yield last
            last = ways[last.start]


def _resident_id(text: str, window: _Window) -> _Window | None:
    """The window as a resident ID, with its X; None where it is none."""
    digits, end = window.digits, window.end
    if len(digits) == len(_WEIGHTS) and (last := _CHECK_X.match(text, end)):
        digits, end = digits + "X", last.end()
    if digits[:2] not in _REGIONS:
        return None
    is_old = (
        _OLD_ID.fullmatch(digits) is not None
        and _is_day("19" + digits[6:12])
        and _ID_WORD.search(_around(text, window)) is not None
    )
    return _Window(start=window.start, end=end, digits=digits) if is_old or _is_new_id(digits) else None


def _is_new_id(digits: str) -> bool:
    if len(digits) != len(_WEIGHTS) + 1 or digits[:2] not in _REGIONS:
        return False
    return _is_day(digits[6:14]) and _check(digits) == digits[-1]


def _check(digits: str) -> str:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return _CHECKS[total % len(_CHECKS)]


def _is_day(digits: str) -> bool:
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= _FIRST_YEAR
    except ValueError:
        return False


def _is_card(text: str, window: _Window) -> bool:
    """Luhn's formula (ISO/IEC 7812-1), and a word beside it or UnionPay's prefix."""
    if _CARD.fullmatch(window.digits) is None:
        return False
    if not (window.digits.startswith("62") or _CARD_WORD.search(_around(text, window))):
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in window.digits[-2::-2])
    return (sum(int(digit) for digit in window.digits[-1::-2]) + sum(doubled)) % 10 == 0


def _around(text: str, window: _Window) -> str:
    return text[max(0, window.start - _NEAR) : window.start] + "\n" + text[window.end : window.end + _NEAR]
