"""The JSON Schemas for editors: equal to those of the model, and valid for every data file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import orjson
import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.load import RECORDS
from generator.model.schema import schema_files
from tests.small_sites import BINHU, REPOSITORY, SITES, tree_in

DATA: Final = REPOSITORY / "data"
LINE: Final = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


class Editor(yaml.CSafeLoader):
    """YAML as an editor's language server reads it: the core schema of YAML 1.2."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (PyYAML declares it so)


for tag, pattern, first in (
    ("null", r"null|Null|NULL|~|", [*"nN~", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), first)


def construct_int(_loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> int:
    """Read 012345 as 12345, as YAML 1.2 does; YAML 1.1 reads 5349."""
    return int(node.value)


Editor.add_constructor("tag:yaml.org,2002:int", construct_int)

VALIDATORS: Final = {
    name.removesuffix(".schema.json"): Draft202012Validator(
        orjson.loads(content), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    for name, content in schema_files(RECORDS).items()
}


def record_of(path: Path) -> str:
    """The name of the schema for a data file, by its folder."""
    folder = path.relative_to(DATA).parts[0]
    if path.name == "ledger.yml":
        return "ledger"
    named = {
        "stations": "station",
        "sub_bureaus": "sub-bureau",
        "communities": "area",
        "meetings": "meeting",
        "reports": "report",
        "work_records": "work-record",
        "targets": "target",
        "releases": "release",
        "policies": "earlier-policy",
        "year_reviews": "year-review",
        "audits": "audit",
        "scheme": "scheme",
    }
    return named.get(folder, path.stem)


def data_files() -> Iterator[Path]:
    yield from sorted(DATA.rglob("*.yml"))


def complaints(record: str, text: str) -> list[str]:
    """The errors that an editor would underline."""
    found = VALIDATORS[record].iter_errors(yaml.load(text, Loader=Editor))
    return sorted(f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in found)


def test_the_committed_schemas_are_those_of_the_model() -> None:
    """The committed schemas equal those of the model; `jingwu schema` updates them."""
    assert tree_in(REPOSITORY / "schemas") == schema_files(RECORDS)


def test_the_schemas_are_schemas() -> None:
    """Every schema is valid, closed, and has a Chinese title for every key."""
    for name, validator in VALIDATORS.items():
        Draft202012Validator.check_schema(validator.schema)
        schema: Any = validator.schema
        for part in (schema, *schema.get("$defs", {}).values()):
            if part.get("type") == "object":
                assert part["additionalProperties"] is False, name
                for key, value in part["properties"].items():
                    assert re.search(r"[\u4e00-\u9fff0-9]", value["title"]), (name, key)


def test_an_editor_accepts_every_sample_file() -> None:
    """No sample file has an error in an editor."""
    assert {
        path.relative_to(REPOSITORY).as_posix(): found
        for path in data_files()
        if (found := complaints(record_of(path), path.read_text("utf-8")))
    } == {}


def test_every_data_file_names_its_schema() -> None:
    """Every data file names its schema in the first line, by a path that exists."""
    for path in data_files():
        found = LINE.match(path.read_text("utf-8"))
        assert found, path
        schema = (path.parent / found[1]).resolve()
        assert schema == REPOSITORY / "schemas" / f"{record_of(path)}.schema.json", path
        assert schema.is_file(), path


def test_the_readmes_hub_names_its_schema_and_fits_it() -> None:
    """An editor completes hub.yml beside schemas/, and underlines an unknown key there, also inside a bureau."""
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    (hub,) = re.findall(r"```yaml\n(# yaml-language-server[^`]*?bureaus:.*?)```", readme, re.DOTALL)
    found = LINE.match(hub)
    assert found
    assert (REPOSITORY / found[1]).is_file()
    assert complaints("hub", hub) == []
    assert complaints("hub", hub.replace("publisher:", "publsher:")) != []
    assert complaints("hub", hub.replace("path: xiangyang", "way: xiangyang"))[0].startswith("bureaus/0: ")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("kind: urban", "kind: urbn", "kind"),
        ("verified: {on: 2026-11-02", "verified: {on: 2026/11/02", "verified/on"),
        ("name: 滨湖社区\n", "naem: 滨湖社区\n", ""),
        ("households: 3010", "households: 很多", "households"),
        ("parity: odd", "parity: left", "covers/0"),
        ("hours: 09:00-17:00", "hours: 9-17", "officers/0/on_site"),
        ("step_free: true", "step_free: 有", "post"),
    ],
)
def test_an_editor_underlines_a_mistake(old: str, new: str, place: str) -> None:
    """An editor underlines a wrong value or key at its place."""
    text = (SITES / "ordinary" / BINHU).read_text("utf-8")
    assert complaints("area", text) == []
    assert text.count(old) == 1
    assert place in {found.partition(":")[0] for found in complaints("area", text.replace(old, new))}


def test_closed_lists_carry_their_chinese_words() -> None:
    """An enumeration has its Chinese labels, which the editor shows beside the values."""
    kinds: Any = VALIDATORS["area"].schema
    assert kinds["$defs"]["AreaKind"] == {
        "enum": ["urban", "town", "rural"],
        "enumDescriptions": ["城区社区", "集镇社区", "农村警务区"],
        "markdownEnumDescriptions": ["城区社区", "集镇社区", "农村警务区"],
        "title": "AreaKind",
        "type": "string",
    }


def test_no_docstring_is_in_a_schema() -> None:
    """They speak to engineers; and with PYTHONOPTIMIZE=2 there are none, so the files would differ."""
    for validator in VALIDATORS.values():
        schema: Any = validator.schema
        assert [
            name for name, one in {"": schema, **schema.get("$defs", {})}.items() if "description" in one
        ] == []
