"""Tests of the laws that hold for all rules between records. The messages of each rule are tested in bad_data/."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import checks
from generator.checks import RULES, check, figures, meetings, namesakes, promises, writing
from generator.checks.overlaps import Span, clashes
from generator.checks.references import did_you_mean, nearest_day
from generator.load import load
from generator.model.area import Area, EarlierKind, EstateCover, Parity, Population, StreetCover
from generator.model.bureau import Bureau
from generator.model.hours import Hours
from generator.model.meeting import MeetingStatus, Minutes, OpinionStatus, Representatives
from generator.model.officer import Officer, OnSite, Photo, Role
from generator.model.prevention import Committee, EarlierCommittee
from generator.model.reference import Holiday, Holidays, HolidayYear
from generator.model.report import ReportRow, ServiceCounts
from generator.model.station import EarlierGroup, StationKind
from generator.model.values import WEEKDAYS, Weekday
from tests import bureaus
from tests.small_sites import ezhou

BASE: Final = Path(__file__).parent / "bad_data" / "_base"
AS_OF: Final = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def bureau() -> Bureau:
    """The small valid bureau."""
    return load(BASE).bureau


def said(bureau: Bureau, as_of: dt.date = AS_OF) -> list[str]:
    """The code and place of every problem."""
    return [f"{problem.code} {problem.place}" for problem in check(bureau, as_of)]


def with_area(bureau: Bureau, key: str, **changed: Any) -> Bureau:
    """The bureau with one area changed."""
    return replace(bureau, areas={**bureau.areas, key: bureau.areas[key].model_copy(update=changed)})


def test_every_check_is_registered() -> None:
    """Every check function is in RULES, and its docstring is one Chinese sentence."""
    rooms = Path(checks.__file__).parent.glob("*.py")
    written = re.findall(
        r"^def (check_\w+)", "\n".join(room.read_text("utf-8") for room in rooms), re.MULTILINE
    )
    assert sorted(written) == sorted(rule.name for rule in RULES)
    assert all(rule.sentence.endswith("。") and "\n" not in rule.sentence for rule in RULES)


SPANS: Final = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 8), st.sampled_from("abc")).map(
        lambda span: (span[0], span[0] + span[1], span[2])
    ),
    max_size=12,
)


@given(SPANS)
def test_clashes_equal_a_comparison_of_all_pairs(given_spans: list[tuple[int, int, str]]) -> None:
    """Each span that overlaps an earlier span of another claim is found exactly once."""
    spans = [
        Span(first=first, last=last, claim=claim, of=at)
        for at, (first, last, claim) in enumerate(given_spans)
    ]
    ordered = sorted(spans, key=lambda span: span.first)
    expected = [
        later.of
        for at, later in enumerate(ordered)
        if any(earlier.claim != later.claim and later.first <= earlier.last for earlier in ordered[:at])
    ]
    found = list(clashes(spans))
    assert [later.of for later, _ in found] == expected
    assert all(e.claim != s.claim and e.first <= s.first <= e.last for s, e in found)


STREET: Final = st.builds(
    lambda ends, parity: StreetCover.model_validate(
        {"street": "滨湖路", "from": min(ends), "to": max(ends), "parity": parity}
    ),
    st.tuples(st.integers(1, 30), st.integers(1, 30)),
    st.sampled_from(["odd", "even", "all"]),
)
ESTATE: Final = st.builds(
    lambda buildings: EstateCover(estate="官柳小区", buildings=tuple(buildings)),
    st.lists(st.sampled_from(["1栋", "2栋", "3栋", "4栋"]), unique=True, max_size=2),
)


def doors(cover: StreetCover | EstateCover) -> set[int | str]:
    """The set of house numbers or buildings of a cover; an estate without a list has all of them."""
    if isinstance(cover, EstateCover):
        return set(cover.buildings or ["1栋", "2栋", "3栋", "4栋"])
    sides = {Parity.ODD: (1,), Parity.EVEN: (0,), Parity.ALL: (0, 1)}[cover.parity]
    return {number for number in range(cover.start, cover.end + 1) if number % 2 in sides}


@given(st.lists(STREET | ESTATE, max_size=8))
def test_land_is_claimed_twice_where_two_covers_overlap(claims: list[StreetCover | EstateCover]) -> None:
    """A problem is reported if and only if two covers share a door or a building."""
    bureau = with_area(load(BASE).bureau, "gulou-guanliu", covers=tuple(claims))
    pairs = [(one, other) for at, one in enumerate(claims) for other in claims[:at]]
    told = [
        one for one in said(bureau) if not one.startswith("W376")
    ]  # the safe place is in none of the covers
    assert bool(told) == any(doors(one) & doors(other) for one, other in pairs)


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("A区5栋", "A区", ["E305"]),
        ("A区", "A区5栋", ["E305"]),
        ("二期", "二期A区5栋", ["E305"]),
        ("1区", "1区5栋", ["E305"]),
        ("A座", "A5栋", []),
        ("1栋", "15栋", []),
        ("A区", "B区5栋", []),
        ("东门", "东门口", []),
    ],
)
def test_a_zone_contains_its_buildings(bureau: Bureau, one: str, other: str, codes: list[str]) -> None:
    """A whole zone or phase overlaps its buildings; a tower of the same letter does not contain other buildings."""
    claims = tuple(EstateCover(estate="官柳小区", buildings=(building,)) for building in (one, other))
    changed = with_area(bureau, "gulou-guanliu", covers=claims)
    assert [problem.code for problem in check(changed, AS_OF)] == codes


def test_a_street_in_another_district_is_another_street(bureau: Bureau) -> None:
    """滨湖路 in 鄂城区 and in 华容区 share door numbers in the base; they clash once both are in one district."""
    assert said(bureau) == []
    moved = bureau.stations["huarong"].model_copy(update={"district": "鄂城区"})
    one_district = replace(bureau, stations={**bureau.stations, "huarong": moved})
    assert said(one_district) == ["E305 data/communities/huarong/huarong-jie.yml:10:5"]


def test_the_order_of_records_does_not_matter(bureau: Bureau) -> None:
    """The same records in another order give the same problems in the same order."""
    backwards = replace(
        bureau,
        stations=dict(reversed(list(bureau.stations.items()))),
        areas=dict(reversed(list(bureau.areas.items()))),
        reports=dict(reversed(list(bureau.reports.items()))),
    )
    later = dt.date(2027, 6, 1)
    assert len(said(bureau, later)) == 5
    assert said(backwards, later) == said(bureau, later)


def test_time_alone_causes_only_warnings(bureau: Bureau) -> None:
    """Valid data of November give only warnings in June, never an error."""
    codes = {problem.code for problem in check(bureau, dt.date(2027, 6, 1))}
    assert codes == {"W323", "W324", "W325"}


def test_former_and_future_officers_are_no_error(bureau: Bureau) -> None:
    """A past `until` or a future `since` is no error while somebody is in post."""
    now = bureau.areas["gulou-guanliu"].officers[0]
    before = now.model_copy(
        update={
            "badge": "004299",
            "name": "陈华",
            "since": dt.date(2020, 1, 1),
            "until": dt.date(2024, 2, 29),
        }
    )
    after = now.model_copy(update={"badge": "004298", "name": "林芳", "since": dt.date(2027, 1, 1)})
    assert said(with_area(bureau, "gulou-guanliu", officers=(before, now, after))) == []


def test_a_badge_passes_to_another_person_the_day_after(bureau: Bureau) -> None:
    """Two names may use one badge one after the other, but not on the same day."""
    now = bureau.areas["gulou-guanliu"].officers[0]
    before = now.model_copy(
        update={"name": "陈华", "since": dt.date(2020, 1, 1), "until": dt.date(2024, 2, 29)}
    )
    shared = before.model_copy(update={"until": dt.date(2024, 3, 1)})
    assert said(with_area(bureau, "gulou-guanliu", officers=(before, now))) == []
    changed = with_area(bureau, "gulou-guanliu", officers=(shared, now))
    assert [problem.code for problem in check(changed, AS_OF)] == ["E306"]


@pytest.mark.parametrize(
    ("changed", "warned"),
    [
        pytest.param({}, True, id="both are there"),
        pytest.param({"until": dt.date(2026, 6, 30)}, True, id="one is dissolved on the day of the other"),
        pytest.param({"until": dt.date(2026, 6, 29)}, False, id="one is dissolved before the other"),
        pytest.param({"name": "官柳二社区"}, False, id="a name with a word more"),
        pytest.param({"station": "huarong"}, False, id="of another station"),
    ],
)
def test_communities_of_one_station_have_different_names(
    bureau: Bureau, changed: dict[str, Any], warned: bool
) -> None:
    """Two communities of one station with one name get a warning if they exist on the same day."""
    area = bureau.areas["gulou-guanliu"].model_copy(update={"since": dt.date(2026, 6, 30)})
    before = bureau.areas["gulou-guanliu"].model_copy(update={"id": "gulou-before", **changed})
    two = replace(bureau, areas={before.id: before, area.id: area})
    found = [*namesakes.check_no_two_areas_of_a_station_have_one_name(two, AS_OF)]
    assert [(problem.code, problem.place.path) for problem in found] == [("W338", area.path)] * warned


@pytest.mark.parametrize(
    ("changed", "warned"),
    [
        pytest.param({}, True, id="one day of the week in common"),
        pytest.param({"days": "周二周四"}, False, id="other days"),
        pytest.param({"hours": ("17:00", "20:00")}, False, id="from the minute at which the other ends"),
        pytest.param({"hours": ("16:59", "20:00")}, True, id="a minute before"),
        pytest.param({"hours": ("10:00", "11:00")}, True, id="an hour within the other's"),
        pytest.param({"until": dt.date(2025, 1, 1)}, True, id="on a single day"),
        pytest.param({"until": dt.date(2024, 12, 31)}, False, id="over before the other began"),
        pytest.param({"badge": "004302"}, False, id="another badge"),
        pytest.param({"area": "huarong-sanjiang"}, False, id="twice in one community"),
    ],
)
def test_nobody_is_promised_at_two_places_at_once(
    bureau: Bureau, changed: dict[str, Any], warned: bool
) -> None:
    """A warning needs one badge, two communities, and a common weekday and minute while both entries are valid."""
    (own,) = bureau.areas["huarong-sanjiang"].officers
    own = own.model_copy(update={"on_site": on_site("周一周三周五", "09:00", "17:00")})
    other = own.model_copy(
        update={
            "role": Role.ACTING,
            "since": dt.date(2024, 1, 1),
            "until": changed.get("until"),
            "badge": changed.get("badge", own.badge),
            "on_site": on_site(changed.get("days", "周三周六"), *changed.get("hours", ("08:30", "17:30"))),
        }
    )
    there = changed.get("area", "huarong-jie")
    both = {"huarong-sanjiang": (own,), "huarong-jie": ()}
    both[there] = (*both[there], other)
    areas = {
        key: area.model_copy(update={"officers": both.get(key, area.officers)})
        for key, area in bureau.areas.items()
    }
    found = [*promises.check_nobody_is_promised_at_two_places_at_once(replace(bureau, areas=areas), AS_OF)]
    assert [(problem.code, problem.place.path) for problem in found] == (
        [("W339", bureau.areas["huarong-sanjiang"].path)] if warned else []
    )


def on_site(days: str, opens: str, closes: str) -> OnSite:
    """An on-site promise; `days` is weekdays joined without a separator."""
    listed = tuple(day for day in Weekday if day in days)
    hours = Hours(opens=dt.time.fromisoformat(opens), closes=dt.time.fromisoformat(closes))
    return OnSite(days=listed, hours=hours)


@pytest.mark.parametrize(
    ("residents", "vacant", "codes"),
    [
        pytest.param(6500, 0, [], id="one required, one in post"),
        pytest.param(6501, 0, ["W321"], id="two required, one in post"),
        pytest.param(6501, 1, [], id="the gap is stated"),
        pytest.param(6500, 1, ["W328"], id="a gap is stated where there is none"),
    ],
)
def test_an_unstated_shortfall_is_a_warning(
    bureau: Bureau, residents: int, vacant: int, codes: list[str]
) -> None:
    """A warning appears exactly where officers plus stated vacancies differ from the staffing standard."""
    area: Area = bureau.areas["gulou-guanliu"]
    changed = with_area(
        bureau,
        area.id,
        population=area.population.model_copy(update={"actual": residents}),
        vacancies=bureau.areas["huarong-jie"].vacancies * vacant,
    )
    assert [problem.code for problem in check(changed, AS_OF)] == codes


def on_the_last_day(bureau: Bureau) -> Bureau:
    """The bureau with every limit reached and none exceeded."""
    area = bureau.areas["gulou-guanliu"]
    officer, (brand,), prevention = area.officers[0], area.brands, area.prevention
    assert prevention is not None
    photo = Photo(file="004217.jpg", consent_on=AS_OF)
    place = prevention.safe_places[0].model_copy(update={"expires_on": AS_OF})
    changed = with_area(
        bureau,
        area.id,
        population=Population(actual=800, temporary=800, as_of=AS_OF),
        verified=area.verified.model_copy(update={"on": AS_OF - dt.timedelta(days=90)}),
        officers=(officer.model_copy(update={"photo": photo, "until": AS_OF}),),
        prevention=prevention.model_copy(update={"safe_places": (place,)}),
        brands=(brand.model_copy(update={"reviewed_on": AS_OF, "expires_on": AS_OF}),),
    )
    return replace(changed, photos=frozenset({"004217.jpg"}))


def test_the_last_day_of_a_term_is_within_it(bureau: Bureau) -> None:
    """What is due, valid or done today is in time, and a part may equal its total."""
    area = on_the_last_day(bureau)
    assert said(area) == []
    codes = [problem.code for problem in check(area, AS_OF + dt.timedelta(days=1))]
    assert sorted(codes) == ["E308", "W324", "W325", "W325"]


def meeting_today(bureau: Bureau, **changed: Any) -> Bureau:
    """The bureau with one meeting, held, written up and answered today."""
    meeting = next(iter(bureau.meetings.values()))
    opinion = meeting.opinions[0].model_copy(update={"due": AS_OF, "closed_on": AS_OF})
    waiting = meeting.opinions[1].model_copy(update={"due": AS_OF})
    today = meeting.model_copy(
        update={
            "date": AS_OF,
            "representatives": Representatives(total=30, present=30),
            "minutes": Minutes(published_on=AS_OF, text="纪要。"),
            "opinions": (opinion, waiting),
            **changed,
        }
    )
    return replace(bureau, meetings={today.id: today})


def test_a_meeting_may_be_held_written_up_and_answered_on_one_day(bureau: Bureau) -> None:
    """Minutes and answers may have the meeting's date, and a meeting of today may be held or still confirmed."""
    assert said(meeting_today(bureau)) == []
    assert said(meeting_today(bureau, status=MeetingStatus.CONFIRMED, minutes=None, opinions=())) == []


