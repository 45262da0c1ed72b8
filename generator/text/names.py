"""How a name is written: in one piece, without the quotes, spaces and titles that come along from a document."""

from __future__ import annotations

import re
from typing import Final

_HAN: Final = "\u3400-\u9fff〇\U00020000-\U0003fffd"
_SPACES: Final = re.compile(rf"(?<=[{_HAN}])[ \u3000]+(?=[{_HAN}])")
_QUOTED: Final = re.compile("[“”„‘’「『＂\"'](?P<inside>[^“”„‘’「」『』＂\"']+)[“”‘’」』＂\"']")
_RANK: Final = "所长|教导员|指导员|(?:中队|大队|支队)?队长|局长|主任|书记|社长|组长"
_TITLE: Final = f"警官|民警|辅警|警长|干警|同志|(?:副|代)?(?:{_RANK})|先生|女士"
# 张同志 may be a person's name; 张建国同志 is not.
_BEFORE_TITLE: Final = re.compile(rf"(?P<name>[{_HAN}·]{{2,}}?)(?:{_TITLE})")
_SURNAME_ALONE: Final = re.compile(
    rf"[{_HAN}](?:警官|民警|辅警|警长|副?所长|副?队长|教导员|副?主任|先生|女士)"
)
_AFTER_TITLE: Final = re.compile(
    rf"(?:社区)?(?:(?:{_TITLE})[:： \u3000]+|(?!同志|先生|女士)(?:{_TITLE}))(?P<name>[{_HAN}·]{{2,4}})"
)
_NUMBERED: Final = re.compile(
    rf"(?P<name>[{_HAN}·]{{2,}})[\s,，、]*[0-9].*|[0-9]+\s*(?P<after>[{_HAN}·]{{2,}})"
)
# What a program writes for a character that its encoding does not have.
_LOST: Final = re.compile("[?？□■◻◼]")
_MASK: Final = re.compile(rf"[*＊×✕✖○◯●_＿]|某|(?<=[{_HAN}])[xX]+|[xX]+(?=[{_HAN}])")
_BRACKETS: Final = re.compile(r"(?P<name>[\w·]{2,})\s*[(（\[【].*")


def without_quotes(text: str) -> str | None:
    """The text inside a pair of quotes that stands around all of it; None where there is none."""
    found = _QUOTED.fullmatch(text)
    return found["inside"].strip() if found else None


def without_spaces(text: str) -> str | None:
    """The text without spaces between Chinese characters; None where there are none."""
    plain = _SPACES.sub("", text)
    return plain if plain != text else None


def lost_in(name: str) -> str | None:
    """The sign that stands for a lost character: ? of 李?明."""
    found = _LOST.search(name)
    return found[0] if found else None


def mask_in(name: str) -> str | None:
    """What hides a part of a person's name: 某 of 李某某, * of 李*明."""
    found = _MASK.search(name)
    return found[0] if found else None


def without_title(name: str) -> str | None:
    """A person's name alone: 张建国 of 张建国警官, 民警张建国, 张建国(所长), 张建国 004217; "" of 张警官."""
    if _SURNAME_ALONE.fullmatch(name):
        return ""
    for spelling in (_BRACKETS, _BEFORE_TITLE, _AFTER_TITLE, _NUMBERED):
        if found := spelling.fullmatch(name):
            return next(part for part in found.groups() if part).strip()
    return None
