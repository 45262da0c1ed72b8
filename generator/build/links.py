"""Links inside the site: every one must lead to a file of the tree, and every anchor must exist there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from typing import Final
from urllib.parse import unquote

from generator.problems import Place, Problem

_OUTSIDE: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ID: Final = re.compile(r'\sid="([^"]*)"')


def ids_of(html: str) -> frozenset[str]:
    """The anchors of a page."""
    return frozenset(_ID.findall(html))


def resolve(file: str, address: str) -> tuple[str, str] | None:
    """The file and anchor that an address in `file` means; None for one that leads outside.

    An address from the domain's root, or above the site, resolves to a path that no tree has.
    """
    if _OUTSIDE.match(address) or address.startswith("//"):
        return None
    path, _, anchor = address.partition("#")
    path = unquote(path.partition("?")[0])
    if not path:
        return file, anchor
    if path.startswith("/"):
        return path, anchor
    target = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
    if path.endswith(("/", "/.", "/..")) or path in (".", "..") or target == ".":
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target, anchor


def broken_links(
    file: str, origin: str, addresses: Collection[str], files: Collection[str], anchors: Callable[[str], frozenset[str]]
) -> Iterator[Problem]:
    """What is wrong with the links of one page. `anchors` gives the ids of a file of the tree."""
    for address in sorted(addresses):
        target = resolve(file, address)
        if target is None:
            continue
        path, anchor = target
        if path not in files:
            yield _broken(file, origin, address, f"站内没有 {path}")
        elif anchor and path.endswith(".html") and anchor not in anchors(path):
            yield _broken(file, origin, address, f"{path} 里没有位置“{anchor}”")


def _broken(file: str, origin: str, address: str, found: str) -> Problem:
    return Problem(
        code="E503",
        place=Place(path=origin),
        message=f"页面 {file} 的链接“{address}”不通:{found}。",
        hint="请改正链接,或补上它指向的页面。",
    )