@pytest.mark.parametrize(
    ("closed_on", "read", "codes"),
    [
        (None, (), ["W335"]),
        (None, ((2026, 11, 18),), []),
        (None, ((2026, 11, 23),), []),
        ((2026, 11, 1), (), ["W335"]),
        ((2026, 11, 1), ((2026, 11, 18),), []),
        ((2026, 11, 20), ((2026, 11, 18),), ["W335"]),  # its answer was not read back on the 23rd
        ((2026, 11, 20), ((2026, 11, 23),), []),
        ((2026, 11, 24), ((2026, 11, 18),), []),  # no meeting was held since
        ((2026, 11, 24), (), ["W335"]),
    ],
)
def test_an_opinion_is_read_back_at_the_next_meeting_and_after_its_answer(
    bureau: Bureau,
    closed_on: tuple[int, int, int] | None,
    read: tuple[tuple[int, int, int], ...],
    codes: list[str],
) -> None:
    """Raised on 15 October with meetings on 18 and 23 November: read back once, and again with its answer."""
    first = next(iter(bureau.meetings.values()))
    answer = (
        {"status": OpinionStatus.DONE, "outcome": "已修好。", "closed_on": dt.date(*closed_on)}
        if closed_on
        else {"status": OpinionStatus.OPEN, "outcome": None, "closed_on": None}
    )
    said = first.opinions[1].model_copy(
        update={**answer, "read_back_on": tuple(dt.date(*numbers) for numbers in read)}
    )
    later = [
        first.model_copy(
            update={
                "id": f"gulou-guanliu-2026-11-{day}",
                "date": dt.date(2026, 11, day),
                "opinions": (),
                "minutes": None,
            }
        )
        for day in (18, 23)
    ]
    meetings = (first.model_copy(update={"opinions": (said,)}), *later)
    changed = replace(bureau, meetings={meeting.id: meeting for meeting in meetings})
    assert [problem.code for problem in check(changed, AS_OF)] == codes


