"""Unusual files and systems: each gives a message, and the last site stays whole."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

import generator.deploy
from generator.cli import main
from generator.problems import Place, Problem
from tests.small_sites import BINHU, bureau_in, edit, tree_in


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return bureau_in(tmp_path / "root")


def jingwu(*arguments: object) -> Result:
    """Run the command; any exception but an exit fails the test."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_a_text_that_is_too_long_is_measured_in_characters(root: Path) -> None:
    """A text's limit is given in characters, not in items as for a list."""
    edit(root, BINHU, "\nname: 滨湖社区\n", f"\nname: {'长' * 201}\n")
    result = jingwu("check", "--root", root, "--as-of", "2026-11-24")
    assert "应为不超过 200 个字。 请缩短文字。" in result.stdout


def test_a_problem_is_one_line_whatever_its_file_is_called() -> None:
    """Control characters in a file's name are escaped in a problem."""
    problem = Problem(code="E110", place=Place(path="data/a\nb\x1b[31m.yml"), message="甲。", hint="乙。")
    assert str(problem) == "data/a\\u000ab\\u001b[31m.yml:1:1: [E110] 甲。 乙。"


def test_a_file_name_that_is_no_text_can_be_written_as_json(root: Path) -> None:
    """Bytes of a file name that are not UTF-8 are escaped in JSON."""
    Path(os.fsdecode(os.fsencode(root / "data" / "stations") + b"/\xff.txt")).touch()
    result = jingwu("check", "--root", root, "--as-of", "2026-11-24", "--format", "json")
    found = [(found["code"], found["path"]) for found in orjson.loads(result.stdout)]
    assert ("E119", "data/stations/\\udcff.txt") in found


def test_what_windows_leaves_in_a_folder_is_no_data(root: Path) -> None:
    """Files that Windows leaves in a folder are ignored."""
    before = jingwu("check", "--root", root, "--as-of", "2026-11-24")
    (root / "data" / "photos").mkdir(exist_ok=True)
    (root / "data" / "photos" / "Thumbs.db").touch()
    (root / "data" / "desktop.ini").touch()
    after = jingwu("check", "--root", root, "--as-of", "2026-11-24")
    assert (before.exit_code, after.output) == (0, before.output)


def test_a_photo_in_another_format_gets_a_hint(root: Path) -> None:
    """A photo with another extension gets a hint how to save it."""
    (root / "data" / "photos").mkdir(exist_ok=True)
    (root / "data" / "photos" / "004217.JPG").touch()
    result = jingwu("check", "--root", root, "--as-of", "2026-11-24")
    assert "照片请另存为 JPEG,文件名以小写的 .jpg 结尾。" in result.stdout


@pytest.mark.parametrize("day", ["20261124", "2026-W48-2", "2026-02-30", "1948-12-31", "9999-12-31", ""])
def test_a_day_is_written_in_one_way_and_within_the_years_of_the_data(root: Path, day: str) -> None:
    """A day that is not YYYY-MM-DD within the years of the data is refused."""
    result = jingwu("check", "--root", root, "--as-of", day)
    assert result.exit_code == 2
    assert "日期" in result.stderr


def test_a_missing_root_is_reported_in_chinese(tmp_path: Path) -> None:
    """A missing root folder is reported in Chinese."""
    assert f"没有目录 {tmp_path / 'nope'}。" in jingwu("check", "--root", tmp_path / "nope").stderr


@pytest.mark.parametrize("out", ["data/site", "data/stations/site"])
def test_no_site_is_put_among_its_own_data(root: Path, out: str) -> None:
    """A site folder inside the data is refused, because the next build would read it."""
    before = tree_in(root / "data")
    result = jingwu("build", "--root", root, "--out", root / out, "--as-of", "2026-11-24")
    assert result.exit_code == 1
    assert "[E505]" in result.stderr
    assert tree_in(root / "data") == before


def test_an_impossible_name_for_the_site_is_a_problem(root: Path, tmp_path: Path) -> None:
    """An impossible name of the site folder is a problem."""
    result = jingwu("build", "--root", root, "--out", tmp_path / ("x" * 300), "--as-of", "2026-11-24")
    assert result.exit_code == 1
    assert "[E505]" in result.stderr


def test_schemas_that_cannot_be_written_are_reported(root: Path) -> None:
    """A file in place of the schema folder is a problem and stays."""
    (root / "schemas").touch()
    result = jingwu("schema", "--root", root)
    assert result.exit_code == 1
    assert "schemas:1:1: [E510] 这里已有别的内容,不是 jingwu schema 写的,没有改动。" in result.stderr


