"""Targets of a year (方案二(四)): what published months count, how a target stands, what hidden months may not tell."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from generator.checks import check
from generator.figures import figures_of
from generator.gaps import missing_today
from generator.gaps.today import Today
from generator.model.history import EarlierStation
from generator.model.linkage import JointOffice, Linkage, PartnerUnit
from generator.model.meeting import MeetingStatus
from generator.model.public import PublicBureau, PublicCount, Suppressed
from generator.model.public_work import KindOfWork, PublicWork, PublicWorkRecord
from generator.model.target import AreaTarget, TargetMeasure, YearTargets
from generator.model.work_record import WorkKind
from generator.pages.communities import community_pages
from generator.pages.own_work import own_targets
from generator.pages.stations import station_pages
from generator.pages.targets import target_pages
from generator.privacy import publish
from generator.targets import TargetProgress, TargetState, target_progress
from generator.wording import joint_office_text
from tests.bureaus import MONTH, area, bureau, day, kept, meeting, released, report, row, station, tenure
from tests.reading import text_of
from tests.small_sites import AS_OF, ezhou

HIDDEN = Suppressed(below=5)


def target(measure: str = "talks", number: int = 12, area_id: str = "gulou-a") -> AreaTarget:
    return AreaTarget.model_validate({"area": area_id, "measure": measure, "target": str(number)})


def year(*rows: AreaTarget, name: str = "2026", station_id: str = "gulou") -> YearTargets:
    fields = {"station": station_id, "year": name, "decided_on": "2026-01-12", "basis": "照去年定的。"}
    return YearTargets.model_validate(
        fields | {"document": "鄂州公古〔2026〕3号", "rows": rows or (target(),)}
    )


def world_of(*targets: YearTargets, **changes: Any) -> PublicBureau:
    """August and September, released, with these targets."""
    months = ("2026-08", MONTH)
    rows = changes.pop("rows", [row(month=month) for month in months])
    reports = [report(month=month, rows=[one]) for month, one in zip(months, rows, strict=True)]
    fields = {
        "areas": [area("gulou-a", tenures=(tenure(),))],
        "targets": {(one.year, one.station): one for one in targets},
    }
    return released(bureau(reports=reports, **(fields | changes)))


def counts_of(measure: str, **changes: Any) -> list[PublicCount | None]:
    """The counts of the two months."""
    found = target_progress(world_of(year(target(measure)), **changes))["2026", "gulou"]
    assert found.months == ("2026-08", MONTH)
    (one,) = found.by_area["gulou-a"]
    return list(one.months.values())


# What `world_of` counts of each measure in a month, and in what unit.
COUNTED: dict[str, tuple[int | None, str]] = {
    "on_site_days": (12, "天"),
    "work_records": (4, "周"),
    "patrol_shifts": (10, "班次"),
    "talks": (1, "场"),
    "services": (20, "件"),
    "mediated": (7, "起"),
    "cases": (6, "起"),
    "visits": (None, "次"),
    "premises": (None, "次"),
    "joint_actions": (None, "次"),
    "meetings": (0, "次"),
}


@pytest.mark.parametrize(("measure", "expected"), [(one, [count] * 2) for one, (count, _) in COUNTED.items()])
def test_each_measure_counts_what_the_month_published(measure: str, expected: list[int | None]) -> None:
    """Days kept of those promised, weeks with a work record, and the counts of the report; without records none."""
    assert counts_of(measure) == expected


def test_every_measure_has_a_test_and_a_unit() -> None:
    """What a month counts and the unit stand in the table above for each measure; only cases are a limit."""
    assert {one.value: one.unit for one in TargetMeasure} == {one: unit for one, (_, unit) in COUNTED.items()}
    assert [one for one in TargetMeasure if one.is_limit] == [TargetMeasure.CASES]


def test_a_month_without_a_number_is_not_zero() -> None:
    """A community that did not report, and a station that kept no records, leave the month untold."""
    rows = [row("gulou-b", "2026-08"), row(talks=None, on_site_days={**kept(), "2026-W37": 9}, cases=6)]
    assert counts_of("talks", rows=rows) == [None, None]
    assert counts_of("on_site_days", rows=rows) == [None, 12]
    work = PublicWork(kinds={WorkKind.JOINT_ACTION: KindOfWork(times=2, minutes=90)})
    records = {(MONTH, "gulou"): PublicWorkRecord(station="gulou", month=MONTH, areas={"gulou-a": work})}
    assert counts_of("joint_actions", work_records=records) == [None, 2]
    assert counts_of("visits", work_records=records) == [None, 0]


def test_held_meetings_are_counted_by_their_month() -> None:
    """Two held in September, one in August; one that is only confirmed does not count."""
    days = ("2026-08-31", "2026-09-01", "2026-09-30")
    held = [meeting("gulou-a", on) for on in days]
    planned = meeting("gulou-a", "2026-09-15", status=MeetingStatus.CONFIRMED)
    assert counts_of("meetings", meetings=[*held, planned, meeting("gulou-b", "2026-09-02")]) == [1, 2]


def state(measure: str, number: int, *counts: PublicCount | None) -> str:
    months = {f"2026-{at:02d}": count for at, count in enumerate(counts, start=1)}
    return TargetProgress(target=target(measure, number), months=months).state.value


@pytest.mark.parametrize(
    ("measure", "number", "counts", "expected"),
    [
        ("talks", 12, (), "untold"),
        ("talks", 12, (1, 1), "on_pace"),
        ("talks", 12, (1, 0), "behind"),
        ("talks", 11, (1,) * 9 + (0,), "on_pace"),
        ("talks", 12, (6, 6), "reached"),
        ("talks", 0, (0,), "reached"),
        ("talks", 12, (1,) * 12, "reached"),
        ("talks", 13, (1,) * 12, "missed"),
        ("talks", 12, (1, None), "untold"),
        ("talks", 12, (2, None), "on_pace"),
        ("talks", 12, (12, HIDDEN), "reached"),
        ("talks", 13, (*(1,) * 11, HIDDEN), "untold"),
        ("cases", 12, (1, 1), "on_pace"),
        ("cases", 12, (3, 0), "behind"),
        ("cases", 11, (1,), "on_pace"),
        ("cases", 12, (13,), "missed"),
        ("cases", 12, (13, HIDDEN), "missed"),
        ("cases", 12, (0, HIDDEN), "untold"),
        ("cases", 12, (1,) * 12, "reached"),
        ("cases", 12, (12, *(0,) * 11), "reached"),
    ],
)
def test_how_a_target_stands(
    measure: str, number: int, counts: tuple[PublicCount | None, ...], expected: str
) -> None:
    """By twelfths, fractions in its favour; a hidden month decides nothing that it could change."""
    assert state(measure, number, *counts) == expected


@pytest.mark.parametrize(
    ("month", "one", "other", "more"),
    [
        ("2026-09", "gulou-haotang", "gulou-jingyuan", -1),
        ("2026-09", "gulou-haotang", "gulou-jingyuan", -2),
        ("2026-06", "gulou-beimen", "gulou-guanliu", 2),
        ("2026-04", "gulou-jingyuan", "gulou-kaopeng", 2),
    ],
)
def test_a_hidden_count_is_never_told_through_a_target(month: str, one: str, other: str, more: int) -> None:
    """Sum and state are the same of two reports that read the same in public, but hide other numbers of mediations.

    What one community has more the other has less, so that the station's sum, which is public, stays.
    """
    raw, key = ezhou().bureau, (month, "gulou")
    record = raw.reports[key]
    shift = {one: more, other: -more}
    rows = [
        each.model_copy(update={"mediated": (each.mediated or 0) + shift.get(each.area, 0)})
        for each in record.rows
    ]
    changed = record.model_copy(update={"rows": tuple(rows)})
    first = publish(raw, AS_OF)
    second = publish(dataclasses.replace(raw, reports={**raw.reports, key: changed}), AS_OF)
    assert changed != record
    assert first.reports == second.reports
    told = stands(first)
    assert not isinstance(told[one, "mediated"][0][month], int)
    assert stands(second) == told


def stands(public: PublicBureau) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Each target's months, sum and state, by community and measure."""
    return {
        (area_id, one.target.measure.value): (one.months, one.known, one.state)
        for of_year in target_progress(public).values()
        for area_id, own in of_year.by_area.items()
        for one in own
    }


