"""What changed against the month before: a station's parts then and now, and what each did to its score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.model.months import previous_month
from generator.model.policy import Policy
from generator.model.station import StationKind
from generator.pages.links import Link, method_link, working_link
from generator.pages.ranking.revisions import share_text
from generator.pages.ranking.words import RankingNames, score_change, score_text
from generator.ranking.bridge import Bridge, Step, bridge
from generator.ranking.published import PublishedMonth
from generator.ranking.results import Part, PartState, StationMonthResult
from generator.wording import decimal_text, month_text

_HUNDREDTH = Decimal("0.01")
_NOT_COUNTED = {
    PartState.NOT_APPLICABLE: "没有要做的，不计",
    PartState.NOT_REPORTED: "未报送",
    PartState.TOO_SMALL: "数目过小，不计",
}


@dataclass(frozen=True, kw_only=True)
class Before:
    """A station in the month before: the version it was counted by, its revision, its group; all None where absent."""

    month: str
    policy: str
    revision: int
    group: StationKind | None
    result: StationMonthResult | None


@dataclass(frozen=True, kw_only=True)
class ScoreStepLine:
    """A part then and now, and what it did to the score: 降 3.21; a dash where that is not known."""

    url: str
    title: str
    before: str
    now: str
    points: str


@dataclass(frozen=True, kw_only=True)
class BridgeView:
    """The change: `notes` say why there is none to be told, or what to mind; `remainder` is what rounding leaves.

    The points of the lines and the remainder add up to `total`, which is the change of the printed scores.
    """

    before: Link | None
    sentence: str
    notes: tuple[str, ...]
    lines: tuple[ScoreStepLine, ...]
    remainder: str | None
    total: str | None
    scores: str
    is_reweighed: bool
    unchanged: tuple[str, ...]
    methods: tuple[Link, ...]


def before_of(published: PublishedMonth | None, station: str) -> Before | None:
    """The station in that month, as its latest revision has it; None where the month was not published."""
    if published is None:
        return None
    latest = published.latest
    found = [
        (group.kind, r) for group in latest.ranking.groups for r in group.members if r.station == station
    ]
    kind, result = found[0] if found else (None, None)
    return Before(
        month=published.month,
        policy=latest.policy.version,
        revision=latest.revision.number,
        group=kind,
        result=result,
    )


def bridge_view(
    month: str, policy: Policy, group: StationKind, result: StationMonthResult, before: Before | None
) -> BridgeView:
    """What the page of a station's month opens with."""
    earlier = before.result if before is not None else None
    found = bridge(earlier, result) if earlier is not None else None
    notes = tuple(_notes(month, policy, group, result, before))
    if before is None or earlier is None or found is None:
        return _nothing_before(notes)
    lines = tuple(_line(step) for step in found.steps)
    change = result.change_score if found.change is not None else None
    left = (
        change - sum((_rounded(step.points) for step in found.steps), Decimal(0)) if change is not None else 0
    )
    is_other_method = before.policy != policy.version
    return BridgeView(
        before=working_link(before.month, result.station, month_text(before.month)),
        sentence=change_sentence(found, result, with_part=not is_other_method),
        notes=notes,
        lines=lines,
        remainder=_points(left) if left else None,
        total=score_change(change) if change is not None else None,
        scores=f"{score_text(earlier)} → {score_text(result)}",
        is_reweighed=change is not None and any(step.reweighed for step in found.steps),
        unchanged=tuple(part.label for part in found.unchanged),
        methods=tuple(method_link(v) for v in (before.policy, policy.version)) if is_other_method else (),
    )


def _nothing_before(notes: tuple[str, ...]) -> BridgeView:
    return BridgeView(
        before=None, sentence="", notes=notes, lines=(), remainder=None, total=None, scores="",
        is_reweighed=False, unchanged=(), methods=(),
    )  # fmt: skip


