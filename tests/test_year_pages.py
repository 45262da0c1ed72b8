"""A year's page and table: sums, conditions, decisions, and recomputing the table."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.facts.measure import Measure
from generator.feeds.ranking_tables import year_dataset
from generator.feeds.table_files import csv_bytes
from generator.model.public import PublicBureau
from generator.model.year_review import YearReview
from generator.pages.page import Page
from generator.pages.ranking.year import year_links, year_pages
from generator.pages.ranking.year_station import year_station_pages
from generator.ranking.published import PublishedMonth
from generator.ranking.results import SELDOM_CONFIRMED
from generator.ranking.year import year_ranking, year_rankings
from generator.render import Templates
from tests.bureaus import area, bureau, station
from tests.test_recompute import recompute
from tests.test_year_end import brand
from tests.years import MISSING, WITHHELD, Part, few, month_of, year_policy

STATIONS = ("a", "b", "c", "d", "e")
AS_OF = dt.date(2026, 11, 24)
GOOD: dict[str, Part] = {"on_site": (95, 100), "services_offered": (95, 100)}
MIDDLING: dict[str, Part] = {"on_site": (80, 100), "services_offered": (95, 100)}
LOW: dict[str, Part] = {"on_site": (70, 100), "services_offered": (40, 100)}
LACKING: dict[str, Part] = {"on_site": MISSING, "services_offered": (95, 100)}


def year_of(*, months: int = 12, final: int = 12, year: str = "2025") -> list[PublishedMonth]:
    """A year in which a is good, b middling, c low, d lacks three months, and e is as good as a."""
    return [
        month_of(
            f"{year}-{at:02d}",
            {"a": GOOD, "b": MIDDLING, "c": LOW, "d": LACKING if at <= 3 else GOOD, "e": GOOD},
            final=at <= final,
            number=2 if at == 2 else 1,
        )
        for at in range(1, months + 1)
    ]


def world(**changes: Any) -> PublicBureau:
    """Five stations with one area each; all but e have a project that passed."""
    fields: dict[str, Any] = {
        "as_of": AS_OF,
        "stations": [station(id_) for id_ in STATIONS],
        "areas": [area(f"{id_}-1", id_, brands=() if id_ == "e" else (brand(),)) for id_ in STATIONS],
    }
    return bureau(**(fields | changes))


def review(*outcomes: tuple[str, str]) -> YearReview:
    """The review of 2025 with these stations' outcomes."""
    fields = {"document": "示例公治〔2026〕1号", "decided_on": "2026-02-20", "clause": "四(五)"}
    return YearReview.model_validate(
        {
            "year": "2025",
            "published_on": "2026-03-02",
            "outcomes": [{"station": id_, "outcome": outcome, **fields} for id_, outcome in outcomes],
        }
    )


def pages(own: PublicBureau, months: Sequence[PublishedMonth]) -> Mapping[str, Page]:
    """The year pages by address."""
    years = year_rankings({month.month: month for month in months})
    return {page.url: page for page in year_pages(own, years)}


def said(page: Page) -> str:
    """The page's text, one line for each row, heading or paragraph."""
    html = Templates().block(page.blocks["main"], page.root)
    broken = re.sub(r"</(?:tr|li|p|h\d|summary|div)>", "\n", html)
    lines = re.sub(r"<[^>]+>", " ", broken).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def section(text: str, title: str, until: str) -> list[str]:
    """The lines from one heading to the next."""
    start = text.index(f"\n{title}\n") + 1
    return text[start : text.index(until, start)].splitlines()[1:]


def page_2025(
    months: Sequence[PublishedMonth] | None = None, decided: YearReview | None = None, **changes: Any
) -> str:
    reviews = [decided] if decided is not None else []
    own = world(year_reviews=reviews, **changes)
    return said(pages(own, months if months is not None else year_of())["ranking/2025/"])


def working_2025(station: str, months: Sequence[PublishedMonth], **changes: Any) -> str:
    """The page of a station's sums."""
    found = year_station_pages(world(**changes), year_rankings({month.month: month for month in months}))
    (page,) = (page for page in found if page.url == f"ranking/2025/{station}/")
    return said(page)


