"""Whole sites: a small bureau in, and all that is the product's own out, compared file by file.

`sites/<case>/expected/` holds the <main> of every page that the bureau fills, the tables as CSV, calendars, the
finder's index (indented) and the sitemap. After a change that is meant: `pytest tests/test_sites.py --update-sites`,
then read the diff.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import orjson
import pytest

from tests.small_sites import SITES, bureau_in, published, tree_in

# Prose, the same for every bureau, and the format's page, which only follows the model.
LEFT_OUT = ("staff/data-format/index.html", "404.html")
CASES = ("empty", "ordinary", "ties-and-gaps")
# In the finder's index: the grammar of addresses, words around a name, tables of characters.
OF_NO_SITE = ("rules", "before", "after", "alike", "traditional", "radicals")
MAIN = re.compile(r"<main .*?</main>", re.DOTALL)


def own(site: dict[str, bytes]) -> dict[str, str]:
    """What is compared of a site."""
    kept = {}
    for path, body in site.items():
        text = "" if path.endswith(".xlsx") else body.decode()
        if path.endswith(".html") and path not in LEFT_OUT:
            (kept[path],) = MAIN.findall(text)
        elif path == "assets/finder.json":
            named = {key: value for key, value in orjson.loads(text).items() if key not in OF_NO_SITE}
            kept[path] = orjson.dumps(named, option=orjson.OPT_INDENT_2).decode()
        elif path.endswith((".csv", ".ics")) or path == "sitemap.xml":
            kept[path] = text
    return kept


def write(folder: Path, files: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="")


@pytest.mark.parametrize("case", CASES)
def test_a_bureau_gives_its_site(
    case: str, tmp_path: Path, content: Path, request: pytest.FixtureRequest
) -> None:
    """Exactly the expected files: none missing, none more, each with these words."""
    root = bureau_in(tmp_path / "root", case)
    published(root, content, tmp_path / "site")
    found, folder = own(tree_in(tmp_path / "site")), SITES / case / "expected"
    if request.config.getoption("--update-sites"):
        write(folder, found)
    expected = {path: body.decode() for path, body in tree_in(folder).items()}
    assert found.keys() == expected.keys()
    for path, text in expected.items():
        assert found[path] == text, f"{case}: {path}"


def test_every_case_is_run() -> None:
    """No folder of expectations is forgotten."""
    assert tuple(sorted(p.name for p in SITES.iterdir() if not p.name.startswith("_"))) == CASES
