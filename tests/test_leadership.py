"""Tests of how the scheme is led: bodies, reports to party committee and government, what they decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from generator.figures import figures_of
from generator.gaps import missing_today
from generator.gaps.today import Today
from generator.model.leadership import Briefing, Leadership, Need, Recipient, Resolution
from generator.model.public import PublicBureau
from generator.pages.leadership import LeadershipPage, leadership_pages
from generator.privacy import publish
from tests.bureaus import AS_OF, bureau, day
from tests.small_sites import ezhou, pages_of


def briefing(id_: str, on: dt.date) -> Briefing:
    return Briefing(
        id=id_,
        on=on,
        by="市公安局",
        to=(Recipient.GOVERNMENT,),
        recipient="市人民政府",
        subject=f"{id_}的进展",
    )


def resolution(what: str, on: dt.date, **more: object) -> Resolution:
    return Resolution.model_validate({"what": what, "on": on, "by": "市人民政府", "need": Need.FUNDS, **more})


def view_of(led: Leadership) -> LeadershipPage:
    """The page's view on the usual day."""
    (page,) = leadership_pages(PublicBureau(replace(bureau(), leadership=led)))
    view = page.blocks["main"]
    assert isinstance(view, LeadershipPage)
    return view


def test_decisions_are_counted_by_what_came_of_them() -> None:
    """Carried out, past its day, and neither; the due day itself is not past."""
    start = AS_OF - dt.timedelta(days=30)
    view = view_of(
        Leadership(
            resolutions=(
                resolution(
                    "做了", start, due=AS_OF - dt.timedelta(days=9), done_on=AS_OF, result="晚了但做了"
                ),
                resolution("过期", start, due=AS_OF - dt.timedelta(days=1)),
                resolution("今天到期", start, due=AS_OF),
                resolution("没有定", start),
            )
        )
    )
    assert (view.done, view.overdue) == (1, 1)


def test_a_report_is_followed_by_what_it_led_to() -> None:
    """The latest comes first, and each has its own decisions."""
    first, second = day("2026-03-01"), day("2026-06-01")
    view = view_of(
        Leadership(
            briefings=(briefing("spring", first), briefing("summer", second)),
            resolutions=(resolution("经费", first, briefing="spring"), resolution("用房", second)),
        )
    )
    assert [(one.id, [found.what for found in view.resolved(one)]) for one in view.briefings] == [
        ("summer", []),
        ("spring", ["经费"]),
    ]


def test_nothing_is_public_before_its_day() -> None:
    """As of an earlier day, later reports and decisions are absent, and a later result is not told."""
    early, late = day("2026-03-01"), day("2026-06-01")
    led = Leadership(
        briefings=(briefing("spring", early), briefing("summer", late)),
        resolutions=(
            resolution("经费", early, done_on=late, result="列入预算"),
            resolution("用房", late),
        ),
    ).up_to(day("2026-05-31"))
    assert [one.id for one in led.briefings] == ["spring"]
    assert [(one.what, one.done_on, one.result) for one in led.resolutions] == [("经费", None, None)]


@pytest.mark.parametrize(("ago", "counted"), [(0, 1), (364, 1), (365, 0), (-1, 0)])
def test_a_year_of_reports_is_365_days_up_to_today(ago: int, counted: int) -> None:
    """The day a year ago and days to come are not in it."""
    led = Leadership(briefings=(briefing("one", AS_OF - dt.timedelta(days=ago)),))
    assert led.briefed_in_year_to(AS_OF) == counted


def test_the_matrix_counts_what_leading_lacks() -> None:
    """Without a record all three are said; the sample lacks one decision that is past its day."""
    asked = ezhou().bureau.leadership.yearly_briefings
    empty = bureau(leadership=Leadership(yearly_briefings=asked))
    said = missing_today(Today(bureau=empty, figures=figures_of(empty)), "四(一)")
    assert said == (
        "没有登记负责社区警务的机构",
        "最近一年向党委、政府汇报 0 次，不到 1 次",
        "没有登记党委、政府决定的警务保障",
    )
    sample = publish(ezhou().bureau, day("2026-11-28"))
    assert missing_today(Today(bureau=sample, figures=figures_of(sample)), "四(一)") == (
        "1 件决定的事过了期限还没有落实",
    )


def test_the_page_says_who_leads_and_what_is_late(content: Path) -> None:
    """Residents read the body, its office, and that a decision is late; an empty bureau says that there is none."""
    late = resolution("补上用房", day("2026-03-20"), due=AS_OF - dt.timedelta(days=1))
    led = ezhou().bureau.leadership.model_copy(update={"resolutions": (late,)})
    html = pages_of(PublicBureau(replace(bureau(), leadership=led)), content)["leadership/index.html"]
    assert "由市人民政府分管副市长负责" in html
    assert "过了期限，没有落实" in html
    assert "登记了 1 件：落实 0 件" in html
    nothing = pages_of(bureau(), content)["leadership/index.html"]
    assert "还没有登记负责社区警务的机构" in nothing
    assert "还没有登记汇报" in nothing