@pytest.mark.parametrize(
    ("status", "codes"),
    [
        pytest.param(MeetingStatus.CONFIRMED, ["W327"], id="to come"),
        pytest.param(MeetingStatus.CANCELLED, [], id="cancelled"),
        pytest.param(MeetingStatus.HELD, [], id="held"),
    ],
)
def test_a_holiday_matters_only_for_a_future_meeting(
    bureau: Bureau, status: MeetingStatus, codes: list[str]
) -> None:
    """A meeting today counts as future; a held or cancelled one gets no warning."""
    year = HolidayYear(year=2026, source="示例", holidays=(Holiday(date=AS_OF, name="示例节"),))
    changed = meeting_today(bureau, status=status, status_note="防汛", minutes=None, opinions=(), revision=1)
    changed = replace(changed, holidays=Holidays(years=(year,)))
    assert [problem.code for problem in check(changed, AS_OF)] == codes


@pytest.mark.parametrize(("ahead", "codes"), [(-1, []), (1, ["W329"] * 4)], ids=["over", "to come"])
def test_a_history_entry_must_have_ended(bureau: Bureau, ahead: int, codes: list[str]) -> None:
    """An earlier entry of a kind, post, committee or peer group may not end in the future."""
    until, another = (AS_OF + dt.timedelta(days=ahead * days) for days in (1, 2))
    found = bureau.areas["gulou-guanliu"]
    changed = with_area(
        bureau,
        found.id,
        earlier_kinds=(EarlierKind(until=until, kind=found.kind),),
        post=bureaus.post(services=(), earlier=[{"until": until, "status": "open"}]),
        committee=Committee(members=5, earlier=(EarlierCommittee(until=another, director=True, members=3),)),
    )
    moved = bureau.stations["gulou"].model_copy(
        update={"earlier_groups": (EarlierGroup(until=until, peer_group=StationKind.TOWN),)}
    )
    changed = replace(changed, stations={**bureau.stations, "gulou": moved})
    assert [problem.code for problem in check(changed, AS_OF)] == codes