def test_the_page_opens_with_the_years_numbers() -> None:
    """The page begins with the numbers of months, stations, ranks, candidates and follow-ups."""
    text = page_2025()
    assert "2025年12个月合计：5个派出所中4个排了名次；按规则，1个可以考虑表彰，2个要跟进。" in text
    assert "把各月的分子、分母分别加起来再算， 不是 把每月的分数平均" in text


def test_a_running_year_is_shown_as_of_now() -> None:
    """A running year is shown as of now, with its provisional months, without results or missing months."""
    text = page_2025(year_of(months=10, final=9), as_of=dt.date(2025, 11, 24))
    assert "目前的情况：可以考虑表彰的派出所" in text
    assert "1 个月是初步数字" in text
    assert "到10月，10个月合计" in text
    assert "年终结果 " not in text.replace("公布的年终结果", "")
    assert "没有公布的月份" not in text
    assert "2025年10月 初步 第1版" in text


def test_a_year_that_is_over_has_its_lists_by_the_years_end() -> None:
    """A past year without a review has lists by rule and says so; its missing months are named."""
    text = page_2025(year_of()[1:])
    assert "年终：可以考虑表彰的派出所" in text
    assert "年终结果还没有公布。下面是按规则得出的名单，不是决定。" in text
    assert "没有公布的月份：1月。" in text
    assert "2025年2月 正式 第2版，修订过" in text


def test_candidates_show_what_they_meet() -> None:
    """A candidate has a word and a figure for every condition, and its project's community."""
    lines = section(page_2025(), "年终：可以考虑表彰的派出所", "其他 4 个派出所差哪一条")
    row = "a派出所 ✓ 达到 95.0 ✓ 达到 社区民警到位 95 ✓ 达到 12 个月 ✓ 达到 a-1社区"
    assert lines[-1] == row
    assert "合计得分不低于 90 分" in lines


def test_the_others_show_what_they_miss() -> None:
    """Other stations show in words which condition they miss."""
    lines = section(page_2025(), "其他 4 个派出所差哪一条", "年终：要跟进的派出所")
    assert lines[1:] == [
        "e派出所 ✓ 达到 95.0 ✓ 达到 社区民警到位 95 ✓ 达到 12 个月 ✗ 没达到 没有",
        "b派出所 ✗ 没达到 87.5 ✓ 达到 社区民警到位 80 ✓ 达到 12 个月 ✓ 达到 b-1社区",
        "c派出所 ✗ 没达到 55.0 ✗ 没达到 服务工作落实 40 ✓ 达到 12 个月 ✓ 达到 c-1社区",
        "d派出所 ✗ 没达到 没有得分 ✗ 没达到 没有得分 ✗ 没达到 9 个月 ✓ 达到 d-1社区",
    ]


def test_stations_to_follow_up_have_reasons() -> None:
    """A station to follow up has every reason with its numbers, and the decision if there is one."""
    text = page_2025(decided=review(("c", "follow_up")))
    lines = section(text, "年终：要跟进的派出所", "合计了哪些月")
    assert lines[-2:] == [
        "c派出所 合计 55.0 分，低于 60 分；“服务工作落实” 40 分，低于 60 分 已决定：限期整改",
        "d派出所 12 个月里有 3 个月没有报全",
    ]


def test_decisions_have_document_and_day() -> None:
    """Decisions come with document and day, commendations first; one that differs from the rule says so."""
    decided = review(("c", "follow_up"), ("a", "commended"), ("e", "commended"), ("b", "reminded"))
    lines = section(page_2025(decided=decided), "年终结果", "城区组")
    assert lines[0] == "市公安局2026年3月2日公布：表彰2个、提醒1个、限期整改1个。"
    assert lines[1:6] == [
        "表彰（2 个）",
        "a派出所",
        "e派出所",
        "与规则不同 e派出所：按现在公布的数字，没有达到表彰的全部条件；为什么，见文件。",
        "示例公治〔2026〕1号，2026年2月20日",
    ]
    assert [line for line in lines if "与规则不同" in line][1:] == [
        "与规则不同 b派出所：按现在公布的数字，不在要跟进的之列；为什么，见文件。"
    ]


