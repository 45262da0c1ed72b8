"""Figures in a form of their own that are no personal numbers: amounts, landlines, times, network addresses."""

from __future__ import annotations

import re
from typing import Final

from generator.personal.reading import BREAK

_OCTET: Final = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_COUNT: Final = "(?:0|[1-9][0-9]{0,6})"
_SHARE: Final = f"(?:(?:u:)?{_COUNT}/{_COUNT}|X/{_COUNT}|u)"  # as in a release; X: x
_AMOUNT: Final = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?"
_AFTER_AMOUNT: Final = r"(?![0-9]|[ .,_-]{1,3}[0-9])"
_BEFORE_AMOUNT: Final = r"(?<![0-9])(?<![0-9][ .,_-])(?<![0-9] [-.,_] )"
_MACHINE_FORMS: Final = (
    r"(?<![0-9A-Za-z])(?=[a-f]*[0-9]+[a-f]+[0-9])[0-9a-f]{16,}(?![0-9A-Za-z])",  # a digest, letters inside
    # IPv4: alone, in a list, or the end of a range, but not the end of a longer number in parts.
    (
        r"(?<![0-9.])(?:(?<![0-9][-_·:/])|(?<=\.[0-9]-)|(?<=\.[0-9]{2}-)|(?<=\.[0-9]{3}-))"
        rf"(?:{_OCTET}\.){{3}}{_OCTET}(?:[:/][0-9]{{1,5}})?(?![0-9]|\.[0-9])"
    ),
    r"(?<![0-9A-Fa-f:-])[0-9A-Fa-f]{2}(?P<mac>[:-])(?:[0-9A-Fa-f]{2}(?P=mac)){4}[0-9A-Fa-f]{2}(?![0-9A-Fa-f]|[:-][0-9])",
)
_FORMS: Final = (
    rf"{_BEFORE_AMOUNT}{_AMOUNT}{_AFTER_AMOUNT}(?=[^0-9]{{0,3}}[元万亿¥$])",
    rf"{_BEFORE_AMOUNT}(?![0-9]{{2}},[0-9]{{3}},[0-9]{{3}},){_AMOUNT}{_AFTER_AMOUNT}",
    r"(?<![0-9])\(?0(?:10|2[0-9]|[3-9][0-9]{2})\)?[- ]?[2-8][0-9]{6,7}(?:(?:-|转)[0-9]{1,5})?(?![0-9])",  # a landline
    r"(?<![0-9])400[- ]?[0-9]{3}[- ]?[0-9]{4}(?![0-9])",
    r"(?<![0-9点])(?:[01]?[0-9]|2[0-4])点(?:[0-5]?[0-9]分?)?(?![0-9点])",
    r"(?<![0-9])(?<![0-9][-./ _])(?:19|20)[0-9]{2}(?:年(?:[01]?[0-9]月)?(?:[0-3]?[0-9]日)?|-[01][0-9](?![0-9-]))",
)
# The lookahead for the first character rules out most positions at once.
_MACHINES: Final = re.compile(f"(?=[0-9A-Fa-f])(?:{'|'.join(_MACHINE_FORMS)})")
_FORM: Final = re.compile(f"(?=[0-9(])(?:{'|'.join(_FORMS)})")
_SUM: Final = re.compile(
    r"(?=[0-9])(?<![0-9+])(?<![+] )[0-9]{1,9}(?: ?[+] ?[0-9]{1,9})+ ?= ?[0-9]{1,10}(?![0-9])"
)
_SHARES: Final = re.compile(rf"(?=[0-9uX])(?<![0-9A-Za-z/]){_SHARE}(?:[ -]+{_SHARE}){{2,}}(?![0-9A-Za-z/])")
_PARTS: Final = re.compile("([0-9]+)/([0-9]+)")


def without_forms(text: str) -> str:
    """Blot out every other form of figures in a text that is already `without_machines`."""
    return _FORM.sub(_blot, text)


def without_machines(text: str) -> str:
    """Blot out network addresses, digests, sums and rows of shares."""
    return _MACHINES.sub(_blot, _SUM.sub(_without_sum, _SHARES.sub(_without_shares, text)))


def _blot(found: re.Match[str]) -> str:
    return BREAK * len(found[0])


def _without_sum(found: re.Match[str]) -> str:
    """Blot out a sum only if it is correct."""
    parts, _, total = found[0].partition("=")
    return _blot(found) if sum(map(int, parts.split("+"))) == int(total) else found[0]


def _without_shares(found: re.Match[str]) -> str:
    """Blot out shares only if no part exceeds its whole (4/4 16/16 24/25)."""
    is_right = all(int(part) <= int(whole) for part, whole in _PARTS.findall(found[0]))
    return _blot(found) if is_right else found[0]