def test_earlier_counts_and_services_are_checked_like_todays(bureau: Bureau) -> None:
    """Temporary residents may not exceed residents, and a service must be defined, in earlier entries too."""
    counts = Population.model_validate(
        {
            "actual": 9,
            "as_of": "2026-06-30",
            "earlier": [{"actual": 8, "temporary": 9, "as_of": "2025-12-31"}],
        }
    )
    earlier = [{"until": AS_OF, "services": ["report", "repot"]}]
    changed = with_area(
        bureau, "gulou-guanliu", population=counts, post=bureaus.post(services=(), earlier=earlier)
    )
    assert sorted(problem.code for problem in check(changed, AS_OF)) == ["E303", "E310"]


@pytest.mark.parametrize(
    ("filed_on", "codes"),
    [((2026, 10, 30), ["E310"]), ((2026, 10, 31), []), ((2026, 11, 24), []), ((2026, 11, 25), ["W329"])],
)
def test_a_report_is_filed_from_the_last_day_of_its_month(
    bureau: Bureau, filed_on: tuple[int, int, int], codes: list[str]
) -> None:
    """A report may be filed from the last day of its month to today; a part may equal its total."""
    report = bureau.reports["2026-10", "gulou"]
    row = report.rows[0].model_copy(
        update={"disputes": 6, "mediated": 6, "services": ServiceCounts(accepted=9, on_time=9)}
    )
    changed = report.model_copy(update={"filed_on": dt.date(*filed_on), "rows": (row,)})
    reports = {**bureau.reports, ("2026-10", "gulou"): changed}
    assert [problem.code for problem in check(replace(bureau, reports=reports), AS_OF)] == codes