@pytest.mark.parametrize("strange", ["text", "other", "link", "pipe"])
def test_schemas_are_written_over_earlier_ones_alone(root: Path, tmp_path: Path, strange: str) -> None:
    """Only an earlier schema is overwritten: another file or a link's target stays, and nothing is written."""
    jingwu("schema", "--root", root)
    before = tree_in(root / "schemas")
    file = root / "schemas" / "area.schema.json"
    (root / "schemas" / "post.schema.json").write_text("ours")
    file.unlink()
    (tmp_path / "theirs").write_text("x")
    match strange:
        case "text":
            file.write_text("x")
        case "other":
            file.write_text('{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Letter"}')
        case "link":
            file.symlink_to(tmp_path / "theirs")
        case "pipe":
            os.mkfifo(file)
    state = file.lstat()
    result = jingwu("schema", "--root", root)
    assert result.exit_code == 1
    assert "schemas/area.schema.json" in result.stderr
    assert (file.lstat().st_mode, file.lstat().st_size) == (state.st_mode, state.st_size)
    assert (tmp_path / "theirs").read_text() == "x"
    file.unlink()
    file.write_text('{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Area"}')
    assert jingwu("schema", "--root", root).exit_code == 0
    assert tree_in(root / "schemas") == {**before, "post.schema.json": b"ours"}


def test_a_full_disk_leaves_the_last_site_whole(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk ends the build with a message and leaves the site unchanged."""
    out = tmp_path / "site"
    jingwu("build", "--root", root, "--out", out, "--as-of", "2026-11-24")
    before = tree_in(out)
    edit(root, BINHU, "\nname: 滨湖社区\n", "\nname: 新湖社区\n")

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(generator.deploy, "write_tree", full)
    result = jingwu("build", "--root", root, "--out", out, "--as-of", "2026-11-24")
    assert result.exit_code == 1
    assert "[E508] 这里读写不了:磁盘满了。 请腾出磁盘空间后再试。" in result.stderr
    assert tree_in(out) == before
    assert not list((tmp_path / ".site-releases").glob("building-*"))


def test_a_deleted_file_of_the_site_is_restored(root: Path, tmp_path: Path) -> None:
    """The next build restores a deleted file of the site, with or without changed data."""
    out = tmp_path / "site"
    jingwu("build", "--root", root, "--out", out, "--as-of", "2026-11-24")
    before = tree_in(out)
    (out / "index.html").unlink()
    jingwu("build", "--root", root, "--out", out, "--as-of", "2026-11-24")
    assert tree_in(out) == before
    (out / "index.html").unlink()
    edit(root, BINHU, "\nname: 滨湖社区\n", "\nname: 新湖社区\n")
    assert jingwu("build", "--root", root, "--out", out, "--as-of", "2026-11-24").exit_code == 0
    assert (out / "index.html").is_file()


@pytest.mark.parametrize(
    "notes", ["", "{", "[]", "{}", '{"pages": 1}', '{"pages": {"index.html": {"digest": "x"}}}']
)
def test_damaged_notes_only_cause_a_full_build(root: Path, tmp_path: Path, notes: str) -> None:
    """After damaged or older notes of the last build, the next build makes every page anew."""
    out = tmp_path / "site"
    jingwu("build", "--root", root, "--out", out, "--as-of", "2026-11-24")
    before = tree_in(out)
    out.resolve().with_suffix(".json").write_text(notes, encoding="utf-8")
    edit(root, BINHU, "\nname: 滨湖社区\n", "\nname: 新湖社区\n")
    assert jingwu("build", "--root", root, "--out", out, "--as-of", "2026-11-24").exit_code == 0
    edit(root, BINHU, "\nname: 新湖社区\n", "\nname: 滨湖社区\n")
    jingwu("build", "--root", root, "--out", out, "--as-of", "2026-11-24")
    assert tree_in(out) == before


def test_an_edited_page_of_the_site_is_restored(root: Path, tmp_path: Path) -> None:
    """The next build restores an edited page, with or without changed data."""
    out = tmp_path / "site"
    jingwu("build", "--root", root, "--out", out, "--as-of", "2026-11-24")
    before = tree_in(out)
    for _ in range(2):
        page = out / "policy" / "index.html"
        page.chmod(0o644)
        page.write_bytes(b"changed by hand")
        jingwu("build", "--root", root, "--out", out, "--as-of", "2026-11-24")
        assert tree_in(out) == before


@pytest.mark.parametrize(
    ("altered", "how"),
    [
        ("assets/jingwu/site.css", "changed"),
        ("data/officers.csv", "changed"),
        ("data/officers.csv", "deleted"),
        ("planted.html", "added"),
    ],
)
def test_changes_to_the_site_are_undone_and_reported(
    root: Path, tmp_path: Path, altered: str, how: str
) -> None:
    """The next build undoes and reports any changed, deleted or added file of the site."""
    out = tmp_path / "site"
    jingwu("build", "--root", root, "--out", out, "--as-of", "2026-11-24")
    before = tree_in(out)
    match how:
        case "changed":
            (out / altered).chmod(0o644)
            (out / altered).write_bytes(before[altered][:-1] + b" ")
        case "deleted":
            (out / altered).unlink()
        case "added":
            (out / altered).touch()
    result = jingwu("build", "--root", root, "--out", out, "--as-of", "2026-11-24")
    assert tree_in(out) == before
    assert f"site/{altered}:1:1: [W361] 网站生成以后有人改动、删去或加进了文件:{altered}。" in result.stderr
    assert "网站已更新" in result.stdout
    again = jingwu("build", "--root", root, "--out", out, "--as-of", "2026-11-24")
    assert "[W361]" not in again.stderr
    assert "网站没有变化" in again.stdout
