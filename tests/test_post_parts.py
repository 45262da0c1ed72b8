"""Tests of a post's facilities as they were seen, its sign, rooms and days in villages, and of committees' terms."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from generator.facts.sightings import Sighting, last_sightings
from generator.facts.villages import times_by_village, village_times
from generator.feeds.datasets import datasets
from generator.feeds.finder import finder_index
from generator.figures import figures_of
from generator.model.area import AreaKind
from generator.model.audit import Audit
from generator.model.hours import Hours
from generator.model.officer import Role
from generator.model.post import Post
from generator.model.post_parts import Facility
from generator.model.public import PublicArea, PublicBureau
from generator.model.public_people import PublicOfficer
from generator.model.reference import Duties
from generator.pages.communities import community_pages
from generator.pages.coverage import coverage_pages
from generator.pages.posts import PostChecklist
from generator.pages.prevention import prevention_pages
from generator.privacy import publish
from tests.bureaus import area, bureau, committee, day, facilities, on_site_on, post
from tests.reading import text_of
from tests.small_sites import edit, ezhou
from tests.test_bad_data import bureau_with, problems_of

FOUR = list(Facility)
SIGN = [
    {"id": "phone", "title": "电话", "clause": "二(二)"},
    {"id": "hours", "title": "开放时间", "clause": "二(二)", "interpretation": "不白跑"},
]
DUTY = {"id": "c-1", "plain": "防火防盗", "original": "一项重要工作职责", "clause": "二(一)"}
WORK = {"duties": [DUTY], "members": {"value": 2, "unit": "人", "interpretation": "不止一名"}}


def visit(on: str, *seen: str, by: str = "街道办") -> dict[str, Any]:
    return {"on": on, "by": by, "seen": list(seen)}


def audit(*findings: tuple[str, str, list[str]], area_id: str = "gulou-a") -> Audit:
    listed = [
        {"on": on, "by": "治安支队", "seen": seen, "items": items, "note": "看了"}
        for on, seen, items in findings
    ]
    drawn = sorted({item for _, _, items in findings for item in items})
    return Audit.model_validate(
        {
            "month": "2026-08",
            "drawn_on": "2026-09-01",
            "seed": "0" * 64,
            "per_station": 1,
            "draws": [{"area": area_id, "items": drawn, "findings": listed}],
        }
    )


def duties(**changes: Any) -> Duties:
    lists = [{"kind": "urban", "mode": "area_team", "mode_plain": "式", "duties": [{**DUTY, "id": "u"}]}]
    return Duties.model_validate({"kinds": lists} | changes)


def seen_of(of_post: Post, *audits: Audit) -> dict[Facility, Sighting]:
    world = bureau(areas=[area(post=of_post)], audits={one.month: one for one in audits})
    return dict(last_sightings(world)["gulou-a"])


def test_the_last_visit_to_each_facility_counts() -> None:
    """A later visit replaces an earlier one, of that facility alone; one that nobody saw is absent."""
    found = seen_of(
        post(facilities_seen=[visit("2026-09-20", "unified_sign"), visit("2026-03-01", "unified_rules")]),
        audit(
            ("2026-09-10", "as_declared", ["unified_sign", "communications"]),
            ("2026-09-11", "not_as_declared", ["unified_rules", "contact"]),
        ),
    )
    assert {one.value: (f"{s.on}", s.is_there, s.by, s.audit) for one, s in found.items()} == {
        "unified_sign": ("2026-09-20", True, "街道办", None),
        "unified_rules": ("2026-09-11", False, "治安支队", "2026-08"),
        "communications": ("2026-09-10", True, "治安支队", "2026-08"),
    }


def test_what_could_not_be_seen_is_no_sighting() -> None:
    """A visitor who could not see a facility says nothing about it; on one day the spot check comes last."""
    assert seen_of(post(), audit(("2026-09-10", "not_seen", ["unified_sign"]))) == {}
    both = seen_of(
        post(facilities_seen=[visit("2026-09-10", "unified_sign")]),
        audit(("2026-09-10", "not_as_declared", ["unified_sign"])),
    )
    assert [one.is_there for one in both.values()] == [False]


def test_the_checklist_says_who_saw_what() -> None:
    """Each facility has its day and visitor, or that nobody looked; the sign has a mark for each item."""
    of_post = post(
        facilities=facilities(3),
        sign_shows=["hours"],
        premises={"state": "community", "project": "党群中心改扩建"},
    )
    world = bureau(
        areas=[area(post=of_post)],
        duties=duties(sign=SIGN),
        audits={"2026-08": audit(("2026-09-10", "not_as_declared", ["unified_rules"]))},
    )
    said = text_of(community_of(world))
    assert "✓ 有统一标识 没有核对过" in said
    assert "登记有统一工作规范，去看时没有看到 9月10日 治安支队去抽查" in said
    assert "✗ 没有通讯设施 没有核对过" in said
    assert "统一标识上要写明： ✗ 缺 电话， ✓ 开放时间" in said
    assert "用房：社区（村）提供。用房在社区建设中统筹解决，这里随党群中心改扩建解决。" in said


def test_a_sign_without_a_record_is_not_called_incomplete() -> None:
    """Where it is not on record what the sign shows, the page says that and marks nothing as lacking."""
    said = text_of(community_of(bureau(areas=[area()], duties=duties(sign=SIGN))))
    assert "统一标识上要写明：电话、开放时间。这里的标识写了哪些，没有登记。" in said
    assert "用房：怎样来的没有登记。" in said
    found = PostChecklist(post=post(), sightings={}, sign=duties(sign=SIGN).sign)
    assert found.on_sign == ()


def community_of(world: PublicBureau) -> Any:
    """The view of its first community."""
    return community_pages(world, figures_of(world))[0].blocks["main"]


def officer(role: Role = Role.COMMUNITY_OFFICER, *days: str, hours: str = "09:00-17:00") -> PublicOfficer:
    return PublicOfficer(
        name="李敏",
        badge="004301",
        role=role,
        phone="0711-0000301",
        on_site=on_site_on(*days, hours=hours),
        photo=None,
    )


def rural(*officers: PublicOfficer, days: list[dict[str, Any]]) -> PublicArea:
    return area(
        kind=AreaKind.RURAL,
        villages=("三江村", "江边村"),
        officers=officers,
        post=post(village_days=days),
    )


def test_a_day_in_a_village_has_the_hours_of_the_promise() -> None:
    """Hours not written are the officer's; days nobody promises are not shown to residents."""
    days = [
        {"village": "江边村", "days": ["周四", "周二"], "hours": "09:00-11:30"},
        {"village": "三江村", "days": ["周二", "周六"]},
    ]
    known = rural(officer(Role.COMMUNITY_OFFICER, "周二", "周四"), days=days)
    told = [
        (one.village, one.day, str(one.hours), one.is_promised)
        for one in village_times(known.post, known.officers)
    ]
    assert told == [
        ("江边村", "周二", "09:00-11:30", True),
        ("三江村", "周二", "09:00-17:00", True),
        ("江边村", "周四", "09:00-11:30", True),
        ("三江村", "周六", "None", False),
    ]
    said = text_of(community_of(bureau(areas=[known])))
    assert "民警在各村 三江村：周二 9:00–17:00 江边村：周二 9:00–11:30、周四 9:00–11:30" in said


