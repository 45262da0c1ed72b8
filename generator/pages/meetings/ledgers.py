"""群众意见: the ledger of the bureau, of every station, of every community, and the sheet for its next meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from generator.meetings import Schedule
from generator.memo import remembered
from generator.model.meeting import Meeting
from generator.model.public import PublicArea, PublicBureau, Setting, setting_of
from generator.model.station import Station
from generator.opinions import OpinionLedger, OpinionLedgers, RaisedOpinion
from generator.pages.links import Link, station_link
from generator.pages.meetings.lines import Host, MeetingLine, hosts_of, meeting_line
from generator.pages.meetings.opinion_lines import (
    OpinionFigures,
    OpinionLine,
    last_change,
    opinion_figures,
    opinion_line,
)
from generator.pages.meetings.report_back import report_back_page
from generator.pages.page import Head, Page, record_page, written_page
from generator.wording import When, dated

ANSWERS_SHOWN: Final = 20


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
    """What the opinions of one station or community come to; `link` leads to its ledger."""

    link: Link
    figures: OpinionFigures


@dataclass(frozen=True, kw_only=True)
class OpinionRoll:
    """The opinions of many communities: those without an answer, overdue ones apart, and the latest answers."""

    figures: OpinionFigures
    since: When | None
    row_head: str
    rows: tuple[LedgerRow, ...]
    overdue: tuple[OpinionLine, ...]
    waiting: tuple[OpinionLine, ...]
    answered: tuple[OpinionLine, ...]
    has_more: bool


@dataclass(frozen=True, kw_only=True)
class OpinionsOverview:
    """The bureau's ledger."""

    template: ClassVar[str] = "opinions.html"
    roll: OpinionRoll


@dataclass(frozen=True, kw_only=True)
class StationOpinions:
    """A station's ledger."""

    template: ClassVar[str] = "opinions_station.html"
    station: Link
    roll: OpinionRoll


@dataclass(frozen=True, kw_only=True)
class AreaOpinions:
    """A community's ledger: every opinion, those without an answer first. No `sheet` where it is no more."""

    template: ClassVar[str] = "opinions_area.html"
    host: Host
    station_ledger: Link
    figures: OpinionFigures
    next_meeting: MeetingLine | None
    sheet: str | None
    waiting: tuple[OpinionLine, ...]
    answered: tuple[OpinionLine, ...]


def opinion_pages(bureau: PublicBureau, schedule: Schedule, ledgers: OpinionLedgers) -> tuple[Page, ...]:
    """The bureau's ledger, then of each station, then each community's with its sheet."""
    setting, hosts = setting_of(bureau), hosts_of(bureau)
    by_station: dict[str, dict[str, OpinionLedger]] = {station: {} for station in bureau.stations}
    for area in bureau.every_area.values():
        by_station[area.station][area.id] = ledgers.by_area[area.id]
    stations = {
        station.id: Link(url=_station_url(station.id), text=station.name)
        for station in bureau.stations.values()
    }
    return (
        written_page("meetings/opinions/", _overview(setting, stations, ledgers, hosts)),
        *(
            _station_page(
                setting,
                station,
                ledgers.by_station[station.id],
                own,
                {area: hosts[area].area for area in own},
            )
            for station in bureau.stations.values()
            for own in [by_station[station.id]]
        ),
        *(
            page
            for area in bureau.every_area.values()
            for page in _area_pages(setting, area, hosts[area.id], schedule, ledgers)
        ),
    )


def _area_pages(
    setting: Setting,
    area: PublicArea,
    host: Host,
    schedule: Schedule,
    ledgers: OpinionLedgers,
) -> Iterator[Page]:
    arguments = (setting, area.id, host, ledgers.by_area[area.id], schedule.by_area[area.id].next)
    is_former = area.until is not None and area.until < setting.as_of
    yield _area_page(*arguments, area.station, is_former)
    if not is_former:
        yield report_back_page(*arguments)


def _station_url(station: str) -> str:
    return f"meetings/opinions/stations/{station}/"


