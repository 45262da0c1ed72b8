"""The whole way from data and content to the site: what stops it, what it repeats, and what a kill leaves."""

from __future__ import annotations

import errno
import fcntl
import gc
import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from mkdocs.commands.build import build as run_engine
from mkdocs.config import load_config
from PIL import Image

import generator.build
import generator.plugin
from generator.build import Built, Checked, build, find_problems, read_bureau
from generator.build.tree import engine_output
from generator.deploy import current
from generator.deploy.store import store_of
from generator.feeds.sitemap import sitemaps
from generator.problems import Place, Problem, ProblemsFound
from tests.small_sites import (
    AS_OF,
    BINHU,
    REPOSITORY,
    bureau_in,
    edit,
    picture,
    published,
    site_of,
    stamped,
    tree_in,
    with_own_content,
)

PAGES = 99


def problems(root: Path, out: Path) -> list[Problem]:
    """What stops a build, which leaves the site as it was."""
    before = tree_in(out) if out.exists() else None
    with pytest.raises(ProblemsFound) as found:
        build(root, out, AS_OF)
    assert (tree_in(out) if out.exists() else None) == before
    assert not list(store_of(out).glob("building-*"))
    return list(found.value.problems)


# ---- what stops a build


@pytest.fixture
def own(root: Path, out: Path, content: Path) -> Path:
    """The scratch root with a content of its own, and a site already published."""
    published(root, content, out)
    return with_own_content(root)


def test_a_slot_that_no_page_fills_stops_the_build(own: Path, out: Path) -> None:
    """⟦nmae⟧ in a hand-written page is a slip, and is named with page and file."""
    (own / "content/privacy.md").write_text("# 隐私 {#top}\n\n⟦main⟧\n\n⟦nmae⟧\n", "utf-8")
    assert problems(own, out) == [
        Problem(
            code="E501",
            place=Place(path="content/privacy.md"),
            message="空位 ⟦nmae⟧ 在页面 privacy/ 上没有内容可填。",
            hint="请删去这个空位,或核对拼写。",
        )
    ]


def test_content_that_no_slot_takes_stops_the_build(own: Path, out: Path) -> None:
    """Staff deleted the slot: without a word the records would have gone from every page of the kind."""
    edit(own, "content/stations/_station.md", '<div class="jw-slot">⟦main⟧</div>', "正文")
    assert problems(own, out) == [
        Problem(
            code="E501",
            place=Place(path="content/stations/_station.md"),
            message="页面 stations/gulou/ 的内容“main”没有空位可放。",
            hint='请在正文里补上一行 <div class="jw-slot">⟦main⟧</div>。',
        )
    ]


def test_a_missing_kind_stops_the_build(own: Path, out: Path) -> None:
    """Without _meeting.md no meeting has a page; said once, not for every meeting."""
    (own / "content/meetings/_meeting.md").unlink()
    assert problems(own, out) == [
        Problem(
            code="E501",
            place=Place(path="content/meetings/_meeting.md"),
            message="缺少正文 content/meetings/_meeting.md,相应的页面没有地方放。",
            hint="请从备份恢复这个文件。",
        )
    ]


def test_two_sources_for_one_address_stop_the_build(own: Path, out: Path) -> None:
    """A hand-written page at the address of a record: both are named, neither wins."""
    edit(own, "mkdocs.yml", "  _*.md\n", "  _*.md\n  gulou-binhu.md\n")
    (own / "content/communities/gulou-binhu.md").write_text("# 滨湖 {#top}\n", "utf-8")
    assert problems(own, out) == [
        Problem(
            code="E502",
            place=Place(path="content/communities/gulou-binhu.md"),
            message=f"网址 communities/gulou-binhu/ 有两个来源:{BINHU} 和 content/communities/gulou-binhu.md。",
            hint="请给其中一个换编号或文件名。",
        )
    ]


