"""抽查核实: how much of what stations declared was seen to be so, who was drawn, and how to draw again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from generator.facts.confirmation import WINDOW, Confirmations, Observation, confirmed, is_doubtful
from generator.facts.measure import Measure, total
from generator.model.audit import Audit, AuditDraw, AuditFinding, AuditItem, Seen
from generator.model.policy import PartId, Policy
from generator.model.public import PublicBureau, setting_of
from generator.model.release import Revision
from generator.pages.by_station import Section, StationGroup, grouped, part_pages
from generator.pages.page import Page, written_page
from generator.pages.ranking.seal import with_seal
from generator.wording import long_day

_SECTION: Final = Section(url="ranking/audit/", title="抽查核实", told="每月抽到哪些社区，看到了什么")
_SERVICE = "能办的服务事项"


@dataclass(frozen=True, kw_only=True)
class AuditLine:
    """One kind of declared thing over the bureau: spot checks, counts by representatives, not seen, not yet checked."""

    title: str
    spot: Measure
    representatives: Measure
    unseen: int
    unchecked: int


@dataclass(frozen=True, kw_only=True)
class StationConfirmation:
    """A station's last twelve months, by part. `standards` are those of the policy that judges them."""

    station: str
    parts: Mapping[PartId, Measure]
    policy: Policy

    @property
    def total(self) -> Measure:
        """Everything that was seen, over all parts."""
        return total(self.parts.values())

    @property
    def doubtful(self) -> tuple[PartId, ...]:
        """The parts whose confirmation falls under the policy's share."""
        standards = self.policy.standards
        return tuple(part for part, one in self.parts.items() if is_doubtful(one, standards))

    @property
    def short(self) -> tuple[tuple[PartId, Measure], ...]:
        """The parts in which something was not as declared."""
        return tuple((part, one) for part, one in self.parts.items() if not one.is_full)

    def has_rate(self, measure: Measure) -> bool:
        """Is the base large enough for a rate?"""
        base = self.policy.standards.audit_base
        return measure.due > 0 and base is not None and measure.due >= base.value


@dataclass(frozen=True, kw_only=True)
class DrawnCommunity:
    """A drawn community, and what is not yet checked of what it declared, in words."""

    draw: AuditDraw
    unchecked: tuple[str, ...]

    @property
    def visits(self) -> tuple[str, ...]:
        """Each day and unit, with the badge where it is recorded."""
        said = (
            f"{long_day(found.on)}，{found.by}" + (f"（警号 {found.badge}）" if found.badge else "")
            for found in self.draw.findings
        )
        return tuple(dict.fromkeys(said))

    @property
    def findings(self) -> tuple[AuditFinding, ...]:
        """What was found, differences first."""
        order = (Seen.NOT_AS_DECLARED, Seen.NOT_SEEN, Seen.AS_DECLARED)
        return tuple(sorted(self.draw.findings, key=lambda found: order.index(found.seen)))


@dataclass(frozen=True, kw_only=True)
class AuditMonth:
    """One month's spot check, and the publication whose seal drew it; None if that is not there."""

    audit: Audit
    revision: Revision | None
    drawn: tuple[DrawnCommunity, ...]

    @property
    def checked(self) -> int:
        """Communities that were visited."""
        return sum(bool(one.draw.findings) for one in self.drawn)


@dataclass(frozen=True, kw_only=True)
class AuditPage:
    """The last twelve spot checks, `months`, the newest first; `window` is the month with which the figures end."""

    template: ClassVar[str] = "ranking_audit.html"
    policy: Policy
    window: str
    lines: tuple[AuditLine, ...]
    groups: tuple[StationGroup[StationConfirmation], ...]
    months: tuple[AuditMonth, ...]

    @property
    def is_young(self) -> bool:
        """Did spot checks begin less than twelve months ago?"""
        return 0 < len(self.months) < WINDOW

    @property
    def total(self) -> AuditLine:
        """All lines together."""
        return AuditLine(
            title="合计",
            spot=total(line.spot for line in self.lines),
            representatives=total(line.representatives for line in self.lines),
            unseen=sum(line.unseen for line in self.lines),
            unchecked=sum(line.unchecked for line in self.lines),
        )