@pytest.mark.parametrize(
    ("days", "codes"), [(2, []), (3, ["E310"]), (4, ["E310", "W372"])], ids=["short", "kept", "surplus"]
)
def test_a_reason_needs_a_promise_that_was_not_kept(bureau: Bureau, days: int, codes: list[str]) -> None:
    """王建国 promises three days a week; a month that is published is not checked."""
    report = bureau.reports["2026-10", "gulou"]
    row = ReportRow.model_validate(
        {
            "area": "gulou-guanliu",
            "on_site_days": {"2026-W41": days},
            "on_site_reasons": {"2026-W41": "leave"},
        }
    )
    changed = replace(
        bureau, reports={("2026-10", "gulou"): report.model_copy(update={"rows": (row,)})}, releases={}
    )
    assert [problem.code for problem in check(changed, AS_OF)] == codes
    release = bureaus.release(bureaus.bureau(reports=[bureaus.report(month="2026-10")]), "2026-10")
    published = replace(changed, releases={"2026-10": release})
    assert [p for p in check(published, AS_OF) if p.code == "E310"] == []


@pytest.mark.parametrize(
    ("role", "until", "days", "codes"),
    [
        ("acting", None, 3, ["E310"]),  # the standard counts, since an acting officer makes no promise
        ("community_officer", None, 3, []),  # four days were promised
        ("community_officer", "2026-10-07", 3, ["E310"]),  # left before the week's Thursday
        ("community_officer", "2026-10-08", 3, []),
    ],
)
def test_a_weeks_promise_is_that_of_its_thursday(
    bureau: Bureau, role: str, until: str | None, days: int, codes: list[str]
) -> None:
    """The week's promise is the largest of the community officers in post, as in the ranking."""
    area = bureau.areas["gulou-guanliu"]
    (officer,) = area.officers
    found = Officer.model_validate(
        officer.model_dump()
        | {"role": role, "until": until, "on_site": {"days": WEEKDAYS[:4], "hours": "09:00-17:00"}}
    )
    row = ReportRow.model_validate(
        {"area": area.id, "on_site_days": {"2026-W41": days}, "on_site_reasons": {"2026-W41": "case"}}
    )
    report = bureau.reports["2026-10", "gulou"].model_copy(update={"rows": (row,)})
    changed = replace(with_area(bureau, area.id, officers=(found,)), reports={("2026-10", "gulou"): report})
    assert [p.code for p in check(changed, AS_OF) if p.code == "E310"] == codes