def _notes(
    month: str, policy: Policy, group: StationKind, result: StationMonthResult, before: Before | None
) -> Iterator[str]:
    """The states in which there is less to be compared than usual."""
    if before is None:
        yield f"{month_text(previous_month(month))}没有公布排名，没有可比的。"
        return
    last = month_text(before.month)
    if before.result is None:
        yield f"{last}还没有这个派出所的数字，没有可比的。"
        return
    if before.result.score is None:
        yield f"{last}没有得分（{'；'.join(before.result.reasons)}），算不出升降。"
    if result.score is None:
        yield f"{month_text(month)}没有得分，算不出升降。"
    if before.policy != policy.version:
        yield (
            f"{last}按排名办法 {before.policy} 计算，{month_text(month)}按 {policy.version}："
            "升降里有办法改动的成分，不全是工作做得好了或者差了。"
        )
    if before.group is not group and before.group is not None:
        yield f"{last}在{before.group.label}组，{month_text(month)}在{group.label}组：分数能比，名次不能比。"
    if before.revision > 1:
        yield f"{last}的数字修订过，这里用修订后的第{before.revision}版。"
    change = result.change_rank
    if change is not None and change.among > 1:
        yield (
            f"名次：本组两个月都排了名次的有{change.among}个，"
            f"在这{change.among}个里上月第{change.before}名，本月第{change.now}名。"
        )


def change_sentence(found: Bridge, result: StationMonthResult, *, with_part: bool = True) -> str:
    """比上月降 6.2 分，主要是“驻社区兑现”：上月 58/60（96.7 分），本月 41/60（68.3 分），总分因此降 3.04 分。"""
    if found.change is None or result.change_score is None:
        return ""
    change = score_change(result.change_score)
    strongest = found.strongest
    if strongest is None or not with_part or not result.change_score:
        return f"总分比上月{change}{' 分' if result.change_score else ''}。"
    return (
        f"总分比上月{change} 分，主要是“{strongest.part.label}”：上月 {_cell(strongest.before)}，"
        f"本月 {_cell(strongest.now)}，总分因此{_points(_rounded(strongest.points))} 分。"
    )


def _line(step: Step) -> ScoreStepLine:
    return ScoreStepLine(
        url=f"#{step.part.value}" if step.now is not None else "",
        title=step.part.label,
        before=_cell(step.before),
        now=_cell(step.now),
        points="—" if step.points is None else _points(_rounded(step.points)),
    )


def _cell(part: Part | None) -> str:
    """58/60（96.7 分）; why it does not count."""
    if part is None:
        return "办法里没有这一部分"
    if part.attainment is not None:
        return f"{share_text(part.measure)}（{decimal_text(part.attainment)} 分）"
    is_written = part.state is PartState.TOO_SMALL and not part.measure.withheld
    return (f"{share_text(part.measure)}，" if is_written else "") + _NOT_COUNTED[part.state]


def _rounded(points: Fraction | None) -> Decimal:
    """To the hundredth, halves away from zero."""
    return Decimal(decimal_text(points or Fraction(0), 2))


def _points(points: Decimal | int) -> str:
    """降 3.21; 0 where it is nothing to the hundredth."""
    written = Decimal(points).quantize(_HUNDREDTH)
    return "0" if not written else f"升 {written}" if written > 0 else f"降 {-written}"


@dataclass(frozen=True, kw_only=True)
class Moves:
    """The stations whose score moved by the policy's margin, the largest change first; or why they are not told."""

    margin: int
    lines: tuple[tuple[Link, str], ...]
    note: str | None


def month_moves(
    names: RankingNames, published: PublishedMonth, before: PublishedMonth | None
) -> Moves | None:
    """A sentence for each; None where the method states no margin, or the month before was not published."""
    policy, month = published.latest.policy, published.month
    margin = policy.standards.notable_change
    if margin is None or before is None:
        return None
    if before.latest.policy.version != policy.version:
        note = f"这个月起按排名办法 {policy.version} 计算，比上月的升降里有办法改动的成分，不逐个说明。"
        return Moves(margin=margin.value, lines=(), note=note)
    earlier = {result.station: result for result in before.ranking.results}
    moved = [
        (abs(result.change_score), result)
        for result in published.ranking.results
        if result.change_score is not None and abs(result.change_score) >= margin.value
    ]
    moved.sort(key=lambda entry: (-entry[0], entry[1].station))
    return Moves(
        margin=margin.value,
        lines=tuple(
            (
                working_link(month, result.station, names.stations[result.station]),
                change_sentence(bridge(earlier[result.station], result), result),
            )
            for _, result in moved
        ),
        note=None,
    )
