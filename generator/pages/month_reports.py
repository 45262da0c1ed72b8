"""A station's monthly report as a page (工作月报, 方案二(五)): what each community did, and what is missing.

What was done is told from the public report and the work records; what is missing from the numbers that were released.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from generator.facts.area_month import AreaMonth, CountedMonth, areas_in
from generator.memo import remembered
from generator.model.months import next_month, previous_month
from generator.model.policy import PartId
from generator.model.public import PublicBureau, PublicRow, Setting, setting_of
from generator.model.public_work import PublicWork, PublicWorkRecord
from generator.model.release import ReleaseRow
from generator.model.report import Chart, Ledger
from generator.model.terms import Terms
from generator.pages.links import Link, area_link, month_report_link, station_link
from generator.pages.page import Head, Page, record_page
from generator.ranking.frozen import measure_in
from generator.ranking.published import PublishedMonth, PublishedRevision
from generator.wording import month_text, weeks_begin

# The parts of the ranking that a report gives of each community, in the order in which they are told.
_TOLD: Final = (
    PartId.ON_SITE,
    PartId.PATROLS,
    PartId.TALKS,
    PartId.CHARTS,
    PartId.LEDGERS,
    PartId.WORK_RECORDS,
)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """What a community lacks of a part, as released; `attained` is None if it was not reported.

    `least` is what the standard asks of a month where the part only says whether that was reached. `names` are the
    charts or ledgers that are missing, or the Mondays of weeks without a work record, as far as today's report tells.
    """

    part: PartId
    attained: int | None
    due: int
    least: int | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AreaReport:
    """One community's month; one without a `link` has no page. `work` is None where the station keeps no records.

    `is_reported` tells whether the release has numbers of a report; `row` is that of today's report, None without them.
    """

    id: str
    link: Link | None
    is_reported: bool
    row: PublicRow | None
    work: PublicWork | None
    gaps: tuple[Gap, ...]

    @property
    def falls_short(self) -> bool:
        """Does the release lack something of it?"""
        return not self.is_reported or bool(self.gaps)

    @property
    def days(self) -> int | None:
        """Days in the community; None if they were not reported."""
        return sum(self.row.on_site_days.values()) if self.row and self.row.on_site_days else None


@dataclass(frozen=True, kw_only=True)
class MonthReport:
    """A station's month. `filed_on` is None if the release has no report of it; `is_filed_later` if today there is one.

    `revision` is the last one of the release.
    """

    template: ClassVar[str] = "month_report.html"
    station: Link
    month: str
    revision: int
    filed_on: dt.date | None
    is_late: bool
    is_filed_later: bool
    has_records: bool
    areas: tuple[AreaReport, ...]
    terms: Terms
    around: tuple[Link | None, Link | None]

    @property
    def title(self) -> str:
        """古楼派出所2026年10月的月报."""
        return f"{self.station.text}{month_text(self.month)}的月报"

    @property
    def short(self) -> tuple[AreaReport, ...]:
        """The communities that lack something."""
        return tuple(area for area in self.areas if area.falls_short)


def month_report_pages(bureau: PublicBureau, published: Mapping[str, PublishedMonth]) -> Iterator[Page]:
    """A page for every station and released month."""
    setting, every = setting_of(bureau), bureau.every_area.values()
    stations = {month: {row.station for row in one.latest.revision.rows} for month, one in published.items()}
    for name, one in published.items():
        month = CountedMonth(name=name, policy=one.latest.policy)
        own = {each.area.id: each for each in areas_in(every, month, bureau.reports_of(name))}
        names = bureau.station_names_in(name)
        for row in one.latest.revision.rows:
            earlier, later = (
                month_report_link(other, row.station, month_text(other))
                if row.station in stations.get(other, ())
                else None
                for other in (previous_month(name), next_month(name))
            )
            record = bureau.work_records.get((name, row.station))
            view = MonthReport(
                station=station_link(row.station, names[row.station]),
                month=name,
                revision=one.latest.revision.number,
                filed_on=row.filed_on,
                is_late=row.filed_on is not None and row.filed_on > month.report_due,
                is_filed_later=row.filed_on is None and (name, row.station) in bureau.reports,
                has_records=record is not None,
                areas=tuple(_area_report(row, id_, one.latest, own.get(id_), record) for id_ in row.areas),
                terms=bureau.terms,
                around=(earlier, later),
            )
            yield _page(setting, view, row.station, one.latest.revision.published)


def _area_report(
    row: ReleaseRow,
    id_: str,
    released: PublishedRevision,
    own: AreaMonth | None,
    record: PublicWorkRecord | None,
) -> AreaReport:
    """`own` is None for a community that today's records do not count in the month."""
    today = own.row if own is not None else None
    is_reported = row.filed_on is not None and (today is not None or _has_numbers(row, id_, released))
    return AreaReport(
        id=id_,
        link=area_link(id_, own.area.name_on(own.month.last)) if own is not None else None,
        is_reported=is_reported,
        row=today if is_reported else None,
        work=record.areas.get(id_) if record is not None else None,
        gaps=tuple(_gaps(row, id_, released, own)),
    )


def _has_numbers(row: ReleaseRow, id_: str, released: PublishedRevision) -> bool:
    """Has the release a number of the community that only a report can tell? One of 0 due says nothing."""
    cells = dict(zip(released.revision.parts, row.areas[id_], strict=True))
    told = [cells[part] for part in _TOLD if part in cells]
    return any(not cell.startswith("x") and measure_in(cell).due for cell in told)


def _gaps(row: ReleaseRow, id_: str, released: PublishedRevision, own: AreaMonth | None) -> Iterator[Gap]:
    """The parts in which the released numbers of a community fall short."""
    standards = released.policy.standards
    least = {PartId.PATROLS: standards.patrol_shifts.value, PartId.TALKS: standards.talks.value}
    cells = dict(zip(released.revision.parts, row.areas[id_], strict=True))
    for part in _TOLD:
        cell = cells.get(part)
        if cell is None or (measure := measure_in(cell)).attained >= measure.due:
            continue
        if cell.startswith("x"):
            yield Gap(part=part, attained=None, due=measure.due)
            continue
        names = _missing(part, own) if own is not None else ()
        yield Gap(
            part=part,
            attained=measure.attained,
            due=measure.due,
            least=least.get(part),
            names=names if len(names) == measure.due - measure.attained else (),
        )


def _missing(part: PartId, own: AreaMonth) -> tuple[str, ...]:
    """What today's records lack of the part, by name."""
    if part is PartId.CHARTS:
        return tuple(chart.label for chart in Chart if chart not in (own.charts or ()))
    if part is PartId.LEDGERS:
        return tuple(ledger.label for ledger in Ledger if ledger not in (own.ledgers or ()))
    if part is PartId.WORK_RECORDS:
        lacking = [week for week in own.month.weeks if week not in (own.recorded_weeks or ())]
        return weeks_begin(lacking, year=own.month.first.year)
    return ()


@remembered("view.month", "station")
def _page(setting: Setting, view: MonthReport, station: str, published: dt.datetime) -> Page:
    return record_page(
        setting,
        url=month_report_link(view.month, station, view.title).url,
        frame="work-records/station/_month/",
        origin=f"data/releases/{view.month}.yml",
        head=Head(
            title=view.title,
            description=f"{view.title}：每个社区做了什么，还差什么。",
            published=published,
            source=view.station.text,
        ),
        main=view,
    )
