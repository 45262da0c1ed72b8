"""Every kind of page, in every state, on phones, tablets and desks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Final
from urllib.parse import quote, urldefrag, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.kinds import KINDS, Kind
from tests.browser.watching import Watched, watched_page

PHONE: Final = 360
TABLETS: Final = (600, 700, 768, 820, 1024)
DESK: Final = 1280
CONTRAST: Final = ("color-contrast", "color-contrast-enhanced")
# Checking contrast is slow, and from the seventh section on a page repeats its first ones.
CHECKING: Final = """async (contrast) => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const off = Object.fromEntries(contrast.map((rule) => [rule, { enabled: false }]));
  const runs = [
    await axe.run(document, { runOnly: tags, rules: off, resultTypes: ['violations'] }),
    await axe.run({ exclude: ['.jw-section:nth-of-type(n + 7)'] },
      { runOnly: { type: 'rule', values: contrast }, resultTypes: ['violations'] }),
  ];
  return runs.flatMap((run) => run.violations)
    .map((rule) => rule.id + ': ' + rule.nodes.slice(0, 5).map((node) => node.target.join(' ')).join(', '));
}"""
# Elements beyond the right edge, except those in a box that scrolls by itself.
SCROLLING: Final = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.body.querySelectorAll('*')]
    .filter((e) => !e.closest('.jw-scroll') && e.getBoundingClientRect().right > wide + 0.5)
    .map((e) => e.tagName + '.' + e.className + ': ' + e.textContent.trim().slice(0, 30));
}"""
# Root font sizes, from the site's own 112.5% to twice that.
TEXT_SIZES: Final = ("112.5%", "130%", "150%", "200%", "225%")
# A card's label is CSS content and overflows into its neighbour when the cell is too narrow for it.
RUNNING_OVER: Final = """() => [...document.querySelectorAll('td[data-label]')]
  .filter((cell) => cell.checkVisibility() && cell.scrollWidth > cell.clientWidth + 1)
  .map((cell) => cell.dataset.label + ' ' + cell.scrollWidth)"""
# Phone numbers beyond the page's right edge.
CUT: Final = """() => [...document.querySelectorAll('main a[href^="tel:"]')].filter((a) => a.checkVisibility())
  .filter((a) => a.getBoundingClientRect().right > a.closest('main').getBoundingClientRect().right - 15)
  .map((a) => a.textContent)"""
# Column headings broken into one character a line.
UPRIGHT: Final = """() => [...document.querySelectorAll('main th')].filter((head) => {
  if (!head.checkVisibility() || head.textContent.trim().length < 2) return false;
  if (head.closest('thead') && getComputedStyle(head.closest('table')).display === 'block') return false;
  const range = document.createRange();
  range.selectNodeContents(head);
  const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
  const lines = new Set(boxes.map((box) => Math.round(box.top)));
  const widest = Math.max(...boxes.map((box) => box.width));
  return lines.size > 1 && widest < 1.6 * parseFloat(getComputedStyle(head).fontSize);
}).map((head) => head.textContent.trim().slice(0, 20))"""
# Tables that need scrolling to be seen whole.
SCROLLED: Final = """(tables) => [...document.querySelectorAll('.jw-scroll')]
  .filter((box) => box.checkVisibility() && box.querySelector(tables) && box.scrollWidth > box.clientWidth + 1)
  .map((box) => box.getAttribute('aria-label') + ' ' + box.scrollWidth)"""
# A link is in running text when its block contains more than links and the marks between them.
SMALL_TARGETS: Final = """() => {
  const blocks = 'p, li, dd, dt, td, th, caption, figcaption, h1, h2, h3, h4, summary, label';
  const own = (block) => {
    const copy = block.cloneNode(true);
    copy.querySelectorAll('a, button, .jw-tag').forEach((e) => e.remove());
    return copy.textContent.replace(/[\\s·、，（）]/g, '');
  };
  return [...document.querySelectorAll('a[href], button, summary, input')].filter((e) => {
    const box = e.getBoundingClientRect();
    if (!e.checkVisibility() || e.matches('.jw-skip') || box.height >= 43.9) return false;
    const block = e.closest(blocks);
    return e.tagName !== 'A' || !block || block === e || !own(block);
  }).map((e) => e.textContent.trim().slice(0, 30) + ' ' + e.getBoundingClientRect().height.toFixed(1));
}"""

ENLARGED: Final = (SCROLLING, CUT, RUNNING_OVER, UPRIGHT)
LOW_LINKS: Final = """(least) => [...document.querySelectorAll('main a[href]')]
  .filter((a) => a.checkVisibility() && a.getBoundingClientRect().height < least)
  .map((a) => a.textContent.trim().slice(0, 30) + ' ' + a.getBoundingClientRect().height.toFixed(1))"""

LEADING_NOWHERE: Final = """() => [...document.querySelectorAll("a[href^='#']")].map((a) => a.hash.slice(1))
  .filter((name) => document.querySelectorAll(`[id='${name}']`).length !== 1)"""


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.name)
def opened(
    request: pytest.FixtureRequest, browser: Browser, site_url: str, ezhou_site: Path
) -> Iterator[Watched]:
    """A page of each kind, opened once for all tests of the module."""
    kind: Kind = request.param
    with watched_page(browser, site_url, viewport={"width": PHONE, "height": 800}) as watched:
        watched.page.goto(site_url + kind.address(ezhou_site))
        yield watched


