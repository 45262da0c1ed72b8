"""`jingwu purge`: an officer's name leaves records, pages, downloads, photos, notes and kept deployments for good."""

from __future__ import annotations

import gzip
import html
import io
import json
import urllib.parse
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.build import find_problems
from generator.cli import main
from generator.model.officer import PURGED_NAME, trace_of
from tests.small_sites import AS_OF, BINHU, bureau_in, edit, picture, tree_in, with_own_content

NAME, BADGE, ON = "王建国", "004217", "2026-11-20"
MEETING = "data/meetings/2026/gulou-binhu-2026-09-15.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A bureau with an officer who has a photo, and its own hand-written pages."""
    root = with_own_content(bureau_in(tmp_path / "root"))
    photo = "    photo: {file: 004217.jpg, consent_on: 2026-01-05}\n"
    edit(root, BINHU, "    on_site: {days", f"{photo}    on_site: {{days")
    (root / "data/photos").mkdir()
    (root / "data/photos/004217.jpg").write_bytes(picture(40))
    return root


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def purge(root: Path, *more: str, badge: str = BADGE) -> Result:
    return run("purge", badge, "--root", root, "--on", ON, *more)


def deploy(root: Path, place: Path) -> Result:
    return run("deploy", "--root", root, "--to", place, "--as-of", str(AS_OF), "--jobs", "1")


def forms_of(name: str) -> dict[str, bytes]:
    """A name as bytes, in every form in which a file can hold it."""
    percent = urllib.parse.quote(name)
    return {
        "UTF-8": name.encode(),
        "UTF-16 LE": name.encode("utf-16-le"),
        "UTF-16 BE": name.encode("utf-16-be"),
        "GB 18030": name.encode("gb18030"),
        "JSON": json.dumps(name)[1:-1].encode(),
        "JSON, capitals": "".join(f"\\u{ord(one):04X}" for one in name).encode(),
        "HTML, decimal": "".join(f"&#{ord(one)};" for one in name).encode(),
        "HTML, hexadecimal": "".join(f"&#x{ord(one):x};" for one in name).encode(),
        "percent": percent.encode(),
        "percent, small": percent.lower().encode(),
    }


def contents_of(content: bytes) -> Iterator[bytes]:
    """The bytes, and what is packed in them."""
    yield content
    if content.startswith(b"\x1f\x8b"):
        yield from contents_of(gzip.decompress(content))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield from contents_of(packed.read(name))


def found_below(folder: Path, name: str) -> set[tuple[str, str]]:
    """Every file whose name or content holds the name, by its path, and the form."""
    return {
        (path, form)
        for path, content in tree_in(folder).items()
        for form, written in forms_of(name).items()
        for each in (path.encode(), *contents_of(content))
        if written in each
    }


def test_nothing_of_a_purged_name_is_left(root: Path, tmp_path: Path) -> None:
    """Neither in the site, its kept deployments, manifests and packed downloads, nor in records and notes."""
    place = tmp_path / "www"
    edit(root, MEETING, "能当场答复的已答复。", f"{NAME}能当场答复的已答复。")
    deploy(root, place)
    edit(root, BINHU, "[老滨湖, 湖边大院]", "[老滨湖, 湖边楼]")
    deploy(root, place)
    run("build", "--root", root, "--out", tmp_path / "site", "--as-of", str(AS_OF), "--jobs", "1")
    old = found_below(place, NAME)
    assert len({path for path, _ in old}) > 20
    assert [path for path, _ in old if path.endswith(".xlsx")]
    assert found_below(root / ".jingwu_cache", NAME)
    photo = (place / "current/photos/004217.jpg").read_bytes()

    done = purge(root)
    assert done.exit_code == 0, done.output
    assert f"{MEETING}:16:5: [W433]" in done.output
    assert "姓名还写在上面 1 处" in done.output
    refused = deploy(root, place)
    assert refused.exit_code == 1
    assert f"{MEETING}:16:5: [E523]" in refused.output
    edit(root, MEETING, NAME, "社区民警")
    assert deploy(root, place).exit_code == 0

    assert found_below(place, NAME) == set()
    assert found_below(root, NAME) == set()
    assert not [path for path, content in tree_in(place).items() if content == photo or BADGE in path]
    # It is the example in schemas and on the page of the data format, and digits of other things in the stylesheet.
    badge = [path for path, content in tree_in(place / "current").items() if BADGE.encode() in content]
    assert [one for one in badge if not one.startswith(("assets/", "data/schemas/", "staff/"))] == []
    again = run("rollback", "--to", place)
    assert again.exit_code == 1
    assert "没有更早的网站可以退回" in again.output
    # A site that is looked at where it is made forgets as well.
    run("build", "--root", root, "--out", tmp_path / "site", "--as-of", str(AS_OF), "--jobs", "1")
    assert found_below(tmp_path, NAME) == set()


