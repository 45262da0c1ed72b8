"""Text decoded in the wrong encoding: which part is garbled, and what it was."""

from __future__ import annotations

import pytest

from generator.text.mojibake import garbled


def as_western(text: str, times: int = 1) -> str:
    """Decode UTF-8 as Windows-1252, and bytes that it leaves undefined as Latin-1."""
    for _ in range(times):
        text = "".join(
            chr(code) if code in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes((code,)).decode("cp1252")
            for code in text.encode()
        )
    return text


@pytest.mark.parametrize("times", [1, 2, 3])
def test_utf8_read_as_western_up_to_three_times_is_turned_back(times: int) -> None:
    """UTF-8 decoded as Windows-1252 up to three times is restored."""
    text = as_western("官柳", times)
    assert garbled(f"abc {text} abc") == (4, text, "官柳")


def test_text_garbled_four_times_is_found_but_not_restored() -> None:
    """Text garbled four times is found but not restored."""
    text = as_western("官柳", 4)
    assert garbled(text) == (0, text, None)


def test_controls_of_latin_1_are_bytes_too() -> None:
    """Latin-1 control characters are read as bytes, because Windows-1252 leaves those undefined."""
    assert garbled("é…\x8d") == (0, "é…\x8d", "配")


def test_the_last_byte_of_latin_1_is_a_byte_of_gb_2312() -> None:
    """ÿ is byte 0xFF, which neither UTF-8 nor GB 2312 contains, so the text is not restored."""
    assert garbled("ÿÃ©") == (0, "ÿÃ©", None)


def test_garbled_western_letters_are_found_but_not_restored() -> None:
    """Garbled Western letters are found, without a Chinese text to offer."""
    assert garbled("Ã©Ã©") == (0, "Ã©Ã©", None)


def test_a_very_long_garbled_text_is_not_restored() -> None:
    """A garbled text of up to two thousand characters is restored, a longer one only found."""
    assert garbled(as_western("官" * 666)) == (0, "å®˜" * 666, "官" * 666)
    assert garbled("å®˜" * 667) == (0, "å®˜" * 667, None)
    assert garbled(as_western("官" * 666 + "é")) == (0, "å®˜" * 666 + "Ã©", "官" * 666 + "é")


def test_gb_2312_read_as_western_is_turned_back() -> None:
    """GB 2312 decoded as Windows-1252 is restored only if the result is Chinese."""
    assert garbled("所长ÖÜÃ÷") == (2, "ÖÜÃ÷", "周明")
    assert garbled("".join(chr(code) for code in "αβ".encode("gb2312"))) is None


def test_utf8_read_as_gbk_is_turned_back() -> None:
    """UTF-8 decoded as GBK is restored, without the text around it."""
    assert garbled("a 瀹樻煶绀惧尯 b") == (2, "瀹樻煶绀惧尯", "官柳社区")
    assert garbled("瀹樻煶") == (0, "瀹樻煶", "官柳")


def test_utf8_read_as_gbk_whose_last_byte_is_lost_is_garbled() -> None:
    """With an odd number of bytes the last character is lost, as € or nothing: the text is found but not restored."""
    written = "官柳社区一".encode()
    text = written[:-1].decode("gbk")
    assert written[-1:] == b"\x80"
    assert garbled(text) == (0, text, None)
    assert garbled(f"{text}€") == (0, f"{text}€", None)


def test_two_characters_and_a_lost_one_may_be_any_rare_text() -> None:
    """Two characters with a lost third are too little evidence to call a text garbled."""
    assert garbled("官柳一".encode()[:-1].decode("gbk")) is None


def test_a_run_that_is_not_utf8_from_its_start_is_not_garbled() -> None:
    """A run that is not UTF-8 from its first character is not garbled: rare characters may form a name."""
    assert garbled("龘龘") is None
    assert garbled("€瀹樻煶") is None


def test_the_replacement_of_lost_bytes_is_garbled() -> None:
    """锟斤拷, the trace of two replacement characters, is garbled and cannot be restored."""
    assert garbled("锟斤拷锟斤拷") == (0, "锟斤拷锟斤拷", None)
