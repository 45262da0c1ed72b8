"""Tests of the clause matrix: it has every clause, counts what is missing, and lists every interpretation."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import BaseModel

from generator.figures import figures_of
from generator.gaps import missing_today
from generator.gaps.leading import follow_up_gaps
from generator.gaps.today import Today
from generator.model.area import AreaKind, Population, StreetCover
from generator.model.brand import Brand, BrandKind, BrandStage
from generator.model.clause import Based
from generator.model.composition import Trait
from generator.model.examination import ExaminationCriteria
from generator.model.follow_up import FollowUp
from generator.model.leadership import Leadership
from generator.model.linkage import JointOffice, Linkage, PartnerUnit
from generator.model.meeting_rule import MeetingRule
from generator.model.months import months_ending_with
from generator.model.officer import Role
from generator.model.post import Post, PostStatus
from generator.model.post_parts import Facility
from generator.model.prevention import Fund, PatrolKind, SafePlace, SafePlaceReview, Volunteers
from generator.model.prevention_system import PreventionSystem
from generator.model.public import PublicArea, PublicBureau
from generator.model.public_brand import PublicBrand
from generator.model.public_people import PublicCommittee
from generator.model.public_prevention import GroupKind, PublicComposition, PublicPatrol, PublicPrevention
from generator.model.public_work import PublicWork, PublicWorkRecord
from generator.model.reference import Duties
from generator.model.release import Release
from generator.model.report import Chart, Ledger
from generator.model.representation import Representation
from generator.model.rollout import GoalId
from generator.model.station import DutyMode
from generator.model.target import YearTargets
from generator.model.values import Weekday
from generator.model.work_record import TalkTheme
from generator.model.year_review import YearReview
from generator.pages.policy import DocumentPage, policy_pages
from generator.privacy import publish
from generator.privacy.projects import public_brand
from generator.render import Templates
from generator.wording import clause_words
from tests.bureaus import (
    MONTH,
    SERVICES,
    area,
    bureau,
    committee,
    day,
    ezhou_scheme,
    facilities,
    kept,
    meeting,
    milestones,
    opinion,
    policy,
    post,
    released,
    report,
    row,
    safe_place,
    standards,
    station,
    tenure,
)
from tests.small_sites import AS_OF, bureau_in, ezhou, pages_of, published, tree_in
from tests.test_post_parts import audit

SCHEME: Final = ezhou_scheme()
CLAUSES: Final = tuple(SCHEME.cited)
BODY: Final = {"name": "领导小组", "kind": "leads", "headed_by": "分管副市长", "duties": ["听取汇报"]}
CRITERION: Final = {"id": "effect", "title": "创建效果", "met_when": "比开始时好", "clause": "四(五)"}
RESOLUTION: Final = {"on": "2026-03-20", "by": "市人民政府", "need": "funds", "what": "列入预算"}
RULE: Final = MeetingRule.model_validate(
    {"every": "quarter", "month": "2", "week": "2", "weekday": "周四", "starts": "19:00", "ends": "20:00"}
)
YEAR_TARGETS: Final = YearTargets.model_validate(
    {
        "station": "gulou",
        "year": "2026",
        "decided_on": "2026-01-12",
        "document": "鄂州公古〔2026〕3号",
        "basis": "照去年定的。",
        "rows": (),
    }
)
LINK: Final = PartnerUnit(unit="刑侦大队", phone="0711-0000931", monthly=1, contact="全天")
VOLUNTEERS: Final = Volunteers.model_validate(
    {"registered": "9", "as_of": "2026-09-01", "does": "巡楼", "join": "到警务室登记"}
)
FUND: Final = Fund.model_validate(
    {"period": "2026 年", "income": "1", "spending": "1", "received": [{"payer": "unit", "amount": "1"}]}
)
SYSTEM: Final = PreventionSystem.model_validate(
    {
        "criteria": [{"id": "c", "kinds": ["safe_estate"], "what": "没有入室盗窃", "clause": "四(二)"}],
        "companies": [{"name": "保安公司", "licence": "1号", "serves": [{"area": "gulou-a", "guards": "2"}]}],
    }
)


def today(records: PublicBureau) -> Today:
    return Today(bureau=records, figures=figures_of(records))


def matrix_of(records: PublicBureau) -> DocumentPage:
    (page,) = policy_pages(records, figures_of(records))
    view = page.blocks["main"]
    assert isinstance(view, DocumentPage)
    return view


def whole_post(**changes: Any) -> Post:
    """A post that lacks nothing: somebody saw its facilities, its sign and rooms are on record."""
    seen = {"on": "2026-09-01", "by": "某分局", "seen": list(Facility)}
    fields = {"facilities_seen": [seen], "sign_shows": ["phone"], "premises": {"state": "own"}}
    return post(**(fields | changes))


def representation(**changes: Any) -> Representation:
    """Representatives of two sectors within their term."""
    sectors = [{"sector": "residents", "members": 8}, {"sector": "businesses", "members": 2}]
    fields = {"total": 10, "sectors": sectors, "how": "selected", "by": "居委会", "chosen_on": "2026-01-01"}
    return Representation.model_validate(fields | {"until": "2026-10-12"} | changes)


def whole_committee(**changes: Any) -> PublicCommittee:
    """A committee within its term."""
    return committee(**({"elected_on": "2026-01-01", "term_until": "2026-10-12"} | changes))


def reviewed_place() -> SafePlace:
    review = {"on": "2026-09-01", "by": "派出所", "result": "kept"}
    return safe_place().model_copy(update={"reviews": (SafePlaceReview.model_validate(review),)})


def told(areas: tuple[PublicArea, ...]) -> tuple[PublicComposition, ...]:
    """Compositions of both kinds of group, of all these areas."""
    ids = tuple(one.id for one in areas)
    return tuple(
        PublicComposition(group=kind, trait=Trait.AGE, station="gulou", areas=ids, members=50, shares=None)
        for kind in GroupKind
    )


def talked(*stations: str) -> dict[tuple[str, str], PublicWorkRecord]:
    """A month with a talk of each of these stations."""
    work = PublicWork(themes={TalkTheme.FRAUD: 1})
    records = (PublicWorkRecord(station=id_, month="2026-09", areas={"a": work}) for id_ in stations)
    return {(one.month, one.station): one for one in records}


def whole_area(id_: str = "gulou-a", station_id: str = "gulou", **changes: Any) -> PublicArea:
    """An area that lacks nothing that a clause requires."""
    fields: dict[str, Any] = {
        "tenures": (tenure(promised=3),),
        "post": whole_post(),
        "committee": whole_committee(),
        "representatives": representation(),
        "meeting_rule": RULE,
        "covers": (StreetCover.model_validate({"street": "滨湖路", "from": 1, "to": 9}),),
        "linkage": Linkage(detective=LINK, patrol_110=LINK),
        "joint_office": JointOffice(organisations=("居委会",), days=(Weekday.MONDAY,)),
        "prevention": PublicPrevention(
            patrols=(PublicPatrol(kind=PatrolKind.VOLUNTEER, members=5, shift="每晚"),),
            safe_places=(reviewed_place(),),
            volunteers=VOLUNTEERS,
            funds=(FUND,),
        ),
        "brands": (brand(),),
    }
    return area(id_, station_id, **(fields | changes))


def brand(
    stage: BrandStage = BrandStage.DEMONSTRATION, expires_on: str = "2027-01-01", **changes: Any
) -> PublicBrand:
    """A project that reached its target; a test removes something by keyword."""
    dates = {"since": "2025-01-01", "reviewed_on": "2026-01-01", "expires_on": expires_on}
    figures = {"measure": "知晓率", "unit": "%", "baseline": 50, "target": 90}
    series = [{"month": "2026-09", "value": 95}]
    found = Brand.model_validate(
        {"kind": BrandKind.THEFT_FREE, "title": "无盗", "stage": stage, "problem": "盗窃"}
        | {**dates, **figures, "series": series, **changes}
    )
    return public_brand(found, {}, 5)


def accepted(area_id: str, **changes: Any) -> dict[str, Any]:
    goals = [{"goal": goal, "result": "passed"} for goal in GoalId]
    fields = {"area": area_id, "result": "passed", "on": "2026-10-01", "evidence": "1号", "goals": goals}
    return fields | changes


def whole(**changes: Any) -> PublicBureau:
    """A bureau that lacks nothing; a test removes something by keyword."""
    areas: tuple[PublicArea, ...] = changes.pop("areas", (whole_area(),))
    duty = {"plain": "走访", "original": "走访", "clause": "三(一)", "shown_on": ["prevention"]}
    lists = [
        {"kind": kind, "mode": mode, "mode_plain": "式", "duties": [{**duty, "id": kind.value}]}
        for kind, mode in zip(AreaKind, DutyMode, strict=True)
    ]
    work = {
        "duties": [{**duty, "id": "c"}],
        "members": {"value": 2, "unit": "人", "clause": "二(一)"},
    }
    sign = {"id": "phone", "title": "电话", "clause": "二(二)"}
    step = {"id": "s", "title": "步", "starts": "2026-09-01", "ends": "2026-12-31", "clause": "二(进度)"}
    fields: dict[str, Any] = {
        "areas": areas,
        "reports": [report(rows=[row(one.id) for one in areas])],
        "meetings": [
            *(meeting(one.id) for one in areas),
            *(meeting(one.id, "2026-11-12", status="confirmed") for one in areas),
        ],
        "duties": Duties.model_validate({"kinds": lists, "committee": work, "sign": [sign]}),
        "examination": ExaminationCriteria.model_validate({"criteria": [CRITERION]}),
        "compositions": told(areas),
        "policy": policy(standards=standards(composition_base=40, composition_step=20)),
        "prevention": SYSTEM,
        "work_records": talked("gulou", "ximen"),
        "leadership": Leadership.model_validate({"bodies": [BODY], "resolutions": [RESOLUTION]}),
        "milestones": milestones(
            [
                {
                    "id": "c",
                    "title": "轮",
                    "archive": "false",
                    "milestones": [step],
                    "acceptance": [accepted(one.id) for one in areas],
                }
            ]
        ),
    }
    fields |= changes
    reports = {(one.month, one.station): one for one in fields["reports"]}
    kept = {
        key: PublicWorkRecord(station=one.station, month=one.month, areas={}) for key, one in reports.items()
    }
    targets = {("2026", one.id): YEAR_TARGETS for one in fields.get("stations", (station(),))}
    return released(bureau(**({"work_records": kept, "targets": targets} | fields)))


def test_every_clause_of_the_document_has_a_row() -> None:
    """Rows follow the document's clauses, each with its anchor and heading, and there is no other row."""
    html = Templates(scheme=SCHEME).block(matrix_of(whole()), "./")
    rows = re.findall(r'<tr id="row-([^"]+)"><th scope="row"><a href="#([^"]+)">([^<]+)</a> ([^<]+)<', html)
    assert SCHEME.primary is not None
    assert rows == [
        (one.anchor, one.anchor, clause_words(one.id), one.heading) for one in SCHEME.primary.clauses
    ]


