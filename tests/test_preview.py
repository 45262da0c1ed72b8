"""The preview's memory: after any edit the folder holds what a cold build would make; errors leave it alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.preview import Preview
from generator.load.site import STYLE_PARTS
from generator.problems import Place, Problem, ProblemsFound, Severity
from tests.small_sites import AS_OF, BINHU, bureau_in, edit, published, tree_in, with_own_content

PHONE = "phone: 0990-0000217\n    since: 2024", "phone: 0990-0000299\n    since: 2024"


@pytest.fixture
def preview(root: Path, tmp_path: Path, content: Path) -> Iterator[Preview]:
    """A preview that has shown the ordinary bureau once, into tmp_path/shown."""
    shown = Preview(root=root, out=tmp_path / "shown")
    shown.take_content(content)
    shown.update(AS_OF)
    yield shown
    shown.close()


def cold(root: Path, content: Path, folder: Path) -> dict[str, bytes]:
    """What a build without memory makes of the data as they are now."""
    published(root, content, folder)
    tree = tree_in(folder)
    shutil.rmtree(folder.parent)
    return tree


def test_the_first_preview_is_the_site(preview: Preview, root: Path, tmp_path: Path, content: Path) -> None:
    """The served folder holds the very files that a build publishes."""
    assert preview.content_changed() is False
    assert tree_in(tmp_path / "shown") == cold(root, content, tmp_path / "cold/site")


def test_after_each_edit_the_preview_is_the_site(
    preview: Preview, root: Path, tmp_path: Path, content: Path
) -> None:
    """One edit after the other, of every sort of record: what is kept never shows through."""
    edits = [
        (BINHU, *PHONE),
        (BINHU, "value: 3}", "value: 3.0}"),
        (BINHU, "payer: unit", "payer: government"),
        ("data/meetings/2026/gulou-binhu-2026-09-15.yml", "text: 路灯不亮。", "text: 路灯还是不亮。"),
        ("data/reports/2026-09/xishan.yml", "calls: 15", "calls: 3"),
        ("data/reports/2026-10/shatou.yml", "filed_on: 2026-11-09", "filed_on: 2026-11-02"),
        ("data/stations/xishan.yml", "name: 西山派出所", "name: 西山中心派出所"),
        ("data/services.yml", "title: 报警、报案", "title: 报警和报案"),
        ("data/policy.yml", "over: 6500", "over: 9000"),
        ("data/bureau.yml", "sample: true", "sample: false"),
        (BINHU, PHONE[1], PHONE[0]),
    ]
    for path, old, new in edits:
        edit(root, path, old, new)
        preview.update(AS_OF)
        assert tree_in(tmp_path / "shown") == cold(root, content, tmp_path / "cold/site"), (path, new)


def test_records_come_and_go(preview: Preview, root: Path, tmp_path: Path, content: Path) -> None:
    """Pages, calendars and tables of a removed record go; they come back with it."""
    meeting = root / "data/meetings/2026/xishan-leishan-2026-12-01.yml"
    month, release = root / "data/reports/2026-10", root / "data/releases/2026-10.yml"
    kept, frozen, reports = meeting.read_bytes(), release.read_bytes(), tmp_path / "2026-10"
    meeting.unlink()
    release.unlink()
    shutil.move(month, reports)
    preview.update(AS_OF)
    assert tree_in(tmp_path / "shown") == cold(root, content, tmp_path / "cold/site")
    meeting.write_bytes(kept)
    release.write_bytes(frozen)
    shutil.move(reports, month)
    preview.update(AS_OF)
    assert tree_in(tmp_path / "shown") == cold(root, content, tmp_path / "cold/site")


def test_the_day_is_part_of_the_preview(preview: Preview, root: Path, tmp_path: Path, content: Path) -> None:
    """A preview left open over midnight shows the new day."""
    tomorrow = AS_OF.replace(day=25)
    preview.update(tomorrow)
    published(root, content, tmp_path / "cold", tomorrow)
    assert tree_in(tmp_path / "shown") == tree_in(tmp_path / "cold")


def test_an_edit_writes_only_what_changed(preview: Preview, root: Path, tmp_path: Path) -> None:
    """A page that the edit is not on keeps its file, untouched."""
    shown = tmp_path / "shown"
    before = {path: path.stat().st_mtime_ns for path in shown.rglob("*.html")}
    edit(root, BINHU, *PHONE)
    preview.update(AS_OF)
    touched = {
        path.relative_to(shown).as_posix() for path, time in before.items() if path.stat().st_mtime_ns != time
    }
    assert touched == {
        "communities/gulou-binhu/index.html",
        "meetings/gulou-binhu-2026-12-10/index.html",
        "officers/gulou/index.html",
        "stations/gulou/index.html",
    }


def test_an_error_leaves_the_last_good_pages(
    preview: Preview, root: Path, tmp_path: Path, content: Path
) -> None:
    """In the middle of an edit the data are broken for a while; mended, the preview goes on."""
    good = tree_in(tmp_path / "shown")
    edit(root, BINHU, "kind: urban", "kind: urban: [")
    with pytest.raises(ProblemsFound):
        preview.update(AS_OF)
    assert tree_in(tmp_path / "shown") == good
    edit(root, BINHU, "kind: urban: [", "kind: town")
    preview.update(AS_OF)
    assert tree_in(tmp_path / "shown") == cold(root, content, tmp_path / "cold/site")


MAIN = '<main class="jw-main" id="main" tabindex="-1">'


def faults_shown(folder: Path) -> dict[str, list[str]]:
    """The faults that each page lists above its content; without the banner an empty list."""
    listed = {}
    for file in folder.rglob("*.html"):
        above = file.read_text("utf-8").partition(MAIN)[2].partition("<article")[0]
        listed[file.relative_to(folder).as_posix()] = re.findall("<li>(.*?)</li>", above)
    del listed["404.html"]  # the web server's page, outside the site's frame
    return listed


def test_errors_stand_on_every_page_until_they_are_mended(
    preview: Preview, root: Path, tmp_path: Path, content: Path
) -> None:
    """The last good pages under a banner with place and words; mended, the site as a build makes it."""
    shown = tmp_path / "shown"
    edit(root, BINHU, "badge: 004217", "badge: 4217")
    with pytest.raises(ProblemsFound) as found:
        preview.update(AS_OF)
    errors = [problem for problem in found.value.problems if problem.severity is Severity.ERROR]
    preview.show_faults(errors)
    listed = faults_shown(shown)
    assert set(map(tuple, listed.values())) == {(str(errors[0]),)}
    assert "有 1 个错误，页面是上一次的内容" in (shown / "index.html").read_text("utf-8")
    assert "警号 004217" in (shown / "communities/gulou-binhu/index.html").read_text("utf-8")
    edit(root, BINHU, "badge: 4217", "badge: 004217")
    edit(root, BINHU, *PHONE)
    preview.update(AS_OF)
    assert set(map(tuple, faults_shown(shown).values())) == {()}
    assert tree_in(shown) == cold(root, content, tmp_path / "cold/site")


def test_what_stands_in_the_banner_is_text(preview: Preview, tmp_path: Path) -> None:
    """A file may be named like a tag; and of many errors only the first are listed."""
    errors = [
        Problem(code="E110", place=Place(path=f"data/<b>{n}.yml"), message="不知道。", hint="")
        for n in range(7)
    ]
    preview.show_faults(errors)
    listed = faults_shown(tmp_path / "shown")["index.html"]
    assert listed == [
        *(f"data/&lt;b&gt;{n}.yml:1:1: [E110] 不知道。" for n in range(5)),
        "还有 2 个，见终端或运行 make check。",
    ]


def test_before_the_first_good_page_there_is_nothing_to_mark(root: Path, tmp_path: Path) -> None:
    """A preview that never showed anything stays empty."""
    shown = Preview(root=root, out=tmp_path / "shown")
    shown.show_faults([Problem(code="E111", place=Place(path="data/"), message="缺少。", hint="")])
    assert not (tmp_path / "shown").exists()
    shown.close()


def test_a_broken_link_leaves_the_last_good_pages(preview: Preview, tmp_path: Path, content: Path) -> None:
    """The same where the fault is in the pages."""
    good = tree_in(tmp_path / "shown")
    broken = tmp_path / "broken"
    shutil.copytree(content, broken)
    page = broken / "privacy/index.html"
    page.write_text(page.read_text("utf-8").replace('href="../policy/"', 'href="../polciy/"'), "utf-8")
    preview.take_content(broken)
    with pytest.raises(ProblemsFound) as found:
        preview.update(AS_OF)
    assert tree_in(tmp_path / "shown") == good
    preview.show_faults(found.value.problems)
    assert faults_shown(tmp_path / "shown")["privacy/index.html"] == [str(found.value.problems[0])]
    assert 'href="../policy/"' in (tmp_path / "shown/privacy/index.html").read_text("utf-8")
    preview.take_content(content)
    preview.update(AS_OF)
    assert tree_in(tmp_path / "shown") == good


def test_new_files_of_the_theme_and_photos_replace_the_old(
    preview: Preview, root: Path, tmp_path: Path, content: Path
) -> None:
    """A stylesheet that was edited is served as edited, though its name is the same."""
    edited = tmp_path / "edited"
    shutil.copytree(content, edited)
    (edited / STYLE_PARTS[-1]).write_text("p { color: #000 }", "utf-8")
    preview.take_content(edited)
    preview.update(AS_OF)
    assert (tmp_path / "shown/assets/jingwu/site.css").read_text("utf-8").endswith("\np { color: #000 }")
    assert tree_in(tmp_path / "shown") == cold(root, edited, tmp_path / "cold/site")


@pytest.mark.parametrize("path", ["content/privacy.md", "mkdocs.yml", "content/new.md"])
def test_prose_and_settings_call_for_the_engine(tmp_path: Path, content: Path, path: str) -> None:
    """An edited, new or removed file of content, and the settings; data do not."""
    root = with_own_content(bureau_in(tmp_path / "root"))
    shown = Preview(root=root, out=tmp_path / "shown")
    shown.take_content(content)
    edit(root, BINHU, *PHONE)
    assert shown.content_changed() is False
    with (root / path).open("a") as file:
        file.write("\n")
    assert shown.content_changed() is True
    shown.take_content(content)
    assert shown.content_changed() is False
    (root / path).unlink()
    if path != "mkdocs.yml":
        assert shown.content_changed() is True
    shown.close()


def test_a_compiled_template_calls_for_no_engine(
    preview: Preview, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first pages after an installation compile the templates, beside them; nobody has edited one."""
    program = tmp_path / "program"
    (program / "templates/__pycache__").mkdir(parents=True)
    monkeypatch.setattr("generator.build.preview.PACKAGE", program)
    preview.take_content(content)
    (program / "templates/__pycache__/one.cache").write_bytes(b"1")
    assert preview.content_changed() is False
    (program / "templates/one.html").write_bytes(b"1")
    assert preview.content_changed() is True
