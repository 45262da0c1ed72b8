"""Tables in reading order: down each column, and each cell with the heading of its column.

A table is a run of lines with bars, of items with long numbers, or of lines below headings that announce something
private. Such a heading line, or one with a rule below it, starts new headings for the lines that follow.
"""

from __future__ import annotations

import itertools
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from generator.personal.reading import BREAK, TextReading

COLUMN: Final = "\x03"  # between two cells of a column
_HEADINGS: Final = re.compile(
    r"[出生车号楼房住](?<![^\s,|].)(?:(?<=出)生(?:日期|年月日?|时间)|(?<=生)日|(?<=[车号])牌号?码?|(?<=楼)[栋号]|(?<=房)间?号|(?<=住)址)"
    r"(?![^\s,|])"
)
_ITEM: Final = re.compile("[ >]*([0-9]{1,5})(?:[.)] |、)(.*)")
_LONG_ITEM: Final = re.compile(r"\n[ >]*[0-9]{3,5}(?:[.)] |、)")
_LONG: Final = 3  # digits
_LINE: Final = re.compile(r"[^\n]+")
_RULE: Final = re.compile("[-:| ]*")
_RULED: Final = re.compile(r"\n[:| ]*-[-:| ]*(?![^\n])")  # after a line: the next one is a rule
_BAR: Final = re.compile(r"([^|\n]*)(?:\||$)", re.MULTILINE)
_FIELD: Final = re.compile(r"([^\s,]+)")
_READ_WITH_A_CELL: Final = 12  # characters of its heading

Span: TypeAlias = tuple[int, int]
Row: TypeAlias = Sequence[Span]
Table: TypeAlias = "list[list[Row]]"  # the rows below each line of headings, with that line


def may_hold_tables(text: str) -> bool:
    """Would `tables` find anything?"""
    return "|" in text or _LONG_ITEM.search(text) is not None or _HEADINGS.search(text) is not None


def tables(reading: TextReading) -> tuple[TextReading, ...]:
    """All tables of a text, once by column and once with headings; () if there is none."""
    found = [*_tables(reading.text)] if may_hold_tables(reading.text) else []
    return (_down(reading, found), _headed(reading, found)) if found else ()


def _tables(text: str) -> Iterator[Table]:
    for kind, lines in itertools.groupby(_rows(text), key=lambda line: line[0]):
        table: Table = []
        for _, is_headings, row in lines:
            if is_headings or not table:
                table.append([])
            table[-1].append(row)
        if kind != "items" or any(stop - start >= _LONG for (start, stop), *_ in itertools.chain(*table)):
            yield table


def _rows(text: str) -> Iterator[tuple[str, bool, Row]]:
    """For each line of a table: the kind of table, whether it is a heading line, its cells."""
    fields = end = 0  # fields in the line of headings above, end of the line with bars above
    for line in _LINE.finditer(text):
        has_headings = _HEADINGS.search(line[0]) is not None
        if "|" in line[0]:
            if not _RULE.fullmatch(line[0]):
                is_first = line.start() != end + 1
                row = _cells(_BAR, text, line)
                row = row[1:] if "|" in (line[0].strip()[0], line[0].strip()[-1]) else row
                yield "bars", has_headings or (is_first and _RULED.match(text, line.end()) is not None), row
            end = line.end()
        elif item := _ITEM.match(text, *line.span()):
            yield "items", False, item.regs[1:]
        elif fields or has_headings:
            row = _cells(_FIELD, text, line)
            fields = len(row) if has_headings or fields == len(row) else 0
            if fields:
                yield f"{fields} fields", has_headings, row


def _cells(cell: re.Pattern[str], text: str, line: re.Match[str]) -> list[Span]:
    return [found.span(1) for found in cell.finditer(text, *line.span())]


def _down(reading: TextReading, found: Iterable[Table]) -> TextReading:
    """The cells of each column, in order."""
    text, origins = list[str](), array("I")
    for table in found:
        rows = [*itertools.chain(*table)]
        columns: list[list[Span]] = [[] for _ in range(max(map(len, rows)))]
        for row in rows:
            for column, cell in zip(columns, row, strict=False):
                column.append(cell)
        for column in columns:
            for start, stop in column:
                text += (reading.text[start:stop], COLUMN)
                origins += reading.origins[start : stop + 1]
            text.append(BREAK)
            origins.append(origins[-1])
    origins.append(reading.origins[-1])
    return TextReading(text="".join(text), origins=origins)


def _headed(reading: TextReading, found: Iterable[Table]) -> TextReading:
    """The cells of each row, each after its heading; the heading takes the position of the cell."""
    text, origins = list[str](), array("I")
    for headings, *rows in itertools.chain(*found):
        heads = [reading.text[start:stop].strip()[:_READ_WITH_A_CELL] for start, stop in headings]
        for row in rows:
            for head, (start, stop) in zip(heads, row, strict=False):
                text += (head, ":", reading.text[start:stop], " ")
                origins.extend([reading.origins[start]] * (len(head) + 1))
                origins += reading.origins[start : stop + 1]
            text.append(BREAK)
            origins.append(reading.origins[0])
    origins.append(reading.origins[-1])
    return TextReading(text="".join(text), origins=origins, is_headed=True)
