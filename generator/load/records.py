"""Plain mappings -> typed records; what pydantic finds wrong becomes problems in Chinese, each at its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.load.document import Keys, Marks, Plain, read_document
from generator.load.fields import (
    description,
    enums_at,
    example_at,
    is_required,
    known_keys,
    models_at,
    title,
)
from generator.load.filling import fits
from generator.load.keys import known_key, unknown_key
from generator.load.mending import hint_for, is_unknown, probably_meant
from generator.load.names import KnownNames
from generator.load.shapes import SHAPES, wrong_shape
from generator.load.words import known_word, several_words
from generator.model.absence import is_nothing
from generator.model.since import UNKNOWN
from generator.model.values import FORM_MARK, IDENTIFIER
from generator.problems import Place, Problem, nearest, shown
from generator.text.mobiles import is_mobile

R = TypeVar("R", bound=BaseModel)

# Nobody reads more findings about one file, and a megabyte of nonsense has hundreds of thousands.
_READABLE: Final = 100

_BOUNDS = {
    "greater_than_equal": ("不小于 {ge} 的数", "请核对这个数。"),
    "less_than_equal": ("不大于 {le} 的数", "请核对这个数。"),
    "string_too_long": ("不超过 {max_length} 个字", "请缩短文字。"),
    "too_long": ("最多 {max_length} 项", "请减少项数。"),
    "too_short": ("至少 {min_length} 项", "请补上内容。"),
}


@dataclass(frozen=True, kw_only=True)
class Untyped:
    """A file that is no such record, and why; what to write instead may stand in other files."""

    model: type[BaseModel]
    error: ValidationError
    path: str
    text: str
    beside: tuple[Problem, ...] = ()

    def problems(self, names: KnownNames) -> list[Problem]:
        """What is wrong with it, `beside` first; of a file that is wrong all over only the first findings."""
        model, path, marks = self.model, self.path, Marks()
        plain = read_document(path, self.text, marks).plain
        every = self.error.errors(include_url=False)
        details = every[:_READABLE]
        unknown = [detail for detail in details if detail["type"] == "extra_forbidden"]
        misspelled = {_meant(model, detail) for detail in unknown}
        # Of an entry that mixes two forms the first key that is too much says everything.
        mixed = [detail for detail in unknown if _keys(detail)[-1] in known_keys(model, _keys(detail))]
        first = {_keys(detail)[:-1]: detail for detail in reversed(mixed)}
        told = [d for d in details if d not in mixed or first[_keys(d)[:-1]] is d]
        lists = {_keys(d)[:-1]: _whole_list(model, d, plain) for d in reversed(told) if d["type"] == "enum"}
        found = [
            _problem(model, d, path, marks, names, lists)
            for d in told
            if not _is_echo(d, misspelled) and not _is_told(d, told, lists)
        ]
        said = {problem.place.line for problem in self.beside}
        problems = [*self.beside, *(problem for problem in found if problem.place.line not in said)]
        return [*problems, _more(path, len(every) - _READABLE)] if len(every) > _READABLE else problems


def typed_record(model: type[R], plain: dict[str, Plain], path: str, text: str) -> R | Untyped:
    """The record, or what is wrong with it."""
    try:
        return model.model_validate(plain)
    except ValidationError as error:
        return Untyped(model=model, error=error, path=path, text=text)


def _whole_list(model: type[BaseModel], detail: ErrorDetails, plain: dict[str, Plain]) -> list[str]:
    """The words for which the items of a list stand; none where one of them is not understood."""
    keys, listed = _keys(detail), cast("Any", plain)
    if not isinstance(keys[-1], int):
        return []
    for key in keys[:-1]:
        listed = listed[key]
    choices = next(enums_at(model, keys))
    words = [several_words(choices, str(item)) for item in listed]
    return list(dict.fromkeys(word for each in words for word in each)) if all(words) else []


def _is_told(detail: ErrorDetails, told: list[ErrorDetails], lists: dict[Keys, list[str]]) -> bool:
    """Has the first faulty item of the list said how to write the whole of it?"""
    at = _keys(detail)[:-1]
    if detail["type"] != "enum" or not lists.get(at):
        return False
    return next(d for d in told if d["type"] == "enum" and _keys(d)[:-1] == at) is not detail


def _more(path: str, count: int) -> Problem:
    message = f"这个文件另有约 {count} 处问题没有列出。"
    hint = "请先改好列出的,或检查是不是误贴了内容。"
    return Problem(code="E205", place=Place(path=path), message=message, hint=hint)


def _meant(model: type[BaseModel], detail: ErrorDetails) -> Keys:
    """The keys with the unknown last one replaced by the known key it is taken for."""
    keys = _keys(detail)
    return (*keys[:-1], known_key(known_keys(model, keys), str(keys[-1])) or "")


def _is_echo(detail: ErrorDetails, misspelled: set[Keys]) -> bool:
    """Does it only repeat another finding: a key missing since it is misspelled, a list short of a bad item?"""
    if detail["type"] == "missing":
        return _keys(detail) in misspelled
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _keys(detail: ErrorDetails) -> Keys:
    """The keys of the file; pydantic's own words among them (the form of an entry, that it is a key) left out."""
    loc = detail["loc"][:-1] if _is_about_key(detail) else detail["loc"]
    return tuple(key for key in loc if not str(key).startswith(FORM_MARK))


