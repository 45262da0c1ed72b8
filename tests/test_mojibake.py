"""Text read in the wrong encoding: which stretch is garbled, and what it was."""

from __future__ import annotations

import pytest

from generator.text.mojibake import garbled


def as_western(text: str, times: int = 1) -> str:
    """UTF-8 read as Windows-1252, where that has no character as Latin-1."""
    for _ in range(times):
        text = "".join(
            chr(code) if code in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes((code,)).decode("cp1252")
            for code in text.encode()
        )
    return text


@pytest.mark.parametrize("times", [1, 2, 3])
def test_utf8_read_as_western_up_to_three_times_is_turned_back(times: int) -> None:
    """A file saved wrongly again and again still tells what it said."""
    text = as_western("官柳", times)
    assert garbled(f"abc {text} abc") == (4, text, "官柳")


def test_what_was_garbled_more_often_is_garbled_and_lost() -> None:
    """It is refused, but nobody guesses."""
    text = as_western("官柳", 4)
    assert garbled(text) == (0, text, None)


def test_controls_of_latin_1_are_bytes_too() -> None:
    """Of 0x8D Windows-1252 has no character, so that a reader keeps the control."""
    assert garbled("é…\x8d") == (0, "é…\x8d", "配")


def test_the_last_byte_of_latin_1_is_a_byte_of_gb_2312() -> None:
    """ÿ is 0xFF: no text in UTF-8 or GB 2312 has it, so nothing is turned back."""
    assert garbled("ÿÃ©") == (0, "ÿÃ©", None)


def test_western_letters_that_are_no_chinese_are_not_explained() -> None:
    """Ã© is é garbled: refused, without a Chinese text to offer."""
    assert garbled("Ã©Ã©") == (0, "Ã©Ã©", None)


def test_a_text_longer_than_anybody_copies_is_not_turned_back() -> None:
    """Up to two thousand characters are."""
    assert garbled(as_western("官" * 666)) == (0, "å®˜" * 666, "官" * 666)
    assert garbled("å®˜" * 667) == (0, "å®˜" * 667, None)
    assert garbled(as_western("官" * 666 + "é")) == (0, "å®˜" * 666 + "Ã©", "官" * 666 + "é")


def test_gb_2312_read_as_western_is_turned_back() -> None:
    """Only where the result is Chinese: two letters that are a Greek and a Cyrillic pair stay."""
    assert garbled("所长ÖÜÃ÷") == (2, "ÖÜÃ÷", "周明")
    assert garbled("".join(chr(code) for code in "αβ".encode("gb2312"))) is None


def test_utf8_read_as_gbk_is_turned_back() -> None:
    """The run alone is told, not the text around it."""
    assert garbled("a 瀹樻煶绀惧尯 b") == (2, "瀹樻煶绀惧尯", "官柳社区")
    assert garbled("瀹樻煶") == (0, "瀹樻煶", "官柳")


def test_utf8_read_as_gbk_whose_last_byte_is_lost_is_garbled() -> None:
    """An odd number of bytes: the last one became €, or nothing, and the last character cannot be known."""
    written = "官柳社区一".encode()
    text = written[:-1].decode("gbk")
    assert written[-1:] == b"\x80"
    assert garbled(text) == (0, text, None)
    assert garbled(f"{text}€") == (0, f"{text}€", None)


def test_two_characters_and_a_lost_one_may_be_any_rare_text() -> None:
    """Nothing is called garbled on such weak evidence."""
    assert garbled("官柳一".encode()[:-1].decode("gbk")) is None


def test_a_run_whose_first_characters_are_its_own_is_no_garbled_text() -> None:
    """Only what is UTF-8 from its beginning was read wrongly: rare characters beside each other are a name."""
    assert garbled("龘龘") is None
    assert garbled("€瀹樻煶") is None


def test_the_replacement_of_lost_bytes_is_garbled() -> None:
    """锟斤拷 is what is left of two replacement characters."""
    assert garbled("锟斤拷锟斤拷") == (0, "锟斤拷锟斤拷", None)
