"""Read tables as text: rows of a CSV file and of its JSON twin, cells of a page's tables, months, counts."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple, TypeAlias


class Bound(NamedTuple):
    """A suppressed count: at least 1, less than `below`."""

    below: int


Count: TypeAlias = "int | Bound | None"  # None: not reported


def count_in(text: str) -> Count:
    """Read 12, <5 or nothing."""
    if not text:
        return None
    return Bound(int(text[1:])) if text.startswith("<") else int(text.replace(",", ""))


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file, and those of its JSON twin that differ; a file that is not there has none.

    A table in parts has its rows in the folder of its name.
    """
    if parts := sorted(path.with_suffix("").glob("*.csv")):
        yield from (row for part in parts for row in rows(part))
        return
    listed = []
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            listed = list(csv.DictReader(file))
    yield from listed
    twin = path.with_suffix(".json")
    for at, row in enumerate(json.loads(twin.read_text("utf-8"))["rows"] if twin.exists() else ()):
        told = {key: "" if value is None else str(value) for key, value in row.items()}
        if at >= len(listed) or any(told[key] != listed[at][key] for key in told if _is_number(told[key])):
            yield {**(listed[at] if at < len(listed) else {}), **told}


def _is_number(text: str) -> bool:
    return text.removeprefix("<").isdecimal()


def months_since(before: str | None, month: str) -> tuple[str, ...]:
    """The months after `before` up to this one; without one, this alone."""
    last = 12 * int(month[:4]) + int(month[5:]) - 1
    first = last if before is None else 12 * int(before[:4]) + int(before[5:])
    return tuple(f"{at // 12}-{at % 12 + 1:02}" for at in range(first, last + 1))


def months_ending_with(month: str, number: int) -> tuple[str, ...]:
    """That many months, ascending."""
    before = 12 * int(month[:4]) + int(month[5:]) - 1 - number
    return months_since(f"{before // 12}-{before % 12 + 1:02}", month)


def page(path: Path) -> str:
    """A page's text; empty if there is none."""
    return path.read_text("utf-8") if path.exists() else ""


class _Tables(HTMLParser):
    """Each cell of a page's tables with its row's link, or head, and its label."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[tuple[str, str, str]] = []
        self._head, self._label, self._text, self._cell = "", "", "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        if tag in ("td", "th"):
            self._cell, self._text, self._label = tag, "", of.get("data-label") or ""
            self._head = "" if tag == "th" else self._head
        elif tag == "a" and self._cell == "th":
            self._head = of.get("href") or ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "th":
            self._head, self._cell = self._head or self._text.strip(), ""
        elif tag == "td":
            self.cells.append((self._head, self._label, self._text.strip()))
            self._cell = ""


def table_cells(page: str) -> Iterable[tuple[str, str, str]]:
    """Each cell of a page's tables: its row's link, or head where it has none, its label, its text."""
    parser = _Tables()
    parser.feed(page)
    return parser.cells
