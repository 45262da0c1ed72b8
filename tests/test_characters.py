"""Tests of the characters that no published text may contain, and of the suggested text."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.characters import Fault, mended, strange_in
from tests.small_sites import REPOSITORY

CASES: Final = [
    ("周\u200b平", Fault.UNSEEN, "周平"),
    ("周\u200c平", Fault.UNSEEN, "周平"),
    ("周\u200d平", Fault.UNSEEN, "周平"),
    ("周\u00ad平", Fault.UNSEEN, "周平"),
    ("周\u2060平", Fault.UNSEEN, "周平"),
    ("周\u180e平", Fault.UNSEEN, "周平"),
    ("周\u3164平", Fault.UNSEEN, "周平"),
    ("周\u115f平", Fault.UNSEEN, "周平"),
    ("葛\U000e0100店", Fault.UNSEEN, "葛店"),
    ("电话\u00a0是", Fault.UNSEEN, "电话 是"),
    ("王\ue863", Fault.PRIVATE, "王䶮"),
    ("王\ue855", Fault.PRIVATE, "王𤇾"),
    ("王\ue854", Fault.PRIVATE, "王龺"),
    ("\ue815", Fault.PRIVATE, "厂"),
    ("王\uf8ff", Fault.PRIVATE, None),
    ("单\ufffd雨", Fault.LOST, None),
    ("单\ufffc雨", Fault.LOST, None),
    ("单\u0378雨", Fault.UNKNOWN, None),
    ("单\udc80雨", Fault.UNKNOWN, None),
    ("单\U000e0fff雨", Fault.UNKNOWN, None),
    ("\u2ed3港路", Fault.FORM, "长港路"),
    ("\u2f50\u2f52", Fault.FORM, "比氏"),
    ("\u2e80", Fault.FORM, None),
    ("\uf9e6", Fault.FORM, "罹"),
    ("\u2126", Fault.FORM, "Ω"),
    ("１０６国道", Fault.FORM, "106国道"),
    ("Ａ区", Fault.FORM, "A区"),
    ("｡", Fault.FORM, "。"),
    ("ﬁ", Fault.FORM, "fi"),
    ("︵", Fault.FORM, "("),
    ("阿里•买买提", Fault.FORM, "阿里·买买提"),
    ("阿里･买买提", Fault.FORM, "阿里·买买提"),
    ("阿里・买买提", Fault.FORM, "阿里·买买提"),
    ("瀹樻煶绀惧尯", Fault.GARBLED, "官柳社区"),
    ("å®˜æŸ³ç¤¾åŒº", Fault.GARBLED, "官柳社区"),
    ("Ã¥Â®Ëœ", Fault.GARBLED, "官"),
    ("ï¼š", Fault.GARBLED, "："),
    ("Ã¥…", Fault.GARBLED, None),
    ("ÖÜÃ÷", Fault.GARBLED, "周明"),
    ("锟斤拷锟斤拷", Fault.GARBLED, None),
]


@pytest.mark.parametrize(("text", "fault", "right"), CASES)
def test_a_refused_character_is_found(text: str, fault: Fault, right: str | None) -> None:
    """The fault is named, and the corrected text is given where it can be known."""
    assert strange_in(text)[0].fault is fault
    assert mended(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "古楼派出所,电话:0711-0000123;(24 小时)",
        "，。：；（）！？％＋－～＝／、《》「」【】…—·“”‘’",
        "①号楼 ㈠ ⑴ Ⅱ期 100㎡ 25℃ №3 m² ½ ㎥ ° ′ ″ × ± → ★ □ 〇 ○",
        "䶮 㙍 龴 鿏 𠮷 𨙸 \U00031350 \U000323b0",
        "é ü ǖ café”。 阿拉坦·其其格 ئۇيغۇر བོད",
        "• 第一条\n• 第二条",
        "　　正文",
        "😀",
    ],
)
def test_ordinary_characters_are_accepted(text: str) -> None:
    """Full-width punctuation, numbers in circles, units, rare characters of every extension and other scripts pass."""
    assert strange_in(text) == ()


def test_a_text_is_corrected_until_no_fault_remains() -> None:
    """Text between and after faults stays, and a fault that a correction reveals is corrected in the next round."""
    assert mended("甲⼀乙\u200b丙⼆丁") == "甲一乙丙二丁"
    assert mended("\ue816\ue815\ue864") == "𠂇厂龻"


@given(st.text(st.characters(max_codepoint=0x323AF), max_size=30))
def test_a_suggested_text_is_never_refused(text: str) -> None:
    """The suggested text itself has no fault."""
    right = mended(text)
    assert right is None or strange_in(right) == ()


def test_every_character_of_the_refused_kinds_is_found() -> None:
    """Over all of Unicode no character of the refused categories and no radical passes, whatever its block."""
    refused = {"Cf", "Co", "Cs", "Zl", "Zp"}
    passed = [
        f"U+{code:04X}"
        for code in range(0xA0, sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in refused and not strange_in(chr(code))
    ]
    assert passed == []
    radicals = range(0x2E80, 0x2FE0)
    assert [f"U+{code:04X}" for code in radicals if not strange_in(chr(code))] == []


def test_no_chinese_character_is_refused() -> None:
    """All unified ideographs pass, including those newer than this Python's Unicode."""
    blocks = (range(0x3400, 0x4DC0), range(0x4E00, 0x9FFD), range(0x20000, 0x2A6E0), range(0x2A700, 0x323B0))
    compatible = range(0x2F800, 0x2FA20)
    assert [
        f"U+{code:04X}"
        for block in blocks
        for code in block
        if code not in compatible and strange_in(chr(code))
    ] == []


def test_the_sample_has_no_refused_character() -> None:
    """No file of the repository's data and content gives a false alarm."""
    files: list[Path] = [*(REPOSITORY / "data").rglob("*.yml"), *(REPOSITORY / "content").rglob("*.md")]
    assert [file.name for file in files if strange_in(file.read_text("utf-8"))] == []
