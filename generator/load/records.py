"""Type plain mappings as records; turn pydantic's errors into problems in Chinese, each at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.load.document import Keys, Marks, Plain, marks_of, read_document
from generator.load.fields import Spot
from generator.load.files import Source
from generator.load.keys import known_key, unknown_key
from generator.load.mending import hint_for, is_unknown, probably_meant
from generator.load.shapes import SHAPES, wrong_shape
from generator.load.words import KnownNames, known_word, several_words
from generator.model.absence import is_nothing
from generator.model.since import UNKNOWN
from generator.model.values import FORM_MARK, IDENTIFIER
from generator.problems import Place, Problem, nearest, shown
from generator.text.mobiles import is_mobile

R = TypeVar("R", bound=BaseModel)
# Code, message and hint.
Said: TypeAlias = tuple[str, str, str]

# Nobody reads more about one file, and a megabyte of garbage has hundreds of thousands.
_READABLE: Final = 100

_BOUNDS = {
    "greater_than_equal": ("不小于 {ge} 的数", "请核对这个数。"),
    "less_than_equal": ("不大于 {le} 的数", "请核对这个数。"),
    "string_too_long": ("不超过 {max_length} 个字", "请缩短文字。"),
    "too_long": ("最多 {max_length} 项", "请减少项数。"),
    "too_short": ("至少 {min_length} 项", "请补上内容。"),
}


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """One file and its record; kept so that the next load parses only changed files."""

    source: Source
    record: BaseModel
    scalars: tuple[str, ...]
    lists: tuple[range, ...] = ()

    @property
    def text(self) -> str:
        """The file's text."""
        return self.source.content.decode("utf-8-sig")

    @cached_property
    def marks(self) -> Marks:
        """The position of every value; parses the file again when the first problem asks for it."""
        return marks_of(self.source.path, self.text)

    def place(self, *keys: str | int) -> Place:
        """The place of the value at these keys."""
        return self.marks.place(keys)


@dataclass(frozen=True, kw_only=True)
class Untyped:
    """A file that does not fit its model, and why. Its hints may need names from other files, so they come later."""

    model: type[BaseModel]
    error: ValidationError
    path: str
    text: str
    beside: tuple[Problem, ...] = ()

    def problems(self, names: KnownNames) -> Iterator[Problem]:
        """The problems, those in `beside` first; only the first hundred of pydantic's."""
        plain, marks = read_document(self.path, self.text).plain, marks_of(self.path, self.text)
        details = self.error.errors(include_url=False)
        found = [_Finding(self.model, detail, plain) for detail in details[:_READABLE]]
        said = {problem.place.line for problem in self.beside}
        yield from self.beside
        for one in _worth_telling(found):
            place = one.place(marks)
            if place.line not in said:
                yield place.problem(*_said(one, marks, names))
        if (more := len(details) - _READABLE) > 0:
            hint = "请先改好列出的,或检查是不是误贴了内容。"
            yield Place(path=self.path).problem("E205", f"这个文件另有约 {more} 处问题没有列出。", hint)


def typed_record(model: type[R], plain: dict[str, Plain], path: str, text: str) -> R | Untyped:
    """The record, or what is wrong with the file."""
    try:
        return model.model_validate(plain)
    except ValidationError as error:
        return Untyped(model=model, error=error, path=path, text=text)


class _Finding:
    """One of pydantic's errors, in terms of the file's keys."""

    def __init__(self, model: type[BaseModel], detail: ErrorDetails, document: Plain) -> None:
        self.kind, self.found = detail["type"], detail["input"]
        self.context: dict[str, Any] = detail.get("ctx", {})
        loc = detail["loc"]
        # A file may itself have a key "[key]"; that one is reported as unknown.
        is_of_table = loc[-1:] == ("[key]",) and self.kind != "extra_forbidden"
        self.is_about_key = is_of_table or self.kind == "extra_forbidden"
        # Leave out pydantic's own parts of the location: the form of an entry, and "[key]".
        keys = loc[:-1] if is_of_table else loc
        self.spot = Spot(model, tuple(key for key in keys if not str(key).startswith(FORM_MARK)))
        self.document = document

    @property
    def keys(self) -> Keys:
        return self.spot.keys

    def place(self, marks: Marks) -> Place:
        """The place of the value, or of the key if that is at fault."""
        if self.is_about_key:
            return marks.place_of_key(self.keys)
        # A contradiction is about a value further in.
        return marks.place((*self.keys, *(self.context["at"] if self.kind == "contradiction" else ())))

    @property
    def said(self) -> str:
        """The field's title and the quoted value."""
        return f"{self.spot.title}“{shown(str(self.found))}”"

    @cached_property
    def whole_list(self) -> list[str]:
        """The right words for all items of the list around this one; empty if one of them is not understood."""
        if self.kind != "enum" or self.spot.key is not None or self.spot.choices is None:
            return []
        listed: Any = self.document
        for key in self.keys[:-1]:
            listed = listed[key]
        words = [several_words(self.spot.choices, str(item)) for item in listed]
        return list(dict.fromkeys(word for each in words for word in each)) if all(words) else []


