"""The spelling of a value, and the errors for a wrong value or record; load/ adds the place.

A wrong spelling is a `form` error, a value out of bounds a `range` error, a text that no record accepts an `unfit`
error, a record that contradicts itself a `contradiction`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.model.absence import is_nothing

Keys: TypeAlias = tuple[str | int, ...]
Contradictions: TypeAlias = Iterator[PydanticCustomError]
# For `types`: an editor that follows YAML 1.2 reads 420704 as a number before the schema sees it.
TEXT: Final = ("string",)
DIGITS: Final = ("string", "integer")


def wrong_form(expected: str, example: str) -> PydanticCustomError:
    """The spelling is wrong; `expected` completes the sentence “应为…”."""
    return PydanticCustomError("form", "{expected}", {"expected": expected, "example": example})


def out_of_range(expected: str, mend: str = "请核对后改正。") -> PydanticCustomError:
    """The spelling is right, the value is not possible; `expected` completes the sentence “应为…”."""
    return PydanticCustomError("range", "{expected}", {"expected": expected, "mend": mend})


def contradiction(found: str, mend: str, at: Keys = ()) -> PydanticCustomError:
    """Two values of one record exclude each other; `at` leads from the record to the one to look at."""
    return PydanticCustomError("contradiction", "{found}", {"found": found, "mend": mend, "at": at})


def unfit(code: str, found: str, mend: str) -> PydanticCustomError:
    """A text that no record accepts, with its problem code; `found` follows the quoted text."""
    return PydanticCustomError("unfit", "{found}", {"code": code, "found": found, "mend": mend})


@dataclass(frozen=True)
class Spelling:
    """An annotation of a type: checks that a text is written in its one spelling, then parses it.

    A value that is not text passes unchanged. The staff page and the JSON Schema show the example. With `types`, the
    schema has these JSON types and the regular expression `outline` (default: the pattern) instead of pydantic's own.
    """

    pattern: str
    expected: str
    example: str
    parse: Callable[[str], Any] = str
    types: tuple[str, ...] = ()
    outline: str | None = None
    but: str | None = None  # looks like an empty value (see absence.py), but is valid here

    def fits(self, value: str) -> bool:
        """Does the whole text match the pattern?"""
        return re.fullmatch(self.pattern, value) is not None

    def read(self, value: Any) -> Any:
        """Parse a text. Raises a `form` error if it does not match the pattern."""
        if not isinstance(value, str):
            return value
        if not self.fits(value) or (is_nothing(value) and value != self.but):
            raise wrong_form(self.expected, self.example)
        return self.parse(value)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        described = self._own_schema() if self.types else handler(schema)
        is_bare = described.get("type") in ("integer", "number", "boolean")
        return described | {"examples": [json.loads(self.example) if is_bare else self.example]}

    def _own_schema(self) -> JsonSchemaValue:
        types = self.types[0] if len(self.types) == 1 else [*self.types]
        outline = self.pattern if self.outline is None else self.outline
        return {"type": types} | ({"pattern": f"^{outline}$"} if outline else {})
