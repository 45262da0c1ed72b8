"""The engine call: MkDocs renders every content page once, into a private folder. Warnings are problems."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import generator
from generator.load.files import Source
from generator.load.prose import prose_sources
from generator.problems import Place, Problem, ProblemsFound

PACKAGE: Final = Path(generator.__file__).parent
_DOCUMENT: Final = re.compile(r"(?:Doc file|file|page) '([^']+\.md)'")


def shipped(name: str, place: str) -> Path:
    """A file of the product that lies outside the package: at `place` in a checkout, in shipped/ once installed."""
    beside = PACKAGE.parent / place / name
    return beside if beside.is_file() else PACKAGE / "shipped" / name


def engine_settings(root: Path) -> dict[str, Any]:
    """Arguments of MkDocs' load_config: the root's own mkdocs.yml and content/, else those of the product."""
    checkout = PACKAGE.parent
    shipped = PACKAGE / "shipped"
    own = root / "mkdocs.yml"
    if own.is_file():
        settings: dict[str, Any] = {"config_file": str(own)}
    elif (checkout / "mkdocs.yml").is_file():
        settings = {"config_file": str(checkout / "mkdocs.yml")}
    else:
        # The theme's path in mkdocs.yml starts where the package lies, so the file is read as if it lay there.
        settings = {
            "config_file": (shipped / "mkdocs.yml").open("rb"),
            "config_file_path": str(checkout / "mkdocs.yml"),
        }
        settings["docs_dir"] = str(shipped / "content")
    if (root / "content").is_dir():
        settings["docs_dir"] = str((root / "content").absolute())
    return settings


def content_folder(root: Path) -> Path:
    """Where the hand-written pages of `root` lie."""
    folders = (root / "content", PACKAGE.parent / "content", PACKAGE / "shipped" / "content")
    return next((folder for folder in folders if folder.is_dir()), folders[0])


def prose(root: Path) -> tuple[list[Source], list[Problem]]:
    """The hand-written pages of `root`, in path order, and what else lies among them."""
    return prose_sources(content_folder(root))


def write_prose(pages: Iterable[Source], folder: Path) -> Path:
    """The pages as they were looked at, for the engine: it would publish whatever it finds beside them."""
    for page in pages:
        file = folder / page.path.removeprefix("content/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page.content)
    return folder


def render_content(root: Path, pages: Iterable[Source], folder: Path) -> None:
    """Build these pages into `folder`. Raises ProblemsFound with the engine's warnings."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build  # noqa: PLC0415 (0.2 s that `jingwu check` need not wait for)
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    with engine_warnings() as problems:
        try:
            written = write_prose(pages, folder.with_name(f"{folder.name}-written"))
            config = load_config(**{**engine_settings(root), "docs_dir": str(written)}, site_dir=str(folder))
            if "jingwu" in config.plugins:
                config.plugins["jingwu"].config["content_only"] = True
            build(config)
        except MkDocsException as error:
            problems.append(_problem(str(error)))
    if problems:
        raise ProblemsFound(problems)


class _Collector(logging.Handler):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(logging.WARNING)
        self.problems = problems

    def emit(self, record: logging.LogRecord) -> None:
        self.problems.append(_problem(record.getMessage()))


@contextmanager
def engine_warnings(*, propagate: bool = False) -> Iterator[list[Problem]]:
    """Collects what the engine warns of meanwhile; its own count is not to be trusted (mkdocs #4126)."""
    problems: list[Problem] = []
    logger = logging.getLogger("mkdocs")
    handler = _Collector(problems)
    before, logger.propagate = logger.propagate, propagate
    logger.addHandler(handler)
    try:
        yield problems
    finally:
        logger.removeHandler(handler)
        logger.propagate = before


def _problem(said: str) -> Problem:
    text = " ".join(said.split())
    named = _DOCUMENT.search(text)
    return Problem(
        code="E504",
        place=Place(path=f"content/{named[1]}" if named else "mkdocs.yml"),
        message=f"网页引擎提示:{text}",
        hint="请对照提示改正 content/ 里的链接或写法。",
    )