def test_a_misspelled_row_is_reported_once(bureau: Bureau) -> None:
    """A row with an unknown area gives no second problem; a row of another station's area also leaves a gap."""
    report = bureau.reports["2026-10", "huarong"]

    def codes(*areas: str) -> list[str]:
        rows = tuple(ReportRow(area=area) for area in areas)
        reports = {("2026-10", "huarong"): report.model_copy(update={"rows": rows})}
        return [problem.code for problem in check(replace(bureau, reports=reports), AS_OF)]

    assert codes("huarong-jie", "huarong-sanjang") == ["E303"]
    assert codes("huarong-jie", "gulou-guanliu") == ["E309"]
    assert codes("huarong-jie", "huarong-sanjiang") == []


def test_a_wrong_id_gets_the_nearest_id_or_a_short_list() -> None:
    """A near id is suggested; otherwise all ids are listed if there are at most eight."""
    known = {"gulou": "古楼派出所", "xishan": "西山派出所"}
    many = {f"station-{number}": "某所" for number in range(9)}
    eight = {key: many[key] for key in list(many)[:8]}
    assert did_you_mean("gulo", known) == "是不是 gulou(古楼派出所)?"
    assert did_you_mean("q", known) == "可用的有:gulou(古楼派出所)、xishan(西山派出所)。"
    assert did_you_mean("q", many) == ""
    assert did_you_mean("q", eight).count("某所") == 8
    assert did_you_mean("q", {}) == ""


def test_a_shared_station_prefix_does_not_make_ids_similar() -> None:
    """Only the part after the station is compared: 考棚 is not suggested for 濠塘."""
    known = {f"gulou-{name}": name for name in ("haotang", "ruxue", "gulou", "feie", "a", "b", "c", "d", "e")}
    assert did_you_mean("gulou-kaopeng", known) == ""
    assert did_you_mean("gulou-ruxu", known) == "是不是 gulou-ruxue(ruxue)?"
    assert did_you_mean("gulo-ruxue", known) == "是不是 gulou-ruxue(ruxue)?"


def test_a_missing_community_file_is_reported_as_missing(bureau: Bureau) -> None:
    """Two references ask for the file or the id; many give one problem at the missing file's path."""
    lost = bureau.areas["gulou-guanliu"]
    others = {id_: area for id_, area in bureau.areas.items() if id_ != lost.id}
    gone = replace(bureau, areas=others)

    def said(bureau: Bureau) -> list[str]:
        return [str(problem) for problem in check(bureau, AS_OF) if problem.code == "E303"]

    assert len(said(gone)) == 2
    assert all(f"如果 {lost.path} 丢失了,请从备份恢复" in one for one in said(gone))
    (meeting,) = bureau.meetings.values()
    again = {f"{meeting.id}-{number}": meeting for number in range(3)}
    (once,) = said(replace(gone, meetings=again))
    assert once.startswith(f"{lost.path}:1:1: [E303] 社区“{lost.id}”的文件不见了,另有 4 处写着这个编号。")


