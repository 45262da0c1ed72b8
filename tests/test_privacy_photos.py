"""Photos: only their pixels are published; a file without whole pixels is a problem, not a traceback."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.privacy import photo_problems, published_photos
from generator.problems import Problem, ProblemsFound

NAME = "004217.jpg"
SIZE = (48, 64)
SECRET = b"30.39N 114.89E 13800138000"
NOT_WHOLE = "照片文件不完整,画面解不出来。"
NO_PHOTO = "文件不是照片,或者开头已经损坏。"


def colours(mode: str = "RGB") -> Image.Image:
    """An asymmetric picture: red above, blue below, the upper right lighter."""
    picture = Image.new("RGB", SIZE, (200, 30, 30))
    picture.paste((30, 30, 200), (0, 32, 48, 64))
    picture.paste((230, 120, 120), (24, 0, 48, 32))
    return picture.convert(mode)


def written(picture: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content


def with_segment(marker: int, content: bytes) -> bytes:
    whole = written(colours())
    return whole[:2] + segment(marker, content) + whole[2:]


def put(root: Path, content: bytes) -> Path:
    file = root / "data" / "photos" / NAME
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return root


def shown(root: Path, content: bytes) -> Image.Image:
    """The published picture of such a file, decoded."""
    (photo,) = published_photos(put(root, content), [NAME]).values()
    return Image.open(io.BytesIO(photo))


def problem(root: Path, content: bytes) -> Problem:
    (found,) = photo_problems(put(root, content), [NAME])
    with pytest.raises(ProblemsFound) as refused:
        published_photos(root, [NAME])
    assert refused.value.problems == (found,)
    return found


@pytest.mark.parametrize("marker", [*range(0xE0, 0xF0), 0xFE], ids=hex)
def test_no_segment_is_published(tmp_path: Path, marker: int) -> None:
    """No metadata segment is published, whatever its name, and the picture is unchanged."""
    plain = published_photos(put(tmp_path, written(colours())), [NAME])[NAME]
    for name in (
        b"",
        b"Exif\x00\x00",
        b"http://ns.adobe.com/xap/1.0/\x00",
        b"ICC_PROFILE\x00\x01\x01",
        b"JFXX\x00\x10",
    ):
        content = with_segment(marker, name + SECRET)
        assert SECRET in content
        assert published_photos(put(tmp_path, content), [NAME])[NAME] == plain
        assert photo_problems(tmp_path, [NAME]) == ()


@pytest.mark.parametrize(
    "content",
    [
        written(colours()) + b"PK\x03\x04" + SECRET,
        written(colours()) + b"<script>alert(1)</script>" + SECRET,
        written(colours(), "PNG") + SECRET,
        written(colours(), "PNG", pnginfo=None) + written(colours()),
    ],
    ids=["zip", "page", "png", "two"],
)
def test_what_follows_the_picture_is_not_published(tmp_path: Path, content: bytes) -> None:
    """Data after a picture are not published."""
    (photo,) = published_photos(put(tmp_path, content), [NAME]).values()
    assert SECRET not in photo
    assert b"<script>" not in photo
    assert photo.startswith(b"\xff\xd8\xff\xe0")
    assert photo.endswith(b"\xff\xd9")


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_is_rotated_by_its_orientation_tag(tmp_path: Path, turn: int) -> None:
    """A picture is rotated as its orientation tag says before the tag is dropped."""
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    note = Image.Exif()
    note[0x0112] = turn
    held = colours().transpose(back[turn]) if turn in back else colours()
    picture = shown(tmp_path, written(held, exif=note, quality=95))
    assert (picture.size, dict(picture.getexif())) == (SIZE, {})
    for at, expected in (((8, 8), (200, 30, 30)), ((8, 56), (30, 30, 200)), ((40, 8), (230, 120, 120))):
        found = picture.getpixel(at)
        assert isinstance(found, tuple)
        assert max(abs(one - other) for one, other in zip(found, expected, strict=True)) < 25


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK", "YCbCr"])
def test_any_kind_of_jpeg_is_published_in_colour(tmp_path: Path, mode: str) -> None:
    """JPEGs of every colour mode are published as RGB."""
    picture = shown(tmp_path, written(colours(mode)))
    assert (picture.mode, picture.size, picture.format) == ("RGB", SIZE, "JPEG")


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        ("RGB", "PNG"),
        ("P", "PNG"),
        ("L", "PNG"),
        ("1", "PNG"),
        ("RGBA", "PNG"),
        ("LA", "PNG"),
        ("I;16", "PNG"),
        ("RGB", "WEBP"),
    ],
)
def test_another_format_under_the_name_of_a_jpeg_is_published_as_one(
    tmp_path: Path, mode: str, form: str
) -> None:
    """PNG and WebP files named .jpg are published as JPEG, with white for transparency."""
    picture = Image.new(mode, SIZE) if mode in ("RGBA", "LA", "I;16") else colours(mode)
    found = shown(tmp_path, written(picture, form))
    assert (found.mode, found.size, found.format) == ("RGB", SIZE, "JPEG")
    if mode in ("RGBA", "LA"):
        assert found.getpixel((5, 5)) == (255, 255, 255)


def test_sixteen_bits_of_grey_are_grey(tmp_path: Path) -> None:
    """Grey of sixteen bits keeps its shade."""
    picture = shown(tmp_path, written(Image.new("I;16", SIZE, 0x8080), "PNG"))
    assert picture.getpixel((5, 5)) == (128, 128, 128)
    large = shown(tmp_path, written(Image.new("I;16", (600, 800), 0x8080), "PNG"))
    assert (large.size, large.getpixel((5, 5))) == ((480, 640), (128, 128, 128))


def test_a_large_photo_is_reduced(tmp_path: Path) -> None:
    """A large photo is reduced to 480 × 640."""
    picture = shown(tmp_path, written(Image.new("RGB", (3000, 4000), (9, 99, 199))))
    assert picture.size == (480, 640)


def test_the_same_photo_gives_the_same_bytes(tmp_path: Path) -> None:
    """The same pixels give the same bytes, every time and whatever the metadata."""
    first = published_photos(put(tmp_path, written(colours())), [NAME])
    assert (
        published_photos(put(tmp_path, written(colours(), comment="古楼", dpi=(300, 300))), [NAME]) == first
    )
    assert published_photos(tmp_path, [NAME]) == first


def jpeg_of(width: int, height: int, *, progressive: bool = False) -> bytes:
    """A JPEG whose header claims this size."""
    whole = written(colours(), progressive=progressive)
    at = whole.index(b"\xff\xc2" if progressive else b"\xff\xc0") + 5
    return whole[:at] + height.to_bytes(2, "big") + width.to_bytes(2, "big") + whole[at + 4 :]


def png_of(width: int, height: int) -> bytes:
    """A PNG whose header claims this size, with a valid checksum."""
    whole = written(colours(), "PNG")
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + whole[24:29]
    return whole[:12] + head + zlib.crc32(head).to_bytes(4, "big") + whole[33:]


@pytest.mark.parametrize(
    "content",
    [
        jpeg_of(65535, 65535),
        jpeg_of(9000, 9000),
        jpeg_of(5000, 5000, progressive=True),
        png_of(65535, 65535),
        png_of(2**31 - 1, 2**31 - 1),
        png_of(5000, 5000),
    ],
    ids=["jpeg-bomb", "jpeg-large", "jpeg-held", "png-bomb", "png-largest", "png-large"],
)
def test_an_oversized_picture_is_not_decoded(tmp_path: Path, content: bytes) -> None:
    """An oversized picture is refused by its header, without decoding."""
    found = problem(tmp_path, content)
    assert (found.code, found.message.partition("(")[0].rstrip("。")) == ("E311", "照片的像素太多")
    assert found.hint == "请把照片缩小到 480×640 左右再放入。"


@pytest.mark.parametrize(
    ("content", "width", "height"),
    [
        (jpeg_of(8000, 8001), 8000, 8001),
        (jpeg_of(6000, 4001, progressive=True), 6000, 4001),
        (png_of(4000, 4001), 4000, 4001),
    ],
    ids=["jpeg", "progressive", "png"],
)
def test_one_row_over_the_limit_is_too_large(tmp_path: Path, content: bytes, width: int, height: int) -> None:
    """A picture one row over the limit of its format is refused with its size; the limit itself is not too large."""
    assert problem(tmp_path, content).message == f"照片的像素太多({width}×{height})。"
    is_jpeg, is_held = content[:2] == b"\xff\xd8", width == 6000
    at_limit = jpeg_of(width, height - 1, progressive=is_held) if is_jpeg else png_of(width, height - 1)
    put(tmp_path, at_limit)
    assert "像素太多" not in "".join(one.message for one in photo_problems(tmp_path, [NAME]))


def test_a_photo_with_many_scans_is_refused(tmp_path: Path) -> None:
    """A progressive JPEG with many repeated scans is refused, because each scan costs a pass over all pixels."""
    whole = written(colours(), progressive=True)
    again = whole[whole.rindex(b"\xff\xda") : -2]
    found = problem(tmp_path, whole[:-2] + 40 * again + whole[-2:])
    assert (found.code, found.message) == ("E311", "照片的存法不寻常(扫描的遍数太多)。")
    assert found.hint == "请用看图程序另存为 JPEG(.jpg)再放入。"
    assert shown(tmp_path, whole).size == SIZE
    assert shown(tmp_path, whole[:2] + segment(0xE7, 99 * b"\xff\xda") + whole[2:]).size == SIZE


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", NO_PHOTO),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NO_PHOTO),
        (b"GIF89a" + bytes(40), NO_PHOTO),
        (b"BM" + bytes(60), NO_PHOTO),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", NO_PHOTO),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "文件是 HEIC 照片(苹果手机的格式),只是改了名。"),
        (b"\xff\xd8\xff\xd9", NO_PHOTO),
        (written(colours())[:400], NOT_WHOLE),
        (written(colours(), "PNG")[:60], NOT_WHOLE),
    ],
    ids=["empty", "svg", "gif", "bmp", "postscript", "heic", "nothing", "half", "half-png"],
)
def test_incomplete_pictures_and_other_formats_are_refused(tmp_path: Path, content: bytes, said: str) -> None:
    """Incomplete pictures and other formats are refused; no decoder of those formats runs."""
    found = problem(tmp_path, content)
    assert (found.code, found.message) == ("E311", said)
    in_albums = "请在相册里导出为 JPEG 再放入。"
    assert found.hint == (in_albums if "HEIC" in said else "请重新导出为 JPEG(.jpg)再放入。")


@pytest.mark.parametrize("size", [(0, 64), (48, 0), (0, 0)], ids=str)
def test_a_picture_without_width_or_height_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    """A picture of zero width or height is refused."""
    assert problem(tmp_path, png_of(*size)).message == NO_PHOTO
    assert problem(tmp_path, jpeg_of(*size)).message == NO_PHOTO


def test_a_photo_over_the_limit_is_refused(tmp_path: Path) -> None:
    """A photo over 8 MiB is refused."""
    found = problem(tmp_path, written(colours()) + bytes(8 * 1024 * 1024))
    assert (found.code, found.message) == ("E102", "照片超过了 8 MiB 的上限。")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_every_truncation_and_every_wrong_byte_is_judged(tmp_path: Path, form: str) -> None:
    """A truncated or corrupted picture is published as pixels or refused."""
    whole = written(colours(), form)
    step = max(1, len(whole) // 150)
    damaged = [whole[:end] for end in range(0, len(whole), step)]
    damaged += [whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :] for at in range(0, len(whole), step)]
    codes = {one.code for content in damaged for one in photo_problems(put(tmp_path, content), [NAME])}
    assert codes == {"E311"}


@given(
    st.binary(max_size=300), st.sampled_from([b"", written(colours())[:200], written(colours(), "PNG")[:50]])
)
def test_any_bytes_are_judged(tmp_path_factory: pytest.TempPathFactory, tail: bytes, head: bytes) -> None:
    """Any bytes give at most one problem."""
    found = photo_problems(put(tmp_path_factory.mktemp("photos"), head + tail), [NAME])
    assert [one.code for one in found] in (["E311"], [])


def test_photos_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Problems come in the order of names, and a named photo that does not exist is one of them."""
    (put(tmp_path, b"") / "data" / "photos" / NAME).rename(tmp_path / "data/photos/b.jpg")
    found = [(one.code, one.place.path) for one in photo_problems(tmp_path, ["b.jpg", "a.jpg"])]
    assert found == [("E112", "data/photos/a.jpg"), ("E311", "data/photos/b.jpg")]
