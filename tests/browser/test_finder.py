"""The finder's field and list in a browser, with queries taken from the site's own index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.text.comparing import folded
from tests.browser.kinds import COMMUNITIES, Kind
from tests.browser.watching import Watched, watched_page

Entry = dict[str, Any]
SHOWN: Final = 20
PHONE: Final = {"width": 360, "height": 800}
FIELD: Final = "小区、门牌、村名或民警姓名"


@dataclass(frozen=True, kw_only=True)
class Found:
    """The list as shown: addresses relative to the site's home, and the marked pieces of the first row."""

    addresses: list[str]
    marked: list[str]


def find(watched: Watched, site_url: str, typed: str) -> Found:
    """Type into the finder of the home page, starting from an empty field."""
    page = watched.page
    field = page.get_by_role("combobox", name=FIELD)
    field.fill("")
    field.fill(typed)
    page.locator(".jw-finder__panel").wait_for(state="visible")
    rows = page.get_by_role("option")
    hrefs: list[str] = rows.evaluate_all("rows => rows.map((row) => row.href)")
    marks: list[str] = rows.first.locator("mark").all_inner_texts() if hrefs else []
    return Found(addresses=[href.removeprefix(site_url) for href in hrefs], marked=marks)


def names(entry: Entry) -> list[str]:
    """All names of an entry, those of its officers included."""
    return [entry["n"], *entry["k"], *entry["o"].split("、")]


def holding(entries: list[Entry], query: str) -> set[str]:
    """Addresses of all entries with `query` in a name, an officer, a badge, an address or a part of the phone."""
    return {
        e["u"]
        for e in entries
        if any(query in folded(text) for text in (*names(e), *e["x"], *e["p"].split("-")))
    }


def first_entry(entries: list[Entry], wanted: Callable[[Entry], bool]) -> Entry:
    return next(entry for entry in entries if wanted(entry))


def street_of(parity: str) -> Callable[[Entry], bool]:
    return lambda entry: any(street[3] == parity for street in entry["r"])


def test_part_of_a_name_finds_every_community_that_has_it(
    watched_home: Watched, site_url: str, finder_entries: list[Entry]
) -> None:
    """Two characters of a community's name find every entry that contains them, and they are marked."""
    name = first_entry(
        finder_entries,
        lambda e: e["n"].endswith("社区") and len(holding(finder_entries, e["n"][:2])) <= SHOWN,
    )
    piece = name["n"][:2]
    found = find(watched_home, site_url, piece)
    assert set(found.addresses) == holding(finder_entries, piece)
    assert piece in found.marked


def test_a_whole_name_comes_first(watched_home: Watched, site_url: str, finder_entries: list[Entry]) -> None:
    """A community's whole name lists the communities of that name first."""
    for entry in finder_entries[::30]:
        same = [other["u"] for other in finder_entries if other["n"] == entry["n"]]
        assert find(watched_home, site_url, entry["n"]).addresses[: len(same)] == same


def test_an_officer_is_found_by_name(
    watched_home: Watched, site_url: str, finder_entries: list[Entry]
) -> None:
    """A full name finds the officer's community; the name is marked."""
    entry = first_entry(finder_entries, lambda e: e["o"].startswith("张"))
    name = entry["o"].split("、")[0]
    found = find(watched_home, site_url, name)
    assert set(found.addresses) == holding(finder_entries, name)
    assert name in found.marked


def test_a_badge_is_found(watched_home: Watched, site_url: str, finder_entries: list[Entry]) -> None:
    """Six digits of a 警号 find its holder and nobody else."""
    entry = first_entry(finder_entries, lambda e: any(re.fullmatch(r"\d{6}", text) for text in e["x"]))
    badge = next(text for text in entry["x"] if re.fullmatch(r"\d{6}", text))
    found = find(watched_home, site_url, badge)
    assert set(found.addresses) == holding(finder_entries, badge)
    assert found.marked == [badge]


@pytest.mark.parametrize(("parity", "remainder"), [("odd", 1), ("even", 0)])
def test_a_house_number_finds_its_side_of_the_street(
    watched_home: Watched, site_url: str, finder_entries: list[Entry], parity: str, remainder: int
) -> None:
    """On a street divided by parity, a number finds its community, and a number of the other parity does not."""
    entry = first_entry(finder_entries, street_of(parity))
    street, start, end, _ = next(each for each in entry["r"] if each[3] == parity)
    assert start % 2 == remainder
    number = start + 6
    assert number <= end
    assert entry["u"] in find(watched_home, site_url, f"{street}{number}号").addresses
    assert (
        watched_home.page.get_by_role("option")
        .locator(".jw-finder__hint")
        .first.inner_text()
        .startswith(street)
    )
    assert entry["u"] not in find(watched_home, site_url, f"{street}{number + 1}").addresses


