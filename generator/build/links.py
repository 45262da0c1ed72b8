"""Links inside the site: every one must lead to a file of the tree, and every anchor must exist there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from generator.problems import Place, Problem

_OUTSIDE: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# As in render.py, the pattern begins with a rare string and looks back.
_ID: Final = re.compile(r'="(?<=\sid=")([^"]*)"')


def ids_of(html: str) -> frozenset[str]:
    """The anchors of a page."""
    return frozenset(_ID.findall(html))


def resolve(file: str, address: str) -> tuple[str, str] | None:
    """The file and anchor that an address in `file` means; None for one that leads outside.

    An address from the domain's root, or above the site, resolves to a path that no tree contains.
    """
    parts = _parts(address)
    if parts is None:
        return None
    path, anchor = parts
    if not path:
        return file, anchor
    if path.startswith("/"):
        return path, anchor
    to_root = "../" * file.count("/")
    if path.startswith(to_root):
        return _target("", path[len(to_root) :]), anchor
    return _target(posixpath.dirname(file), path), anchor


@lru_cache(maxsize=65_536)
def _parts(address: str) -> tuple[str, str] | None:
    """Path and anchor; cached, since the pages of a kind link to the same places."""
    if _OUTSIDE.match(address) or address.startswith("//"):
        return None
    path, _, anchor = address.partition("#")
    return unquote(path.partition("?")[0]), anchor


@lru_cache(maxsize=65_536)
def _target(folder: str, path: str) -> str:
    target = posixpath.normpath(posixpath.join(folder, path))
    if path.endswith(("/", "/.", "/..")) or path in ("", ".", "..") or target == ".":
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target


def broken_links(
    file: str,
    origin: str,
    addresses: Iterable[str],
    files: frozenset[str],
    anchors: Callable[[str], frozenset[str]],
) -> Iterator[Problem]:
    """What is wrong with the links of one page. `anchors` gives the ids of a file of the tree."""
    for address in addresses:
        if (target := resolve(file, address)) is None:
            continue
        path, anchor = target
        if path not in files:
            yield _broken(file, origin, address, f"站内没有 {path}")
        elif anchor and path.endswith(".html") and anchor not in anchors(path):
            yield _broken(file, origin, address, f"{path} 里没有位置“{anchor}”")


def _broken(file: str, origin: str, address: str, found: str) -> Problem:
    return Place(path=origin).problem(
        "E503", f"页面 {file} 的链接“{address}”不通:{found}。", "请改正链接,或补上它指向的页面。"
    )
