"""tools/sample_data.py: invented data of any city, the same on every machine, valid, with every oddity of real data."""

from __future__ import annotations

import csv
import datetime as dt
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from generator.build import find_problems
from generator.checks import check
from generator.founding.names import slug
from generator.founding.places import Division, Request, divisions_in
from generator.founding.sample import files_of, records_of
from generator.founding.texts import reference
from generator.founding.towns import Territory, base_name, covers_of, stem_of, territories_of, towns_of
from generator.load import load
from generator.load.document import read_document
from generator.model.area import Area, AreaKind
from generator.model.brand import BrandKind, BrandStage
from generator.model.bureau import Bureau
from generator.model.meeting import Meeting, MeetingStatus, OpinionStatus
from generator.model.months import first_day, next_month, quarter_of, weeks_of_month
from generator.model.officer import Officer, Role
from generator.model.post import PostStatus
from generator.model.reference import Duties, Services
from generator.model.report import OnSiteReason
from generator.model.rollout import Milestones
from generator.model.station import StationKind
from generator.model.values import Weekday
from generator.problems import Severity
from generator.recurrence import proposals
from tools.sample_data import AS_OF, main

ROOT = Path(__file__).resolve().parent.parent
EZHOU = ROOT / "tools/sample/divisions/ezhou.csv"
COLUMNS = tuple(Division.model_fields)
MONTHS = 8
# The rows of street offices, towns and villages of the city.
PART_OF_EZHOU = slice(170, 300)

Row = tuple[str, str, str, str, str, str]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tool's output for a part of Ezhou."""
    folder = tmp_path_factory.mktemp("part")
    places = written(folder, places_of_ezhou()[PART_OF_EZHOU])
    assert main(["--divisions", f"{places}", "--out", f"{folder}", "--months", f"{MONTHS}"]) == 0
    return folder


@pytest.fixture(scope="module")
def bureau(out: Path) -> Bureau:
    """That output, loaded."""
    return load(out).bureau


def tree(root: Path) -> dict[str, bytes]:
    """Every data file by its path."""
    files = sorted(path for path in (root / "data").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def rows_of(*towns: tuple[str, str, Sequence[tuple[int, str]]]) -> list[Row]:
    """Rows of a list from towns: code, name, and number and name of each of their places."""
    return [
        (f"{code}{number:03d}", name, code, town, code[:6], "示例区")
        for code, town, places in towns
        for number, name in places
    ]


def written(folder: Path, rows: Iterable[Sequence[str]], columns: Sequence[str] = COLUMNS) -> Path:
    """The rows as a CSV file."""
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


def places_of_ezhou() -> list[list[str]]:
    """The rows of the real list."""
    with EZHOU.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def request_for(
    rows: Iterable[Sequence[str]], *, months: int = 1, as_of: dt.date = AS_OF, seed: int = 1
) -> Request:
    """A request for a sample of these places."""
    divisions = tuple(Division(**dict(zip(COLUMNS, row, strict=True))) for row in rows)
    return Request(divisions=divisions, months=months, as_of=as_of, seed=seed)


def test_another_machine_writes_the_same_bytes(tmp_path: Path) -> None:
    """Time zone, locale, hash seed and the order of the list do not change the output."""
    rows = places_of_ezhou()[:5]
    places = written(tmp_path, rows[::-1])
    strange = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "4217", "PYTHONUTF8": "0"}
    command = [sys.executable, "tools/sample_data.py", "--divisions", f"{places}", "--out", f"{tmp_path}"]
    command += ["--months", "1"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **strange}, check=True, capture_output=True)
    texts = {path: text.encode() for path, text in files_of(request_for(rows))}
    assert {path: body for path, body in tree(tmp_path).items() if not made_last(path)} == texts


def made_last(path: str) -> bool:
    """Is the file computed from the other files: a published month, or a spot check of one?"""
    return path.startswith(("data/releases/", "data/audits/"))


def test_another_seed_gives_other_people() -> None:
    """Another seed changes every record, but not its place."""
    first, second = (
        {path: record for path, _, record in records_of(request_for(places_of_ezhou()[:30], seed=seed))}
        for seed in (1, 2)
    )
    places = [path for path in first if path.startswith(("data/stations", "data/communities"))]
    assert places == [path for path in second if path.startswith(("data/stations", "data/communities"))]
    assert all(first[path] != second[path] for path in places)


def test_files_load_as_the_records_written(out: Path, bureau: Bureau) -> None:
    """The files load as the records that were written."""
    meant = {
        path: record
        for path, _, record in records_of(request_for(places_of_ezhou()[PART_OF_EZHOU], months=MONTHS))
    }
    records = (bureau.stations, bureau.sub_bureaus, bureau.areas, bureau.meetings, bureau.reports)
    loaded = {record.path: record for kind in records for record in kind.values()}
    assert {"data/bureau.yml": bureau.info, **loaded} == meant
    assert len(list((out / "data/releases").iterdir())) == MONTHS + 1  # and the ledger


def test_the_sample_has_no_errors(out: Path) -> None:
    """The sample has no error, and the warnings that real data have."""
    problems = find_problems(out, AS_OF)
    assert [str(problem) for problem in problems if problem.severity is Severity.ERROR] == []
    assert {problem.code for problem in problems} >= {"W322", "W323", "W324", "W325", "W335"}


