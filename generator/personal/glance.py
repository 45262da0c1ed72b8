"""Which texts are worth a closer look: most are cleared at a glance, none that holds a number or a mark."""

from __future__ import annotations

import re
from typing import Final

from generator.personal.normalising import WORD_RUN
from generator.personal.private import PRIVATE
from generator.personal.shapes import RAW

_LONG: Final = re.compile("[0-9OoIl〇零○◯]{13}")
_PARTED: Final = re.compile(r"1[3-9][0-9][^0-9\s]{1,6}[0-9]{4}[^0-9\s]{1,6}[0-9]{4}")
_ITEMS: Final = re.compile(r"[0-9]\s*\n[ >]*[0-9]{1,2}(?:[.)] |、)\s*[0-9]")
_MARKED: Final = re.compile(
    r"密\s{0,3}★|内\s{0,3}部\s{0,3}资|得\s{0,3}外\s{0,3}传|卡号|[账帐][号户]|银行|身份|证件"
)
_CODED: Final = re.compile("%[0-9A-Fa-f]{2}|&[#A-Za-z]|<[/!A-Za-z-]")
_UNUSUAL: Final = re.compile("[^\\x00-\\x7e\\u4e00-\\u9fff\\u3000·—–‘’“”…、。〇〈-】！（），－．：；？～℃]")


def is_suspicious(text: str) -> bool:
    """Is the text worth a closer look? Most hold nothing that any rule could match."""
    if ("%" in text or "&" in text or "<" in text) and _CODED.search(text):
        return True
    if any(pattern.search(text) for pattern in (*RAW, _UNUSUAL, _MARKED, _LONG, _PARTED, _ITEMS, WORD_RUN)):
        return True
    return any(hint.search(text) and pattern.search(text) for hint, pattern in PRIVATE)
