"""A month's page: tables by peer group, large changes, corrections; every score links to its working."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from generator.memo import remembered
from generator.model.months import last_day, next_month
from generator.model.policy import Policy
from generator.model.public import Setting
from generator.model.release import ReleaseStatus
from generator.pages.links import Link, month_link
from generator.pages.page import Head, Page, record_page
from generator.pages.ranking.dots import DotPlot, dot_plot
from generator.pages.supervision import Mending, SubBureauStanding
from generator.ranking.bridge import Bridge, bridge
from generator.ranking.differences import Difference, differences
from generator.ranking.published import PublishedMonth, PublishedRevision
from generator.ranking.results import MonthRanking, StationMonthResult
from generator.ranking.words import incomplete_sentence, title_of
from generator.wording import month_text

# A revision, the one before it, and the stations whose figures differ.
Correction: TypeAlias = tuple[PublishedRevision, PublishedRevision, tuple[Difference, ...]]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What readers must know before quoting a month: when each revision was published, and 初步 or 正式."""

    month: str
    published: tuple[dt.datetime, ...]
    status: ReleaseStatus
    final_on: dt.date | None
    is_draft: bool = False

    @property
    def following(self) -> str:
        """The month whose publication makes this one final."""
        return next_month(self.month)


def standing_of(published: PublishedMonth) -> Standing:
    """The standing of a published month."""
    return Standing(
        month=published.month,
        published=tuple(one.revision.published for one in published.revisions),
        status=published.status,
        final_on=published.final_on,
        is_draft=published.is_draft,
    )


@dataclass(frozen=True, kw_only=True)
class RankingMonth:
    """A month's published ranking; `before` is the preceding calendar month, `names` are station names by id.

    `mendings` were ordered after this month.
    """

    template: ClassVar[str] = "ranking_month.html"
    names: Mapping[str, str]
    published: PublishedMonth
    before: PublishedMonth | None
    around: tuple[Link | None, Link | None]
    mendings: tuple[Mending, ...] = ()
    sub_bureaus: tuple[SubBureauStanding, ...] = ()

    @property
    def title(self) -> str:
        """2026年10月派出所社区警务排名; without ranks …通报."""
        return month_text(self.published.month) + title_of(self.ranking)

    @property
    def ranking(self) -> MonthRanking:
        """The ranking of the latest revision."""
        return self.published.ranking

    @property
    def policy(self) -> Policy:
        """The version of the method behind the ranking."""
        return self.published.latest.policy

    @property
    def as_of(self) -> dt.date:
        """The last day that its numbers cover."""
        return last_day(self.published.month)

    @property
    def standing(self) -> Standing:
        """When it was published, and whether it is final."""
        return standing_of(self.published)

    @property
    def sentence(self) -> str:
        """How many stations reported, and how many are ranked, in Chinese."""
        ranking = self.ranking
        if ranking.is_banded:
            return self._banded_sentence
        ranked = sum(len(group.ranked) for group in ranking.groups)
        unranked = sum(len(group.unranked) for group in ranking.groups)
        reported = f"{ranking.stations}个派出所中{ranking.reported}个已报送月报"
        text = f"{month_text(ranking.month)}，{reported}，{ranked}个参加排名"
        return text + (f"，{self._why_unscored}不排名。" if unranked else "。")

    @property
    def _banded_sentence(self) -> str:
        """The same without ranks: how many stations have each band."""
        scored = [own for own in self.ranking.results if own.band is not None]
        found = Counter(own.band.title for own in scored if own.band is not None)
        bands = "、".join(
            f"{band.title}{found[band.title]}个" for band in self.policy.ranking.bands if found[band.title]
        )
        lacking = len(self.ranking.results) - len(scored)
        reported = f"{self.ranking.stations}个派出所中{self.ranking.reported}个已报送月报"
        text = f"{month_text(self.ranking.month)}，{reported}" + (f"，{bands}" if bands else "")
        return text + (f"，{self._why_unscored}没有得分。" if lacking else "。")

    @property
    def _why_unscored(self) -> str:
        """2个因缺少数据、1个因核实不足."""
        unscored = [own for own in self.ranking.results if own.score is None]
        doubted = sum(own.is_doubted for own in unscored)
        counts = ((len(unscored) - doubted, "缺少数据"), (doubted, "核实不足"))
        return "、".join(f"{count}个因{why}" for count, why in counts if count)

    @property
    def incomplete(self) -> str | None:
        """Why it was published although stations had not filed, in Chinese; None if that was not asked."""
        return incomplete_sentence(self.published.latest.revision, self.ranking)

    @property
    def dots(self) -> DotPlot | None:
        """The scores as a chart."""
        return dot_plot(self.ranking, self.policy.ranking.bands, self.names)

    @property
    def lowest(self) -> tuple[StationMonthResult, ...]:
        """The stations in the lowest band (重点督导)."""
        rules = self.policy.ranking
        return tuple(
            own for own in self.ranking.results if own.score is not None and rules.is_lowest(own.score)
        )

    @property
    def without_mending(self) -> tuple[str, ...]:
        """Those of them for which nothing to mend is on record."""
        told = {one.station for one in self.mendings}
        return tuple(own.station for own in self.lowest if own.station not in told)

    @property
    def margin(self) -> int | None:
        """The change of score that is worth reporting [points]; None without such a rule or a month before."""
        margin = self.policy.standards.notable_change
        return margin.value if margin is not None and self.before is not None else None

    @property
    def is_other_method(self) -> bool:
        """Was the month before ranked by another version, so that changes include those of the method?"""
        return self.before is not None and self.before.latest.policy.version != self.policy.version

    @property
    def moves(self) -> tuple[tuple[StationMonthResult, Bridge], ...]:
        """The stations whose score changed by the margin or more, the largest change first."""
        if self.before is None or self.margin is None:
            return ()
        moved = sorted(
            (-abs(result.change_score), result.station)
            for result in self.ranking.results
            if result.change_score is not None and abs(result.change_score) >= self.margin
        )
        earlier, now = ({r.station: r for r in one.results} for one in (self.before.ranking, self.ranking))
        return tuple((now[station], bridge(earlier[station], now[station])) for _, station in moved)

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """Every revision after the first, the newest first."""
        pairs = [*itertools.pairwise(self.published.revisions)]
        return tuple((now, old, differences(old.ranking, now.ranking)) for old, now in reversed(pairs))


@remembered("view.published.month")
def month_page(setting: Setting, view: RankingMonth) -> Page:
    """The page of a published month."""
    month = view.published.month
    return record_page(
        setting,
        url=month_link(month).url,
        frame="ranking/_month/",
        origin=f"data/releases/{month}.yml",
        head=Head(
            title=view.title,
            description=view.sentence,
            published=view.published.latest.revision.published,
            source=setting.info.name,
        ),
        main=view,
    )
