"""A single value where a list or “key: value” belongs: how to write it, with what was written."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from pydantic import BaseModel

from generator.load import moments
from generator.load.document import Keys, Plain, Refused, read_document
from generator.load.fields import enums_at, known_keys
from generator.load.mending import in_plain_signs
from generator.load.syntax import misspelled_mapping
from generator.model.values import Labelled, Weekday
from generator.problems import nearest, shown

_LIST: Final = ("列表", "请写成 [甲, 乙],或每项一行、以“- ”开头;只有一项也要这样写。")
_MAPPING: Final = ("若干“键: 值”", "请另起一行,缩进后逐行写“键: 值”。")
_EXPECTED: Final = {
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
}
SHAPES: Final = frozenset(_EXPECTED)
_BRACKETS: Final = str.maketrans("【】［］｛｝「」，、；", "[][]{}[],,,")
_SEPARATORS: Final = re.compile(r"[、，,;；]\s*")
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
# Longer than a name or a code: a sentence, whose commas part nothing.
_WORD: Final = 15
# Nobody copies more than a line from a message.
_LONGEST: Final = 120


def wrong_shape(model: type[BaseModel], keys: Keys, kind: str, found: Any) -> tuple[str, str]:
    """What was expected, and how to write it."""
    expected, hint = _EXPECTED.get(kind, ("单个值", "请直接在冒号后面写值。"))
    if not isinstance(found, str) or len(found) > _LONGEST:
        return expected, hint
    line = f"{keys[-1]}: " if isinstance(keys[-1], str) else ""
    if kind in SHAPES and (flow := _in_half_width(found, as_list=expected == _LIST[0])):
        return expected, f"全角的括号、逗号、冒号要换成半角:请写成 {line}{flow}。"
    mended = _as_list(model, keys, found, line) if expected == _LIST[0] else None
    return expected, mended or misspelled_mapping(found) or hint


def _as_list(model: type[BaseModel], keys: Keys, found: str, line: str) -> str | None:
    choices = next(enums_at(model, (*keys, 0)), None)
    if choices is not None:
        words = several_words(choices, found)
        return f"请写成 {line}[{', '.join(words)}]。" if words else None
    inside = known_keys(model, (*keys, 0, ""))
    if {"opens", "closes"} <= inside.keys():
        return _hours(found, line)
    if inside or misspelled_mapping(found):
        return None
    items = [item for item in _SEPARATORS.split(found) if item]
    if max(map(len, items), default=_WORD) < _WORD and _is_plain(items):
        return f"请写成 {line}[{', '.join(items)}]。"
    return f"请另起一行,缩进后写“- {found}”。" if found == shown(found) else None


def _is_plain(items: list[str]) -> bool:
    return all(shown(item) == item and not re.search(r"[\[\]{}#:\"']", item) for item in items)


def _hours(found: str, line: str) -> str | None:
    """The opening hours of a week, written as people write them: 周一至周五 8:30-12:00、14:30-17:30."""
    plain = in_plain_signs(found)
    times = re.search(r"[0-9].*", plain)
    spans = moments.spans(times[0]) if times else []
    days = moments.weekdays(plain[: times.start()]) if times else []
    if not spans:
        return None
    listed = ", ".join(days or ["周一", "周二", "周三", "周四", "周五"])
    written = (f"{{days: [{listed}], opens: {one[:5]}, closes: {one[6:]}}}" for one in spans)
    return f"请写成 {line}[{', '.join(written)}]" + ("。" if days else "(星期请核对)。")


def _in_half_width(found: str, *, as_list: bool) -> str | None:
    """A list or mapping in full-width brackets, as YAML writes it; None where it is none."""
    if found[:1] not in "【［｛「[{" or len(found) > _LONGEST:
        return None
    text = unicodedata.normalize("NFKC", found.translate(_BRACKETS))
    text = re.sub(r"\s*,\s*", ", ", re.sub(r"(?<=[a-z_])\s*:\s*", ": ", text)).strip()
    text = f"[{text}]" if as_list and text.startswith("{") else text
    try:
        plain: Plain = read_document("", f"x: {text}").plain["x"]
    except Refused:
        return None
    return text if isinstance(plain, list if as_list else dict) else None


def several_words(choices: type[Labelled], found: str) -> list[str]:
    """The words of a closed list that a text stands for, 周一至周五 and 工作日 too; none where one is not known."""
    if len(found) > _LONGEST:
        return []
    if choices is Weekday:
        return moments.weekdays(in_plain_signs(found))
    words = {member.value: member.label for member in choices}
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
    return next(iter(exact or (meant if len(meant) == 1 else ())), None)
