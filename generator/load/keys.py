"""Report unknown and repeated keys, with what was probably meant."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from pydantic import BaseModel

from generator.load.document import Marks, Plain, Refused, marks_of
from generator.load.fields import Spot
from generator.load.syntax import misspelled_mapping
from generator.problems import Problem, nearest, shown

# Similarity from which a key is a typing error of another; merged_from and merged_into have 0.73.
_ALIKE: Final = 0.75
_OF_A_LIST: Final = "像是前一个键的值:请把那几个值一起放进方括号,写成 键: [甲, 乙]。"
_OF_A_TEXT: Final = "像是前一个键的文字,被半角逗号断开了:请换成全角逗号“，”,或给整句文字加引号。"


def unknown_key(spot: Spot, marks: Marks, value: Any) -> tuple[str, str]:
    """Message and hint. A key that the entry already has is never suggested."""
    written, known = str(spot.key), spot.known
    message = f"不认识的键“{shown(written)}”。"
    if value == "" and (other := _broken_off(spot, marks)):
        return message, _OF_A_LIST if spot.around[other].is_list else _OF_A_TEXT
    if written in known:
        titles = (str(form.model_config.get("title", "")) for form in spot.around.records)
        every = "和".join(f"“{title}”" for title in titles)
        return f"“{written}”({known[written]})不能写在这一条里。", f"{every}要分成两条,各写各的键。"
    there = {key for key in known if spot.around[key].keys in marks.keys}
    left = "、".join(key for key in known if key not in there)
    usable = f"可用的键:{left}。" if left else "可用的键都已写了:请把内容写进合适的一个,再删去这一行。"
    near = known_key(known, written)
    if near in there:
        hint = f"{near}({known[near]})已经写了,要改就改那一行。{usable}"
    elif near and written.strip().lower() in (near, known[near]):
        hint = f"请把它改成 {near}。"
    else:
        hint = f"是不是 {near}({known[near]})?" if near else usable
    return message, misspelled_mapping(written) or hint


def _broken_off(spot: Spot, marks: Marks) -> str | None:
    """The key whose value was split by a comma: in {buildings: 1栋, 2栋} YAML reads 2栋 as a key.

    None for a key on a line of its own.
    """
    if str(spot.key).isascii() or misspelled_mapping(spot.key):
        return None
    line, column = marks.keys[spot.keys]
    places = {key: marks.keys.get(spot.around[key].keys, (0, 0)) for key in spot.known}
    before = {key: place for key, place in places.items() if (line, 0) < place < (line, column)}
    return max(before, key=before.__getitem__, default=None)


def known_key(known: dict[str, str], written: str) -> str | None:
    """The known key that the written one most likely means; `known` maps keys to titles."""
    key = unicodedata.normalize("NFKC", written).strip().rstrip(":").lower()
    called = [one for one, name in known.items() if name == key] or [
        one for one, name in known.items() if len(key) > 1 and name.endswith(key)
    ]
    return called[0] if len(called) == 1 else nearest(key, known, _ALIKE)


def repeated_key(model: type[BaseModel], text: str, refused: Refused) -> Problem:
    """Report a repeated key (E108) at its second occurrence, with a hint that fits the situation.

    It is often a second list item without its dash, so deleting is suggested only if both values are equal.
    """
    found, place = refused.repeated, refused.problem.place
    assert found is not None
    marks = marks_of(place.path, text)
    key, value = found.again[0]
    line, first = place.line, marks.keys[*found.keys, key][0]
    repeated = [name for name, _ in found.again if name in found.before]
    is_same = len(repeated) == 1 and found.before[key] == value
    is_item = not is_same and (len(repeated) > 1 or key == next(iter(found.before)))
    spot, begins = Spot(model, found.keys), marks.keys[*found.keys, next(iter(found.before))]
    hint = _one_of_two(key, found.before[key], value, first, line)
    if is_item and not found.keys:
        same = all(found.before.get(name) == value for name, value in found.again)
        hint = (
            f"从这里起与上面的内容相同,写了两遍:请删去第 {line} 行到末尾。"
            if same
            else f"从这里起像是另一条记录:一个文件只写一条,请把第 {line} 行起移到它自己的文件。"
        )
    elif is_item and spot.key is None and found.in_braces:
        hint = (
            f"从这里起像是另一项:请在这个“{shown(key)}”前面把上一项结束,写成 {{……}}, {{{shown(key)}: ……}}。"
        )
    elif is_item and spot.key is None:
        hint = _with_dash(text.splitlines(), begins, (line, place.column))
    elif is_item and spot.is_list:
        rows = f"第 {begins[0]} 行和第 {line} 行"
        hint = f"{spot.title}是列表:请在{rows}的键前各加“- ”,每一项其余的行再多缩进两格。"
    return place.problem("E108", f"键“{shown(key)}”在同一处写了两次(上一次在第 {first} 行)。", hint)


def _with_dash(lines: list[str], begins: tuple[int, int], again: tuple[int, int]) -> str:
    """The corrected line, with its key in the same column, so that the lines below still line up."""
    dash = max(lines[begins[0] - 1].rfind("-", 0, begins[1] - 1), 0)
    line, column = again
    written = f"{' ' * dash}-{' ' * (column - dash - 2)}{lines[line - 1][column - 1 :]}"
    return (
        f"从这里起像是另一项,前面少了“- ”:请把第 {line} 行写成“{shown(written, 200)}”,其余的行不动。"
        "真是重复写了一遍的,才删去多写的行。"
    )


def _one_of_two(key: str, before: Plain, again: Plain, first: int, line: int) -> str:
    """Delete an equal value; compare different texts; merge different lists or mappings."""
    if before == again:
        return f"两处内容相同:请删去第 {line} 行起的这一处。"
    if isinstance(before, str) and isinstance(again, str):
        return (
            f"第 {first} 行写的是“{shown(before)}”,这里是“{shown(again)}”:请核对,留下正确的一处。"
            "都要留的,换用各自的键或分成两项。"
        )
    return (
        f"两处内容不同,不要直接删:请把第 {line} 行“{shown(key)}”下面的内容移到第 {first} 行的下面,"
        f"再删去空出来的第 {line} 行。"
    )