def test_a_house_number_beyond_the_street_leads_to_the_station(
    watched_home: Watched, site_url: str, finder_entries: list[Entry]
) -> None:
    """A number beyond every known range offers no community, but says who has the rest and the station's phone."""
    entry = first_entry(finder_entries, lambda e: bool(e["r"]))
    street, start, end, _ = entry["r"][0]
    found = find(watched_home, site_url, f"{street}9999号")
    (station,) = (one for one in finder_entries if [one["u"]] == found.addresses)
    said = watched_home.page.locator(".jw-finder__before").inner_text()
    assert said.startswith(f"{street}{start}–{end}号")
    assert f"归{entry['n']}" in said
    assert said.endswith(f"9999号请问{station['n']}，电话 {station['p']}。")
    phone = watched_home.page.locator(".jw-finder__before .jw-finder__phone")
    expect(phone).to_have_text(station["p"])
    expect(phone).to_have_css("white-space", "nowrap")
    expect(watched_home.page.locator(".jw-finder").get_by_role("status")).to_contain_text(said)


def test_a_guess_says_that_it_is_one(watched_home: Watched, site_url: str) -> None:
    """A guess says that it is one, repeats what was typed and links to the stations; an exact answer does not."""
    panel = watched_home.page.locator(".jw-finder__panel")
    assert find(watched_home, site_url, "官留路18号").addresses == ["communities/gulou-beimen/"]
    expect(panel.locator(".jw-finder__before")).to_have_text("没有找到“官留路18号”。您是不是找……")
    expect(panel.get_by_role("listbox")).to_have_attribute("aria-label", "没有找到“官留路18号”。您是不是找……")
    expect(panel.locator(".jw-finder__after")).to_contain_text("都不是？请看派出所列表")
    assert find(watched_home, site_url, "官柳路18号").addresses == ["communities/gulou-beimen/"]
    expect(panel.locator(".jw-finder__before")).to_be_hidden()


def test_a_query_that_is_no_place_leads_to_a_service_or_phone(watched_home: Watched, site_url: str) -> None:
    """A query that is no place leads to a service's paragraph or to a phone number."""
    assert find(watched_home, site_url, "身份证怎么办").addresses[0] == "services/#id-card"
    assert "tel:96110" in find(watched_home, site_url, "反诈").addresses
    assert find(watched_home, site_url, "投诉").addresses == ["tel:12389"]


@pytest.mark.parametrize("ending", ["小区", "村", "派出所"])
def test_estates_villages_and_stations_are_found(
    watched_home: Watched, site_url: str, finder_entries: list[Entry], ending: str
) -> None:
    """Names of estates, villages and stations are found."""
    entry = first_entry(finder_entries, lambda e: any(name.endswith(ending) for name in names(e)))
    name = next(name for name in names(entry) if name.endswith(ending))
    assert set(find(watched_home, site_url, name).addresses) == holding(finder_entries, name)


def test_a_flat_is_found_by_its_estate(
    watched_home: Watched, site_url: str, finder_entries: list[Entry]
) -> None:
    """A building, entrance and flat after an estate's name find the same as the estate."""
    entry = first_entry(finder_entries, lambda e: any(key.endswith("小区") for key in e["k"]))
    estate = next(key for key in entry["k"] if key.endswith("小区"))
    assert (
        find(watched_home, site_url, f"{estate}3栋2单元501").addresses
        == find(watched_home, site_url, estate).addresses
    )


@pytest.mark.parametrize("typed", ["fanhonglin", "FanHongLin", "fan hong lin", "fhl", "honglin", "hl"])
def test_pinyin_and_initials_find_the_officer(watched_home: Watched, site_url: str, typed: str) -> None:
    """Pinyin, in full or by initials, finds an officer by the whole or the given name and marks the characters."""
    find(watched_home, site_url, typed)
    row = watched_home.page.get_by_role("option").filter(has_text="官柳社区")
    expect(row.locator("mark")).to_have_text(["宏林" if typed in {"honglin", "hl"} else "范宏林"])