def test_a_review_without_outcomes_says_so() -> None:
    """A review without outcomes says that nothing was decided."""
    assert "市公安局2026年3月2日公布：这一年没有表彰，也没有处理。" in page_2025(decided=review())


def test_the_arithmetic_names_months_that_were_not_added() -> None:
    """The arithmetic names the months that were added, not reported and withheld."""
    months = [
        month_of("2025-01", {"a": {**GOOD, "answered_on_time": few(9, 12)}}),
        month_of("2025-02", {"a": {**GOOD, "answered_on_time": WITHHELD}}),
        month_of("2025-03", {"a": {**GOOD, "answered_on_time": MISSING}}),
        month_of("2025-04", {"a": {**GOOD, "answered_on_time": few(9, 12)}}),
    ]
    lines = working_2025("a", months, stations=[station("a")], areas=[]).splitlines()
    (line,) = (line for line in lines if line.startswith("按时办结 "))
    assert line == "按时办结 18 24 75 50 2个月，1个月未报送，1个月数目过小不写出"


def test_every_score_of_a_year_leads_to_its_working() -> None:
    """Each station of a year has a page of its sums, without a score too, and the year links to every one."""
    years = year_rankings({month.month: month for month in year_of()})
    workings = {page.url for page in year_station_pages(world(), years)}
    assert workings == {f"ranking/2025/{id_}/" for id_ in STATIONS}
    (page,) = year_pages(world(), years)
    html = Templates().block(page.blocks["main"], page.root)
    assert {link for link in workings if f'href="../../{link}"' in html} == workings
    said_of_d = working_2025("d", year_of())
    assert "没有得分：12个月里有3个月没有报全，超过2个月。" in said_of_d


def test_years_link_to_each_other() -> None:
    """A year links to the published years before and after it, and the latest year comes first."""
    months = [*year_of(year="2023"), *year_of(year="2025"), *year_of(year="2026", months=2)]
    found = pages(world(), months)
    assert list(found) == ["ranking/2023/", "ranking/2025/", "ranking/2026/"]
    html = Templates().block(found["ranking/2025/"].blocks["main"], found["ranking/2025/"].root)
    assert re.findall(r'<p class="jw-pager">(.*?)</p>', html) == [
        '<a href="../../ranking/2023/">← 2023年</a> · <a href="../../ranking/2026/">2026年 →</a>'
    ]
    years = year_rankings({month.month: month for month in months})
    assert [link.text for link in year_links(years)] == ["2026年", "2025年", "2023年"]


@pytest.mark.parametrize(("decided", "moment"), [(None, "2026-01-10 09:30"), (review(), "2026-03-02 00:00")])
def test_the_page_is_dated_by_what_was_published_last(decided: YearReview | None, moment: str) -> None:
    """The page is dated by the last month's release or the review, whichever is later, not by the build."""
    own = world(year_reviews=[decided] if decided else [])
    assert pages(own, year_of())["ranking/2025/"].texts["pub_date"] == moment


# The table


def names() -> Mapping[str, str]:
    return {id_: f"{id_}派出所" for id_ in STATIONS}


def test_a_year_can_be_recomputed_like_a_month(tmp_path: Path) -> None:
    """recompute.py confirms a year's table and finds a changed sum."""
    file = tmp_path / "2025.csv"
    content = csv_bytes(year_dataset(names(), year_ranking(year_of())))
    file.write_bytes(content)
    assert recompute(file).stdout.endswith("5 个派出所,一致\n")
    assert content.count(b",960,1200,") == 1
    file.write_bytes(content.replace(b",960,1200,", b",990,1200,"))
    done = recompute(file)
    assert (done.returncode, "b派出所" in done.stdout) == (1, True)


def test_a_row_says_of_how_many_months_it_is() -> None:
    """A row has the numbers of months of its station and its part, and flags for provisional and revised months."""
    dataset = year_dataset(names(), year_ranking(year_of(final=11)))
    keys = [column.key for column in dataset.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in dataset.rows]
    (row,) = (row for row in rows if (row["station"], row["part"]) == ("d", "on_site"))
    expected = {
        "month": "2025",
        "revision": None,
        "published": "2026-01-10 09:30",
        "flags": "pr",
        "numerator": "855",
        "denominator": "900",
        "score": None,
        "reason": "12个月里有3个月没有报全，超过2个月",
        "months": 9,
        "months_owed": 12,
        "part_months": 9,
        "part_months_missing": 3,
        "part_months_withheld": 0,
    }
    assert {key: row[key] for key in expected} == expected


