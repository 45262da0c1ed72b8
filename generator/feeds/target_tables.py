"""Tables of 方案二(四): targets and their months, and what other branches commit themselves to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from generator.feeds.tables import Column, Dataset, Table, fields
from generator.model.linkage import PartnerUnit
from generator.model.public import PublicBureau, PublicCount, Suppressed
from generator.model.target import AreaTarget, YearTargets
from generator.targets import TargetProgress, YearProgress

_TARGETS: Final = Table[tuple[YearTargets, TargetProgress]](
    "每行一个社区一年的一项目标,只算公布了的月份",
    *fields(YearTargets, "year station", lambda row: row[0], station="派出所编号"),
    *fields(AreaTarget, "area measure target", lambda row: row[1].target, area="社区编号"),
    Column("known", "写得出的月份合计", int, lambda row: row[1].known),
    Column("months", "公布的月份", int, lambda row: len(row[1].months)),
    Column("untold", "其中没有报、不写出的月份", int, lambda row: len(row[1].untold)),
    Column("state", "怎么样", str, lambda row: row[1].state),
    *fields(YearTargets, "document decided_on", lambda row: row[0]),
)


_MONTHS: Final = Table[tuple[AreaTarget, str, "PublicCount | None"]](
    "每行一项目标的一个公布的月份;小的数写成“<5”,没有报的为空",
    *fields(AreaTarget, "area measure", lambda row: row[0], area="社区编号"),
    Column("month", "月份", str, lambda row: row[1]),
    Column("count", "当月", Suppressed, lambda row: row[2]),
)


_LINKAGE: Final = Table[tuple[str, str, PartnerUnit]](
    "每行一个联系社区的单位",
    Column("area", "社区编号", str, lambda row: row[0]),
    Column("branch", "警种", str, lambda row: row[1]),
    *fields(PartnerUnit, "unit phone monthly commitment contact", lambda row: row[2]),
)


def target_datasets(
    bureau: PublicBureau, progress: Mapping[tuple[str, str], YearProgress]
) -> tuple[Dataset, ...]:
    """All years in order, by station, in the order of the files."""
    rows = [(year.record, one) for _, year in sorted(progress.items()) for one in _all(year)]
    months = ((one.target, *counted) for _, one in rows for counted in one.months.items())
    units = (
        (area.id, title, unit)
        for area in bureau.areas.values()
        for title, unit in (area.linkage.units if area.linkage else ())
    )
    return (
        _TARGETS.of("targets", "年度目标", rows),
        _MONTHS.of("target_months", "年度目标每月", months),
        _LINKAGE.of("linkage", "警种联动", units),
    )


def _all(year: YearProgress) -> Iterator[TargetProgress]:
    for own in year.by_area.values():
        yield from own
