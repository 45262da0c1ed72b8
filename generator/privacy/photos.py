"""Photos of officers: only their pixels are published, nothing else from the file.

Cameras store place and time in a file, and programs add more. So every photo is written anew: its size and pixels are
bounded before it is decoded, it is turned upright and made no larger than it is shown. A file that cannot be decoded
is a problem.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from generator.disk import read_plain
from generator.load.files import unreadable
from generator.memo import remembered
from generator.problems import Place, Problem, ProblemsFound

_MAX_BYTES: Final = 8 * 1024 * 1024  # what a phone writes
# The decoder scales a JPEG with one scan down while reading. With several scans it holds the full picture and goes
# through it once per scan: a file of 8 MiB with thousands of scans took an hour.
_MAX_PIXELS: Final = {"JPEG": 64_000_000, "MPO": 64_000_000, "PNG": 16_000_000, "WEBP": 12_000_000}
_MAX_PIXELS_IN_SCANS: Final = 24_000_000
_MAX_SCANS: Final = 32  # programs write ten
# A JPEG marker that stands alone or begins a segment; inside a scan, ff is followed by 00 or a restart marker.
_MARKER: Final = re.compile(b"\xff+([^\x00\x01\xff\xd0-\xd7])", re.DOTALL)
_SHOWN: Final = (480, 640)  # pixels; three times what a page shows
_QUALITY: Final = 85
_WRITTEN: Final = ("JPEG", "PNG", "WEBP")  # also under the name .jpg
_WHITE: Final = (255, 255, 255)
_FAULTS: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, MemoryError, OverflowError)
_HEIC: Final = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc")


class _UnfitError(Exception):
    """The file cannot be published: carries why, and how to fix it."""


def photo_problems(root: Path, names: Iterable[str]) -> tuple[Problem, ...]:
    """The problems of the photos with these names, in their order."""
    found = (_published(root / "data" / "photos" / name) for name in sorted(names))
    return tuple(one for one in found if isinstance(one, Problem))


def published_photos(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The published form of the photos with these names. Raises ProblemsFound if one cannot be published."""
    photos = {name: _published(root / "data" / "photos" / name) for name in names}
    if problems := [one for one in photos.values() if isinstance(one, Problem)]:
        raise ProblemsFound(problems)
    return {name: photo for name, photo in photos.items() if isinstance(photo, bytes)}


def _published(photo: Path) -> bytes | Problem:
    place = Place(path=f"data/photos/{photo.name}")
    try:
        content = read_plain(photo, _MAX_BYTES)
    except OSError as error:
        return unreadable(place.path, "照片", error)
    if len(content) > _MAX_BYTES:
        message = f"照片超过了 {_MAX_BYTES // 1024 // 1024} MiB 的上限。"
        return Problem(code="E102", place=place, message=message, hint="请缩小后再放入。")
    cleaned: bytes | tuple[str, str] = _cleaned(content)
    if isinstance(cleaned, bytes):
        return cleaned
    found, mend = cleaned
    return Problem(code="E311", place=place, message=f"{found}。", hint=f"{mend}。")


@remembered("content")
def _cleaned(content: bytes) -> bytes | tuple[str, str]:
    """The picture as a JPEG of its pixels, or what is wrong and how to fix it."""
    try:
        return _written(_decoded(content))
    except _UnfitError as unfit:
        found, mend = unfit.args
        return found, mend


def _decoded(content: bytes) -> Image.Image:
    """The picture upright, in RGB, at most as large as shown."""
    again = "请重新导出为 JPEG(.jpg)再放入"
    if content[4:12] in _HEIC:
        raise _UnfitError("文件是 HEIC 照片(苹果手机的格式),只是改了名", "请在相册里导出为 JPEG 再放入")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # about decompression bombs, which are refused below, and odd metadata
            with Image.open(io.BytesIO(content), formats=_WRITTEN) as picture:
                _refuse_size(picture, _scans(content) if picture.format in ("JPEG", "MPO") else 1)
                picture.draft("RGB", _SHOWN)
                picture.load()
                return _upright(picture)
    except UnidentifiedImageError:
        raise _UnfitError("文件不是照片,或者开头已经损坏", again) from None
    except Image.DecompressionBombError:
        raise _too_large() from None
    except _FAULTS:
        raise _UnfitError("照片文件不完整,画面解不出来", again) from None


def _scans(jpeg: bytes) -> int:
    """How many scans the first picture in a JPEG has: the decoder goes through all its pixels for each."""
    at = scans = 0
    while (marker := _MARKER.search(jpeg, at)) and marker[1] != b"\xd9":
        scans += marker[1] == b"\xda"
        length = 0 if marker[1] == b"\xd8" else int.from_bytes(jpeg[marker.end() : marker.end() + 2])
        at = marker.end() + length
    return scans


def _refuse_size(picture: Image.Image, scans: int) -> None:
    width, height = picture.size
    if scans > _MAX_SCANS:
        raise _UnfitError("照片的存法不寻常(扫描的遍数太多)", "请用看图程序另存为 JPEG(.jpg)再放入")
    most = _MAX_PIXELS_IN_SCANS if scans > 1 else _MAX_PIXELS[picture.format or "PNG"]
    if width * height > most:
        raise _too_large(f"({width}×{height})")


def _too_large(size: str = "") -> _UnfitError:
    return _UnfitError(f"照片的像素太多{size}", f"请把照片缩小到 {_SHOWN[0]}×{_SHOWN[1]} 左右再放入")


def _upright(picture: Image.Image) -> Image.Image:
    """A new image of the pixels alone; a damaged orientation tag is ignored."""
    try:
        turned = ImageOps.exif_transpose(picture)
    except (*_FAULTS, KeyError, TypeError, ZeroDivisionError):
        turned = picture
    if turned.mode.startswith("I"):  # 16-bit grey: a plain conversion would turn nearly everything white
        turned = turned.convert("I").point(lambda value: value / 257).convert("L")
    turned.thumbnail(_SHOWN)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        seen = turned.convert("RGBA")
        plain = Image.new("RGB", seen.size, _WHITE)
        plain.paste(seen, mask=seen.getchannel("A"))
        return plain
    return Image.frombytes("RGB", turned.size, turned.convert("RGB").tobytes())


def _written(picture: Image.Image) -> bytes:
    """The JPEG file: the same bytes for the same pixels and library version."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