def test_every_year_has_its_table() -> None:
    """Every year has a table of its own."""
    months = [*year_of(year="2025"), *year_of(year="2026", months=2)]
    years = year_rankings({month.month: month for month in months})
    assert [year_dataset(names(), ranking).id for ranking in years.values()] == [
        "ranking/2025",
        "ranking/2026",
    ]


def year_by_edition_2() -> list[PublishedMonth]:
    """Twelve months of the second edition: b did not report two, c three; in the last one a was not confirmed."""
    first = year_policy(version="2027-1")
    rules = first.ranking.model_copy(update={"edition": 2})
    method = first.model_copy(update={"ranking": rules})
    share = Measure(attained=88, due=100, base=420)
    good: dict[str, Part] = GOOD | {"answered_on_time": share}
    silent: dict[str, Part] = LACKING | {"answered_on_time": share}
    months = [
        month_of(
            f"2025-{at:02d}",
            {
                "a": good,
                "b": silent if at <= 2 else good,
                "c": silent if at <= 3 else good,
                "d": good,
                "e": good,
            },
            rules=method,
        )
        for at in range(1, 13)
    ]
    (group,) = months[-1].ranking.groups
    doubt = (f"“驻社区兑现”{SELDOM_CONFIRMED} 9 次，属实 6 次，低于 75%",)
    (doubted,) = (one for one in group.members if one.station == "a")
    others = tuple(one for one in group.ranked if one is not doubted)
    out = dataclasses.replace(doubted, score=None, band=None, rank=None, reasons=doubt)
    group = dataclasses.replace(group, ranked=others, unranked=(*group.unranked, out))
    last = months[-1].revisions[0]
    ranking = dataclasses.replace(last.ranking, groups=(group,))
    months[-1] = dataclasses.replace(months[-1], revisions=(dataclasses.replace(last, ranking=ranking),))
    return months


def test_a_year_of_the_second_edition_says_what_was_summed() -> None:
    """Silence counts as not done, the share is the last month's with its base, and doubts are flagged."""
    text = page_2025(year_by_edition_2())
    assert "按 排名办法（2027-1） 计算。" in text
    assert "12/12" in text
    assert "11/12 1个月核实不足" in text
    working = working_2025("b", year_by_edition_2())
    assert "驻社区兑现 950 1002 94.8 1 12个月，其中2个月没有报全，没有报的算没有做到" in working
    assert "按时办结 88 100 88 50 最后一个月的数，它已是 12 个月的合计（12 个月 420 件以上）" in working
    assert "c派出所 12个月里有3个月没有报全，超过2个月" in text
    assert "个月未报送" not in working
    assert "先合计，合计够了就计分" not in text
    assert not re.search(r"2026-1|None|\\{|⟦", text + working)
    (unranked,) = (one for one in year_ranking(year_by_edition_2()).results if one.station == "c")
    assert (unranked.rank, unranked.score) == (None, None)


def test_the_tables_of_a_year_of_the_second_edition_have_its_sums() -> None:
    """Attained, due and months stand in the table as on the page, with the version and no rank for the unranked."""
    ranking = year_ranking(year_by_edition_2())
    rows = list(csv.DictReader(io.StringIO(csv_bytes(year_dataset(names(), ranking)).decode("utf-8-sig"))))
    assert {row["policy"] for row in rows} == {"2027-1"}
    (own,) = (row for row in rows if (row["station"], row["part"]) == ("b", "on_site"))
    assert (own["numerator"], own["denominator"]) == ("950", "1002")
    (share,) = (row for row in rows if (row["station"], row["part"]) == ("b", "answered_on_time"))
    assert (share["numerator"], share["denominator"]) == ("88", "100")
    assert {row["rank"] for row in rows if row["station"] == "c"} == {""}
