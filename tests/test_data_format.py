"""Tests of the page 数据格式: load accepts its examples, and every key shows how it is written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

import pytest
import yaml

from generator.load import KINDS
from generator.model.area import Population, Verified
from generator.model.prevention import Committee
from generator.pages.data import DataFormat, KeyLine, RecordTable, data_format_page
from tests.bureaus import day, post
from tests.small_sites import REPOSITORY
from tests.test_bad_data import bureau_with, problems_of
from tests.test_schema import LINE, complaints

PAGE: Final = (REPOSITORY / "content/staff/data-format.md").read_text("utf-8")
EXAMPLES: Final = tuple(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
NAMED: Final = re.compile(r"^# (data/\S+\.yml)$", re.MULTILINE)
RECORD_OF: Final = {
    "sub_bureaus": "sub-bureau",
    "stations": "station",
    "communities": "area",
    "reports": "report",
    "work_records": "work-record",
    "targets": "target",
    "meetings": "meeting",
    "year_reviews": "year-review",
    "scheme": "scheme",
}


def path_of(example: str) -> str:
    """The path that the example names for itself."""
    (path,) = NAMED.findall(example)
    return str(path)


def bureau_of_examples(root: Path) -> Path:
    """Write the examples as one bureau; from the base come files that exist once per bureau, and its scheme."""
    bureau_with("_base", root)
    for folder in RECORD_OF.keys() - {"scheme"}:
        shutil.rmtree(root / "data" / folder, ignore_errors=True)
    for example in EXAMPLES:
        file = root / path_of(example)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(example, "utf-8")
    return root


def test_the_examples_are_a_valid_bureau(tmp_path: Path) -> None:
    """The examples, copied unchanged, give no error and no warning."""
    assert problems_of(bureau_of_examples(tmp_path)) == ()


def test_every_kind_of_file_that_clerks_add_has_an_example() -> None:
    """Nobody has to write a file from the tables of keys alone."""
    assert {path_of(example).split("/")[1] for example in EXAMPLES} == set(RECORD_OF)


@pytest.mark.parametrize("example", EXAMPLES, ids=path_of)
def test_an_editor_accepts_the_example(example: str) -> None:
    """The first line has the right relative path of the schema, and the example fits that schema."""
    path = path_of(example)
    record = RECORD_OF[path.split("/")[1]]
    found = LINE.match(example)
    assert found
    schema = (REPOSITORY / path).parent / found[1]
    assert schema.resolve() == REPOSITORY / "schemas" / f"{record}.schema.json"
    assert complaints(record, example) == []


def test_the_page_shows_the_examples_unchanged(content: Path) -> None:
    """Each example is a code block inside <details>, with every character kept."""
    html = (content / "staff/data-format/index.html").read_text("utf-8")
    blocks = re.findall(
        r'<details class="jw-details"><summary>[^<]+</summary>\s*<pre><code[^>]*>(.*?)</code></pre>\s*</details>',
        html,
        re.DOTALL,
    )
    assert [block.replace("&gt;", ">").replace("&quot;", '"') for block in blocks] == list(EXAMPLES)


def test_the_example_of_a_history_is_valid() -> None:
    """The models of an area's file accept the earlier values that the page shows."""
    (example,) = re.findall(r"\{#keep-earlier\}.*?```\n(population:.*?)```", PAGE, re.DOTALL)
    said = yaml.load(example, yaml.BaseLoader)
    assert len(Population.model_validate(said["population"]).earlier) == 1
    assert len(Verified.model_validate(said["verified"]).earlier) == 2
    assert len(Committee.model_validate(said["committee"]).earlier) == 1
    found = post(status=said["post"]["status"], earlier=said["post"]["earlier"])
    days = ("2026-03-01", "2026-03-02", "2026-05-10", "2026-05-11")
    assert [found.status_on(day(on)) for on in days] == ["open", "repair", "repair", "open"]


def key_line(record: str, part: str, key: str) -> KeyLine:
    """The line of one key on the page."""
    records = (RecordTable(id=one.name, title=one.title, file=one.file, model=one.model) for one in KINDS)
    view = data_format_page(tuple(records)).blocks["main"]
    assert isinstance(view, DataFormat)
    tables = {table.id: table for whole in view.records for table in (whole, *whole.parts)}
    (line,) = (line for line in tables[f"{record}-{part}" if part else record].keys if line.key == key)
    return line


@pytest.mark.parametrize(
    ("record", "part", "key", "shape", "example"),
    [
        ("area", "officer", "badge", "值", "004217"),
        ("area", "officer", "phone", "值", "0711-0000123"),
        ("area", "officer", "until", "值", "2026-10-12"),
        ("area", "onsite", "hours", "值", "09:00-17:00"),
        ("area", "onsite", "days", "列表", "[周一, 周二]"),
        ("area", "", "divisions", "列表", "[420704002001]"),
        ("area", "", "kind", "选一个词", None),
        ("area", "", "name", "文字", None),
        ("area", "", "aliases", "列表", "[甲, 乙]"),
        ("area", "", "population", "若干“键: 值”", None),
        ("area", "", "officers", "列表，每项若干“键: 值”", None),
        ("area", "facilities", "unified_sign", "值", "true"),
        ("report", "reportrow", "on_site_days", "若干“键: 值”", "{2026-W41: ……}"),
        ("report", "", "month", "值", "2026-10"),
        ("meeting", "", "starts", "值", "14:30"),
        ("meeting", "", "id", "值", "gulou-guanliu-2026-10-12"),
        ("station", "", "id", "值", "gulou"),
    ],
)
def test_a_key_shows_how_it_is_written(
    record: str, part: str, key: str, shape: str, example: str | None
) -> None:
    """The example is the model's own, with the brackets of a list or mapping; a key with fixed words has none."""
    line = key_line(record, part, key)
    assert (line.shape, line.example) == (shape, example)
