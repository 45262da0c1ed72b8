"""What `jingwu month status` prints: which stations have filed, what is missing, what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.facts.area_month import Filing
from generator.model.bureau import Bureau
from generator.model.months import last_day
from generator.model.public import PublicBureau
from generator.ranking.reporting import MonthReporting, ReportGap, StationReporting
from generator.text.columns import columns, folded, padded
from generator.wording import short_date


@dataclass(frozen=True, kw_only=True)
class SeenMonth:
    """What has been filed for a month, with the records that names come from."""

    bureau: Bureau
    public: PublicBureau
    reporting: MonthReporting

    @property
    def month(self) -> str:
        """The month."""
        return self.reporting.month.name

    def waits(self, one: StationReporting) -> bool:
        """Is its report there, but not received yet?"""
        report = self.bureau.reports.get((self.month, one.station))
        return one.filing is Filing.NOT_FILED and report is not None and report.filed_on is None

    def areas(self, ids: Sequence[str]) -> str:
        """The names of communities."""
        return "、".join(self.bureau.areas[id_].name for id_ in ids)


def status_lines(seen: SeenMonth) -> Iterator[str]:
    """The totals, then each station, then the groups that are too small to be ranked."""
    for line in _head(seen):
        yield from folded(line)
    yield ""
    width = max(
        (columns(seen.bureau.stations[one.station].name) for one in seen.reporting.stations), default=0
    )
    for one in seen.reporting.stations:
        yield f"{padded(seen.bureau.stations[one.station].name, width)}  {_filed(seen, one)}"
        for line in _lacking(seen, one):
            yield from folded(f"    {line}", "      ")
    for group in seen.reporting.groups:
        if group.reason is not None:
            yield ""
            yield from folded(f"{group.kind.label}组：{group.reason}。", "  ")


def _head(seen: SeenMonth) -> Iterator[str]:
    reporting, month = seen.reporting, seen.month
    stations, due = reporting.stations, reporting.month.report_due
    late = sum(one.filing is Filing.LATE for one in stations)
    complete = sum(one.is_complete for one in stations)
    yield (
        f"{month} 月报：{len(stations)} 个派出所，按时 {reporting.filed - late} 个，晚报 {late} 个，"
        f"没有报 {len(reporting.missing)} 个；齐全的 {complete} 个。"
    )
    if month in seen.bureau.releases:
        yield f"{month} 的排名已经公布：补上的，要运行 make revise 才会公开。"
        return
    if last_day(month) >= seen.public.as_of:
        yield "这个月还没有过完。"
    else:
        over = "，已过" if due < seen.public.as_of else ""
        moment = seen.public.info.release.moment(month, seen.public.holidays)
        yield f"报送期限 {due}{over}；排名预告在 {moment:%Y-%m-%d %H:%M} 公布。"
    if reporting.is_short and (share := reporting.month.standards.filed_share) is not None:
        yield f"不到办法要求的 {share.value}%，现在公布要写明原因（--incomplete）。"


def _filed(seen: SeenMonth, one: StationReporting) -> str:
    if one.filed_on is None:
        return "有月报，还没有登记收到" if seen.waits(one) else "没有报"
    state = f"{short_date(one.filed_on)}报，{one.filing.label}"
    return f"{state}，齐全" if one.is_complete else state


def _lacking(seen: SeenMonth, one: StationReporting) -> Iterator[str]:
    """What is missing, and at the end what that costs."""
    if one.lost and one.score is not None:
        yield f"晚报：总分少 {one.lost:.1f} 分（现在 {one.score:.1f}，按时是 {one.score + one.lost:.1f}）"
    elif one.filing is Filing.LATE and one.lost is None:
        yield "晚报：补齐以后才有总分，那时才算得出少几分"
    if one.rows:
        yield f"缺整行：{seen.areas(one.rows)}"
    for gap in one.gaps:
        shown = "" if gap.is_scored else "（只公布，不计分）"
        yield f"没有写“{gap.part.label}”{shown}：{seen.areas(gap.areas)}"
    if one.filing is Filing.NOT_FILED or one.rows or any(gap.is_scored for gap in one.gaps):
        yield "→ 这个月不排名" + ("；请运行 make receive 登记" if seen.waits(one) else "")
    elif one.reasons:
        yield f"→ 不排名：{'；'.join(one.reasons)}"


def status_values(seen: SeenMonth) -> dict[str, Any]:
    """The same for programs."""
    reporting = seen.reporting
    share = reporting.month.standards.filed_share
    return {
        "month": seen.month,
        "as_of": seen.public.as_of,
        "report_due": reporting.month.report_due,
        "release": f"{seen.public.info.release.moment(seen.month, seen.public.holidays):%Y-%m-%d %H:%M}",
        "released": seen.month in seen.bureau.releases,
        "stations_owing": len(reporting.stations),
        "stations_filed": reporting.filed,
        "filed_share": None if share is None else share.value,
        "stations": [_values(seen, one) for one in reporting.stations],
        "groups_not_ranked": {group.kind.value: group.reason for group in reporting.groups if group.reason},
    }


def _values(seen: SeenMonth, one: StationReporting) -> dict[str, Any]:
    return {
        "station": one.station,
        "name": seen.bureau.stations[one.station].name,
        "filing": one.filing,
        "filed_on": one.filed_on,
        "waits_for_receipt": seen.waits(one),
        "complete": one.is_complete,
        "missing_rows": one.rows,
        "missing_fields": [_gap_values(gap) for gap in one.gaps],
        "score": None if one.score is None else float(one.score),
        "points_lost_by_filing_late": None if one.lost is None else float(one.lost),
        "unranked_because": one.reasons,
    }


def _gap_values(gap: ReportGap) -> dict[str, Any]:
    return {"part": gap.part, "title": gap.part.label, "scored": gap.is_scored, "areas": gap.areas}
