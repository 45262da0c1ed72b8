"""群众代表会: the overview, and a page for every station and every meeting."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from generator.facts.meetings import by_time
from generator.figures import Figures
from generator.meetings import AreaMeetings
from generator.model.meeting import Meeting, MeetingStatus
from generator.model.meeting_rule import MeetingRule
from generator.model.post import Post
from generator.model.public import PublicArea, PublicBureau, Setting, setting_of
from generator.model.station import Station
from generator.opinions import OpinionLedgers, OpinionStatistics, RaisedOpinion
from generator.pages.by_station import NEXT_SHOWN, StationGroup, days_shown, grouped
from generator.pages.page import Head, Page, Validity, record_page, validity_of, written_page
from generator.recurrence import Unlisted, WhyUnlisted
from generator.wording import meeting_place, meeting_status, starting, when

_PAST_SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class StationSchedule:
    """A station's meetings to come; its communities that have not met, and those not on the day of their rule."""

    coming: int
    not_met: int
    unlisted: int


@dataclass(frozen=True, kw_only=True)
class MeetingsOverview:
    """The next meetings, the number per month, each station. `site` is its address, `names` are area names by id.

    `days`, the numbers of meetings by day, replace the list in a large city. `unlisted` are the numbers of communities
    whose next meeting is not on the day of their rule, by reason.
    """

    template: ClassVar[str] = "meetings.html"
    as_of: dt.date
    site: str | None
    upcoming: tuple[Meeting, ...]
    upcoming_total: int
    days: Mapping[dt.date, int]
    months: Mapping[str, int]
    groups: tuple[StationGroup[StationSchedule], ...]
    names: Mapping[str, str]
    cycle_months: int
    opinions: OpinionStatistics
    unlisted: Mapping[WhyUnlisted, int]
    validity: Validity

    @property
    def months_to_come(self) -> Mapping[str, int]:
        """The current month and later ones, ascending."""
        return {month: count for month, count in self.months.items() if month >= f"{self.as_of:%Y-%m}"}

    @property
    def earlier(self) -> Mapping[str, Mapping[str, int]]:
        """The earlier months by year, the latest first."""
        years: dict[str, dict[str, int]] = defaultdict(dict)
        for month in sorted(self.months.keys() - self.months_to_come.keys(), reverse=True):
            years[month[:4]][month] = self.months[month]
        return years


@dataclass(frozen=True, kw_only=True)
class StationMeetings:
    """All communities of a station; `names`, `rules` and `meetings` by area id."""

    template: ClassVar[str] = "meetings_station.html"
    as_of: dt.date
    site: str | None
    station: Station
    names: Mapping[str, str]
    rules: Mapping[str, MeetingRule | None]
    meetings: Mapping[str, AreaMeetings]
    unlisted: Mapping[str, Unlisted]
    cycle_months: int
    validity: Validity

    @property
    def coming(self) -> list[Meeting]:
        """Upcoming and cancelled meetings, ascending."""
        return sorted((m for each in self.meetings.values() for m in each.coming), key=by_time)

    @property
    def past(self) -> list[Meeting]:
        """The past meetings, newest first, including cancelled ones."""
        return sorted((m for each in self.meetings.values() for m in each.past), key=by_time, reverse=True)

    @property
    def earlier(self) -> Mapping[str, list[Meeting]]:
        """Those of them that are not among the latest, by year."""
        years = itertools.groupby(self.past[_PAST_SHOWN:], key=lambda meeting: f"{meeting.date.year}")
        return {year: list(own) for year, own in years}


@dataclass(frozen=True, kw_only=True)
class MeetingPage:
    """One meeting: when and where, who may come, agenda, report, minutes, opinions."""

    template: ClassVar[str] = "meeting.html"
    as_of: dt.date
    site: str | None
    meeting: Meeting
    area: PublicArea
    station: Station
    opinions: tuple[RaisedOpinion, ...]
    validity: Validity

    @property
    def nearby(self) -> Post | Station:
        """A place with a street address for asking directions: the community's open post, or else the station."""
        post = self.area.post
        return post if post is not None and post.receives_on(self.as_of) else self.station

    @property
    def reporting_officer(self) -> str | None:
        """The name of the reporting officer, if in post today."""
        badge = self.meeting.reporting_officer
        return next((o.name for o in self.area.officers if o.badge == badge), None) if badge else None

    @property
    def last_entry(self) -> dt.date | None:
        """The day of the last entry, if known: no record says when a meeting was announced."""
        if self.meeting.minutes is not None:
            return self.meeting.minutes.published_on
        return self.meeting.date if self.meeting.status is MeetingStatus.HELD else None