@pytest.fixture(scope="module")
def statuses() -> dict[str, int]:
    """The server's status for each address asked so far."""
    return {}


@contextmanager
def everything_unfolded(page: Page) -> Iterator[None]:
    """Open every folded section, and close it again afterwards."""
    page.eval_on_selector_all(
        "main details:not([open])", "all => all.forEach((e) => { e.open = e.dataset.unfolded = true; })"
    )
    yield
    page.eval_on_selector_all(
        "main details[data-unfolded]",
        "all => all.forEach((e) => { e.open = false; delete e.dataset.unfolded; })",
    )


def enlarge(page: Page, size: str) -> None:
    """Set the root's font size as a reader's own setting does; "" restores the site's size."""
    page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)


def at_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})


def test_a_page_never_scrolls_sideways(opened: Watched) -> None:
    """At 320, 360 and 1280 px nothing makes the page scroll sideways; wide content scrolls in its own box."""
    wide = {}
    for width in (320, PHONE, DESK):
        at_width(opened.page, width)
        wide[width] = opened.page.evaluate(SCROLLING)
    assert wide == {320: [], PHONE: [], DESK: []}


def test_enlarged_text_keeps_to_the_page(opened: Watched) -> None:
    """With text at up to twice the site's size, nothing on a phone overflows, is cut off or breaks per character."""
    page, wrong = opened.page, {}
    with everything_unfolded(page):
        for size in TEXT_SIZES:
            enlarge(page, size)
            for width in (320, PHONE):
                at_width(page, width)
                found = [line for wrong_with in ENLARGED for line in page.evaluate(wrong_with)]
                if found:
                    wrong[size, width] = found
        enlarge(page, "")
    assert wrong == {}


def test_tables_fit_a_tablet(opened: Watched) -> None:
    """From 600 to 1024 px every table fits its box, and its headings do not break per character."""
    page, wrong = opened.page, {}
    with everything_unfolded(page):
        for width in TABLETS:
            at_width(page, width)
            found = [*page.evaluate(SCROLLING), *page.evaluate(SCROLLED, "table"), *page.evaluate(UPRIGHT)]
            if found:
                wrong[width] = found
    assert wrong == {}


def test_tables_show_all_their_columns(opened: Watched) -> None:
    """At a desk every table shows all its columns; on a phone every stacked table does."""
    at_width(opened.page, DESK)
    assert opened.page.evaluate(SCROLLED, "table") == []
    at_width(opened.page, PHONE)
    assert opened.page.evaluate(SCROLLED, ".jw-table--stack") == []


def test_a_page_logs_nothing(opened: Watched) -> None:
    """No page logs an error or warning, violates the content policy or requests another host."""
    assert opened.complaints == []


def test_a_page_has_one_title_and_no_inline_code(opened: Watched) -> None:
    """The served page has one h1, and no inline style, script or event handler."""
    html = opened.page.request.get(opened.page.url).text()
    assert len(re.findall(r"<h1[\s>]", html)) == 1
    assert re.findall(r"<[^>]+\sstyle\s*=", html) == []
    assert re.findall(r"<style[\s>]", html) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", html) == []
    assert re.findall(r"<[^>]+\son[a-z]+\s*=", html) == []


def test_every_picture_says_what_it_shows(opened: Watched) -> None:
    """Every image has an alternative text; every drawing has a title or is hidden from screen readers."""
    assert opened.page.locator("img:not([alt])").count() == 0
    assert opened.page.locator("svg:not([aria-hidden]):not(:has(> title))").count() == 0


def test_controls_are_large_enough_for_touch(opened: Watched) -> None:
    """On a phone every control outside running text is at least 44 px high."""
    at_width(opened.page, PHONE)
    assert opened.page.evaluate(SMALL_TARGETS) == []


def test_links_are_tall_enough_for_a_mouse(opened: Watched) -> None:
    """On a tablet and at a desk every link is at least 36 px high, in running text too."""
    low = {}
    for width in (1024, DESK):
        at_width(opened.page, width)
        low[width] = opened.page.evaluate(LOW_LINKS, 35.9)
    assert low == {1024: [], DESK: []}


def test_a_page_is_accessible(opened: Watched) -> None:
    """axe finds no violation of WCAG 2.2 A and AA, best practice or AAA contrast, on a phone and at a desk."""
    opened.page.evaluate(Axe().axe_script)
    found = []
    for width in (PHONE, DESK):
        at_width(opened.page, width)
        found += [f"{width}: {violation}" for violation in opened.page.evaluate(CHECKING, CONTRAST)]
    assert found == []


def test_every_link_leads_somewhere(opened: Watched, site_url: str, statuses: dict[str, int]) -> None:
    """Every link into the site answers 200, and every fragment on the page names exactly one element."""
    page = opened.page
    hrefs: list[str] = page.eval_on_selector_all("a[href], link[href]", "all => all.map((e) => e.href)")
    inside = {urldefrag(href).url for href in hrefs if href.startswith(site_url)}
    assert {url for url in inside if answer(url, site_url, statuses) != HTTPStatus.OK} == set()
    assert page.evaluate(LEADING_NOWHERE) == []


def answer(url: str, site_url: str, statuses: dict[str, int]) -> int:
    """The status of an address of the site; each address is requested once."""
    if url not in statuses:
        connection = HTTPConnection(urlsplit(site_url).netloc)
        connection.request("HEAD", quote(urlsplit(urljoin(site_url, url)).path, safe="/%"))
        statuses[url] = connection.getresponse().status
        connection.close()
    return statuses[url]