def test_every_place_is_in_exactly_one_area(bureau: Bureau) -> None:
    """Every code of the list is in exactly one area."""
    codes = Counter(code for area in bureau.areas.values() for code in area.divisions)
    assert codes == Counter(row[0] for row in places_of_ezhou()[PART_OF_EZHOU])


def territories(rows: Iterable[Sequence[str]]) -> tuple[Territory, ...]:
    """The areas of these places, by station."""
    return tuple(territories_of(tuple(towns_of(request_for(rows).divisions)), 8000))


def test_names_are_official_and_ids_readable() -> None:
    """Names of places stay, except 居委会 after 社区; a rural area has the name of its first village."""
    names = {one.id: (one.name, one.kind) for one in territories(places_of_ezhou())}
    expected = {
        "gulou-guanliu": ("官柳社区", AreaKind.URBAN),
        "gedian-dawan": ("大湾社区", AreaKind.TOWN),
        "zelin-tiekuang": ("铁矿居委会", AreaKind.TOWN),
        "taihe-bohao": ("伯浩警务区", AreaKind.RURAL),
        "gediankaifaqu-xuni": ("虚拟社区", AreaKind.URBAN),
    }
    assert {key: names[key] for key in expected} == expected


def test_stations_are_grouped_by_what_they_police() -> None:
    """Street offices and zones are urban, towns with a community are town, other towns are rural."""
    kinds = {town.id: town.kind for town in towns_of(request_for(places_of_ezhou()).divisions)}
    assert Counter(kinds.values()) == {StationKind.URBAN: 6, StationKind.TOWN: 14, StationKind.RURAL: 8}
    assert (kinds["gulou"], kinds["huarong"], kinds["donggou"]) == tuple(StationKind)


def test_rural_areas_are_near_the_size_the_scheme_names() -> None:
    """Where a town has several rural areas, each has about 8,000 residents."""
    by_town: dict[str, list[int]] = {}
    for one in territories(places_of_ezhou()):
        if one.kind is AreaKind.RURAL:
            by_town.setdefault(one.town.id, []).append(one.residents)
    several = [size for sizes in by_town.values() if len(sizes) > 1 for size in sizes]
    assert len(several) > 40
    assert all(4000 < size < 12800 for size in several)


def in_post(area: Area, role: Role) -> list[Officer]:
    return [officer for officer in area.officers_on(AS_OF) if officer.role is role]


def moved_officers(areas: Iterable[Area]) -> set[str | None]:
    """Badges of officers who left one area and were in another from the next day on."""
    times = [officer for area in areas for officer in area.officers if officer.role is Role.COMMUNITY_OFFICER]
    left = {(officer.badge, officer.until + dt.timedelta(days=1)) for officer in times if officer.until}
    return {officer.badge for officer in times if (officer.badge, officer.since) in left}


def test_an_acting_officer_promises_other_days_elsewhere(bureau: Bureau) -> None:
    """An acting officer promises at least three days everywhere, and no weekday at two places."""
    days: dict[str | None, list[Weekday]] = {}
    acting = {o.badge for area in bureau.areas.values() for o in in_post(area, Role.ACTING)}
    for officer in (
        o for area in bureau.areas.values() for o in area.officers_on(AS_OF) if o.badge in acting
    ):
        assert officer.on_site is not None
        assert len(officer.on_site.days) >= 3
        days.setdefault(officer.badge, []).extend(officer.on_site.days)
    assert len(days) > 1
    assert all(len(listed) == len(set(listed)) for listed in days.values())


def cases_of_people(bureau: Bureau) -> dict[str, int]:
    areas = tuple(bureau.areas.values())
    vacant = [area for area in areas if area.vacancy_on(AS_OF)]
    residents = [area.population.residents for area in areas if area.kind is AreaKind.URBAN]
    steps = [step.over for step in bureau.policy.staffing_for(AreaKind.URBAN).steps]
    return {
        "vacant and covered": sum(bool(in_post(area, Role.ACTING)) for area in vacant),
        "vacant and not covered": sum(not area.officers_on(AS_OF) for area in vacant),
        "a vacancy that is over": sum(any(v.until for v in area.vacancies) for area in areas),
        "an officer who changed the community": len(moved_officers(areas)),
        "seconded": sum(any(o.seconded_from for o in area.officers) for area in areas),
        "auxiliary": sum(bool(in_post(area, Role.AUXILIARY)) for area in areas),
        "two officers": sum(len(in_post(area, Role.COMMUNITY_OFFICER)) == 2 for area in areas),
        "exactly at a step": sum(count in steps for count in residents),
        "between the scheme's two numbers": sum(5000 < count < 8000 for count in residents),
    }


def cases_of_posts(bureau: Bureau) -> dict[str, int]:
    areas = tuple(bureau.areas.values())
    posts = [area.post for area in areas if area.post]
    stale = AS_OF - dt.timedelta(days=bureau.policy.standards.verification_days.value)
    return {
        "post under repair": sum(p.status is PostStatus.REPAIR and bool(p.status_note) for p in posts),
        "post planned": sum(post.status is PostStatus.PLANNED for post in posts),
        "post that lacks something": sum(post.facilities.present < 4 for post in posts),
        "not all services": sum(0 < len(post.services) < 7 for post in posts),
        "not verified in time": sum(area.verified.on < stale for area in areas),
    }


