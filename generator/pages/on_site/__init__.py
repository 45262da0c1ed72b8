"""驻社区承诺: the bureau's figure, the stations, and the communities that fell short with their reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from generator.model.public import PublicBureau
from generator.model.station import Station
from generator.pages.links import Link, area_link, station_link
from generator.pages.on_site.section import OnSiteTerms, on_site_terms
from generator.pages.on_site.weeks import reasons_text
from generator.pages.page import Page, written_page
from generator.promise import AreaPromise, Promises, PromiseSum
from generator.wording import decimal_text


@dataclass(frozen=True, kw_only=True)
class PromiseFigures:
    """A sum in words. `share` is cut, not rounded: 100% is said only where every day was kept; None without a week."""

    areas: int
    full: int
    undecided: int
    promised: int
    kept: int
    share: str | None
    width: Fraction
    unreported: int


@dataclass(frozen=True, kw_only=True)
class ShortArea:
    """A community that fell short: weeks and days lacking, the reasons with their weeks."""

    area: Link
    weeks: int
    lacking: int
    why: str


@dataclass(frozen=True, kw_only=True)
class StationPromise:
    """A station's figures, and its communities that fell short, those lacking most first."""

    id: str
    station: Link
    figures: PromiseFigures
    short: tuple[ShortArea, ...]


@dataclass(frozen=True, kw_only=True)
class Untimed:
    """A community where nobody in post has a timetable, and whether that is because nobody is."""

    area: Link
    station: str
    why: str


@dataclass(frozen=True, kw_only=True)
class OnSitePage:
    """The bureau's promise: figures, reasons, stations, communities without a timetable today."""

    template: ClassVar[str] = "on_site.html"
    terms: OnSiteTerms
    figures: PromiseFigures
    why: tuple[tuple[str, int], ...]
    short_weeks: int
    stations: tuple[StationPromise, ...]
    without: tuple[Untimed, ...]


def on_site_pages(bureau: PublicBureau, promises: Promises) -> tuple[Page, ...]:
    """The page of the promise."""
    areas: dict[str, list[AreaPromise]] = {id_: [] for id_ in bureau.stations}
    for promise in promises.by_area.values():
        areas[promise.area.station].append(promise)
    view = OnSitePage(
        terms=on_site_terms(promises, bureau.info.release),
        figures=promise_figures(promises.total),
        why=promises.total.why,
        short_weeks=sum(weeks for _, weeks in promises.total.why),
        stations=tuple(
            _station(bureau.stations[id_], total, areas[id_]) for id_, total in promises.by_station.items()
        ),
        without=tuple(
            _untimed(promise, bureau.stations[promise.area.station])
            for promise in promises.by_area.values()
            if not promise.has_timetable
        ),
    )
    return (written_page("on-site/", view),)


def promise_figures(total: PromiseSum) -> PromiseFigures:
    """A sum as the pages say it."""
    share = Fraction(1000 * total.kept // total.promised, 10) if total.promised else None
    return PromiseFigures(
        areas=total.areas,
        full=total.full,
        undecided=total.undecided,
        promised=total.promised,
        kept=total.kept,
        share=f"{decimal_text(share)}%" if share is not None else None,
        width=share or Fraction(0),
        unreported=total.unreported,
    )


def _station(station: Station, total: PromiseSum, areas: Iterable[AreaPromise]) -> StationPromise:
    short = [_short_area(promise) for promise in areas if any(week.why for week in promise.weeks)]
    return StationPromise(
        id=station.id,
        station=station_link(station.id, station.name),
        figures=promise_figures(total),
        short=tuple(sorted(short, key=lambda found: (-found.lacking, found.area.url))),
    )


def _short_area(promise: AreaPromise) -> ShortArea:
    short = [week for week in promise.weeks if week.why is not None]
    return ShortArea(
        area=area_link(promise.area.id, promise.area.name),
        weeks=len(short),
        lacking=sum(week.promised - week.kept for week in short),
        why=reasons_text(promise.weeks),
    )


def _untimed(promise: AreaPromise, station: Station) -> Untimed:
    return Untimed(
        area=area_link(promise.area.id, promise.area.name),
        station=station.name,
        why="民警没有写时间" if promise.has_officer else "民警空缺",
    )
