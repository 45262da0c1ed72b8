"""Rules about published rankings that need the ranking itself: differences from today's data, and overdue months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from generator.build.unreported import missing_reports
from generator.facts.area_month import CountedMonth
from generator.model.bureau import Bureau
from generator.model.months import next_month
from generator.model.policy import PartId
from generator.model.public import PublicBureau
from generator.problems import Place, Problem
from generator.ranking import months_to_rank, ranking_by_month
from generator.ranking.differences import Difference, differences
from generator.ranking.form import in_form
from generator.ranking.frozen import contradictions, differing_areas
from generator.ranking.published import PublishedMonth, published_months
from generator.ranking.reporting import month_reporting
from generator.ranking.results import StationMonthResult
from generator.ranking.station_month import StationRecords, station_records
from generator.ranking.words import share_text

# Parts read from an area's own file, where an edit of today must not change past months.
_DATED: Final = frozenset(
    {
        PartId.OFFICER_DAYS,
        PartId.ON_SITE,
        PartId.POST_IN_USE,
        PartId.POST_FACILITIES,
        PartId.CONTACT_VERIFIED,
        PartId.COMMITTEE,
        PartId.SERVICES_OFFERED,
        PartId.CASE_RATE,
    }
)
# How many communities a message names, and how many months of a station are reported one by one. If more differ, only
# the last is reported: an overwritten fact changes every later month, but is one mistake.
_NAMED: Final = 3
_MONTHS_TOLD: Final = 3
_EARLIER: Final = (
    ";只是后来变了,请在社区档案里留下原来的:人口、核实、警务室、治保会写进各自的 earlier,"
    "民警换时间表就给原来的一段写 until 另起一段,撤销的社区写 until,文件不删"
)


def release_problems(bureau: Bureau, public: PublicBureau) -> Iterator[Problem]:
    """Releases that contradict themselves or today's data, and overdue months."""
    published = published_months(public)
    now = ranking_by_month(public, published)
    records = station_records(public)
    differing: dict[str, list[tuple[PublishedMonth, Difference]]] = defaultdict(list)
    for month, one in published.items():
        wrong = [*_contradictory(bureau, one)]
        yield from wrong
        then, today = (
            in_form(each, public.policy, by=one.latest.policy) for each in (one.ranking, now[month])
        )
        for difference in differences(then, today) if not wrong else ():
            differing[difference.station].append((one, difference))
    for found in differing.values():
        shown = found if len(found) <= _MONTHS_TOLD else found[-1:]
        for one, difference in shown:
            yield _difference(bureau, one, difference, records, len(found) - len(shown))
    yield from _overdue(bureau, public)
    yield from missing_reports(bureau, public)


def _contradictory(bureau: Bureau, published: PublishedMonth) -> Iterator[Problem]:
    path = bureau.releases[published.month].path
    for number, one in enumerate(published.revisions):
        for at, given in contradictions(one.revision, one.ranking):
            row = one.revision.rows[at]
            yield bureau.place(path, "revisions", number, "rows", at, "station").problem(
                "E313",
                f"{bureau.stations[row.station].name}的得分或名次与本行的数字不符:按数字应为{given}。",
                "这个文件由命令写入,不能手改,请从备份恢复;"
                f"如果改过办法 {one.revision.policy} 的权重,请改回去,要改另写一个新版本。",
            )


def _difference(
    bureau: Bureau,
    published: PublishedMonth,
    difference: Difference,
    records: Mapping[str, StationRecords],
    months_before: int,
) -> Problem:
    """W330 of one month and station; `months_before` is the number of earlier months that differ, only counted."""
    path = bureau.releases[published.month].path
    revision = published.latest.revision
    keys = ("revisions", revision.number - 1, "rows")
    at = next((at for at, row in enumerate(revision.rows) if row.station == difference.station), None)
    parts = [part.part for part in difference.parts if part.before is not None and part.now is not None]
    whose: tuple[str, ...] = ()
    if at is not None and parts:
        month = CountedMonth(name=published.month, policy=published.latest.policy)
        whose = differing_areas(records[difference.station], revision.rows[at], month, parts)
    more = f"。更早的还有 {months_before} 个月也不同" if months_before else ""
    return bureau.place(path, *keys, *(() if at is None else (at, "station"))).problem(
        "W330",
        f"{bureau.stations[difference.station].name} {published.month} {_changed(difference)}"
        f"{_communities(bureau, whose)}{more}。",
        f'数据改得对,请运行 make revise month={published.month} reason="为什么改";改错了,请改回去'
        f"{_instead(difference)}。",
    )