def _is_about_key(detail: ErrorDetails) -> bool:
    """Is the key of a table the fault? A file may have a key "[key]" as well; only that is unknown."""
    return detail["loc"][-1:] == ("[key]",) and detail["type"] != "extra_forbidden"


def place_in(path: str, marks: Marks, keys: Keys, *, of_key: bool = False) -> Place:
    """Where the value (or key) at these keys stands; the nearest enclosing one where it is not in the file."""
    if of_key and keys in marks.keys:
        line, column = marks.keys[keys]
        return Place(path=path, line=line, column=column)
    while keys and keys not in marks.values:
        keys = keys[:-1]
    line, column = marks.values.get(keys, (1, 1))
    return Place(path=path, line=line, column=column)


def _problem(
    model: type[BaseModel],
    detail: ErrorDetails,
    path: str,
    marks: Marks,
    names: KnownNames,
    lists: dict[Keys, list[str]],
) -> Problem:
    of_key = _is_about_key(detail) or detail["type"] == "extra_forbidden"
    keys = _keys(detail)
    at = detail["ctx"]["at"] if detail["type"] == "contradiction" else ()
    place = place_in(path, marks, (*keys, *at), of_key=of_key)
    if detail["type"] == "extra_forbidden":
        message, hint = unknown_key(model, keys, marks, detail["input"])
        code = "E201"
    else:
        code, message, hint = _words(model, detail, keys, names)
    if words := lists.get(keys[:-1]) if detail["type"] == "enum" else None:
        hint = f"请写成 {keys[-2]}: [{', '.join(words)}]。"
    if detail["type"] == "form":
        hint = names.hint(path, keys, str(detail["input"])) or hint
    return Problem(code=code, place=place, message=message, hint=hint)


def _words(
    model: type[BaseModel], detail: ErrorDetails, keys: Keys, names: KnownNames
) -> tuple[str, str, str]:
    """Code, message and hint for one finding."""
    kind, context, found = detail["type"], detail.get("ctx", {}), detail["input"]
    name = title(model, keys)
    if kind == "missing":
        return "E202", f"缺少{name}。", f"请补上一行“{keys[-1]}: ……”({description(model, keys)})。"
    if kind == "contradiction":
        return "E206", f"{context['found']}。", str(context["mend"])
    if kind in _BOUNDS:
        # A text whose type follows a validator is measured like a list; it has characters all the same.
        is_long_text = kind == "too_long" and isinstance(found, str)
        expected, hint = _BOUNDS["string_too_long" if is_long_text else kind]
        said = f"{name}有 {len(found)} 项," if isinstance(found, list) else f"{name}“{shown(str(found))}”"
        return "E204", f"{said}应为{_spaced(expected.format(**context))}。", hint
    if kind == "enum" and isinstance(found, str):
        return _unknown_word(model, keys, found)
    return _nothing(model, keys, name, found) or _wrong_value(model, keys, detail, names)


def _nothing(model: type[BaseModel], keys: Keys, name: str, found: Any) -> tuple[str, str, str] | None:
    if not isinstance(found, str) or not is_nothing(found):
        return None
    return "E203", f"{name}“{found}”只表示空。" if found else f"{name}是空的。", _fill(model, keys)