def test_every_clause_has_a_page_that_is_there(content: Path) -> None:
    """Each row leads to at least one page of the site."""
    pages = pages_of(whole(), content)
    rows = re.findall(r'<tr id="row-.*?</tr>', pages["policy/index.html"])
    assert len(rows) == len(CLAUSES)
    for row_ in rows:
        linked = re.findall(r'<a href="\.\./([^"#]+)">', row_.split("</td>")[0])
        assert linked
        assert [url for url in linked if f"{url}index.html" not in pages] == []


def test_a_complete_bureau_lacks_nothing() -> None:
    """Where every record is there, no clause lacks anything."""
    records = whole()
    missing = {clause: missing_today(today(records), clause) for clause in CLAUSES}
    assert {clause: found for clause, found in missing.items() if found} == {}


def test_a_chapter_counts_its_clauses_that_lack_something() -> None:
    """A chapter has no data of its own: it lacks what its clauses lack."""
    records = whole(areas=(whole_area(prevention=None),), leadership=Leadership())
    assert missing_today(today(records), "四") == ("2 条还有缺，共 5 条，见下面",)
    assert missing_today(today(records), "三") == ()


SHORT: Final = {on: days for on, days in kept().items() if on != "2026-W38"}
ALL_KEPT: Final = "2026年9月"