def cases_of_prevention(bureau: Bureau) -> dict[str, int]:
    areas = tuple(bureau.areas.values())
    committees = [area.committee for area in areas if area.committee]
    preventions = [area.prevention for area in areas if area.prevention]
    brands = [brand for area in areas for brand in area.brands]
    return {
        "no committee": len(areas) - len(committees),
        "committee without director": sum(committee.director is None for committee in committees),
        "director's name public": sum(bool(c.director and c.director.publish_name) for c in committees),
        "safe place expired": sum(any(s.expires_on < AS_OF for s in p.safe_places) for p in preventions),
        "no safe place": sum(not prevention.safe_places for prevention in preventions),
        "funds": sum(bool(prevention.funds) for prevention in preventions),
        "demonstration expired": sum(bool(b.expires_on and b.expires_on < AS_OF) for b in brands),
        **{f"brand {kind}": sum(brand.kind is kind for brand in brands) for kind in BrandKind},
        **{f"stage {stage}": sum(brand.stage is stage for brand in brands) for stage in BrandStage},
    }


def cases_of_meetings(bureau: Bureau) -> dict[str, int]:
    meetings = tuple(bureau.meetings.values())
    held = [meeting for meeting in meetings if meeting.status is MeetingStatus.HELD]
    upcoming = [meeting for meeting in meetings if meeting.date > AS_OF]
    opinions = [opinion for meeting in meetings for opinion in meeting.opinions]
    days = bureau.policy.standards.minutes_days.value
    published = [((m.minutes.published_on - m.date).days, m) for m in held if m.minutes]
    return {
        "cancelled": sum(m.status is MeetingStatus.CANCELLED and bool(m.status_note) for m in meetings),
        "rescheduled and to come": sum(m.status is MeetingStatus.RESCHEDULED for m in upcoming),
        "rescheduled and held": sum(meeting.previous_date is not None for meeting in held),
        "past and still confirmed": sum(
            m.status is MeetingStatus.CONFIRMED and m.date < AS_OF for m in meetings
        ),
        "to come, confirmed": sum(m.status is MeetingStatus.CONFIRMED for m in upcoming),
        "to come, tentative": sum(m.status is MeetingStatus.TENTATIVE for m in upcoming),
        "minutes late": sum(late > days for late, _ in published),
        "no minutes": sum(meeting.minutes is None for meeting in held),
        "moved around a holiday": sum((m.status_note or "").startswith("按惯例") for m in meetings),
        "areas without a rule": sum(area.meeting_rule is None for area in bureau.areas.values()),
        "nobody had an opinion": sum(not meeting.opinions for meeting in held),
        "four opinions": sum(len(meeting.opinions) == 4 for meeting in held),
        "opinion overdue": sum(not o.status.is_closed and o.due < AS_OF for o in opinions),
        "opinion answered late": sum(bool(o.closed_on and o.closed_on > o.due) for o in opinions),
        **{f"opinion {status}": sum(o.status is status for o in opinions) for status in OpinionStatus},
    }


def cases_of_reports(bureau: Bureau) -> dict[str, int]:
    due_day = bureau.policy.standards.report_due_day.value
    expected = MONTHS * len(bureau.stations)
    rows = [row for report in bureau.reports.values() for row in report.rows]
    reasons = [reason for row in rows for reason in (row.on_site_reasons or {}).values()]
    return {
        "not filed": expected - len(bureau.reports),
        "late": sum(
            report.filed_on > first_day(next_month(report.month)) + dt.timedelta(days=due_day - 1)
            for report in bureau.reports.values()
            if report.filed_on is not None
        ),
        "a figure forgotten": sum(
            None in (row.calls, row.cases, row.talks, row.services, row.ledgers, row.charts) for row in rows
        ),
        "a week without work record": sum(
            row.on_site_days is not None and len(row.on_site_days) < len(weeks_of_month(report.month))
            for report in bureau.reports.values()
            for row in report.rows
        ),
        **{f"short for {reason}": reasons.count(reason) for reason in OnSiteReason if reason != "flood"},
        "short without a reason": sum(
            0 < days < 3 and week not in (row.on_site_reasons or {})
            for row in rows
            for week, days in (row.on_site_days or {}).items()
        ),
    }


@pytest.mark.parametrize(
    "count",
    [cases_of_people, cases_of_posts, cases_of_prevention, cases_of_meetings, cases_of_reports],
)
def test_the_sample_has_every_odd_case_of_real_data(
    bureau: Bureau, count: Callable[[Bureau], dict[str, int]]
) -> None:
    """The sample contains every odd case of real data at least once."""
    assert [case for case, number in count(bureau).items() if number < 1] == []


