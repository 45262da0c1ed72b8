"""Small bureaus to build: the cases of tests/sites in a scratch root, and their trees as plain values.

`sites/_base/data` holds what every case shares; a case's own files lie over it.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from generator.build import Built, finish, read_bureau
from generator.build.composing import compose
from generator.build.releasing import release_month
from generator.build.tree import ComposedSite, Tree, assemble, engine_output
from generator.deploy import workplace
from generator.load import Load, load
from generator.model.public import PublicBureau
from generator.ranking import months_to_rank
from tests.bureaus import released

REPOSITORY: Final = Path(__file__).parent.parent
SITES: Final = Path(__file__).parent / "sites"
AS_OF: Final = dt.date(2026, 11, 24)
BINHU: Final = "data/communities/gulou/gulou-binhu.yml"


def bureau_in(root: Path, case: str = "ordinary") -> Path:
    """The case's data under `root`, which has neither content nor settings of its own."""
    shutil.copytree(SITES / "_base", root, dirs_exist_ok=True)
    shutil.copytree(SITES / case / "data", root / "data", dirs_exist_ok=True)
    return root


@cache
def ezhou() -> Load:
    """The repository's own data, read once for all tests: no test changes a record."""
    return load(REPOSITORY)


def with_own_content(root: Path) -> Path:
    """Give `root` a copy of content/ and mkdocs.yml to edit; the theme stays the product's."""
    shutil.copytree(REPOSITORY / "content", root / "content")
    settings = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    theme = (REPOSITORY / "generator/theme").as_posix()
    (root / "mkdocs.yml").write_text(
        settings.replace("custom_dir: generator/theme", f"custom_dir: {theme}"), "utf-8"
    )
    return root


def republish(root: Path, as_of: dt.date = AS_OF) -> None:
    """Publish every month anew from the data in `root`, each on the day that was announced."""
    shutil.rmtree(root / "data/releases", ignore_errors=True)
    public = read_bureau(root, as_of).public
    for month in months_to_rank(public):
        release_month(root, month, public.info.release.moment(month))


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Replace the one place where `old` stands in the file."""
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    (root / path).write_text(text.replace(old, new), "utf-8")


def tree_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path; links are followed."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def site_of(root: Path, as_of: dt.date = AS_OF) -> ComposedSite:
    """Pages and files of the bureau in `root`."""
    return compose(root, read_bureau(root, as_of).public)


def stamped(site: ComposedSite, content: Path) -> Tree:
    """The tree of a site over the engine's output, as a first build makes it."""
    return assemble(site, engine_output(content, REPOSITORY / "content"), None)


def published(root: Path, content: Path, out: Path, as_of: dt.date = AS_OF) -> Built:
    """A whole build but for the engine, whose output is `content`."""
    with workplace(out) as work:
        checked = read_bureau(root, as_of)
        return finish(root, compose(root, checked.public), content, out, work, checked)


def pages_of(bureau: PublicBureau, content: Path) -> Mapping[str, str]:
    """Every page of a public bureau by its file, stamped."""
    files = stamped(compose(content, released(bureau)), content).files
    return {
        path: body.decode()
        for path, body in files.items()
        if path.endswith(".html") and isinstance(body, bytes)
    }


def differing(
    before: Mapping[str, bytes], after: Mapping[str, bytes], ignoring: Iterable[str] = ()
) -> set[str]:
    """Paths that were added, removed or changed, but for those that end in one of `ignoring`."""
    paths = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    return {path for path in paths if not path.endswith(tuple(ignoring))}


def site_of_public(bureau: PublicBureau) -> ComposedSite:
    """Pages and files of a bureau that has no folder: no photos, then."""
    return compose(Path("nowhere"), released(bureau))
