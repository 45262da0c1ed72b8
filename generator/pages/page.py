"""A page before it is rendered: where it goes, which frame it is stamped through, what fills the slots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol, runtime_checkable


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

    @property
    def file(self) -> str:
        """The output file, relative to the site's root."""
        return f"{self.url}index.html" if self.url.endswith("/") or not self.url else self.url

    @property
    def root(self) -> str:
        """The way from this page to the site's root, ending in "/"; "./" at the root itself."""
        return "../" * self.url.count("/") or "./"


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link inside the site; `url` relative to its root."""

    url: str
    text: str


def record_texts(
    *, title: str, description: str, published: str, source: str, url: str, address: str | None
) -> dict[str, str]:
    """The scalar slots of a record's page. `published` is the record's own date and time, never the build's."""
    return {
        "title": title,
        "description": description,
        "pub_date": published,
        "source": source,
        "page_url": (address or "") + url,
    }
