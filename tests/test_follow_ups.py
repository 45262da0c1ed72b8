"""What stations have to mend after a year's decision or a month of 重点督导: due days, outcome, pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from generator.checks import check
from generator.feeds.year_end_tables import year_end_datasets
from generator.figures import figures_of
from generator.gaps.leading import follow_up_gaps
from generator.gaps.today import Today
from generator.model.follow_up import FollowUp, FollowUpState
from generator.model.public import PublicBureau
from generator.model.station import SubBureau
from generator.pages.ranking import ranking_views
from generator.pages.ranking.year import year_pages
from generator.pages.stations import station_pages
from generator.pages.sub_bureaus import sub_bureau_pages
from generator.pages.supervision import mendings, sub_bureau_standings
from generator.privacy import publish
from generator.ranking.published import PublishedMonth
from generator.ranking.year import year_rankings
from tests.bureaus import bureau, day, station
from tests.reading import text_of
from tests.small_sites import ezhou
from tests.test_year_pages import GOOD, LOW
from tests.years import month_of

ECHENG = SubBureau.model_validate(
    {"id": "echeng", "name": "鄂城区公安分局", "address": "示例大道1号", "phone": "0711-0000673"}
)
EXTENDED = {"on": "2026-05-28", "state": "extended", "evidence": "还差两处", "due": "2026-07-31"}
DONE = {"on": "2026-07-29", "state": "done", "evidence": "看过"}
NOT_DONE = {"on": "2026-07-29", "state": "not_done", "evidence": "没有补齐"}


def told(*reviews: dict[str, str], **changes: Any) -> FollowUp:
    """What gulou was told in February 2026 to mend by the end of May, with these reviews."""
    fields: dict[str, Any] = {
        "after": "2025",
        "items": ["services", "standards"],
        "document": "示例公治〔2026〕2号",
        "assigned_on": "2026-02-20",
        "due": "2026-05-31",
        "reviews": reviews,
    }
    return FollowUp.model_validate(fields | changes)


@pytest.mark.parametrize(
    ("reviews", "on", "due", "state", "is_overdue"),
    [
        ((), "2026-05-31", "2026-05-31", None, False),
        ((), "2026-06-01", "2026-05-31", None, True),
        ((EXTENDED,), "2026-07-31", "2026-07-31", None, False),
        ((EXTENDED,), "2026-08-01", "2026-07-31", None, True),
        ((EXTENDED, DONE), "2026-08-01", "2026-07-31", FollowUpState.DONE, False),
        ((NOT_DONE,), "2026-08-01", "2026-05-31", FollowUpState.NOT_DONE, False),
    ],
)
def test_a_follow_up_is_overdue_from_the_day_after_it_is_due(
    reviews: tuple[dict[str, str], ...], on: str, due: str, state: FollowUpState | None, *, is_overdue: bool
) -> None:
    """An extension moves the day; a review that finds it done or not done ends it."""
    one = told(*reviews)
    assert (one.due_on, one.closing and one.closing.state) == (day(due), state)
    assert one.is_overdue(day(on)) is is_overdue


@pytest.mark.parametrize(
    ("reviews", "changes", "said"),
    [
        ((), {"due": "2026-02-20"}, "不晚于要求整改"),
        ((), {"items": ["services", "services"]}, "写了两次"),
        ((), {"items": []}, "at least 1"),
        ((), {"after": "2026-13"}, "年份或月份"),
        (({**DONE, "due": "2026-09-01"},), {}, "却写了新的期限"),
        (({**EXTENDED, "due": "2026-05-28"},), {}, "不晚于复查"),
        ((DONE, {**EXTENDED, "on": "2026-07-30"}), {}, "后面又写了复查"),
        ((DONE, EXTENDED), {}, "没有按先后排列"),
        (({**DONE, "on": "2026-02-19"},), {}, "没有按先后排列"),
    ],
)
def test_a_follow_up_that_contradicts_itself_is_refused(
    reviews: tuple[dict[str, str], ...], changes: dict[str, Any], said: str
) -> None:
    """Days follow one another, an extension has a new day, and nothing follows what ended it."""
    with pytest.raises(ValidationError, match=said):
        told(*reviews, **changes)


@pytest.mark.parametrize(
    ("as_of", "reviews"), [("2026-02-19", None), ("2026-05-27", 0), ("2026-05-28", 1), ("2026-07-29", 2)]
)
def test_a_follow_up_is_public_from_its_day(as_of: str, reviews: int | None) -> None:
    """What is ordered or found on a later day is not public yet."""
    records = ezhou().bureau
    shown = publish(records, day(as_of)).stations["dushan"].follow_ups
    assert [len(one.reviews) for one in shown] == ([] if reviews is None else [reviews])


def test_a_months_band_is_cause_enough() -> None:
    """The sample's open follow-up names a month in the lowest band; any other month of the station is doubted."""
    records = ezhou().bureau
    own = records.stations["linjiang"]

    def found(after: str) -> list[str]:
        follow_ups = tuple(one.model_copy(update={"after": after}) for one in own.follow_ups)
        stations = {**records.stations, "linjiang": own.model_copy(update={"follow_ups": follow_ups})}
        changed = replace(records, stations=stations)
        return [one.message for one in check(changed, dt.date(2026, 11, 24)) if one.code == "W416"]

    assert found("2026-04") == []
    assert found("2026-05") == ["临江派出所的整改写着由 2026-05 而来,那个月它是“达标”。"]
    assert found("2025-10") == ["临江派出所的整改写着由 2025-10 而来,那个月它没有得分。"]
    assert found("2025") == ["临江派出所的整改写着由 2025 而来,那一年的年终结果没有对它限期整改。"]


