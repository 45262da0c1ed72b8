"""Say how to write a value that has the wrong shape: a single value, a list or a mapping."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from pydantic import BaseModel

from generator.load import moments
from generator.load.document import Plain, Refused, read_document
from generator.load.fields import Spot
from generator.load.filling import OPEN, braces, in_braces, is_whole, titles_of
from generator.load.mending import in_plain_signs, is_unknown, probably_meant
from generator.load.syntax import misspelled_mapping
from generator.load.words import SEPARATORS, KnownNames, says_all, several_words
from generator.problems import shown

_LIST: Final = ("列表", "请写成 [甲, 乙],或每项一行、以“- ”开头;只有一项也要这样写。")
_MAPPING: Final = ("若干“键: 值”", "请另起一行,缩进后逐行写“键: 值”。")
_ONE_VALUE: Final = ("单个值", "请直接在冒号后面写值。")
SHAPES: Final = {
    **dict.fromkeys(("tuple_type", "list_type"), _LIST),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), _MAPPING),
}
_BRACKETS: Final = str.maketrans("【】［］｛｝「」，、；", "[][]{}[],,,")
# Anything longer is a sentence, whose commas do not separate items.
_WORD: Final = 15
_MOST: Final = 12  # keys or values in a hint
# Hints quote no more than one line.
_LONGEST: Final = 120


def wrong_shape(spot: Spot, kind: str, found: Any, names: KnownNames) -> tuple[str, str]:
    """The expected shape, and the hint."""
    shape = SHAPES.get(kind, _ONE_VALUE)
    expected, hint = shape
    if not isinstance(found, str):
        return expected, (len(found) <= _MOST and _of_other_shape(spot, shape, found)) or hint
    if len(found) > _LONGEST:
        return expected, hint
    if shape is not _ONE_VALUE and (flow := _in_half_width(found, as_list=shape is _LIST)):
        return expected, f"全角的括号、逗号、冒号要换成半角:请写成 {spot.line(flow)}。"
    mended = misspelled_mapping(found)
    if not mended:
        mended = _as_list(spot, found, names) if shape is _LIST else _as_mapping(spot, found)
    return expected, mended or hint


def _of_other_shape(spot: Spot, shape: tuple[str, str], found: Any) -> str | None:
    """A hint for a list instead of a mapping, a mapping instead of a list, or several values instead of one."""
    alone = found[0] if isinstance(found, list) and len(found) == 1 else found
    if shape is _MAPPING and isinstance(alone, dict):
        flow = _flow(alone)
        return f"请写成 {spot.line(flow)},写在一行。" if flow else "请把“- ”换成两个空格,其余不动。"
    if shape is _LIST and isinstance(found, dict):
        # One record without its dash, or values in braces such as {1栋, 2栋}.
        if not any(found.values()) and _is_plain([*found]):
            return f"请写成 {_listed(spot, [*found])}。"
        flow = _flow(found)
        written = flow and f"请写成 {_listed(spot, [flow])},写在一行。"
        return written or "请在第一个键前写“- ”,其余的行再缩进两格。"
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        return None
    if shape is _MAPPING:
        together = " ".join(found)
        return _as_mapping(spot, together) if len(together) <= _LONGEST else None
    told = [spot.line(shown(item)) for item in found if item]
    return f"这里只写一个:请写 {' 或 '.join(told)}。" if told else None


def _listed(spot: Spot, items: list[str]) -> str:
    return spot.line(f"[{', '.join(items)}]")


def _flow(found: dict[str, Any]) -> str | None:
    """The mapping on one line; None if it is nested or too long."""
    if not all(isinstance(value, str) and _is_plain([value]) for value in found.values()):
        return None
    flow = braces(found)
    return flow if len(flow) <= _LONGEST else None


def _as_mapping(spot: Spot, found: str) -> str | None:
    if key := spot.entry_example:
        return f"请逐项写:{spot.line(braces({key: OPEN}))}。"
    forms = spot.records
    written = in_braces(forms, found)
    if "\n" in found and forms:
        return f"请另起一行,缩进后逐行写“键: 值”({titles_of(forms, written or '')})。"
    return _told(forms, spot.line(written)) if written else None


def _told(forms: list[type[BaseModel]], written: str) -> str:
    open_ones = "" if is_whole(written) else f",{OPEN}处请查清后填写"
    return f"请核对后写成 {written}({titles_of(forms, written)}){open_ones}。"


def _as_list(spot: Spot, found: str, names: KnownNames) -> str | None:
    if is_unknown(found):
        return f"一项也没有的,写 {spot.line('[]')}。" if spot.takes([]) else "至少要有一项:请核实后填写。"
    if choices := spot[0].choices:
        words = several_words(choices, found)
        if not says_all(found) and probably_meant(f"{found} ", "12") == str(len(choices)):
            return f"全部都有的,写 {_listed(spot, [*choices])};不是全部的,逐一列出。"
        return f"请写成 {_listed(spot, words)}。" if words else None
    forms = spot[0].records
    if {"opens", "closes"} <= {name for form in forms for name in form.model_fields}:
        return _hours(spot, found)
    if forms:
        each = [item for item in re.split("[、;；]", found) if item.strip()]
        items = [item for one in each if (item := in_braces(forms, one))]
        return _told(forms, _listed(spot, items)) if items else None
    return _as_words(spot, found, names)


def _as_words(spot: Spot, found: str, names: KnownNames) -> str | None:
    items = [item for item in SEPARATORS.split(found) if item]
    if re.fullmatch(r"-?[a-z][a-z0-9-]*(?:\s+-?[a-z][a-z0-9-]*)+", found):
        items = [item.removeprefix("-") for item in found.split()]
    if says_all(found):
        return None
    if ids := names.ids(spot, items):
        return f"这里写编号:请写成 {_listed(spot, ids)}。"
    if max(map(len, items), default=_WORD) < _WORD and _is_plain(items):
        return f"请写成 {_listed(spot, items)}。"
    return f"请另起一行,缩进后写“- {found}”。" if found == shown(found) else None


def _is_plain(items: list[str]) -> bool:
    return all(shown(item) == item and not re.search(r"[\[\]{}#:\"']", item) for item in items)


def _hours(spot: Spot, found: str) -> str | None:
    """A hint for opening hours as people write them: 周一至周五 8:30-12:00、14:30-17:30."""
    plain = in_plain_signs(found)
    plain = re.sub(r"^(?:全天|24小时)(?:开放|值班)?$", "每天 0:00-24:00", plain)
    times = re.search(r"[0-9].*", plain)
    spans = moments.spans(times[0]) if times else []
    days = moments.weekdays(plain[: times.start()]) if times else []
    if not spans:
        return None
    listed = f"[{', '.join(days or ['周一', '周二', '周三', '周四', '周五'])}]"
    each = [braces({"days": listed, "opens": one[:5], "closes": one[6:]}) for one in spans]
    return f"请写成 {_listed(spot, each)}" + ("。" if days else "(星期请核对)。")


def _in_half_width(found: str, *, as_list: bool) -> str | None:
    """Convert a list or mapping in full-width brackets to YAML; None for other text."""
    if found[:1] not in "【［｛「[{":
        return None
    text = unicodedata.normalize("NFKC", found.translate(_BRACKETS))
    text = re.sub(r"\s*,\s*", ", ", re.sub(r"(?<=[a-z_])\s*:\s*", ": ", text)).strip()
    text = f"[{text}]" if as_list and text.startswith("{") else text
    try:
        plain: Plain = read_document("", f"x: {text}").plain["x"]
    except Refused:
        return None
    return text if isinstance(plain, list if as_list else dict) else None