def test_a_page_and_a_file_for_one_address_are_two_sources(root: Path, content: Path) -> None:
    """Nothing is written over without a word, whatever wrote it."""
    site = site_of(root)
    with pytest.raises(ProblemsFound) as found:
        stamped(replace(site, files={**site.files, "data/index.html": b""}), content)
    assert [(problem.code, problem.message) for problem in found.value.problems] == [
        ("E502", "网址 data/ 有两个来源:文件 data/index.html 和 content/data/index.md。")
    ]


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ('<a href="../comunities/">x</a>', "站内没有 comunities/index.html"),
        ('<a href="../communities/#nowhere">x</a>', "communities/index.html 里没有位置“nowhere”"),
        ('<a href="../../communities/">x</a>', "站内没有 ../communities/index.html"),
        ('<a href="/communities/">x</a>', "站内没有 /communities/"),
        ('<img src="../missing.png" alt="">', "站内没有 missing.png"),
    ],
    ids=["page", "anchor", "above-the-root", "absolute", "image"],
)
def test_a_broken_link_stops_the_build(own: Path, out: Path, link: str, found: str) -> None:
    """In raw HTML, which the engine does not look at."""
    edit(own, "content/privacy.md", "# 隐私说明 {#top}\n", f"# 隐私说明 {{#top}}\n\n<p>{link}</p>\n")
    assert [(p.code, p.place.path, found in p.message) for p in problems(own, out)] == [
        ("E503", "content/privacy.md", True)
    ]


def test_a_warning_of_the_engine_stops_the_build(own: Path, out: Path) -> None:
    """A Markdown link to a page that does not exist is named with its file."""
    edit(own, "content/privacy.md", "# 隐私说明 {#top}\n", "# 隐私说明 {#top}\n\n[x](nowhere.md)\n")
    (problem,) = problems(own, out)
    assert (problem.code, problem.place, "nowhere.md" in problem.message) == (
        "E504",
        Place(path="content/privacy.md"),
        True,
    )


def test_broken_settings_stop_the_build(own: Path, out: Path) -> None:
    """An unknown theme is a message, no traceback."""
    edit(own, "mkdocs.yml", "name: jingwu", "name: nothing")
    assert [str(problem) for problem in problems(own, out) if problem.code.startswith("E")] == [
        "mkdocs.yml:8:3: [E201] 这里不能写“nothing”。 请写成 jingwu。"
    ]