@pytest.mark.parametrize(
    ("clause", "changes", "expected"),
    [
        (
            "一(社区设置)",
            {"population": Population(permanent=5000, as_of=day("2026-06-30"))},
            ["1 个社区没有登记配备标准要用的人口数"],
        ),
        ("二(一)", {"committee": None}, ["1 个社区没有登记治保会"]),
        ("二(一)", {"committee": whole_committee(has_director=False)}, ["1 个社区的治保会没有治保主任"]),
        ("二(一)", {"committee": whole_committee(members=1)}, ["1 个社区的治保会委员不到 2 人"]),
        (
            "二(一)",
            {"committee": whole_committee(elected_on=None)},
            ["1 个社区的治保会没有登记改选日期和任期"],
        ),
        ("二(一)", {"committee": whole_committee(term_until="2026-10-11")}, ["1 个社区的治保会任期已满"]),
        ("二(二)", {"post": whole_post(premises=None)}, ["1 个警务室没有登记用房怎样来的"]),
        ("二(二)", {"post": whole_post(sign_shows=())}, ["1 个警务室没有登记标识上写着什么"]),
        ("二(二)", {"post": whole_post(sign_shows=["hours"])}, ["1 个警务室的标识没有写全"]),
        ("二(二)", {"post": whole_post(facilities_seen=())}, ["1 个警务室的设施没有都核对过"]),
        (
            "二(二)",
            {
                "kind": AreaKind.RURAL,
                "population": Population(permanent=5000, as_of=day("2026-06-30")),
            },
            ["1 个农村警务区没有登记民警星期几在哪个村"],
        ),
        ("二(二)", {"post": None}, ["1 个社区没有正常启用的警务室"]),
        (
            "二(二)",
            {"post": whole_post(status=PostStatus.PLANNED, facilities=facilities(3), facilities_seen=())},
            ["1 个社区没有正常启用的警务室", "1 个警务室的设施不齐", "1 个警务室的设施没有都核对过"],
        ),
        (
            "二(三)",
            {"population": Population(actual=6501, as_of=day("2026-06-30")), "tenures": ()},
            ["2 名社区民警还没有配上，在 1 个社区"],
        ),
        ("二(三)", {"covers": ()}, ["1 个社区没有登记责任区的范围"]),
        (
            "二(四)",
            {"tenures": (tenure(promised=2), tenure(role=Role.AUXILIARY))},
            ["1 名社区民警没有公布够 3 个的驻社区时间"],
        ),
        ("二(四)", {"linkage": Linkage(detective=LINK)}, ["1 个社区没有登记联系的刑警和 110 巡逻单位"]),
        ("二(四)", {"tenures": (tenure(promised=4),)}, [f"1 个社区{ALL_KEPT}驻社区的天数不够"]),
        ("二(进度)", {"committee": None}, ["1 个社区没有五项全部到位"]),
        ("三(三)", {"post": whole_post(services=SERVICES[:6])}, ["1 个社区的服务事项没有全部能办"]),
        (
            "四(二)",
            {"prevention": None},
            [
                "1 个社区没有登记巡逻队",
                "1 个社区没有登记志愿者",
                "1 个社区没有公布群防群治经费",
                "1 个社区没有在有效期内的安全小区（村居）",
            ],
        ),
        (
            "四(三)",
            {"representatives": None},
            ["1 个社区没有登记群众代表有几名、怎样推荐或选定"],
        ),
        (
            "四(三)",
            {"representatives": representation(sectors=())},
            ["1 个社区没有登记群众代表来自社区各界的人数"],
        ),
        ("四(三)", {"representatives": representation(until=None)}, ["1 个社区没有登记群众代表的任期"]),
        ("四(三)", {"representatives": representation(until="2026-10-11")}, ["1 个社区群众代表的任期已满"]),
        ("四(三)", {"meeting_rule": None}, ["1 个社区没有写多久开一次会"]),
        (
            "四(二)",
            {
                "prevention": PublicPrevention(
                    patrols=(PublicPatrol(kind=PatrolKind.VOLUNTEER, members=5, shift="每晚"),),
                    safe_places=(safe_place(),),
                    volunteers=VOLUNTEERS,
                    funds=(FUND.model_copy(update={"received": ()}),),
                )
            },
            ["1 个社区的经费没有写谁出的钱", "1 个安全小区（村居）授予以后没有复核过"],
        ),
        ("四(四)", {"brands": ()}, ["1 个派出所没有示范社区项目"]),
        ("四(四)", {"brands": (brand(BrandStage.WITHDRAWN),)}, ["1 个派出所没有示范社区项目"]),
        ("四(四)", {"brands": (brand(expires_on="2026-10-11"),)}, ["1 个示范社区的命名已过有效期"]),
        ("四(四)", {"brands": (brand(expires_on="2026-10-12"),)}, []),
        ("四(四)", {"brands": (brand(since=None),)}, ["1 个项目没有登记哪天开始"]),
        ("四(四)", {"brands": (brand(target=None),)}, ["1 个已命名的项目没有目标或数字，看不出效果"]),
        ("四(四)", {"brands": (brand(), brand(BrandStage.WITHDRAWN, since=None, target=None))}, []),
        ("四(四)", {"brands": (brand(BrandStage.BUILDING, target=None),)}, []),
        ("四(四)", {"brands": (brand(kind=BrandKind.FIREARMS),)}, []),
        ("四(四)", {"brands": (brand(BrandStage.REVIEW, "2026-10-11"),)}, []),
    ],
)
def test_areas_that_lack_something_are_counted(
    clause: str, changes: dict[str, Any], expected: list[str]
) -> None:
    """One area of two lacks something, so the count is one; the last day of a term is within it."""
    records = whole(
        stations=[station("gulou"), station("ximen")],
        areas=(whole_area(**changes), whole_area("ximen-a", "ximen")),
        reports=[
            report(rows=[row("gulou-a")]),
            report("ximen", rows=[row("ximen-a")]),
        ],
    )
    assert missing_today(today(records), clause) == tuple(expected)


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        ({"charts": tuple(Chart)[:8]}, f"1 个社区{ALL_KEPT}的基本情况图表没有全部更新"),
        ({"ledgers": tuple(Ledger)[:3]}, f"1 个社区{ALL_KEPT}的业务台帐没有全部更新"),
        ({"work_weeks": ("2026-W37",)}, f"1 个社区{ALL_KEPT}不是每周都有工作纪实"),
        ({"on_site_days": SHORT}, f"1 个社区{ALL_KEPT}没有报全图表、台帐、工作纪实"),
        ({"charts": None}, f"1 个社区{ALL_KEPT}没有报全图表、台帐、工作纪实"),
        ({"charts": None, "ledgers": None}, f"1 个社区{ALL_KEPT}没有报全图表、台帐、工作纪实"),
    ],
)
def test_gaps_of_the_latest_published_report_are_counted(reported: dict[str, Any], expected: str) -> None:
    """The sentence names the month; a week without days has no work record, one left blank was not reported."""
    records = whole(reports=[report(rows=[row(**reported)])])
    assert missing_today(today(records), "二(五)") == (expected,)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({**kept(), "2026-W38": 1}, f"1 个社区{ALL_KEPT}驻社区的天数不够"),
        (SHORT, f"1 个社区{ALL_KEPT}没有报全驻社区天数"),
        ({**SHORT, "2026-W37": 1}, f"1 个社区{ALL_KEPT}驻社区的天数不够"),
    ],
)
def test_a_week_left_blank_is_not_called_too_few_days(days: dict[str, int], expected: str) -> None:
    """An area that stayed away and one that only left a week blank are counted apart; one that did both stayed away."""
    records = whole(reports=[report(rows=[row(on_site_days=days)])])
    assert missing_today(today(records), "二(四)") == (expected,)


