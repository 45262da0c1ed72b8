"""The bureau: who publishes the site (bureau.yml), and everything loaded from its data directory."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, NoReturn, Protocol

from pydantic import Field

from generator.model.approval import Approval
from generator.model.area import Area
from generator.model.audit import Audit
from generator.model.examination import ExaminationCriteria
from generator.model.leadership import Leadership
from generator.model.ledger import ReleaseLedger
from generator.model.meeting import Meeting
from generator.model.months import first_day, last_day, next_month
from generator.model.phone import Phone
from generator.model.policy import Policy, in_order_of_time, policy_on
from generator.model.practice import EarlyReader, Statistician
from generator.model.prevention_system import PreventionSystem
from generator.model.reference import Duties, Holidays, Services
from generator.model.release import Release
from generator.model.report import Report
from generator.model.rollout import Milestones
from generator.model.scheme import Scheme, SchemeDocument
from generator.model.station import Station, SubBureau
from generator.model.target import YearTargets
from generator.model.terms import Terms
from generator.model.values import (
    CityCode,
    ClockTime,
    Count,
    Flag,
    Prose,
    Record,
    Text,
    WebAddress,
)
from generator.model.work_record import WorkRecord
from generator.model.year_review import YearReview
from generator.problems import Place


class Site(Record):
    """How the site presents itself; what is not configured is not shown."""

    name: Text = Field(title="网站名称", description="例如 江洲市社区警务公开网")
    address: WebAddress | None = Field(
        default=None, title="网址", description="以 / 结尾,例如 https://jingwu.example/"
    )
    identity_code: Text | None = Field(default=None, title="网站标识码", description="政府网站标识码")
    icp: Text | None = Field(default=None, title="ICP备案号", description="ICP 备案号")
    police_record: Text | None = Field(default=None, title="公安备案号", description="公安备案号")


class Contact(Record):
    """How to reach the publisher."""

    unit: Text = Field(title="承办单位", description="负责本站的单位")
    phone: Phone = Field(title="电话", description="工作时间电话")
    address: Text = Field(title="地址", description="地址")
    hours: Text = Field(title="办公时间", description="例如 工作日 8:30–12:00、14:30–17:30")
    complaints: Phone = Field(title="监督电话", description="例如 12389")


class ReleaseCalendar(Record):
    """When each month's ranking is published."""

    day: Count = Field(ge=1, le=28, title="公布日", description="次月几日;遇到休息日,顺延到下一个工作日")
    at: ClockTime = Field(title="时间", description="几点")

    def nominal_day(self, month: str) -> dt.date:
        """The day of the next month, whether or not offices work on it."""
        return first_day(next_month(month)).replace(day=self.day)

    def moment(self, month: str, holidays: Holidays) -> dt.datetime:
        """When that month's ranking is due to be published, in China: on a working day, from the nominal day on."""
        return dt.datetime.combine(holidays.workday_from(self.nominal_day(month)), self.at)


class BureauInfo(Record):
    """data/bureau.yml."""

    name: Text = Field(title="单位名称", description="主办单位全称")
    city: Text = Field(title="城市", description="城市名")
    code: CityCode = Field(title="行政区划代码", description="6 位")
    sample: Flag = Field(title="示例数据", description="true 时每页显示“示例数据”,正式使用时改为 false")
    site: Site = Field(title="网站", description="名称、网址、标识")
    contact: Contact = Field(title="联系方式", description="页脚显示")
    release: ReleaseCalendar = Field(title="通报日历", description="每月公布排名的日期和时间")
    statistician: Statistician | None = Field(
        default=None, title="负责统计的岗位", description="对公布的数字负责的岗位和电话;没有定的不写"
    )
    early_access: tuple[EarlyReader, ...] = Field(
        default=(), title="提前看到的人", description="公布以前能看到数字的岗位;没有的不写"
    )
    privacy_grounds: tuple[Prose, ...] = Field(
        default=(), title="公开依据", description="隐私说明页上的依据,逐条写"
    )


# From this edition of the method on, a day that a station writes itself does not count.
_EDITION_OF_RECEIPTS: Final = 2


class NotRead(Exception):  # noqa: N818 (a statement about files, not a fault)
    """Somebody asked for records of which some could not be read."""


class Unread:
    """Stands for records of which a file has errors: whoever asks for anything of them learns so."""

    def _refuse(self, *_: object) -> NoReturn:
        raise NotRead

    __getattr__ = __getitem__ = __contains__ = __iter__ = __len__ = __bool__ = _refuse


class PlaceOf(Protocol):
    """Where a value stands: the path of its file, then keys and list positions; the nearest known place otherwise."""

    def __call__(self, path: str, *keys: str | int) -> Place:
        """Return that place."""


@dataclass(frozen=True, kw_only=True)
class PublishedArea:
    """Whose community it was in the last published month that names it."""

    station: str
    month: str


