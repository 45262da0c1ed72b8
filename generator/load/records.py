"""Plain mappings -> typed records; what pydantic finds wrong becomes problems in Chinese, each at its place."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.load.document import Keys, Marks, Plain, read_document
from generator.load.mending import is_mobile, probably_meant
from generator.load.syntax import misspelled_mapping
from generator.model.values import Labelled
from generator.problems import Place, Problem, nearest, shown

R = TypeVar("R", bound=BaseModel)

# Nobody reads more findings about one file, and a megabyte of nonsense has hundreds of thousands.
_READABLE: Final = 100

_LIST = ("列表", "请写成 [甲, 乙],或每项一行、以“- ”开头;只有一项也要这样写。")
_MAPPING = ("若干“键: 值”", "请另起一行,缩进后逐行写“键: 值”。")
_SHAPES = {
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
}
_BOUNDS = {
    "greater_than_equal": ("不小于 {ge} 的数", "请核对这个数。"),
    "less_than_equal": ("不大于 {le} 的数", "请核对这个数。"),
    "string_too_long": ("不超过 {max_length} 个字", "请缩短文字。"),
    "too_long": ("最多 {max_length} 项", "请减少项数。"),
    "too_short": ("至少 {min_length} 项", "请补上内容。"),
}


def typed_record(model: type[R], plain: dict[str, Plain], path: str, text: str) -> R | list[Problem]:
    """The record, or what is wrong with it; of a file that is wrong all over only the first findings."""
    try:
        return model.model_validate(plain)
    except ValidationError as error:
        marks = Marks()
        read_document(path, text, marks)
        every = error.errors(include_url=False)
        details = every[:_READABLE]
        unknown = [detail for detail in details if detail["type"] == "extra_forbidden"]
        misspelled = {_meant(model, detail) for detail in unknown}
        # Of an entry that mixes two forms the first key that is too much says everything.
        mixed = [detail for detail in unknown if _keys(detail)[-1] in _known_keys(model, _keys(detail))]
        first = {_keys(detail)[:-1]: detail for detail in reversed(mixed)}
        told = [d for d in details if d not in mixed or first[_keys(d)[:-1]] is d]
        problems = [_problem(model, d, path, marks) for d in told if not _is_echo(d, misspelled)]
        return [*problems, _more(path, len(every) - _READABLE)] if len(every) > _READABLE else problems


def _more(path: str, count: int) -> Problem:
    message = f"这个文件另有约 {count} 处问题没有列出。"
    hint = "请先改好列出的,或检查是不是误贴了内容。"
    return Problem(code="E205", place=Place(path=path), message=message, hint=hint)


def _meant(model: type[BaseModel], detail: ErrorDetails) -> Keys:
    """The keys with the unknown last one replaced by the known key it is taken for."""
    keys = _keys(detail)
    return (*keys[:-1], _known_key(_known_keys(model, keys), str(keys[-1])) or "")


def _is_echo(detail: ErrorDetails, misspelled: set[Keys]) -> bool:
    """Does it only repeat another finding: a key missing since it is misspelled, a list short of a bad item?"""
    if detail["type"] == "missing":
        return _keys(detail) in misspelled
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _keys(detail: ErrorDetails) -> Keys:
    return tuple(key for key in detail["loc"] if key != "[key]" and not str(key).startswith("~"))


def place_in(path: str, marks: Marks, keys: Keys, *, of_key: bool = False) -> Place:
    """Where the value (or key) at these keys stands; the nearest enclosing one where it is not in the file."""
    if of_key and keys in marks.keys:
        line, column = marks.keys[keys]
        return Place(path=path, line=line, column=column)
    while keys and keys not in marks.values:
        keys = keys[:-1]
    line, column = marks.values.get(keys, (1, 1))
    return Place(path=path, line=line, column=column)


def _problem(model: type[BaseModel], detail: ErrorDetails, path: str, marks: Marks) -> Problem:
    of_key = bool(detail["loc"]) and detail["loc"][-1] == "[key]"
    keys = _keys(detail)
    of_key = of_key or detail["type"] == "extra_forbidden"
    at = detail["ctx"]["at"] if detail["type"] == "contradiction" else ()
    place = place_in(path, marks, (*keys, *at), of_key=of_key)
    code, message, hint = _words(model, detail, keys)
    return Problem(code=code, place=place, message=message, hint=hint)


def _words(model: type[BaseModel], detail: ErrorDetails, keys: Keys) -> tuple[str, str, str]:
    """Code, message and hint for one finding."""
    kind, context, found = detail["type"], detail.get("ctx", {}), detail["input"]
    name = _title(model, keys)
    if kind == "extra_forbidden":
        return _unknown_key(model, keys)
    if kind == "missing":
        return "E202", f"缺少{name}。", f"请补上一行“{keys[-1]}: ……”({_description(model, keys)})。"
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
    return _wrong_value(kind, context, name, found)


def _wrong_value(kind: str, context: dict[str, Any], name: str, found: Any) -> tuple[str, str, str]:
    if found == "":
        hint = "没有内容就删去整行;有内容请写在冒号后面(以 # 开头的文字要加引号)。"
        return "E203", f"{name}是空的。", hint
    if kind in _SHAPES or isinstance(found, list | dict):
        return _wrong_shape(kind, name, found)
    if kind == "form":
        return _wrong_form(name, str(found), context)
    if kind == "range":
        return "E204", f"{name}“{shown(str(found))}”应为{_spaced(context['expected'])}。", "请核对后改正。"
    return "E203", f"{name}“{shown(str(found))}”的写法不对。", "请对照数据格式说明改正。"


def _wrong_shape(kind: str, name: str, found: Any) -> tuple[str, str, str]:
    expected, hint = _SHAPES.get(kind, ("单个值", "请直接在冒号后面写值。"))
    hint = misspelled_mapping(found) or hint
    return "E205", f"{name}写成了{_shape(found)},应为{expected}。", hint


def _wrong_form(name: str, found: str, context: dict[str, Any]) -> tuple[str, str, str]:
    expected = f"应为{_spaced(context['expected'])}。"
    if "电话" in context["expected"] and is_mobile(found):
        # Logs are read by more people than the file: the number itself stays there.
        hint = "这像手机号码:网站不公布个人手机号,请写公布的值班电话。"
        return "E203", f"{name}“{found[:3]}……{found[-2:]}”{expected}", hint
    message = f"{name}“{shown(found)}”{expected}"
    guess = probably_meant(found, context["example"])
    if guess is not None:
        return "E203", message, f"是不是 {guess}?"
    return "E203", message, f"例如 {context['example']}。"


def _spaced(expected: str) -> str:
    """A space between Chinese and a following figure or Latin word."""
    return f" {expected}" if expected[0].isascii() else expected


def _shape(found: Any) -> str:
    if isinstance(found, list):
        return "列表"
    return "若干“键: 值”" if isinstance(found, dict) else f"单个值“{shown(str(found))}”"


def _known_keys(model: type[BaseModel], keys: Keys) -> dict[str, str]:
    """The keys that may stand beside the last one, with their titles."""
    fields = [field for owner in _models_at(model, keys[:-1]) for field in owner.model_fields.items()]
    return {info.alias or name: info.title or name for name, info in fields}


def _known_key(known: dict[str, str], written: str) -> str | None:
    key = written.strip().rstrip(":：").lower()
    return next((k for k, title in known.items() if title == key), None) or nearest(key, known)


def _forms(model: type[BaseModel], keys: Keys) -> list[str]:
    """What the forms are called of which an entry takes one: a key of another is known, but not here."""
    return [str(owner.model_config.get("title", "")) for owner in _models_at(model, keys[:-1])]


def _unknown_key(model: type[BaseModel], keys: Keys) -> tuple[str, str, str]:
    written, known = str(keys[-1]), _known_keys(model, keys)
    if written in known:
        forms = "和".join(f"“{title}”" for title in _forms(model, keys))
        return "E201", f"“{written}”({known[written]})不能写在这一条里。", f"{forms}要分成两条,各写各的键。"
    near = _known_key(known, written)
    hint = f"是不是 {near}({known[near]})?" if near else "可用的键:" + "、".join(known) + "。"
    return "E201", f"不认识的键“{shown(written)}”。", misspelled_mapping(written) or hint


def _unknown_word(model: type[BaseModel], keys: Keys, found: str) -> tuple[str, str, str]:
    choices = next(iter(_enums_at(model, keys)))
    words = {member.value: member.label for member in choices}
    listed = "、".join(word if word == label else f"{word}({label})" for word, label in words.items())
    message = f"{_title(model, keys)}“{shown(found)}”不是可选的词。"
    if not found:
        return "E203", f"{_title(model, keys)}是空的。", f"可选:{listed}。"
    if isinstance(keys[-1], int) and re.search("[、,，;；]", found):
        return "E204", message, f"各项之间请用半角逗号“,”隔开。可选:{listed}。"
    near = _known_word(words, found)
    return "E204", message, (f"是不是 {near}?" if near else "") + f"可选:{listed}。"


def _known_word(words: dict[str, str], found: str) -> str | None:
    """The word that the found text is, in other letters or by its label; else the nearest."""
    written = found.strip().lower().replace("星期", "周")
    meant = (word for word, label in words.items() if written == word or (written and written in label))
    return next(meant, None) or nearest(written, words)


def _annotations_at(model: type[BaseModel], keys: Keys) -> list[Any]:
    """The annotations that the keys lead to, alternatives side by side; list positions and keys descend."""
    annotations: list[Any] = [model]
    for key in keys:
        annotations = [found for annotation in annotations for found in _step(annotation, key)]
    return annotations


def _step(annotation: Any, key: str | int) -> Iterator[Any]:
    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            for name, info in part.model_fields.items():
                if key in (name, info.alias):
                    yield from _parts(info.annotation)
        elif typing.get_origin(part) is tuple and isinstance(key, int):
            yield typing.get_args(part)[0]
        elif typing.get_origin(part) is dict:
            yield typing.get_args(part)[1]


def _parts(annotation: Any) -> Iterator[Any]:
    """An annotation without Annotated and with its alternatives apart."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        yield from _parts(typing.get_args(annotation)[0])
    elif origin in (typing.Union, types.UnionType):
        for alternative in typing.get_args(annotation):
            yield from _parts(alternative)
    else:
        yield annotation


