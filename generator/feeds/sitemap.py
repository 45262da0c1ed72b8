"""The sitemap (sitemaps.org): every page with its absolute address, in as many files as the protocol asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from xml.sax.saxutils import escape

MOST_URLS: Final = 50_000
MOST_BYTES: Final = 50 * 1024 * 1024


def sitemaps(urls: Iterable[str], address: str | None) -> Mapping[str, bytes]:
    """The files by path, pages in URL order; none without the site's address, since each <loc> needs it.

    More than fits into one file is split, and sitemap.xml is the index. No lastmod: dates that a build makes up
    are worse than none.
    """
    if address is None:
        return {}
    parts = list(_parts(_document("urlset", "url", ()), (address + url for url in sorted(urls))))
    if len(parts) == 1:
        return {"sitemap.xml": _document("urlset", "url", parts[0])}
    files = {f"sitemap-{at}.xml": _document("urlset", "url", part) for at, part in enumerate(parts, start=1)}
    return {"sitemap.xml": _document("sitemapindex", "sitemap", (address + name for name in files)), **files}


def _parts(empty: bytes, addresses: Iterable[str]) -> Iterator[list[str]]:
    """Split the addresses so that each part fits into a file; at least one part."""
    part: list[str] = []
    size = len(empty)
    for address in addresses:
        own = len(_entry("url", address).encode()) + 1
        if len(part) == MOST_URLS or size + own > MOST_BYTES:
            yield part
            part, size = [], len(empty)
        part.append(address)
        size += own
    yield part


def _document(root: str, element: str, addresses: Iterable[str]) -> bytes:
    body = "".join(f"{_entry(element, address)}\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}</{root}>\n'
    ).encode()


def _entry(element: str, address: str) -> str:
    return f"<{element}><loc>{escape(address)}</loc></{element}>"
