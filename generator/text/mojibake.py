"""Text that was read in the wrong encoding: UTF-8 as GBK (锟斤拷, 瀹樻煶) or as Latin-1 (å®˜), GBK as Latin-1 (ÖÜÃ÷).

What is garbled in one of these ways can be turned back, and then reads as Chinese; other text cannot.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

# Windows-1252 has these where Latin-1 has controls.
_WESTERN: Final = "\u0080-\u00ff" + "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TAIL: Final = "\u0080-\u00bf" + "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_UTF8_AS_LATIN: Final = re.compile(
    rf"(?:[\u00c2-\u00df][{_TAIL}]|[\u00e0-\u00ef][{_TAIL}]{{2}}|[\u00f0-\u00f4][{_TAIL}]{{3}})"
)
_WESTERN_LETTER: Final = re.compile("[\u00b0-\u00b6\u00b8-\u00f7]")  # without ·, to clear most texts at once
_LATIN_RUN: Final = re.compile(rf"[{_WESTERN}]+")
_GBK_AS_LATIN: Final = re.compile("(?:[\u00b0-\u00f7][\u00a1-\u00fe]){2,}")
_CHINESE: Final = re.compile("[\u3400-\u9fff\uff01-\uff5e\u3000-\u301f]")
_RUN: Final = re.compile("[^\\x00-\\x7f]{2,}")
_LOST: Final = "\ufffd"
_TIMES: Final = 3
# Longer text is not decoded: nobody copies more from a message.
_LONGEST: Final = 2000


def garbled(text: str) -> tuple[int, str, str | None] | None:
    """Start, garbled text and original text of the first garbled part; None for the original if it is lost."""
    if _WESTERN_LETTER.search(text) and (_UTF8_AS_LATIN.search(text) or _GBK_AS_LATIN.search(text)):
        for run in _LATIN_RUN.finditer(text):
            if _UTF8_AS_LATIN.search(run[0]):
                return run.start(), run[0], _from_latin(run[0])
            if (right := _gbk(run[0])) is not None:
                return run.start(), run[0], right
    if _rare_pair().search(text):
        for run in _RUN.finditer(text):
            right = _from_gbk(run[0])
            if right is not None:
                return run.start(), run[0], None if _LOST in right else right
    return None


def _reread(text: str, encoding: str) -> str | None:
    """The text in its right encoding, after it was read as Latin-1 or Windows-1252."""
    try:
        return b"".join(c.encode("latin-1" if c <= "\xff" else "cp1252") for c in text).decode(encoding)
    except UnicodeError:
        return None


def _from_latin(text: str) -> str | None:
    """Decode as often as it was garbled."""
    right: str | None = text if len(text) <= _LONGEST else None
    for _ in range(_TIMES):
        right = _reread(right, "utf-8") if right is not None else None
        if right is not None and not _UTF8_AS_LATIN.search(right):
            return right if _CHINESE.search(right) else None
    return None


def _gbk(text: str) -> str | None:
    right = _reread(text, "gb2312")
    return right if right is not None and _CHINESE.search(right) else None


def _from_gbk(text: str) -> str | None:
    """Decode a run that is UTF-8 when encoded as GBK; its last character may be lost."""
    try:
        written = text.rstrip("?€").encode("gb18030")
    except UnicodeEncodeError:
        return None
    for cut in range(3):
        try:
            right = written[: len(written) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        is_whole = len(right) > 1 + (cut > 0) and all(_CHINESE.match(c) or c == _LOST for c in right)
        return right + _LOST * (cut > 0) if is_whole else None
    return None


@cache
def _rare_pair() -> re.Pattern[str]:
    """Two neighbouring characters that are rare in Chinese texts: outside GB 2312, or the well-known 锟斤拷."""
    common = "".join(
        bytes((lead, trail)).decode("gb2312", "ignore")
        for lead in range(0xB0, 0xF8)
        for trail in range(0xA1, 0xFF)
    )
    rare = f"[^\\x00-\\u33ff\\uff00-\\uffff{common}]"
    return re.compile(rf"{rare}.?{rare}|锟斤拷|斤拷锟")
