"""Photos: whole JPEG files that carry a picture and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.privacy import photo_problems
from generator.problems import Place, Problem

PATH = "data/photos/004217.jpg"


def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content


JFIF = segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
FRAME = (
    segment(0xDB, bytes(65))
    + segment(0xC0, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00")
    + segment(0xC4, bytes(18))
)
SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
END = b"\xff\xd9"
EXIF = segment(0xE1, b"Exif\x00\x00II*\x00 GPS 30.39N 114.89E")
HINT = "请用看图软件“另存为”并去掉拍摄信息,再放入。"


def picture(*, extra: bytes = b"", after: bytes = b"") -> bytes:
    """One grey pixel, with whatever else is put before its frame and after its end."""
    return b"\xff\xd8" + JFIF + extra + FRAME + SCAN + END + after


def problems(tmp_path: Path, content: bytes) -> tuple[Problem, ...]:
    file = tmp_path / PATH
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return photo_problems(tmp_path)


def problem(code: str, message: str, hint: str) -> tuple[Problem, ...]:
    return (Problem(code=code, place=Place(path=PATH), message=message, hint=hint),)


@pytest.mark.parametrize(
    "content",
    [
        picture(),
        picture(extra=segment(0xE2, b"ICC_PROFILE\x00\x01\x01") + segment(0xEE, b"Adobe\x00d")),
        b"\xff\xd8" + JFIF + FRAME + SCAN + b"\xff\xff" + segment(0xC4, bytes(18)) + SCAN + END,
    ],
    ids=["plain", "colour", "several-scans"],
)
def test_a_picture_alone_is_accepted(tmp_path: Path, content: bytes) -> None:
    """Frame, tables, scans, JFIF, colour profile and Adobe's transform belong to the picture."""
    assert problems(tmp_path, content) == ()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (picture(extra=EXIF), "EXIF 拍摄信息"),
        (picture(extra=EXIF + EXIF), "EXIF 拍摄信息"),
        (picture(extra=segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x/>")), "XMP 拍摄信息"),
        (picture(extra=segment(0xED, b"Photoshop 3.0\x008BIM")), "IPTC 说明"),
        (picture(extra=segment(0xFE, "张建国家中".encode())), "注释"),
        (picture(extra=segment(0xE2, b"MPF\x00")), "附加数据(FFE2)"),
        (picture(extra=segment(0xE1, b"other")), "附加数据(FFE1)"),
        (picture(extra=segment(0xEB, b"c2pa")), "附加数据(FFEB)"),
        (picture(after=b"\x00\x00\x00\x18ftypmp42"), "末尾的附加数据"),
        (picture(extra=segment(0xFE, b"x") + EXIF, after=b"x"), "注释、EXIF 拍摄信息、末尾的附加数据"),
        (b"\xff\xd8" + JFIF + FRAME + SCAN + segment(0xFE, b"late") + SCAN + END, "注释"),
        (picture(extra=segment(0xE0, b"JFIF\x00" + bytes(10))), "缩略图或附加数据"),
        (picture(extra=segment(0xEE, b"Adobe" + bytes(8))), "缩略图或附加数据"),
        (
            picture(extra=segment(0xE2, b"ICC_PROFILE\x00\x01\x01 owner 13800138000")),
            "像证件号、手机号的数字",
        ),
        (picture(extra=segment(0xDB, bytes(65) + b"11010519491231002X")), "像证件号、手机号的数字"),
        (
            picture(extra=segment(0xE0, b"JFIF\x00 13800138000 30N")),
            "像证件号、手机号的数字、缩略图或附加数据",
        ),
    ],
    ids=[
        "exif",
        "exif-twice",
        "xmp",
        "iptc",
        "comment",
        "mpf",
        "app1",
        "app11",
        "film",
        "all",
        "between-scans",
        "thumbnail",
        "transform",
        "profile",
        "table",
        "number-in-jfif",
    ],
)
def test_what_a_camera_adds_is_refused(tmp_path: Path, content: bytes, found: str) -> None:
    """Every segment that the picture does not need, and what follows its end, is named once."""
    assert problems(tmp_path, content) == problem("E405", f"照片里除了画面还有:{found}。", HINT)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "文件不是 JPEG 照片"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "文件不是 JPEG 照片"),
        (b"\xff\xd8" + END, "照片文件里没有画面"),
        (b"\xff\xd8" + JFIF + FRAME + END, "照片文件里没有画面"),
        (b"\xff\xd8" + JFIF + SCAN + END, "照片文件里没有画面"),
        (b"\xff\xd8" + b"\xff\xe0\x00\x01" + FRAME + SCAN + END, "照片文件不完整"),
        (b"\xff\xd8" + JFIF + b"\x00" + FRAME + SCAN + END, "照片文件不完整"),
    ],
    ids=["empty", "png", "nothing", "no-scan", "no-frame", "impossible-length", "stray-byte"],
)
def test_what_is_no_whole_picture_is_refused(tmp_path: Path, content: bytes, found: str) -> None:
    """A file that a browser could not show is not published."""
    assert problems(tmp_path, content) == problem("E311", f"{found}。", "请重新导出为 JPEG(.jpg)再放入。")


def test_every_truncation_is_noticed(tmp_path: Path) -> None:
    """A picture cut off at any byte is not whole."""
    whole = picture()
    codes = {one.code for end in range(len(whole)) for one in problems(tmp_path, whole[:end])}
    assert (codes, [len(problems(tmp_path, whole[:end])) for end in range(len(whole))]) == (
        {"E311"},
        [1] * len(whole),
    )


def test_a_photo_over_the_limit_is_refused(tmp_path: Path) -> None:
    """One MiB is enough for a portrait; the limit itself is still allowed."""
    limit = 1024 * 1024
    scan = b"\x12" * (limit - len(picture()))
    at_limit = picture().removesuffix(END) + scan + END
    assert (len(at_limit), problems(tmp_path, at_limit)) == (limit, ())
    over = problem("E102", "照片超过了 1 MiB 的上限。", "请缩小后再放入。")
    assert problems(tmp_path, at_limit.removesuffix(END) + b"\x12" + END) == over


def test_photos_in_the_order_of_their_names_and_nothing_else(tmp_path: Path) -> None:
    """Only data/photos/*.jpg are looked at; without the folder there is nothing wrong."""
    assert photo_problems(tmp_path) == ()
    folder = tmp_path / "data" / "photos"
    folder.mkdir(parents=True)
    for name in ("b.jpg", "a.jpg", "c.txt"):
        (folder / name).write_bytes(b"")
    assert [one.place.path for one in photo_problems(tmp_path)] == ["data/photos/a.jpg", "data/photos/b.jpg"]


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8", b"\xff\xd8" + JFIF + FRAME, picture()[:-2]])
)
def test_any_bytes_are_judged(tmp_path_factory: pytest.TempPathFactory, tail: bytes, head: bytes) -> None:
    """Whatever the file holds, the walk ends with at most one problem."""
    found = problems(tmp_path_factory.mktemp("photos"), head + tail)
    assert [one.code for one in found] in (["E311"], ["E405"], [])