def test_initials_list_names_before_streets(watched_home: Watched, site_url: str) -> None:
    """Initials list names before streets, and hints show Chinese characters and no letters."""
    rows = watched_home.page.get_by_role("option")
    find(watched_home, site_url, "gl")
    expect(rows.locator(".jw-finder__name").nth(0)).to_have_text("官柳社区")
    expect(rows.locator(".jw-finder__name").nth(1)).to_have_text("古楼派出所")
    expect(rows.filter(has_text="北门社区").locator(".jw-finder__hint")).to_have_text("官柳路2–198号双号")
    hints = rows.locator(".jw-finder__hint").all_inner_texts()
    assert not [hint for hint in hints if re.search("[a-z]", hint)]


def test_width_and_spaces_do_not_matter(
    watched_home: Watched, site_url: str, finder_entries: list[Entry]
) -> None:
    """Full-width digits and spaces anywhere give the same results as plain typing."""
    entry = first_entry(finder_entries, street_of("odd"))
    street, start = next((each[0], each[1]) for each in entry["r"] if each[3] == "odd")
    plain = find(watched_home, site_url, f"{street}{start}号")
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(start))
    assert unicodedata.normalize("NFKC", wide) == str(start)
    assert find(watched_home, site_url, f"{street}{wide}号") == plain
    assert find(watched_home, site_url, f"　{street[0]} {street[1:]} {start} 号 ") == plain


def test_an_old_name_is_found(watched_home: Watched, site_url: str, ezhou_site: Path) -> None:
    """A community is found by its other name, which its row shows and marks."""
    address = Kind(name="alias", pattern=COMMUNITIES, says=("也叫：",)).address(ezhou_site)
    html = (ezhou_site / address / "index.html").read_text(encoding="utf-8")
    alias = re.findall(r"也叫：([^<、]+)", html)[0]
    found = find(watched_home, site_url, alias)
    assert found.addresses[0] == address
    assert found.marked == [alias]


def test_nothing_found_says_where_else_to_ask(watched_home: Watched, site_url: str) -> None:
    """An empty result repeats the query as text, and links to the list of stations and to 110."""
    assert find(watched_home, site_url, "<b>没有</b>这个地方") == Found(addresses=[], marked=[])
    panel = watched_home.page.locator(".jw-finder__panel")
    expect(panel).to_contain_text(
        "没有找到“<b>没有</b>这个地方”。请看派出所列表，或者打派出所电话。紧急情况请拨 110。"
    )
    links: list[str] = panel.get_by_role("link").evaluate_all("links => links.map((link) => link.href)")
    assert links == [site_url + "stations/", "tel:110"]
    expect(watched_home.page.locator(".jw-finder").get_by_role("status")).to_have_text(re.compile("没有找到"))


def test_a_long_query_is_repeated_only_in_part(watched_home: Watched, site_url: str) -> None:
    """A long query is repeated only in part, so that the stations and 110 stay visible."""
    assert find(watched_home, site_url, "没有🏠" * 400) == Found(addresses=[], marked=[])
    begins = ("没有🏠" * 14)[:40]
    panel = watched_home.page.locator(".jw-finder__panel")
    expect(panel).to_have_text(f"没有找到“{begins}……”。请看派出所列表，或者打派出所电话。紧急情况请拨 110。")
    expect(watched_home.page.locator(".jw-finder").get_by_role("status")).to_have_text(
        f"没有找到“{begins}……”。"
    )


def test_too_many_results_are_counted(
    watched_home: Watched, site_url: str, finder_entries: list[Entry]
) -> None:
    """A query with too many results shows the first twenty and the number of the others."""
    found = find(watched_home, site_url, "社区")
    assert len(found.addresses) == SHOWN
    rest = len(holding(finder_entries, "社区")) - SHOWN
    expect(watched_home.page.locator(".jw-finder__after")).to_have_text(
        f"还有 {rest} 条，再多输入几个字就能找到。"
    )


@pytest.mark.parametrize("typed", ["我想自杀", "老公打我", "燃气泄漏怎么办", "被打了"])
def test_words_of_danger_lead_to_110_first(watched_home: Watched, site_url: str, typed: str) -> None:
    """Words of danger list 110 first, whether or not anything else is found."""
    assert find(watched_home, site_url, typed).addresses[0] == "tel:110"


def test_110_is_an_emergency_first(watched_home: Watched, site_url: str, finder_entries: list[Entry]) -> None:
    """110 lists the emergency call before every entry that contains the digits."""
    found = find(watched_home, site_url, "110")
    assert found.addresses[0] == "tel:110"
    assert set(found.addresses[1:]) == holding(finder_entries, "110")
    first = watched_home.page.get_by_role("option").first
    expect(first).to_have_text("紧急情况请拨 110")
    assert "tel:110" not in find(watched_home, site_url, "1100").addresses