def test_figures_agree(bureau: Bureau) -> None:
    """No part exceeds its whole, and a report has exactly the station's areas."""
    for (month, station), report in bureau.reports.items():
        assert {row.area for row in report.rows} == {area.id for area in bureau.areas_of(station)}
        for row in report.rows:
            assert set(row.on_site_days or ()) <= set(weeks_of_month(month))
            assert all(days <= 7 for days in (row.on_site_days or {}).values())
            assert row.services is None or row.services.on_time <= row.services.accepted
            assert row.mediated is None or row.disputes is None or row.mediated <= row.disputes
    disputed = [p for p in check(bureau, AS_OF) if p.code in {"W370", "W372", "W373", "W374", "W376"}]
    assert disputed == []


def test_meetings_are_on_working_days_after_noon(bureau: Bureau) -> None:
    """No meeting is on a weekend or a holiday, or before noon."""
    off = {holiday.date for year in bureau.holidays.years for holiday in year.holidays}
    wrong = [
        meeting.id
        for meeting in bureau.meetings.values()
        if meeting.date.weekday() > 4 or meeting.date in off or meeting.starts < dt.time(12)
    ]
    assert wrong == []


def quarter(meeting: Meeting) -> tuple[int, int]:
    return meeting.first_date.year, (meeting.first_date.month + 2) // 3


def test_most_areas_meet_once_a_quarter(bureau: Bureau) -> None:
    """An area has at most one meeting a quarter, and most have one planned for the next quarter."""
    counts = Counter((meeting.area, quarter(meeting)) for meeting in bureau.meetings.values())
    assert set(counts.values()) == {1}
    assert sum(when == (2027, 1) for _, when in counts) > len(bureau.areas) * 9 // 10


def test_meetings_are_on_the_dates_of_the_rule(bureau: Bureau) -> None:
    """A meeting under a rule was first set for the date, hour and place of that rule."""
    followed = 0
    for meeting in bureau.meetings.values():
        rule = bureau.areas[meeting.area].meeting_rule
        if rule is not None:
            (proposal,) = proposals(rule, quarter_of(meeting.first_date), bureau.holidays)
            assert (meeting.first_date, meeting.starts, meeting.place) == (
                proposal.date,
                rule.starts,
                rule.place,
            )
            followed += 1
    assert followed > len(bureau.meetings) * 8 // 10


def test_invented_people_are_recognisable(bureau: Bureau) -> None:
    """Badges begin with 00 and belong to one person, phones have an area code that does not exist."""
    officers = [officer for area in bureau.areas.values() for officer in area.officers]
    people = {(o.badge, o.name) for o in officers}
    leaders = {(s.leader.badge, s.leader.name) for s in bureau.stations.values() if s.leader}
    badges = [badge for badge, _ in people | leaders]
    assert len(badges) == len(set(badges))
    assert all(badge is not None and badge.startswith("00") for badge in badges)
    assert all(officer.phone.startswith("000-0000") for officer in officers)
    assert bureau.info.sample


def test_a_row_of_a_report_is_short(out: Path) -> None:
    """A community's month in a report has at most twelve lines."""
    text = (out / "data/reports/2026-10/gulou.yml").read_text(encoding="utf-8")
    rows = text.split("  - area: ")[1:]
    assert max(len(row.splitlines()) for row in rows) <= 12


def test_every_file_names_its_schema(out: Path) -> None:
    """A file's first line names its schema by a relative path."""
    heads = {
        path: (out / path).read_text(encoding="utf-8").splitlines()[:2]
        for path in ("data/bureau.yml", "data/policy.yml", "data/communities/gulou/gulou-guanliu.yml")
    }
    assert [head[0] for head in heads.values()] == [
        "# yaml-language-server: $schema=../schemas/bureau.schema.json",
        "# yaml-language-server: $schema=../schemas/policy.schema.json",
        "# yaml-language-server: $schema=../../../schemas/area.schema.json",
    ]
    assert heads["data/bureau.yml"][1] == "# 示例数据:人名、电话、数字均为虚构"


