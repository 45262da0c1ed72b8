"""A page before it is rendered: its URL, its frame, the content of its slots, and its source file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Protocol, runtime_checkable

from generator.model.public import Setting


@runtime_checkable
class View(Protocol):
    """The content of one block of a page: a frozen dataclass of public records and figures, and its template.

    Computed values are properties; the formatting of days and numbers is done by filters.
    """

    template: ClassVar[str]


@dataclass(frozen=True, kw_only=True)
class Page:
    """`url` is relative to the site's root and ends in "/" or a file name; `origin` is the source file.

    `texts` fill scalar slots (escaped when rendered), `blocks` fill block slots. `is_draft`: in the preview alone, for
    no search engine and no sitemap.
    """

    url: str
    frame: str
    origin: str
    texts: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, View] = field(default_factory=dict)
    is_draft: bool = False

    @cached_property
    def file(self) -> str:
        """The output file, relative to the site's root."""
        return f"{self.url}index.html" if self.url.endswith("/") or not self.url else self.url

    @property
    def root(self) -> str:
        """The relative path from this page to the site's root, ending in "/"; "./" at the root itself."""
        return "../" * self.url.count("/") or "./"


@dataclass(frozen=True, kw_only=True)
class Validity:
    """For a page about today: the day it was true, and the last day on which a browser may show it as current."""

    as_of: dt.date
    valid_until: dt.date


def validity_of(setting: Setting) -> Validity:
    """The validity by the policy's number of days."""
    return Validity(as_of=setting.as_of, valid_until=setting.valid_until)


@dataclass(frozen=True, kw_only=True)
class Head:
    """The metadata of a record's page. `published` is the record's own date, never the build's."""

    title: str
    description: str
    published: dt.date
    source: str


def written_page(url: str, main: View, origin: str | None = None) -> Page:
    """A page for the hand-written file at the same address; pass `origin` unless that is the folder's index.md."""
    return Page(url=url, frame=url, origin=origin or f"content/{url}index.md", blocks={"main": main})


def record_page(setting: Setting, *, url: str, frame: str, origin: str, head: Head, main: View) -> Page:
    """A record's page with one block; its `page_url` text is empty if the site has no address."""
    address = setting.info.site.address
    texts = {
        "title": head.title,
        "description": head.description,
        "pub_date": f"{head.published:%Y-%m-%d %H:%M}",
        "source": head.source,
        "page_url": "" if address is None else address + url,
    }
    return Page(url=url, frame=frame, origin=origin, texts=texts, blocks={"main": main})