@pytest.mark.parametrize("hours", ["08:30-11:30", "16:00-17:01"])
def test_hours_outside_the_promise_are_not_promised(hours: str) -> None:
    """Hours in a village lie within those of an officer."""
    known = rural(
        officer(Role.COMMUNITY_OFFICER, "周二"),
        days=[{"village": "三江村", "days": ["周二"], "hours": hours}],
    )
    assert [one.is_promised for one in village_times(known.post, known.officers)] == [False]


def test_only_officers_days_count() -> None:
    """An auxiliary's timetable promises no officer, one who covers does; without either nothing is shown."""
    days = [{"village": "三江村", "days": ["周二"]}]
    for role, expected in ((Role.VILLAGE_AUXILIARY, {}), (Role.ACTING, {"三江村", "江边村"})):
        known = rural(officer(role, "周二"), days=days)
        assert times_by_village(known.villages, known.post, known.officers).keys() == set(expected)
        assert ("民警在各村" in text_of(community_of(bureau(areas=[known])))) is bool(expected)
    hours = Hours.model_validate({"opens": "09:00", "closes": "17:00"})
    assert times_by_village(known.villages, known.post, known.officers)["三江村"] == (("周二", hours),)


def test_a_village_without_a_day_says_so() -> None:
    """A resident of the other village reads that there is no fixed day, not nothing."""
    known = rural(officer(Role.COMMUNITY_OFFICER, "周二"), days=[{"village": "三江村", "days": ["周二"]}])
    assert "江边村：没有固定的日子，请先打电话" in text_of(community_of(bureau(areas=[known])))