def _models_at(model: type[BaseModel], keys: Keys) -> list[type[BaseModel]]:
    found = [part for annotation in _annotations_at(model, keys) for part in _parts(annotation)]
    return [part for part in found if isinstance(part, type) and issubclass(part, BaseModel)]


def _enums_at(model: type[BaseModel], keys: Keys) -> Iterator[type[Labelled]]:
    for annotation in _annotations_at(model, keys):
        for part in _parts(annotation):
            if isinstance(part, type) and issubclass(part, Labelled):
                yield part


def _field(model: type[BaseModel], keys: Keys) -> tuple[str, str]:
    """Title and description of the innermost named field on the way."""
    names = [at for at, key in enumerate(keys) if isinstance(key, str)]
    for at in reversed(names):
        for owner in _models_at(model, keys[:at]):
            for name, info in owner.model_fields.items():
                if keys[at] in (name, info.alias):
                    return info.title or name, info.description or ""
    return (str(keys[-1]) if keys else "文件"), ""


def _title(model: type[BaseModel], keys: Keys) -> str:
    title, _ = _field(model, keys)
    name = next((key for key in reversed(keys) if isinstance(key, str)), None)
    return f"{title}({name})" if name and name != title else title


def _description(model: type[BaseModel], keys: Keys) -> str:
    return _field(model, keys)[1]
