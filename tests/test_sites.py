"""Whole sites: small bureaus built and compared with reviewed pages, tables and calendars.

`sites/<case>/expected/` has each table, calendar and index once, and each page that shows a template line which no
other page there shows, without the frame of content/ and theme; a test names every missing line. Add such a page as an
empty file. After an intended change run `pytest tests/test_sites.py --update-sites` and read the diff.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import orjson
import pytest

from generator.build.tree import ComposedSite, engine_output
from generator.pages.page import Page
from generator.render import TEMPLATES, Templates, page_values
from tests.small_sites import REPOSITORY, SITES, bureau_in, site_of, stamped, tree_in

CASES = ("empty", "ordinary", "ties-and-gaps")
# Parts of the finder's index that are the same on every site.
OF_NO_SITE = ("rules", "before", "after", "alike", "traditional", "radicals")
# The data format page follows the model, and the 404 page is the same on every site.
FORMAT = "staff/data-format/"
FRAMES_LEFT_OUT = {FORMAT, "404.html"}
TEMPLATES_LEFT_OUT = {
    "_hub.html",
    "data_format.html",
    "hub_footer.html",
    "hub_home.html",
    "hub_region.html",
    "site_banner.html",
    "site_draft.html",
    "site_faults.html",
    "site_footer.html",
}
# JSON and workbooks contain the same tables as CSV.
TEXTS = (".csv", ".ics", "finder.json", "sitemap.xml")

Line = tuple[str, int]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ComposedSite]:
    """The site of each case, before its pages are rendered."""
    folder = tmp_path_factory.mktemp("cases")
    return {case: site_of(bureau_in(folder / case, case)) for case in CASES}


def expected_of(case: str) -> dict[str, str]:
    return {path: body.decode() for path, body in tree_in(SITES / case / "expected").items()}


def said_on(page: Page, values: Mapping[str, str]) -> str:
    """What fills a page: its texts, one a line, then its blocks."""
    texts = [f"{name}: {values[name]}" for name in page.texts]
    return "\n".join([*texts, *(values[name] for name in page.blocks)]) + "\n"


def said_in(path: str, text: str) -> str:
    """A file's text; of the finder's index only the bureau's own parts, indented."""
    if path != "assets/finder.json":
        return text
    named = {key: value for key, value in orjson.loads(text).items() if key not in OF_NO_SITE}
    return orjson.dumps(named, option=orjson.OPT_INDENT_2).decode()


@pytest.mark.parametrize("case", CASES)
def test_a_bureau_gives_its_site(
    case: str, sites: dict[str, ComposedSite], content: Path, request: pytest.FixtureRequest
) -> None:
    """The whole site can be assembled, and each expected file has the reviewed text."""
    site = sites[case]
    templates = Templates().of_site(site.texts["ranking_word"], site.scheme)
    expected = expected_of(case)
    found = {
        page.file: said_on(page, page_values(page, templates)) for page in site.pages if page.file in expected
    }
    for path, body in stamped(site, content).files.items():
        if path in expected.keys() - found.keys() and isinstance(body, bytes):
            found[path] = said_in(path, body.decode())
    if request.config.getoption("--update-sites"):
        for path, text in found.items():
            (SITES / case / "expected" / path).write_text(text, "utf-8", newline="")
    assert found.keys() == expected.keys()
    for path, text in expected_of(case).items():
        assert found[path] == text, f"{case}: {path}"


def test_every_case_is_run() -> None:
    """Every folder of tests/sites is a case."""
    assert tuple(sorted(p.name for p in SITES.iterdir() if not p.name.startswith("_"))) == CASES


@contextmanager
def lines_of_templates() -> Iterator[set[Line]]:
    """Collect the lines of compiled templates that run inside the block."""
    seen: set[Line] = set()

    def in_template(frame: FrameType, _event: str, _: Any) -> Callable[..., Any]:
        seen.add((Path(frame.f_code.co_filename).name, frame.f_lineno))
        return in_template

    def anywhere(frame: FrameType, _event: str, _: Any) -> Callable[..., Any] | None:
        return in_template if frame.f_code.co_filename.startswith(f"{TEMPLATES}/") else None

    before = sys.gettrace()
    sys.settrace(anywhere)
    try:
        yield seen
    finally:
        sys.settrace(before)


def test_every_line_of_a_template_is_shown(sites: dict[str, ComposedSite]) -> None:
    """Every template line that any page of the cases shows is on an expected page."""
    of_any, shown, reached = Templates(), set[Line](), dict[Line, str]()
    for case, site in sites.items():
        templates = of_any.of_site(site.texts["ranking_word"], site.scheme)
        kept = expected_of(case)
        for page in site.pages:
            if page.url == FORMAT:
                continue
            with lines_of_templates() as lines:
                page_values(page, templates)
            reached |= dict.fromkeys(lines, f"{case}: {page.file}")
            shown |= lines if page.file in kept else set()
    assert sorted({reached[line] for line in reached.keys() - shown}) == []
    every = {path.name for path in TEMPLATES.glob("*.html")}
    assert every - {name for name, _ in reached} == TEMPLATES_LEFT_OUT


def test_every_kind_is_shown(sites: dict[str, ComposedSite], content: Path) -> None:
    """Expected files cover every frame, table, sort of calendar and index, and no two are equal."""
    expected = {case: expected_of(case) for case in CASES}
    shown = {page.frame for case, site in sites.items() for page in site.pages if page.file in expected[case]}
    assert engine_output(content, REPOSITORY / "content").frames.keys() - shown == FRAMES_LEFT_OUT
    made = {path for site in sites.values() for path in site.files} | {"sitemap.xml"}
    kept = {path for files in expected.values() for path in files if not path.endswith(".html")}
    assert {kind_of(path) for path in made if path.endswith(TEXTS)} == {kind_of(path) for path in kept}
    texts = [text for files in expected.values() for text in files.values()]
    assert len(texts) == len(set(texts))


def kind_of(path: str) -> str:
    """A file's path without the name of a single month, meeting, area or station."""
    folder, _, name = path.rpartition("/")
    return path if name == "all.ics" or folder in ("", "data", "assets") else f"{folder}/"