@pytest.mark.parametrize("measure", list(COUNTED))
@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (None, None, ("2026-08", MONTH)),
        ("2026-08-31", None, (MONTH,)),
        ("2026-09-01", None, (MONTH,)),
        ("2026-09-02", None, ()),
        (None, "2026-09-29", ("2026-08",)),
    ],
)
def test_only_months_of_a_community_count(
    measure: str, since: str | None, until: str | None, months: tuple[str, ...]
) -> None:
    """A month that a community was not there for all of is neither told nor untold, and asks for no twelfth."""
    own = area("gulou-a", since=since and day(since), until=until and day(until), tenures=(tenure(),))
    found = target_progress(world_of(year(target(measure, 12)), areas=[own]))["2026", "gulou"]
    (one,) = found.by_area["gulou-a"]
    assert (tuple(one.months), one.pace) == (months, len(months))
    assert found.months == ("2026-08", MONTH)


def test_the_page_says_how_many_months_a_new_community_was_there() -> None:
    """It keeps up with one talk in its only month, and no month of it is called hidden."""
    own = area("gulou-a", since=day("2026-09-01"), tenures=(tenure(),))
    world = world_of(year(), areas=[own])
    said = text_of(target_pages(world, figures_of(world).targets)[1].blocks["main"])
    assert "这个社区不是每个月都在，只算整月在的 1 个月。" in said
    assert "防范宣传 至少 12 场 1 场 跟得上" in said
    assert "8月" not in said
    assert "不公布" not in said
    never = area("gulou-a", since=day("2026-09-02"), tenures=(tenure(),))
    world = world_of(year(), areas=[never])
    said = text_of(target_pages(world, figures_of(world).targets)[1].blocks["main"])
    assert "这个社区还没有整月在的公布月份。" in said
    assert "每个月 月份" not in said
    world = world_of(year())
    said = text_of(target_pages(world, figures_of(world).targets)[1].blocks["main"])
    assert "这个社区" not in said