def test_the_record_keeps_what_past_months_need(root: Path) -> None:
    """Badge, role and times stay, so that no published figure changes; the community is vacant if nobody is left."""
    edit(root, BINHU, "since: 2026-11-01\n", "since: 2026-11-22\n")
    assert purge(root).exit_code == 0
    text = (root / BINHU).read_text("utf-8")
    assert (
        f"  - name: {PURGED_NAME}\n    badge: 004217\n    role: community_officer\n    phone: 0990-0000217\n"
        "    since: 2024-03-01\n    until: 2026-11-19\n"
    ) in text
    assert f"    purged: {{on: {ON}, length: 3, trace: {trace_of(NAME)}}}\n" in text
    assert "vacancies:\n  - since: 2026-11-20\n    until: 2026-11-21\n    reason: 原社区民警调离" in text
    assert [str(one) for one in find_problems(root, AS_OF) if one.code.startswith("E")] == []
    assert not (root / "data/photos/004217.jpg").exists()


@pytest.mark.parametrize(
    "written",
    [
        "王 建 国",
        "王　建国",
        "**王**建国",
        "王&#x5efa;国",
        "%E7%8E%8B建国",
        "王\u200b建国",
        "[王建](x)国",
        "王建\n国",
    ],
)
def test_a_disguised_name_in_prose_is_found(root: Path, written: str) -> None:
    """As a reader of the page would read it."""
    purge(root)
    page = root / "content/about.md"
    page = page if page.exists() else next((root / "content").rglob("*.md"))
    page.write_text(f"{page.read_text('utf-8')}\n\n以前的民警是{written},现在换了。\n", "utf-8")
    path = page.relative_to(root).as_posix()
    found = [one for one in find_problems(root, AS_OF) if one.code == "W433"]
    assert [(one.place.path, one.place.line) for one in found] == [
        (path, page.read_text("utf-8")[: page.read_text("utf-8").index("以前的民警是")].count("\n") + 1)
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("report: 三季度", "# 王建国写\nreport: 三季度", id="comment"),
        pytest.param("report: 三季度走访", 'report: "\\u738b建国三季度走访', id="escape"),
        pytest.param("owner: 城管部门", "owner: 王建国", id="another field"),
    ],
)
def test_a_name_anywhere_in_the_data_is_found(root: Path, old: str, new: str) -> None:
    """In comments and escapes too."""
    purge(root)
    edit(root, MEETING, old, new)
    if '"' in new:
        edit(root, MEETING, "210 户。", '210 户。"')
    found = [one.place.path for one in find_problems(root, AS_OF) if one.code == "W433"]
    assert found == [MEETING]


def test_somebody_else_of_that_name_is_not_meant(root: Path) -> None:
    """An officer with another badge keeps the name; a sentence about them is named as meaning somebody else."""
    edit(root, BINHU, "单小雨", NAME)
    purge(root)
    assert [one for one in find_problems(root, AS_OF) if one.code == "W433"] == []
    edit(root, MEETING, "城管部门", f"民警{NAME}办")
    assert [one for one in find_problems(root, AS_OF) if one.code == "W433"]
    edit(root, BINHU, f"trace: {trace_of(NAME)}}}", f"trace: {trace_of(NAME)}, not_meant: [民警{NAME}办]}}")
    assert [one for one in find_problems(root, AS_OF) if one.code == "W433"] == []


def test_a_station_leader_of_the_badge_is_found(root: Path) -> None:
    """The head of a station stands there by name; another one has to be entered."""
    station = "data/stations/gulou.yml"
    edit(
        root,
        station,
        "form: two_teams_one_office\n",
        f"form: two_teams_one_office\nleader: {{name: {NAME}, badge: '004217', title: 所长}}\n",
    )
    assert f"{station}:9:16: [W433]" in purge(root).output


def test_purging_again_lists_what_is_left_and_writes_nothing(root: Path) -> None:
    """The command is its own proof."""
    purge(root)
    before = tree_in(root / "data")
    again = purge(root)
    assert "警号 004217 已经清除过。" in again.output
    assert "姓名没有写在别处。" in again.output
    assert tree_in(root / "data") == before


def test_a_dry_run_writes_nothing(root: Path) -> None:
    """Neither records nor photos."""
    before = tree_in(root)
    done = purge(root, "--dry-run")
    assert (
        f"写 {BINHU}\n写 data/communities/gulou/gulou-qiaotou.yml\n删 data/photos/004217.jpg\n" in done.output
    )
    assert tree_in(root) == before