def test_areas_beyond_the_schemes_size_and_number_are_counted() -> None:
    """A rural area of 5,999 residents where about 8,000 are wanted, and a station with three towns' communities."""
    numbers = standards(rural_tolerance=25, town_communities=2, composition_base=40, composition_step=20)
    people = {size: Population(permanent=size, actual=size, as_of=day("2026-06-30")) for size in (5999, 6000)}

    def found(size: int, towns: str) -> tuple[str, ...]:
        rural = whole_area("gulou-r", kind=AreaKind.RURAL, population=people[size])
        own = tuple(whole_area(f"gulou-{one}", kind=AreaKind.TOWN, population=people[size]) for one in towns)
        return missing_today(
            today(whole(areas=(rural, *own), policy=policy(standards=numbers))), "一(社区设置)"
        )

    assert found(6000, "ab") == ()
    assert found(5999, "abc") == (
        "1 个农村警务区的人口不在 6,000 至 10,000 人之间",
        "1 个派出所的集镇社区多于 2 个",
    )


def test_a_facility_that_the_last_visit_did_not_find_is_counted() -> None:
    """It is on record, but the last visit did not see it."""
    checked = audit(("2026-09-10", "not_as_declared", ["unified_sign"]))
    records = whole(audits={checked.month: checked})
    assert missing_today(today(records), "二(二)") == ("1 个警务室登记有的设施，最近一次去看没有看到",)


