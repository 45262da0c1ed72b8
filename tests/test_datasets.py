"""Tests of the public tables: CSV and JSON have the same rows, and each JSON fits its schema."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from generator.deploy.trees import Content
from generator.feeds.data_package import PACKAGE
from generator.feeds.table_files import csv_bytes, json_bytes, schema_bytes
from generator.feeds.tables import Cell, Column, Dataset, Table, fields
from generator.memo import Memo
from generator.model.months import month_of_week
from generator.model.public import setting_of
from generator.model.reference import Service, ServiceItem
from tests.bureaus import bureau
from tests.drawn_tables import STARTERS, tables
from tests.small_sites import AS_OF, bureau_in, edit, site_of

SETTING = setting_of(bureau())


def plain(cell: Cell) -> Any:
    return list(cell) if isinstance(cell, tuple) else cell


def unquoted(cell: str) -> str:
    """Remove the quote that the schema says to ignore."""
    return cell[1:] if re.match(rf"'+\s*[{re.escape(STARTERS)}]", cell) else cell


def in_csv(cell: Cell) -> str:
    if cell is None or isinstance(cell, bool):
        return {None: "", True: "true", False: "false"}[cell]
    return "、".join(cell) if isinstance(cell, tuple) else str(plain(cell))


def test_a_column_is_declared_by_its_field() -> None:
    """The type, title and unit come from the record; a title may be overridden, and an unknown key raises KeyError."""
    columns = [*fields(Service, "clause", clause="文件条目"), *fields(ServiceItem, "materials time_limit")]
    assert [(column.key, column.title, column.type) for column in columns] == [
        ("clause", "文件条目", str),
        ("materials", "材料", tuple),
        ("time_limit", "时限 [工作日]", int),
    ]
    with pytest.raises(KeyError):
        [*fields(Service, "price")]


@given(tables())
def test_json_has_every_cell_and_fits_its_schema(drawn: Dataset) -> None:
    """Values are read back unchanged; a suppressed count is the text “<5”."""
    document, schema = orjson.loads(json_bytes(drawn, SETTING)), orjson.loads(schema_bytes(drawn))
    keys = [column.key for column in drawn.columns]
    assert document["rows"] == [dict(zip(keys, map(plain, row), strict=True)) for row in drawn.rows]
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(document)


@given(tables())
def test_csv_has_every_cell(drawn: Dataset) -> None:
    """A CSV file has a byte order mark, a row of keys, then the rows; items of a list are joined by 、."""
    content = csv_bytes(drawn)
    assert content.startswith(b"\xef\xbb\xbf")
    keys, *rows = csv.reader(io.StringIO(content[3:].decode(), newline=""))
    assert keys == [column.key for column in drawn.columns]
    # Some readers take a row of one empty cell for an empty line; Python's writer quotes such a cell.
    assert [[unquoted(cell) for cell in row] for row in rows] == [
        [in_csv(cell) for cell in row] for row in drawn.rows
    ]


@given(tables())
def test_no_cell_of_a_csv_is_run_by_a_spreadsheet(drawn: Dataset) -> None:
    """No cell starts like a formula, even after blanks; only a numeric column has a minus sign."""
    _, *rows = csv.reader(io.StringIO(csv_bytes(drawn)[3:].decode(), newline=""))
    for row in rows:
        for cell, column in zip(row, drawn.columns, strict=True):
            is_number = column.type is Decimal and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell)
            assert is_number or not (cell.startswith(("\t", "\r", "\n")) or cell.strip()[:1] in {*STARTERS})


def test_text_from_a_clerk_never_becomes_a_formula(tmp_path: Path) -> None:
    """A text like a formula is quoted in CSV and unchanged in JSON."""
    root = bureau_in(tmp_path)
    path = "data/meetings/2026/gulou-binhu-2026-09-15.yml"
    text = (root / path).read_text("utf-8")
    said = re.findall(r"text: (.+)", text[text.index("opinions:") :])[0]
    edit(root, path, f"text: {said}", """text: '=HYPERLINK("http://x.invalid","点我")'""")
    files = site_of(root).files
    (row,) = [row for row in rows_of(files, "opinions") if row["text"].startswith("=")]
    assert row["text"] == '=HYPERLINK("http://x.invalid","点我")'
    content = files["data/opinions.csv"]
    assert isinstance(content, bytes)
    cells = {
        cell for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in line
    }
    assert """'=HYPERLINK("http://x.invalid","点我")""" in cells
    assert not [cell for cell in cells if cell.startswith("=")]


