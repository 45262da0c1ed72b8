"""What may be public: the allow-list. Only privacy makes these; ranking, meetings, pages, feeds take nothing else.

An officer's name appears for those in post today, for an announced successor, and for a predecessor during the days
that the policy sets; times in post are kept apart from names, for the figures alone.
Small counts by community are `Suppressed`; so is a station's total that would give one away, others are exact.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, NewType, TypeAlias

from generator.model.area import AreaKind, Cover, EarlierKind, Population, Verified
from generator.model.audit import Audit
from generator.model.bureau import BureauInfo, SharedFiles
from generator.model.examination import ExaminationCriteria
from generator.model.history import EarlierName, EarlierStation, OfStation, earlier_on
from generator.model.leadership import Leadership
from generator.model.ledger import LatestSeal, PublicEntry
from generator.model.linkage import JointOffice, Linkage
from generator.model.meeting import Meeting
from generator.model.meeting_rule import MeetingRule
from generator.model.months import first_day, last_day
from generator.model.officer import Role, Vacancy
from generator.model.policy import Policy, in_order_of_time, policy_on
from generator.model.post import Post
from generator.model.prevention_system import PreventionSystem
from generator.model.public_people import PostChange, PublicCommittee, PublicOfficer, Tenure
from generator.model.public_prevention import PublicComposition, PublicPrevention
from generator.model.public_work import PublicWorkRecord
from generator.model.reference import Duties, Holidays, Services
from generator.model.release import Release
from generator.model.report import Chart, Ledger, OnSiteReason
from generator.model.representation import Representation
from generator.model.rollout import Milestones
from generator.model.scheme import NO_SCHEME, Scheme
from generator.model.station import Station, SubBureau
from generator.model.target import YearTargets
from generator.model.terms import Terms
from generator.model.year_review import YearReview

if TYPE_CHECKING:
    from generator.model.public_brand import PublicBrand


@dataclass(frozen=True, kw_only=True)
class Suppressed:
    """A count that is not written out because it is small."""

    below: int

    def __str__(self) -> str:
        return f"<{self.below}"


PublicCount: TypeAlias = "int | Suppressed"


@dataclass(frozen=True, kw_only=True)
class PublicArea(OfStation):
    """A community as the public may see it.

    `coming` are announced officers with their first day; `recent` left up to `predecessor_days` ago, with their last.
    """

    id: str
    station: str
    earlier_stations: tuple[EarlierStation, ...] = ()
    name: str
    earlier_names: tuple[EarlierName, ...] = ()
    kind: AreaKind
    earlier_kinds: tuple[EarlierKind, ...]
    since: dt.date | None
    until: dt.date | None
    merged_into: tuple[str, ...]
    aliases: tuple[str, ...]
    divisions: tuple[str, ...]
    villages: tuple[str, ...]
    population: Population
    households: int | None
    institutions: int | None
    shops: int | None
    covers: tuple[Cover, ...]
    verified: Verified
    officers: tuple[PublicOfficer, ...]
    coming: tuple[PostChange, ...] = ()
    recent: tuple[PostChange, ...] = ()
    vacancy: Vacancy | None
    tenures: tuple[Tenure, ...]
    post: Post | None
    committee: PublicCommittee | None
    prevention: PublicPrevention | None
    brands: tuple[PublicBrand, ...]
    linkage: Linkage | None
    representatives: Representation | None = None
    joint_office: JointOffice | None = None
    meeting_rule: MeetingRule | None

    @property
    def is_vacant(self) -> bool:
        """Is no community officer in post today?"""
        return not any(officer.role is Role.COMMUNITY_OFFICER for officer in self.officers)

    @property
    def officers_by_role(self) -> tuple[PublicOfficer, ...]:
        """Community officers first, then who covers, then those who help; the file's order within."""
        return tuple(sorted(self.officers, key=lambda officer: [*Role].index(officer.role)))

    def kind_on(self, day: dt.date) -> AreaKind:
        """What kind of area it was on that day."""
        return (earlier_on(self.earlier_kinds, day) or self).kind


@dataclass(frozen=True, kw_only=True)
class PublicCounts:
    """What is counted in a month; None where it was not reported by the community, or by one of the station's.

    A station's are exact, or `Suppressed` where the total would tell the small count of a single community.
    """

    calls: PublicCount | None
    cases: PublicCount | None
    disputes: PublicCount | None
    mediated: PublicCount | None
    services_accepted: PublicCount | None
    services_on_time: PublicCount | None


@dataclass(frozen=True, kw_only=True)
class PublicRow(PublicCounts):
    """One community in one month; None was not reported. Enforcement figures are never here.

    `work_weeks` are the weeks with an entry in the station's work records, None where it keeps none of the month.
    """

    area: str
    on_site_days: Mapping[str, int] | None
    on_site_reasons: Mapping[str, OnSiteReason] | None
    patrol_shifts: int | None
    talks: int | None
    ledgers: tuple[Ledger, ...] | None
    charts: tuple[Chart, ...] | None
    work_weeks: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class PublicReport:
    """A station's monthly report as the public may see it."""

    station: str
    month: str
    filed_on: dt.date
    rows: Mapping[str, PublicRow]
    totals: PublicCounts

    def of_area(self, area: str) -> PublicReport:
        """The report of one community: its own public counts are the totals.

        Cases are counted where the station's are, so that the communities' sum up to them.
        """
        row = self.rows.get(area)
        own = {count.name: getattr(row, count.name, None) for count in fields(PublicCounts)}
        if self.totals.cases is None:
            own["cases"] = None
        return replace(self, rows={area: row} if row else {}, totals=replace(self.totals, **own))


