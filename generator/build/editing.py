"""Changed records -> changed files, in which every other character stays: comments, blank lines, the clerk's order.

A YAML library that keeps comments (ruamel.yaml) still rewrites indentation, quotes and long lines of a whole file.
"""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel

from generator.build.yaml_text import YamlStyle
from generator.load.document import Keys
from generator.load.extents import Extent, extents_of
from generator.model.officer import Officer

_STYLE: Final = YamlStyle(spread={Officer})


def rewritten(text: str, old: BaseModel, new: BaseModel, keys: Keys = ()) -> str:
    """The text of `old`, which stands at `keys`, changed into that of `new`, a record of the same model."""
    for name, info in type(old).model_fields.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            text = _changed(text, type(old), before, after, (*keys, info.alias or name))
    return text


def _changed(text: str, model: type[BaseModel], before: Any, after: Any, keys: Keys) -> str:
    if isinstance(before, tuple) and isinstance(after, tuple) and before:
        return _list(text, model, before, after, keys)
    if isinstance(before, BaseModel) and type(before) is type(after) and not extents_of(text)[keys].in_line:
        return rewritten(text, before, after, keys)
    return _with_value(text, model, keys, after)


def _list(
    text: str, model: type[BaseModel], before: tuple[Any, ...], after: tuple[Any, ...], keys: Keys
) -> str:
    """Items that are gone are cut out, changed ones changed in place, new ones appended; in brackets all anew."""
    kept = [at for at, item in enumerate(before) if _begins(item) in [*map(_begins, after)]]
    same = [*map(_begins, (before[at] for at in kept))] == [*map(_begins, after[: len(kept)])]
    if not kept or not same or (extents_of(text)[keys].in_line and before != after[: len(before)]):
        return _with_value(text, model, keys, after or None)
    for at in reversed([at for at in range(len(before)) if at not in kept]):
        text = _without(text, extents_of(text)[(*keys, at)])
    for at, new in enumerate(after[: len(kept)]):
        if (old := before[kept[at]]) != new:
            text = rewritten(text, old, new, (*keys, at))
    for item in after[len(kept) :]:
        text = _with_item(text, keys, item)
    return text


def _begins(item: Any) -> Any:
    """What tells an item of a list from the others, whatever else of it changed: who it is, or its first day."""
    if isinstance(item, Officer):
        return item.badge or item.name, item.since
    return (getattr(item, "since", item),)


def _with_value(text: str, model: type[BaseModel], keys: Keys, value: Any) -> str:
    """Replace the value, or add its line after the key that precedes it in the model; None takes the line away."""
    spans, key = extents_of(text), str(keys[-1])
    table, there = spans[keys[:-1]], spans.get(keys)
    if there is not None and value is None:
        return _without(text, there)
    if there is not None:
        written = f"{key}: {_STYLE.line(value, inside=True)}"
        if not table.in_line:
            written = "\n".join(_STYLE.entry(key, value, " " * table.indent)).lstrip()
        return text[: there.entry] + written + text[there.end :]
    order = [info.alias or name for name, info in model.model_fields.items()]
    before = [found for one in order[: order.index(key)] if (found := spans.get((*keys[:-1], one)))]
    at = before[-1].end if before else table.end
    if table.in_line:
        return f"{text[:at]}, {key}: {_STYLE.line(value, inside=True)}{text[at:]}"
    return _inserted(text, at, [*_STYLE.entry(key, value, " " * table.indent)])


def _with_item(text: str, keys: Keys, item: Any) -> str:
    spans = extents_of(text)
    whole = spans[keys]
    last = max((span.end for found, span in spans.items() if found[:-1] == keys and found), default=None)
    if whole.in_line:
        at, comma = (last, ", ") if last is not None else (whole.start + 1, "")
        return f"{text[:at]}{comma}{_STYLE.line(item, inside=True)}{text[at:]}"
    return _inserted(text, whole.end, [*_STYLE.item(item, " " * whole.indent)])


def _without(text: str, span: Extent) -> str:
    """Cut whole lines out: from the one where the entry begins to the one where it ends."""
    return text[: text.rfind("\n", 0, span.entry) + 1] + text[_line_end(text, span.end) :]


def _inserted(text: str, at: int, lines: list[str]) -> str:
    ending = "\r\n" if "\r\n" in text else "\n"
    at = _line_end(text, at)
    begun = "" if text[:at].endswith("\n") else ending
    return text[:at] + begun + "".join(line + ending for line in lines) + text[at:]


def _line_end(text: str, at: int) -> int:
    """The offset behind the end of the line; a text of several lines ends behind its own."""
    if text[at - 1] == "\n":
        return at
    return text.find("\n", at) + 1 or len(text)
