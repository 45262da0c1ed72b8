"""The MkDocs plugin: `mkdocs build` makes the site of `jingwu build`, `mkdocs serve` a preview that survives errors."""

from __future__ import annotations

import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.deploy.store import store_of
from tests.small_sites import AS_OF, BINHU, REPOSITORY, edit, published, tree_in, with_own_content

PATIENCE = 60.0
ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(REPOSITORY),
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONUNBUFFERED": "1",
}
MKDOCS = (sys.executable, "-m", "mkdocs")


@pytest.fixture
def own(root: Path) -> Path:
    """The scratch root with its own content and the day in its settings."""
    with_own_content(root)
    edit(root, "mkdocs.yml", "  - jingwu\n", f"  - jingwu:\n      as_of: {AS_OF}\n")
    return root


def engine(root: Path, out: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*MKDOCS, "build", "--site-dir", str(out), *arguments],
        cwd=root, env=ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_mkdocs_build_gives_the_same_site(own: Path, out: Path, tmp_path: Path, content: Path) -> None:
    """`mkdocs build` makes the same files as `jingwu build`, deployed behind a link."""
    done = engine(own, out)
    assert done.returncode == 0, done.stderr
    published(own, content, tmp_path / "site")
    assert tree_in(out) == tree_in(tmp_path / "site")
    assert out.is_symlink()


def test_mkdocs_build_keeps_an_unchanged_site(own: Path, out: Path, content: Path) -> None:
    """`mkdocs build` over an unchanged site of `jingwu build` does not switch the link."""
    published(own, content, out)
    link = os.lstat(out).st_ino  # the whole state differs: following a link may change its access time
    done = engine(own, out, "--strict")
    assert done.returncode == 0, done.stderr
    assert os.lstat(out).st_ino == link


def test_settings_of_another_name_are_refused(own: Path, out: Path) -> None:
    """Settings in mkdocs.yaml are refused, because they would not be checked."""
    (own / "mkdocs.yml").rename(own / "mkdocs.yaml")
    done = engine(own, out)
    assert done.returncode == 1
    assert "mkdocs.yaml:1:1: [E110] 网页引擎的设置只能写在 mkdocs.yml 里。 请改名为 mkdocs.yml" in done.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        (BINHU, "badge: 004217", "badge: 4217", "E203"),
        ("content/privacy.md", "# 隐私说明 {#top}\n", "# 隐私说明 {#top}\n\n[x](nowhere.md)\n", "E504"),
        (
            "content/privacy.md",
            "# 隐私说明 {#top}\n",
            '# 隐私说明 {#top}\n\n<a href="../x/">x</a>\n',
            "E503",
        ),
        ("content/privacy.md", "# 隐私说明 {#top}\n", f"# 隐私说明 {{#top}}\n\n{'[' * 8000}\n", "E504"),
        ("content/privacy.md", "# 隐私说明 {#top}\n", f"# 隐私说明 {{#top}}\n\n{'1. ' * 2000}\n", "E504"),
    ],
    ids=["data", "engine", "link", "endless", "deep"],
)
def test_a_failing_build_leaves_the_site(
    own: Path, out: Path, content: Path, path: str, old: str, new: str, code: str
) -> None:
    """A failing build reports the problem of `jingwu build` without a traceback, and leaves the site and its store."""
    published(own, content, out)
    before = tree_in(out)
    edit(own, path, old, new)
    done = engine(own, out)
    assert done.returncode == 1
    assert f"{path}:" in done.stderr
    assert f"[{code}]" in done.stderr
    assert "Traceback" not in done.stderr
    assert "原话是" not in done.stderr
    assert tree_in(out) == before
    assert not list(store_of(out).glob("building-*"))


def test_no_site_is_put_among_its_sources(own: Path) -> None:
    """A site folder inside the sources is refused."""
    done = engine(own, own / "data/site")
    assert (done.returncode, "[E505]" in done.stderr) == (1, True)
    assert list((own / "data").glob("**/*site*")) == []


def test_a_folder_that_is_not_ours_is_refused(own: Path, out: Path) -> None:
    """A folder that holds other files is refused and left, though MkDocs alone would empty it."""
    out.mkdir(parents=True)
    (out / "letter.txt").write_text("x")
    done = engine(own, out)
    assert (done.returncode, "[E505]" in done.stderr, "Traceback" in done.stderr) == (1, True, False)
    assert tree_in(out) == {"letter.txt": b"x"}


