"""`jingwu schema`: write the JSON Schemas into schemas/, replacing only earlier ones."""

from __future__ import annotations

from pathlib import Path

import orjson

from generator.build.data_files import replace_file, write_new_files
from generator.disk import make_folder, read_plain, refusals_told
from generator.load import RECORDS
from generator.model.schema import schema_files
from generator.problems import Place, Problem, ProblemsFound

_FOLDER = "schemas"
_LONGEST = 1024 * 1024


def write_schemas(root: Path) -> int:
    """Write all schemas; return their number. Raises ProblemsFound if a file of that name is something else."""
    folder, files = root / _FOLDER, schema_files(RECORDS)
    with refusals_told(folder):
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise ProblemsFound([_stranger(_FOLDER)])
        make_folder(folder)
        before = {name: _read(folder / name) for name in files}
        strangers = [
            _stranger(f"{_FOLDER}/{name}")
            for name, content in before.items()
            if content is not None and _title(content) != _title(files[name])
        ]
        if strangers:
            raise ProblemsFound(strangers)
        for name, content in files.items():
            earlier = before[name]
            if earlier is not None and earlier != content:
                replace_file(root, f"{_FOLDER}/{name}", content, earlier)
        new = {f"{_FOLDER}/{name}": files[name] for name, content in before.items() if content is None}
        write_new_files(root, new, folder)
    return len(files)


def _read(file: Path) -> bytes | None:
    try:
        return read_plain(file, _LONGEST)
    except FileNotFoundError:
        return None


def _title(content: bytes) -> object:
    """The dialect and title of a schema, which identify an earlier version of it; None if it is no schema."""
    try:
        schema = orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
    return (schema.get("$schema"), schema.get("title")) if isinstance(schema, dict) else None


def _stranger(path: str) -> Problem:
    return Place(path=path).problem(
        "E510", "这里已有别的内容,不是 jingwu schema 写的,没有改动。", "请先移走或改名。"
    )
