"""Rules about figures and their history: typing errors, and a report that is a copy of another.

Counts vary by chance, so only what hardly ever happens by chance is reported, and small counts never are.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Final, TypeAlias

from generator.checks.reports import open_months
from generator.checks.rules import Findings, Found, Keys, each, rule
from generator.model.area import Area, Headcount
from generator.model.bureau import Bureau
from generator.model.report import Report, ReportRow
from generator.problems import Problem

# With fewer other values there is no history to compare with; a smaller difference is not reported.
_LEAST_HISTORY: Final = 6
_LEAST_DIFFERENCE: Final = 30
# How far outside: spreads from the median, and times above the second largest value or below the second smallest.
_SPREADS: Final = 6
_TIMES: Final = 3
# The standard deviation of a normal distribution, divided by its median absolute deviation.
_NORMAL: Final = 1.4826
# People vary less than events: two counts a year apart hardly differ.
_TIMES_OF_RESIDENTS: Final = 2
# Two reports do not agree by chance in this many figures above zero.
_LEAST_FIGURES: Final = 8
_TOLD: Final = 6
_COUNTS: Final = ("calls", "cases", "disputes", "mediated", "enforcement", "patrol_shifts", "talks")

_Counted: TypeAlias = tuple[Keys, int]


@rule("reports")
def check_no_figure_is_far_outside_its_own_history(bureau: Bureau) -> Iterator[Problem]:
    """月报里的数字与这个社区以前各月相差不太远;只看还没有公布的月份和最近一个月。"""
    months_open = open_months(bureau)
    for (area, keys), months in _histories(bureau).items():
        for month in months_open & months.keys():
            report, at, value = months[month]
            others = [months[other][2] for other in sorted(months) if other != month]
            if is_far_outside(value, others):
                title = ReportRow.model_fields[str(keys[0])].title
                yield bureau.place(report.path, "rows", at, *keys).problem(
                    "W347",
                    f"{_name(bureau, area)} {month} 的{title}({'.'.join(map(str, keys))})是 {value},"
                    f"其他月份是 {_listed(others)},中间的一个是 {median(others):g}。",
                    "请对照台帐核对,是不是多写、少写了一位;确实是这么多的可以不改。",
                )


@each("areas", "W347")
def check_no_count_of_residents_is_far_from_the_one_before(area: Area) -> Findings:
    """人口与上一次统计相差不到一倍。"""
    counts: list[tuple[Headcount, Keys]] = [(area.population, ("population",))]
    counts += [(one, ("population", "earlier", at)) for at, one in enumerate(area.population.earlier)]
    counts = sorted((pair for pair in counts if not pair[0].not_counted), key=lambda pair: pair[0].as_of)
    for (before, _), (count, keys) in itertools.pairwise(counts):
        low, high = sorted((before.residents, count.residents))
        if high >= _TIMES_OF_RESIDENTS * low and high - low >= _LEAST_DIFFERENCE:
            yield Found(
                keys,
                f"{area.name} {count.as_of} 的人口是 {count.residents} 人,"
                f"上一次({before.as_of})是 {before.residents} 人。",
                "请核对是不是多写、少写了一位;确实这样变了的可以不改。"
                "改了以后如果提示与公布的排名不同(W330),请照它修订。",
            )


def is_far_outside(value: int, history: Sequence[int]) -> bool:
    """Is a count further from its history, in any order, than chance explains? False with fewer than six values.

    The distance is measured from the median, in median absolute deviations or in standard deviations of a Poisson
    count, whichever are larger: one wrong value in the history hardly moves either.
    """
    if len(history) < _LEAST_HISTORY:
        return False
    middle = median(history)
    deviation = _NORMAL * median([abs(one - middle) for one in history])
    distance = abs(value - middle)
    if distance < max(_LEAST_DIFFERENCE, _SPREADS * max(deviation, math.sqrt(middle))):
        return False
    ordered = sorted(history)
    return value > _TIMES * ordered[-2] or _TIMES * value < ordered[1]


def _histories(bureau: Bureau) -> Mapping[tuple[str, Keys], dict[str, tuple[Report, int, int]]]:
    """For each community and count: the report, the row's position and the value of every month."""
    found: dict[tuple[str, Keys], dict[str, tuple[Report, int, int]]] = defaultdict(dict)
    for report in bureau.reports.values():
        for at, row in enumerate(report.rows):
            for keys, value in _counts(row):
                found[row.area, keys][report.month] = report, at, value
    return found


def _counts(row: ReportRow) -> Iterator[_Counted]:
    for key in _COUNTS:
        if (value := getattr(row, key)) is not None:
            yield (key,), value
    if row.services is not None:
        yield ("services", "accepted"), row.services.accepted
        yield ("services", "on_time"), row.services.on_time


def _name(bureau: Bureau, area: str) -> str:
    return bureau.areas[area].name if area in bureau.areas else area


def _listed(values: Sequence[int]) -> str:
    """The last values, in the given order."""
    return "、".join(map(str, values[-_TOLD:])) + (f"等(最近 {_TOLD} 个)" if len(values) > _TOLD else "")


@rule("reports")
def check_no_report_is_a_copy_of_another(bureau: Bureau) -> Iterator[Problem]:
    """没有一份月报的数字与另一份逐行相同。"""
    first: dict[tuple[tuple[_Counted, ...], ...], Report] = {}
    for report in bureau.reports.values():
        figures = tuple(tuple(_counts(row)) for row in report.rows)
        if sum(value > 0 for row in figures for _, value in row) < _LEAST_FIGURES:
            continue
        before = first.setdefault(figures, report)
        if before is not report:
            yield bureau.place(report.path, "rows").problem(
                "W348",
                f"这份月报的数字与 {before.path} 逐行相同,像是照抄的。",
                f"请换成 {report.month} 的数字;还没有统计出来的项目先不写,不要留别的月份的。"
                if before.month != report.month
                else "请换成本所的数字;还没有统计出来的项目先不写。",
            )