def _worth_telling(found: list[_Finding]) -> Iterable[_Finding]:
    """Drop findings that follow from another, and all but the first of those that one hint covers."""
    unknown = [one for one in found if one.kind == "extra_forbidden"]
    misspelled = {(*one.keys[:-1], known_key(one.spot.known, str(one.keys[-1]))) for one in unknown}
    told: dict[object, _Finding] = {}
    for at, one in enumerate(found):
        subject: object = at
        if one.kind == "missing" and one.keys in misspelled:
            continue
        if one.kind == "too_short" and len(one.found) >= one.context["min_length"]:
            continue  # the list is too short only because an item was rejected
        if one in unknown and one.spot.key in one.spot.known:
            subject = ("an entry that mixes two forms", one.keys[:-1])
        elif one.whole_list:
            subject = ("a list of words", one.keys[:-1])
        told.setdefault(subject, one)
    return told.values()


def _said(one: _Finding, marks: Marks, names: KnownNames) -> Said:
    spot, context = one.spot, one.context
    if one.kind == "extra_forbidden":
        return "E201", *unknown_key(spot, marks, one.found)
    if one.kind == "missing":
        return "E202", f"缺少{spot.title}。", f"请补上一行“{spot.key}: ……”({spot.description})。"
    if one.kind == "contradiction":
        return "E206", f"{context['found']}。", str(context["mend"])
    if one.kind in _BOUNDS:
        return _out_of_bounds(one)
    if one.kind == "enum" and isinstance(one.found, str):
        return _unknown_word(one)
    return _wrong_value(one, marks.path, names)


def _wrong_value(one: _Finding, path: str, names: KnownNames) -> Said:
    spot, context, found = one.spot, one.context, one.found
    if isinstance(found, str) and is_nothing(found):
        return "E203", f"{spot.title}“{found}”只表示空。" if found else f"{spot.title}是空的。", _fill(spot)
    if one.kind in SHAPES or isinstance(found, list | dict):
        expected, hint = wrong_shape(spot, one.kind, found, names)
        return "E205", f"{spot.title}写成了{_shape(found)},应为{expected}。", hint
    if one.kind == "form":
        message, hint = _wrong_form(one, names.area_code)
        return "E203", message, names.hint(path, spot, str(found)) or hint
    if one.kind == "unfit":
        return str(context["code"]), f"{one.said}{context['found']}。", str(context["mend"])
    if one.kind == "range":
        return "E204", f"{one.said}应为{_spaced(context['expected'])}。", str(context["mend"])
    return "E203", f"{one.said}的写法不对。", "请对照数据格式说明改正。"


def _out_of_bounds(one: _Finding) -> Said:
    # Behind a validator pydantic measures a text like a list; its length is still in characters.
    is_long_text = one.kind == "too_long" and isinstance(one.found, str)
    expected, hint = _BOUNDS["string_too_long" if is_long_text else one.kind]
    said = f"{one.spot.title}有 {len(one.found)} 项," if isinstance(one.found, list) else one.said
    return "E204", f"{said}应为{_spaced(expected.format(**one.context))}。", hint


def _fill(spot: Spot) -> str:
    """Never suggest deleting a required line."""
    if spot.key is None:
        return "没有内容就删去这一项;有内容请写在“- ”后面。"
    hint = "请在冒号后面写上内容" if spot.is_required else "没有内容就删去整行;有内容请写在冒号后面"
    return f"{hint}(以 # 开头的文字要加引号)。"


def _wrong_form(one: _Finding, area_code: str | None) -> tuple[str, str]:
    found, spot, expected = str(one.found), one.spot, one.context["expected"]
    if "电话" in expected and is_mobile(found):
        # Logs have more readers than the file, so the number is not repeated.
        said = f"{spot.title}“{found[:3]}……{found[-2:]}”应为{_spaced(expected)}。"
        return said, "这像手机号码:网站不公布个人手机号,请写公布的值班电话。"
    said = f"{one.said}应为{_spaced(expected)}。"
    example = one.context["example"]
    if example == IDENTIFIER.example:
        example = spot.example or example
    if UNKNOWN in expected:  # a month or nothing is accepted as well
        if is_unknown(found):
            return said, f"请写成 {spot.keys[-1]}: {UNKNOWN}。"
        if not probably_meant(found, example) and probably_meant(found, "2026-10"):
            example = "2026-10"
    # A number that cannot be 0, such as that of a house.
    if is_unknown(found) and probably_meant("0 ", example) == "0" and not spot.takes("0"):
        return said, "请核实后填写。" if spot.is_required else "不知道的,删去这一行。"
    # The key of a table has no line of its own.
    return said, hint_for(spot.around[0] if one.is_about_key else spot, found, example, area_code)


def _spaced(expected: str) -> str:
    """Put a space between Chinese and a following digit or Latin word."""
    return f" {expected}" if expected[0].isascii() else expected


def _shape(found: Any) -> str:
    if isinstance(found, list):
        return "列表"
    return "若干“键: 值”" if isinstance(found, dict) else f"单个值“{shown(str(found))}”"


def _unknown_word(one: _Finding) -> Said:
    spot, found = one.spot, str(one.found)
    words = {member.value: member.label for member in spot.choices or ()}
    listed = "、".join(word if word == label else f"{word}({label})" for word, label in words.items())
    hint = f"可选:{listed}。"
    if one.whole_list:
        hint = f"请写成 {spot.keys[-2]}: [{', '.join(one.whole_list)}]。"
    if is_nothing(found):
        return "E203", f"{spot.title}是空的。", hint
    if not one.whole_list and (word := known_word(words, found)):
        hint = f"请写成 {spot.line(word)}。"
    elif not one.whole_list and (near := nearest(found, words)):
        hint = f"是不是 {near}?{hint}"
    return "E204", f"{one.said}不是可选的词。", hint