def test_what_the_engine_is_refused_is_a_problem(
    own: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that it cannot write: no traceback of its own, nor of the plugin that it tells."""
    refusal = OSError(errno.EIO, "x", "page.html")
    monkeypatch.setattr("mkdocs.utils.write_file", Mock(side_effect=refusal))
    assert [(p.code, p.place.path) for p in problems(own, out)] == [("E508", "page.html")]


def test_a_folder_that_the_engine_passes_over_is_a_problem(
    own: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It said of every page in the menu that it is to be restored from a backup, and of other pages nothing."""
    listed, refused = os.scandir, []

    def scandir(path: str) -> object:
        if str(path).endswith("content-written/stations"):
            refused.append(str(path))
            raise OSError(errno.EIO, "x", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = problems(own, out)
    assert refused
    assert [(p.code, p.place.path) for p in found] == [("E508", str(Path(refused[0]).parent))]


def test_a_link_that_cannot_be_made_is_said_with_its_own_path(
    root: Path, content: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system names what it should lead to first, which is relative to nobody knows what."""

    def symlink(to: str, link: str, _is_folder: bool) -> None:
        raise OSError(errno.EIO, "x", to, None, link)

    monkeypatch.setattr(os, "symlink", symlink)
    with pytest.raises(ProblemsFound) as found:
        published(root, content, out)
    assert [(p.code, p.place.path) for p in found.value.problems] == [("E508", str(out))]


def test_bad_data_stop_the_build_before_the_engine_runs(root: Path, out: Path, content: Path) -> None:
    """The problems are those of `check`, and the site stays."""
    published(root, content, out)
    edit(root, BINHU, "badge: 004217", "badge: 4217")
    assert tuple(problems(root, out)) == find_problems(root, AS_OF)


# ---- what a build makes


def test_the_collector_works_again_after_a_build_that_failed(own: Path, out: Path) -> None:
    """A preview that runs for days must not inherit a build's rest."""
    (own / "data/bureau.yml").unlink()
    assert problems(own, out)
    assert gc.isenabled()


def test_a_first_build_renders_every_page(root: Path, out: Path) -> None:
    """The engine's pages and the records', each once; warnings are handed on."""
    built = build(root, out, AS_OF)
    assert built == Built(
        pages=PAGES, rendered=PAGES, changed=True, warnings=read_bureau(root, AS_OF).warnings
    )
    assert len([path for path in tree_in(out) if path.endswith(".html")]) == PAGES


def test_nothing_changed_nothing_done(root: Path, out: Path, content: Path) -> None:
    """The second build renders no page and does not touch the site."""
    published(root, content, out)
    again = published(root, content, out)
    assert (again.rendered, again.changed) == (0, False)


@pytest.mark.parametrize("lost", ["officers/gulou/index.html", "meetings/all.ics"])
def test_a_site_that_lost_a_file_is_mended(root: Path, out: Path, content: Path, lost: str) -> None:
    """Somebody deleted a file of the site: the next build brings it back, though nothing was edited."""
    published(root, content, out)
    whole = tree_in(out)
    (out / lost).unlink()
    published(root, content, out)
    assert tree_in(out) == whole


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (BINHU, "phone: 0990-0000217\n    since: 2024", "phone: 0990-0000299\n    since: 2024"),
        ("data/meetings/2026/gulou-qiaotou-2026-12-03.yml", "place: 桥头社区活动室", "place: 桥头社区礼堂"),
        ("data/reports/2026-09/xishan.yml", "calls: 15", "calls: 16"),
        ("data/stations/xishan.yml", "name: 西山派出所", "name: 西山中心派出所"),
        ("data/bureau.yml", "sample: true", "sample: false"),
        ("data/policy.yml", "interpretation: 各项权重相等。", "interpretation: 两项权重相等。"),
    ],
    ids=["phone", "meeting", "report", "station", "bureau", "policy"],
)
def test_an_edit_gives_what_a_cold_build_gives(
    root: Path, out: Path, tmp_path: Path, content: Path, path: str, old: str, new: str
) -> None:
    """Whatever is edited, an incremental build equals a cold one of the same data."""
    published(root, content, out)
    edit(root, path, old, new)
    assert published(root, content, out).changed is True
    published(root, content, tmp_path / "cold")
    assert tree_in(out) == tree_in(tmp_path / "cold")


def test_an_edit_renders_only_the_pages_that_may_show_it(root: Path, out: Path, content: Path) -> None:
    """A new phone number: its community, station, meetings and the lists; the digests of all others are as before."""
    published(root, content, out)
    before = digests(out)
    edit(root, BINHU, "phone: 0990-0000217\n    since: 2024", "phone: 0990-0000299\n    since: 2024")
    built = published(root, content, out)
    rendered = {page for page, digest in digests(out).items() if before[page] != digest}
    showing = {
        "communities/gulou-binhu/index.html",
        "meetings/gulou-binhu-2026-09-15/index.html",  # whom to ask
        "meetings/gulou-binhu-2026-12-10/index.html",
        "officers/gulou/index.html",
        "stations/gulou/index.html",
    }
    lists = {
        *(
            f"{section}/gulou/index.html"
            for section in ("brands", "coverage", "prevention", "services", "work-records")
        ),
        "stations/index.html",
        "sub-bureaus/chengdong/index.html",
    }  # of the stations' areas, without phones
    assert rendered - lists == showing
    assert built.rendered == len(rendered)


def digests(out: Path) -> dict[str, str]:
    deployment = current(out)
    assert deployment is not None
    return {page: noted["digest"] for page, noted in deployment.pages.items()}


def test_records_that_come_and_go_take_their_pages_along(
    root: Path, out: Path, tmp_path: Path, content: Path
) -> None:
    """A removed meeting leaves no page behind, a new station brings its own."""
    published(root, content, out)
    (root / "data/meetings/2026/xishan-leishan-2026-12-01.yml").unlink()
    station = (root / "data/stations/xishan.yml").read_text("utf-8")
    (root / "data/stations/beishan.yml").write_text(
        station.replace("id: xishan", "id: beishan").replace("西山派出所", "北山派出所"), "utf-8"
    )
    before = tree_in(out)
    published(root, content, out)
    published(root, content, tmp_path / "cold")
    assert tree_in(out) == tree_in(tmp_path / "cold")
    assert "meetings/xishan-leishan-2026-12-01/index.html" in before.keys() - tree_in(out).keys()
    assert "stations/beishan/index.html" in tree_in(out).keys() - before.keys()


def test_the_sitemap_lists_every_page_and_no_kind(root: Path, content: Path) -> None:
    """Kinds and the page for missing addresses are no pages of the site."""
    site = site_of(root)
    tree = stamped(site, content)
    pages = {path.removesuffix("index.html") for path in tree.files if path.endswith("/index.html")} | {""}
    assert tree.files.items() >= sitemaps(pages, "https://jingwu.example/jiangzhou/").items()
    assert not [path for path in tree.files if "/_" in path]


def test_a_photo_is_part_of_the_site_and_changes_it(root: Path, out: Path, content: Path) -> None:
    """It is found by its content: the same name with another picture is another site."""
    edit(
        root,
        BINHU,
        "    on_site: {days",
        "    photo: {file: 004217.jpg, consent_on: 2026-01-05}\n    on_site: {days",
    )
    photo = root / "data/photos/004217.jpg"
    photo.parent.mkdir()
    for grey in (40, 200):
        photo.write_bytes(picture(grey))
        assert published(root, content, out).changed is True
        shown = (out / "photos/004217.jpg").read_bytes()
        assert (b"114.89E" in picture(grey), b"114.89E" in shown) == (True, False)
        with Image.open(io.BytesIO(shown)) as image:
            assert (image.size, image.getpixel((4, 6))) == ((9, 12), (grey, grey, grey))
    assert b'src="../../photos/004217.jpg"' in (out / "communities/gulou-binhu/index.html").read_bytes()


def test_engine_files_that_the_site_does_not_use_are_left_out(root: Path, content: Path) -> None:
    """No script of the theme, no search index, no made-up dates."""
    files = stamped(site_of(root), content).files
    assert {path for path in files if path.startswith("assets/")} == {
        "assets/finder.json",
        "assets/jingwu/404.js",
        "assets/jingwu/favicon.svg",
        *(
            f"assets/jingwu/{name}.js"
            for name in (
                "text",
                "sounding",
                "around",
                "knowing",
                "shelf",
                "finding",
                "near",
                "parts",
                "finder",
            )
        ),
        "assets/jingwu/now.js",
        "assets/jingwu/site.css",
        *(path for path in files if path.startswith("assets/stylesheets/") and path.endswith(".css")),
    }


def test_every_hand_written_page_is_on_the_site(root: Path, content: Path) -> None:
    """Each frame but the kinds becomes a page, with no slot left open."""
    files = stamped(site_of(root), content).files
    assert {
        url
        for url, frame in engine_output(content, REPOSITORY / "content").frames.items()
        if not frame.is_kind
    } <= {path.removesuffix("index.html") for path in files}
    assert not [path for path, body in files.items() if isinstance(body, bytes) and "⟦".encode() in body]


# ---- the same bytes, anywhere


def command(root: Path, out: Path) -> list[str]:
    return [
        *(sys.executable, "-c", "from generator.cli import main; main()"),
        *("build", "--root", str(root), "--out", str(out), "--as-of", str(AS_OF)),
    ]


def environment(**changes: str) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(REPOSITORY), "NO_MKDOCS_2_WARNING": "1"} | changes


