"""JSON Schema of every record, for editors: keys are completed and checked while a clerk types."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import orjson
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator.model.values import Labelled

_BOUNDS: Final = {"ge": "minimum", "le": "maximum"}


class _EditorSchema(GenerateJsonSchema):
    """Closed lists carry their Chinese labels, as VS Code's YAML extension shows them beside each word."""

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        result = super().enum_schema(schema)
        if issubclass(schema["cls"], Labelled):
            result["enumDescriptions"] = [member.label for member in schema["members"]]
            result["markdownEnumDescriptions"] = result["enumDescriptions"]
        return result


def schema_files(records: Mapping[str, type[BaseModel]]) -> dict[str, bytes]:
    """<name>.schema.json for every record (JSON Schema 2020-12)."""
    return {f"{name}.schema.json": _schema(model) for name, model in records.items()}


@cache
def _schema(model: type[BaseModel]) -> bytes:
    schema: dict[str, Any] = model.model_json_schema(by_alias=True, schema_generator=_EditorSchema)
    schema = _with_standard_bounds(schema)
    for record in (schema, *schema.get("$defs", {}).values()):
        record.pop("description", None)  # a docstring: not for clerks, and Python may be told to leave it out
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return orjson.dumps(schema, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _with_standard_bounds(schema: Any) -> Any:
    """Rename bounds behind our own validators, which pydantic leaves under its own names (ge, le)."""
    if isinstance(schema, list):
        return [_with_standard_bounds(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {_BOUNDS.get(key, key): _with_standard_bounds(value) for key, value in schema.items()}
