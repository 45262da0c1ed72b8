"""Material's stylesheet without what no page of the site can match: five sixths of it.

Minified CSS alone is read: blocks, strings and url(), no comments inside of rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_PIECE: Final = re.compile(r"""/\*.*?\*/|"[^"]*"|'[^']*'|url\([^)"']*\)|[{}]|[^{}"'/u]+|.""", re.DOTALL)
_CLASS: Final = re.compile(r"\.((?:[\w-]|\\.)+)")
_PROPERTY: Final = re.compile(r"""(?<=[{;])(--[\w-]+):(?:"[^"]*"|'[^']*'|[^;}"'])*(?:;|(?=}))""")
_GROUPS: Final = ("@media", "@supports", "@layer")


def classes_in(html: str) -> frozenset[str]:
    """Every class that an element has."""
    return frozenset(word for found in re.findall(r'\sclass="([^"]*)"', html) for word in found.split())


def without_unused(css: str, classes: frozenset[str], other: str = "") -> str:
    """The rules whose selectors need no other classes, and the custom properties that these or `other` use."""
    kept = "".join(_kept(css, classes))
    used = set(re.findall(r"var\(\s*(--[\w-]+)", kept + other))
    fewer = _PROPERTY.sub(lambda found: found[0] if found[1] in used else "", kept)
    return fewer if fewer == kept else without_unused(fewer, classes, other)


def _kept(css: str, classes: frozenset[str]) -> Iterator[str]:
    for head, body in _blocks(css):
        if head.startswith(_GROUPS):
            inner = "".join(_kept(body, classes))
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}" if body else head
        elif (selectors := [one for one in _split(head) if _needed(one) <= classes]) and body:
            yield f"{','.join(selectors)}{{{body}}}"


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """What stands before each outermost brace, and what is inside; a statement such as @charset has no inside."""
    depth, head, body = 0, "", ""
    for piece in _PIECE.findall(css):
        if piece == "{" and depth == 0:
            *statements, head = head.split(";")
            yield from ((f"{one};", "") for one in statements if one.startswith("@"))
            depth = 1
        elif piece == "}" and depth == 1:
            yield head.strip(), body
            depth, head, body = 0, "", ""
        elif depth == 0:
            head += "" if piece.startswith("/*") else piece
        else:
            depth += (piece == "{") - (piece == "}")
            body += piece


def _split(selectors: str) -> list[str]:
    """The selectors of a list; a comma inside parentheses separates none."""
    return re.split(r",(?![^()]*\))", selectors)


def _needed(selector: str) -> frozenset[str]:
    """The classes that an element or its ancestors must have; those inside of :not() and :is() are not asked for."""
    while "(" in selector:
        shorter = re.sub(r":[\w-]+\([^()]*\)", "", selector)
        if shorter == selector:
            break
        selector = shorter
    return frozenset(_CLASS.findall(selector))
