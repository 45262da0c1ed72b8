"""A month that is not published, for the preview alone: its page and workings, marked at the top of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from generator.model.months import previous_month
from generator.model.public import PublicBureau, setting_of
from generator.pages.links import Link, month_link
from generator.pages.page import Page
from generator.pages.ranking.month import RankingMonth, month_page
from generator.pages.ranking.seal import with_seal
from generator.pages.ranking.station import ranking_names, station_page
from generator.ranking.published import PublishedMonth
from generator.wording import month_text


@dataclass(frozen=True, kw_only=True)
class DraftBanner:
    """Replaces the banner of a page: the month is not published, and by the data of which day it was worked out."""

    template: ClassVar[str] = "site_draft.html"
    month: str
    as_of: dt.date


def draft_pages(
    bureau: PublicBureau, drafts: Iterable[PublishedMonth], published: Mapping[str, PublishedMonth]
) -> Iterator[Page]:
    """The month's page and the working of every station, of each draft."""
    setting, names = setting_of(bureau), ranking_names(bureau)
    for draft in drafts:
        before = published.get(previous_month(draft.month))
        back = Link(url=month_link(before.month).url, text=month_text(before.month)) if before else None
        view = RankingMonth(
            names=bureau.station_names,
            published=draft,
            before=before,
            around=(back, None),
        )
        pages = [month_page(setting, view)]
        for row in draft.latest.revision.rows:
            was = before is not None and before.ranking.result(row.station) is not None
            months = frozenset({before.month} if before is not None and was else ())
            pages.append(station_page(setting, names, draft, before, row, months))
        banner = DraftBanner(month=draft.month, as_of=bureau.as_of)
        for page in pages:
            sealed = with_seal(page, setting)
            yield replace(sealed, is_draft=True, blocks={**sealed.blocks, "site_banner": banner})