def test_stations_that_keep_no_work_records_are_counted() -> None:
    """One of two stations that filed a report keeps records of the month; one without a report is not counted."""
    stations = [station(id_) for id_ in ("gulou", "ximen", "huarong")]
    areas = tuple(whole_area(f"{one.id}-a", one.id) for one in stations)
    reports = [report(), report("ximen", rows=[row("ximen-a")])]
    kept = {(MONTH, "ximen"): PublicWorkRecord(station="ximen", month=MONTH, areas={})}
    records = whole(stations=stations, areas=areas, reports=reports, work_records=kept)
    found = missing_today(today(records), "二(五)")
    assert found == (f"1 个派出所没有{ALL_KEPT}的月报", f"1 个派出所{ALL_KEPT}没有逐条记工作纪实")


def test_unknown_data_are_not_called_complete() -> None:
    """Without a published month or without any community, the matrix says so."""
    whole_records = whole()
    records = bureau(**records_of(whole_records, releases=[], targets=whole_records.targets))
    assert missing_today(today(records), "二(五)") == ("图表、台帐、工作纪实还不知道，因为没有公布过月份",)
    assert missing_today(today(records), "二(四)") == ("驻社区天数还不知道，因为没有公布过月份",)
    empty = {clause: missing_today(today(bureau(areas=[])), clause) for clause in CLAUSES}
    assert set(empty.values()) == {("还没有登记社区",)}


