"""Which texts are worth a closer look: most are cleared at a glance, none that holds a number or a mark."""

from __future__ import annotations

import re
from typing import Final

from generator.personal.normalising import NUMERALS

# Each of these finds no less than `findings` would.
_DIGITS: Final = "0-9Oo" + "".join(NUMERALS)
BREAK: Final = "。"  # ends every number, and stands between the values that are looked at together
_GAP: Final = rf"(?:[^\w{BREAK}]|_)*+"
_LIKE_A_MOBILE: Final = re.compile(
    f"[1一壹弌幺]{_GAP}[3-9三叁參叄弎四肆五伍六陆陸七柒八捌九玖](?:{_GAP}[{_DIGITS}]){{9}}"
)
_LONG: Final = re.compile(f"[{_DIGITS}](?:{_GAP}[{_DIGITS}]){{12}}")
_MARKED: Final = re.compile(r"密\s{0,3}★|内\s{0,3}部\s{0,3}资|得\s{0,3}外\s{0,3}传")
_CODED: Final = re.compile("%[0-9A-Fa-f]{2}|&[#A-Za-z]|<[/!A-Za-z-]")
_UNUSUAL: Final = re.compile("[^\\x00-\\x7e\\u4e00-\\u9fff\\u3000·—–‘’“”…、。〇〈-】！（），－．：；？～℃]")


def is_suspicious(text: str) -> bool:
    """Is the text worth a closer look? Most hold nothing that any rule could match."""
    if ("%" in text or "&" in text or "<" in text) and _CODED.search(text):
        return True
    return any(pattern.search(text) for pattern in (_LIKE_A_MOBILE, _LONG, _UNUSUAL, _MARKED))