def test_a_closed_station_is_not_counted_among_those_without() -> None:
    """It had targets and is closed: of the two stations that stand, one has none."""
    stations = [station("gulou"), station("ximen"), station("old", until="2026-09-30")]
    gone = area("old-a", "old", until=day("2026-09-30"))
    areas = [area("gulou-a", tenures=(tenure(),)), area("ximen-a", "ximen"), gone]
    targets = (year(), year(target(area_id="old-a"), station_id="old"))
    world = world_of(*targets, stations=stations, areas=areas)
    said = text_of(target_pages(world, figures_of(world).targets)[0].blocks["main"])
    assert "2026 年：2 个派出所定了目标，1 个没有登记。" in said
    world = world_of(*targets, stations=[stations[0], stations[2]], areas=[areas[0], gone])
    assert "没有登记" not in text_of(target_pages(world, figures_of(world).targets)[0].blocks["main"])


@pytest.mark.parametrize(
    ("until", "shown"), [("2026-06-30", "ximen"), ("2026-12-30", "ximen"), ("2026-12-31", "gulou")]
)
def test_a_community_that_moved_shows_the_targets_of_the_years_last_station(until: str, shown: str) -> None:
    """Both stations set targets for it; its page has those of the station that it belongs to at the year's end."""
    moved = EarlierStation(station="gulou", until=day(until))
    own = area("gulou-a", "ximen", earlier_stations=(moved,), tenures=(tenure(),))
    targets = (year(target("talks")), year(target("talks"), target("cases"), station_id="ximen"))
    stations = [station("gulou"), station("ximen")]
    world = bureau(stations=stations, areas=[own], targets={(one.year, one.station): one for one in targets})
    found = own_targets(own, target_progress(world), "2026")
    assert found is not None
    assert (found.page.url, found.number) == (f"targets/{shown}/", 1 if shown == "gulou" else 2)
    only = bureau(stations=stations, areas=[own], targets={("2026", "gulou"): targets[0]})
    found = own_targets(own, target_progress(only), "2026")
    assert found is not None
    assert found.page.url == "targets/gulou/"


def test_the_pages_show_the_published_months_only() -> None:
    """The overview counts, the station's page lists months and what is not told; a month that is not out is absent."""
    targets = year(target("talks"), target("mediated", 90))
    changes: dict[str, Any] = {"stations": [station("gulou"), station("ximen")]}
    world = world_of(targets, rows=[row(month="2026-08"), row(mediated=None)], **changes)
    overview, page = target_pages(world, figures_of(world).targets)
    said = text_of(overview.blocks["main"])
    assert "2026 年：1 个派出所定了目标，1 个没有登记。" in said
    assert "1 个社区，2 项目标；到2026年9月：跟得上 1 项、看不出 1 项" in said
    assert page.url == "targets/gulou/"
    said = text_of(page.blocks["main"])
    assert "鄂州公古〔2026〕3号，2026年1月12日下达。公布了 2 个月（到2026年9月）" in said
    assert "防范宣传 至少 12 场 2 场 跟得上" in said
    assert "调解成功 至少 90 起 7 起 看不出 1 个月不公布" in said
    assert "9月 1 场 不公布" in said
    assert "10月" not in said


def test_before_a_month_is_published_nothing_is_known() -> None:
    """The targets are there, without any count."""
    world = bureau(targets={("2026", "gulou"): year()})
    overview, page = target_pages(world, figures_of(world).targets)
    assert "还没有公布的月份" in text_of(overview.blocks["main"])
    assert "防范宣传 至少 12 场 — 看不出" in text_of(page.blocks["main"])
    without = bureau()
    (overview,) = target_pages(without, figures_of(without).targets)
    assert text_of(overview.blocks["main"]).startswith("2026 年还没有派出所登记目标。")


