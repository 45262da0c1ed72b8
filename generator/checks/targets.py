"""Rules about the targets of a year (方案二(四)), and about who shares an office."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from generator.checks.references import did_you_mean, no_such_area, station_exists
from generator.checks.rules import Findings, Found, each, listed, rule
from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.target import TargetMeasure, YearTargets, kept_for
from generator.problems import Problem


@each("targets", "E303")
def check_every_target_is_that_of_a_station(record: YearTargets, bureau: Bureau) -> Findings:
    """年度目标是一个有档案的派出所的。"""
    yield from station_exists(bureau, record.station, record.path, "station")


@rule("targets")
def check_every_target_is_for_an_area_of_the_station(bureau: Bureau) -> Iterator[Problem]:
    """年度目标写的都是本所的社区;定了以后改归别的所的,目标留着。"""
    for record in bureau.targets.values():
        months = [f"{record.year}-{month:02d}" for month in range(1, 13)]
        own = {area.id: area.name for month in months for area in bureau.areas_in(record.station, month)}
        for at, row in enumerate(record.rows):
            where = record.path, "rows", at, "area"
            if row.area not in bureau.areas:
                yield no_such_area(bureau, bureau.place(*where), row.area, own)
            elif record.station in bureau.stations and record.station not in bureau.areas[row.area].stations:
                area = bureau.areas[row.area]
                right = f"data/targets/{record.year}/{area.station_in(months[-1])}.yml"
                yield bureau.place(*where).problem(
                    "E357",
                    f"{area.name}({area.id}){record.year} 年不归这个所。",
                    f"编号写错了的,请改 area。{did_you_mean(area.id, own)}没有写错的,移到 {right}。",
                )


@rule("targets")
def check_every_target_is_in_one_file(bureau: Bureau) -> Iterator[Problem]:
    """一个社区一年的一项指标,只在一个派出所的文件里写。"""
    stations: dict[tuple[str, str, TargetMeasure], list[str]] = defaultdict(list)
    for record in bureau.targets.values():
        for row in record.rows:
            stations[record.year, row.area, row.measure].append(record.station)
    for record in bureau.targets.values():
        for at, row in enumerate(record.rows):
            area, both = bureau.areas.get(row.area), stations[record.year, row.area, row.measure]
            if area is None or len(both) == 1:
                continue
            kept = kept_for(area, record.year, both)
            if record.station != kept:
                yield bureau.place(record.path, "rows", at, "measure").problem(
                    "W419",
                    f"{area.name}({area.id}){record.year} 年{row.measure.label}的目标,"
                    f"data/targets/{record.year}/{kept}.yml 里也有。",
                    f"年底归哪个所,留哪个所的:留 {kept}.yml 里的,删去 {record.path} 里的这一行。",
                )


@each("targets", "E340")
def check_no_target_is_beyond_a_year(record: YearTargets) -> Findings:
    """一年的目标不多于一年里能有的天数、周数。"""
    for at, row in enumerate(record.rows):
        most = row.measure.most
        if most is not None and row.target > most:
            yield Found(
                ("rows", at, "target"),
                f"{row.area} 的{row.measure.label}一年要 {row.target} {row.measure.unit},一年最多 {most}。",
                "目标写全年的数;请照文件核对。",
            )


@rule("targets")
def check_every_target_can_be_counted(bureau: Bureau) -> Iterator[Problem]:
    """走访、检查、联合行动的目标从工作纪实数出来:报了月报的年份里,这个所记了工作纪实。"""
    for record in bureau.targets.values():
        reported, kept = (
            any(station == record.station and month.startswith(record.year) for month, station in of)
            for of in (bureau.reports, bureau.work_records)
        )
        at = next((at for at, row in enumerate(record.rows) if row.measure.kind), None)
        if at is not None and reported and not kept:
            asked = dict.fromkeys(row.measure.label for row in record.rows if row.measure.kind)
            yield bureau.place(record.path, "rows", at, "measure").problem(
                "W428",
                f"{record.year} 年定了{'、'.join(asked)}的目标,这一年没有记过工作纪实,算不出来。",
                "请从这个月起在 data/work_records/ 里记;不打算记的,换成月报里有的,例如 on_site_days、talks。",
            )


@each("areas", "W427", today=True)
def check_a_shared_office_is_open_on_its_days(area: Area, as_of: dt.date) -> Findings:
    """合署办公的日子,警务室是开放的。"""
    joint, post = area.joint_office, area.post
    if joint is None:
        return
    if post is None or not post.is_in_use_on(as_of):
        found = f"{area.name}写了合署办公(joint_office),却没有启用的警务室。"
        yield Found(("joint_office",), found, "请核对警务室(post)的状态;不在一起办公了的,删去 joint_office。")
        return
    opened = {day for span in post.hours for day in span.days}
    closed = [day for day in joint.days if post.hours and day not in opened]
    if closed:
        yield Found(
            ("joint_office", "days"),
            f"{area.name}合署办公写了{listed(closed)},警务室这几天不开。",
            "请核对:警务室开的,在 post 的 hours 里补上;不开的,从 joint_office 的 days 里删去。",
        )
