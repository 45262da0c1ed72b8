"""Small bureaus to build: the cases of tests/sites in a temporary root, and their trees as plain values.

Every case starts from `sites/_base`; its own files replace files of the same path.
"""

from __future__ import annotations

import datetime as dt
import io
import shutil
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from PIL import Image

from generator.build import Built, finish, read_bureau
from generator.build.composing import compose
from generator.build.releasing import release_month
from generator.build.tree import ComposedSite, Tree, assemble, engine_output
from generator.deploy import DeployTerms, current, deploy, workplace
from generator.deploy.manifest import Origin
from generator.deploy.trees import Content
from generator.load import Load, load
from generator.model.public import PublicBureau
from generator.ranking import months_to_rank
from tests.bureaus import released

REPOSITORY: Final = Path(__file__).parent.parent
SITES: Final = Path(__file__).parent / "sites"
AS_OF: Final = dt.date(2026, 11, 24)
BINHU: Final = "data/communities/gulou/gulou-binhu.yml"


def bureau_in(root: Path, case: str = "ordinary") -> Path:
    """Write the case's data below `root`, without content or settings."""
    shutil.copytree(SITES / "_base", root, dirs_exist_ok=True)
    shutil.copytree(SITES / case / "data", root / "data", dirs_exist_ok=True)
    return root


@cache
def ezhou() -> Load:
    """The repository's own data, loaded once for all tests, because no test changes a record."""
    return load(REPOSITORY)


def ezhou_tables(folder: Path, public: PublicBureau | None = None) -> Path:
    """Write the CSV tables and the policies of the repository's own data below `folder`, as under data/ of its site.

    `public` replaces the records.
    """
    site = compose(REPOSITORY, public or read_bureau(REPOSITORY, AS_OF).public)
    for path, body in site.files.items():
        if path.startswith("data/") and (path.endswith(".csv") or path.startswith("data/policies/")):
            file = folder / path.removeprefix("data/")
            file.parent.mkdir(parents=True, exist_ok=True)
            assert isinstance(body, bytes)
            file.write_bytes(body)
    return folder


def with_own_content(root: Path) -> Path:
    """Give `root` a copy of content/ and mkdocs.yml to edit."""
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    return root


def republish(root: Path, as_of: dt.date = AS_OF) -> None:
    """Replace all releases by new ones from the data in `root`, each published on its announced day.

    The spot checks that were drawn by the seals of the old ones go with them.
    """
    for gone in ("releases", "audits"):
        shutil.rmtree(root / "data" / gone, ignore_errors=True)
    public = read_bureau(root, as_of).public
    for month in months_to_rank(public):
        release_month(root, month, public.info.release.moment(month, public.holidays))


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Replace the only occurrence of `old` in the file."""
    text = (root / path).read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    (root / path).write_text(text.replace(old, new), "utf-8")


def tree_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path, following links."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def site_of(root: Path, as_of: dt.date = AS_OF) -> ComposedSite:
    """Pages and files of the bureau in `root`."""
    return compose(root, read_bureau(root, as_of).public)


def stamped(site: ComposedSite, content: Path) -> Tree:
    """The site's tree from the engine's output, without an earlier build."""
    return assemble(site, engine_output(content, REPOSITORY / "content"), None)


def published(root: Path, content: Path, out: Path, as_of: dt.date = AS_OF) -> Built:
    """Build a whole site in `out`, taking `content` for the engine's output."""
    with workplace(out) as work:
        checked = read_bureau(root, as_of)
        return finish(checked, compose(root, checked.public), content, out, work)


def pages_of(bureau: PublicBureau, content: Path) -> Mapping[str, str]:
    """Every HTML page of a public bureau, by its file."""
    files = stamped(compose(content, released(bureau)), content).files
    return {
        path: body.decode()
        for path, body in files.items()
        if path.endswith(".html") and isinstance(body, bytes)
    }


def differing(
    before: Mapping[str, bytes], after: Mapping[str, bytes], ignoring: Iterable[str] = ()
) -> set[str]:
    """Paths that were added, removed or changed, except those that end in one of `ignoring`."""
    paths = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    return {path for path in paths if not path.endswith(tuple(ignoring))}


def site_of_public(bureau: PublicBureau) -> ComposedSite:
    """Pages and files of a bureau without a folder, hence without photos."""
    return compose(Path("nowhere"), released(bureau))


def put(place: Path, tree: Mapping[str, Content], made: str = "", keep: int = 5) -> bool:
    """Deploy a tree as a published site."""
    out = place / "current"
    with workplace(out) as work:
        terms = DeployTerms(origin=Origin(made=made), keep=keep, is_published=True)
        return deploy(out, tree, {}, work, current(out), terms)


def picture(grey: int) -> bytes:
    """A small JPEG as a camera writes it: with a note of where it was taken."""
    file, note = io.BytesIO(), Image.Exif()
    note[0x010E] = "30.39N 114.89E"
    Image.new("L", (9, 12), grey).save(file, "JPEG", exif=note)
    return file.getvalue()