def meeting_pages(bureau: PublicBureau, figures: Figures) -> tuple[Page, ...]:
    """The overview, and a page for every station and every meeting."""
    setting = setting_of(bureau)
    return (
        written_page("meetings/", _overview(bureau, figures)),
        *(
            _station_page(
                setting, station, bureau.areas_of(station.id) or bureau.areas_once_of(station.id), figures
            )
            for station in bureau.stations.values()
        ),
        *(_meeting_page(setting, view) for view in _meetings(bureau, figures.opinions)),
    )


def _overview(bureau: PublicBureau, figures: Figures) -> MeetingsOverview:
    """A moved meeting is listed on both its days and counted once."""
    setting, schedule = setting_of(bureau), figures.schedule
    reasons = Counter(one.why for one in figures.unlisted.values())
    return MeetingsOverview(
        as_of=bureau.as_of,
        site=bureau.info.site.address,
        upcoming=schedule.upcoming[:NEXT_SHOWN],
        upcoming_total=len(schedule.upcoming),
        days=days_shown(schedule),
        months={
            month: sum(entry.moved_to is None for entry in entries)
            for month, entries in schedule.by_month.items()
        },
        groups=grouped(
            bureau, {id_: _station_schedule(bureau, figures, id_) for id_ in bureau.standing_stations}
        ),
        names={one.area: bureau.areas[one.area].name for one in schedule.upcoming[:NEXT_SHOWN]},
        cycle_months=bureau.policy.standards.meeting_cycle.value,
        opinions=figures.opinions.bureau.statistics,
        unlisted={why: reasons[why] for why in WhyUnlisted if why in reasons},
        validity=validity_of(setting),
    )


def _station_schedule(bureau: PublicBureau, figures: Figures, station: str) -> StationSchedule:
    schedule, ids = figures.schedule, [area.id for area in bureau.areas_of(station)]
    unmet, unlisted = (sum(id_ in found for id_ in ids) for found in (schedule.not_met, figures.unlisted))
    coming = sum(len(schedule.by_area[id_].upcoming) for id_ in ids)
    return StationSchedule(coming=coming, not_met=unmet, unlisted=unlisted)


def _station_page(
    setting: Setting, station: Station, areas: tuple[PublicArea, ...], figures: Figures
) -> Page:
    view = StationMeetings(
        as_of=setting.as_of,
        site=setting.info.site.address,
        station=station,
        names={area.id: area.name for area in areas},
        rules={area.id: area.meeting_rule for area in areas},
        meetings={area.id: figures.schedule.by_area[area.id] for area in areas},
        unlisted={area.id: figures.unlisted[area.id] for area in areas if area.id in figures.unlisted},
        cycle_months=setting.policy.standards.meeting_cycle.value,
        validity=validity_of(setting),
    )
    return record_page(
        setting,
        url=f"meetings/stations/{station.id}/",
        frame="meetings/stations/_station/",
        origin=station.path,
        head=Head(
            title=f"{station.name}的群众代表会",
            description=f"{station.name}各社区群众代表会的规律、接下来的日子和开过的会。",
            published=max((area.verified.on for area in areas), default=setting.policy.since),
            source=station.name,
        ),
        main=view,
    )


def _meetings(bureau: PublicBureau, ledgers: OpinionLedgers) -> Iterator[MeetingPage]:
    raised: dict[str, list[RaisedOpinion]] = defaultdict(list)
    for opinion in ledgers.bureau.opinions:
        raised[opinion.meeting.id].append(opinion)
    areas, validity = bureau.every_area, validity_of(setting_of(bureau))
    for meeting in bureau.meetings.values():
        yield MeetingPage(
            as_of=bureau.as_of,
            site=bureau.info.site.address,
            meeting=meeting,
            area=areas[meeting.area],
            station=bureau.stations[areas[meeting.area].station],
            opinions=tuple(raised[meeting.id]),
            validity=validity,
        )


def _meeting_page(setting: Setting, view: MeetingPage) -> Page:
    meeting, as_of = view.meeting, view.as_of
    title = f"{view.area.name}群众代表会（{when(meeting.date, as_of=as_of).text}）"
    said = [meeting_place(meeting), starting(meeting.starts, meeting.ends), meeting_status(meeting, as_of)]
    return record_page(
        setting,
        url=f"meetings/{meeting.id}/",
        frame="meetings/_meeting/",
        origin=meeting.path,
        head=Head(
            title=f"已取消：{title}" if meeting.status is MeetingStatus.CANCELLED else title,
            description=f"{title}:{','.join(said)}。",
            published=view.last_entry or setting.policy.since,
            source=view.station.name,
        ),
        main=view,
    )
