"""Long names of places in other cities: many characters, several peoples in a row, dots between words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

from generator.build import build
from tests.browser.kinds import Kind
from tests.browser.serving import served
from tests.browser.test_pages import RUNNING_OVER, SCROLLED, SCROLLING
from tests.browser.watching import watched_page
from tests.conftest import AS_OF
from tools.sample_data import main as write_sample

HEAD: Final = "code,name,town_code,town,district_code,district\n"
TOWNS: Final = (
    ("内蒙古鄂尔多斯杭锦经济技术开发区", "鄂尔多斯市生态示范区管理委员会虚拟社区"),
    ("积石山保安族东乡族撒拉族自治县工业园区", "科尔沁·乌兰浩特·巴彦淖尔民族团结社区"),
    ("新疆生产建设兵团第十四师二二四团皮山农场", "克孜勒苏·柯尔克孜·阿合奇社区"),
    ("大庆高新技术产业开发区兴化园区", "兴化园区第十三居民社区"),
    ("双江拉祜族佤族布朗族傣族街道", "勐勐镇拉祜族佤族布朗族傣族团结社区"),
)
KINDS: Final = (
    Kind(name="meetings of a month", pattern="meetings/????-??/index.html", says=("民族团结社区",)),
    Kind(name="station", pattern="stations/*/index.html", says=("民族团结社区</a>", "怎么算的")),
    Kind(name="month", pattern="ranking/????-??/index.html", says=("待改进</span>",)),
    Kind(name="coverage", pattern="coverage/*/index.html", says=("还缺民警的社区的表",)),
    Kind(name="on-site", pattern="on-site/index.html", says=("的承诺和兑现",)),
    Kind(name="work records", pattern="work-records/*/index.html", says=("各社区的图表和台帐",)),
)
PHONES: Final = (320, 360)
WIDTHS: Final = (*PHONES, 1280)
CARDS: Final = ".jw-table--stack"
UNSEEN_AT_A_DESK: Final = "svg, .jw-vh, .jw-month__full, .jw-month__until"
# Texts that overlap each other or a pill.
OVERLAPPING: Final = """(unseen) => {
  const lines = [];
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim() || node.parentElement.closest(unseen)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const pill = node.parentElement.closest('.jw-tag');
    const boxes = pill ? pill.getClientRects() : range.getClientRects();
    for (const box of boxes) lines.push({ box, said: node.data.trim().slice(0, 20) });
  }
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.4 * Math.min(a.height, b.height);
  return lines.flatMap((a, at) => lines.slice(at + 1).filter((b) => meet(a.box, b.box))
    .map((b) => a.said + ' | ' + b.said));
}"""


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of five towns with long names and one community each."""
    folder = tmp_path_factory.mktemp("long")
    lines = (
        f"150602{number:03}001,{area},150602{number:03},{town},150602,康巴什区\n"
        for number, (town, area) in enumerate(TOWNS, start=1)
    )
    (folder / "places.csv").write_text(HEAD + "".join(lines), "utf-8")
    places, root = str(folder / "places.csv"), folder / "root"
    assert write_sample(["--divisions", places, "--out", str(root)]) == 0
    for file in root.glob("data/communities/*/*.yml"):  # enough residents for officers to be lacking
        text = re.sub(r"actual: \d+", "actual: 9000", file.read_text("utf-8"))
        file.write_text(re.sub(r"^kind: .*$", "kind: urban", text, flags=re.MULTILINE), "utf-8")
    build(root, folder / "site", AS_OF)
    return folder / "site"


@pytest.fixture(scope="module")
def long_url(long_site: Path) -> Iterator[str]:
    """The address of its home page."""
    with served(long_site) as url:
        yield url


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_long_names_wrap(kind: Kind, browser: Browser, long_site: Path, long_url: str) -> None:
    """Long names make no page scroll sideways, no table or card overflow, and no texts overlap."""
    wrong = {}
    with watched_page(browser, long_url) as watched:
        watched.page.goto(long_url + kind.address(long_site))
        watched.page.eval_on_selector_all("main details", "all => all.forEach((e) => { e.open = true; })")
        for width in WIDTHS:
            watched.page.set_viewport_size({"width": width, "height": 800})
            tables, unseen = (CARDS, "svg, thead, .jw-vh") if width in PHONES else ("table", UNSEEN_AT_A_DESK)
            seen = watched.page.evaluate
            wrong[width] = [*seen(SCROLLING), *seen(SCROLLED, tables)]
            wrong[width] += [*seen(OVERLAPPING, unseen), *seen(RUNNING_OVER)]
    assert wrong == {width: [] for width in WIDTHS}
