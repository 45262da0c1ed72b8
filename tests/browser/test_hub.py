"""The finder of a hub: first the city, then what is in it, from that city's own index."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.serving import served
from tests.browser.watching import watched_page
from tests.hubs import build, hub_in

FIELD = ".jw-finder__field"
ROW = ".jw-finder__row"


@pytest.fixture(scope="module")
def hub_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The home page of a hub of three cities."""
    root = hub_in(tmp_path_factory.mktemp("hub"))
    built, told = build(root)
    assert built.failed == (), told
    with served(root / "site") as url:
        yield url


@pytest.fixture
def home(browser: Browser, hub_url: str) -> Iterator[Page]:
    """The hub's home page; the test fails when it logged a complaint."""
    with watched_page(browser, hub_url) as watched:
        watched.page.goto(hub_url)
        yield watched.page
        assert watched.complaints == []


def ask(page: Page, typed: str) -> list[tuple[str, str]]:
    """Name and path of each answer."""
    page.fill(FIELD, "")
    page.fill(FIELD, typed)
    page.wait_for_selector(".jw-finder__panel:not([hidden])")
    return [
        (row.inner_text().splitlines()[0], row.get_attribute("href") or "")
        for row in page.query_selector_all(ROW)
    ]


@pytest.mark.parametrize(
    "typed",
    ["襄阳", "襄阳市", "xiangyang", "XiangYang", "xiang yang", "xy", "420600", "湖北襄阳", "420602001001"],
)
def test_a_city_is_found_however_it_is_written(home: Page, typed: str) -> None:
    """By name, pinyin, initials or division code, also one of a place in it."""
    (answer,) = ask(home, typed)
    assert answer[0].startswith("襄阳市")
    assert answer[1] == "./xiangyang/"


def test_a_region_and_the_beginning_of_a_code_have_several(home: Page) -> None:
    """湖北 and 42 are both cities there."""
    for typed in ("湖北", "42", "420000"):
        assert [path for _, path in ask(home, typed)] == ["./xiangyang/", "./huangshi/"]


@pytest.mark.parametrize(
    "typed",
    ["襄阳 滨湖社区", "襄阳市滨湖社区", "湖北省襄阳市 滨湖社区", "xiangyang 滨湖社区", "420600 滨湖社区"],
)
def test_what_follows_the_city_is_looked_up_there(home: Page, typed: str) -> None:
    """The city's index is loaded when it is first asked for, and answers lead below its path."""
    asked: list[str] = []
    home.on("request", lambda request: asked.append(request.url.partition("/gov/jingwu/")[2]))
    ask(home, "襄阳")
    assert [path for path in asked if path.endswith(".json")] == ["assets/finder.json"]
    with home.expect_response("**/xiangyang/assets/finder.json"):
        home.fill(FIELD, typed)
    home.wait_for_selector(f"{ROW}[href='./xiangyang/communities/gulou-binhu/']")
    assert [path for path in asked if path.endswith(".json")][1:] == ["xiangyang/assets/finder.json"]
    home.click(f"{ROW}[href='./xiangyang/communities/gulou-binhu/']")
    home.wait_for_selector("h1:has-text('滨湖社区')")


def test_without_a_city_the_finder_asks_for_it(home: Page) -> None:
    """A community alone is of any city: a sentence says to write the city first, with a link that works."""
    assert ask(home, "滨湖社区") == []
    home.wait_for_selector("text=请先写城市")
    home.click(".jw-finder__after a:has-text('各地的网站')")
    assert home.url.endswith("#bureaus")


def test_a_link_below_an_open_panel_is_followed_at_once(home: Page) -> None:
    """The press that closes the panel must not move the link away from under the pointer."""
    home.set_viewport_size({"width": 360, "height": 1400})
    ask(home, "滨湖社区")
    home.wait_for_selector("text=请先写城市")
    home.locator(".jw-list a[href='./huangshi/']").first.click(delay=60)  # as long as a finger takes
    home.wait_for_url("**/huangshi/", timeout=5_000)


def test_a_region_has_the_finder_in_its_header(browser: Browser, hub_url: str) -> None:
    """On a region's page answers lead to the same places."""
    with watched_page(browser, hub_url) as watched:
        watched.page.goto(f"{hub_url}regions/420000/")
        assert [path for _, path in ask(watched.page, "黄石")] == ["../../huangshi/"]
        assert watched.complaints == []
