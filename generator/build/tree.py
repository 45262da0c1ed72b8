"""Join pages, frames and files to one tree: no URL twice, no empty slot, no broken link; unchanged pages are reused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from markupsafe import escape

from generator.build.links import broken_links, ids_of
from generator.build.markup import markup_problems
from generator.build.styles import classes_in, without_unused
from generator.deploy import Deployment
from generator.deploy.trees import Content, digest_of
from generator.disk import make_folder
from generator.feeds.sitemap import sitemaps
from generator.frame import Frame, cut, is_kind, slot_problems
from generator.load.site import STYLE_PARTS
from generator.memo import keep, known
from generator.model.scheme import Scheme
from generator.pages.page import Page, View
from generator.parallel import spread
from generator.problems import Place, Problem, ProblemsFound
from generator.render import BASES, Templates, frame_digest, page_digest, references, render

# What the engine writes and this site does not use: Material's scripts and icons, and sitemaps with made-up dates.
_UNUSED: Final = ("assets/javascripts/", "assets/images/", "search/", "sitemap.xml", "objects.inv")
_STYLESHEET: Final = "assets/jingwu/site.css"
_ENGINES_STYLE: Final = "assets/stylesheets/"


@dataclass(frozen=True, kw_only=True)
class ComposedSite:
    """Everything but the frames. `files` by path; `texts` and `blocks` fill the slots that every page has.

    Clauses are of the documents of `scheme`. `beside` are files that stand below the same address and are not of
    this site.
    """

    pages: tuple[Page, ...]
    files: Mapping[str, Content]
    texts: Mapping[str, str]
    blocks: Mapping[str, View]
    scheme: Scheme
    address: str | None
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Tree:
    """All files of a site, what the next build needs to know of each page, and how many pages were rendered."""

    files: Mapping[str, Content]
    pages: Mapping[str, Any]
    rendered: int


@dataclass(frozen=True, kw_only=True)
class EngineOutput:
    """The output of one engine run: its files, the frames of its pages by URL, the templates at that time."""

    folder: Path
    frames: Mapping[str, Frame]
    templates: Templates


def engine_output(folder: Path, written: Path) -> EngineOutput:
    """Read what the engine built into `folder` from the hand-written pages in `written`.

    Raises ProblemsFound for HTML that no hand-written page may contain.
    """
    frames: dict[str, Frame] = {}
    problems: list[Problem] = []
    for file in sorted(folder.rglob("*.html")):
        path = file.relative_to(folder).as_posix()
        url = re.sub(r"(?:^|(?<=/))index\.html$", "", path)
        source, html = _source(url, written), file.read_text(encoding="utf-8")
        frames[url] = cut(url, source, html)
        page = written / source.removeprefix("content/")
        if source.startswith("content/"):
            text = page.read_text(encoding="utf-8") if page.is_file() else ""
            problems += markup_problems(source, html, text)
    _raise_any(problems)
    return EngineOutput(folder=folder, frames=frames, templates=Templates())


def _raise_any(problems: list[Problem]) -> None:
    if problems:
        raise ProblemsFound(problems)


def _source(url: str, written: Path | None = None) -> str:
    """The hand-written file of a URL: a/b/ comes from a/b.md or a/b/index.md, a kind always from the first."""
    if url and not url.endswith("/"):
        return f"generator/theme/{url}"
    file = f"{url.removesuffix('/')}.md"
    is_file = is_kind(url) or (written is not None and (written / file).is_file())
    return f"content/{file}" if is_file else f"content/{url}index.md"


def assemble(
    site: ComposedSite, engine: EngineOutput, before: Deployment | None, made: Path | None = None
) -> Tree:
    """Assemble the tree. Raises ProblemsFound with every duplicate URL, empty slot and broken link.

    Pages are written below `made` as soon as they are rendered; without it they stay in memory.
    """
    pages = (*site.pages, *_prose_pages(site.pages, engine.frames))
    others = {**_engine_files(engine), **site.files}
    _raise_any([*_doubled(pages, others), *_frameless(pages, engine.frames)])
    stamped = _Stamping(site, engine, before, made)
    stamped.add(pages)
    listed = [page.url for page in pages if not page.is_draft]
    visible = [url for url in listed if url.endswith("/") or not url]
    files: dict[str, Content] = {**others, **stamped.files, **sitemaps(visible, site.address)}
    _raise_any(_all_broken_links(pages, engine.frames, stamped.pages, site.beside.union(files), before))
    return Tree(files=files, pages=stamped.pages, rendered=stamped.rendered)


def _prose_pages(pages: tuple[Page, ...], frames: Mapping[str, Frame]) -> list[Page]:
    """Hand-written pages that no record fills; they have only the site-wide slots."""
    taken = {page.frame for page in pages}
    return [
        Page(url=url, frame=url, origin=frame.source)
        for url, frame in frames.items()
        if url not in taken and not frame.is_kind
    ]


def _engine_files(engine: EngineOutput) -> dict[str, Content]:
    """What the engine wrote beside the pages, the parts of the stylesheet joined, the engine's own shortened."""
    content, files = engine.folder, dict[str, Path]()
    for file in sorted(content.rglob("*")):
        path = file.relative_to(content).as_posix()
        if file.is_file() and file.suffix not in (".html", ".map") and not path.startswith(_UNUSED):
            files[path] = file
    own = b"\n".join(files.pop(part).read_bytes() for part in STYLE_PARTS)
    classes = classes_in("".join(text for frame in engine.frames.values() for text in frame.literals))
    shortened = {
        path: without_unused(file.read_text(encoding="utf-8"), classes, own.decode()).encode()
        for path, file in files.items()
        if path.startswith(_ENGINES_STYLE)
    }
    return {**files, **shortened, _STYLESHEET: own}


