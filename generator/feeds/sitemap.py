"""sitemap.xml (sitemaps.org): every page, with absolute addresses where the site's address is configured."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape


def sitemap(urls: Iterable[str], address: str | None) -> bytes:
    """The pages in URL order. No lastmod: dates that a build makes up are worse than none."""
    lines = [f"<url><loc>{escape((address or '/') + url)}</loc></url>" for url in sorted(urls)]
    body = "\n".join(lines)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</urlset>\n'
    ).encode()
