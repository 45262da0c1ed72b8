"""Comparing and reading texts: radicals, numerals, names and addresses in any spelling."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.addresses import building_keys, buildings_on_record, read_address
from generator.text.comparing import comparable, folded
from generator.text.numerals import NUMERALS, with_digits
from generator.text.radicals import RADICALS, without_radicals

VECTORS: Final = Path(__file__).parent / "vectors"
# Letters of many kinds, characters that NFKC or lower case changes, marks, numerals, invisible characters.
ANYTHING: Final = st.text(
    alphabet="，。（）·•- 　０１２ＡＢabÉé1号路社Ⅷ①㈱İßΣ´⻓⼈㍿一二十百千零〇两廿壹陆拾#\u200b\u00ad\u3164\n\x85e\u0301"
)


def vectors(name: str) -> list[dict[str, Any]]:
    """The examples that Python and the finder's script share."""
    read: list[dict[str, Any]] = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
    return read


@pytest.mark.parametrize("example", vectors("names"), ids=lambda example: example["text"])
def test_a_name_has_one_key(example: dict[str, str]) -> None:
    """Width, case, radicals, dots, spaces, numerals and invisible characters do not change a name's key."""
    assert comparable(example["text"]) == example["comparable"]
    assert folded(example["text"]) == example["folded"]


@pytest.mark.parametrize("example", vectors("addresses"), ids=lambda example: example["text"])
def test_an_address_is_read(example: dict[str, Any]) -> None:
    """An address is read part by part, with the buildings that it may mean."""
    address, rest = read_address(folded(example["text"]))
    read = {
        "text": example["text"],
        "parts": address,
        "house": example["house"],  # used by the finder alone
        "buildings": list(building_keys(address)),
        "rest": rest,
    }
    assert read == example


@given(ANYTHING)
def test_a_key_is_its_own_key(text: str) -> None:
    """The key of a key is the key itself."""
    assert comparable(comparable(text)) == comparable(text)
    assert folded(folded(text)) == folded(text)


@given(ANYTHING.filter(lambda text: not set(text) & set(NUMERALS + "壹陆拾两")))
def test_names_equal_on_record_are_equal_in_the_finder(text: str) -> None:
    """Names with one key on record have one key in the finder."""
    assert folded(comparable(text)).replace("-", "") == folded(text).replace("-", "")


def test_every_radical_is_known() -> None:
    """Every radical of both blocks but one has an ideograph."""
    assigned = {chr(code) for code in range(0x2E80, 0x2FE0) if unicodedata.category(chr(code)) != "Cn"}
    assert set(RADICALS) == assigned - {"⺀"}
    assert all(unicodedata.name(each).startswith("CJK UNIFIED IDEOGRAPH") for each in RADICALS.values())
    assert (without_radicals("⻓⼯⻋站"), RADICALS["⻳"]) == ("长工车站", "龟")


def spelled(number: int) -> str:
    """A number in Chinese numerals, spelled by hand: 108 is 一百零八."""
    digits = "零一二三四五六七八九"
    places = [
        (place, digit) for digit, place in zip(map(int, f"{number:04}"), (1000, 100, 10, 1), strict=True)
    ]
    said = ""
    for place, digit in places:
        if digit:
            gap = said and said[-1] != "零" and number // (place * 10) % 10 == 0
            said += ("零" if gap else "") + digits[digit] + {1000: "千", 100: "百", 10: "十", 1: ""}[place]
    return said.removeprefix("一") if 10 <= number < 20 else said


def test_numbers_are_counted() -> None:
    """Every number to 9,999 is read when spelled, digit by digit, and with 两 for 二."""
    for number in range(1, 10_000):
        written = spelled(number)
        assert with_digits(written) == str(number), written
        assert with_digits(written.replace("二百", "两百").replace("二千", "两千")) == str(number), written
        assert with_digits("".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))) == str(
            number
        )


@pytest.mark.parametrize(
    ("building", "keys"),
    [
        ("1栋", ("1",)),
        ("一栋", ("1",)),
        ("１幢", ("1",)),
        ("1号楼", ("1",)),
        ("1#", ("1",)),
        ("1号", ("1",)),
        ("1", ("1",)),
        ("A座", ("a",)),
        ("A区1栋", ("a1",)),
        ("三期1栋", ("3期1",)),
        ("1-3栋", ("1", "2", "3")),
        ("A区1-3栋", ("a1", "a2", "a3")),
        ("三至五号楼", ("3", "4", "5")),
        ("第一村民小组", ("1组",)),
        ("综合楼", ("综合楼",)),
        ("1-2栋", ("1", "2")),
        ("3-3栋", ("3",)),
        ("3-1栋", ("3",)),
        ("1-9999栋", ("1",)),
        ("5栋东侧平房", ("5栋东侧平房",)),
    ],
)
def test_a_building_is_one_building_however_it_is_written(building: str, keys: tuple[str, ...]) -> None:
    """栋, 幢, 号楼 and # are equal, and a span gives each of its buildings, or only the first if it is too long."""
    assert buildings_on_record(folded(building)) == keys


def test_a_span_longer_than_any_estate_is_one_building() -> None:
    """A span of two hundred buildings gives all of them, a longer one only the first."""
    assert len(buildings_on_record("1-200栋")) == 200
    assert buildings_on_record("1-201栋") == ("1",)


@pytest.mark.parametrize(
    "piece", ["壹", "零", "一", "1-", "1号", "1a", "-", "#", "\u200b", "甲1", "千", "1之"]
)
def test_long_texts_take_no_longer(piece: str) -> None:
    """Long repetitive texts are read in linear time."""
    text = piece * (30_000 // len(piece))
    assert folded(comparable(text)) is not None
    assert read_address(folded(text)) is not None
