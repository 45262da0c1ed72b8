"""群众意见: the ledgers of the bureau, the stations and the communities, and a sheet for the next meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from generator.meetings import Schedule
from generator.model.meeting import Meeting
from generator.model.public import PublicBureau, Setting, setting_of
from generator.model.station import Station
from generator.opinions import OpinionLedger, OpinionLedgers, OpinionStatistics, RaisedOpinion
from generator.pages.by_station import StationGroup, grouped
from generator.pages.links import Link
from generator.pages.page import Head, Page, record_page, written_page

ANSWERS_SHOWN: Final = 20


@dataclass(frozen=True, kw_only=True)
class OpinionRoll:
    """The opinions of a station, or of the bureau: unanswered ones, overdue ones apart, and the latest answers.

    `rows` are the totals of each community of a station, `groups` those of each station; `names` are area names by id.
    """

    template: ClassVar[str] = "opinions.html"
    as_of: dt.date
    station: Station | None
    ledger: OpinionLedger
    rows: tuple[tuple[Link, OpinionStatistics], ...]
    names: Mapping[str, str]
    groups: tuple[StationGroup[tuple[Link, OpinionStatistics]], ...] = ()

    @property
    def overdue(self) -> list[RaisedOpinion]:
        """Overdue opinions, the earliest first."""
        return [raised for raised in self.ledger.waiting if raised.is_overdue]

    @property
    def in_time(self) -> list[RaisedOpinion]:
        """Unanswered opinions that are not overdue, the earliest first."""
        return [raised for raised in self.ledger.waiting if not raised.is_overdue]

    @property
    def answers(self) -> tuple[RaisedOpinion, ...]:
        """The latest answers, newest first."""
        return self.ledger.answers[:ANSWERS_SHOWN]


@dataclass(frozen=True, kw_only=True)
class AreaOpinions:
    """A community's ledger: every opinion, unanswered ones first. `coming` is its next meeting."""

    template: ClassVar[str] = "opinions_area.html"
    as_of: dt.date
    area: str
    name: str
    station: Station
    ledger: OpinionLedger
    coming: Meeting | None
    is_former: bool


@dataclass(frozen=True, kw_only=True)
class ReportBack:
    """意见回报单, a sheet of A4: the next meeting, and the opinions to report back on there."""

    template: ClassVar[str] = "report_back.html"
    opinions: AreaOpinions


def opinion_pages(bureau: PublicBureau, schedule: Schedule, ledgers: OpinionLedgers) -> tuple[Page, ...]:
    """The bureau's ledger, then each station's, then each community's with its sheet."""
    setting = setting_of(bureau)
    names: dict[str, dict[str, str]] = {station: {} for station in bureau.stations}
    for area in bureau.every_area.values():
        for id_ in area.stations:
            names[id_][area.id] = area.name
    return (
        written_page("meetings/opinions/", _overview(bureau, ledgers)),
        *(
            _station_page(setting, station, ledgers, names[station.id])
            for station in bureau.stations.values()
        ),
        *(
            page
            for view in _areas(bureau, schedule, ledgers)
            for page in (_area_page(setting, view), *([] if view.is_former else [_sheet_page(setting, view)]))
        ),
    )


def _overview(bureau: PublicBureau, ledgers: OpinionLedgers) -> OpinionRoll:
    return OpinionRoll(
        as_of=bureau.as_of,
        station=None,
        ledger=ledgers.bureau,
        rows=(),
        groups=grouped(
            bureau,
            {
                id_: (
                    Link(url=f"meetings/opinions/stations/{id_}/", text=station.name),
                    ledgers.by_station[id_].statistics,
                )
                for id_, station in bureau.standing_stations.items()
            },
        ),
        names={id_: area.name for id_, area in bureau.every_area.items()},
    )


def _station_page(
    setting: Setting, station: Station, ledgers: OpinionLedgers, names: Mapping[str, str]
) -> Page:
    ledger = ledgers.by_station[station.id]
    view = OpinionRoll(
        as_of=setting.as_of,
        station=station,
        ledger=ledger,
        rows=tuple(
            (Link(url=f"meetings/opinions/{area}/", text=name), ledgers.by_area[area].statistics)
            for area, name in names.items()
        ),
        names=names,
    )
    return record_page(
        setting,
        url=f"meetings/opinions/stations/{station.id}/",
        frame="meetings/opinions/stations/_station/",
        origin=station.path,
        head=Head(
            title=f"{station.name}的群众意见",
            description=f"{station.name}各社区群众代表提的意见：哪些还没有答复，哪些过了期限，答复用了多久。",
            published=ledger.last_change or setting.policy.since,
            source=station.name,
        ),
        main=view,
    )


def _areas(bureau: PublicBureau, schedule: Schedule, ledgers: OpinionLedgers) -> Iterator[AreaOpinions]:
    for id_, area in bureau.every_area.items():
        yield AreaOpinions(
            as_of=bureau.as_of,
            area=id_,
            name=area.name,
            station=bureau.stations[area.station],
            ledger=ledgers.by_area[id_],
            coming=schedule.by_area[id_].next,
            is_former=area.until is not None and area.until < bureau.as_of,
        )


def _area_page(setting: Setting, view: AreaOpinions) -> Page:
    return record_page(
        setting,
        url=f"meetings/opinions/{view.area}/",
        frame="meetings/opinions/_area/",
        origin="content/meetings/opinions/_area.md",
        head=Head(
            title=f"{view.name}的群众意见",
            description=f"{view.name}群众代表在会上提的每一条意见：谁来办，什么时候答复，办成了什么。",
            published=view.ledger.last_change or setting.policy.since,
            source=view.station.name,
        ),
        main=view,
    )


def _sheet_page(setting: Setting, view: AreaOpinions) -> Page:
    return record_page(
        setting,
        url=f"meetings/report-back/{view.area}/",
        frame="meetings/report-back/_area/",
        origin="content/meetings/report-back/_area.md",
        head=Head(
            title=f"{view.name}群众代表会意见回报单",
            description=f"{view.name}下一次群众代表会上要回报的意见和办理结果，可以打印。",
            published=view.ledger.last_change or setting.policy.since,
            source=view.station.name,
        ),
        main=ReportBack(opinions=view),
    )
