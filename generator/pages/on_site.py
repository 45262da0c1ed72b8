"""驻社区承诺: the bureau's figure, the stations, and the communities that fell short; also one community's section."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Final

from generator.model.months import month_of_week, week_of
from generator.model.public import PublicBureau
from generator.pages.by_station import Section, StationGroup, grouped, part_pages
from generator.pages.charts import Box
from generator.pages.page import Page, written_page
from generator.promise import AreaPromise, PromisedWeek, Promises, PromiseSum

_SECTION: Final = Section(
    url="on-site/", title="驻社区承诺", told="哪些社区有几周没有兑现、为什么，哪些还没有公布时间表"
)
_BOX: Final = Box(left=0, right=0, top=6, bottom=44)
_SQUARE, _STEP = 13, 16


@dataclass(frozen=True, kw_only=True)
class OnSiteTerms:
    """The terms common to every community: the day, published and later weeks, the standard, days off, workdays.

    `due` is the month that will publish all `later` weeks, and its day; None if unknown or past.
    """

    as_of: dt.date
    weeks: tuple[str, ...]
    later: tuple[str, ...]
    due: tuple[str, dt.date] | None
    standard: int
    holidays: tuple[dt.date, ...]
    workdays: tuple[dt.date, ...]

    @property
    def this_week(self) -> str:
        """The ISO week of the day."""
        return week_of(self.as_of)


@dataclass(frozen=True, kw_only=True)
class Strip:
    """A chart of weeks: a column for each week, a square for each day; its height fits the fullest week."""

    id: str
    weeks: tuple[PromisedWeek, ...]
    size: ClassVar[int] = _SQUARE

    @property
    def height(self) -> int:
        """The height in the units of the chart, like all measures here."""
        most = max((max(week.promised, week.days or 0) for week in self.weeks), default=0)
        return _BOX.top + most * _STEP + _BOX.bottom

    @property
    def columns(self) -> list[tuple[PromisedWeek, Fraction, Fraction]]:
        """Each week with the x of its squares and of their middle."""
        step = Fraction(_BOX.width, len(self.weeks))
        middles = [step * at + step / 2 for at in range(len(self.weeks))]
        return [
            (week, middle - Fraction(_SQUARE, 2), middle)
            for week, middle in zip(self.weeks, middles, strict=True)
        ]

    def squares(self, week: PromisedWeek) -> list[tuple[str, int]]:
        """The squares from the bottom, each with its top: days kept, days missed, days beyond the promise."""
        if not week.counts:
            return []
        kept, days = week.kept, week.days or 0
        kinds = ["kept"] * kept + ["open"] * (week.promised - kept) + ["more"] * (days - kept)
        return [(kind, self.height - _BOX.bottom - (at + 1) * _STEP) for at, kind in enumerate(kinds)]


@dataclass(frozen=True, kw_only=True)
class OnSiteSection:
    """A community's promise: its timetable, and how its published weeks were kept."""

    terms: OnSiteTerms
    promise: AreaPromise

    @property
    def counted(self) -> list[PromisedWeek]:
        """The weeks whose days count as promised and as kept."""
        return [week for week in self.promise.weeks if week.counts]

    @property
    def short(self) -> list[PromisedWeek]:
        """The weeks that fell short."""
        return [week for week in self.promise.weeks if week.why is not None]

    @property
    def lacking(self) -> int:
        """The number of days missed in them [days]."""
        return sum(week.promised - week.kept for week in self.short)

    @property
    def reasons(self) -> Mapping[str | None, int]:
        """The number of weeks by reason for falling short, in order of first occurrence [weeks]."""
        return Counter(week.why for week in self.short)

    @property
    def strip(self) -> Strip | None:
        """The chart of its weeks; None if the days of no week are known."""
        weeks = self.promise.weeks
        return Strip(id=f"onsite-{self.promise.area}", weeks=weeks) if self.counted else None


@dataclass(frozen=True, kw_only=True)
class OnSitePage:
    """The bureau's promise, and the sum of each station with the number of its communities that fell short."""

    template: ClassVar[str] = "on_site.html"
    terms: OnSiteTerms
    total: PromiseSum
    groups: tuple[StationGroup[StationOnSite], ...]

    @property
    def untimed(self) -> int:
        """The communities without a published timetable."""
        return sum(len(own.untimed) for group in self.groups for _, own in group.stations)


@dataclass(frozen=True, kw_only=True)
class StationOnSite:
    """A station's promise by community, in order of id, with the communities' names by id."""

    template: ClassVar[str] = "on_site_station.html"
    terms: OnSiteTerms
    total: PromiseSum
    promises: tuple[AreaPromise, ...]
    names: Mapping[str, str]

    @property
    def short(self) -> list[OnSiteSection]:
        """The communities that fell short, most days missed first."""
        sections = (OnSiteSection(terms=self.terms, promise=one) for one in self.promises)
        short = [section for section in sections if section.short]
        return sorted(short, key=lambda section: (-section.lacking, section.promise.area))

    @property
    def untimed(self) -> list[AreaPromise]:
        """The communities without a published timetable."""
        return [one for one in self.promises if not one.has_timetable]


def on_site_pages(bureau: PublicBureau, promises: Promises) -> tuple[Page, ...]:
    """The page of the promise, and a page for each station."""
    terms = on_site_terms(promises, bureau)
    own: dict[str, list[AreaPromise]] = {id_: [] for id_ in promises.by_station}
    for one in promises.by_area.values():
        own[one.station].append(one)
    stations = {
        id_: StationOnSite(
            terms=terms,
            total=promises.by_station[id_],
            promises=tuple(areas),
            names={one.area: bureau.areas[one.area].name for one in areas},
        )
        for id_, areas in own.items()
    }
    view = OnSitePage(terms=terms, total=promises.total, groups=grouped(bureau, stations))
    parts = ((bureau.stations[id_], part) for id_, part in stations.items())
    return (written_page(_SECTION.url, view), *part_pages(_SECTION, parts))


def on_site_terms(promises: Promises, bureau: PublicBureau) -> OnSiteTerms:
    """The terms as of the bureau's day."""
    months = sorted({month_of_week(week) for week in promises.later})
    due = bureau.info.release.moment(months[0], bureau.holidays).date() if len(months) == 1 else None
    return OnSiteTerms(
        as_of=promises.as_of,
        weeks=promises.weeks,
        later=promises.later,
        due=(months[0], due) if due is not None and due >= promises.as_of else None,
        standard=promises.standard,
        holidays=tuple(promises.holidays),
        workdays=promises.workdays,
    )
