"""A key that is none of its entry's: what was probably meant by it."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from pydantic import BaseModel

from generator.load.document import Keys, Marks
from generator.load.fields import forms, is_list, known_keys
from generator.load.syntax import misspelled_mapping
from generator.problems import nearest, shown

# How alike two keys are of which one is a slip of the finger: merged_from is not merged_into (0.73).
_ALIKE: Final = 0.75
_OF_A_LIST: Final = "像是前一个键的值:请把那几个值一起放进方括号,写成 键: [甲, 乙]。"
_OF_A_TEXT: Final = "像是前一个键的文字,被半角逗号断开了:请换成全角逗号“，”,或给整句文字加引号。"


def unknown_key(model: type[BaseModel], keys: Keys, marks: Marks, value: Any) -> tuple[str, str]:
    """Message and hint. A key that stands in the entry already is never offered: who follows writes it twice."""
    written, known = str(keys[-1]), known_keys(model, keys)
    there = {key for key in known if (*keys[:-1], key) in marks.keys}
    message = f"不认识的键“{shown(written)}”。"
    if value == "" and (other := _broken_off(keys, marks, known)):
        return message, _OF_A_LIST if is_list(model, (*keys[:-1], other)) else _OF_A_TEXT
    if written in known:
        every = "和".join(f"“{form}”" for form in forms(model, keys))
        return f"“{written}”({known[written]})不能写在这一条里。", f"{every}要分成两条,各写各的键。"
    if written in (told := getattr(model, "elsewhere", {})) and len(keys) == 1:
        return message, f"{told[written]}。"
    near = known_key(known, written)
    left = "、".join(key for key in known if key not in there)
    usable = f"可用的键:{left}。" if left else "可用的键都已写了:请把内容写进合适的一个,再删去这一行。"
    if near in there:
        hint = f"{near}({known[near]})已经写了,要改就改那一行。{usable}"
    elif near and written.strip().lower() in (near, known[near]):
        hint = f"请把它改成 {near}。"
    else:
        hint = f"是不是 {near}({known[near]})?" if near else usable
    return message, misspelled_mapping(written) or hint


def _broken_off(keys: Keys, marks: Marks, known: dict[str, str]) -> str | None:
    """The key whose value this is the end of: in {buildings: 1栋, 2栋} YAML takes 2栋 for a key.

    One on a line of its own is a key without a value.
    """
    if str(keys[-1]).isascii() or misspelled_mapping(keys[-1]):
        return None
    line, column = marks.keys[keys]
    before = {
        at[1]: str(other[-1])
        for other, at in marks.keys.items()
        if other[:-1] == keys[:-1] and other[-1] in known and at[0] == line and at[1] < column
    }
    return before[max(before)] if before else None


def known_key(known: dict[str, str], written: str) -> str | None:
    """The one of the known keys, each with its title, that the written one is taken for."""
    key = unicodedata.normalize("NFKC", written).strip().rstrip(":").lower()
    called = [one for one, name in known.items() if name == key] or [
        one for one, name in known.items() if len(key) > 1 and name.endswith(key)
    ]
    return called[0] if len(called) == 1 else nearest(key, known, _ALIKE)
