"""All records of a sample bureau, in memory: `sample_of` names every stage once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel

from generator.load import SINGLE
from generator.load.document import read_document
from generator.model.area import Area, Linkage
from generator.model.bureau import BureauInfo, Contact, ReleaseCalendar, Site
from generator.model.meeting import Meeting
from generator.model.months import first_day
from generator.model.policy import Policy
from generator.model.reference import Holidays, Services
from generator.model.report import Report
from generator.model.rollout import Acceptance
from generator.model.station import Leader, Station
from tools.sample.acceptance import acceptance_of
from tools.sample.areas import Setting, area_of, linkage_of, population_of
from tools.sample.cases import Case, cases_of, model_stations
from tools.sample.land import covers_of
from tools.sample.meetings import calendar_of, meetings_of
from tools.sample.months import Reporter, months_before, reports_of
from tools.sample.people import Person, people, phones
from tools.sample.places import Division
from tools.sample.postings import Desk, postings_of
from tools.sample.towns import Territory, Town, territories_of, towns_of

R = TypeVar("R", bound=BaseModel)

REFERENCE: Final = Path(__file__).parent / "reference"
_EZHOU: Final = "420700"
_GROUNDS: Final = (
    "民警的姓名、警号、身份、值班电话和驻社区时间：《中华人民共和国政府信息公开条例》第二十条第二项、第二十一条，《中华人民共和国人民警察法》第四十四条。",
    "公开以必要为限，不公开民警的手机号、住址和照片（本人书面同意公开照片的除外）：《中华人民共和国个人信息保护法》第六条、第十三条、第三十四条。",
)


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a sample is asked for: the places, the city's name where it is known, how many months up to which day."""

    divisions: tuple[Division, ...]
    city: str | None
    months: int
    as_of: dt.date
    seed: int


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The invented records, each kind in code or date order; the reference texts stand beside the tool."""

    info: BureauInfo
    stations: tuple[Station, ...]
    areas: tuple[Area, ...]
    meetings: tuple[Meeting, ...]
    reports: tuple[Report, ...]
    acceptance: tuple[Acceptance, ...]
    as_of: dt.date


def reference(name: str, model: type[R]) -> R:
    """One of the texts kept beside the tool, as a record."""
    path = REFERENCE / f"{name}.yml"
    return model.model_validate(read_document(path.name, path.read_text(encoding="utf-8")).plain)


def reference_texts() -> Mapping[str, str]:
    """The same, as text, by name."""
    names = [name for name, kind in SINGLE.items() if kind.is_required and name != "bureau"]
    return {name: (REFERENCE / f"{name}.yml").read_text(encoding="utf-8") for name in names}


def earlier_policies() -> Mapping[str, str]:
    """The versions of the policy before, as text, by version."""
    files = sorted(REFERENCE.glob("policy-*.yml"))
    return {file.stem.removeprefix("policy-"): file.read_text(encoding="utf-8") for file in files}


def sample_of(request: Request) -> Sample:
    """The whole sample; the same request gives the same sample, on any machine."""
    policy = reference("policy", Policy)
    towns = towns_of(request.divisions)
    models = model_stations(towns)
    territories = territories_of(towns, request.seed, policy.standards.rural_residents.value)
    cases = cases_of(territories, models)
    city_code = f"{request.divisions[0].code[:4]}00"
    staff, numbers = people(request.seed), phones(city_code)
    info = _info(request.city, city_code, next(numbers))
    stations = tuple(_station(town, next(staff), next(numbers)) for town in towns)
    setting = Setting(
        services=reference("services", Services),
        months=months_before(request.as_of, request.months),
        as_of=request.as_of,
        seed=request.seed,
    )
    areas = _areas(territories, cases, policy, staff=staff, numbers=numbers, setting=setting)
    return Sample(
        as_of=request.as_of,
        info=info,
        stations=stations,
        areas=areas,
        meetings=tuple(_meetings(areas, towns, cases, policy, setting)),
        reports=tuple(_reports(stations, areas, models, policy, setting)),
        acceptance=acceptance_of(areas, request.as_of),
    )


def _info(city: str | None, code: str, phone: str) -> BureauInfo:
    """The list knows districts only; a city that is not named gets a neutral name with its code."""
    named = city or ("鄂州市" if code == _EZHOU else None)
    mark = "" if named else f"（{code}）"
    city_name = named or "示例市"
    return BureauInfo(
        name=f"{city_name}公安局{mark}",
        city=f"{city_name}{mark}",
        code=code,
        sample=True,
        site=Site(
            name=f"{city_name}社区警务公开网{mark}",
            address="https://jingwu.example/",
            identity_code="0000000000",
            icp="示例ICP备00000000号",
        ),
        contact=Contact(
            unit=f"{city_name}公安局治安管理支队社区警务大队（示例）",
            phone=phone,
            address=f"{city_name}示例路 1 号",
            hours="工作日 8:30–12:00、14:30–17:30",
            complaints="12389",
        ),
        release=ReleaseCalendar(day=10, at=dt.time(9, 30)),
        privacy_grounds=_GROUNDS,
    )


def _station(town: Town, leader: Person, phone: str) -> Station:
    return Station(
        id=town.id,
        name=town.station,
        district=town.district,
        town=town.name,
        kind=town.kind,
        peer_group=town.kind,
        address=f"{town.district}{town.name}示例大道 {int(town.code[-3:])} 号",
        phone=phone,
        leader=Leader(name=leader.name, badge=leader.badge, title="副所长"),
    )


def _areas(
    territories: Sequence[Territory],
    cases: Mapping[str, Case],
    policy: Policy,
    *,
    staff: Iterator[Person],
    numbers: Iterator[str],
    setting: Setting,
) -> tuple[Area, ...]:
    required = {
        territory.id: policy.staffing_for(territory.kind).required(
            population_of(territory, cases[territory.id], setting)
        )
        for territory in territories
    }
    desks = (Desk(person=person, phone=next(numbers)) for person in staff)
    postings = postings_of(
        territories,
        cases,
        required,
        staff=desks,
        months_from=first_day(setting.months[0]),
        as_of=setting.as_of,
        seed=setting.seed,
    )
    covers, linkages = covers_of(territories), _linkages(territories, numbers)
    return tuple(
        area_of(
            territory,
            cases[territory.id],
            postings[territory.id],
            covers[territory.id],
            linkage=linkages[territory.town.district],
            phones=(next(numbers), next(numbers)),
            setting=setting,
        )
        for territory in territories
    )


def _linkages(territories: Sequence[Territory], numbers: Iterator[str]) -> Mapping[str, Linkage]:
    districts = dict.fromkeys(territory.town.district for territory in territories)
    return {district: linkage_of(district, numbers) for district in districts}


def _reports(
    stations: Sequence[Station],
    areas: Sequence[Area],
    models: Sequence[str],
    policy: Policy,
    setting: Setting,
) -> Iterator[Report]:
    due_day = policy.standards.report_due_day.value
    reporters = _reporters(stations, areas, models)
    yield from reports_of(reporters, setting.months, setting.as_of, setting.seed, due_day)


def _reporters(
    stations: Sequence[Station], areas: Sequence[Area], models: Sequence[str]
) -> tuple[Reporter, ...]:
    by_station: dict[str, list[Area]] = {station.id: [] for station in stations}
    for area in areas:
        by_station[area.station].append(area)
    return tuple(
        Reporter(
            station=station.id,
            index=index,
            exemplary=station.id in models,
            slips_every=3 if station.id in models[1::2] else 4,
            areas=tuple(by_station[station.id]),
        )
        for index, station in enumerate(stations)
    )


def _meetings(
    areas: Sequence[Area], towns: Sequence[Town], cases: Mapping[str, Case], policy: Policy, setting: Setting
) -> Iterator[Meeting]:
    names = {town.id: town.station for town in towns}
    calendar = calendar_of(
        setting.months,
        reference("holidays", Holidays),
        setting.as_of,
        policy.standards.minutes_days.value,
        setting.seed,
    )
    for area in areas:
        yield from meetings_of(area, names[area.station], cases[area.id], calendar)
