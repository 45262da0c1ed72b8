"""Names as they should be written: without the quotes, spaces and titles that come with copied text."""

from __future__ import annotations

import re
from typing import Final

_HAN: Final = "\u3400-\u9fff〇\U00020000-\U0003fffd"
_SPACES: Final = re.compile(rf"(?<=[{_HAN}])[ \u3000]+(?=[{_HAN}])")
_QUOTED: Final = re.compile("[“”„‘’「『＂\"'](?P<inside>[^“”„‘’「」『』＂\"']+)[“”‘’」』＂\"']")
_RANK: Final = "所长|教导员|指导员|(?:中队|大队|支队)?队长|局长|主任|书记|社长|组长"
_TITLE: Final = f"警官|民警|辅警|警长|干警|同志|(?:副|代)?(?:{_RANK})|先生|女士"
# 张同志 may be a person's name; 张建国同志 is not.
_BEFORE_TITLE: Final = re.compile(rf"(?P<name>[{_HAN}·]{{2,}}?)(?:社区)?(?:{_TITLE})")
_CALLED: Final = re.compile(r"(?:姓名|名字)\s*[:：]?\s*(?P<name>\w.+)")
_SURNAME_ALONE: Final = re.compile(
    rf"[{_HAN}](?:警官|民警|辅警|警长|副?所长|副?队长|教导员|副?主任|先生|女士)"
)
_AFTER_TITLE: Final = re.compile(
    rf"(?:社区)?(?:(?:{_TITLE})[:： \u3000]+|(?!同志|先生|女士)(?:{_TITLE}))(?P<name>[{_HAN}·]{{2,4}})"
)
_NUMBERED: Final = re.compile(
    rf"(?P<name>[{_HAN}·]{{2,}})[\s,，、]*[0-9].*|[0-9①-⑳]+\s*[.．、)）]?\s*(?P<after>[{_HAN}·]{{2,}})"
)
# What programs write for a character that their encoding lacks.
_LOST: Final = re.compile("[?？□■◻◼]")
_MASK: Final = re.compile(rf"[*＊×✕✖○◯●_＿]|某|(?<=[{_HAN}])[xX]+|[xX]+(?=[{_HAN}])")
_BRACKETS: Final = re.compile(r"(?P<name>[\w·]{2,})\s*[(（\[【].*")
# Punctuation that a sentence or list leaves at the ends of a name.
_STOPS: Final = "。，、；：！…,;:!"
_PARTED: Final = re.compile(r"\s*[、，,;；/／\\|｜&＆+＋→>]\s*")
_AND: Final = re.compile(r"\s*[和与及跟]\s*")
_PLACE: Final = re.compile(r".{2,}?(社区|居委会|派出所|小区|大道|[村路街巷])|.+(号楼|[栋幢座])")
_AND_OTHERS: Final = re.compile(rf"[{_HAN}·]{{2,}}等(?:[一二两三四五六七八九十0-9]*[人名位])?")
_NOBODY: Final = re.compile(
    "(?:社区)?(?:民警|辅警)|[无缺]|没有|[暂空]缺|[暂]?无人?|待[定补查]|未定|不详|未知|不知道|同上|本人"
)


def without_quotes(text: str) -> str | None:
    """The text inside quotes that enclose all of it; None if there are none."""
    found = _QUOTED.fullmatch(text)
    return found["inside"].strip() if found else None


def without_spaces(text: str) -> str | None:
    """The text without spaces between Chinese characters; None if there are none."""
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
    for spelling in (_CALLED, _BRACKETS, _AFTER_TITLE, _BEFORE_TITLE, _NUMBERED):
        if found := spelling.fullmatch(name):
            alone = next(part for part in found.groups() if part).strip()
            shorter = without_title(alone)
            return alone if shorter is None else shorter
    return None


def without_stops(name: str) -> str | None:
    """The name without punctuation at its ends: 滨湖社区 for 滨湖社区。; None if there is none."""
    plain = name.strip(_STOPS + " ")
    return plain if plain and plain != name else None


def without_marks(name: str) -> str | None:
    """A person's name alone: 黎伟 of ★黎伟。 and 【黎伟】, 黎·伟 of 黎.伟; None where it is, or is not Chinese."""
    if re.search(f"[{_HAN}]", name) is None:
        return None
    plain = re.sub(r"^[\W_]+|[\W_]+$", "", name)
    plain = re.sub(rf"(?<=[{_HAN}])[.．](?=[{_HAN}])", "·", plain)
    return plain if plain != name else None


def strange_in(name: str) -> str | None:
    """What no Chinese name contains: wei in 黎wei; None if there is nothing, or the name is not Chinese."""
    if re.search(f"[{_HAN}]", name) is None:
        return None
    found = re.search(rf"[^{_HAN}·]+", re.sub("·[A-Za-z]+", "", name))
    return found[0] if found else None


def is_nobody(name: str) -> bool:
    """Is it a word in place of a name: 空缺, 待定, 民警?"""
    return _NOBODY.fullmatch(name) is not None


def is_several(name: str, person: str) -> bool:
    """Does it name several people, as 黎伟/邓静洁 and 黎伟等 do? `person` matches one full name, so 李和平 is one."""
    parts = [part for part in _PARTED.split(name) if re.search(r"[^\W\d_]{2}", part)]
    joined = rf"{person}(?:[和与及跟 \u3000~～—–-]+{person})+"
    return len(parts) > 1 or bool(_AND_OTHERS.fullmatch(name) or re.fullmatch(joined, name))


def places_in(name: str) -> list[str]:
    """The places in a text that names several of one kind (滨湖社区/东升社区, 1栋和2栋); [] if it names one."""
    for between in (_PARTED, _AND, re.compile(r"[ \u3000]+")):
        parts = [part for part in between.split(name) if part]
        kinds = {found and (found[1] or found[2]) for found in map(_PLACE.fullmatch, parts)}
        if len(parts) > 1 and len(kinds) == 1 and None not in kinds:
            return parts
    return []