def tab_to_the_finder(page: Page) -> None:
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "combobox":
            return
    pytest.fail("20 presses of Tab do not reach the finder")


def test_the_finder_works_by_keyboard(page: Page, site_url: str, finder_entries: list[Entry]) -> None:
    """The finder works by keyboard alone, and loads its index once."""
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if request.url.endswith("finder.json") else None
    )
    page.goto(site_url)
    tab_to_the_finder(page)
    field = page.get_by_role("combobox", name=FIELD)
    page.keyboard.insert_text("柳社区")
    page.keyboard.press("Home")
    page.keyboard.insert_text("官")
    page.keyboard.press("End")
    expect(field).to_have_value("官柳社区")
    field.fill("社区")
    options = page.get_by_role("option")
    expect(options).to_have_count(SHOWN)
    selected = page.locator("[role=option][aria-selected=true]")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(selected).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator(".jw-finder__panel")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    page.keyboard.insert_text(finder_entries[0]["n"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(site_url + finder_entries[0]["u"])
    assert len(asked) == 1


def test_enter_leads_to_the_first_of_several_results(page: Page, site_url: str) -> None:
    """Enter moves the focus to the first result, the arrows move on from there, and Escape returns to the field."""
    page.goto(site_url)
    field = page.get_by_role("combobox", name=FIELD)
    options = page.get_by_role("option")
    field.fill("官柳")
    expect(options).to_have_count(2)
    page.keyboard.press("Enter")
    expect(options.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(page.locator(".jw-finder__panel")).to_be_hidden()
    field.fill("官柳社")
    field.fill("官柳")
    expect(options).to_have_count(2)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url(site_url + "communities/gulou-guanliu/")


def test_the_header_has_the_finder_on_every_other_page(
    page: Page, site_url: str, finder_entries: list[Entry]
) -> None:
    """The finder in the header of a page two levels down leads to the right page."""
    wanted = finder_entries[-1]
    page.goto(site_url + finder_entries[0]["u"])
    tab_to_the_finder(page)
    page.keyboard.type(wanted["n"])
    expect(page.get_by_role("option").first).to_contain_text(wanted["n"])
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url(site_url + wanted["u"])
    expect(page.get_by_role("heading", level=1)).to_have_text(wanted["n"])


def test_on_a_phone_the_finder_is_one_tap_away(
    browser: Browser, site_url: str, finder_entries: list[Entry]
) -> None:
    """On a phone 找民警 in the header shows the field and focuses it, and a result leads to its page."""
    with watched_page(browser, site_url, viewport=PHONE, has_touch=True) as watched:
        page = watched.page
        page.goto(site_url + "services/")
        field = page.get_by_role("combobox", name=FIELD)
        expect(field).to_be_hidden()
        button = page.get_by_role("button", name="找民警")
        button.tap()
        expect(field).to_be_focused()
        expect(button).to_have_attribute("aria-expanded", "true")
        field.fill(finder_entries[0]["n"])
        page.get_by_role("option").first.tap()
        page.wait_for_url(site_url + finder_entries[0]["u"])
        assert watched.complaints == []


def test_escape_closes_the_phones_finder(browser: Browser, site_url: str) -> None:
    """Escape closes the results, then the field, and then the button has the focus again."""
    with watched_page(browser, site_url, viewport=PHONE, has_touch=True) as watched:
        page = watched.page
        page.goto(site_url + "services/")
        button = page.get_by_role("button", name="找民警")
        button.tap()
        field = page.get_by_role("combobox", name=FIELD)
        field.fill("官柳")
        expect(page.get_by_role("option")).to_have_count(2)
        page.keyboard.press("Escape")
        expect(page.locator(".jw-finder__panel")).to_be_hidden()
        expect(field).to_be_focused()
        page.keyboard.press("Escape")
        expect(field).to_be_hidden()
        expect(button).to_have_attribute("aria-expanded", "false")
        expect(button).to_be_focused()
        assert watched.complaints == []


def test_tab_follows_the_visual_order(browser: Browser, site_url: str) -> None:
    """On a phone's home page Tab reaches the field before the link below it."""
    with watched_page(browser, site_url, viewport=PHONE) as watched:
        page = watched.page
        page.goto(site_url)
        field = page.get_by_role("combobox", name=FIELD)
        link = page.get_by_role("link", name="按派出所查找社区和民警")
        tab_to_the_finder(page)
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        above, below = field.bounding_box(), link.bounding_box()
        assert above is not None
        assert below is not None
        assert above["y"] + above["height"] <= below["y"]
        assert watched.complaints == []
