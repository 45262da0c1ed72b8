"""A page before it is rendered: where it goes, which frame it is stamped through, what fills the slots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Protocol, runtime_checkable

from generator.model.bureau import BureauInfo
from generator.model.months import next_month, previous_month
from generator.model.policy import Policy
from generator.model.public import PublicBureau
from generator.model.reference import Holidays
from generator.pages.wording import When, month_text, when


@runtime_checkable
class View(Protocol):
    """What one block of a page says: a frozen dataclass of plain values, and the template that writes it."""

    template: ClassVar[str]


@dataclass(frozen=True, kw_only=True)
class Page:
    """`url` relative to the site's root, ending in "/" or a file name; `origin` is the file it comes from.

    `texts` fill scalar slots (escaped when rendered), `blocks` fill block slots.
    """

    url: str
    frame: str
    origin: str
    texts: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, View] = field(default_factory=dict)

    @cached_property
    def file(self) -> str:
        """The output file, relative to the site's root."""
        return f"{self.url}index.html" if self.url.endswith("/") or not self.url else self.url

    @property
    def root(self) -> str:
        """The way from this page to the site's root, ending in "/"; "./" at the root itself."""
        return "../" * self.url.count("/") or "./"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What every page may know of its bureau: the day, who publishes, the policy, the days off."""

    as_of: dt.date
    info: BureauInfo
    policy: Policy
    holidays: Holidays


def setting_of(bureau: PublicBureau) -> Setting:
    """The setting of all its pages."""
    return Setting(as_of=bureau.as_of, info=bureau.info, policy=bureau.policy, holidays=bureau.holidays)


@dataclass(frozen=True, kw_only=True)
class Validity:
    """What a page that speaks of today was true on, and the last day (iso) on which a browser may repeat it."""

    as_of: When
    until: str


def validity_of(setting: Setting) -> Validity:
    """By the policy's number of days."""
    until = setting.as_of + dt.timedelta(days=setting.policy.valid_days)
    return Validity(as_of=when(setting.as_of, as_of=setting.as_of), until=until.isoformat())


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link inside the site; `url` relative to its root."""

    url: str
    text: str


def months_around(section: str, month: str, months: tuple[str, ...]) -> tuple[Link | None, Link | None]:
    """Links to the pages of the months before and after, where there are any."""
    before, after = (
        Link(url=f"{section}/{other}/", text=month_text(other)) if other in months else None
        for other in (previous_month(month), next_month(month))
    )
    return before, after


def record_texts(
    setting: Setting, *, title: str, description: str, published: str, source: str, url: str
) -> dict[str, str]:
    """The scalar slots of a record's page. `published` is the record's own date and time, never the build's.

    Without the site's address the page has none either.
    """
    address = setting.info.site.address
    return {
        "title": title,
        "description": description,
        "pub_date": published,
        "source": source,
        "page_url": "" if address is None else address + url,
    }