@pytest.mark.parametrize(
    ("day", "near"),
    [("2026-10-20", "2026-10-26"), ("2026-11-16", "2026-10-26"), ("2024-11-04", None), ("2026-11-17", None)],
)
def test_the_nearest_day_is_measured_in_days(day: str, near: str | None) -> None:
    """A meeting is suggested only if it is within three weeks, however similar the digits are."""
    known = (dt.date(2026, 7, 1), dt.date(2026, 10, 26))
    assert nearest_day(dt.date.fromisoformat(day), known) == (near and dt.date.fromisoformat(near))


def test_a_new_community_owes_no_earlier_report(bureau: Bureau) -> None:
    """A community owes a row from its first whole month on; an earlier report is complete without it."""
    (report,) = [report for key, report in bureau.reports.items() if key == ("2026-10", "gulou")]
    (area,) = [area for area in bureau.areas.values() if area.id == report.rows[0].area]

    def warned(since: dt.date | None) -> list[str]:
        new = area.model_copy(
            update={"id": "gulou-new", "since": since, "covers": (), "divisions": ("420704002099",)}
        )
        officers = tuple(officer.model_copy(update={"badge": "009999"}) for officer in new.officers)
        areas = {**bureau.areas, "gulou-new": new.model_copy(update={"officers": officers})}
        return [p.code for p in check(replace(bureau, areas=areas), AS_OF) if p.place.path == report.path]

    assert (warned(None), warned(dt.date(2026, 10, 1))) == (["W326"], ["W326"])
    assert warned(dt.date(2026, 10, 2)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("居民张桂梅反映路灯不亮。", "居民张桂梅"),
        ("住户李军家的狗不拴绳。", "住户李军"),
        ("村民吴三宝说：塘边要有护栏。", "村民吴三宝"),
        ("王某投诉广场舞太吵。", "王某"),
        ("对李某某批评教育。", "李某某"),
        ("许先生来电。", "许先生"),
        ("陈婆婆出行不便。", "陈婆婆"),
        ("由于某些原因，路灯不亮。", None),
        ("保障居民安全，方便居民出行。", None),
        ("居民高度关注，居民关心的问题。", None),
        ("村民王家湾的路不好走，张湾村希望装灯。", None),
        ("村民董事会提出，居民沈阳路希望装灯。", None),
        ("有居民提出停车难，代表们希望加强巡逻。", None),
        ("民警王建国上门核对，社区王书记到场。", None),
        ("黄先生巷的灯坏了。", None),
    ],
)
def test_a_probable_name_of_a_resident_is_a_warning(bureau: Bureau, text: str, found: str | None) -> None:
    """A resident's name or a surname with a form of address is found; officers, places and ordinary words are not."""
    first = next(iter(bureau.meetings.values()))
    said = first.opinions[0].model_copy(update={"text": text})
    changed = first.model_copy(update={"opinions": (said, first.opinions[1])})
    problems = check(replace(bureau, meetings={first.id: changed}), AS_OF)
    assert [problem.code for problem in problems] == ["W336"] * (found is not None)
    assert all(f"“{found}”" in problem.message for problem in problems)


def test_an_officer_who_was_overwritten_is_to_be_restored(bureau: Bureau) -> None:
    """A badge in several meetings that no officer has gives one problem and no suggested badge."""
    meeting = next(iter(bureau.meetings.values()))
    more = [
        meeting.model_copy(
            update={"id": f"{meeting.area}-2026-0{month}-15", "date": dt.date(2026, month, 15)}
        )
        for month in (7, 8, 9)
    ]
    overwritten = (
        bureau.areas[meeting.area].officers[0].model_copy(update={"name": "李强", "badge": "004271"})
    )
    changed = replace(
        with_area(bureau, meeting.area, officers=(overwritten,)), meetings={one.id: one for one in more}
    )
    (found,) = meetings.check_the_reporting_officer_belongs_to_the_area(changed, AS_OF)
    assert (found.code, found.place.path) == ("E303", bureau.areas[meeting.area].path)
    assert "2026-07-15、2026-08-15、2026-09-15 等 3 次代表会" in found.message
    assert "恢复那一段(从备份),写上 until,不要改成别人的警号" in found.hint
    assert f"同一个人、只是警号改错了的,改回 {meeting.reporting_officer};" in found.hint
    assert "是不是" not in found.hint