def test_a_build_depends_on_nothing_but_its_input(
    root: Path, out: Path, tmp_path: Path, content: Path
) -> None:
    """Another time zone, locale, hash seed, folder and umask give the same tree."""
    published(root, content, out)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for number, changes in enumerate(
        (
            {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
            {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"},
        )
    ):
        other = tmp_path / f"site{number}"
        done = subprocess.run(
            command(root, other), cwd=elsewhere, env=environment(**changes), capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        assert tree_in(other) == tree_in(out)


def test_two_builds_at_once_take_turns(root: Path, out: Path, tmp_path: Path, content: Path) -> None:
    """Both end well, and the site is the whole of one of them."""
    published(root, content, tmp_path / "alone")
    running = [
        subprocess.Popen(
            command(root, out), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(2)
    ]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    assert tree_in(out) == tree_in(tmp_path / "alone")
    assert not list(store_of(out).glob("building-*"))


def reads_behind_the_lock(out: Path, readings: list[str]) -> Callable[..., Checked]:
    """Reads a bureau, and notes whether another build could start meanwhile."""

    def read(*arguments: Any, **named: Any) -> Checked:
        with (store_of(out) / "lock").open("r+") as other:
            try:
                fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
                readings.append("another build could start")
            except BlockingIOError:
                readings.append("alone")
        return read_bureau(*arguments, **named)

    return read


def test_a_build_reads_after_its_turn_has_come(
    root: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else one that waited for a newer build would put older data online over it."""
    readings: list[str] = []
    monkeypatch.setattr(generator.build, "read_bureau", reads_behind_the_lock(out, readings))
    build(root, out, AS_OF)
    assert readings == ["alone"]


def test_the_engine_reads_after_its_turn_has_come(
    root: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other door: `mkdocs build`."""
    readings: list[str] = []
    monkeypatch.setattr(generator.plugin, "read_to_publish", reads_behind_the_lock(out, readings))
    with_own_content(root)
    edit(root, "mkdocs.yml", "  - jingwu\n", f"  - jingwu:\n      as_of: {AS_OF}\n")
    run_engine(load_config(config_file=str(root / "mkdocs.yml"), site_dir=str(out)))
    assert readings == ["alone"]
    assert (out / "index.html").is_file()


# ---- a killed build

KILLED = """
import datetime as dt, os, signal, sys
from pathlib import Path
from generator.build import build
from tests.small_sites import published

root, content, out, log = sys.argv[1:]
STEP = 20  # killed at each touch that switches something, and at every twentieth of the others
TOUCHES = dict.fromkeys(("open", "os.mkdir", "os.link", "os.remove", "os.rmdir"), 1)
TOUCHES |= dict.fromkeys(("os.rename", "os.symlink", "shutil.rmtree"), STEP)

def child(last):
    '''Build, and be killed when so much has been touched below the site's parent.'''
    parent, seen = str(Path(out).parent), 0
    def hook(event, arguments):
        nonlocal seen
        if event in TOUCHES and any(parent in str(argument) for argument in arguments[:2]):
            seen += TOUCHES[event]
            if seen >= last:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    published(Path(root), Path(content), Path(out))
    os._exit(0)

last = 1
while True:
    pid = os.fork()
    if pid == 0:
        child(last)
    _, status = os.waitpid(pid, 0)
    with open(log, "a") as lines:
        target = os.readlink(out)
        files = sum(len(names) for _, _, names in os.walk(out))
        print(int(os.WIFSIGNALED(status)), target, files, file=lines)
    if not os.WIFSIGNALED(status):
        sys.exit(os.waitstatus_to_exitcode(status))
    last += STEP
"""


def test_a_killed_build_leaves_a_whole_site(root: Path, out: Path, tmp_path: Path, content: Path) -> None:
    """Killed at any touch of the disk: the site is the old one or the new one, whole; the next build ends well."""
    edit(root, "data/bureau.yml", "sample: true", "sample: false")
    published(root, content, out)
    edit(root, "data/bureau.yml", "sample: false", "sample: true")
    published(root, content, out)
    old, before = str(out.readlink()), tree_in(out)
    edit(root, BINHU, "phone: 0990-0000217\n    since: 2024", "phone: 0990-0000299\n    since: 2024")
    published(root, content, tmp_path / "cold")
    after = tree_in(tmp_path / "cold")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(root), str(content), str(out), str(tmp_path / "log")],
        cwd=REPOSITORY, env=environment(), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    lines = [line.split() for line in (tmp_path / "log").read_text().splitlines()]
    assert len(lines) > 10
    new = str(out.readlink())
    sizes = {old: str(len(before)), new: str(len(after))}
    assert {(target, files) for _, target, files in lines} <= set(sizes.items())
    assert [killed for killed, _, _ in lines] == ["1"] * (len(lines) - 1) + ["0"]
    assert tree_in(out) == after
    assert not list(store_of(out).glob("building-*"))


def test_readers_find_every_page_during_builds(root: Path, tmp_path: Path, out: Path, content: Path) -> None:
    """Whoever walks the site while it is built again and again finds each of its pages whole."""
    other = bureau_in(tmp_path / "other")
    edit(other, "data/bureau.yml", "sample: true", "sample: false")
    published(other, content, tmp_path / "second")
    published(root, content, out)
    whole = {path: {body, tree_in(tmp_path / "second")[path]} for path, body in tree_in(out).items()}
    done = threading.Event()
    wrong: list[str] = []
    walks: list[int] = []

    def walk() -> None:
        while not done.is_set():
            wrong.extend(path for path in whole if not is_whole(path))
            walks.append(1)

    def is_whole(path: str) -> bool:
        try:
            return (out / path).read_bytes() in whole[path]
        except OSError:
            return False

    reader = threading.Thread(target=walk)
    reader.start()
    for turn in range(6):
        published(other if turn % 2 == 0 else root, content, out)
    done.set()
    reader.join(timeout=60)
    assert (wrong, bool(walks)) == ([], True)