def test_the_finder_knows_the_days_in_a_village() -> None:
    """The index has the days of a village that has some."""
    known = rural(officer(Role.COMMUNITY_OFFICER, "周二"), days=[{"village": "三江村", "days": ["周二"]}])
    (row,) = orjson.loads(finder_index(bureau(areas=[known])))["areas"]
    assert row["d"] == {"三江村": "民警周二 9:00–17:00在村里"}
    (bare,) = orjson.loads(finder_index(bureau(areas=[area()])))["areas"]
    assert "d" not in bare


def test_a_committee_says_its_term_and_whether_it_is_over() -> None:
    """The last day of a term is within it; a committee with too few members is told against the 若干."""
    own = committee(elected_on="2021-10-13", term_until="2026-10-12", members=1)
    known = bureau(areas=[area(committee=own)], duties=duties(committee=WORK))
    said = text_of(community_of(known))
    assert "2021年10月13日改选，任期到2026年10月12日" in said
    assert "任期已满" not in said
    assert "委员不够 本站按至少 2 人" in said
    later = PublicBureau(replace(known, as_of=day("2026-10-13")))
    assert "任期到2026年10月12日 任期已满" in text_of(community_of(later))
    bare = text_of(community_of(bureau(areas=[area(committee=committee(members=1))])))
    assert "委员不够" not in bare
    assert "改选" not in bare


def test_the_page_of_prevention_lists_terms_members_and_duties() -> None:
    """What a committee does is told once for all, with the document's words and this site's reading."""
    areas = [
        area("gulou-a", committee=committee(term_until="2026-10-11")),
        area("gulou-b", committee=committee(term_until="2026-10-12", members=1)),
        area("gulou-c"),
    ]
    (page, *_) = prevention_pages(bureau(areas=areas, duties=duties(committee=WORK)), ())
    said = text_of(page.blocks["main"])
    assert "登记了任期的有 2 个，其中 1 个任期已满" in said
    assert "委员本站按至少 2 人：不到的有 1 个社区。" in said
    assert (
        "治保会做什么 防火防盗 方案的原话和本站解释 “一项重要工作职责” 委员至少几名，本站解释：不止一名"
        in said
    )
    (bare, *_) = prevention_pages(bureau(areas=[area()]), ())
    assert "治保会做什么" not in text_of(bare.blocks["main"])