def _overview(
    setting: Setting, stations: Mapping[str, Link], ledgers: OpinionLedgers, hosts: Mapping[str, Host]
) -> OpinionsOverview:
    rows = ((link, ledgers.by_station[station]) for station, link in stations.items())
    areas = {area: host.area for area, host in hosts.items()}
    return OpinionsOverview(roll=_roll(setting, "派出所", rows, ledgers.bureau, areas))


@remembered("station.id")
def _station_page(
    setting: Setting,
    station: Station,
    ledger: OpinionLedger,
    own: Mapping[str, OpinionLedger],
    areas: Mapping[str, Link],
) -> Page:
    rows = ((Link(url=f"meetings/opinions/{area}/", text=areas[area].text), one) for area, one in own.items())
    view = StationOpinions(
        station=station_link(station.id, station.name),
        roll=_roll(setting, "社区", rows, ledger, areas),
    )
    url = _station_url(station.id)
    return record_page(
        setting,
        url=url,
        frame="meetings/opinions/stations/_station/",
        origin=station.path,
        head=Head(
            title=f"{station.name}的群众意见",
            description=f"{station.name}各社区群众代表提的意见：哪些还没有答复，哪些过了期限，答复用了多久。",
            published=last_change(ledger, setting.policy.since),
            source=station.name,
        ),
        main=view,
    )


def _roll(
    setting: Setting,
    row_head: str,
    rows: Iterable[tuple[Link, OpinionLedger]],
    ledger: OpinionLedger,
    areas: Mapping[str, Link],
) -> OpinionRoll:
    waiting = [raised for raised in ledger.earliest_first if raised.waiting is not None]
    answered = _latest_answers_first(ledger.opinions)

    def lines(opinions: Iterable[RaisedOpinion]) -> tuple[OpinionLine, ...]:
        return tuple(opinion_line(setting.as_of, one, areas[one.meeting.area]) for one in opinions)

    return OpinionRoll(
        figures=opinion_figures(ledger.statistics),
        since=dated(ledger.opinions[-1].meeting.date, as_of=setting.as_of) if ledger.opinions else None,
        row_head=row_head,
        rows=tuple(LedgerRow(link=link, figures=opinion_figures(one.statistics)) for link, one in rows),
        overdue=lines(raised for raised in waiting if raised.is_overdue),
        waiting=lines(raised for raised in waiting if not raised.is_overdue),
        answered=lines(answered[:ANSWERS_SHOWN]),
        has_more=len(answered) > ANSWERS_SHOWN,
    )


def _latest_answers_first(opinions: Sequence[RaisedOpinion]) -> list[RaisedOpinion]:
    dated = [(one.opinion.closed_on, one) for one in opinions if one.opinion.closed_on is not None]
    return [one for _, one in sorted(dated, key=lambda item: item[0], reverse=True)]


@remembered("area")
def _area_page(
    setting: Setting,
    area: str,
    host: Host,
    ledger: OpinionLedger,
    coming: Meeting | None,
    station: str,
    is_former: bool,
) -> Page:
    url = f"meetings/opinions/{area}/"
    waiting = (one for one in ledger.earliest_first if one.waiting is not None)
    answered = (one for one in ledger.opinions if one.waiting is None)
    view = AreaOpinions(
        host=host,
        station_ledger=Link(url=_station_url(station), text=host.station.text),
        figures=opinion_figures(ledger.statistics),
        next_meeting=meeting_line(setting.as_of, coming, host) if coming else None,
        sheet=None if is_former else f"meetings/report-back/{area}/",
        waiting=tuple(opinion_line(setting.as_of, one, host.area) for one in waiting),
        answered=tuple(opinion_line(setting.as_of, one, host.area) for one in answered),
    )
    return record_page(
        setting,
        url=url,
        frame="meetings/opinions/_area/",
        origin="content/meetings/opinions/_area.md",
        head=Head(
            title=f"{host.area.text}的群众意见",
            description=f"{host.area.text}群众代表在会上提的每一条意见：谁来办，什么时候答复，办成了什么。",
            published=last_change(ledger, setting.policy.since),
            source=host.station.text,
        ),
        main=view,
    )