@dataclass(frozen=True, kw_only=True)
class StationAudits:
    """The same spot checks, those of a station's communities; `names` are the communities' by id."""

    template: ClassVar[str] = "ranking_audit_station.html"
    names: Mapping[str, str]
    services: Mapping[str, str]
    confirmation: StationConfirmation
    months: tuple[AuditMonth, ...]

    def titles(self, items: tuple[AuditItem, ...], services: tuple[str, ...]) -> tuple[str, ...]:
        """What is declared, in words."""
        return _titles(self.services, items, services)


def audit_pages(bureau: PublicBureau, confirmations: Confirmations) -> tuple[Page, ...]:
    """The page of the spot checks, and a page for each station that was checked."""
    window = f"{bureau.as_of:%Y-%m}"
    services = {service.id: service.title for service in bureau.services.services}
    months = tuple(
        _month(bureau, services, audit) for _, audit in sorted(bureau.audits.items(), reverse=True)[:WINDOW]
    )
    stations = {id_: _station_audits(bureau, confirmations, id_, services, months) for id_ in bureau.stations}
    told = {id_: own for id_, own in stations.items() if own.confirmation.parts or own.months}
    view = AuditPage(
        policy=confirmations.policy,
        window=window,
        lines=tuple(_lines(confirmations.in_window(window), months)),
        groups=grouped(bureau, {id_: own.confirmation for id_, own in told.items()}),
        months=months,
    )
    parts = ((bureau.stations[id_], own) for id_, own in told.items())
    return (with_seal(written_page(_SECTION.url, view), setting_of(bureau)), *part_pages(_SECTION, parts))


def _station_audits(
    bureau: PublicBureau,
    confirmations: Confirmations,
    station: str,
    services: Mapping[str, str],
    months: tuple[AuditMonth, ...],
) -> StationAudits:
    """A community's draws stand at the station that it belongs to today."""
    names = {id_: area.name for id_, area in bureau.every_area.items() if area.station == station}
    own = (
        replace(month, drawn=tuple(one for one in month.drawn if one.draw.area in names)) for month in months
    )
    return StationAudits(
        names=names,
        services=services,
        confirmation=station_confirmation(confirmations, station, f"{bureau.as_of:%Y-%m}"),
        months=tuple(month for month in own if month.drawn),
    )


def station_confirmation(confirmations: Confirmations, station: str, month: str) -> StationConfirmation:
    """A station's twelve months that end with this one."""
    return StationConfirmation(
        station=station, parts=confirmations.of(station, month), policy=confirmations.policy
    )


def _month(bureau: PublicBureau, services: Mapping[str, str], audit: Audit) -> AuditMonth:
    release = bureau.releases.get(audit.month)
    return AuditMonth(
        audit=audit,
        revision=release.revisions[0] if release is not None else None,
        drawn=tuple(
            DrawnCommunity(draw=draw, unchecked=_titles(services, *draw.unchecked)) for draw in audit.draws
        ),
    )


def _titles(
    names: Mapping[str, str], items: tuple[AuditItem, ...], services: tuple[str, ...]
) -> tuple[str, ...]:
    return (*(item.label for item in items), *(f"能办“{names.get(one, one)}”" for one in services))


def _lines(found: tuple[Observation, ...], months: tuple[AuditMonth, ...]) -> Iterator[AuditLine]:
    rest = [one.draw.unchecked for month in months for one in month.drawn]
    for item in (*AuditItem, None):
        own = [one for one in found if one.item is item]
        spot = [one for one in own if not one.by_representatives]
        yield AuditLine(
            title=item.label if item is not None else _SERVICE,
            spot=confirmed(spot),
            representatives=confirmed(one for one in own if one.by_representatives),
            unseen=sum(one.seen is Seen.NOT_SEEN for one in spot),
            unchecked=sum(item in items if item is not None else len(services) for items, services in rest),
        )
