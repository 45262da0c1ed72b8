"""A reference that leads nowhere: said in the same words everywhere, with the nearest known id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.problems import Place, Problem, nearest, shown

_LISTED: Final = 8


def no_such(place: Place, what: str, word: str, known: Mapping[str, str]) -> Problem:
    """E303 for the id `word`; `what` is the kind of thing, `known` maps the ids there are to their names."""
    return Problem(
        code="E303",
        place=place,
        message=f"没有编号为“{shown(word)}”的{what}。",
        hint=did_you_mean(word, known) or f"请核对{what}的编号。",
    )


def did_you_mean(word: str, known: Mapping[str, str]) -> str:
    """A question that names the nearest known id, else the few that there are, else nothing."""
    near = nearest(word, _likely(word, known))
    if near is not None:
        return f"是不是 {_named(near, known)}?"
    if not known or len(known) > _LISTED:
        return ""
    return "可用的有:" + "、".join(_named(key, known) for key in known) + "。"


def _likely(word: str, known: Mapping[str, str]) -> list[str]:
    """Ids that begin like the word, where there are any: comparing with thousands would take long."""
    head = word.partition("-")[0]
    return [key for key in known if key.partition("-")[0] == head] or list(known)


def _named(key: str, known: Mapping[str, str]) -> str:
    return f"{key}({known[key]})"