HOSTILE = (
    '"引号"社区',
    "'单引'社区",
    "a: b社区",
    "# 井号社区",
    "- 横社区",
    "{花}, [方]社区",
    "*星&社区",
    "no",
    "true",
    "~x",
    "<<",
    "结尾:",
    "<script>alert(1)</script>社区",
    "\\反斜",
    "😀",
    "（）",
    "字" * 300,
    "甲\u202e乙\u0007社区",
)
LISTS: dict[str, list[Row]] = {
    "one community": rows_of(("110101001", "东华门街道", [(1, "多福巷社区居委会")])),
    "towns and places that are spelled alike": rows_of(
        ("420101001", "古楼街道", [(1, "长江社区"), (2, "常江社区"), (3, "长江社区")]),
        ("420101002", "鼓楼街道", [(1, "长江社区"), (201, "单家村委会"), (202, "山佳村委会")]),
        ("420102001", "古楼镇", [(1, "长江社区居委会"), (201, "长江村委会")]),
    ),
    "towns and places of one name": rows_of(
        (
            "230101001",
            "团结街道",
            [(1, "中心社区"), (2, "中心社区居委会"), (3, "中心社区"), (201, "中心村委会")],
        ),
        ("230101002", "团结街道", [(1, "中心社区"), (2, "中心社区（二）"), (3, "中心社区")]),
        ("230101101", "团结镇", [(number, "中心村委会") for number in range(201, 216)]),
        ("230101102", "团结街道第一", [(1, "铁矿居委会")]),
    ),
    "places called by street and number": rows_of(
        (
            "420102010",
            "新村街道",
            [
                (1, "复兴路24号社区"),
                (2, "复兴路25号社区"),
                (3, "3531社区"),
                (4, "第一社区"),
                (14, "第二社区"),
            ],
        ),
    ),
    "hostile names": rows_of(
        ("320102400", "#: 新区", list(enumerate(HOSTILE, 1))),
        ("320102401", "- 镇", list(enumerate(HOSTILE, 201))),
    ),
    "real oddities": rows_of(
        ("420703103", "段店镇", [(216, "四份村委会（含移民新区）"), (217, "四份村委会（含移民新区）")]),
        ("420703201", "蒲团乡", [(501, "蒲团农场生活区"), (502, "夏大湖村委会")]),
        ("420703400", "葛店开发区", [(498, "虚拟社区")]),
    ),
    "names that a record does not take as they are": rows_of(
        (
            "110105013",
            "西 罗园街道",
            [
                (1, "铁道部住宅区第二、二社区居委会"),
                (2, "王庄、李庄社区居委会"),
                (3, "莫𡐓 社区"),
                (201, "东村;西村村委会"),
                (202, "第一 （农场） 村委会"),
            ],
        )
    ),
    "ninety villages of one town": rows_of(
        ("330101100", "大镇", [(number, f"{number}村委会") for number in range(210, 300)])
    ),
}


# Warnings that only a change of the tool would end: done before its day, similar names, one officer at two places.
UNWANTED = ("W329", "W338", "W339")


@pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS.keys())
def test_any_list_gives_data_without_errors(rows: list[Row], tmp_path: Path) -> None:
    """Any list, however short or hostile its names, gives data that pass every check and contain every place."""
    path = written(tmp_path, rows)
    assert main(["--divisions", f"{path}", "--out", f"{tmp_path}", "--months", "2"]) == 0
    problems = find_problems(tmp_path, AS_OF)
    assert [f"{problem}" for problem in problems if problem.code in UNWANTED or problem.code[0] == "E"] == []
    areas = load(tmp_path).bureau.areas.values()
    assert sorted(code for area in areas for code in area.divisions) == sorted(row[0] for row in rows)


def test_an_unnamed_city_gets_invented_numbers(tmp_path: Path) -> None:
    """A city without a name gets a neutral name with its code, and phones with an area code that does not exist."""
    path = written(tmp_path, LISTS["one community"])
    assert main(["--divisions", f"{path}", "--out", f"{tmp_path}", "--months", "1"]) == 0
    info = load(tmp_path).bureau.info
    assert (info.name, info.code, info.contact.phone) == ("示例市公安局（110100）", "110100", "000-00000001")


def test_a_city_can_be_named(tmp_path: Path) -> None:
    """--city names the bureau."""
    path = written(tmp_path, LISTS["one community"])
    main(["--divisions", f"{path}", "--out", f"{tmp_path}", "--months", "1", "--city", "武汉市"])
    assert load(tmp_path).bureau.info.name == "武汉市公安局"


@pytest.mark.parametrize(
    ("day", "months"),
    [("2015-03-01", "1"), ("2024-02-29", "4"), ("2026-01-01", "2"), ("2031-07-05", "1"), ("2035-12-31", "2")],
)
def test_any_day_may_count_as_today(day: str, months: str, tmp_path: Path) -> None:
    """The data are valid as of any day and for any number of months."""
    path = written(tmp_path, places_of_ezhou()[180:200])
    arguments = ["--divisions", f"{path}", "--out", f"{tmp_path}", "--months", months, "--as-of", day]
    assert main(arguments) == 0
    problems = find_problems(tmp_path, dt.date.fromisoformat(day))
    unwanted = [p for p in problems if p.severity is Severity.ERROR or p.code == "W329"]
    assert [str(problem) for problem in unwanted] == []


@pytest.mark.parametrize(
    "day", [dt.date(year, *on) for year in range(2015, 2036) for on in ((1, 1), (7, 7), (7, 8), (12, 31))]
)
def test_no_step_of_a_round_is_done_in_the_future(day: dt.date) -> None:
    """The round is of the day's year or the year before, and no step of it was done after the day."""
    text = dict(files_of(request_for([GOOD], as_of=day)))["data/milestones.yml"]
    current = Milestones.model_validate(read_document("milestones.yml", text).plain).cycles[-1]
    done = [step.done_on for step in current.milestones if step.done_on]
    assert len(done) == 2
    assert max(done) <= day
    assert current.title == f"{done[0].year} 年规范提升（示例）"
    assert day.year - done[0].year == ((day.month, day.day) < (7, 8))


GOOD = ("420704002001", "官柳社区", "420704002", "古楼街道", "420704", "鄂城区")

# Nothing visible: no width, a joiner, a soft hyphen, a tag, a filler, a mark without a letter, a control.
UNSEEN = ("\u200b", "\u2060\u00ad", "\U000e0041", "\u3164", "\ufe0f", "\u0007\t")


