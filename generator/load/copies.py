"""Copies made in a file manager: recognised by their name and the original beside them, and never read.

Reporting that the id of a copy does not match its file name would invite staff to move it over the newer original.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from generator.problems import Place, Problem, visible

_WORD: Final = r"(?:副本|复制|复件|拷贝|备份|copy|another copy|backup)"
_COUNT: Final = r"(?:\s*[(（]?\s*[0-9]+\s*[)）]?)?"
# What Explorer, Finder, GNOME, KDE and WPS add to a name; an id may end in -copy, so a word needs more than a hyphen.
_COPIED: Final = (
    rf"(?P<name>.+?)(?:\s+[-–—_]?\s*|_|的|[-–—](?=[^a-z])){_WORD}{_COUNT}",
    rf"(?P<name>.+?)\s*[(（](?:第\s*[0-9]+\s*个)?{_WORD}?{_COUNT}[)）]",
    r"(?P<name>.+?)\s+[0-9]+",
    rf"(?:{_WORD}(?: of)?\s*{_COUNT}\s+)(?P<name>.+)",
)

_SAME: Final = "两个文件内容相同:请删去这个副本。"
_OTHER: Final = (
    "两个文件内容不同:请先对照,把还要的内容改进原来的文件,再把副本移出 data/;"
    "不要直接删,也不要用它替换原来的文件,原来的可能更新。"
)


def copy_problems(there: Mapping[str, bytes]) -> dict[str, Problem]:
    """By the path of each copy what is said of it; of a folder that is a copy whole the same for all its files.

    `there` maps the paths to what the files hold: somebody may have gone on writing in the copy.
    """
    copies = {path: copy for path in there if (copy := _copy_problem(path, there))}
    for folder in {folder for path in copies if (folder := _copied_folder(path))}:
        inside = [path for path in there if path.startswith(folder)]
        if all(path in copies and copies[path].hint == _SAME for path in inside):
            hint = "里面的文件与原来的都相同:请删去这个文件夹。"
            message = f"像是 {visible(_original(folder))} 的副本。"
            copies |= dict.fromkeys(
                inside, Problem(code="E110", place=Place(path=folder), message=message, hint=hint)
            )
    return copies


def _copied_folder(path: str) -> str | None:
    """The outermost folder of the path that has a copy's mark, with its slash."""
    parts = path.split("/")[:-1]
    at = next((at for at, part in enumerate(parts) if _without_mark(part) != part), None)
    return None if at is None else "/".join(parts[: at + 1]) + "/"


def _original(path: str) -> str:
    return "/".join(map(_without_mark, path.removesuffix(".yml").split("/"))) + ".yml" * path.endswith(".yml")


def _copy_problem(path: str, there: Mapping[str, bytes]) -> Problem | None:
    """The E110 for a path that is another's with a copy's mark, in the file's name or a folder's; else None."""
    original = _original(path)
    if original == path or original not in there:
        return None
    return Problem(
        code="E110",
        place=Place(path=path),
        message=f"像是 {visible(original)} 的副本。",
        hint=_SAME if there[path] == there[original] else _OTHER,
    )


def _without_mark(name: str) -> str:
    """The name as it was before it was copied, once or several times."""
    for spelling in _COPIED:
        if found := re.fullmatch(spelling, name, re.IGNORECASE):
            return _without_mark(found["name"])
    return name
