"""Pages of a small bureau: well formed, complete, and without anything that is over or not public."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from tests.small_sites import AS_OF, BINHU, bureau_in, edit, published, tree_in

VOID = {"area", "br", "hr", "img", "input", "link", "meta", "wbr"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, content: Path) -> Mapping[str, str]:
    """Every page of the ordinary bureau by its file."""
    return pages(bureau_in(tmp_path_factory.mktemp("ordinary") / "root"), content)


def pages(root: Path, content: Path, as_of: dt.date = AS_OF) -> Mapping[str, str]:
    published(root, content, root.parent / f"site-{as_of}", as_of)
    tree = tree_in(root.parent / f"site-{as_of}")
    return {path: body.decode() for path, body in tree.items() if path.endswith(".html")}


class Outline(HTMLParser):
    """Unclosed elements, ids, headings, attribute names and references to ids of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: Counter[str] = Counter()
        self.referred: set[str] = set()
        self.headings: list[int] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.attributes |= held.keys()
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "id" in held:
            self.ids[held["id"] or ""] += 1
        for name in ("aria-labelledby", "aria-describedby", "for"):
            self.referred |= set((held.get(name) or "").split())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def outline(html: str) -> Outline:
    found = Outline()
    found.feed(html)
    found.close()
    return found


def test_every_page_is_well_formed(site: Mapping[str, str]) -> None:
    """Every page has its elements closed in order, unique ids, no broken reference and no inline code."""
    for path, html in site.items():
        found = outline(html)
        assert (found.open, found.wrong) == ([], []), path
        assert [id for id, times in found.ids.items() if times > 1] == [], path
        assert found.referred - found.ids.keys() == set(), path
        assert not {name for name in found.attributes if name == "style" or name.startswith("on")}, path


def test_every_page_has_one_title_and_headings_in_order(site: Mapping[str, str]) -> None:
    """Every page has one h1, first, and no heading skips a level."""
    for path, html in site.items():
        levels = outline(html).headings
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), (
            path,
            levels,
        )


