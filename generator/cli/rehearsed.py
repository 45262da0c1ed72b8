"""What `jingwu release --dry-run` prints: ranks by group, changes, who is unranked and why, what a revision changes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.build.rehearsing import Rehearsal
from generator.ranking.results import GroupRanking, StationMonthResult
from generator.ranking.words import (
    incomplete_sentence,
    place_text,
    rank_change,
    rank_text,
    score_change,
    score_text,
    share_text,
)
from generator.text.columns import columns, folded, padded


def rehearsal_lines(done: Rehearsal) -> Iterator[str]:
    """The month as readers would see it, and in the last line that nothing was written."""
    revision, ranking = done.published.release.latest, done.shown.ranking
    yield from folded(
        f"{done.shown.month} 第 {revision.number} 版（{revision.status.label}），办法 {revision.policy}："
        f"{ranking.stations} 个派出所，{ranking.reported} 个已报送，"
        f"{sum(len(group.ranked) for group in ranking.groups)} 个有名次。"
    )
    if (why := incomplete_sentence(revision, ranking)) is not None:
        yield from folded(f"会公开：{why}")
    for group in ranking.groups:
        yield ""
        yield from _group(done, group)
    if revision.number > 1:
        yield ""
        yield from _changes(done)
    yield ""
    for obstacle in done.obstacles:
        yield from folded(f"现在公布会被拒绝：{obstacle}")
    yield "这是试算，什么也没有写。"


def _group(done: Rehearsal, group: GroupRanking) -> Iterator[str]:
    yield f"{group.kind.label}组"
    if group.reason is not None:
        yield from folded(f"  {group.reason}。", "  ")
    width = max((columns(done.names[one.station]) for one in group.members), default=0)
    for result in group.ranked + group.listed:
        yield "  " + _row(done.names[result.station], result, width).rstrip()
    for result in group.unranked:
        why = "；".join(result.reasons)
        yield from folded(f"  {padded(done.names[result.station], width)}  不排名：{why}", "    ")


def _row(name: str, result: StationMonthResult, width: int) -> str:
    cells = (
        padded(rank_text(result), 10),
        padded(name, width),
        f"{score_text(result):>5} 分",
        padded(score_change(result.change_score), 10),
        rank_change(result.change_rank),
    )
    return "  ".join(cells)


def _changes(done: Rehearsal) -> Iterator[str]:
    """What the revision changes against the one before."""
    yield f"与第 {done.published.release.latest.number - 1} 版相比，{len(done.published.changes)} 个派出所有变："
    for one in done.published.changes:
        parts = [
            f"{part.part.label} {share_text(part.before)} → {share_text(part.now)}" for part in one.parts
        ]
        scores = f"{score_text(one.before)} → {score_text(one.now)} 分"
        places = f"{place_text(one.before)} → {place_text(one.now)}"
        yield from folded(f"  {done.names[one.station]}  {'，'.join((scores, places, *parts))}", "    ")
