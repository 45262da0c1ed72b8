"""Tables as workbooks, read back with another library: texts are texts, numbers are numbers, no formulas."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any, Final

import openpyxl
import pytest
from hypothesis import given
from openpyxl.worksheet.worksheet import Worksheet

from generator.feeds import workbook as module
from generator.feeds.tables import Cell, Column, Dataset, Table
from generator.feeds.workbook import MOST_CHARACTERS, xlsx_bytes
from generator.model.public import Suppressed
from tests.drawn_tables import tables
from tests.small_sites import bureau_in, site_of

# Characters that XLSX escapes; openpyxl does not decode them.
SPELLED: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def sheets(content: bytes) -> list[Worksheet]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets)


def columns_of(*types: type) -> list[Column[Any]]:
    """Text columns or others of these types, for rows that are tuples."""
    return [Column(f"k{at}", f"列{at}", kind, itemgetter(at)) for at, kind in enumerate(types)]


def workbook(*rows: tuple[Any, ...], types: Sequence[type] = ()) -> bytes:
    """A workbook of the rows, as texts unless types are given."""
    columns = columns_of(*(types or [str] * len(rows[0])))
    return xlsx_bytes(Table("每行一个", *columns).of("t", "表", rows))


def read_back(cell: Cell, column: Column[Any]) -> Any:
    """The value that a spreadsheet should contain for a cell."""
    if cell is None or isinstance(cell, bool):
        return cell
    text = "、".join(cell) if isinstance(cell, tuple) else str(cell)
    number = column.type is Decimal and re.fullmatch(r"-?[0-9]+([.][0-9]+)?", text)
    if len(text) <= 15 and (isinstance(cell, int) or number):
        return float(text)
    return SPELLED.sub(lambda found: f"_x{ord(found[0]):04X}_", text).replace("x005F_", "") or None


@given(tables())
def test_a_workbook_holds_every_cell(drawn: Dataset) -> None:
    """A workbook contains every cell in order below the titles: texts formatted as text, numbers as numbers."""
    content = xlsx_bytes(drawn)
    (sheet,) = sheets(content)
    titles, *rows = sheet.iter_rows(max_col=len(drawn.columns), max_row=len(drawn.rows) + 1)
    (text,) = columns_of(str)  # a title is text, even 0 above a column of numbers
    assert [cell.value or "" for cell in titles] == [read_back(c.title, text) or "" for c in drawn.columns]
    for row, cells in zip(drawn.rows, rows, strict=True):
        assert [None if cell.value == "" else cell.value for cell in cells] == [
            read_back(value, column) for value, column in zip(row, drawn.columns, strict=True)
        ]
        assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
        assert all(cell.number_format == "@" for cell in cells if cell.data_type == "s")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_codes_keep_their_form(root_files: dict[str, bytes]) -> None:
    """Badges, versions, months and codes are texts."""
    found = {}
    for path, title in (
        ("data/officers.xlsx", "警号"),
        ("data/ranking/2026-10.xlsx", "办法版本"),
        ("data/ranking/2026-10.xlsx", "月份"),
        ("data/communities.xlsx", "区划代码"),
    ):
        (sheet,) = sheets(root_files[path])
        titles, *rows = sheet.iter_rows()
        at = [cell.value for cell in titles].index(title)
        assert {row[at].data_type for row in rows} == {"s"}, title
        found[title] = {str(row[at].value) for row in rows}
    assert all(re.fullmatch("[0-9]{6}", badge) for badge in found["警号"])
    assert [badge for badge in found["警号"] if badge.startswith("0")]
    assert found["月份"] == {"2026-10"}
    assert all(re.fullmatch("20[0-9]{2}-[0-9]+", version) for version in found["办法版本"])
    assert all(re.fullmatch("[0-9]{12}(、[0-9]{12})*", codes) for codes in found["区划代码"])


def test_numbers_can_be_added_up(root_files: dict[str, bytes]) -> None:
    """Scores, numerators and counts are numbers; a fraction is a text."""
    (sheet,) = sheets(root_files["data/ranking/2026-10.xlsx"])
    titles, *rows = sheet.iter_rows()
    for start in ("总分", "分子", "部分权重"):
        at = next(place for place, cell in enumerate(titles) if str(cell.value).startswith(start))
        assert {cell.data_type for row in rows for cell in [row[at]] if cell.value is not None} == {"n"}, (
            start
        )
    fraction = workbook(("1/3", "2", "-0.5"), types=[Decimal] * 3)
    (only,) = list(sheets(fraction)[0].iter_rows(min_row=2, values_only=True))
    assert only == ("1/3", 2, -0.5)
    protected = workbook((Suppressed(below=5), 7), types=[Suppressed] * 2)
    (only,) = list(sheets(protected)[0].iter_rows(min_row=2, values_only=True))
    assert only == ("<5", 7)


@pytest.fixture(scope="module")
def root_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the ordinary bureau."""
    found = site_of(bureau_in(tmp_path_factory.mktemp("ordinary"))).files
    return {path: body for path, body in found.items() if isinstance(body, bytes)}


def test_the_title_row_is_frozen() -> None:
    """The row of titles is frozen."""
    (sheet,) = sheets(workbook(("a",)))
    assert sheet.freeze_panes == "A2"


def test_a_table_without_rows_is_a_workbook() -> None:
    """A table without rows is a workbook of titles alone."""
    (sheet,) = sheets(workbook(types=[str]))
    assert list(sheet.values) == [("列0",)]


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows beyond a sheet's limit continue on further sheets, each with the titles."""
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    found = sheets(workbook(*((f"行{at}",) for at in range(7))))
    assert [sheet.title for sheet in found] == ["数据", "数据2", "数据3"]
    assert [[value for (value,) in sheet.values] for sheet in found] == [
        ["列0", "行0", "行1", "行2"],
        ["列0", "行3", "行4", "行5"],
        ["列0", "行6"],
    ]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    """A text beyond a cell's limit is cut and says so."""
    (sheet,) = sheets(workbook(("字" * (MOST_CHARACTERS + 1), "字" * MOST_CHARACTERS)))
    cut, whole = next(sheet.iter_rows(min_row=2, values_only=True))
    assert str(cut) == "字" * (MOST_CHARACTERS - 15) + "……（太长，全文见 JSON）"
    assert len(str(cut)) == len(str(whole)) == MOST_CHARACTERS


def test_equal_tables_give_equal_bytes() -> None:
    """A workbook has fixed dates, so that the same table gives the same bytes."""
    first = workbook(("a", "b"))
    module._empty_workbook.cache_clear()
    assert workbook(("a", "b")) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {0}
        dates = re.findall(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T", archive.read("docProps/core.xml"))
        assert set(dates) == {b"2002-01-01T"}
