"""What must not be public in a text: resident ID, mobile and card numbers in any disguise, marks, private facts.

A number is made of whole groups of digits: it never begins or ends inside a longer group. Several numbers
without anything between them are one group, which they fill from end to end.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from generator.personal.forms import without_forms, without_machines
from generator.personal.glance import is_suspicious
from generator.personal.normalising import NUMERALS, SPELLED, readings
from generator.personal.ordinary import (
    is_long_row,
    is_ordinary,
    is_pair_of_figures,
    surroundings,
)
from generator.personal.private import private_spans
from generator.personal.reading import TextReading
from generator.personal.shapes import LAST_OF_RESIDENT, LONG, MOBILE, NEXT, REGIONS, RESIDENT, UNION_PAY
from generator.text import mobiles

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999, 附录 A
_CHECKS: Final = "10X98765432"
_REGIONS: Final = frozenset(first + second for first, seconds in REGIONS.items() for second in seconds)
_FIRST_YEAR: Final = 1880  # not 1900: the second example of GB 11643 itself was born in this year
_SHORTEST_LONG: Final = 13
_SIZES_OF_OLD_ID: Final = range(15, 16)
_SIZES_OF_CARD: Final = range(13, 20)
_USUAL_MOBILE: Final = frozenset({(3, 4, 4), (3, 8), (7, 4), (4, 7), (4, 4, 3), (4, 3, 4)})
_USUAL_CARD: Final = frozenset(
    {(4, 4, 4, last) for last in range(1, 5)}
    | {(4, 4, 4, 4, last) for last in range(1, 4)}
    | {(6, 13), (6, 10)}
)

_GROUPS_RUN_TOGETHER: Final = re.compile(r"[0-9]{22,}")
_MOBILE: Final = re.compile(mobiles.MOBILE)
_OLD_ID: Final = re.compile(r"[0-9]{15}")
_TO_ASCII: Final = str.maketrans(SPELLED, "0123456789")
_FIGURE: Final = re.compile(f"[0-9十廿{''.join(NUMERALS)}]")
_NO_DIGIT: Final = re.compile(r"[^0-9X]")
# Any words between the groups, if the middle group begins with 0 or the words repeat: 138那个0013那个8000.
_PARTED: Final = re.compile(
    r"(?<![0-9])1[3-9][0-9](?P<one>[^0-9\s、,;。\x02]{1,6})(?P<middle>[0-9]{4})(?P<other>[^0-9\s、,;。\x02]{1,6})[0-9]{4}(?![0-9])"
)
_ID_WORD: Final = re.compile("身份证|证件|身份号码")
_CARD_WORD: Final = re.compile("卡号|[账帐]号|[账帐]户|银行")
_AHEAD: Final = 64  # characters in which a card's other digits and the word after it stand
_NEAR: Final = 20  # characters before and after a number that say what it is
_MARKS: Final = re.compile(
    r"[机秘绝]\s{0,3}密\s{0,3}[★☆⭐✩✭✮]|内\s{0,3}部\s{0,3}资\s{0,3}料|不\s{0,3}得\s{0,3}外\s{0,3}传(?!播)"
)
# The order in which kinds of findings claim characters that several match.
_FIRST: Final = ["E404", "E401", "E403", "E402", "E406", "E407", "E408"]


@dataclass(frozen=True, kw_only=True)
class PersonalFinding:
    """Something that must not be public: the code of its problem, its span in the text, and what it says."""

    code: str
    start: int
    end: int
    content: str

    @property
    def masked(self) -> str:
        """First three and last two characters, so that a log does not pass the number on; a mark in full.

        Of a plate the first two; of a birth date or a home no figure.
        """
        if self.code == "E404":
            return self.content
        if self.code == "E406":
            return _FIGURE.sub("*", self.content[:2]) + "*" * (len(self.content) - 2)
        if self.code in ("E407", "E408"):
            return _FIGURE.sub("*", self.content)
        return self.content[:3] + "*" * (len(self.content) - 5) + self.content[-2:]


def findings(text: str) -> tuple[PersonalFinding, ...]:
    """All findings in their order; no two overlap."""
    return every_finding(text) if is_suspicious(text) else ()


@lru_cache(maxsize=4096)  # the same words stand in many records
def every_finding(text: str) -> tuple[PersonalFinding, ...]:
    """The same without the fast first look, which must not clear a text that has findings."""
    found: list[PersonalFinding] = []
    taken = bytearray(len(text))
    inside = [(at, one) for at, reading in enumerate(readings(text)) for one in _in_reading(reading)]
    for _, one in sorted(inside, key=lambda it: (_FIRST.index(it[1].code), -it[0], it[1].start)):
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


def _in_reading(reading: TextReading) -> Iterator[PersonalFinding]:
    for code, start, end in _spans(reading):
        written = reading.text[start:end]
        is_number = code in ("E401", "E402", "E403")
        yield PersonalFinding(
            code=code,
            start=reading.origins[start],
            # An escape ends where the next character begins; one character may also have become several (⒈ is "1.").
            end=max(reading.origins[end - 1] + 1, reading.origins[end]),
            content=_digits(written) if is_number else "".join(filter(str.isprintable, written.split())),
        )


def _spans(reading: TextReading) -> Iterator[tuple[str, int, int]]:
    """Code, start and end of what one reading holds; a number in a table is read down its column."""
    text = reading.text
    yield from (("E404", *mark.span()) for mark in _MARKS.finditer(text))
    yield from private_spans(text)
    if not reading.is_headed:
        machineless = without_machines(text)
        plain = without_forms(machineless)
        yield from (("E401", *span) for span in _residents(machineless))
        yield from (("E403", *span) for span in _cards(plain))
        yield from (("E402", *span) for span in _mobiles(plain))
        yield from _run_together(text)


def _digits(written: str) -> str:
    return _NO_DIGIT.sub(
        "", written[:-1].translate(_TO_ASCII).replace("X", "") + written[-1].translate(_TO_ASCII)
    )


def _residents(text: str) -> Iterator[tuple[int, int]]:
    for found in RESIDENT.finditer(text):
        start, end = found.span("number")
        wholes = [whole.end() for last in LAST_OF_RESIDENT if (whole := last.match(text, end))]
        # A number that its word names is one even if a digit is wrong or missing.
        for until in (*wholes, end) if _is_named_id(text, start, end) else wholes:
            digits = _digits(text[start:until])
            if _is_new_id(digits) or (_is_born(digits) and _is_named_id(text, start, until)):
                around = surroundings(text, start, until)
                if around is not None and not is_long_row(around):
                    yield start, until
    if _ID_WORD.search(text):
        for found in LONG.finditer(text):
            start, end = found.span("number")
            ends = _ends(text, end, _SIZES_OF_OLD_ID)
            yield from ((start, end) for end in ends if _is_old_id(text, start, end))


def _ends(text: str, end: int, sizes: range) -> Iterator[int]:
    """Possible ends of a number of these sizes whose first 13 digits end at `end`; the longest first."""
    ends = [end]
    while len(ends) <= sizes[-1] - _SHORTEST_LONG and (following := NEXT.match(text, ends[-1])):
        ends.append(following.end())
    yield from reversed(ends[sizes[0] - _SHORTEST_LONG :])


def _is_old_id(text: str, start: int, end: int) -> bool:
    digits = _digits(text[start:end])
    return (
        _OLD_ID.fullmatch(digits) is not None
        and digits[:2] in _REGIONS
        and _is_day("19" + digits[6:12])
        and _is_named_id(text, start, end)
    )


def _is_named_id(text: str, start: int, end: int) -> bool:
    """Does a word beside this number say that it is a resident ID?"""
    return _ID_WORD.search(f"{text[max(0, start - _NEAR) : start]}\n{text[end : end + _NEAR]}") is not None


def _cards(text: str) -> Iterator[tuple[int, int]]:
    for found in (LONG if _CARD_WORD.search(text) else UNION_PAY).finditer(text):
        start, end = found.span("number")
        before, ahead = text[max(0, start - _NEAR) : start], text[start : end + _AHEAD]
        size = _card(before, ahead, end - start)
        if size:
            yield start, start + size


@lru_cache(maxsize=4096)
def _card(before: str, ahead: str, shortest: int) -> int:
    """The length of the longest card number at the start of `ahead`, or 0; its first 13 digits end at `shortest`.

    Luhn's formula (ISO/IEC 7812-1), and a word beside it or UnionPay's prefix.
    """
    is_union_pay = _digits(ahead[:shortest]).startswith("62")
    for end in _ends(ahead, shortest, _SIZES_OF_CARD):
        if not _is_luhn(_digits(ahead[:end])):
            continue
        around = surroundings(before + ahead, len(before), len(before) + end)
        is_named = _CARD_WORD.search(f"{before}\n{ahead[end : end + _NEAR]}") is not None
        if around is None or not (is_named or is_union_pay):
            continue
        if is_named or not (is_pair_of_figures(around, _USUAL_CARD) or is_ordinary(around, _USUAL_CARD)):
            return end
    return 0


def _is_luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(int(digit) for digit in digits[-1::-2]) + sum(doubled)) % 10 == 0


def _mobiles(text: str) -> Iterator[tuple[int, int]]:
    for found in MOBILE.finditer(text):
        around = surroundings(text, *found.span("number"))
        if around is not None and not is_ordinary(around, _USUAL_MOBILE):
            yield found.span("number")
    for found in _PARTED.finditer(text):
        if found["middle"][0] == "0" or found["one"] == found["other"]:
            yield found.span()


def _run_together(text: str) -> Iterator[tuple[str, int, int]]:
    """Mobile numbers and resident IDs without anything between them, which fill a longer group of digits."""
    for group in _GROUPS_RUN_TOGETHER.finditer(text):
        ways: dict[int, tuple[str, int]] = {group.start(): ("", -1)}  # what ends there, and where it begins
        for at in range(group.start(), group.end()):
            if at in ways:
                if _MOBILE.fullmatch(text, at, at + 11):
                    ways.setdefault(at + 11, ("E402", at))
                if _is_new_id(text[at : at + 18]):
                    ways.setdefault(at + 18, ("E401", at))
        last = group.end()
        while last in ways and last > group.start():
            code, start = ways[last]
            yield code, start, last
            last = start


def _is_new_id(digits: str) -> bool:
    return len(digits) == len(_WEIGHTS) + 1 and _is_born(digits) and _check(digits) == digits[-1]


def _is_born(digits: str) -> bool:
    """Does it begin with a region and a birth date, as a resident ID does?"""
    return digits[:2] in _REGIONS and _is_day(digits[6:14])


def _check(digits: str) -> str:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return _CHECKS[total % len(_CHECKS)]


def _is_day(digits: str) -> bool:
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= _FIRST_YEAR
    except ValueError:
        return False
