"""Why a community's next date by its rule is not among its meetings, and who its representatives are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from generator.feeds.datasets import datasets
from generator.figures import figures_of
from generator.model.meeting import Meeting
from generator.model.meeting_rule import MeetingRule
from generator.model.public import PublicArea, PublicBureau
from generator.model.reference import Holiday, Holidays, HolidayYear
from generator.model.representation import Representation
from generator.pages import all_pages
from generator.privacy import publish
from generator.recurrence import WhyUnlisted, unlisted
from tests.bureaus import area, bureau, committee, day, meeting
from tests.reading import text_of
from tests.small_sites import ezhou

# Every quarter on the third Thursday of its second month: 19 November 2026.
RULE = {"every": "quarter", "month": "2", "week": "3", "weekday": "周四", "starts": "19:00", "ends": "20:30"}
BY_RULE = "2026-11-19"


def world(
    *meetings: Meeting, rule: Mapping[str, str] = RULE, as_of: str = "2026-11-10", **changes: Any
) -> PublicBureau:
    of_area = {"meeting_rule": MeetingRule.model_validate(rule)} | changes
    return bureau(areas=[area(**of_area)], meetings=meetings, as_of=day(as_of))


def why(*meetings: Meeting, **changes: Any) -> tuple[str, str, str | None] | None:
    """The rule's date, the reason and the date of the meeting that is the reason."""
    found = unlisted(world(*meetings, **changes)).get("gulou-a")
    if found is None:
        return None
    return f"{found.date}", found.why.value, f"{found.meeting.date}" if found.meeting else None


def coming(on: str, **changes: Any) -> Meeting:
    return meeting("gulou-a", on, **({"status": "confirmed"} | changes))


@pytest.mark.parametrize(
    ("meetings", "expected"),
    [
        ([], (BY_RULE, "not_set", None)),
        ([coming(BY_RULE)], None),
        ([coming("2026-11-26")], (BY_RULE, "elsewhere", "2026-11-26")),
        (
            [coming("2026-12-03", status="rescheduled", previous_date=BY_RULE)],
            (BY_RULE, "elsewhere", "2026-12-03"),
        ),
        ([meeting("gulou-a", "2026-10-08")], (BY_RULE, "held", "2026-10-08")),
        ([coming("2026-11-05")], (BY_RULE, "unsettled", "2026-11-05")),
        ([coming(BY_RULE, status="cancelled")], (BY_RULE, "cancelled", BY_RULE)),
        (
            [meeting("gulou-a", "2026-10-08"), coming(BY_RULE, status="cancelled")],
            (BY_RULE, "held", "2026-10-08"),
        ),
        ([meeting("gulou-a", "2026-10-08"), coming(BY_RULE)], None),
        ([meeting("gulou-a", "2026-08-20"), coming("2027-02-18")], (BY_RULE, "not_set", None)),
    ],
)
def test_the_reason_is_the_meeting_of_that_cycle(
    meetings: list[Meeting], expected: tuple[str, str, str | None] | None
) -> None:
    """A meeting to come comes before one that was held, that before one without a result, then a cancelled one."""
    assert why(*meetings) == expected


def test_a_date_of_today_is_still_to_come_until_it_is_held() -> None:
    """On the day itself a meeting is to come; once held, the next cycle's date counts."""
    assert why(as_of=BY_RULE) == (BY_RULE, "not_set", None)
    assert why(coming(BY_RULE), as_of=BY_RULE) is None
    assert why(meeting("gulou-a", BY_RULE), as_of=BY_RULE) == ("2027-02-18", "not_set", None)


def test_a_date_that_passed_without_a_word_is_told() -> None:
    """In its own cycle alone: what passed in an earlier one is no news."""
    assert why(as_of="2026-11-20") == (BY_RULE, "passed", None)
    assert why(as_of="2026-12-31", rule=RULE) == (BY_RULE, "passed", None)
    assert why(as_of="2027-01-01") == ("2027-02-18", "not_set", None)
    assert why(coming("2026-12-24"), as_of="2026-11-20") == ("2027-02-18", "not_set", None)


def test_a_half_year_reaches_back_to_its_first_quarter() -> None:
    """A date of July counts until the end of December."""
    half = {**RULE, "every": "half_year", "month": "1"}
    assert why(rule=half) == ("2026-07-16", "passed", None)
    assert why(meeting("gulou-a", "2026-07-16"), rule=half) == ("2027-01-21", "not_set", None)