def _doubled(pages: tuple[Page, ...], others: Mapping[str, Content]) -> Iterator[Problem]:
    seen: dict[str, str] = {path: f"文件 {path}" for path in others}
    for page in pages:
        if page.file in seen:
            message = f"网址 {page.url or '/'} 有两个来源:{seen[page.file]} 和 {page.origin}。"
            yield Place(path=page.origin).problem("E502", message, "请给其中一个换编号或文件名。")
        seen.setdefault(page.file, page.origin)


def _frameless(pages: tuple[Page, ...], frames: Mapping[str, Frame]) -> Iterator[Problem]:
    for path in map(_source, sorted({page.frame for page in pages} - set(frames))):
        message = f"缺少正文 {path},相应的页面没有地方放。"
        yield Place(path=path).problem("E501", message, "请从备份恢复这个文件。")


class _Stamping:
    """Renders page after page, or reuses the page of the previous deployment if nothing in it has changed."""

    def __init__(
        self, site: ComposedSite, engine: EngineOutput, before: Deployment | None, made: Path | None
    ) -> None:
        self.files: dict[str, Content] = {}
        self.pages: dict[str, Any] = {}
        self.problems: list[Problem] = []
        self.rendered = 0
        self._engine, self._before, self._made = engine, before, made
        self._templates = engine.templates.of_site(site.texts["ranking_word"], site.scheme)
        self._site = {name: str(escape(text)) for name, text in site.texts.items()}
        self._site |= {name: self._templates.block(view, "") for name, view in site.blocks.items()}
        self._digests = {url: frame_digest(frame, self._site) for url, frame in engine.frames.items()}
        self._checked: set[tuple[str, frozenset[str]]] = set()

    def add(self, pages: tuple[Page, ...]) -> None:
        for page in pages:
            self._check_slots(page, self._engine.frames[page.frame])
        _raise_any(self.problems)
        new = [
            page for page in pages if not self._takes_over(page, known(page_digest, *self._in_frame(page)))
        ]
        results = (
            spread(self._stamped, new, "生成网页") if self._made is not None else map(self._stamped, new)
        )
        for page, (file, noted) in zip(new, results, strict=True):
            keep(noted["digest"], page_digest, *self._in_frame(page))
            if file is None:
                self._takes_over(page, noted["digest"])
            else:
                self.rendered += 1
                self.files[page.file], self.pages[page.file] = file, noted

    def _in_frame(self, page: Page) -> tuple[Page, str, Templates]:
        return page, self._digests[page.frame], self._templates

    def _stamped(self, page: Page) -> tuple[Content | None, dict[str, Any]]:
        """The page's file and what the next build needs to know of it; None for the file of the previous deployment."""
        digest = page_digest(*self._in_frame(page))
        if self._is_there(page, digest):
            return None, {"digest": digest}
        result = render(page, self._engine.frames[page.frame], self._site, self._templates)
        # One text for all takes less than half of the memory.
        links, ids = "\n".join(sorted(result.references)), "\n".join(sorted(ids_of(result.html.decode())))
        file = result.html if self._made is None else _written(self._made / page.file, result.html)
        return file, {"digest": digest, "body": digest_of(result.html), "addresses": links, "anchors": ids}

    def _is_there(self, page: Page, digest: str | None) -> bool:
        """Does the previous deployment have this very page?"""
        noted = self._before.pages.get(page.file) if self._before and digest else None
        is_equal = noted is not None and noted["digest"] == digest
        return is_equal and self._before is not None and (self._before.folder / page.file).is_file()

    def _takes_over(self, page: Page, digest: str | None) -> bool:
        """Reuse the page of the previous deployment; False if it is different or missing."""
        if self._before is None or not self._is_there(page, digest):
            return False
        self.files[page.file] = self._before.folder / page.file
        self.pages[page.file] = self._before.pages[page.file]
        return True

    def _check_slots(self, page: Page, frame: Frame) -> None:
        own = frozenset((*page.texts, *page.blocks))
        if (page.frame, own) not in self._checked:
            self._checked.add((page.frame, own))
            # A frame may leave out a page's texts, but every block must have a slot.
            required = frozenset(page.blocks)
            self.problems += slot_problems(frame, own | self._site.keys() | BASES.keys(), required, page.url)