def put(column: str, value: str) -> Sequence[str]:
    """Another valid row with one value changed."""
    row = dict(zip(COLUMNS, ("420704002002", *GOOD[1:]), strict=True))
    return [*{**row, column: value}.values()]


@pytest.mark.parametrize(
    ("rows", "columns", "sentence"),
    [
        ([], COLUMNS, "名单里没有任何可用的社区或村。"),
        ([GOOD[:4]], COLUMNS[:4], "名单缺少这些列：district_code、district。"),
        ([GOOD, ("42070400200A", *GOOD[1:])], COLUMNS, "名单第 3 行的 code 应为 12 位数字。"),
        ([(*GOOD[:2], "42070400", *GOOD[3:])], COLUMNS, "名单第 2 行的 town_code 应为 9 位数字。"),
        ([("420704009001", *GOOD[1:])], COLUMNS, "名单第 2 行的 三个代码对不上：前面的位数应当相同。"),
        ([GOOD, GOOD], COLUMNS, "名单第 3 行的代码 420704002001 前面已经出现过。"),
        (
            [(GOOD[0], " ", *GOOD[2:])],
            COLUMNS,
            "名单第 2 行没有采用：没有写 name。名单里没有任何可用的社区或村。",
        ),
        (
            [GOOD, put("town", "凤凰街道")],
            COLUMNS,
            "名单第 3 行把代码 420704002 叫做“凤凰街道”，前面写的是“古楼街道”：请改成一样的。",
        ),
        (
            [GOOD, ("420704003001", "北门社区", "420704003", "凤凰街道", "420704", "鄂东区")],
            COLUMNS,
            "名单第 3 行把代码 420704 叫做“鄂东区”，前面写的是“鄂城区”：请改成一样的。",
        ),
        *(
            ([GOOD, put(column, unseen)], COLUMNS, f"名单第 3 行的 {column} 应为 {digits} 位数字。")
            for column, digits in (("code", 12), ("town_code", 9), ("district_code", 6))
            for unseen in UNSEEN
        ),
    ],
)
def test_a_bad_list_is_refused_in_one_sentence(
    rows: list[Row],
    columns: Sequence[str],
    sentence: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A bad list gives exit code 1 and one Chinese sentence with the place, and nothing is written."""
    path = written(tmp_path, rows, columns)
    assert main(["--divisions", f"{path}", "--out", f"{tmp_path}"]) == 1
    assert capsys.readouterr() == ("", f"{sentence}\n")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--months", "0", "--months 应为 1 至 120 之间的整数。"),
        ("--months", "二十四", "--months 应为 1 至 120 之间的整数。"),
        ("--as-of", "26-2-3", "--as-of 应为 2000 至 2089 年的日期，写成“年-月-日”。"),
        ("--as-of", "2026-02-30", "--as-of 应为 日历上有的日期。"),
        ("--seed", "-1", "--seed 应为 不超过 9 位的整数。"),
        ("--city", "", "--city 应为 1 至 20 个字的城市名。"),
        (
            "--divisions",
            "/nowhere/list.csv",
            "读不出名单文件 /nowhere/list.csv（不见了）。",
        ),
        ("--divisions", "/", "读不出名单文件 /（是目录,不是文件）。"),
        ("--city", "\u3164", "--city 应为 1 至 20 个字的城市名。"),
        ("--city", "武\u200b汉", "--city 应为 1 至 20 个字的城市名。"),
    ],
)
def test_a_bad_option_is_refused_in_one_sentence(
    option: str, value: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bad option gives exit code 1 and one Chinese sentence."""
    assert main(["--divisions", f"{EZHOU}", "--out", f"{tmp_path}", f"{option}={value}"]) == 1
    assert capsys.readouterr().err == f"{sentence}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "命令没有执行:没有写选项 --divisions 。"),
        (["--divisions"], "命令没有执行:选项 --divisions 的写法不对:要写值的在后面写上,不要值的不写。"),
        (["--division", "x"], "命令没有执行:没有选项 --division。是不是 --divisions?"),
        (["--divisions", "x", "--out", "y", "z"], "命令没有执行:多写了“z”;有空格的内容请放在引号里。"),
    ],
)
def test_a_wrong_call_is_reported_in_chinese(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong call gives exit code 2 and a message in Chinese."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err.splitlines()[0]) == ("", said)
    assert "usage" not in err.lower()


def test_help_is_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    """The help text contains no English."""
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("用法:sample_data.py [选项]\n")
    assert re.findall("[A-Za-z]+", re.sub("--[a-z-]+|sample_data.py|CSV|data/", "", said)) == []


def test_a_file_in_place_of_the_folder_is_reported_in_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file in place of the output folder is reported in Chinese."""
    path = written(tmp_path, [GOOD])
    assert main(["--divisions", f"{path}", "--out", f"{path}", "--months", "1"]) == 1
    assert capsys.readouterr().err == f"写不进 {path}（已经有了）。\n"


def test_unseen_characters_in_a_name_are_left_out(tmp_path: Path) -> None:
    """Invisible characters are removed from codes and names."""
    path = written(tmp_path, [(f"{GOOD[0]}\u200b", "官\u200b柳社区\ufeff", *GOOD[2:])])
    (division,), remarks = divisions_in(path)
    assert (division.code, division.name) == GOOD[:2]
    assert remarks == ("名单第 2 行的 name 改成了“官柳社区”。",)


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        *((column, unseen, f"没有写 {column}") for column in ("name", "town") for unseen in UNSEEN),
        ("name", "高\ue170村委会", "name 里有私用区的字符,别的电脑上显示成别的字或空白"),
        ("name", "高\ufffd村委会", "name 里有替代符号,原来的字已经丢失"),
        ("name", "高?村委会", "name 不是名称"),
        ("name", "社区", "name 不是名称"),
    ],
)
def test_a_row_with_an_unreadable_name_is_left_out(
    column: str, value: str, fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A row with an unreadable name is left out and reported, and the other rows are used."""
    path = written(tmp_path, [GOOD, put(column, value)])
    assert main(["--divisions", f"{path}", "--out", f"{tmp_path}", "--months", "1"]) == 0
    assert capsys.readouterr().err == f"名单第 3 行没有采用：{fault}。\n"
    assert [area.divisions for area in load(tmp_path).bureau.areas.values()] == [(GOOD[0],)]


def test_an_invalid_name_is_changed_and_reported(tmp_path: Path) -> None:
    """A name that a record would refuse is changed, and each change is reported once."""
    path = written(tmp_path, LISTS["names that a record does not take as they are"])
    divisions, remarks = divisions_in(path)
    assert [division.name for division in divisions] == [
        "铁道部住宅区第二、二社区居委会",
        "王庄和李庄社区居委会",
        "莫𡐓社区",
        "东村和西村村委会",
        "第一 （农场） 村委会",
    ]
    assert remarks == (
        "名单第 2 行的 town 改成了“西罗园街道”。",
        "名单第 3 行的 name 改成了“王庄和李庄社区居委会”。",
        "名单第 4 行的 name 改成了“莫𡐓社区”。",
        "名单第 5 行的 name 改成了“东村和西村村委会”。",
    )


def test_a_list_in_another_encoding_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A list that is not UTF-8 is refused."""
    path = tmp_path / "list.csv"
    path.write_bytes((",".join(COLUMNS) + "\n" + ",".join(GOOD)).encode("gbk"))
    assert main(["--divisions", f"{path}", "--out", f"{tmp_path}"]) == 1
    assert (
        capsys.readouterr().err
        == "名单文件不是 UTF-8 编码（多半是 GBK）：请另存为“CSV UTF-8（逗号分隔）”。\n"
    )


def test_real_data_is_never_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A data folder that is not marked as a sample is not replaced."""
    path = written(tmp_path, [GOOD])
    arguments = ["--divisions", f"{path}", "--out", f"{tmp_path}", "--months", "1"]
    assert main(arguments) == 0
    info = tmp_path / "data/bureau.yml"
    info.write_text(
        info.read_text(encoding="utf-8").replace("sample: true", "sample: false"), encoding="utf-8"
    )
    before = tree(tmp_path)
    capsys.readouterr()
    assert main(arguments) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path / 'data'} 里不是示例数据（bureau.yml 没有写 sample: true），没有改动。\n"
    )
    assert tree(tmp_path) == before


