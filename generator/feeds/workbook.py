"""A table as a workbook (.xlsx): texts as text, numbers as numbers, a frozen row of titles, no formula.

XlsxWriter makes an empty workbook for each set of columns, and the rows are inserted into its XML, which takes a
fraction of the time. The same table gives the same bytes: no clock, no machine name.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final
from xml.sax.saxutils import escape

from generator.feeds.tables import Cell, Column, Dataset
from generator.model.public import Suppressed

MOST_ROWS: Final = 1_048_575  # of a sheet, beneath its titles
MOST_CHARACTERS: Final = 32_767  # of a cell
_CUT: Final = "……（太长，全文见 JSON）"
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DIGITS: Final = 15  # a spreadsheet keeps no more of a number
_STRINGS: Final = "xl/sharedStrings.xml"
_MADE: Final = dt.datetime(2002, 1, 1, tzinfo=dt.UTC)
_PACKED: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time of a ZIP entry
# Characters that XML forbids are escaped, and so is text that looks like such an escape (ECMA-376, ST_Xstring).
_SPELLED: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def joined(cell: str | tuple[str, ...]) -> str:
    """The text of a cell; the items of a list are joined by 、."""
    return cell if isinstance(cell, str) else "、".join(cell)


def is_number(text: str, column: Column[Any]) -> bool:
    """Is this text of the column a number?"""
    return column.type is Decimal and _NUMBER.fullmatch(text) is not None


def xlsx_bytes(dataset: Dataset) -> bytes:
    """The table, in as many sheets as its rows need; lists are joined by 、, an unknown value is an empty cell."""
    starts = range(0, max(len(dataset.rows), 1), MOST_ROWS)
    files = dict(_empty_workbook(dataset.columns, len(starts)))
    known = files[_STRINGS].count("<si>")
    strings: dict[str, str] = {}
    for at, start in enumerate(starts, start=1):
        rows = dataset.rows[start : start + MOST_ROWS]
        name = f"xl/worksheets/sheet{at}.xml"
        files[name] = _with_rows(
            files[name], "".join(_rows(dataset.columns, rows, strings, known)), len(rows)
        )
    files[_STRINGS] = _with_strings(files[_STRINGS], strings)
    return _packed(files)


@lru_cache(maxsize=64)
def _empty_workbook(columns: tuple[Column[Any], ...], sheets: int) -> Mapping[str, str]:
    """The files of a workbook that contains only titles. Text has style 1, titles have style 2."""
    from xlsxwriter import Workbook  # noqa: PLC0415 (a tenth of the imports; few builds have new columns)

    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": _MADE})
    text = book.add_format({"num_format": "@"})
    heading = book.add_format({"num_format": "@", "bold": True, "text_wrap": True, "valign": "top"})
    for at in range(sheets):
        sheet = book.add_worksheet(f"数据{at + 1 if at else ''}")
        sheet.freeze_panes(1, 0)
        # Styles are numbered in order of first use.
        sheet.set_column(0, len(columns) - 1, 16, text)
        for place, column in enumerate(columns):
            if column.type in (int, Suppressed, Decimal):
                sheet.set_column(place, place, 12)
            sheet.write_string(0, place, column.title, heading)
    book.close()
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def _rows(
    columns: Sequence[Column[Any]], rows: Sequence[tuple[Cell, ...]], strings: dict[str, str], known: int
) -> Iterator[str]:
    """The rows as XML. Each new text is added to `strings` with the end of its cell; numbers start at `known`."""
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 (as above)

    places = [(f'<c r="{xl_col_to_name(at)}', column) for at, column in enumerate(columns)]
    for at, row in enumerate(rows, start=2):
        cells = [f'<row r="{at}">']
        for (begins, column), cell in zip(places, row, strict=True):
            if not cell and not isinstance(cell, int):
                continue
            ends = strings.get(cell) if isinstance(cell, str) and column.type is not Decimal else None
            if ends is None:
                ends = _end_of(cell, column, strings, known)
            cells.append(f'{begins}{at}"{ends}')
        yield f"{''.join(cells)}</row>"


def _end_of(cell: Cell, column: Column[Any], strings: dict[str, str], known: int) -> str:
    if isinstance(cell, bool):
        return f' t="b"><v>{cell:d}</v></c>'
    text = joined(cell) if isinstance(cell, tuple) else str(cell)
    if len(text) <= _DIGITS and (isinstance(cell, int) or is_number(text, column)):
        return f"><v>{text}</v></c>"
    return strings.setdefault(text, f' s="1" t="s"><v>{known + len(strings)}</v></c>')


def _with_rows(sheet: str, rows: str, count: int) -> str:
    sized = re.sub(r'<dimension ref="(A1:[A-Z]+)1"/>', rf'<dimension ref="\g<1>{count + 1}"/>', sheet)
    return sized.replace("</sheetData>", f"{rows}</sheetData>")


def _with_strings(table: str, strings: Mapping[str, str]) -> str:
    """The table of texts with `strings` added, without its two optional counts."""
    added = "".join(f'<si><t xml:space="preserve">{_spelled(text)}</t></si>' for text in strings)
    return re.sub(r' count="\d+" uniqueCount="\d+"', "", table).replace("</sst>", f"{added}</sst>")


def _spelled(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        text = text[: MOST_CHARACTERS - len(_CUT)] + _CUT
    return escape(_SPELLED.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


def _packed(files: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _PACKED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every machine
            archive.writestr(entry, text)
    return buffer.getvalue()
