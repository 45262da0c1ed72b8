"""What a month's publication says of itself: 初步 or 正式, when, and every revision with old → new."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from generator.model.months import next_month
from generator.model.release import ReleaseStatus, Revision
from generator.pages.links import Link, working_link
from generator.pages.ranking.words import RankingNames, place_text, score_text
from generator.ranking.differences import Difference, PartDifference, differences
from generator.ranking.measure import Measure
from generator.ranking.published import PublishedMonth
from generator.ranking.results import StationMonthResult
from generator.wording import clock, long_day, month_text


@dataclass(frozen=True, kw_only=True)
class Standing:
    """初步 or 正式 in a word and a sentence; `tone` colours the word."""

    status: str
    tone: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """A station whose figures a revision changed: old and new, and which numbers."""

    link: Link
    score: tuple[str, str]
    rank: tuple[str, str]
    numbers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RevisionNote:
    """A revision: when, why, what changed, and where the figures before it still are.

    `moved` are the stations whose rank alone changed, with old → new.
    """

    number: int
    published: str
    reason: str
    changes: tuple[ChangeLine, ...]
    moved: tuple[str, ...]
    earlier: tuple[Link, ...]


def standing_of(published: PublishedMonth) -> Standing:
    """What readers must know before they quote a figure."""
    first, latest = published.revisions[0].revision, published.latest.revision
    sentence = f"{moment_text(first)}公布"
    if latest.number > 1:
        sentence += f"，{moment_text(latest)}修订为第{latest.number}版"
    if published.final_on is None:
        following = month_text(next_month(published.month))
        return Standing(
            status=ReleaseStatus.PROVISIONAL.label,
            tone="warn",
            sentence=f"{sentence}；公布{following}排名时转为正式。",
        )
    return Standing(
        status=ReleaseStatus.FINAL.label,
        tone="plain",
        sentence=f"{sentence}，{long_day(published.final_on)}起为正式。",
    )


def moment_text(revision: Revision) -> str:
    """2026年11月10日9:30."""
    return f"{long_day(revision.published_on)}{clock(revision.published_at)}"


def revision_notes(names: RankingNames, published: PublishedMonth) -> tuple[RevisionNote, ...]:
    """Every revision after the first, the newest first."""
    pairs = [*itertools.pairwise(published.revisions)]
    return tuple(
        RevisionNote(
            number=now.revision.number,
            published=moment_text(now.revision),
            reason=now.revision.reason or "",
            changes=tuple(_change(names, published.month, d) for d in changed if _is_more_than_rank(d)),
            moved=tuple(
                f"{names.stations[d.station]} {_rank(d.before)} → {_rank(d.now)}"
                for d in changed
                if not _is_more_than_rank(d)
            ),
            earlier=tuple(
                Link(
                    url=f"data/ranking/{published.month}-r{before.revision.number}.{form}", text=form.upper()
                )
                for form in ("csv", "json")
            ),
        )
        for before, now in reversed(pairs)
        for changed in [differences(before.ranking, now.ranking)]
    )


def _is_more_than_rank(difference: Difference) -> bool:
    return bool(difference.parts) or _score(difference.before) != _score(difference.now)


def _change(names: RankingNames, month: str, difference: Difference) -> ChangeLine:
    return ChangeLine(
        link=working_link(month, difference.station, names.stations[difference.station]),
        score=(_score(difference.before), _score(difference.now)),
        rank=(_rank(difference.before), _rank(difference.now)),
        numbers=tuple(map(_numbers, difference.parts)),
    )


def _numbers(part: PartDifference) -> str:
    return f"{part.part.label} {share_text(part.before)} → {share_text(part.now)}"


def share_text(measure: Measure | None) -> str:
    """61/72, or why there is no such number."""
    if measure is None:
        return "没有这一部分"
    if measure.missing:
        return "未报送"
    return "不写" if measure.withheld else f"{measure.attained}/{measure.due}"


def _score(result: StationMonthResult | None) -> str:
    return "—" if result is None else score_text(result)


def _rank(result: StationMonthResult | None) -> str:
    return "—" if result is None else place_text(result)
