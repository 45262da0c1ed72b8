"""A whole sample bureau: every record, and every file of its data directory."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from generator.build import Checked
from generator.build.ledger import ledger_text
from generator.build.releasing import Asked, made_release, release_text
from generator.build.yaml_text import YamlStyle, schema_line
from generator.disk import make_folder
from generator.founding.areas import areas_of
from generator.founding.audits import audits_of
from generator.founding.meetings import Host
from generator.founding.names import people, phones, slug
from generator.founding.places import Request
from generator.founding.publications import chained
from generator.founding.reports import reports_of, within_the_cases
from generator.founding.texts import filled, reference, reference_texts, words
from generator.founding.towns import Town, territories_of, towns_of
from generator.load import load
from generator.memo import Memo
from generator.model.bureau import Bureau, BureauInfo
from generator.model.meeting import Opinion
from generator.model.policy import Policy
from generator.model.post import EarlierPost
from generator.model.prevention import Committee, EarlierCommittee
from generator.model.reference import Holidays, HolidayYear
from generator.model.station import Station, SubBureau
from generator.privacy import publish
from generator.ranking import months_to_rank

_NOTICE: Final = "示例数据:人名、电话、数字均为虚构"
_STYLE: Final = YamlStyle(spread={Committee, EarlierCommittee, EarlierPost, Opinion})
# The month and day on which the last completed step of a round was done; before it the sample is in last year's round.
_ROUND_BEGUN: Final = (7, 8)
_KINDS: Final = {"policies": "earlier-policy", "scheme": "scheme"}


def records_of(request: Request) -> Iterator[tuple[str, str, BaseModel]]:
    """Yield path, kind and record; the same request gives the same records on any machine."""
    group_size = reference("policy", Policy).standards.rural_residents.value
    towns = tuple(towns_of(request.divisions))
    code = f"{request.divisions[0].code[:4]}00"
    numbers = phones()
    staff = people(request.seed, numbers)
    # The list contains only districts; a city that is not named gets a neutral name with its code.
    mark = "" if request.city else f"（{code}）"
    names = {"city": request.city or "示例市", "mark": mark, "code": code, "phone": next(numbers)}
    info = filled(words("records")["bureau"], request.as_of, request.random("bureau"), **names)
    info |= {"name": request.name} if request.name else {}
    yield "data/bureau.yml", "bureau", BureauInfo.model_validate(info)
    stations = {town.id: _station(town, next(staff), request) for town in towns}
    territories = tuple(territories_of(towns, group_size))
    areas = tuple(areas_of(territories, staff=staff, numbers=numbers, request=request))
    reports = [
        report
        for at, station in enumerate(stations)
        for report in reports_of(station, at, [area for area in areas if area.station == station], request)
    ]
    areas = tuple(within_the_cases(areas, reports))
    for at, area in enumerate(areas):
        yield area.path, "area", area
        host = Host(area=area, at=at, station=stations[area.station].name, request=request)
        yield from ((meeting.path, "meeting", meeting) for meeting in host.meetings())
    for district in dict.fromkeys(town.district for town in towns):
        yield from _sub_bureau(district, next(numbers), request)
    for id_, station in stations.items():
        own = sum(len(area.officers_on(request.as_of)) for area in areas if area.station == id_)
        strength = own * 2 + request.random("strength", id_).randint(1, 8)
        yield station.path, "station", station.model_copy(update={"strength": strength})
    yield from ((report.path, "report", report) for report in reports)


def _station(town: Town, leader: Mapping[str, str], request: Request) -> Station:
    record = filled(
        words("records")["station"],
        request.as_of,
        request.random("station", town.id),
        town=f"{town.district}{town.name}",
        **leader,
    )
    record |= {"sub_bureau": slug(town.district)} if slug(town.district) else {}
    record |= {"id": town.id, "name": town.station, "district": town.district, "town": town.name}
    return Station.model_validate({**record, "kind": town.kind, "peer_group": town.kind})


def _sub_bureau(district: str, phone: str, request: Request) -> Iterator[tuple[str, str, BaseModel]]:
    """The sub-bureau of a district whose name can be spelled."""
    if id_ := slug(district):
        record = filled(
            words("records")["sub_bureau"],
            request.as_of,
            request.random("sub-bureau", district),
            district=district,
            phone=phone,
        )
        made = SubBureau.model_validate(record | {"id": id_})
        yield made.path, "sub-bureau", made


def files_of(request: Request) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file except the published rankings and the spot checks of them."""
    for path, kind, record in records_of(request):
        yield path, _STYLE.file_text(path, kind, _NOTICE, record)
    as_of = request.as_of
    year = as_of.year if (as_of.month, as_of.day) >= _ROUND_BEGUN else as_of.year - 1
    for name, text in reference_texts(year).items():
        path, kind = f"data/{name}", _KINDS.get(name.partition("/")[0], name.removesuffix(".yml"))
        yield path, f"{schema_line(path, kind)}\n{text}"


def releases_of(root: Path, as_of: dt.date) -> Iterator[tuple[str, str]]:
    """Yield path and text of every ranking that was due by the day, and of the ledger, from the data in `root`."""
    loaded, memo = load(root), Memo()
    bureau = loaded.bureau
    for month in months_to_rank(publish(bureau, as_of)):
        calendar = bureau.info.release
        moment = dt.datetime.combine(calendar.nominal_day(month), calendar.at)
        if moment.date() > as_of:
            break
        with memo:
            public = publish(_working_on(bureau, moment.date()), moment.date())
        memo.turn()
        read = dataclasses.replace(loaded, bureau=bureau)
        checked = Checked(root=root, load=read, public=public, content=(), warnings=())
        made = made_release(checked, Asked(month=month), moment)
        bureau = dataclasses.replace(bureau, releases={**bureau.releases, month: made.release})
    releases, ledger = chained(bureau.releases.values(), loaded)
    for release in releases:
        yield release.path, release_text(release)
    if ledger.entries:
        yield ledger.path, ledger_text(ledger)


def write_sample(request: Request, root: Path) -> None:
    """Write a whole sample below `root`: rankings come from the files before them, spot checks from rankings."""
    published = releases_of(root, request.as_of), audits_in(root, request)
    for path, text in itertools.chain(files_of(request), *published):
        file = root / path
        make_folder(file.parent)
        file.write_bytes(text.encode())


def _working_on(bureau: Bureau, day: dt.date) -> Bureau:
    """The sample's months were published on their nominal days, at weekends too, before working days were asked for."""
    then = HolidayYear(year=day.year, source="示例", workdays=(day,))
    return dataclasses.replace(bureau, holidays=Holidays(years=(then,)))


def audits_in(root: Path, request: Request) -> Iterator[tuple[str, str]]:
    """Yield path and text of every spot check, drawn from the releases in `root`."""
    yield from audits_of(publish(load(root).bureau, request.as_of), request.seed)
