"""Names that would be alike: each gets a number, as a bureau numbers its 第一派出所 and 第二派出所."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

_DIGITS: Final = "零一二三四五六七八九"
_TEN: Final = 10
_HUNDRED: Final = 100


def told_apart(names: Sequence[str], with_number: Callable[[str, str], str]) -> list[str]:
    """The names, those that occur more than once with a number by `with_number`; no two are alike afterwards."""
    occurrences, taken = Counter(names), set(names)
    numbers = {name: itertools.count(1) for name in occurrences}
    given = []
    for name in names:
        if occurrences[name] > 1:
            choices = (with_number(name, chinese_number(number)) for number in numbers[name])
            given.append(next(choice for choice in choices if choice not in taken))
            taken.add(given[-1])
        else:
            given.append(name)
    return given


def chinese_number(number: int) -> str:
    """一 to 九十九; figures from 100 on."""
    if number >= _HUNDRED:
        return f"{number}"
    tens, ones = divmod(number, _TEN)
    before = "" if tens == 0 else f"{_DIGITS[tens] if tens > 1 else ''}十"
    return before + (_DIGITS[ones] if ones or not tens else "")