def world(*follow_ups: FollowUp, **changes: Any) -> PublicBureau:
    """Two stations of one sub-bureau and one of none; a has the follow-ups."""
    stations = [
        station("a", follow_ups=follow_ups, sub_bureau="echeng"),
        station("b", sub_bureau="echeng"),
        station("c"),
    ]
    return bureau(stations=stations, areas=[], sub_bureaus={"echeng": ECHENG}, **changes)


def months() -> dict[str, PublishedMonth]:
    """2025-12, in which a and c are low and b is good."""
    return {"2025-12": month_of("2025-12", {"a": LOW, "b": GOOD, "c": LOW})}


def month_text(own: PublicBureau) -> str:
    return text_of(ranking_views(own, months())["2025-12"])


def test_the_months_page_names_the_lowest_band_and_what_is_to_be_mended() -> None:
    """Stations in the lowest band are named with what they were told; those without a record are named, too."""
    text = month_text(world(told(after="2025-12")))
    assert "这个月是“重点督导”的派出所： a派出所 （55.0 分）、 c派出所 （55.0 分）。" in text
    assert "没有登记整改要求的：c派出所。" in text
    assert (
        "a派出所 ：服务工作落实、规范化进展 2025年12月重点督导，示例公治〔2026〕2号，2026年2月20日提出，"
        "期限2026年5月31日。 过了期限，没有登记结果"
    ) in text
    good = {"2025-12": month_of("2025-12", {"b": GOOD})}
    assert "重点督导和整改" not in text_of(ranking_views(world(), good)["2025-12"])


def test_a_closed_station_is_not_dunned() -> None:
    """What a station had not mended when it was closed is told as that, and neither overdue nor a gap."""
    own = world(told())
    gone = own.stations["a"].model_copy(update={"until": day("2026-06-30")})
    closed = PublicBureau(replace(own, stations={**own.stations, "a": gone}))
    assert [(one.is_overdue, one.is_closed) for one in mendings(own, "2025")] == [(True, False)]
    assert [(one.is_overdue, one.is_closed) for one in mendings(closed, "2025")] == [(False, True)]
    late = "1 件整改过了期限没有登记结果"
    assert late in tuple(follow_up_gaps(Today(bureau=own, figures=figures_of(own))))
    assert late not in tuple(follow_up_gaps(Today(bureau=closed, figures=figures_of(closed))))


def test_each_page_has_the_follow_ups_of_its_period() -> None:
    """A month has its own, a year also those of its months, a station all of its own."""
    own = world(told(), told(after="2025-12"), told(after="2026-01"))
    assert [one.told.after for one in mendings(own, "2025")] == ["2025", "2025-12"]
    assert [one.told.after for one in mendings(own, "2025-12")] == ["2025-12"]
    assert [len(mendings(own, None, id_)) for id_ in "ab"] == [3, 0]
    (page,) = year_pages(own, year_rankings(months()))
    assert text_of(page.blocks["main"]).count("过了期限，没有登记结果") == 2
    views = [one.blocks["main"] for one in station_pages(own, figures_of(own))]
    assert [text_of(view).count("过了期限，没有登记结果") for view in views] == [3, 0, 0]
    (sub_bureau,) = sub_bureau_pages(own, figures_of(own))
    assert text_of(sub_bureau.blocks["main"]).count("过了期限，没有登记结果") == 3


def test_what_came_of_it_is_said() -> None:
    """Extensions, and the review that ended it, are on the page with their days and evidence."""
    text = month_text(world(told(EXTENDED, NOT_DONE, after="2025-12")))
    assert "2026年5月28日延期（还差两处），期限2026年7月31日。 未完成 2026年7月29日：没有补齐" in text


def test_sub_bureaus_are_counted_and_not_ranked() -> None:
    """Each sub-bureau has its stations' numbers in id order; stations of none are a row of their own."""
    own = world(told(), told(EXTENDED, DONE, after="2025-12"))
    published = months()
    rows = sub_bureau_standings(own, published["2025-12"].ranking)
    assert [(one.sub_bureau and one.sub_bureau.id, len(one.results), one.scored) for one in rows] == [
        ("echeng", 2, 2),
        (None, 1, 1),
    ]
    (page,) = year_pages(own, year_rankings(published))
    text = text_of(page.blocks["main"])
    assert "鄂城区公安分局 2 2 0 1 2 件，1 件还在整改， 1 件过了期限" in text
    assert "市公安局直接管的 1 1 0 1 没有" in text
    assert "1 件，都完成了" in month_text(own)
    assert ["这个月提出的整改" in one for one in (month_text(own), text)] == [True, False]
    assert "各公安分局" not in month_text(bureau(stations=[station(id_) for id_ in "abc"], areas=[]))


def test_each_follow_up_is_a_row_for_other_programs() -> None:
    """A row has the day it is due after extensions, and what came of it."""
    table = year_end_datasets(world(told(), told(EXTENDED, DONE)))[1]
    rows = [dict(zip([column.key for column in table.columns], line, strict=True)) for line in table.rows]
    keys = ("station", "due_on", "state", "closed_on", "overdue")
    assert [[str(row[key]) for key in keys] for row in rows] == [
        ["a", "2026-05-31", "None", "None", "True"],
        ["a", "2026-07-31", "done", "2026-07-29", "False"],
    ]