def test_a_date_moves_around_a_day_off_and_none_may_be_left() -> None:
    """The proposed date is the one expected; a monthly rule may have no suitable day."""

    def off(*days: str) -> Holidays:
        listed = tuple(Holiday(date=day(one), name="节日") for one in days)
        return Holidays(years=(HolidayYear(year=2026, source="通知", holidays=listed),))

    def told(known: PublicBureau, holidays: Holidays) -> tuple[str, str] | None:
        found = unlisted(PublicBureau(replace(known, holidays=holidays))).get("gulou-a")
        return (f"{found.date}", found.why.value) if found is not None else None

    assert told(world(), off(BY_RULE)) == ("2026-11-26", "not_set")
    assert told(world(coming("2026-11-26")), off(BY_RULE)) is None
    monthly = {key: value for key, value in RULE.items() if key != "month"} | {"every": "month"}
    every_thursday = off("2026-11-05", "2026-11-12", BY_RULE, "2026-11-26")
    assert told(world(rule=monthly), every_thursday) == (BY_RULE, "no_day")


def test_only_communities_with_a_rule_that_still_exist_are_asked() -> None:
    """Without a rule there is no promise; a community that ends before the date promises nothing."""
    assert unlisted(bureau(areas=[area()])) == {}
    assert why(until=day("2026-11-18")) is None
    assert why(until=day(BY_RULE)) == (BY_RULE, "not_set", None)


SAID = {
    WhyUnlisted.NOT_SET: "按规律下一次是 11月19日（周四） ，还没有定下来，所以没有列出；哪天开，请问派出所。",
    WhyUnlisted.ELSEWHERE: "按规律下一次是 11月19日（周四） ，这一次定在 11月26日（周四） 。",
    WhyUnlisted.HELD: "按规律下一次是 11月19日（周四） ，这一期的会 10月8日（周四） 已经开过，不再列出。",
    WhyUnlisted.UNSETTLED: "按规律下一次是 11月19日（周四） ，这一期定在 11月5日（周四） 的会，开没开还没有登记。",
    WhyUnlisted.CANCELLED: "按规律下一次是 11月19日（周四） ，这一期的会（ 11月19日（周四） ）已经取消：停电。",
    WhyUnlisted.PASSED: "按规律 11月19日（周四） 该开一次，日子过了，开没开没有登记。",
}
CASES: Mapping[WhyUnlisted, Iterable[Meeting]] = {
    WhyUnlisted.NOT_SET: (),
    WhyUnlisted.ELSEWHERE: (coming("2026-11-26"),),
    WhyUnlisted.HELD: (meeting("gulou-a", "2026-10-08"),),
    WhyUnlisted.UNSETTLED: (coming("2026-11-05"),),
    WhyUnlisted.CANCELLED: (coming(BY_RULE, status="cancelled", status_note="停电"),),
    WhyUnlisted.PASSED: (),
}


def said_on(known: PublicBureau, url: str) -> str:
    """The text of one page."""
    (page,) = (one for one in all_pages(known, figures_of(known)) if one.url == url)
    return text_of(page.blocks["main"])


@pytest.mark.parametrize("reason", SAID)
def test_two_pages_say_why(reason: WhyUnlisted) -> None:
    """The community's page and its station's page of meetings have the same sentence."""
    known = world(*CASES[reason], as_of="2026-11-20" if reason is WhyUnlisted.PASSED else "2026-11-10")
    for url in ("communities/gulou-a/", "meetings/stations/gulou/"):
        assert SAID[reason] in said_on(known, url), url
    listed = world(coming(BY_RULE))
    for url in ("communities/gulou-a/", "meetings/stations/gulou/"):
        assert "按规律下一次" not in said_on(listed, url)


def test_the_overview_counts_the_reasons() -> None:
    """How many communities' next date is not listed, by reason, without a list of them; nothing if all are."""
    rule = MeetingRule.model_validate(RULE)
    areas = [area(f"gulou-{id_}", meeting_rule=rule) for id_ in "abcd"]
    held = [
        meeting("gulou-a", "2026-10-08"),
        meeting("gulou-b", "2026-10-09"),
        meeting("gulou-c", BY_RULE, status="confirmed"),
    ]
    known = bureau(areas=areas, meetings=held, as_of=day("2026-11-10"))
    assert "对不上的 3 个社区，原因是：这一期已经开过 2 个、还没有定 1 个。" in said_on(known, "meetings/")
    assert "原因是" not in said_on(world(coming(BY_RULE)), "meetings/")


CHOSEN: dict[str, Any] = {
    "total": 12,
    "sectors": [{"sector": "residents", "members": 9}, {"sector": "newcomers", "members": 3}],
    "how": "recommended",
    "by": "居委会和社区民警",
    "chosen_on": "2026-03-01",
    "until": "2026-11-10",
}


