"""Bureau -> PublicBureau: what is published and what is left out."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mypy import api as mypy

from generator.model.area import Area
from generator.model.brand import BrandKind
from generator.model.bureau import Bureau
from generator.model.meeting import Meeting, MeetingStatus, OpinionStatus
from generator.model.officer import Role
from generator.model.public_brand import PublicBrand
from generator.model.public_people import PublicCommittee, PublicOfficer, Tenure
from generator.model.report import OnSiteReason, Report
from generator.privacy import publish
from generator.privacy.allowing import names_of
from generator.problems import Place
from tests import bureaus

ROOT = Path(__file__).parents[1]
AS_OF = bureaus.AS_OF


def officer(name: str, since: str, until: str | None = None, **changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "name": name,
        "badge": "004217",
        "role": "community_officer",
        "phone": "0711-0000123",
        "since": since,
    }
    return fields | ({"until": until} if until else {}) | changes


def area(id_: str = "gulou-a", **changes: Any) -> Area:
    fields: dict[str, Any] = {
        "id": id_,
        "station": "gulou",
        "name": "古楼社区",
        "kind": "urban",
        "divisions": ["420704002001"],
        "population": {"actual": "5000", "as_of": "2026-06-30"},
        "verified": {"on": "2026-09-01", "by": "古楼派出所"},
    }
    return Area.model_validate(fields | changes)


def brand(kind: str, figures: tuple[str, str, str]) -> dict[str, Any]:
    baseline, target, reading = figures
    return {
        "kind": kind,
        "title": "示范社区",
        "stage": "building",
        "problem": "楼道杂乱",
        "measure": "每月数量",
        "unit": "个",
        "baseline": baseline,
        "target": target,
        "series": [{"month": "2026-09", "value": reading}],
    }


def report(*rows: dict[str, Any]) -> Report:
    return Report.model_validate(
        {"station": "gulou", "month": "2026-09", "filed_on": "2026-10-03", "rows": list(rows)}
    )


def bureau(
    *areas: Area,
    meetings: tuple[Meeting, ...] = (),
    reports: tuple[Report, ...] = (),
    photos: frozenset[str] = frozenset(),
) -> Bureau:
    shared = bureaus.bureau()
    return Bureau(
        info=shared.info,
        policy=shared.policy,
        earlier_policies={},
        services=shared.services,
        duties=shared.duties,
        milestones=shared.milestones,
        holidays=shared.holidays,
        stations=shared.stations,
        areas={one.id: one for one in areas},
        meetings={one.id: one for one in meetings},
        reports={(one.month, one.station): one for one in reports},
        releases={},
        photos=photos,
        place=lambda path, *_: Place(path=path),
    )


def test_only_officers_in_post_keep_their_names() -> None:
    """Only an officer in post is published by name; former and future ones are tenures without a name."""
    listed = [
        officer(
            "赵前任", "2019-01-01", "2026-10-11", on_site={"days": ["周一", "周三"], "hours": "09:00-17:00"}
        ),
        officer("钱现任", "2026-10-12", "2026-10-12"),
        officer("孙来者", "2026-10-13", role="auxiliary", seconded_from="fenghuang"),
    ]
    public = publish(bureau(area(officers=listed)), AS_OF).areas["gulou-a"]
    assert (public.officers, public.tenures) == (
        (
            PublicOfficer(
                name="钱现任",
                badge="004217",
                role=Role.COMMUNITY_OFFICER,
                phone="0711-0000123",
                on_site=None,
                photo=None,
            ),
        ),
        (
            Tenure(
                role=Role.COMMUNITY_OFFICER,
                since=dt.date(2019, 1, 1),
                until=dt.date(2026, 10, 11),
                on_site=bureaus.on_site_on("周一", "周三"),
                seconded=False,
            ),
            Tenure(role=Role.COMMUNITY_OFFICER, since=AS_OF, until=AS_OF, on_site=None, seconded=False),
            Tenure(
                role=Role.AUXILIARY,
                since=dt.date(2026, 10, 13),
                until=None,
                on_site=None,
                seconded=True,
            ),
        ),
    )


@pytest.mark.parametrize(
    ("consent_on", "files", "shown"),
    [
        ("2026-10-12", {"004217.jpg"}, "004217.jpg"),
        ("2026-10-13", {"004217.jpg"}, None),
        ("2026-10-12", {"004218.jpg"}, None),
        (None, {"004217.jpg"}, None),
    ],
    ids=["consent", "consent-in-the-future", "no-file", "no-consent"],
)
def test_a_photo_needs_consent_and_a_file(consent_on: str | None, files: set[str], shown: str | None) -> None:
    """A portrait is public only from the day of consent on, and only where its file exists."""
    photo: dict[str, Any] = {"photo": {"file": "004217.jpg", "consent_on": consent_on}} if consent_on else {}
    source = bureau(area(officers=[officer("钱现任", "2020-01-01", **photo)]), photos=frozenset(files))
    assert [one.photo for one in publish(source, AS_OF).areas["gulou-a"].officers] == [shown]


@pytest.mark.parametrize(("publish_name", "name"), [("true", "李美华"), ("false", None)])
def test_the_director_is_named_only_where_the_committee_says_so(publish_name: str, name: str | None) -> None:
    """It is public that a committee has a director; the name only with publish_name."""
    committee = {"director": {"name": "李美华", "publish_name": publish_name}, "members": "5"}
    public = publish(bureau(area(committee=committee)), AS_OF).areas["gulou-a"].committee
    assert public == PublicCommittee(has_director=True, director_name=name, members=5, phone=None, earlier=())


def test_a_committee_without_a_director_says_so() -> None:
    """A committee without a director is distinct from no committee."""
    source = bureau(area("a", committee={"members": "5"}), area("b"))
    assert [one.committee for one in publish(source, AS_OF).areas.values()] == [
        PublicCommittee(has_director=False, director_name=None, members=5, phone=None, earlier=()),
        None,
    ]


@pytest.mark.parametrize("kind", list(BrandKind))
def test_figures_of_sensitive_projects_stay_inside(kind: BrandKind) -> None:
    """Projects on key population and firearms are published without figures, all others with them."""
    source = area(brands=[brand(kind.value, ("70001", "70002", "70003"))])
    (public,) = publish(bureau(source), AS_OF).areas["gulou-a"].brands
    (written,) = source.brands
    found = (public.baseline, public.target, [(one.month, one.value) for one in public.series])
    assert found == (
        (None, None, [])
        if kind in (BrandKind.KEY_POPULATION, BrandKind.FIREARMS)
        else (written.baseline, written.target, [(one.month, one.value) for one in written.series])
    )
    figures = {"baseline", "target", "series"}
    shared = [name for name in names_of(PublicBrand) if name not in figures]
    assert [getattr(public, name) for name in shared] == [getattr(written, name) for name in shared]


def test_minutes_are_public_from_their_day() -> None:
    """Minutes are public from their day of publication."""
    held = bureaus.meeting(date="2026-10-11")
    source = bureau(area(), meetings=(held,))
    days = (dt.date(2026, 10, 11), dt.date(2026, 10, 12))
    assert [publish(source, day).meetings[held.id].minutes for day in days] == [None, held.minutes]


def test_a_meeting_is_not_held_before_its_day() -> None:
    """Before its day a meeting counts as confirmed, and nothing said there is public."""
    held = bureaus.meeting(date="2026-10-11", report="治安平稳。")
    before = publish(bureau(area(), meetings=(held,)), dt.date(2026, 10, 10)).meetings[held.id]
    assert (before.status, before.report, before.minutes, before.opinions) == (
        MeetingStatus.CONFIRMED,
        None,
        None,
        (),
    )
    assert publish(bureau(area(), meetings=(held,)), held.date).meetings[held.id].status is MeetingStatus.HELD


def test_an_answer_is_not_given_before_its_day() -> None:
    """An answer and each reading back are public only from their own day."""
    said = bureaus.opinion(closed_on="2026-10-12").model_copy(
        update={"read_back_on": (dt.date(2026, 10, 11), dt.date(2026, 10, 13))}
    )
    held = bureaus.meeting(date="2026-10-01", opinions=(said,))
    source = bureau(area(), meetings=(held,))
    (before,), (after,) = (
        publish(source, day).meetings[held.id].opinions
        for day in (dt.date(2026, 10, 11), dt.date(2026, 10, 12))
    )
    assert (before.status, before.outcome, before.closed_on) == (OpinionStatus.IN_PROGRESS, None, None)
    assert before.read_back_on == after.read_back_on == (dt.date(2026, 10, 11),)
    assert after == said.model_copy(update={"read_back_on": after.read_back_on})
    assert publish(source, dt.date(2026, 10, 13)).meetings[held.id] == held


def test_a_report_counts_from_the_day_it_was_filed() -> None:
    """A report is public from the day it was filed."""
    source = bureau(area(), reports=(report({"area": "gulou-a"}),))
    (filed,) = {one.filed_on for one in source.reports.values() if one.filed_on}
    days = (filed - dt.timedelta(days=1), filed)
    assert [len(publish(source, day).reports) for day in days] == [0, 1]


def test_a_reason_for_a_short_week_is_a_word_of_the_list() -> None:
    """Days on site and reasons for a short week are published as they were filed."""
    first = {"area": "a", "on_site_days": {"2026-W37": "2"}, "on_site_reasons": {"2026-W37": "flood"}}
    source = bureau(area("a"), area("b"), reports=(report(first, {"area": "b"}),))
    rows = publish(source, AS_OF).reports["2026-09", "gulou"].rows
    assert [(row.on_site_days, row.on_site_reasons) for row in rows.values()] == [
        ({"2026-W37": 2}, {"2026-W37": OnSiteReason.FLOOD}),
        (None, None),
    ]


def test_totals_are_exact_only_where_all_communities_reported() -> None:
    """A total exists only if every community reported the item; zero counts as reported."""
    first = {"area": "a", "calls": "30", "cases": "0", "services": {"accepted": "9", "on_time": "8"}}
    second = {"area": "b", "calls": "31", "cases": "0"}
    both = publish(bureau(area("a"), area("b"), reports=(report(first, second),)), AS_OF)
    one = publish(bureau(area("a"), area("b"), reports=(report(first),)), AS_OF)
    totals = [public.reports["2026-09", "gulou"].totals for public in (both, one)]
    assert [(t.calls, t.cases, t.services_accepted, t.services_on_time) for t in totals] == [
        (61, 0, None, None),
        (None, None, None, None),
    ]


@given(st.integers(0, 400), st.integers(0, 9), st.booleans(), st.sampled_from(["key_population", "firearms"]))
def test_no_internal_data_appear_in_the_result(days: int, left: int, named: bool, kind: str) -> None:
    """No part of the result contains a former officer, an unpublished director or a sensitive figure."""
    gone = [officer(f"离任{at}", "2019-01-01", "2026-01-01") for at in "甲乙丙丁戊己庚辛壬"[:left]]
    director = {"name": "未公开者", "publish_name": "true" if named else "false"}
    source = bureau(
        area(
            officers=[*gone, officer("在岗者", "2020-01-01")],
            committee={"director": director, "members": "5"},
            brands=[brand(kind, ("81234567", "81234568", "81234569"))],
        ),
        reports=(report({"area": "gulou-a", "calls": "30", "enforcement": "76543217"}),),
    )
    public = repr(publish(source, AS_OF + dt.timedelta(days=days)))
    assert re.findall("离任|8123456|7654321", public) == []
    assert ("未公开者" in public) == named
    assert "在岗者" in public


def test_publishing_changes_no_record() -> None:
    """Publishing leaves the records unchanged."""
    source = bureau(
        area(officers=[officer("钱现任", "2026-10-12")], brands=[brand("firearms", ("1", "2", "3"))])
    )
    before = repr(source)
    assert publish(source, AS_OF) == publish(source, AS_OF)
    assert repr(source) == before


def test_only_privacy_makes_public_records() -> None:
    """Only privacy/publishing.py calls PublicBureau."""
    makers = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "generator").rglob("*.py")
        if re.search(r"(?<![\w.\"])PublicBureau\(", path.read_text(encoding="utf-8"))
    }
    assert makers == {"generator/privacy/publishing.py"}


PAGES = """
from generator.model.bureau import Bureau
from generator.model.public import PublicBureau, PublicRecords
from generator.model.public_brand import PublicBrand

def page(public: PublicBureau) -> None: ...

def from_publish(public: PublicBureau) -> None:
    page(public)

def from_records(records: PublicRecords) -> None:
    page(records)

def from_bureau(bureau: Bureau) -> None:
    page(bureau)
"""


def test_unpublished_records_are_a_type_error(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """mypy rejects a Bureau, or PublicRecords, where a PublicBureau is expected."""
    snippet = tmp_path / "snippet.py"
    snippet.write_text(PAGES, encoding="utf-8")
    cache = pytestconfig.rootpath / ".mypy_cache" / "of_tests"
    config = str(ROOT / "pyproject.toml")
    said, _, _ = mypy.run(
        ["--config-file", config, "--cache-dir", str(cache), "--no-error-summary", str(snippet)]
    )
    assert re.findall(r"snippet\.py:(\d+): error: (.*)", said) == [
        (
            "12",
            'Argument 1 to "page" has incompatible type "PublicRecords"; expected "PublicBureau"  [arg-type]',
        ),
        ("15", 'Argument 1 to "page" has incompatible type "Bureau"; expected "PublicBureau"  [arg-type]'),
    ]
