"""A hub of three real cities with invented records, as residents use it: over HTTP on a phone, and from a disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from generator.cli import main
from tests.browser.serving import served
from tests.browser.watching import watched_page
from tests.hubs import build, write_hub
from tests.small_sites import AS_OF, REPOSITORY
from tests.test_wheel import with_own_document

HUB: Final = """\
name: 湖北社区警务公开网
publisher: 湖北省公安厅
regions:
  - {code: 420000, name: 湖北省}
bureaus:
  - {code: 420700, name: 鄂州市, parent: 420000, data: ezhou, path: ezhou}
  - {code: 420200, name: 黄石市, parent: 420000, data: huangshi, path: huangshi}
  - {code: 420600, name: 襄阳市, parent: 420000, data: xiangyang, path: xiangyang}
"""
CITIES: Final = {"ezhou": "鄂州市", "huangshi": "黄石市", "xiangyang": "襄阳市"}
FIELD: Final = ".jw-finder__field"
ROW: Final = ".jw-finder__row"
HOME: Final = "湖北社区警务公开网"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """鄂州 and 黄石 work by one document; 襄阳 has one of its own."""
    root = tmp_path_factory.mktemp("three") / "hub"
    root.mkdir()
    for name, city in CITIES.items():
        listed = ("--divisions", f"{REPOSITORY / 'tests/divisions' / name}.csv", "--name", f"{city}公安局")
        with pytest.raises(SystemExit) as ended:
            main(["new", f"{root / name}", *listed, "--sample", "--months", "1", "--as-of", f"{AS_OF}"])
        assert ended.value.code == 0
    with_own_document(root / "xiangyang")
    write_hub(root, HUB)
    built, _ = build(root)
    assert built.failed == ()
    return root / "site"


@pytest.fixture(scope="module")
def hub_url(hub: Path) -> Iterator[str]:
    """The hub's home page over HTTP."""
    with served(hub) as url:
        yield url


@pytest.fixture(params=[360, 1280])
def home(browser: Browser, hub_url: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The hub's home page on a phone and on a desk; the test fails when it logged a complaint."""
    with watched_page(browser, hub_url, viewport={"width": request.param, "height": 800}) as watched:
        watched.page.goto(hub_url)
        yield watched.page
        assert watched.complaints == []


@pytest.mark.parametrize(
    ("typed", "place", "name"),
    [
        ("鄂州 官柳", "ezhou/communities/gulou-guanliu/", "官柳社区"),
        ("鄂州市官柳社区", "ezhou/communities/gulou-guanliu/", "官柳社区"),
        ("ezhou guanliu", "ezhou/communities/gulou-guanliu/", "官柳社区"),
        ("420704002001", "ezhou/communities/gulou-guanliu/", "官柳社区"),
        ("４２０７０４００２００１", "ezhou/communities/gulou-guanliu/", "官柳社区"),
        ("襄阳 千山", "xiangyang/communities/longzhong-qianshan/", "千山社区"),
        ("xiangyang qianshan", "xiangyang/communities/longzhong-qianshan/", "千山社区"),
        ("420602005007", "xiangyang/communities/longzhong-qianshan/", "千山社区"),
        ("420202005002", "huangshi/communities/shenjiaying-shiyuan/", "师院社区"),
    ],
)
def test_a_community_is_reached_from_the_front_page(home: Page, typed: str, place: str, name: str) -> None:
    """By name, by pinyin and by its 12 digits; its page has its officer, and the way back is the hub's front page."""
    began = home.url
    home.fill(FIELD, typed)
    home.locator(f"{ROW}[href='./{place}']").click()
    home.wait_for_url(f"{began}{place}")
    assert home.locator("h1").inner_text().startswith(name)
    city = place.partition("/")[0]
    assert home.locator(".jw-brand__site").inner_text() == f"{CITIES[city]}社区警务公开网"
    assert home.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    home.locator("a.jw-brand").click()
    home.wait_for_url(f"{began}{city}/")
    home.go_back()
    home.go_back()
    assert home.title() == HOME
    home.fill(FIELD, "黄石")
    home.locator(f"{ROW}[href='./huangshi/']").wait_for()


def test_a_code_that_no_place_has_leads_to_its_city(home: Page) -> None:
    """So does the beginning of a code; nothing is guessed from digits."""
    for typed in ("420704999999", "420704"):
        home.fill(FIELD, typed)
        home.locator(f"{ROW}[href='./ezhou/']").wait_for()
        assert home.locator(ROW).count() == 1


def test_only_cities_of_one_document_are_compared(home: Page) -> None:
    """The table has 鄂州 and 黄石, each leading to its own figures, and says why 襄阳 is not in it."""
    began, compared = home.url, home.locator("section[aria-labelledby=compared]")
    assert compared.locator("tbody th").all_inner_texts() == ["鄂州市", "黄石市"]
    assert "另外 1 地" in compared.inner_text()
    compared.get_by_role("link", name="黄石市").click()
    home.wait_for_url(f"{began}huangshi/")
    assert "黄石市公安局" in home.locator("header").inner_text()
    home.go_back()
    assert home.title() == HOME


def test_from_a_disk_pages_are_read_and_the_finder_says_that_it_cannot(browser: Browser, hub: Path) -> None:
    """What README promises of file://: pages with their look, links to folders, a finder that leads to the list."""
    page = browser.new_page()
    page.goto(f"file://{hub}/index.html")
    assert page.title() == HOME
    style = "getComputedStyle(document.querySelector('.jw-brand')).color"
    assert page.evaluate(style) == "rgb(255, 255, 255)"
    assert page.locator("section[aria-labelledby=compared] tbody tr").count() == 2
    folders = page.eval_on_selector_all("main a", "links => links.map((link) => link.href.split('#')[0])")
    assert [one for one in folders if one.endswith("/") and not Path(f"{one[7:]}index.html").is_file()] == []
    page.locator("main a[href='./ezhou/']").first.click()
    page.get_by_role("link", name="index.html").click()
    page.wait_for_function("document.title.includes('鄂州市')")
    page.goto(f"file://{hub}/index.html")
    page.fill(FIELD, "鄂州")
    page.locator(".jw-finder__panel >> text=查找暂时用不了").wait_for()
    page.locator(".jw-finder__panel >> text=各地的网站").click()
    assert page.url.endswith("#bureaus")
    page.close()