def representation(**changes: Any) -> Representation:
    return Representation.model_validate(CHOSEN | changes)


def test_the_pages_say_how_representatives_were_chosen() -> None:
    """Number, sectors, who chose them and their term; the last day is within it, and no name is kept."""
    known = world(meeting("gulou-a", "2026-10-08"), representatives=representation())
    told = (
        "现有 12 名，来自社区各界：居民小组、楼栋 9 名；流动人口 3 名。"
        "2026年3月1日由居委会和社区民警推荐，任期到2026年11月10日。"
    )
    for url in ("communities/gulou-a/", "meetings/gulou-a-2026-10-08/"):
        assert told in said_on(known, url)
        assert "任期已满" not in said_on(known, url)
    later = PublicBureau(replace(known, as_of=day("2026-11-11")))
    assert f"{told} 任期已满，还没有重新产生" in said_on(later, "communities/gulou-a/")


@pytest.mark.parametrize(
    ("phone", "reach", "expected"),
    [
        (
            "0711-0000534",
            None,
            "打治保会电话 0711-0000534 ，请治保会转告。 代表的姓名和个人电话不公布。",
        ),
        (None, None, "请居（村）委会转告，或打派出所电话 0711-0000110 。"),
        ("0711-0000534", "每月第一个周六上午在党群服务中心", "也可以：每月第一个周六上午在党群服务中心。"),
    ],
)
def test_representatives_are_reached_through_the_committee(
    phone: str | None, reach: str | None, expected: str
) -> None:
    """The committee's published phone; without one, the committee's office or the station."""
    own = replace(committee(), phone=phone)
    known = world(representatives=representation(reach=reach), committee=own)
    assert expected in said_on(known, "communities/gulou-a/")


def test_nothing_on_record_is_said_where_there_are_meetings() -> None:
    """A community that holds meetings, or has a rule, says that nothing is known of its representatives."""
    silent = "有几名、怎样推荐或选定的，还没有登记。"
    assert silent in said_on(world(), "communities/gulou-a/")
    assert silent not in said_on(bureau(areas=[area()]), "communities/gulou-a/")
    assert silent not in said_on(world(meeting("gulou-a", "2026-10-08")), "meetings/gulou-a-2026-10-08/")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"total": 11}, "各界加起来是 12 人,人数\\(total\\)写的是 11 人"),
        ({"until": "2026-02-28"}, "早于产生的 2026-03-01"),
        ({"sectors": [CHOSEN["sectors"][0], CHOSEN["sectors"][0]], "total": 18}, "写了两次"),
        ({"total": 0}, "greater than or equal"),
    ],
)
def test_numbers_and_days_fit_each_other(changes: dict[str, Any], message: str) -> None:
    """The sectors add up to the number, each is named once, and the term ends after the choice."""
    with pytest.raises(ValidationError, match=message):
        representation(**changes)


def test_representatives_are_public_from_the_day_of_their_choice() -> None:
    """Before it nothing is shown of those who will be chosen."""
    known = ezhou().bureau.areas["gulou-guanliu"].representatives
    assert known

    def public(on: str) -> PublicArea:
        return publish(ezhou().bureau, day(on)).areas["gulou-guanliu"]

    assert f"{known.chosen_on}" == "2026-04-10"
    assert public("2026-04-09").representatives is None
    assert public("2026-04-10").representatives == known


def test_the_table_of_communities_has_the_representatives() -> None:
    """One value for each community, the sectors as a list; empty where nothing is on record."""
    listed = [area("gulou-a", representatives=representation()), area("gulou-b")]
    known = bureau(areas=listed)
    figures = figures_of(known)
    (table,) = (t for t in datasets(known, figures) if t.id == "communities")
    keys = [column.key for column in table.columns]
    first, second = (dict(zip(keys, row, strict=True)) for row in table.rows)
    mine = [key for key in keys if key.startswith("representatives_")]
    assert [first[key] for key in mine] == [
        12,
        "recommended",
        "居委会和社区民警",
        "2026-03-01",
        "2026-11-10",
        None,
        ("residents 9", "newcomers 3"),
    ]
    assert [second[key] for key in mine] == [None] * 6 + [()]
    assert [column.title for column in table.columns if column.key == "representatives_total"] == [
        "群众代表人数 [人]"
    ]


def test_the_sample_says_why_december_is_not_listed() -> None:
    """The rule of 官柳社区 promises 21 December, and the list begins in March."""
    found = unlisted(publish(ezhou().bureau, day("2026-11-24")))["gulou-guanliu"]
    assert (f"{found.date}", found.why, found.meeting) == ("2026-12-21", WhyUnlisted.NOT_SET, None)
