"""Fixtures shared by tests: one fixed day, the sample site built once, and a small bureau to build and to break."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
import tomllib
from collections.abc import Collection
from importlib import metadata
from pathlib import Path
from types import CodeType
from typing import Any, Final

import jinja2
import pytest
from hypothesis import Phase, settings

import generator.build
from generator import ENGINES
from generator.build import build
from generator.build.engine import prose, render_content
from generator.deploy.store import CURRENT
from generator.load.files import Source
from generator.load.site import SETTINGS
from tests.small_sites import bureau_in, published

# A slow example on a busy machine is no failure. CI always tries the same examples. To search longer:
# pytest --hypothesis-profile thorough
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.register_profile("jingwu", deadline=None, max_examples=40, derandomize="CI" in os.environ)
# A mutant is dead at the first example that fails, whatever the smallest one is.
settings.register_profile("mutants", deadline=None, max_examples=40, phases=[Phase.explicit, Phase.generate])
settings.load_profile("jingwu")

REPOSITORY = Path(__file__).parent.parent
# The sample data are made as of this day. Tests pass it in and never read the clock.
AS_OF = dt.date(2026, 11, 24)

_COMPILE: Final = jinja2.Environment.compile
_COMPILED: Final[dict[Any, CodeType]] = {}


def _compile_once(
    self: jinja2.Environment,
    source: str,
    name: str | None = None,
    filename: str | None = None,
    **options: Any,
) -> CodeType:
    """Compile a template once per process: every build does it anew, a third of the time of a small one."""
    settings_of = (self.trim_blocks, self.lstrip_blocks, self.autoescape, *sorted(self.extensions))
    key = (settings_of, source, name, filename, *options.items())
    if key not in _COMPILED:
        _COMPILED[key] = _COMPILE(self, source, name, filename, **options)
    return _COMPILED[key]


jinja2.Environment.compile = _compile_once  # type: ignore[method-assign,assignment]

_FRAMES: Final[dict[tuple[tuple[str, bytes], ...], Path]] = {}
_KEPT: Final = tempfile.TemporaryDirectory(prefix="jingwu-frames-")


def _render_once(root: Path, pages: Collection[Source], folder: Path, engine: str = ENGINES[0]) -> None:
    """Render equal pages once per process, a third of a small build.

    Those of settings of the root's own, or of another engine, are never shared.
    """
    if (root / SETTINGS).exists() or engine != ENGINES[0]:
        render_content(root, pages, folder, engine)
        return
    key = tuple((page.path, page.content) for page in pages)
    if key not in _FRAMES:
        # Of its own, since the processes of a hub are forks, which render at the same time.
        kept = Path(tempfile.mkdtemp(dir=_KEPT.name)) / "frames"
        render_content(root, pages, kept)
        _FRAMES[key] = kept
    shutil.copytree(_FRAMES[key], folder)


generator.build.engine.render_content = _render_once


def pytest_configure() -> None:
    """Refuse an installation from before the last change of pyproject.toml: its theme or engines may be missing."""
    with (REPOSITORY / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    installed = metadata.distribution("jingwu")
    found = {(entry.group, entry.name, entry.value) for entry in installed.entry_points}
    groups = {"console_scripts": project["scripts"], **project["entry-points"]}
    if found != {(group, *entry) for group, entries in groups.items() for entry in entries.items()}:
        pytest.exit("entry points changed: run `sh tools/setup.sh packages` (or `make test`)", returncode=4)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-sites", action="store_true", help="write tests/sites/*/expected anew; read the diff"
    )


@pytest.fixture(scope="session")
def ezhou_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the repository's own data and content."""
    out = tmp_path_factory.mktemp("ezhou") / "site"
    build(REPOSITORY, out, AS_OF)
    return out


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frames that MkDocs renders from the product's content, before records are stamped into them."""
    folder = tmp_path_factory.mktemp("engine") / "content"
    pages, _ = prose(REPOSITORY)
    render_content(REPOSITORY, pages, folder)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A scratch root with the data of tests/sites/ordinary, to edit at will."""
    return bureau_in(tmp_path / "root")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The path of the test's site; nothing exists there yet."""
    return tmp_path / "www" / "site"


@pytest.fixture
def current(root: Path, content: Path, tmp_path: Path) -> Path:
    """The small bureau's site as `jingwu deploy --to` leaves it."""
    published(root, content, tmp_path / "www" / CURRENT)
    return tmp_path / "www" / CURRENT