def test_sample_data_is_replaced_whole(tmp_path: Path) -> None:
    """A new sample replaces the whole data folder and nothing beside it."""
    places = [GOOD, ("420704002002", "北门社区", *GOOD[2:])]
    for number in (2, 1):
        path = written(tmp_path, places[:number])
        assert main(["--divisions", f"{path}", "--out", f"{tmp_path}", "--months", "1"]) == 0
    assert [area.name for area in load(tmp_path).bureau.areas.values()] == ["官柳社区"]
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["data", "list.csv"]


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("长港", "changgang"),
        ("雷咀", "leizui"),
        ("吴都", "wudu"),
        ("单家畈", "shanjiafan"),
        ("曾家湾", "zengjiawan"),
        ("解放", "jiefang"),
        ("解家桥", "xiejiaqiao"),
        ("吕王", "lvwang"),
        ("A区 12栋", "aqu12dong"),
        ("😀", ""),
    ],
)
def test_places_are_spelled_as_people_say_them(name: str, spelled: str) -> None:
    """Places are spelled by their local readings, also where a dictionary differs."""
    assert slug(name) == spelled


def test_equal_names_are_made_different() -> None:
    """Of equal names the first stays, later stations take more of their town's name, later areas a number."""
    rows = LISTS["towns and places of one name"]
    assert [town.station for town in towns_of(request_for(rows).divisions)] == [
        "团结派出所",
        "团结街道派出所",
        "团结镇派出所",
        "团结街道第一派出所",
    ]
    areas = [(area.town.divisions[0].town_code, area.name) for area in territories(rows)]
    assert areas[:7] == [
        ("230101001", "中心社区"),
        ("230101001", "中心社区（2）"),
        ("230101001", "中心社区（3）"),
        ("230101001", "中心警务区"),
        ("230101002", "中心社区"),
        ("230101002", "中心社区（二）"),
        ("230101002", "中心社区（3）"),
    ]
    assert [name for code, name in areas if code == "230101101"][:2] == ["中心警务区", "中心第2警务区"]


