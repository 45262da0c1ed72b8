"""The texts in reference/: records of the data directory, and words to invent records from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from string import Template
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from generator.load import SINGLE
from generator.load.document import read_document

R = TypeVar("R", bound=BaseModel)

_FOLDER: Final = Path(__file__).parent / "reference"
_WRITTEN_FOR: Final = "2026"
_LEFT_OUT: Final = "-"
_GAP: Final = re.compile(r"\{(?:(-?\d+)(?:\.\.(-?\d+))?(d?)|([^{}]+))\}")


@cache
def words(name: str) -> Any:
    """The mappings and lists of one text; every scalar is a string."""
    path = _FOLDER / f"{name}.yml"
    return read_document(path.name, path.read_text(encoding="utf-8")).plain


@cache
def reference(name: str, model: type[R]) -> R:
    """One of the texts as a record."""
    return model.model_validate(words(name))


def reference_texts(year: int) -> dict[str, str]:
    """The texts of every data directory, by path below data/; the current round of the rollout is in `year`."""
    names = [name for name in SINGLE if (_FOLDER / f"{name}.yml").is_file()]
    files = {f"{name}.yml": _FOLDER / f"{name}.yml" for name in names}
    files |= {f"policies/{file.name.removeprefix('policy-')}": file for file in _FOLDER.glob("policy-*.yml")}
    files["scheme/sample.yml"] = _FOLDER / "scheme.yml"
    texts = {path: file.read_text(encoding="utf-8") for path, file in files.items()}
    earlier, begins, current = texts["milestones.yml"].partition("  - id: current\n")
    return texts | {"milestones.yml": earlier + begins + current.replace(_WRITTEN_FOR, f"{year}")}


def filled(value: Any, as_of: dt.date, random: Random, **names: Any) -> Any:
    """Fill in $names, a day for {-37d}, a number for {3..9}, a day for {-75..-30d}, a word for {a|b}.

    Days are relative to `as_of`.
    """
    if isinstance(value, Mapping):
        return {key: filled(part, as_of, random, **names) for key, part in value.items()}
    if not isinstance(value, str):
        return [filled(part, as_of, random, **names) for part in value]

    def chosen(found: re.Match[str]) -> str:
        least, most, is_day, choices = found.groups()
        if choices:
            return str(random.choice(choices.split("|")))
        number = random.randint(int(least), int(most or least))
        return f"{as_of + dt.timedelta(days=number)}" if is_day else f"{number}"

    return Template(_GAP.sub(chosen, value)).substitute(names)


def merged(record: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Overlay the record with the other's values; "-" removes a key."""
    whole = dict(record)
    for key, value in other.items():
        both_go_deeper = isinstance(record.get(key), Mapping) and isinstance(value, Mapping)
        whole[key] = merged(record[key], value) if both_go_deeper else value
    return {key: value for key, value in whole.items() if value != _LEFT_OUT}