def test_a_badge_of_another_community_says_whose_it_is(bureau: Bureau) -> None:
    """The hint names the officer and says to enter whoever stood in as acting."""
    meeting = next(iter(bureau.meetings.values())).model_copy(update={"reporting_officer": "004301"})
    changed = replace(bureau, meetings={meeting.id: meeting})
    (found,) = meetings.check_the_reporting_officer_belongs_to_the_area(changed, AS_OF)
    assert "警号 004301 是李敏,代为报告的,在那里加一段(role: acting,写 since 和 until)" in found.hint


def test_a_duplicate_that_nothing_refers_to_may_be_deleted(bureau: Bureau) -> None:
    """The hint says to delete a duplicate community only if no report, meeting or release refers to it."""
    area = bureau.areas["gulou-guanliu"]
    twin = area.model_copy(update={"id": "gulou-twin"})
    two = replace(bureau, areas={area.id: area, twin.id: twin})
    (found,) = namesakes.check_no_two_areas_of_a_station_have_one_name(two, AS_OF)
    assert f"请删去 {twin.path}(没有月报" in found.hint


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("⻓港社区", "长港社区", ";只差写法:“⻓”U+2ED3 与“长”U+957F"),
        ("西门\u200b路", "西门路", ";只差写法:“\\u200b”U+200B 与没有"),
        ("东门 路", "东门路", ";只差写法:“ ”U+0020 与没有"),
        ("１０６国道", "106国道", ";只差写法:“１０６”U+FF11 U+FF10 U+FF16 与“106”U+0031 U+0030 U+0036"),
        ("滨湖一巷", "滨湖1巷", ";只差写法:“一”与“1”"),
        ("李•敏", "李·敏", ";只差写法:“•”U+2022 与“·”U+00B7"),
        ("滨湖路", "滨湖路", ""),
        ("滨湖路", "湖滨路", ""),
    ],
)
def test_an_invisible_difference_is_shown_by_code_points(one: str, other: str, told: str) -> None:
    """Only the differing characters are shown, with code points where they look alike."""
    assert writing.how_written(one, other) == told


COUNTS: Final = st.lists(st.integers(0, 400), max_size=12)


@given(COUNTS, st.integers(0, 4000), st.randoms())
def test_the_order_of_a_history_does_not_matter(history: list[int], value: int, random: Random) -> None:
    """The result does not depend on the order of months."""
    shuffled = list(history)
    random.shuffle(shuffled)
    assert figures.is_far_outside(value, shuffled) == figures.is_far_outside(value, history)


@given(st.lists(st.integers(0, 25), max_size=12), st.integers(0, 25))
def test_small_counts_are_never_far_outside(history: list[int], value: int) -> None:
    """Among small counts no difference is far outside."""
    assert not figures.is_far_outside(value, history)


@pytest.mark.parametrize(
    ("value", "is_told"),
    [
        pytest.param(500, True, id="a nought too many"),
        pytest.param(130, False, id="two and a half times the usual"),
        pytest.param(61, False, id="the most so far"),
        pytest.param(0, False, id="a quiet month"),
    ],
)
def test_an_extra_zero_is_far_outside(value: int, is_told: bool) -> None:
    """A figure ten times too large is far outside, even if another month has the same error."""
    history = [52, 47, 61, 58, 44, 49, 38, 70]
    assert figures.is_far_outside(value, history) == is_told
    assert figures.is_far_outside(value, [*history, 520]) == is_told


def test_a_figure_cut_short_is_far_outside_where_counts_are_large() -> None:
    """A figure that lost a digit is far outside where counts are large."""
    history = [412, 430, 455, 398, 441, 420, 437]
    assert figures.is_far_outside(43, history)
    assert not figures.is_far_outside(330, history)


def test_no_figure_of_the_sample_is_far_outside() -> None:
    """No figure in two years of sample data is reported."""
    months = figures._histories(ezhou().bureau).values()
    series = [{month: value for month, (_, _, value) in one.items()} for one in months]
    told = [
        (month, values)
        for values in series
        for month in values
        if figures.is_far_outside(values[month], [v for other, v in values.items() if other != month])
    ]
    assert (told, len(series) > 1000) == ([], True)