@dataclass(frozen=True, kw_only=True)
class AnsweredShare:
    """How many of a station's requests and opinions of several months were answered in time.

    `percent` is rounded, and absent before there are that many months, `base` [requests and opinions] down to tens.
    """

    percent: int | None
    base: int


@dataclass(frozen=True, kw_only=True)
class PublicRecords:
    """Everything public about one bureau as of a day; mappings by id in id order, reports by month and station.

    `areas` are those of today, `former` those that were dissolved or merged before. `policy` is the version in force,
    `other_policies` are those before it and those announced for a later day, by version.
    `answered` are the shares of requests answered in time by month and station; a station without any is absent.
    """

    as_of: dt.date
    info: BureauInfo
    policy: Policy
    other_policies: Mapping[str, Policy]
    services: Services
    duties: Duties
    milestones: Milestones
    holidays: Holidays
    stations: Mapping[str, Station]
    areas: Mapping[str, PublicArea]
    former: Mapping[str, PublicArea]
    meetings: Mapping[str, Meeting]
    reports: Mapping[tuple[str, str], PublicReport]
    releases: Mapping[str, Release]
    year_reviews: Mapping[str, YearReview]
    scheme: Scheme = NO_SCHEME
    terms: Terms = field(default_factory=Terms)
    shared: SharedFiles | None = None
    leadership: Leadership = field(default_factory=Leadership)
    examination: ExaminationCriteria = field(default_factory=ExaminationCriteria)
    compositions: tuple[PublicComposition, ...] = ()
    prevention: PreventionSystem = field(default_factory=PreventionSystem)
    sub_bureaus: Mapping[str, SubBureau] = field(default_factory=dict)
    audits: Mapping[str, Audit] = field(default_factory=dict)
    work_records: Mapping[tuple[str, str], PublicWorkRecord] = field(default_factory=dict)
    targets: Mapping[tuple[str, str], YearTargets] = field(default_factory=dict)
    ledger: tuple[PublicEntry, ...] = ()
    latest_seal: LatestSeal | None = None
    answered: Mapping[tuple[str, str], AnsweredShare] = field(default_factory=dict)

    @property
    def every_area(self) -> Mapping[str, PublicArea]:
        """Current areas, then former ones: all that past records may refer to."""
        return {**self.areas, **self.former}

    @property
    def standing_stations(self) -> Mapping[str, Station]:
        """The stations without those that were closed, by id in id order."""
        closed = self.closed_stations
        return {id_: station for id_, station in self.stations.items() if station not in closed}

    @property
    def closed_stations(self) -> tuple[Station, ...]:
        """The stations that were closed or merged before today, in id order."""
        every = self.stations.values()
        return tuple(one for one in every if one.until is not None and one.until < self.as_of)

    @property
    def station_names(self) -> Mapping[str, str]:
        """Names by id."""
        return {station.id: station.name for station in self.stations.values()}

    def station_names_in(self, month: str) -> Mapping[str, str]:
        """Names by id, as they were on the month's last day (yyyy-mm)."""
        day = last_day(month)
        return {station.id: station.name_on(day) for station in self.stations.values()}

    def areas_of(self, station: str) -> tuple[PublicArea, ...]:
        """A station's areas of today in id order."""
        return tuple(area for area in self.areas.values() if area.station == station)

    def areas_once_of(self, station: str) -> tuple[PublicArea, ...]:
        """The areas that belong to a station or did so once, in id order, dissolved ones last."""
        return tuple(area for area in self.every_area.values() if station in area.stations)

    def reports_of(self, month: str) -> Mapping[str, PublicReport]:
        """The month's reports by station."""
        return {id_: report for (of, id_), report in self.reports.items() if of == month}

    @property
    def policies(self) -> tuple[Policy, ...]:
        """Every version, the earliest first."""
        return in_order_of_time((*self.other_policies.values(), self.policy))

    def policy_for(self, month: str) -> Policy:
        """The version of the last publication of the month; if unpublished, the one in force on its first day."""
        release = self.releases.get(month)
        if release is None:
            return policy_on(self.policies, first_day(month))
        return next(policy for policy in self.policies if policy.version == release.latest.policy)


PublicBureau = NewType("PublicBureau", PublicRecords)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What every page may know of its bureau: the day, who publishes, the policy, the days off."""

    as_of: dt.date
    info: BureauInfo
    policy: Policy
    holidays: Holidays
    latest_seal: LatestSeal | None = None
    terms: Terms = field(default_factory=Terms)
    shared: SharedFiles | None = None

    @property
    def valid_until(self) -> dt.date:
        """The last day on which a browser may repeat a page that speaks of today."""
        return self.as_of + dt.timedelta(days=self.policy.valid_days)

    @property
    def verification_days(self) -> int:
        """For how many days contact data may be shown unchecked."""
        return self.policy.standards.verification_days.value


def setting_of(bureau: PublicBureau) -> Setting:
    """The setting of all its pages."""
    return Setting(**{one.name: getattr(bureau, one.name) for one in fields(Setting)})