@pytest.mark.parametrize(
    ("town", "station"),
    [
        ("古楼街道办事处", "古楼派出所"),
        ("蒲团乡", "蒲团派出所"),
        ("鄂温克民族乡", "鄂温克民族乡派出所"),
        ("长哨营满族乡", "长哨营满族乡派出所"),
        ("某某民族镇", "某某民族镇派出所"),
        ("巴彦塔拉苏木", "巴彦塔拉苏木派出所"),
        ("马镇", "马镇派出所"),
        ("镇", "镇派出所"),
        ("葛店开发区", "葛店开发区派出所"),
    ],
)
def test_a_station_is_called_after_its_town(town: str, station: str) -> None:
    """A station's name drops its town's kind if enough of the name is left; 民族乡, 苏木 and zones keep it."""
    row = (GOOD[0], GOOD[1], GOOD[2], town, GOOD[4], GOOD[5])
    (found,) = towns_of(request_for([row]).divisions)
    assert found.station == station


@pytest.mark.parametrize(
    ("town", "kinds"),
    [
        ("古楼街道", (StationKind.URBAN, AreaKind.URBAN)),
        ("蒲团乡", (StationKind.TOWN, AreaKind.TOWN)),
        ("巴彦塔拉苏木", (StationKind.TOWN, AreaKind.TOWN)),
        ("鄂温克民族苏木", (StationKind.TOWN, AreaKind.TOWN)),
    ],
)
def test_a_township_is_no_city(town: str, kinds: tuple[StationKind, AreaKind]) -> None:
    """A township of any kind has the station and the communities of a town, not of a city."""
    row = (GOOD[0], GOOD[1], GOOD[2], town, GOOD[4], GOOD[5])
    (area,) = territories([row])
    assert (area.town.kind, area.kind) == kinds


@pytest.mark.parametrize(
    ("community", "names"),
    [
        ("官柳社区", ["官柳路", "官柳一巷", "官柳二巷", "官柳花园", "官柳小区"]),
        ("新街居委会", ["新街", "新街一巷", "新街二巷", "新街花园", "新街小区"]),
        ("复兴路24号社区", ["复兴路", "复兴路一巷", "复兴路二巷", "复兴路花园", "复兴路小区"]),
        ("中山路12-14号院社区居委会", ["中山路", "中山路一巷", "中山路二巷", "中山路花园", "中山路小区"]),
        ("滨江大道社区", ["滨江大道", "滨江大道一巷", "滨江大道二巷", "滨江大道花园", "滨江大道小区"]),
        ("多福巷社区", ["多福巷", "多福一巷", "多福二巷", "多福巷花园", "多福巷小区"]),
        ("3531社区", ["建设路", "建设一巷", "建设二巷", "建设花园", "建设小区"]),
        ("３５０６厂社区", ["建设路", "建设一巷", "建设二巷", "建设花园", "建设小区"]),
        ("第一社区", ["建设路", "建设一巷", "建设二巷", "建设花园", "建设小区"]),
        ("第十二居委会", ["建设路", "建设一巷", "建设二巷", "建设花园", "建设小区"]),
        ("新村第三社区", ["新村路", "新村一巷", "新村二巷", "新村花园", "新村小区"]),
        ("五一社区", ["五一路", "五一东巷", "五一西巷", "五一花园", "五一小区"]),
    ],
)
def test_invented_streets_read_like_streets(community: str, names: list[str]) -> None:
    """Invented streets have plausible names, and a community without a usable name gets a common one."""
    row = (GOOD[0], community, *GOOD[2:])
    (area,) = territories([row])
    covers = covers_of([area])[area.id]
    streets = [cover["street"] for cover in covers if "street" in cover]
    estates = [cover["estate"] for cover in covers if "estate" in cover and "buildings" not in cover]
    assert [*streets, *estates] == [*names[:3], names[4]]
    assert stem_of(area) + "花园" == names[3]


@pytest.mark.parametrize(
    ("official", "base"),
    [
        ("官柳社区", "官柳"),
        ("大湾社区居委会", "大湾"),
        ("铁矿居委会", "铁矿"),
        ("四份村委会（含移民新区）", "四份"),
        ("某某居民委员会", "某某"),
        ("蒲团农场生活区", "蒲团农场生活区"),
        ("社区", "社区"),
        ("（）", "（）"),
    ],
)
def test_a_place_has_its_own_name(official: str, base: str) -> None:
    """The kind of a place and remarks in brackets are no part of its base name."""
    assert base_name(official) == base


def test_the_documents_own_words_are_quoted(bureau: Bureau) -> None:
    """Every quote in the reference data is in the policy document."""
    document = (ROOT / "data/scheme/ezhou-2002-69.yml").read_text(encoding="utf-8")
    services, duties = reference("services", Services), reference("duties", Duties)
    quotes = [service.original for service in services.services]
    quotes += [duty.original for listed in duties.kinds for duty in listed.duties]
    quotes += [listed.mode.label for listed in duties.kinds]
    assert [quote for quote in quotes if quote not in document] == []
    assert len(services.services) == bureau.policy.standards.services.value
