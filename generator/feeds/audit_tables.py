"""Spot checks as two tables: every declared thing that was drawn, and all communities that could have been drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from generator.facts.declared import digest_in_draw, drawn_of
from generator.feeds.tables import Column, Dataset, Table
from generator.model.audit import Audit, AuditDraw, AuditFinding, AuditItem
from generator.model.public import PublicBureau


class _Thing(NamedTuple):
    """One declared thing of a drawn community; `found` is None while it is not checked."""

    audit: Audit
    draw: AuditDraw
    station: str | None
    item: AuditItem | None
    service: str | None
    found: AuditFinding | None


class _Candidate(NamedTuple):
    """A community that could have been drawn, of the stations' communities in the month's first publication."""

    audit: Audit
    seal: str
    station: str
    area: str
    drawn: tuple[str, ...]


_AUDITS: Final = Table[_Thing](
    "每行抽到的一个社区报了做到的一件事:去看的结果,没有结果的还没有查",
    Column("month", "月份", str, lambda row: row.audit.month),
    Column("station", "派出所编号", str, lambda row: row.station),
    Column("area", "社区编号", str, lambda row: row.draw.area),
    Column("item", "项目", str, lambda row: row.item or "service"),
    Column("service", "服务事项", str, lambda row: row.service),
    Column("part", "得分的组成部分", str, lambda row: row.item.part if row.item else "services_offered"),
    Column(
        "seen",
        "结果:as_declared 属实、not_as_declared 不符、not_seen 没看成",
        str,
        lambda row: row.found and row.found.seen,
    ),
    Column("on", "去看的日期", str, lambda row: row.found and row.found.on),
    Column("by", "核查单位", str, lambda row: row.found and row.found.by),
    Column("note", "说明", str, lambda row: row.found and row.found.note),
)


_CANDIDATES: Final = Table[_Candidate](
    "每行一个可以抽的社区;种子后面接社区编号算 SHA-256,各所最小的几个就是抽到的",
    Column("month", "月份", str, lambda row: row.audit.month),
    Column("seal", "公布第一版的封存码", str, lambda row: row.seal),
    Column("seed", "种子:封存码的 SHA-256", str, lambda row: row.audit.seed),
    Column("station", "派出所编号", str, lambda row: row.station),
    Column("drawn_of_station", "这个所抽几个", int, lambda row: len(row.drawn)),
    Column("area", "社区编号", str, lambda row: row.area),
    Column("digest", "种子接社区编号的 SHA-256", str, lambda row: digest_in_draw(row.audit.seed, row.area)),
    Column("drawn", "抽到", bool, lambda row: row.area in row.drawn),
)


def audit_datasets(bureau: PublicBureau) -> tuple[Dataset, ...]:
    """The things that were drawn, and the communities that could have been."""
    return (
        _AUDITS.of("audits", "抽查核实", _things(bureau)),
        _CANDIDATES.of("audit_candidates", "抽查的抽取名单", _candidates(bureau)),
    )


def _things(bureau: PublicBureau) -> Iterator[_Thing]:
    areas = bureau.every_area
    for audit in bureau.audits.values():
        for draw in audit.draws:
            items = {item: one for one in draw.findings for item in one.items}
            services = {service: one for one in draw.findings for service in one.services}
            station = areas[draw.area].station_in(audit.month) if draw.area in areas else None
            for item in draw.items:
                yield _Thing(audit, draw, station, item, None, items.get(item))
            for service in draw.services:
                yield _Thing(audit, draw, station, None, service, services.get(service))


def _candidates(bureau: PublicBureau) -> Iterator[_Candidate]:
    for audit in bureau.audits.values():
        if (release := bureau.releases.get(audit.month)) is None:
            continue
        first = release.revisions[0]
        for row in first.rows:
            drawn = drawn_of(audit.seed, row.areas, audit.number_of(len(row.areas)))
            for area in sorted(row.areas):
                yield _Candidate(audit, first.seal or "", row.station, area, drawn)
