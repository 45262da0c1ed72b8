"""The words of a closed list as people write them: by their labels, in other words, several at once."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from generator.load import moments
from generator.load.mending import in_plain_signs
from generator.model.values import Labelled, Weekday
from generator.problems import nearest

# What people say for a word of a list, where it can mean no other.
_SPOKEN: Final = {
    said: word
    for word, every in {
        "open": "开放 正常 正常开放 使用中 在用",
        "planned": "在建 建设中 筹备中 未启用",
        "urban": "城市 市区",
        "town": "乡镇 镇区",
        "held": "已开 开了 已开会 已经召开",
        "rescheduled": "延期 推迟 改期 已延期",
        "cancelled": "不开了",
        "community_officer": "片警 责任区民警 officer",
        "auxiliary": "协警",
        "done": "办结 完成 已完成 已解决 解决了",
        "in_progress": "在办 处理中 正在办理 进行中",
    }.items()
    for said in every.split()
}
_SEPARATORS: Final = re.compile(r"[、，,;；]\s*")
_ALL: Final = re.compile(
    "(?:[0-9]+|[一二三四五六七八九十两])?[本张项个]?(?:全部?|所有|都|均)?已?(?:都有|具备|更新|到位|齐[全备]?|全部?|所有)了?"
)
_NONE: Final = ("无", "没有", "都没有", "全无", "没", "0")
_MORE: Final = 4  # characters of 派出所, 台帐, 组 and the like
_NOT: Final = re.compile("[不未没无非]")
# Nobody writes more of them into one line.
_LONGEST: Final = 120


def says_all(found: str) -> bool:
    """Does it say that all of them are meant: 全部, 四本齐全?"""
    return _ALL.fullmatch(found) is not None


def says_none(found: str) -> bool:
    """Does it say that there is none of them?"""
    return found.strip() in _NONE


def several_words(choices: type[Labelled], found: str) -> list[str]:
    """The words of a closed list that a text stands for, 周一至周五 and 工作日 too; none where one is not known."""
    if len(found) > _LONGEST:
        return []
    if choices is Weekday:
        return moments.weekdays(in_plain_signs(found))
    words = {member.value: member.label for member in choices}
    if says_all(found):
        return list(words)
    meant = [known_word(words, item) or nearest(item, words) for item in _SEPARATORS.split(found) if item]
    return [word for word in meant if word] if all(meant) else []


def known_word(words: dict[str, str], found: str) -> str | None:
    """The word that the found text is, in other letters, by its label or as people say it."""
    written = unicodedata.normalize("NFKC", found).strip().lower().replace("星期", "周")
    for word in (written, _SPOKEN.get(written)):
        if word in words:
            return word
    meant = [word for word, label in words.items() if written and written in label]
    exact = [word for word in meant if words[word] == written]
    if not meant and not _NOT.search(written):  # 城区组 is 城区; 未开放 is not 开放
        meant = [word for word, label in words.items() if _begins(written, label)]
    return next(iter(exact or (meant if len(meant) == 1 else ())), None)


def _begins(written: str, label: str) -> bool:
    """Does the label begin it, and little follow that names no other?"""
    rest = written.removeprefix(label)
    return rest != written and len(rest) < _MORE and not re.search("[、，,;；/和与及]", rest)
