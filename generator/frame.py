"""One page of the theme, cut at its slots.

The engine renders each content page once; the text between slots never changes, so a page is stamped by joining
strings. A frame is identified by the URL of its content page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.problems import Place, Problem

SLOT: Final = re.compile("⟦([a-z_]+)⟧")


@dataclass(frozen=True, kw_only=True)
class Frame:
    """`literals` has one string more than `slots`; slot i is between literals i and i + 1.

    `source` is the path of the hand-written file, for messages.
    """

    url: str
    source: str
    literals: tuple[str, ...]
    slots: tuple[str, ...]

    @property
    def is_kind(self) -> bool:
        """Is it stamped for many records, rather than once at its own URL?"""
        return is_kind(self.url)

    def stamp(self, values: Mapping[str, str]) -> str:
        """The page with every slot filled. Values are HTML already; raises KeyError for a slot without value."""
        parts = [self.literals[0]]
        for slot, literal in zip(self.slots, self.literals[1:], strict=True):
            parts.append(values[slot])
            parts.append(literal)
        return "".join(parts)


def is_kind(url: str) -> bool:
    """Is the content page at that URL the frame of a kind of record?"""
    return url.removesuffix("/").rpartition("/")[2].startswith("_")


def cut(url: str, source: str, html: str) -> Frame:
    """The frame of a built content page."""
    pieces = SLOT.split(html)
    return Frame(url=url, source=source, literals=tuple(pieces[::2]), slots=tuple(pieces[1::2]))


def slot_problems(
    frame: Frame, filled: frozenset[str], page_slots: frozenset[str], page: str
) -> list[Problem]:
    """Slots that nothing fills, and content of a page that has no slot and would be lost silently."""
    place = Place(path=frame.source)
    unfilled = sorted(set(frame.slots) - filled)
    homeless = sorted(page_slots - set(frame.slots))
    problems = [
        place.problem(
            "E501", f"空位 ⟦{slot}⟧ 在页面 {page or '/'} 上没有内容可填。", "请删去这个空位,或核对拼写。"
        )
        for slot in unfilled
    ]
    problems += [
        place.problem(
            "E501",
            f"页面 {page or '/'} 的内容“{slot}”没有空位可放。",
            f'请在正文里补上一行 <div class="jw-slot">⟦{slot}⟧</div>。',
        )
        for slot in homeless
    ]
    return problems