def test_a_new_area_owes_no_earlier_figures() -> None:
    """Figures that an area did not have to report are not missing."""
    new = whole_area("gulou-b", since=day("2026-09-15"))
    records = whole(areas=(whole_area(), new), reports=[report()])
    assert (missing_today(today(records), "二(四)"), missing_today(today(records), "二(五)")) == ((), ())


def test_a_station_without_a_report_is_counted_once() -> None:
    """The station lacks its report, and not also each chart; the ranking does not include it."""
    areas = (whole_area(), whole_area("ximen-a", "ximen"))
    stations = [station("gulou"), station("ximen")]
    records = whole(stations=stations, areas=areas, reports=[report()])
    assert missing_today(today(records), "二(五)") == (f"1 个派出所没有{ALL_KEPT}的月报",)
    assert missing_today(today(records), "四(五)") == (f"1 个派出所{ALL_KEPT}没有得分，因为资料没有报全",)


def test_missing_meetings_and_late_answers_are_counted() -> None:
    """A cycle without a meeting, late minutes and late answers are counted; what is due today is not late."""
    late = meeting("gulou-a", "2026-07-01", minutes=None, opinions=[opinion("o1", "2026-10-11")])
    on_time = meeting("gulou-a", "2026-10-02", minutes=None, opinions=[opinion("o1", "2026-10-12")])
    planned = meeting("gulou-a", "2026-10-20", status="confirmed")
    assert missing_today(today(whole(meetings=[late, on_time, planned])), "四(三)") == (
        "1 次会议的纪要过了期限还没有公布",
        "1 条意见过了答复期限还没有办结",
    )
    assert missing_today(today(whole(meetings=[])), "四(三)") == (
        "1 个社区最近 3 个没有开群众代表会",
        "1 个社区照规律该开的会没有定下或没有登记",
    )


def test_an_overdue_ranking_is_counted() -> None:
    """September's ranking is due on Monday 12 October, the 10th being a Saturday: it is overdue from the 13th on."""
    records = whole()
    late = {
        on: missing_today(today(bureau(**records_of(records, as_of=day(on), releases=[]))), "四(五)")
        for on in ("2026-10-12", "2026-10-13")
    }
    assert late == {
        "2026-10-12": ("还没有公布过月份",),
        "2026-10-13": ("还没有公布过月份", "1 个月份过了公布日期还没有公布"),
    }


REVIEW: Final = {"year": "2025", "published_on": "2026-03-02", "projects": ["gulou-a"]}
OUTCOME: Final = {
    "station": "gulou",
    "outcome": "follow_up",
    "document": "示例公治〔2026〕2号",
    "decided_on": "2026-02-20",
    "clause": "四(五)",
}
TOLD: Final = {
    "after": "2025",
    "items": ["services"],
    "document": "示例公治〔2026〕2号",
    "assigned_on": "2026-02-20",
    "due": "2026-10-12",
}


@pytest.mark.parametrize(
    ("review", "told", "expected"),
    [
        (None, [], ["没有登记2025年的年终结果"]),
        ({"projects": []}, [], []),
        ({}, [], ["1 个2025年通过考核的示范项目没有登记逐条的结果"]),
        ({"projects": [], "outcomes": [OUTCOME]}, [], ["1 个派出所年终限期整改，没有登记整改什么"]),
        ({"projects": [], "outcomes": [OUTCOME]}, [TOLD], []),
        (
            {"projects": [], "outcomes": [OUTCOME]},
            [{**TOLD, "due": "2026-10-11"}],
            ["1 件整改过了期限没有登记结果"],
        ),
    ],
)
def test_what_the_year_end_lacks_is_counted(
    review: dict[str, Any] | None, told: list[dict[str, Any]], expected: list[str]
) -> None:
    """The last year's review, its examinations, and what stations have to mend; what is due today is not late."""
    records = whole(
        stations=[station(follow_ups=[FollowUp.model_validate(one) for one in told])],
        year_reviews=[] if review is None else [YearReview.model_validate(REVIEW | review)],
    )
    december = next(iter(records.releases.values())).model_copy(update={"month": "2025-12"})
    own = dataclasses.replace(records, releases={"2025-12": december, **records.releases})
    found = missing_today(Today(bureau=PublicBureau(own), figures=figures_of(records)), "四(五)")
    assert list(found) == expected


def with_score(one: Release, score: int) -> Release:
    """The release with this score for every station."""
    rows = tuple(own.model_copy(update={"score": Decimal(score), "reasons": ()}) for own in one.latest.rows)
    return one.model_copy(update={"revisions": (one.latest.model_copy(update={"rows": rows}),)})


