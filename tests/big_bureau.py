"""A bureau of any size, made of a small one's stations, communities and meetings over and over."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import cycle

from generator.model.linkage import Linkage, PartnerUnit
from generator.model.meeting import Meeting
from generator.model.public import PublicArea, PublicBureau, PublicRow
from generator.model.station import Station, SubBureau
from tests.bureaus import released


def enlarged(small: PublicBureau, *, stations: int, areas: int, sub_bureaus: int) -> PublicBureau:
    """That many stations, communities and sub-bureaus, with the small bureau's last published month of reports.

    The small bureau's records are among them, so that whatever refers to these still holds. Each further community has
    a linked unit of its own.
    """
    month = max(small.releases)
    above = _sub_bureaus(small, sub_bureaus)
    standing = _stations(small, stations, list(above))
    grown, origins = _areas(small, areas, list(standing))
    rows: dict[str, list[PublicRow]] = {id_: [] for id_ in standing}
    known = {row.area: row for report in small.reports_of(month).values() for row in report.rows.values()}
    for id_, one in grown.items():
        source = known.get(origins[id_], next(iter(known.values())))
        rows[one.station].append(dataclasses.replace(source, area=id_))
    sample = next(iter(small.reports_of(month).values()))
    reports = {
        (month, id_): dataclasses.replace(sample, station=id_, rows={row.area: row for row in own})
        for id_, own in rows.items()
    }
    closed = {one.id: one for one in small.closed_stations}
    return released(
        PublicBureau(
            dataclasses.replace(
                small,
                stations=dict(sorted((standing | closed).items())),
                sub_bureaus=above,
                areas=dict(sorted(grown.items())),
                meetings={one.id: one for one in _meetings(small, origins)},
                reports=reports,
                releases={},
                year_reviews={},
                audits={},
                ledger=(),
                latest_seal=None,
            )
        )
    )


def _sub_bureaus(small: PublicBureau, count: int) -> dict[str, SubBureau]:
    some = next(iter(small.sub_bureaus.values()))
    more = (some.model_copy(update={"id": f"fenju-{at}", "name": f"第{at}公安分局"}) for at in range(count))
    return {**small.sub_bureaus, **{one.id: one for one in more}}


def _stations(small: PublicBureau, count: int, above: list[str]) -> dict[str, Station]:
    own = dict(small.standing_stations)
    sources, homes = cycle(list(own.values())), cycle(above)
    for at in range(count - len(own)):
        source, id_ = next(sources), f"suo-{at}"
        changes = {"id": id_, "name": f"第{at}街道派出所", "sub_bureau": next(homes), "earlier_names": ()}
        own[id_] = source.model_copy(update=changes)
    return own


def _areas(small: PublicBureau, count: int, homes: list[str]) -> tuple[dict[str, PublicArea], dict[str, str]]:
    """The communities by id, and of each the id of the one that it was made from."""
    own = dict(small.areas)
    origins = {id_: id_ for id_ in own}
    sources, above = cycle(list(own.values())), cycle(homes)
    for at in range(count - len(own)):
        source, home = next(sources), next(above)
        id_ = f"{home}-n{at}"
        own[id_] = dataclasses.replace(
            source,
            id=id_,
            station=home,
            name=f"第{at}小区社区",
            earlier_stations=(),
            earlier_names=(),
            linkage=Linkage(detective=PartnerUnit(unit="刑侦大队", phone=f"000-{at:08d}")),
        )
        origins[id_] = source.id
    return own, origins


def _meetings(small: PublicBureau, origins: dict[str, str]) -> Iterator[Meeting]:
    held: dict[str, list[Meeting]] = {}
    for one in small.meetings.values():
        held.setdefault(one.area, []).append(one)
    for id_, origin in origins.items():
        for one in held.get(origin, ()):
            new = {"id": one.id.replace(origin, id_), "area": id_}
            yield one if id_ == origin else one.model_copy(update=new)