@pytest.mark.parametrize(
    ("badge", "said"), [("999999", "没有警号 999999"), ("004219", "已写")], ids=["unknown", "left long ago"]
)
def test_any_badge_on_record_can_be_purged(root: Path, badge: str, said: str) -> None:
    """One who left keeps the last day; one whom nobody knows is an error."""
    done = purge(root, badge=badge)
    assert said in done.output
    assert "until: 2024-02-29" in (root / BINHU).read_text("utf-8")


def test_what_was_purged_is_not_written_by_hand(root: Path) -> None:
    """A name in the entry of somebody purged, or the word for no name without the rest, is an error."""
    purge(root)
    edit(root, BINHU, f"name: {PURGED_NAME}", f"name: {NAME}")
    assert "E206" in {one.code for one in find_problems(root, AS_OF)}


def test_the_day_is_not_in_the_future(root: Path) -> None:
    """What is removed is removed now."""
    done = run("purge", BADGE, "--root", root, "--on", "2099-01-01")
    assert done.exit_code == 2
    assert "日期不能晚于今天" in done.output


def test_a_purged_officer_is_no_missing_one(root: Path, tmp_path: Path) -> None:
    """The build neither asks for the record back, nor takes it for a site that lacks officers."""
    place = tmp_path / "www"
    deploy(root, place)
    purge(root)
    done = deploy(root, place)
    assert done.exit_code == 0, done.output
    assert "W337" not in done.output
    assert NAME not in done.output


def test_the_forms_are_found_where_they_stand(tmp_path: Path) -> None:
    """The search of these tests sees every form, packed or not."""
    for at, (form, written) in enumerate(forms_of(NAME).items()):
        (tmp_path / f"{at}.bin").write_bytes(b"x" + written + b"y")
        (tmp_path / f"{at}.gz").write_bytes(gzip.compress(b"x" + written))
        with zipfile.ZipFile(tmp_path / f"{at}.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("sheet.xml", b"x" + written)
        assert {(f"{at}.bin", form), (f"{at}.gz", form), (f"{at}.xlsx", form)} <= found_below(tmp_path, NAME)
    assert html.unescape(forms_of(NAME)["HTML, decimal"].decode()) == NAME


def test_an_announced_officer_leaves_a_trace(root: Path, tmp_path: Path) -> None:
    """A post that has not begun ends on its first day, so that what was deployed of it is forgotten too."""
    place = tmp_path / "www"
    edit(root, BINHU, "since: 2026-11-01\n", "since: 2026-11-28\n")
    deploy(root, place)
    assert found_below(place / "current", "单小雨")
    assert purge(root, badge="004218").exit_code == 0
    assert "until: 2026-11-28" in (root / BINHU).read_text("utf-8")
    assert deploy(root, place).exit_code == 0
    assert found_below(tmp_path, "单小雨") == set()


def test_a_post_that_is_over_stays_as_it_was(root: Path) -> None:
    """Whatever day is given: past months are worked out from it."""
    run("purge", "004219", "--root", root, "--on", "2023-01-01")
    text = (root / BINHU).read_text("utf-8")
    assert "until: 2024-02-29" in text
    assert "vacancies" not in text


def test_a_restored_file_does_not_bring_the_name_back(root: Path, tmp_path: Path) -> None:
    """The site knows whom it has forgotten, also where the entry that says so was replaced by a backup."""
    place, before = tmp_path / "www", (root / BINHU).read_bytes()
    purge(root, badge="004218")
    deploy(root, place)
    (root / BINHU).write_bytes(before.replace(b"[\xe8\x80\x81", b"[\xe5\xb0\x8f"))
    done = deploy(root, place)
    assert done.exit_code == 1
    assert f"{BINHU}:21:11: [E523] 警号 004218 清除过,现在又写了姓名。" in done.output


@pytest.mark.parametrize("name", ["王〇", "张叉"])
def test_a_name_with_a_sign_that_is_read_otherwise_is_found(root: Path, name: str) -> None:
    """A zero written as a character; a character that is taken for a letter."""
    edit(root, BINHU, NAME, name)
    edit(root, "data/communities/gulou/gulou-qiaotou.yml", NAME, name)
    edit(root, MEETING, "城管部门", f"{name}带队")
    assert f"{MEETING}:" in purge(root).output


def test_a_name_of_a_file_or_a_menu_is_found(root: Path) -> None:
    """Both become addresses and titles."""
    (root / "content/about-王建国.md").write_text("# 介绍\n", "utf-8")
    settings = root / "mkdocs.yml"
    settings.write_text(f"{settings.read_text('utf-8')}\n# 王建国工作室\n", "utf-8")
    purge(root)
    found = {one.place.path for one in find_problems(root, AS_OF) if one.code == "W433"}
    assert found == {"content/about-王建国.md", "mkdocs.yml"}