@pytest.mark.parametrize(
    ("score", "after", "is_missing"), [(59, "2026-08", True), (59, "2026-09", False), (60, "2026-08", False)]
)
def test_a_month_of_close_supervision_needs_a_follow_up(score: int, after: str, *, is_missing: bool) -> None:
    """A month in the lowest band is counted until what the station has to mend is on record."""
    told = FollowUp.model_validate({**TOLD, "after": after})
    records = whole(stations=[station(follow_ups=[told])])
    releases = {month: with_score(one, score) for month, one in records.releases.items()}
    own = PublicBureau(dataclasses.replace(records, releases=releases))
    found = missing_today(Today(bureau=own, figures=figures_of(records)), "四(五)")
    assert found == ((CLOSE.format(1, 1),) if is_missing else ())


CLOSE: Final = "1 个派出所在最近 {} 个公布的月份里重点督导 {} 次，没有登记整改什么"


@pytest.mark.parametrize(
    ("assigned", "expected"),
    [
        (None, (CLOSE.format(12, 12),)),
        ("2026-08-31", (CLOSE.format(12, 2),)),
        ("2026-09-01", (CLOSE.format(12, 1),)),
        ("2026-10-01", ()),
    ],
)
def test_a_follow_up_covers_the_months_before_it(assigned: str | None, expected: tuple[str, ...]) -> None:
    """Of the last 12 published months each is counted that ended on or after the day of the last follow-up."""
    told = {**TOLD, "after": "2025", "assigned_on": assigned, "due": "2026-12-31"}
    records = whole(stations=[station(follow_ups=[FollowUp.model_validate(told)] if assigned else [])])
    (low,) = (with_score(one, 59) for one in records.releases.values())
    months = months_ending_with(MONTH, 14)
    releases = {month: low.model_copy(update={"month": month}) for month in months}
    own = PublicBureau(dataclasses.replace(records, releases=releases))
    assert tuple(follow_up_gaps(Today(bureau=own, figures=figures_of(records)))) == expected


def records_of(records: PublicBureau, **changes: Any) -> dict[str, Any]:
    """The arguments with which tests.bureaus.bureau makes these records again."""
    kinds = ("areas", "meetings", "reports", "stations")
    kept = {"examination": records.examination}
    return {name: [*getattr(records, name).values()] for name in kinds} | kept | changes


def test_what_the_whole_bureau_lacks_of_prevention_is_said() -> None:
    """Groups of which nobody wrote who they are, stations without talks by theme, no companies, no criteria."""
    areas = (whole_area(), whole_area("gulou-b", committee=None))
    missing = {"compositions": (), "work_records": talked("elsewhere"), "prevention": PreventionSystem()}
    records = whole(areas=areas, **missing)
    assert missing_today(today(records), "四(二)") == (
        "1 个治保会没有登记年龄和文化结构",
        "2 个社区的巡逻队没有登记年龄和文化结构",
        "1 个派出所没有按内容登记宣传",
        "没有登记保安公司",
        "没有写安全小区、安全村居的条件",
    )
    untold = whole(areas=areas, **missing, policy=policy(standards=standards()))
    assert not [gap for gap in missing_today(today(untold), "四(二)") if "年龄和文化" in gap]


def test_an_overdue_milestone_is_counted() -> None:
    """Only milestones of the current round count, not those of the archive."""
    step = {"id": "s", "title": "步", "starts": "2026-09-01", "ends": "2026-10-11", "clause": "二(进度)"}
    rounds = [
        {"id": archive, "title": "轮", "archive": archive, "milestones": [{**step, "id": f"s-{archive}"}]}
        for archive in ("true", "false")
    ]
    rounds[1]["acceptance"] = [accepted("gulou-a")]
    records = whole(milestones=milestones(rounds))
    assert missing_today(today(records), "二(进度)") == ("1 个步骤逾期",)


def test_pilots_and_acceptances_that_are_missing_are_counted() -> None:
    """Pilots that nobody can name, areas without an acceptance, failed ones and those without findings are counted.

    Of an area the last acceptance counts; an archive counts for its pilots alone.
    """
    pilots = [{"place": "古楼街办"}, {"place": "华容区", "area": "gulou-a"}]
    step = {"id": "s", "title": "步", "starts": "2026-09-01", "ends": "2026-12-31", "clause": "二(进度)"}
    archive = {
        "id": "old",
        "title": "轮",
        "archive": "true",
        "milestones": [{**step, "id": "t", "pilots": pilots}],
    }
    failed = accepted("gulou-b", result="failed", goals=())
    made = [accepted("gulou-a", result="failed", goals=(), on="2026-09-30"), accepted("gulou-a"), failed]
    now = {"id": "now", "title": "轮", "archive": "false", "milestones": [step], "acceptance": made}
    areas = tuple(whole_area(f"gulou-{one}") for one in "abc")
    records = whole(areas=areas, milestones=milestones([archive, now]))
    assert missing_today(today(records), "二(进度)") == (
        "1 个试点没有留下是哪个社区",
        "1 个社区这一轮还没有验收",
        "1 个社区最近一次验收不合格",
        "1 个社区的验收没有逐项的结果",
    )
    records = whole(milestones=milestones([archive]))
    assert "没有登记正在进行的一轮建设" in missing_today(today(records), "二(进度)")


