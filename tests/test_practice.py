"""The page 发布规则与更正记录: what it says of the figures follows from the releases and bureau.yml."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from generator.build import read_bureau
from generator.figures import figures_of
from generator.model.practice import EarlyReader, Statistician
from generator.model.public import PublicBureau
from generator.model.reference import Holiday, Holidays, HolidayYear
from generator.pages.ranking.practice import Practice, practice_pages
from generator.pages.ranking.release_days import release_days
from generator.privacy import publish
from generator.render import Templates, page_values
from tests.bureaus import area, bureau, day, info, report, verified
from tests.small_sites import AS_OF, bureau_in, ezhou, site_of, stamped


def practice_of(world: PublicBureau) -> Practice:
    view = practice_pages(world, figures_of(world).published)[0].blocks["main"]
    assert isinstance(view, Practice)
    return view


def text_of(world: PublicBureau) -> str:
    (page,) = practice_pages(world, figures_of(world).published)
    return page_values(page, Templates())["main"]


@pytest.fixture(scope="module")
def revised() -> PublicBureau:
    """The sample, which has revisions."""
    return publish(ezhou().bureau, dt.date(2026, 11, 26))


def test_every_revision_is_in_the_record(revised: PublicBureau) -> None:
    """With month, number, moment and reason as released, the newest first, and the stations that it changed."""
    found = practice_of(revised).corrections
    released = [
        (month, revision.number, revision.published, revision.reason)
        for month, release in revised.releases.items()
        for revision in release.revisions[1:]
    ]
    assert released
    said = [(one.month, one.number, one.published, one.reason) for one in found]
    assert said == sorted(released, key=lambda one: one[2], reverse=True)
    for one in found:
        before, now = (
            {row.station: (row.numbers, row.score, row.cases) for row in revision.rows}
            for revision in revised.releases[one.month].revisions[one.number - 2 : one.number]
        )
        assert {id_ for id_ in before | now if before.get(id_) != now.get(id_)} == {*one.stations}


def test_the_quality_is_counted_from_the_releases(revised: PublicBureau) -> None:
    """Reports filed, days to publication, months by one method."""
    view = practice_of(revised)
    assert view.quality is not None
    latest = sorted(revised.releases)[-12:]
    rows = [row for month in latest for row in revised.releases[month].latest.rows]
    assert (view.quality.filed, view.quality.owed) == (sum(r.filed_on is not None for r in rows), len(rows))
    assert view.quality.lags == tuple(
        revised.releases[month].revisions[0].published_on.day for month in latest
    )
    assert {revised.releases[month].latest.policy for month in view.same_method} == {view.versions[-1]}


def test_what_is_not_configured_is_said() -> None:
    """Without a statistician the contact is named; without early access nobody has it; without months no figures."""
    text = text_of(bureau())
    assert "还没有公布由哪个岗位负责" in text
    assert "没有人。除了办数字的人，谁都和您同时看到。" in text
    assert "还没有公布过月份" in text
    assert "公布以后还没有改过" in text


def test_what_is_configured_is_shown() -> None:
    """The post with its phone, and who sees the figures how long before."""
    world = bureau(
        info=info(
            statistician=Statistician(post="统计岗", phone="0711-0000009"),
            early_access=(EarlyReader(post="发言人", hours=24, purpose="回答询问"),),
        )
    )
    text = text_of(world)
    assert "统计岗" in text
    assert "tel:07110000009" in text
    assert "24 小时" in text


def test_a_day_off_is_moved_and_said() -> None:
    """A weekend and a holiday, in a year with days off and in one without."""
    holidays = Holidays(
        years=(
            HolidayYear(
                year=2026,
                source="通知",
                holidays=(Holiday(date=day("2026-12-10"), name="纪念日"),),
                workdays=(day("2026-12-12"),),
            ),
        )
    )
    world = PublicBureau(dataclasses.replace(bureau(as_of=day("2026-12-01")), holidays=holidays))
    days = release_days(world)
    moved = {one.month: (f"{one.moment:%m-%d}", one.obstacle) for one in days.coming[:3]}
    assert moved == {
        "2026-11": ("12-11", "纪念日放假"),
        "2026-12": ("01-11", "是周日"),
        "2027-01": ("02-10", None),
    }
    assert days.sources == {2026: "通知", 2027: None}
    assert "先只避开星期六、星期日" in text_of(world)


@pytest.mark.parametrize(
    ("on", "reported", "first"),
    [
        ("2026-12-20", (), "2026-12"),
        ("2026-11-24", (), "2026-11"),
        ("2026-12-20", ("2026-11",), "2026-11"),
        ("2025-01-01", (), "2026-11"),
    ],
)
def test_a_new_bureau_owes_no_month_before_it_began(on: str, reported: tuple[str, ...], first: str) -> None:
    """Without a publication the calendar begins with last month, or with the month of the first record."""
    own = area("gulou-a", verified=verified(on))
    world = bureau(as_of=day("2026-12-21"), areas=[own], reports=[report(month=one) for one in reported])
    assert release_days(world).coming[0].month == first
    assert ("过了时间，还没公布" in text_of(world)) == (first == "2026-11")


def test_the_page_is_linked_from_the_ranking(tmp_path: Path, content: Path) -> None:
    """From the overview, the method, every month, and the footer of every page."""
    root = bureau_in(tmp_path)
    files = stamped(site_of(root), content).files
    month = max(read_bureau(root, AS_OF).public.releases)
    for path in ("ranking/index.html", "ranking/method/index.html", f"ranking/{month}/index.html"):
        page = files[path]
        assert isinstance(page, bytes)
        main, _, footer = page.decode().partition("</main>")
        assert "practice/" in main, path
        assert "practice/" in footer, path