def test_a_negative_number_stays_a_number() -> None:
    """A minus sign is kept in a numeric column, so that -3 can be summed; in a text column it is quoted."""
    table = Table(
        "每行一个",
        Column("a", "数", int, itemgetter(0)),
        Column("b", "数", Decimal, itemgetter(1)),
        Column("c", "字", str, itemgetter(2)),
    )
    dataset = table.of("t", "表", [(-3, "-3.5", "-3"), (0, "-x", "3")])
    assert csv_bytes(dataset).decode("utf-8-sig").splitlines() == ["a,b,c", "-3,-3.5,'-3", "0,'-x,3"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The data files of the ordinary bureau."""
    found = site_of(bureau_in(tmp_path_factory.mktemp("ordinary"))).files
    return {
        path: body for path, body in found.items() if isinstance(body, bytes) and path.startswith("data/")
    }


def test_every_table_has_four_formats(files: dict[str, bytes]) -> None:
    """Every table and history, each published month and its year have XLSX, CSV, JSON and schema files."""
    tables = {path.removesuffix(".csv") for path in files if path.endswith(".csv")}
    named = (
        "acceptance audit_candidates audits brands briefings communities compositions coverage duties "
        "examinations follow_ups funds indicators linkage meetings milestones officers on_site opinion_statistics "
        "opinions pilots posts progress reports resolutions security_companies service_items services "
        "station_reports stations sub_bureaus talks target_months targets terms title_criteria title_reviews "
        "volunteers work_done work_records work_sentences"
    )
    histories = "committees communities officers populations posts safe_places stations verifications"
    published = (*("2026", "2026-09", "2026-10"), *("2026-09-areas", "2026-10-areas"), "ledger")
    ids = (
        *named.split(),
        *(f"history/{name}" for name in histories.split()),
        *(f"ranking/{n}" for n in published),
    )
    assert tables == {f"data/{name}" for name in ids}
    assert {f"{table}{end}" for table in tables for end in (".csv", ".xlsx", ".json", ".schema.json")} == {
        path
        for path in files
        if not path.startswith(("data/schemas/", "data/policies/", "data/ranking/sealed/", PACKAGE))
    }


def test_each_json_file_fits_its_schema(files: dict[str, bytes]) -> None:
    """Each JSON file fits its published schema, and the CSV file has the same rows."""
    for path, body in files.items():
        if path.endswith(".csv"):
            table = path.removesuffix(".csv")
            document = orjson.loads(files[f"{table}.json"])
            schema = orjson.loads(files[f"{table}.schema.json"])
            Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(
                document
            )
            rows = csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""))
            assert [{key: unquoted(cell) for key, cell in row.items()} for row in rows] == [
                {key: in_csv(tuple(cell) if isinstance(cell, list) else cell) for key, cell in row.items()}
                for row in document["rows"]
            ], path


def rows_of(files: Mapping[str, Content], table: str) -> list[dict[str, Any]]:
    body = files[f"data/{table}.json"]
    assert isinstance(body, bytes)
    found: list[dict[str, Any]] = orjson.loads(body)["rows"]
    return found


def test_tables_refer_to_one_another(files: dict[str, bytes]) -> None:
    """Every id in a table refers to an existing row."""
    stations = {row["id"] for row in rows_of(files, "stations")}
    areas = {row["id"] for row in rows_of(files, "communities")}
    badges = {row["badge"] for row in rows_of(files, "officers")}
    meetings = {row["id"] for row in rows_of(files, "meetings")}
    assert {row["station"] for row in rows_of(files, "communities")} <= stations
    assert {badge for row in rows_of(files, "communities") for badge in row["officers"]} == badges
    for name in ("officers", "posts", "meetings", "brands", "coverage", "reports", "opinions", "progress"):
        assert {row["area"] for row in rows_of(files, name)} <= areas, name
    assert {row["meeting"] for row in rows_of(files, "opinions")} <= meetings


def test_statistics_of_opinions_are_those_of_the_opinions(files: dict[str, bytes]) -> None:
    """The bureau, each station and each community have one row, which counts their rows in the table of opinions."""
    opinions, statistics = rows_of(files, "opinions"), rows_of(files, "opinion_statistics")
    stations = [row["id"] for row in rows_of(files, "stations")]
    areas = [row["id"] for row in rows_of(files, "communities")]
    assert [(row["level"], row["id"]) for row in statistics] == [
        ("bureau", None),
        *(("station", id_) for id_ in stations),
        *(("area", id_) for id_ in areas),
    ]
    for row in statistics:
        own = [one for one in opinions if row["level"] == "bureau" or one[row["level"]] == row["id"]]
        states = [one["status"] for one in own]
        assert row["total"] == len(own)
        counted = ("open", "in_progress", "done", "declined", "transferred")
        assert {key: row[key] for key in counted} == {key: states.count(key) for key in counted}
        assert row["overdue"] == sum(one["overdue"] for one in own)
        days = sorted(one["days_taken"] for one in own if one["days_taken"] is not None)
        assert row["each_days"] == [str(number) for number in days]  # this bureau has fewer than five
        assert row["oldest_days"] == max(
            (one["days_waiting"] for one in own if one["days_waiting"] is not None), default=None
        )
        assert row["to_read_back"] == sum(one["to_read_back"] for one in own)


def test_a_score_can_be_recomputed_from_its_table(files: dict[str, bytes]) -> None:
    """The score is the weighted mean of the items, computed from published numerators and denominators alone."""
    rows = [row for row in rows_of(files, "ranking/2026-10") if row["station"] == "gulou"]
    items: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["item_weight"]:
            items.setdefault(row["item"], []).append(row)
    scores = {
        item: sum(
            Fraction(row["numerator"]) / Fraction(row["denominator"]) * row["part_weight"] for row in parts
        )
        / sum(row["part_weight"] for row in parts)
        for item, parts in items.items()
    }
    weights = {item: parts[0]["item_weight"] for item, parts in items.items()}
    score = 100 * sum(scores[item] * weights[item] for item in items) / sum(weights.values())
    assert {row["score"] for row in rows} == {f"{float(score):.1f}"}


def test_no_enforcement_figure_is_public(files: dict[str, bytes]) -> None:
    """The figures of 打击处理 are not published; whether its ledger was kept up is."""
    kept_up = b"ledger_enforcement"
    for path, body in files.items():
        if path.endswith((".csv", ".json")) and "/schemas/" not in path:
            assert b"enforcement" not in body.replace(kept_up, b""), path
    rows = orjson.loads(files["data/work_records.json"])["rows"]
    assert {row[kept_up.decode()] for row in rows} <= {True, False, None}


def test_the_weeks_of_a_promise_add_up_to_the_ranking(files: dict[str, bytes]) -> None:
    """The weekly promised and kept days add up to each station's monthly on-site figures."""
    weeks = orjson.loads(files["data/on_site.json"])["rows"]
    for month in ("2026-09", "2026-10"):
        own = [row for row in weeks if month_of_week(row["week"]) == month and row["kept"] is not None]
        table = orjson.loads(files[f"data/ranking/{month}.json"])["rows"]
        published = {
            row["station"]: (int(row["numerator"]), int(row["denominator"]))
            for row in table
            if row["part"] == "on_site" and row["state"] == "ok"
        }
        assert published == {
            station: (
                sum(row["kept"] for row in own if row["station"] == station),
                sum(row["promised"] for row in own if row["station"] == station),
            )
            for station in published
        }
        assert published


def test_a_short_week_has_its_reason(files: dict[str, bytes]) -> None:
    """A short week has the reason that the station reported, if any; a kept week has none."""
    rows = orjson.loads(files["data/on_site.json"])["rows"]
    told = {
        row["week"]: (row["state"], row["days"], row["reason"])
        for row in rows
        if row["area"] == "xishan-leishan" and row["week"] >= "2026-W36"
    }
    assert told == {
        "2026-W36": ("short", 2, "training"),
        "2026-W37": ("short", 2, "flood"),
        "2026-W38": ("short", 2, None),
        "2026-W39": ("short", 2, "flood"),
        "2026-W41": ("kept", 3, None),
        "2026-W42": ("kept", 3, None),
        "2026-W43": ("kept", 3, None),
        "2026-W44": ("kept", 3, None),
        "2026-W40": ("unrecorded", None, None),
    }


def test_equal_numbers_are_written_alike(tmp_path: Path) -> None:
    """Records with 3.00 and with 3 give the same bytes."""
    root = bureau_in(tmp_path)
    before = site_of(root).files["data/brands.json"]
    area = root / "data/communities/gulou/gulou-binhu.yml"
    area.write_text(area.read_text("utf-8").replace("value: 3}", "value: 3.00}"), "utf-8")
    assert site_of(root).files["data/brands.json"] == before


STATION_PARTS = ("answered_on_time", "report_on_time", "meeting_in_cycle", "minutes_on_time", "case_rate")


def test_communities_add_up_to_their_station(files: dict[str, bytes]) -> None:
    """The published numbers of a station's communities add up to the station's, where all of them reported."""
    for month in ("2026-09", "2026-10"):
        areas, added = rows_of(files, f"ranking/{month}-areas"), 0
        for row in rows_of(files, f"ranking/{month}"):
            own = [one for one in areas if (one["station"], one["part"]) == (row["station"], row["part"])]
            if row["part"] not in STATION_PARTS and row["state"] == "ok":
                assert int(row["numerator"]) == sum(one["numerator"] for one in own), row
                assert int(row["denominator"]) == sum(one["denominator"] for one in own), row
                added += 1
            assert (row["state"] == "x") == any(one["state"] == "x" for one in own), row
        assert added


def test_the_times_of_a_history_follow_one_another(tmp_path: Path) -> None:
    """A history's times touch, the first is open at its start and the last at its end; none begins after today."""
    root = bureau_in(tmp_path)
    area = root / "data/communities/gulou/gulou-binhu.yml"
    text = area.read_text("utf-8")
    assert "\nkind: urban\n" in text
    kinds = "earlier_kinds:\n  - {until: 2025-03-31, kind: rural}\n  - {until: 2026-01-31, kind: town}\n"
    area.write_text(text.replace("\nkind: urban\n", f"\nkind: urban\n{kinds}"), "utf-8")
    rows = rows_of(site_of(root).files, "history/communities")
    assert [(row["first"], row["last"], row["kind"]) for row in rows if row["area"] == "gulou-binhu"] == [
        (None, "2025-03-31", "rural"),
        ("2025-04-01", "2026-01-31", "town"),
        ("2026-02-01", None, "urban"),
    ]


def test_histories_name_no_officer_and_nothing_later_than_today(files: dict[str, bytes]) -> None:
    """Times in post have no name and no badge, and no row of a history begins after the day of the site."""
    times = rows_of(files, "history/officers")
    assert set(times[0]) == {"area", "role", "since", "until", "seconded", "on_site"}
    for history in ("committees", "communities", "posts", "stations"):
        assert all((row["first"] or "") <= str(AS_OF) for row in rows_of(files, f"history/{history}"))
    assert all(row["since"] <= str(AS_OF) or row["since"] == "不详" for row in times)


def test_every_version_of_the_method_is_public(files: dict[str, bytes]) -> None:
    """Each version of the policy is a JSON file with its standards and weights."""
    versions = {row["version"] for row in rows_of(files, "indicators")}
    found = {path: orjson.loads(body) for path, body in files.items() if path.startswith("data/policies/")}
    assert {policy["version"] for policy in found.values()} == versions
    assert all(policy["standards"]["minutes_days"]["value"] for policy in found.values())


class _Month:
    """Something large that a row speaks of; to compare two would be a mistake."""

    def __eq__(self, other: object) -> bool:
        raise AssertionError("compared in depth")

    __hash__ = object.__hash__


class _InMonth(NamedTuple):
    month: _Month
    number: int


def test_rows_are_not_compared_in_depth() -> None:
    """Rows of the same objects are known; a row of another object is written again, whatever it says."""
    table, month, memo = Table[_InMonth]("", Column("n", "", int, lambda row: row.number)), _Month(), Memo()
    with memo:
        first = table.of("of_months", "", [_InMonth(month, 1), _InMonth(month, 2)])
        assert table.of("of_months", "", [_InMonth(month, 1), _InMonth(month, 2)]) is first
        other = table.of("of_months", "", [_InMonth(month, 1), _InMonth(_Month(), 2)])
        assert (other is first, other.rows) == (False, ((1,), (2,)))
        assert table.of("of_months", "", [_InMonth(month, 1), _InMonth(month, 3)]).rows == ((1,), (3,))