def _fill(model: type[BaseModel], keys: Keys) -> str:
    """Nobody is told to delete a line that must be there."""
    if isinstance(keys[-1], int):
        return "没有内容就删去这一项;有内容请写在“- ”后面。"
    hint = "请在冒号后面写上内容" if is_required(model, keys) else "没有内容就删去整行;有内容请写在冒号后面"
    return f"{hint}(以 # 开头的文字要加引号)。"


def _wrong_value(
    model: type[BaseModel], keys: Keys, detail: ErrorDetails, names: KnownNames
) -> tuple[str, str, str]:
    kind, context, found = detail["type"], detail.get("ctx", {}), detail["input"]
    name = title(model, keys)
    if kind in SHAPES or isinstance(found, list | dict):
        expected, hint = wrong_shape(model, keys, kind, found, names)
        return "E205", f"{name}写成了{_shape(found)},应为{expected}。", hint
    if kind == "form":
        return _wrong_form(model, keys, detail, names)
    if kind == "unfit":
        return str(context["code"]), f"{name}“{shown(str(found))}”{context['found']}。", str(context["mend"])
    if kind == "range":
        return (
            "E204",
            f"{name}“{shown(str(found))}”应为{_spaced(context['expected'])}。",
            str(context["mend"]),
        )
    return "E203", f"{name}“{shown(str(found))}”的写法不对。", "请对照数据格式说明改正。"


def _wrong_form(
    model: type[BaseModel], keys: Keys, detail: ErrorDetails, names: KnownNames
) -> tuple[str, str, str]:
    found, context, name = str(detail["input"]), detail["ctx"], title(model, keys)
    expected = f"应为{_spaced(context['expected'])}。"
    if "电话" in context["expected"] and is_mobile(found):
        # Logs are read by more people than the file: the number itself stays there.
        hint = "这像手机号码:网站不公布个人手机号,请写公布的值班电话。"
        return "E203", f"{name}“{found[:3]}……{found[-2:]}”{expected}", hint
    example = context["example"]
    if example == IDENTIFIER.example:
        example = example_at(model, keys) or example
    if UNKNOWN in context["expected"]:  # a month is enough, or nothing
        if is_unknown(found):
            return "E203", f"{name}“{shown(found)}”{expected}", f"请写成 {keys[-1]}: {UNKNOWN}。"
        example = (
            "2026-10" if not probably_meant(found, example) and probably_meant(found, "2026-10") else example
        )
    key = None if _is_about_key(detail) or isinstance(keys[-1], int) else keys[-1]
    is_needed = str(keys[-1]) in known_keys(model, keys) and is_required(model, keys)
    if is_unknown(found) and _is_never_zero(model, keys, example):
        hint = "请核实后填写。" if is_needed else "不知道的,删去这一行。"
        return "E203", f"{name}“{shown(found)}”{expected}", hint
    hint = hint_for(found, example, key, area_code=names.area_code, is_needed=is_needed)
    return "E203", f"{name}“{shown(found)}”{expected}", hint


def _is_never_zero(model: type[BaseModel], keys: Keys, example: str) -> bool:
    """Is it a number, such as that of a house, that 0 cannot be?"""
    owners = models_at(model, keys[:-1]) if probably_meant("0 ", example) == "0" else []
    return bool(owners) and not any(fits(owner, str(keys[-1]), "0") for owner in owners)


def _spaced(expected: str) -> str:
    """A space between Chinese and a following figure or Latin word."""
    return f" {expected}" if expected[0].isascii() else expected


def _shape(found: Any) -> str:
    if isinstance(found, list):
        return "列表"
    return "若干“键: 值”" if isinstance(found, dict) else f"单个值“{shown(str(found))}”"


def _unknown_word(model: type[BaseModel], keys: Keys, found: str) -> tuple[str, str, str]:
    choices = next(iter(enums_at(model, keys)))
    words = {member.value: member.label for member in choices}
    listed = "、".join(word if word == label else f"{word}({label})" for word, label in words.items())
    message = f"{title(model, keys)}“{shown(found)}”不是可选的词。"
    if is_nothing(found):
        return "E203", f"{title(model, keys)}是空的。", f"可选:{listed}。"
    if word := known_word(words, found):
        return (
            "E204",
            message,
            f"请写成 {keys[-1]}: {word}。" if isinstance(keys[-1], str) else f"请写成 {word}。",
        )
    near = nearest(found, words)
    return "E204", message, (f"是不是 {near}?" if near else "") + f"可选:{listed}。"
