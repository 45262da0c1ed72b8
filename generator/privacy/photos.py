"""Photos that may be published: JPEG files that carry a picture and nothing else.

A camera writes where and when it was used into segments beside the picture (ITU-T T.81, annex B). So only the
segments a picture needs are let through, and these only as long as they need to be and without a number written
into them; every other one, and what follows the end, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.disk import read_plain, why
from generator.problems import Place, Problem

_MAX_BYTES: Final = 1024 * 1024
_START: Final = b"\xff\xd8"
_END: Final = 0xD9
_SCAN: Final = 0xDA
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TABLES: Final = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD})
# Inside a scan, FF 00 and the restart markers are data.
_NEXT_MARKER: Final = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_SIZE_OF_LENGTH: Final = 2

_NEEDED: Final = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
# JFIF without its thumbnail, which may be another picture, and Adobe's transform: they have no room for more.
_LONGEST: Final = {0xE0: 14, 0xEE: 12}
_LONGER: Final = "缩略图或附加数据"
_NUMBER: Final = re.compile(rb"(?<![0-9])(?:1[3-9][0-9]{9}|[0-9]{17}[0-9Xx])(?![0-9])")
_KNOWN: Final = (
    (0xE1, b"Exif\x00", "EXIF 拍摄信息"),
    (0xE1, b"http://ns.adobe.com/", "XMP 拍摄信息"),
    (0xED, b"", "IPTC 说明"),
    (0xFE, b"", "注释"),
)


class _BrokenError(Exception):
    """The file is not a whole JPEG; says why."""


def photo_problems(root: Path) -> tuple[Problem, ...]:
    """What is wrong with the files data/photos/*.jpg below `root`, in the order of their names."""
    photos = sorted((root / "data" / "photos").glob("*.jpg"))
    return tuple(problem for photo in photos if (problem := _problem(photo)) is not None)


def _problem(photo: Path) -> Problem | None:
    place = Place(path=f"data/photos/{photo.name}")
    try:
        content = read_plain(photo, _MAX_BYTES)
        if len(content) > _MAX_BYTES:
            message = "照片超过了 1 MiB 的上限。"
            return Problem(code="E102", place=place, message=message, hint="请缩小后再放入。")
        extras = tuple(dict.fromkeys(_extras(content)))
    except OSError as error:
        found = f"照片读不出来({why(error)})。"
        return Problem(code="E112", place=place, message=found, hint="请放上普通文件,并确认有读取权限。")
    except _BrokenError as broken:
        hint = "请重新导出为 JPEG(.jpg)再放入。"
        return Problem(code="E311", place=place, message=f"{broken}。", hint=hint)
    if not extras:
        return None
    message = f"照片里除了画面还有:{'、'.join(extras)}。"
    hint = "请用看图软件“另存为”并去掉拍摄信息,再放入。"
    return Problem(code="E405", place=place, message=message, hint=hint)


def _extras(content: bytes) -> Iterator[str]:
    """Names of what is in the file beside the picture. Raises _BrokenError."""
    if not content.startswith(_START):
        raise _BrokenError("文件不是 JPEG 照片")
    at, seen = len(_START), set[int]()
    while True:
        marker, at = _marker(content, at)
        if marker == _END:
            break
        length = int.from_bytes(content[at : at + _SIZE_OF_LENGTH], "big")
        if length < _SIZE_OF_LENGTH or at + length > len(content):
            raise _BrokenError("照片文件不完整")
        seen.add(marker)
        yield from _named(marker, content[at + _SIZE_OF_LENGTH : at + length])
        at += length
        if marker == _SCAN:
            at = _end_of_scan(content, at)
    if _SCAN not in seen or seen.isdisjoint(_FRAMES):
        raise _BrokenError("照片文件里没有画面")
    if at < len(content):
        yield "末尾的附加数据"


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """The marker that begins at an offset, any fill bytes before it, and the offset after it."""
    start = at
    while content[at : at + 1] == b"\xff":
        at += 1
    if at == start or at >= len(content):
        raise _BrokenError("照片文件不完整")
    return content[at], at + 1


def _end_of_scan(content: bytes, at: int) -> int:
    following = _NEXT_MARKER.search(content, at)
    if following is None:
        raise _BrokenError("照片文件不完整")
    return following.start()


def _named(marker: int, segment: bytes) -> Iterator[str]:
    if _NUMBER.search(segment):
        yield "像证件号、手机号的数字"
    if len(segment) > _LONGEST.get(marker, len(segment)):
        yield _LONGER
        return
    if marker == _SCAN or marker in _FRAMES or marker in _TABLES:
        return
    if marker in _NEEDED and segment.startswith(_NEEDED[marker]):
        return
    known = (name for code, start, name in _KNOWN if code == marker and segment.startswith(start))
    yield next(known, f"附加数据(FF{marker:02X})")