class Served:
    """A running `mkdocs serve`: its log line by line, and its pages."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._address = f"127.0.0.1:{free.getsockname()[1]}"
        self._process = subprocess.Popen(
            [*MKDOCS, "serve", "--dev-addr", self._address],
            cwd=root, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._lines: queue.Queue[str | None] = queue.Queue()
        self.said = ""
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put(None)

    def until(self, words: str) -> str:
        """All output up to the line that contains the words; fails if the process ends before."""
        heard = ""
        while words not in heard:
            line = self._lines.get(timeout=PATIENCE)
            assert line is not None, f"ended without “{words}”:\n{self.said}"
            heard += line
            self.said += line
        return heard

    def page(self, url: str) -> str:
        """The page as served now; the server delays the answer while it builds."""
        with urllib.request.urlopen(f"http://{self._address}/{url}", timeout=PATIENCE) as answer:
            body: bytes = answer.read()
        return body.decode()

    def after(self, url: str, words: str) -> str:
        """The page once a rebuild has put these words into it, polled as the reload script does."""
        html = self.page(url)
        for _ in range(3):  # the server may notice one save in two steps
            if words in html:
                break
            found = re.search(r"livereload\((\d+), (\d+)\)", html)
            assert found is not None
            self.page(f"livereload/{found[1]}/{found[2]}")
            html = self.page(url)
        assert words in html, self.said
        return html

    def end(self) -> int:
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(timeout=PATIENCE)
        self._listener.join(timeout=PATIENCE)
        return code


@pytest.fixture
def served(own: Path) -> Iterator[Served]:
    """A preview of the ordinary bureau."""
    running = Served(own)
    running.until("Serving on")
    yield running
    assert running.end() == 0
    assert "Traceback" not in running.said


COMMUNITY = "communities/gulou-binhu/"
MENDED = "badge: 004217\n    role: community_officer\n    phone: 0990-0000297"


def test_the_preview_shows_edits_and_survives_errors(served: Served, own: Path) -> None:
    """The preview shows an edit, keeps the last good page during an error in data or prose, and recovers."""
    assert "0990-0000217" in served.page(COMMUNITY)
    edit(own, BINHU, "phone: 0990-0000217\n    since: 2024", "phone: 0990-0000298\n    since: 2024")
    assert "0990-0000298" in served.after(COMMUNITY, "0990-0000298")

    edit(own, BINHU, "badge: 004217", "badge: 4217")
    said = served.until("[E203]")
    assert "数据或正文有错误,网站没有改动" in said
    html = served.after(COMMUNITY, f"{BINHU}:15:12: [E203]")
    assert "警号 004217" in html
    assert "有 1 个错误，页面是上一次的内容" in html

    edit(own, BINHU, "badge: 4217\n    role: community_officer\n    phone: 0990-0000298", MENDED)
    served.until("已改好,页面已更新")
    html = served.after(COMMUNITY, "0990-0000297")
    assert "警号 004217" in html
    assert "[E203]" not in html

    edit(own, "content/privacy.md", "# 隐私说明 {#top}", "# 隐私与公开 {#top}")
    assert "隐私与公开" in served.after("privacy/", "隐私与公开")

    edit(own, "content/privacy.md", "# 隐私与公开 {#top}\n", "# 隐私乙 {#top}\n\n[x](nowhere.md)\n")
    served.until("[E504]")
    html = served.after("privacy/", "content/privacy.md:1:1: [E504]")
    assert "隐私与公开" in html

    edit(own, "content/privacy.md", "\n[x](nowhere.md)\n", "\n")
    served.until("已改好,页面已更新")
    html = served.after("privacy/", "隐私乙")
    assert "[E504]" not in html
    assert "0990-0000297" in served.page(COMMUNITY)
    assert "隐私与公开" not in html


def test_a_preview_of_bad_data_says_what_is_wrong(own: Path) -> None:
    """A preview that starts with bad data prints the problems and ends with exit code 1."""
    edit(own, BINHU, "badge: 004217", "badge: 4217")
    running = Served(own)
    with pytest.raises(AssertionError, match="ended without"):
        running.until("Serving on")
    assert f"{BINHU}:15:12: [E203]" in running.said
    assert "Traceback" not in running.said
    assert running.end() == 1
