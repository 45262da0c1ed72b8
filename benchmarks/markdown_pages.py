"""The site's data pages as Markdown files, as an author would write them for MkDocs alone.

Convert the HTML of a page's blocks back: headings, paragraphs, lists and tables with the same words and links. Charts
are left out, which favours MkDocs.
"""

from __future__ import annotations

from html.parser import HTMLParser

_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_SILENT = frozenset({"svg", "noscript"})


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self._text: list[str] = []
        self._row: list[str] = []
        self._head = False
        self._silent = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag == "tr":
            self._row, self._head = [], False
        elif tag == "thead":
            self._flush()
            self.blocks.append("")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self._text.append("[")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent -= 1
        elif tag == "a":
            self._text.append(f"]({self._links.pop()})")
        elif tag in ("td", "th"):
            self._row.append(self._take().replace("|", "\\|"))
        elif tag == "tr":
            self.blocks.append("| " + " | ".join(self._row) + " |")
        elif tag == "thead":
            self.blocks.append("|" + "---|" * len(self._row))
        elif tag in _HEADINGS:
            self.blocks += ["", f"{_HEADINGS[tag]} {self._take()}", ""]
        elif tag in ("li", "dd"):
            self.blocks.append(f"- {self._take()}")
        elif tag in ("p", "dt", "summary", "figcaption", "table", "ul", "ol"):
            self._flush()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)

    def _take(self) -> str:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        return text

    def _flush(self) -> None:
        if text := self._take():
            self.blocks += ["", text, ""]


def markdown_of(html: str) -> str:
    """Convert HTML to Markdown with the same content."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return "\n".join(writer.blocks) + "\n"
