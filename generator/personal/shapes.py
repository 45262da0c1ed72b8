"""What personal numbers look like, digit by digit, whatever stands between the digits: patterns for a first look.

Each pattern is tried at every place and takes one way only, so a text of any kind is read in linear time.
"""

from __future__ import annotations

import re
from typing import Final

from generator.personal.normalising import LETTERS, NUMERALS, SPELLED
from generator.personal.reading import BREAK

# Words for a separator between two groups: 138转0013接8000. Measure words are not among them.
_SAID: Final = (
    "转接?|接着?|再[加接]?|然后|随后|之后|最后|后[面边]?|前[面边]?|中间|末尾|加上?|和|跟|与|及|是|为|杠|横[杠线]?|减"
    "|短[横线]|点|空格?|下划线|星号?|井号?|逗号?|顿号|分机|[Dd]ash|[Dd]ot|[Ss]pace|[Aa]nd|[Tt]hen|[Ee]xt|[Tt]o"
)
_WORD: Final = f"(?=[转接再然随之最后前中末加和跟与及是为杠横减短点空下星井逗顿分DdSsAaTtEe])(?:{_SAID})"
_RINGS: Final = "○◯"  # signs that look like a zero
_SIGNS: Final = rf"[^\w{BREAK}{_RINGS}]*+"
_GAP_BEFORE_X: Final = f"{_SIGNS}(?:(?:_|{_WORD}){_SIGNS})*+"
GAP: Final = f"{_SIGNS}(?:(?:[_Xx]|{_WORD}){_SIGNS})*+"  # x: × as well
# The first two digits of a division code: each first with the seconds that follow it (GB/T 2260).
_SECONDS: Final = ("12345", "123", "1234567", "123456", "01234", "12345", "1", "123")
REGIONS: Final = dict(zip("12345678", _SECONDS, strict=True))
_NOT_INSIDE: Final = "(?<![0-9])"  # spelled digits may begin and end anywhere


class _Digits:
    """Builds patterns of digits with a gap between any two; `raw` also accepts what any reading turns into a digit."""

    def __init__(self, *, raw: bool) -> None:
        self._forms = {str(digit): f"{digit}{SPELLED[digit]}" for digit in range(10)}
        if raw:
            for written, digit in (NUMERALS | LETTERS).items():
                self._forms[digit] += written
            self._forms["0"] += _RINGS
        self.any = f"[{''.join(self._forms.values())}]"

    def of(self, *ranges: str) -> str:
        """One digit for each argument, which lists the allowed ones; "" allows any."""
        return GAP.join(self._place(digits) for digits in ranges)

    def _place(self, digits: str) -> str:
        return f"[{''.join(self._forms[digit] for digit in digits)}]" if digits else self.any

    def more(self, count: int) -> str:
        """`count` more digits."""
        return f"(?:{GAP}{self.any}){{{count}}}"

    def one_of(self, *ways: tuple[str, ...]) -> str:
        """Alternatives for the next digits."""
        return f"(?:{'|'.join(self.of(*way) for way in ways)})"


def _resident(digits: _Digits) -> str:
    """A resident ID without its last character."""
    # Begins with one class for speed; lookbehinds tie the second digit to the first.
    seconds = (f"(?<={digits.of(first)}){GAP}{digits.of(second)}" for first, second in REGIONS.items())
    region = f"{digits.of(''.join(REGIONS))}(?:{'|'.join(seconds)})"
    year = digits.one_of(("1", "8", "89", ""), ("1", "9", "", ""), ("2", "0", "", ""))
    month = digits.one_of(("0", "123456789"), ("1", "012"))
    day = digits.one_of(("0", "123456789"), ("12", ""), ("3", "01"))
    return f"{region}{digits.more(4)}{GAP}{year}{GAP}{month}{GAP}{day}{digits.more(3)}"


_PLAIN: Final = _Digits(raw=False)
_PREFIX: Final = f"(?:(?:{_PLAIN.of('0', '0')}{GAP})?{_PLAIN.of('8', '6')}|{_PLAIN.of('0')}){GAP}"
MOBILE: Final = re.compile(
    f"{_NOT_INSIDE}(?=(?:{_PREFIX})??(?P<number>{_PLAIN.of('1', '3456789')}{_PLAIN.more(9)}))"
)
RESIDENT: Final = re.compile(f"{_NOT_INSIDE}(?=(?P<number>{_resident(_PLAIN)}))")
LAST_OF_RESIDENT: Final = (
    re.compile(f"{_GAP_BEFORE_X}(?:X{_GAP_BEFORE_X})?X(?![A-Za-z])"),
    re.compile(f"{GAP}{_PLAIN.any}"),
)
LONG: Final = re.compile(f"{_NOT_INSIDE}(?=(?P<number>{_PLAIN.any}{_PLAIN.more(12)}))")
UNION_PAY: Final = re.compile(f"{_NOT_INSIDE}(?=(?P<number>{_PLAIN.of('6', '2')}{_PLAIN.more(11)}))")
NEXT: Final = LAST_OF_RESIDENT[1]
GROUP: Final = re.compile(f"{_PLAIN.any}+")
GROUP_BEFORE: Final = re.compile(f"(?P<group>{_PLAIN.any}{{1,20}})(?P<gap>{GAP})$")
GROUP_AFTER: Final = re.compile(f"(?P<gap>{GAP})(?P<group>{_PLAIN.any}{{1,20}})")

_RAW: Final = _Digits(raw=True)
# The same for an unprocessed text: they match wherever a pattern matches in one of its readings.
RAW: Final = (
    re.compile(_RAW.of("1", "3456789") + _RAW.more(9)),
    re.compile(_resident(_RAW)),
    re.compile(_RAW.of("6", "2") + _RAW.more(11)),
)