@dataclass(frozen=True, kw_only=True)
class SharedFiles:
    """The version of the shared files of a hub that a bureau uses, and which kinds of record those are."""

    version: str
    titles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Bureau:
    """All records of one bureau, by id and in id order; reports and work records by month and station.

    Made by load alone. `policy` is the latest version, which may be announced for a later day, `earlier_policies` those
    before it by the name of their file; `unread` names the fields of which a file has errors, so that they are short.
    """

    info: BureauInfo
    policy: Policy
    earlier_policies: Mapping[str, Policy]
    services: Services
    duties: Duties
    milestones: Milestones
    holidays: Holidays
    stations: Mapping[str, Station]
    areas: Mapping[str, Area]
    meetings: Mapping[str, Meeting]
    reports: Mapping[tuple[str, str], Report]
    releases: Mapping[str, Release]
    work_records: Mapping[tuple[str, str], WorkRecord] = field(default_factory=dict)
    targets: Mapping[tuple[str, str], YearTargets] = field(default_factory=dict)
    year_reviews: Mapping[str, YearReview] = field(default_factory=dict)
    audits: Mapping[str, Audit] = field(default_factory=dict)
    documents: Mapping[str, SchemeDocument] = field(default_factory=dict)
    terms: Terms = field(default_factory=Terms)
    leadership: Leadership = field(default_factory=Leadership)
    examination: ExaminationCriteria = field(default_factory=ExaminationCriteria)
    prevention: PreventionSystem = field(default_factory=PreventionSystem)
    ledger: ReleaseLedger = field(default_factory=ReleaseLedger)
    sub_bureaus: Mapping[str, SubBureau] = field(default_factory=dict)
    shared: SharedFiles | None = None
    photos: frozenset[str] = frozenset()
    approvals: tuple[Approval, ...] = ()
    place: PlaceOf = field(compare=False)
    unread: frozenset[str] = frozenset()

    def without_gaps(self, but: frozenset[str] = frozenset()) -> Bureau:
        """A copy in which each field of `unread` raises NotRead when used, except those in `but`."""
        gaps: dict[str, Any] = dict.fromkeys(self.unread - but, Unread())
        return replace(self, **gaps) if gaps else self

    def must_be_received(self, month: str) -> bool:
        """Do reports of the month count as filed only when the ledger received them? So since the second edition."""
        policies = (*self.earlier_policies.values(), self.policy)
        return policy_on(policies, first_day(month)).ranking.edition >= _EDITION_OF_RECEIPTS

    def filing_day(self, report: Report, as_of: dt.date) -> dt.date | None:
        """The day on which a report counts as filed; None if it does not count yet.

        Where the ledger has to know a report and does not, that is the day on which it is looked at.
        """
        if not self.must_be_received(report.month) or last_day(report.month) > as_of:
            return report.filed_on
        arrival = self.ledger.arrivals.get((report.month, report.station))
        return as_of if arrival is None else max(arrival.day, report.filed_on or arrival.day)

    @cached_property
    def published_areas(self) -> Mapping[str, PublishedArea]:
        """Each community that a published month names, as the last such month states it.

        A release that was altered by hand says nothing.
        """
        return {
            area: PublishedArea(station=row.station, month=month)
            for month, release in sorted(self.releases.items())
            if release.latest.is_as_sealed(month)
            for row in release.latest.rows
            for area in row.areas
        }

    @cached_property
    def misplaced_areas(self) -> Mapping[str, PublishedArea]:
        """Communities whose file names another station for a published month than that month does, the last such."""
        return {
            id_: PublishedArea(station=row.station, month=month)
            for month, release in sorted(self.releases.items())
            if release.latest.is_as_sealed(month)
            for row in release.latest.rows
            for id_ in row.areas
            if id_ in self.areas and self.areas[id_].station_in(month) != row.station
        }

    @cached_property
    def areas_named(self) -> Counter[str]:
        """How often meetings, reports, work records, targets, published months name each community id, known or not."""
        named = Counter(meeting.area for meeting in self.meetings.values())
        named.update(row.area for report in self.reports.values() for row in report.rows)
        named.update(area for record in self.work_records.values() for area in record.areas)
        named.update(area for record in self.targets.values() for area in record.areas)
        named.update(area for one in self.releases.values() for row in one.latest.rows for area in row.areas)
        return named

    @cached_property
    def stations_named(self) -> Counter[str]:
        """How often communities, reports and published months name each station id, known or not."""
        named = Counter(area.station for area in self.areas.values())
        named.update(report.station for report in self.reports.values())
        named.update(row.station for one in self.releases.values() for row in one.latest.rows)
        return named

    @cached_property
    def scheme(self) -> Scheme:
        """The documents that it carries out."""
        return Scheme.of(self.documents)

    @property
    def policies(self) -> tuple[Policy, ...]:
        """Every version, the earliest first."""
        return in_order_of_time((*self.earlier_policies.values(), self.policy))

    def policy_path(self, policy: Policy) -> str:
        """The file of one of its versions, relative to the root."""
        stems = (stem for stem, earlier in self.earlier_policies.items() if earlier is policy)
        stem = next(stems, None)
        return "data/policy.yml" if stem is None else f"data/policies/{stem}.yml"

    def policy_on(self, day: dt.date) -> Policy:
        """The version in force on that day."""
        return policy_on(self.policies, day)

    def areas_on(self, day: dt.date) -> tuple[Area, ...]:
        """The areas that exist on that day, in id order."""
        return tuple(area for area in self.areas.values() if area.exists_on(day))

    @property
    def lasting_areas(self) -> tuple[Area, ...]:
        """The areas without an end date, in id order; no two of them may cover the same place."""
        return tuple(area for area in self.areas.values() if area.until is None)

    def areas_of(self, station: str) -> tuple[Area, ...]:
        """A station's areas of today and of any earlier day, in id order."""
        return self._areas_by_station.get(station, ())

    def areas_in(self, station: str, month: str) -> tuple[Area, ...]:
        """The areas for whose month the station answers, in id order, even if they were not there all of it."""
        return tuple(area for area in self.areas_of(station) if area.station_in(month) == station)

    @cached_property
    def _areas_by_station(self) -> Mapping[str, tuple[Area, ...]]:
        found: dict[str, list[Area]] = defaultdict(list)
        for area in self.areas.values():
            for station in area.stations:
                found[station].append(area)
        return {station: tuple(areas) for station, areas in found.items()}
