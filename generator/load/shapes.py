"""A value of another shape, one where a list or “key: value” belongs or these where one does: how to write it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from pydantic import BaseModel

from generator.load import moments
from generator.load.document import Keys, Plain, Refused, read_document
from generator.load.fields import entry_example, enums_at, models_at
from generator.load.filling import OPEN, fits, in_braces, is_whole, titles_of
from generator.load.mending import in_plain_signs, is_unknown, probably_meant
from generator.load.names import KnownNames
from generator.load.syntax import misspelled_mapping
from generator.load.words import says_all, several_words
from generator.problems import shown

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
# Longer than a name or a code: a sentence, whose commas part nothing.
_WORD: Final = 15
_MOST: Final = 12  # keys or values that a hint repeats
# Nobody copies more than a line from a message.
_LONGEST: Final = 120


def wrong_shape(
    model: type[BaseModel], keys: Keys, kind: str, found: Any, names: KnownNames
) -> tuple[str, str]:
    """What was expected, and how to write it."""
    expected, hint = _EXPECTED.get(kind, ("单个值", "请直接在冒号后面写值。"))
    line = f"{keys[-1]}: " if isinstance(keys[-1], str) else ""
    if not isinstance(found, str):
        return expected, _of_other_shape(model, keys, expected, found, line) or hint
    if len(found) > _LONGEST:
        return expected, hint
    if kind in SHAPES and (flow := _in_half_width(found, as_list=expected == _LIST[0])):
        return expected, f"全角的括号、逗号、冒号要换成半角:请写成 {line}{flow}。"
    mended = misspelled_mapping(found)
    if not mended:
        is_list = expected == _LIST[0]
        mended = (
            _as_list(model, keys, found, line, names) if is_list else _as_mapping(model, keys, found, line)
        )
    return expected, mended or hint


def _of_other_shape(model: type[BaseModel], keys: Keys, expected: str, found: Any, line: str) -> str | None:
    """A list where keys belong, keys where a list belongs, several values where one does."""
    if len(found) > _MOST:
        return None
    alone = found[0] if isinstance(found, list) and len(found) == 1 else found
    if expected == _MAPPING[0] and isinstance(alone, dict):
        flow = _flow(alone)
        return f"请写成 {line}{flow},写在一行。" if flow else "请把“- ”换成两个空格,其余不动。"
    if expected == _LIST[0] and isinstance(found, dict):
        return _of_keys(found, line)
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        return None
    if expected == _MAPPING[0]:
        together = " ".join(found)
        return _as_mapping(model, keys, together, line) if len(together) <= _LONGEST else None
    told = [shown(item) for item in found if item]
    return f"这里只写一个:请写 {f' 或 {line}'.join([line + told[0], *told[1:]])}。" if told else None


def _of_keys(found: dict[str, Any], line: str) -> str:
    """Keys where a list belongs: one record without its dash, or values in braces as {1栋, 2栋}."""
    if not any(found.values()) and _is_plain([*found]):
        return f"请写成 {line}[{', '.join(found)}]。"
    flow = _flow(found)
    return f"请写成 {line}[{flow}],写在一行。" if flow else "请在第一个键前写“- ”,其余的行再缩进两格。"


def _flow(found: dict[str, Any]) -> str | None:
    """The keys and values in braces; None where they are too many or too long for one line."""
    if not all(isinstance(value, str) and _is_plain([value]) for value in found.values()):
        return None
    flow = f"{{{', '.join(f'{key}: {value}' for key, value in found.items())}}}"
    return flow if len(flow) <= _LONGEST else None


def _as_mapping(model: type[BaseModel], keys: Keys, found: str, line: str) -> str | None:
    if key := entry_example(model, keys):
        return f"请逐项写:{line}{{{key}: {OPEN}}}。"
    forms = models_at(model, keys)
    if "\n" in found and forms:
        return f"请另起一行,缩进后逐行写“键: 值”({titles_of(forms, in_braces(forms, '') or '')})。"
    braces = in_braces(forms, found)
    return _told(forms, f"{line}{braces}", braces) if braces else None


def _told(forms: list[type[BaseModel]], written: str, braces: str) -> str:
    open_ones = "" if is_whole(braces) else f",{OPEN}处请查清后填写"
    return f"请核对后写成 {written}({titles_of(forms, braces)}){open_ones}。"


def _as_list(model: type[BaseModel], keys: Keys, found: str, line: str, names: KnownNames) -> str | None:
    if is_unknown(found):
        owners = models_at(model, keys[:-1])
        is_needed = bool(owners) and not any(fits(owner, str(keys[-1]), []) for owner in owners)
        return "至少要有一项:请核实后填写。" if is_needed else f"一项也没有的,写 {line}[]。"
    if choices := next(enums_at(model, (*keys, 0)), None):
        words = several_words(choices, found)
        if not says_all(found) and probably_meant(f"{found} ", "12") == str(len(choices)):
            return f"全部都有的,写 {line}[{', '.join(choices)}];不是全部的,逐一列出。"
        return f"请写成 {line}[{', '.join(words)}]。" if words else None
    forms = models_at(model, (*keys, 0))
    if {"opens", "closes"} <= {name for form in forms for name in form.model_fields}:
        return _hours(found, line)
    items = [item for item in _SEPARATORS.split(found) if item]
    if forms:
        each = [item for item in re.split("[、;；]", found) if item.strip()]
        braces = [braces for item in each if (braces := in_braces(forms, item))]
        return _told(forms, f"{line}[{', '.join(braces)}]", "".join(braces)) if braces else None
    return _as_words(keys, found, items, line, names)


def _as_words(keys: Keys, found: str, items: list[str], line: str, names: KnownNames) -> str | None:
    if re.fullmatch(r"-?[a-z][a-z0-9-]*(?:\s+-?[a-z][a-z0-9-]*)+", found):
        items = [item.removeprefix("-") for item in found.split()]
    if says_all(found):
        return None
    if ids := names.ids(keys, items):
        return f"这里写编号:请写成 {line}[{', '.join(ids)}]。"
    if max(map(len, items), default=_WORD) < _WORD and _is_plain(items):
        return f"请写成 {line}[{', '.join(items)}]。"
    return f"请另起一行,缩进后写“- {found}”。" if found == shown(found) else None


def _is_plain(items: list[str]) -> bool:
    return all(shown(item) == item and not re.search(r"[\[\]{}#:\"']", item) for item in items)


def _hours(found: str, line: str) -> str | None:
    """The opening hours of a week, written as people write them: 周一至周五 8:30-12:00、14:30-17:30."""
    plain = in_plain_signs(found)
    plain = re.sub(r"^(?:全天|24小时)(?:开放|值班)?$", "每天 0:00-24:00", plain)
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
