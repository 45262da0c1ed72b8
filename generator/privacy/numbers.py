"""Resident ID, mobile and bank card numbers in a text, whatever they are disguised as; classification marks.

A number is made of whole groups of digits: a window never begins or ends inside a longer group.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.privacy.normalising import SEPARATOR, Reading, readings

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
_CHECK_X: Final = re.compile(rf"{SEPARATOR}X(?![0-9A-Za-z])")
_MOBILE: Final = re.compile(r"(?:0086|86|0)?(1[3-9][0-9]{9})")
_CARD: Final = re.compile(r"[0-9]{13,19}")
_OLD_ID: Final = re.compile(r"[0-9]{15}")
_DATE: Final = re.compile(
    r"(?<![0-9])(?:(?:19|20)[0-9]{2}|2100)([-.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])"
)
_DIGEST: Final = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]*[a-f])[0-9a-f]{16,}(?![0-9A-Za-z])")
_ID_WORD: Final = re.compile("身份证|证件")
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
    """Some whole groups of digits, side by side: their span in the reading, and the digits alone."""

    start: int
    end: int
    digits: str


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
    for one in reversed(findings(text)):
        text = text[: one.start] + one.masked + text[one.end :]
    return text


def _in_reading(reading: Reading) -> Iterator[Finding]:
    def finding(code: str, start: int, end: int, content: str) -> Finding:
        # An escape ends where the next character begins; one character may also have become several (⒈ is "1.").
        after = max(reading.origins[end - 1] + 1, reading.origins[end])
        return Finding(code=code, start=reading.origins[start], end=after, content=content)

    for mark in _MARKS.finditer(reading.text):
        yield finding("E404", mark.start(), mark.end(), "".join(mark[0].split()))
    text = _DIGEST.sub(lambda digest: "x" * len(digest[0]), reading.text)
    for window in _windows(text):
        if (resident := _resident_id(text, window)) is not None:
            yield finding("E401", window.start, resident.end, resident.digits)
        elif _is_card(text, window):
            yield finding("E403", window.start, window.end, window.digits)
        elif (mobile := _MOBILE.fullmatch(window.digits)) and not _DATE.search(
            text, window.start, window.end
        ):
            yield finding("E402", _nth_digit(text, window, mobile.start(1)), window.end, mobile[1])


def _nth_digit(text: str, window: _Window, n: int) -> int:
    """Where the digit number `n`, from 0, of a window stands in the text."""
    return [at for at in range(window.start, window.end) if text[at].isdigit()][n]


def _windows(text: str) -> Iterator[_Window]:
    inside_dates = {at for date in _DATE.finditer(text) for at in range(date.start() + 1, date.end())}
    for run in _RUN.finditer(text):
        groups = [(group.start(), group.end()) for group in _GROUP.finditer(text, run.start(), run.end())]
        for first, (start, _) in enumerate(groups):
            if start in inside_dates:
                continue
            digits = ""
            for group_start, group_end in groups[first : first + _LONGEST]:
                if len(digits) + group_end - group_start > _LONGEST:
                    break
                digits += text[group_start:group_end]
                if len(digits) >= _SHORTEST:
                    yield _Window(start=start, end=group_end, digits=digits)


def _resident_id(text: str, window: _Window) -> _Window | None:
    """The window as a resident ID, with its X; None where it is none."""
    digits, end = window.digits, window.end
    if len(digits) == len(_WEIGHTS) and (last := _CHECK_X.match(text, end)):
        digits, end = digits + "X", last.end()
    if digits[:2] not in _REGIONS:
        return None
    is_new = len(digits) == len(_WEIGHTS) + 1 and _check(digits) == digits[-1] and _is_day(digits[6:14])
    is_old = (
        _OLD_ID.fullmatch(digits) is not None
        and _ID_WORD.search(_around(text, window)) is not None
        and _is_day("19" + digits[6:12])
    )
    return _Window(start=window.start, end=end, digits=digits) if is_new or is_old else None


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
