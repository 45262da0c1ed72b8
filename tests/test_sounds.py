"""Readings of the characters in names, for queries in pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.feeds.sounds import Sounds, homophones, sounds


def can_be_read(name: str, syllables: str) -> bool:
    """Whether each character may have the syllable at its place."""
    read = sounds([name])
    return all(
        syllable
        in f"{read.anywhere.get(character, '')} {'' if at else read.first.get(character, '')}".split()
        for at, (character, syllable) in enumerate(zip(name, syllables.split(), strict=True))
    )


def test_each_character_has_one_entry_with_all_readings() -> None:
    """A character has one entry with all its readings, in order, whatever the names."""
    assert sounds(["重庆路", "体重", "重庆路"]) == Sounds(
        anywhere={"体": "ti", "庆": "qing", "路": "lu", "重": "chong zhong"}, first={}
    )


@pytest.mark.parametrize(
    ("name", "syllables"),
    [
        ("单小雨", "shan xiao yu"),
        ("曾国", "zeng guo"),
        ("尉健", "wei jian"),
        ("尉迟恭", "yu chi gong"),
        ("万俟洛", "mo qi luo"),
        ("王建国", "wang jian guo"),
        ("欧阳修", "ou yang xiu"),
        ("阚泽", "kan ze"),
        ("乜红", "nie hong"),
        ("粘晓", "nian xiao"),
        ("隗明", "wei ming"),
        ("能红", "nai hong"),
        ("鲜于通", "xian yu tong"),
        ("闾丘明", "lv qiu ming"),
    ],
)
def test_surnames_are_read_as_surnames(name: str, syllables: str) -> None:
    """A surname at the beginning is read as a surname; two characters go before one."""
    assert can_be_read(name, syllables)


@pytest.mark.parametrize(
    ("name", "family", "dictionary"),
    [
        ("单家", "shan jia", "dan jia"),
        ("解家营", "xie jia ying", "jie jia ying"),
        ("仇家村", "qiu jia cun", "chou jia cun"),
        ("查家湾", "zha jia wan", "cha jia wan"),
        ("盖家沟", "ge jia gou", "gai jia gou"),
        ("任家桥", "ren jia qiao", "ren jia qiao"),
    ],
)
def test_a_place_that_begins_with_a_surname_is_read_both_ways(
    name: str, family: str, dictionary: str
) -> None:
    """A place that begins with a surname has the surname's reading and the usual one."""
    assert can_be_read(name, family)
    assert can_be_read(name, dictionary)


def test_a_surname_elsewhere_is_read_as_usual() -> None:
    """A surname's character elsewhere has only its usual reading."""
    assert sounds(["简单"]) == Sounds(anywhere={"单": "dan", "简": "jian"}, first={})


@pytest.mark.parametrize(
    ("place", "syllables"),
    [
        ("长港镇", "chang gang zhen"),
        ("沙咀村", "sha zui cun"),
        ("吴都社区", "wu du she qu"),
        ("曾家湾", "zeng jia wan"),
        ("朝阳社区", "chao yang she qu"),
        ("朝阳社区", "zhao yang she qu"),
        ("马家圩", "ma jia xu"),
        ("十里堡", "shi li pu"),
        ("六安路", "lu an lu"),
    ],
)
def test_a_place_is_read_as_its_residents_read_it(place: str, syllables: str) -> None:
    """Places have their local readings: 长港 is changgang, not the dictionary's zhanggang."""
    assert can_be_read(place, syllables)


def test_what_the_dictionary_lacks_is_left_out() -> None:
    """A character without a reading is left out, so that the others are still found; digits and letters need none."""
    assert sounds(["那𡌶"]) == Sounds(anywhere={"那": "na"}, first={})
    assert sounds(["3531a", "", "é号"]) == Sounds(anywhere={"号": "hao"}, first={})


@given(st.text())
def test_readings_are_letters_whatever_the_name(name: str) -> None:
    """Readings consist of ASCII letters, whatever the name."""
    read = sounds([name])
    assert all(
        syllable.isascii() and syllable.isalpha()
        for each in read.anywhere.values()
        for syllable in each.split()
    )
    assert set(read.anywhere) <= set(name)


def test_homophones_leave_out_known_characters() -> None:
    """Homophones of the given syllables leave out characters that are already known."""
    found = homophones(["bin", "lv"], "滨")
    assert found.keys() == {"bin", "lv"}
    assert {"宾", "彬"} <= set(found["bin"])
    assert "滨" not in found["bin"]
    assert {"绿", "驴"} <= set(found["lv"])
