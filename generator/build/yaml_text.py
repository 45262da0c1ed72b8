"""Data files that a command writes: a text in quotes, and new files all at once or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import orjson


def quoted(text: str) -> str:
    """In double quotes, with the escapes of JSON, which YAML reads alike."""
    return orjson.dumps(text).decode()


def write_new_files(root: Path, files: Mapping[str, str]) -> None:
    """Files under root/data by path, none of which is there yet. Raises OSError, and then none of them is left."""
    with tempfile.TemporaryDirectory(dir=root / "data", prefix=".draft-") as folder:
        drafts = [Path(folder) / str(at) for at in range(len(files))]
        for draft, text in zip(drafts, files.values(), strict=True):
            draft.write_text(text, encoding="utf-8", newline="")
        made: list[Path] = []
        try:
            for draft, path in zip(drafts, files, strict=True):
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                os.link(draft, root / path)  # unlike a rename, it fails where a file is
                made.append(root / path)
        except BaseException:
            for file in made:
                file.unlink()
            raise