def test_a_bureau_without_rules_for_committees_and_signs_lacks_them() -> None:
    """The document asks for a duty of the committee and a unified sign; neither says what it is."""
    bare = whole().duties.model_copy(update={"committee": None, "sign": ()})
    records = whole(duties=bare, areas=(whole_area(post=whole_post(sign_shows=())),))
    assert missing_today(today(records), "二(一)") == ("没有写治保会的职责",)
    assert "没有写统一标识要写明什么" in missing_today(today(records), "二(二)")


@pytest.mark.parametrize(
    ("clause", "kind"), [("三(一)", AreaKind.URBAN), ("三(二)", AreaKind.TOWN), ("三(三)", AreaKind.RURAL)]
)
def test_missing_duties_are_named(clause: str, kind: AreaKind) -> None:
    """Each clause of 三 covers one kind of area."""
    duties = whole().duties
    left = duties.model_copy(update={"kinds": tuple(one for one in duties.kinds if one.kind is not kind)})
    found = {one: missing_today(today(whole(duties=left)), one) for one in ("三(一)", "三(二)", "三(三)")}
    assert {one for one, words in found.items() if words} == {clause}
    assert found[clause] == (f"没有写{kind.label}民警的职责",)


def based_in(record: Any) -> Iterator[Based]:
    """Every record with a clause or an interpretation, at any depth."""
    if isinstance(record, Based):
        yield record
    if isinstance(record, BaseModel):
        for name in type(record).model_fields:
            yield from based_in(getattr(record, name))
    elif isinstance(record, tuple):
        for one in record:
            yield from based_in(one)


def test_every_interpretation_in_the_data_is_listed() -> None:
    """The matrix lists each interpretation of the reference data at its clause, or among those without a clause."""
    records = publish(ezhou().bureau, AS_OF)
    kinds = (records.policy, records.milestones, records.services, records.duties)
    sources = (*kinds, records.examination, records.leadership)
    stated = [
        (one.clause, one.interpretation)
        for source in sources
        for one in based_in(source)
        if one.interpretation
    ]
    view = matrix_of(records)
    listed = [
        *((row.clause.id, one) for row in view.rows for one in row.stated),
        *((None, one) for one in view.own),
    ]
    shown = [(clause, one.rule.interpretation) for clause, one in listed]
    assert len(stated) > 30
    assert sorted(shown, key=str) == sorted(stated, key=str)


def rows_of(html: str) -> dict[str, list[str]]:
    """The text of the cells of each row, by clause."""
    found = {}
    for cells in re.findall(r'<tr id="row-[^"]+">(.*?)</tr>', html, re.DOTALL):
        texts = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", cells, re.DOTALL)
        words = [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text))).strip() for text in texts]
        found[words[0].split()[0]] = words
    return found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, content: Path) -> Mapping[str, str]:
    """The pages of the ordinary small bureau, built and with their links checked."""
    root = bureau_in(tmp_path_factory.mktemp("ordinary") / "root")
    published(root, content, root.parent / "site", AS_OF)
    files = tree_in(root.parent / "site").items()
    return {path: body.decode() for path, body in files if path.endswith(".html")}


def test_the_table_follows_the_document(pages: Mapping[str, str]) -> None:
    """The page has the title, the notice, a link to the table and the whole document, then the table."""
    html = pages["policy/index.html"]
    order = [
        'id="top"',
        'class="jw-policy__number"',
        'href="#clauses"',
        'id="c1"',
        'id="c4-5"',
        'id="clauses"',
        'id="row-c1"',
        'id="row-c4-5"',
        'id="own"',
    ]
    places = [html.index(mark) for mark in order]
    assert places == sorted(places)
    assert list(rows_of(html)) == [clause_words(clause) for clause in CLAUSES]


def test_each_cell_says_something(pages: Mapping[str, str]) -> None:
    """No cell of the table is empty."""
    for clause, cells in rows_of(pages["policy/index.html"]).items():
        assert len(cells) == 4, clause
        assert all(cells), clause