UNIT = PartnerUnit.model_validate(
    {
        "unit": "刑侦大队",
        "phone": "0711-0000121",
        "monthly": "2",
        "commitment": "讲一次防骗",
        "contact": "工作日",
    }
)
JOINT = JointOffice.model_validate(
    {"organisations": ["居委会", "网格站"], "days": ["周三", "周一"], "hours": "09:00-11:30"}
)


def test_communities_and_stations_show_who_works_with_them() -> None:
    """Commitments with hours, the shared office, joint actions of the last month, and how the targets stand."""
    assert joint_office_text(JOINT) == "居委会、网格站，周一、周三 9:00–11:30"
    work = PublicWork(kinds={WorkKind.JOINT_ACTION: KindOfWork(times=3, minutes=90)})
    records = {(MONTH, "gulou"): PublicWorkRecord(station="gulou", month=MONTH, areas={"gulou-a": work})}
    own = area("gulou-a", tenures=(tenure(),), linkage=Linkage(detective=UNIT), joint_office=JOINT)
    world = world_of(year(), areas=[own], work_records=records)
    (page,) = community_pages(world, figures_of(world))
    said = text_of(page.blocks["main"])
    assert "合署办公 居委会、网格站，周一、周三 9:00–11:30" in said
    assert "承诺每月到社区 2 次，讲一次防骗；联系时间 工作日。" in said
    assert "2026年9月联合行动 3 次" in said
    assert "年度目标 2026 年定了 1 项：跟得上 1 项。" in said
    (page,) = station_pages(world, figures_of(world))
    said = text_of(page.blocks["main"])
    assert "刑警联社区：1 个社区有承诺 2026年9月联合行动 3 次" in said
    assert "2026 年给 1 个社区定了 1 项：跟得上 1 项。" in said


def test_without_any_of_it_nothing_is_shown() -> None:
    """A bureau that has no targets, commitments or shared offices sees no empty boxes."""
    world = world_of()
    for pages in (community_pages(world, figures_of(world)), station_pages(world, figures_of(world))):
        said = text_of(pages[0].blocks["main"])
        assert not [word for word in ("年度目标", "合署办公", "联合行动", "承诺每月") if word in said]


def test_what_the_scheme_asks_for_and_the_data_lack_is_counted() -> None:
    """Two units with commitments, a shared office and targets lack nothing; each of them is counted where absent."""
    full: dict[str, Any] = {
        "linkage": Linkage(detective=UNIT, patrol_110=UNIT),
        "joint_office": JOINT,
        "tenures": (tenure(promised=3),),
    }

    def lacking(*, targets: bool, **changes: Any) -> tuple[str, ...]:
        world = world_of(*([year()] if targets else []), areas=[area("gulou-a", **(full | changes))])
        return missing_today(Today(bureau=world, figures=figures_of(world)), "二(四)")

    assert lacking(targets=True) == ()
    silent = UNIT.model_copy(update={"contact": None})
    assert lacking(targets=True, linkage=Linkage(detective=UNIT, patrol_110=silent)) == (
        "1 个社区联系的单位没有写承诺做什么、什么时候能联系上",
    )
    assert lacking(targets=True, joint_office=None) == ("1 个社区没有登记合署办公",)
    assert lacking(targets=False) == ("1 个派出所没有登记 2026 年的目标",)


def test_targets_are_public_from_their_day_on() -> None:
    """Before they were handed down, they are not there."""
    found = [publish(ezhou().bureau, day(on)).targets for on in ("2026-01-11", "2026-01-12")]
    assert [[*one] for one in found] == [[], [("2026", "gulou")]]


def test_targets_change_no_score() -> None:
    """Releases made with and without targets, commitments and shared offices are equal."""
    own = area("gulou-a", tenures=(tenure(),))
    more = dataclasses.replace(own, linkage=Linkage(detective=UNIT), joint_office=JOINT)
    assert world_of(year(), areas=[more]).releases == world_of(areas=[own]).releases


def test_the_samples_targets_have_no_problem() -> None:
    """Nothing about targets or shared offices is reported of the repository's own data."""
    codes = {one.code for one in check(ezhou().bureau, AS_OF)}
    assert not codes & {"E357", "E340", "W427", "W428", "W419"}


def test_states_are_in_order() -> None:
    """The best comes first, what cannot be told last."""
    assert [one.label for one in TargetState] == ["达到了", "跟得上", "落后了", "没有达到", "看不出"]
