"""Tests of the two kinds of calendar links: subscribe to a feed, or add a copy of one meeting."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from generator.model.bureau import Site
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.officer import Role
from generator.model.post import Post, PostStatus
from generator.model.public import PublicBureau
from generator.model.public_people import PublicOfficer
from tests.bureaus import area, bureau, info, meeting, post, station
from tests.small_sites import pages_of

DAY: Final = dt.date(2026, 10, 12)
ADDRESS: Final = "http://jingwu.example:8080/gov/"
# Each page that offers a calendar, and its feed.
FEEDS: Final = {
    "communities/gulou-a/": "meetings/areas/gulou-a.ics",
    "meetings/gulou-a-2026-10-20/": "meetings/areas/gulou-a.ics",
    "meetings/gulou-a-2026-08-20/": "meetings/areas/gulou-a.ics",
    "meetings/": "meetings/all.ics",
    "data/": "meetings/all.ics",
    "meetings/stations/gulou/": "meetings/stations/gulou.ics",
    "stations/gulou/": "meetings/stations/gulou.ics",
}
WANG: Final = PublicOfficer(
    name="王建国", badge="004217", role=Role.COMMUNITY_OFFICER, phone="0711-0000217", on_site=None, photo=None
)
HELD: Final = meeting("gulou-a", "2026-08-20")
COMING: Final = meeting("gulou-a", "2026-10-20", status=MeetingStatus.CONFIRMED)


def pages(
    content: Path, address: str | None, records: tuple[Meeting, ...] = (HELD, COMING)
) -> Mapping[str, str]:
    site = Site(name="公开网", address=address)
    return pages_of(bureau(meetings=records, as_of=DAY, info=info(site=site)), content)


def links(html: str) -> list[tuple[str, str]]:
    """(href, text) of each link to a calendar, in order."""
    found = re.findall(r'<a[^>]* href="([^"]*\.ics)"[^>]*>(.*?)</a>', html)
    return [(href.replace("../", ""), words) for href, words in found]


def test_a_feed_is_subscribed_to_and_its_address_can_be_copied(content: Path) -> None:
    """A page has a webcal link, and the address as text for programs that do not support it."""
    found = pages(content, ADDRESS)
    for url, file in FEEDS.items():
        html = found[f"{url}index.html"]
        subscribing = [(href, words) for href, words in links(html) if file in href]
        assert {href for href, _ in subscribing} == {f"webcal://jingwu.example:8080/gov/{file}"}, url
        assert all(words.startswith("订阅") for _, words in subscribing), url
        assert f'<code class="jw-address">{ADDRESS}{file}</code>' in html, url


def test_a_site_without_an_address_offers_a_copy_and_says_so(content: Path) -> None:
    """Without a site address a page offers a download, and no link is called a subscription."""
    found = pages(content, None)
    for url, file in FEEDS.items():
        html = found[f"{url}index.html"]
        (words,) = [words for href, words in links(html) if href == file]
        assert words.startswith("下载"), url
        assert "以后改期、取消不会跟着变" in html, url
    assert not [path for path, html in found.items() if "webcal:" in html]


@pytest.mark.parametrize("address", [ADDRESS, None])
def test_only_an_upcoming_meeting_can_be_added(content: Path, address: str | None) -> None:
    """Its own page, its community's page and its station's list have the link; a held or cancelled meeting has none."""
    off = meeting("gulou-a", "2026-11-20", status=MeetingStatus.CANCELLED, status_note="停电", revision=1)
    found = pages(content, address, (HELD, COMING, off))
    adding = {
        path.removesuffix("index.html"): [href for href, words in links(html) if words == "把这次会加入日历"]
        for path, html in found.items()
    }
    assert {path: hrefs for path, hrefs in adding.items() if hrefs} == {
        path: [f"meetings/{COMING.id}.ics"]
        for path in ("communities/gulou-a/", f"meetings/{COMING.id}/", "meetings/stations/gulou/")
    }
    called_off = found[f"meetings/{off.id}/index.html"]
    assert "加进过日历的，请自己删去" in called_off
    assert ("订阅了的" in called_off) == (address is not None)
    assert "加进过日历的，请自己删去" not in found[f"meetings/{COMING.id}/index.html"]


def facts(html: str) -> dict[str, str]:
    """The text of a page's list of facts, by term."""
    rows = re.findall(r"<div><dt>(.*?)</dt>(.*?)</div>", html, re.DOTALL)
    return {term: re.sub(r"<[^>]+>", "", said) for term, said in rows}


def world(place: Post | None, *, is_vacant: bool = False) -> PublicBureau:
    officers = () if is_vacant else (WANG,)
    return bureau(
        stations=[station(name="古楼派出所", address="古楼路1号", phone="0711-0000201")],
        areas=[area(post=place, officers=officers)],
        meetings=[HELD, COMING],
        as_of=DAY,
    )


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (post(), "警务室：古楼路2号 0711-0000111"),
        (post(status=PostStatus.REPAIR, status_since="2026-09-01"), "古楼派出所：古楼路1号 0711-0000201"),
        (post(status=PostStatus.PLANNED, opened=None), "古楼派出所：古楼路1号 0711-0000201"),
        (None, "古楼派出所：古楼路1号 0711-0000201"),
    ],
    ids=["open", "repair", "planned", "none"],
)
def test_a_meeting_has_a_street_address(place: Post | None, said: str, content: Path) -> None:
    """The page names the community's post if it is open, else the station."""
    page = pages_of(world(place), content)[f"meetings/{COMING.id}/index.html"]
    assert facts(page)["地点"] == f"社区会议室找不到会场，可以先到{said}"


def test_a_meeting_says_who_may_come(content: Path) -> None:
    """The page quotes the scheme and says whom to ask; a past meeting has no such entry."""
    found = pages_of(world(post()), content)
    said = facts(found[f"meetings/{COMING.id}/index.html"])["谁可以来"]
    assert "社区各界推荐或选定的群众代表" in said
    assert "请先打电话问王建国 0711-0000217。" in said
    assert "本站解释" in said
    assert "谁可以来" not in facts(found[f"meetings/{HELD.id}/index.html"])
    vacant = pages_of(world(post(), is_vacant=True), content)[f"meetings/{COMING.id}/index.html"]
    assert "请先打电话问古楼派出所 0711-0000201。" in facts(vacant)["谁可以来"]