def test_the_page_of_coverage_counts_visits_rooms_and_signs() -> None:
    """Of each facility, the posts that were visited; rooms and signs of posts that have a record."""
    areas = [
        area("gulou-a", post=post(facilities_seen=[visit("2026-09-20", "unified_sign")])),
        area("gulou-b", post=post(sign_shows=["phone"], premises={"state": "lent"})),
        area("gulou-c", post=None),
    ]
    world = bureau(areas=areas, duties=duties(sign=SIGN))
    page, *_ = coverage_pages(world, figures_of(world))
    said = text_of(page.blocks["main"])
    assert (
        "有没有人去看过：统一标识 1 个、统一工作规范 0 个、办公设施 0 个、通讯设施 0 个，其余的没有核对过。"
        in said
    )
    assert "用房怎样来的：借用 1 个，其余的没有登记。" in said
    assert "登记了标识上写着什么的有 1 个警务室" in said
    assert "电话（1 个） 开放时间（0 个） 不白跑" in said


def test_visits_and_elections_are_public_from_their_day() -> None:
    """A visit or election dated later is withheld until that day, the new term with it."""
    known = ezhou().bureau.areas["gulou-guanliu"]
    assert known.post
    assert known.committee
    assert known.committee.elected_on
    last = max(one.on for one in known.post.facilities_seen)
    elected = known.committee.elected_on

    def public(on: str) -> PublicArea:
        return publish(ezhou().bureau, day(on)).areas["gulou-guanliu"]

    assert (f"{last}", f"{elected}") == ("2026-10-13", "2026-03-18")
    for on, visits in (("2026-10-12", 1), ("2026-10-13", 2)):
        of_post = public(on).post
        assert of_post
        assert len(of_post.facilities_seen) == visits
    for on, term in (("2026-03-17", None), ("2026-03-18", day("2031-03-17"))):
        own = public(on).committee
        assert own
        assert (own.elected_on, own.term_until) == ((elected, term) if term else (None, None))


def test_the_tables_have_the_new_columns() -> None:
    """Communities have the committee's term, posts the visits, the sign, the rooms and the days in villages."""
    known = rural(
        officer(Role.COMMUNITY_OFFICER, "周二"),
        days=[{"village": "三江村", "days": ["周二", "周四"], "hours": "09:00-11:30"}],
    )
    assert known.post
    of_post = known.post.model_copy(
        update={
            "facilities_seen": post(facilities_seen=[visit("2026-09-20", "unified_sign")]).facilities_seen
        }
    )
    own = committee(elected_on="2021-10-13", term_until="2026-10-12")
    world = bureau(areas=[replace(known, post=of_post, committee=own)], duties=duties(committee=WORK))
    figures = figures_of(world)
    tables = {one.id: one for one in datasets(world, figures)}

    def cells(table: str) -> dict[str, Any]:
        keys = [column.key for column in tables[table].columns]
        return dict(zip(keys, tables[table].rows[0], strict=True))

    found = cells("communities")
    assert (found["committee_members"], found["committee_elected_on"], found["committee_term_until"]) == (
        5,
        "2021-10-13",
        "2026-10-12",
    )
    found = cells("posts")
    assert found["facilities_seen"] == ("unified_sign 2026-09-20 true 街道办",)
    assert found["village_days"] == ("三江村 周二、周四 09:00-11:30",)
    assert (found["sign_shows"], found["premises"], found["premises_project"]) == ((), None, None)
    assert [row[:2] for row in tables["duties"].rows] == [("urban", "u"), ("committee", "c-1")]


def test_the_same_duty_or_sign_is_written_once() -> None:
    """Ids of the committee's duties and of the sign's items are unique."""
    for changes in ({"committee": {"duties": [DUTY, DUTY]}}, {"sign": [SIGN[0], SIGN[0]]}):
        with pytest.raises(ValueError, match="写了两次"):
            duties(**changes)


@pytest.mark.parametrize("case", ["W400", "W424"])
def test_nobody_is_reminded_on_the_last_day_of_a_term(case: str, tmp_path: Path) -> None:
    """A term that ended yesterday gives a warning, one that ends today none."""
    root = bureau_with(case, tmp_path)
    edit(root, "data/communities/gulou/gulou-guanliu.yml", "2026-11-23", "2026-11-24")
    assert problems_of(root) == ()