def meta(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta name="([^"]+)" content="([^"]*)">', html))


def test_pages_carry_the_tags_of_a_government_site(site: Mapping[str, str]) -> None:
    """Pages have the meta tags of the standard 网页标签规范: all those of the site, records those of an article too."""
    for path, html in site.items():
        assert meta(html)["SiteName"] == "江洲市社区警务公开网", path
        if path != "404.html":
            assert {"SiteDomain", "SiteIDCode", "ColumnName", "ColumnType"} <= meta(html).keys(), path
    assert {
        name: value
        for name, value in meta(site["communities/gulou-binhu/index.html"]).items()
        if name in {"ArticleTitle", "PubDate", "ContentSource", "Url", "SiteDomain", "SiteIDCode"}
    } == {
        "ArticleTitle": "滨湖社区",
        "PubDate": "2026-11-02 00:00",
        "ContentSource": "鼓楼派出所",
        "Url": "https://jingwu.example/jiangzhou/communities/gulou-binhu/",
        "SiteDomain": "jingwu.example",
        "SiteIDCode": "9901000001",
    }


def test_publication_dates_do_not_depend_on_the_build(
    site: Mapping[str, str], tmp_path: Path, content: Path
) -> None:
    """The publication dates of pages do not depend on the day of the build."""
    next_day = pages(bureau_in(tmp_path / "root"), content, AS_OF + dt.timedelta(days=1))
    assert {path: meta(html).get("PubDate") for path, html in next_day.items()} == {
        path: meta(html).get("PubDate") for path, html in site.items()
    }


def test_no_page_was_published_in_the_future(site: Mapping[str, str]) -> None:
    """No page has a publication date in the future, also where it is about a meeting or month to come."""
    ahead = {
        path: day for path, html in site.items() if (day := meta(html).get("PubDate", "")) > f"{AS_OF} 24:00"
    }
    assert ahead == {}
    assert meta(site["meetings/gulou-qiaotou-2026-12-03/index.html"])["PubDate"] == "2026-01-01 00:00"


def test_former_officers_are_named_nowhere(site: Mapping[str, str]) -> None:
    """No page contains the name or badge of an officer who has left."""
    assert [path for path, html in site.items() if "李旧任" in html or "004219" in html] == []


def test_officers_in_post_are_reachable(site: Mapping[str, str]) -> None:
    """The officer's name and phone link are on the community's page, the station's page and the roster."""
    for path in (
        "communities/gulou-binhu/index.html",
        "stations/gulou/index.html",
        "officers/gulou/index.html",
    ):
        assert "王建国" in site[path], path
        assert 'href="tel:09900000217"' in site[path], path


def test_a_vacancy_is_shown(site: Mapping[str, str]) -> None:
    """A vacancy shows since when, why and who covers; the station's page mentions it."""
    html = site["communities/gulou-qiaotou/index.html"]
    assert "社区民警空缺" in html
    assert 'datetime="2026-10-01">10月1日（周四）</time>起空缺：原民警退休，正在选配<' in html
    assert "现由王建国代管" in html
    (entry,) = re.findall(r">桥头社区</a>(.*?)</li>", site["stations/gulou/index.html"])
    assert "空缺" in entry
    assert "王建国（代管）" in entry


def test_an_unpublished_director_is_named_nowhere(tmp_path: Path, content: Path) -> None:
    """A committee's director is named only with publish_name."""
    root = bureau_in(tmp_path / "root")
    edit(root, BINHU, "{name: 陈会长, publish_name: true}", "{name: 陈会长}")
    assert [path for path, html in pages(root, content).items() if "陈会长" in html] == []


def test_a_moved_meeting_is_on_both_days(site: Mapping[str, str]) -> None:
    """A moved meeting is on both its days, and the month counts it once."""
    month = site["meetings/2026-12/index.html"]
    assert "改到" in month
    assert month.count('href="../../meetings/gulou-binhu-2026-12-10/"') == 2
    assert re.search(r"2026年12月</span><span>3 次", site["meetings/index.html"])


def test_small_counts_are_written_nowhere(site: Mapping[str, str]) -> None:
    """Counts below five appear only as “<5” on a community's page."""
    html = site["communities/xishan-leishan/index.html"]
    html = re.sub(
        r'<section class="jw-section" aria-labelledby="on-site">.*?</section>', "", html, flags=re.DOTALL
    )
    assert "&lt;5" in html
    assert not re.search(r'<td class="jw-num">[1-4]</td>', html)


def test_of_key_population_and_firearms_only_the_flag_is_public(site: Mapping[str, str]) -> None:
    """In the matrix 重点人口 and 枪支危爆 are kept up, lacking or not reported, never a number."""
    html = site["work-records/gulou/index.html"]
    for chart in ("重点人口", "枪支危爆"):
        cells = re.findall(rf'<td [^>]*data-label="{chart}">(.*?)</td>', html)
        assert cells, chart
        assert set(cells) <= {"√ 有", "× 缺", "– 未报"}, chart


def test_only_the_population_has_a_number_in_the_matrix(site: Mapping[str, str]) -> None:
    """In the matrix only the population and the work record have numbers."""
    html = site["work-records/gulou/index.html"] + site["work-records/xishan/index.html"]
    cells = re.findall(r'<td [^>]*data-label="([^"]+)">(.*?)</td>', html)
    numbered = {label for label, text in cells if re.search(r"\d", text)}
    assert numbered == {"流动人口", "常住人口", "工作纪实"}


def test_a_promise_is_a_timetable_and_no_whereabouts(site: Mapping[str, str]) -> None:
    """The section of the promise lists the week's times and the next one, and says that it is not a location."""
    html = site["communities/gulou-binhu/index.html"]
    (section,) = re.findall(r'aria-labelledby="on-site">(.*?)</section>', html, re.DOTALL)
    assert re.findall(r'data-date="([^"]+)"', section) == ["2026-11-23", "2026-11-25", "2026-11-27"]
    assert "不说明民警此刻在哪里" in section
    assert re.search(r'<dt>下一次</dt><dd><time datetime="2026-11-25">11月25日（周三）</time>', section)


def test_a_week_that_fell_short_gives_its_reason_in_words(site: Mapping[str, str]) -> None:
    """Weeks short of the promise show their reasons in words, on the community's page and the station's."""
    words = "培训 1 周、防汛抗灾 2 周、没有写原因 1 周"
    assert words in site["communities/xishan-leishan/index.html"]
    assert words in site["on-site/xishan/index.html"]


def test_the_sample_banner_goes_with_the_sample(tmp_path: Path, content: Path) -> None:
    """Only a site of sample data has the sample banner."""
    assert "jw-banner" in pages(bureau_in(tmp_path / "sample/root"), content)["index.html"]
    root = bureau_in(tmp_path / "root")
    edit(root, "data/bureau.yml", "sample: true", "sample: false")
    assert [path for path, html in pages(root, content).items() if "jw-banner" in html] == []


def test_a_site_without_an_address_gives_none(tmp_path: Path, content: Path) -> None:
    """Without an address the site has no absolute address of its own."""
    root = bureau_in(tmp_path / "root")
    edit(root, "data/bureau.yml", "  address: https://jingwu.example/jiangzhou/\n", "")
    html = pages(root, content)["communities/gulou-binhu/index.html"]
    assert (meta(html)["SiteDomain"], meta(html)["Url"]) == ("", "")
    assert "jingwu.example" not in html
