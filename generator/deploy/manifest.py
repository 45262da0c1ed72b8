"""What a deployment has beside it: its manifest, by which it is compared, listed and verified.

`<id>.json`: where it comes from (`Origin`), of every file path, size and SHA-256, and what the next build needs to
know of each page. It stands beside the published folder, never in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from generator.deploy.trees import found_in
from generator.disk import read_plain

_LONGEST: Final = 1024**3
_ID_LENGTH: Final = 24


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a deployment comes from: when its data were read, for which day, what they were, what made it of them.

    `made` is a time in ISO 8601 with its zone, `as_of` a day, `inputs` the SHA-256 of all that was read, `generator`
    and `method` are versions; `purged` are the badges of whom it shows nothing any more.
    """

    made: str = ""
    as_of: str = ""
    inputs: str = ""
    generator: str = ""
    method: str = ""
    purged: tuple[str, ...] = ()


def manifest_beside(folder: Path) -> Path:
    """The path of a deployment's manifest."""
    return folder.with_name(f"{folder.name}.json")


def manifest_of(folder: Path) -> Mapping[str, Any] | None:
    """The manifest that marks a deployment and that the next build reads; None if a folder has none."""
    try:
        read = orjson.loads(read_plain(manifest_beside(folder), _LONGEST))
    except (OSError, orjson.JSONDecodeError):
        return None
    return read if isinstance(read, dict) and "pages" in read else None


def new_manifest(
    id_: str, folder: Path, digests: Mapping[str, str], pages: Mapping[str, Any], origin: Origin
) -> bytes:
    """The manifest of the tree that stands in `folder`."""
    files = {
        path: {"size": (folder / path).stat().st_size, "sha256": digest} for path, digest in digests.items()
    }
    return orjson.dumps(
        {"id": id_, **asdict(origin), "files": files, "pages": pages}, option=orjson.OPT_SORT_KEYS
    )


def origin_of(manifest: Mapping[str, Any]) -> Origin:
    """Where the deployment comes from; what an earlier version did not note is empty."""
    texts = {name: str(manifest.get(name, "")) for name in ("made", "as_of", "inputs", "generator", "method")}
    purged = manifest.get("purged")
    return Origin(**texts, purged=tuple(map(str, purged)) if isinstance(purged, list) else ())


def noted(manifest: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What is noted of each file or page; nothing if it is damaged or of another version: then all is made again."""
    found = manifest.get(key)
    is_sound = isinstance(found, dict) and all(isinstance(one, dict) for one in found.values())
    return found if isinstance(found, dict) and is_sound else {}


def digests_in(manifest: Mapping[str, Any]) -> dict[str, str]:
    """The SHA-256 of each file by its path."""
    return {path: str(one.get("sha256")) for path, one in noted(manifest, "files").items()}


def id_of(digests: Mapping[str, str]) -> str:
    """The id of the deployment with exactly these files, whoever makes it."""
    lines = "".join(f"{path}\0{digests[path]}\n" for path in sorted(digests))
    return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()[:_ID_LENGTH]


@dataclass(frozen=True, kw_only=True)
class FileDifference:
    """A file that is not as the manifest says: changed, missing or added; without a path, the manifest itself."""

    path: str | None
    what: str


def differences(folder: Path, manifest: Mapping[str, Any], name: str) -> Iterator[FileDifference]:
    """What differs in `folder` from the manifest of the deployment `name`, every byte compared."""
    expected, found = digests_in(manifest), found_in(folder)
    if id_of(expected) != name.partition("-")[0]:
        yield FileDifference(path=None, what="changed")
    yield from _unlike(expected, found)


def _unlike(expected: Mapping[str, str], found: Mapping[str, str]) -> Iterable[FileDifference]:
    for path in sorted(expected.keys() | found.keys()):
        if path not in found:
            yield FileDifference(path=path, what="missing")
        elif path not in expected:
            yield FileDifference(path=path, what="added")
        elif found[path] != expected[path]:
            yield FileDifference(path=path, what="changed")