def _communities(bureau: Bureau, ids: Sequence[str]) -> str:
    """The communities whose numbers differ; empty if only numbers of the whole station do."""
    named = [f"{bureau.areas[id_].name}({id_})" if id_ in bureau.areas else id_ for id_ in ids[:_NAMED]]
    more = f"等 {len(ids)} 个社区" if len(ids) > _NAMED else ""
    return f";不同的是{'、'.join(named)}{more}" if named else ""


def _instead(difference: Difference) -> str:
    """What to do if the published numbers were right at the time."""
    if difference.before is None:
        return ";这个所是后来设立的,请在它的档案里写 since"
    return _EARLIER if _DATED & {part.part for part in difference.parts} else ""


def _changed(difference: Difference) -> str:
    """What was published and what the data give now."""
    before, now, numbers = _figures(difference.before), _figures(difference.now), _numbers(difference)
    if before == now:
        return f"公布的数字与现在的数据不同{numbers},得分和名次不变"
    return f"公布的是{before},按现在的数据是{now}{numbers}"


def _figures(result: StationMonthResult | None) -> str:
    if result is None:
        return "没有这个所"
    if result.score is None:
        return f"不排名({';'.join(result.reasons)})"
    return f" {result.score} 分" + (f"、第 {result.rank} 名" if result.rank is not None else "")


def _numbers(difference: Difference) -> str:
    """Which numbers changed, and how."""
    changed = "、".join(
        f"{part.part.label} {share_text(part.before)}→{share_text(part.now)}" for part in difference.parts
    )
    return f"({changed})" if changed else ""


def _overdue(bureau: Bureau, public: PublicBureau) -> Iterator[Problem]:
    """Unpublished months, from the day after the due date, since on the day itself the hour may still be ahead.

    Before the first release only the last reported month counts. A release dated in the future (W329) counts as
    published: the command would refuse to publish that month again.
    """
    reported = months_to_rank(public)
    month = min(public.releases, default=reported[-1] if reported else "")
    while month and (moment := public.info.release.moment(month, public.holidays)).date() < public.as_of:
        if month not in bureau.releases:
            yield _not_published(public, month, f"{moment:%Y-%m-%d %H:%M}", max(bureau.releases, default=""))
        month = next_month(month)


def _not_published(public: PublicBureau, month: str, moment: str, last: str) -> Problem:
    """W331, with the stations that owe a report: how many have filed, and which have not."""
    reporting = month_reporting(public, month)
    missing = reporting.missing
    filed = f"{len(reporting.stations)} 个派出所已有 {reporting.filed} 个报送月报"
    if missing:
        filed += f",没有报送的有 {len(missing)} 个:{'、'.join(public.stations[id_].name for id_ in missing)}"
    run = f"make release month={month}"
    hint = f"请先催报,报齐以后运行 {run}"
    if not missing:
        hint = f"请运行 {run}"
    elif reporting.is_short:
        hint += f';等不齐的写明原因也可以公布:make release month={month} incomplete="为什么没有报齐"'
    elif reporting.filed:
        hint += f";不等的也可以现在运行,没有报送的所不排名,补报以后再运行 make revise month={month}"
    if month < last:
        hint = (
            f"后来的 {last} 已经公布:这个月公布过的,请从备份恢复 data/releases/{month}.yml,不要再公布一次;"
            f"确实没有公布过的,{hint.removeprefix('请')}"
        )
    return Place(path="data/bureau.yml").problem(
        "W331", f"{month} 的排名应在 {moment} 公布,还没有公布,网站上看不到。{filed}。", f"{hint}。"
    )
