"""A fast first look: clears most texts, but never one that holds a personal number or a mark."""

from __future__ import annotations

import re
from typing import Final

from generator.personal.normalising import CN, WORD_RUN, bare_text
from generator.personal.private import PRIVATE
from generator.personal.reading import as_written
from generator.personal.shapes import RAW
from generator.personal.tables import may_hold_tables, tables

_LONG: Final = re.compile("[0-9OoIl〇零○◯]{13}")
_PARTED: Final = re.compile(r"1[3-9][0-9][^0-9\s]{1,6}[0-9]{4}[^0-9\s]{1,6}[0-9]{4}")
_LABELLED: Final = re.compile(
    rf"\n(?<=[0-9 ]\n)[ >]*(?:[0-9]{{1,2}}(?:[.)] |、)|[(（]?[0-9{CN}]{{1,2}}[)）]|[A-Za-z][.)] "
    rf"|[{CN}]{{1,2}}、|[甲乙丙丁前中后][:：]|第[0-9{CN}]{{1,2}}[段行步])"
    r"|位(?:数字?|号码)?[是为:：]?\s?[0-9]|尾号[是为:：]?\s?[0-9]"
    r"|\[(?<=[0-9]\[)(?:\^|脚?注|[0-9]{1,2}\])|[(（](?<=[0-9].)注|\](?<=[0-9]\])\(|\{(?<=[0-9]\{)[.#:]"
)
_MARKED: Final = re.compile(
    r"密\s{0,3}★|内\s{0,3}部\s{0,3}资|得\s{0,3}外\s{0,3}传|卡号|[账帐][号户]|银行|身份|证件"
)
_CODED: Final = re.compile("%[0-9A-Fa-f]{2}|&[#A-Za-z]|<[/!A-Za-z-]")
_UNUSUAL: Final = re.compile("[^\\x00-\\x7e\\u4e00-\\u9fff\\u3000·—–‘’“”…、。〇〈-】！（），－．：；？～℃]")


def is_suspicious(text: str) -> bool:
    """May any rule match in this text? False for most texts."""
    if _is_worth_it(text):
        return True
    if not may_hold_tables(text):
        return False
    return any(_is_worth_it(table.text) for table in tables(as_written(text)))


def _is_worth_it(text: str) -> bool:
    if ("%" in text or "&" in text or "<" in text) and _CODED.search(text):
        return True
    if any(
        pattern.search(text) for pattern in (*RAW, _UNUSUAL, _MARKED, _LONG, _PARTED, _LABELLED, WORD_RUN)
    ):
        return True
    found = [pattern for hint, pattern in PRIVATE if hint.search(text)]
    if any(pattern.search(text) for pattern in found):
        return True
    shown = bare_text(text) if found else text
    return shown != text and any(pattern.search(shown) for pattern in found)