def _written(file: Path, html: bytes) -> Path:
    make_folder(file.parent)
    file.write_bytes(html)
    return file


def _all_broken_links(
    pages: tuple[Page, ...],
    frames: Mapping[str, Frame],
    noted: Mapping[str, Any],
    files: frozenset[str],
    before: Deployment | None,
) -> list[Problem]:
    """Check links in blocks page by page, and links of a frame once: all pages of a kind have the same depth.

    A page of the site before has been checked there; its links are as good as long as nothing is gone since.
    """

    @cache
    def anchors(path: str) -> frozenset[str]:
        return frozenset(_lines(noted[path]["anchors"]))

    problems: list[Problem] = []
    good = {} if before is None or _is_anything_gone(before, noted, files) else before.pages
    framed: set[str] = set()
    for page in pages:
        if noted[page.file] is not good.get(page.file):
            addresses = _lines(noted[page.file]["addresses"])
            problems += broken_links(page.file, page.origin, addresses, files, anchors)
        if page.frame not in framed and page.url != "404.html":
            framed.add(page.frame)
            frame = frames[page.frame]
            literal = sorted(references("".join(frame.literals)))
            problems += broken_links(page.file, frame.source, literal, files, anchors)
    return problems


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _is_anything_gone(before: Deployment, noted: Mapping[str, Any], files: frozenset[str]) -> bool:
    """Has a file or an anchor of the site before gone, or may one have?"""
    if before.altered or not files.issuperset(before.found):
        return True
    others = ((old, noted[path]) for path, old in before.pages.items() if old is not noted[path])
    return any(
        not set(_lines(old.get("anchors", " "))).issubset(_lines(new["anchors"])) for old, new in others
    )
