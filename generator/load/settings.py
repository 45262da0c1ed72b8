"""The engine's settings, mkdocs.yml: read like the data, and limited to what is about the pages.

The engine runs what they name (templates and extensions are programs, an extension may publish any file), and what
stands in its menus is published. So every key, at every depth, has to be on the list below; so have some values.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from generator.load.document import Keys, Marks, Plain, Refused, read_document
from generator.load.files import Source, read_source, text_of
from generator.load.program import THEME
from generator.problems import Place, Problem, shown

SETTINGS: Final = "mkdocs.yml"
# None allows any value, a tuple one of its words, a mapping its keys alone, each with a rule of its own.
Rule: TypeAlias = "Mapping[str, Any] | tuple[str, ...] | None"
_RULES: Final[Mapping[str, Rule]] = {
    **dict.fromkeys(("site_name", "nav", "use_directory_urls", "exclude_docs", "not_in_nav")),
    **dict.fromkeys(("validation", "dev_addr", "strict")),
    "docs_dir": ("content",),
    "theme": {
        "name": ("material",),
        **dict.fromkeys(("custom_dir", "language", "font", "features")),
        "favicon": ("assets/jingwu/favicon.svg",),
    },
    "plugins": {"jingwu": {"as_of": None}},
    "markdown_extensions": {
        "attr_list": {},
        "def_list": {},
        "tables": {"use_align_attribute": None},
        "toc": {"permalink": None},
    },
}
_PAGE: Final = re.compile(r"[^:]+\.md")


def read_settings(root: Path) -> tuple[Source | None, list[Problem]]:
    """The root's own settings, if it has any, and what must not be in them."""
    problems: list[Problem] = []
    file, marks = root / SETTINGS, Marks()
    source = read_source(SETTINGS, file, None, problems) if os.path.lexists(file) else None
    if source is None:
        return None, problems
    text = text_of(source)
    if isinstance(text, Problem):
        return source, [text]
    try:
        settings = read_document(SETTINGS, text, marks).plain
    except Refused as refused:
        return source, [refused.problem]
    found = [*_strange(settings, _RULES, ()), *_links(settings.get("nav", []), ("nav",))]
    problems = [_problem(_place(marks, keys), message, hint) for keys, message, hint in found]
    return source, problems or _theme_problems(root, settings.get("theme", {}), marks)


# Where it stands, what is wrong, what to do.
Found: TypeAlias = "tuple[Keys, str, str]"


def _strange(value: Plain, rule: Rule, keys: Keys) -> Iterator[Found]:
    """What the rule does not allow. The items of a list are names, some with settings below them."""
    if rule is None:
        return
    if isinstance(rule, tuple):
        if value not in rule:
            yield keys, f"这里不能写“{shown(str(value))}”。", f"请写成 {rule[0]}。"
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _strange(item if isinstance(item, dict) else {str(item): ""}, rule, (*keys, at))
    elif isinstance(value, dict):
        for key, below in value.items():
            if key in rule:
                yield from _strange(below, rule[key], (*keys, key))
            else:
                yield (*keys, key), f"这里不能写“{shown(key)}”。", _known(rule)
    elif value:
        yield keys, f"这里不能写“{shown(value)}”。", _known(rule)


def _known(rule: Mapping[str, Any]) -> str:
    return f"可以写的有 {'、'.join(rule)};别的请删去。" if rule else "请删去。"


def _links(nav: Plain, keys: Keys) -> Iterator[Found]:
    """What the menus lead to, other than pages."""
    if isinstance(nav, str):
        if not _PAGE.fullmatch(nav):
            yield keys, f"菜单里不能写“{shown(nav)}”。", "菜单里只能写 content/ 里的 .md;别的请删去。"
    else:
        for key, item in nav.items() if isinstance(nav, dict) else enumerate(nav):
            yield from _links(item, (*keys, key))


def _theme_problems(root: Path, theme: Plain, marks: Marks) -> list[Problem]:
    """Templates are programs: those of this one are run, no others."""
    given = theme.get("custom_dir") if isinstance(theme, dict) else None
    if isinstance(given, str) and os.path.realpath(root / given) == os.path.realpath(THEME):
        return []
    message = f"网页模板只能用本程序的,不能用“{shown(str(given))}”。" if given else "没有写明网页模板在哪里。"
    own = THEME.relative_to(root.absolute()) if THEME.is_relative_to(root.absolute()) else THEME
    hint = f"请在 theme: 下面写 custom_dir: {own}。"
    return [_problem(_place(marks, ("theme", "custom_dir")), message, hint)]


def _place(marks: Marks, keys: Keys) -> Place:
    """Of the key, or the item of a list; else of what is around it."""
    while keys:
        if found := marks.keys.get(keys) or marks.values.get(keys):
            return Place(path=SETTINGS, line=found[0], column=found[1])
        keys = keys[:-1]
    return Place(path=SETTINGS)


def _problem(place: Place, message: str, hint: str) -> Problem:
    return Problem(code="E201", place=place, message=message, hint=hint)
