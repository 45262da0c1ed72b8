"""Read what the engine uses besides the data: its settings, the hand-written pages, and the program's own theme.

The engine runs whatever the settings name (templates and extensions are code, an extension may publish any file) and
publishes whatever the menus name. So keys at every depth, and some values, must be on an allow-list.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

import generator
from generator.disk import REINSTALL, read_plain, words
from generator.load.document import Keys, Plain, Refused, marks_of, read_document
from generator.load.files import Source, plain_files, read_source, text_of
from generator.problems import Place, Problem, shown

SETTINGS: Final = "mkdocs.yml"
THEME: Final = Path(generator.__file__).parent / "theme"
_THEME_NAME: Final = "jingwu"
_TEMPLATES: Final = THEME.with_name("templates")
# Templates that the engine has as well. It reports any other missing template itself.
_REPLACED: Final = ("404.html", "main.html", "partials/footer.html", "partials/header.html")
# The stylesheet in parts, in the order in which the cascade reads them.
STYLE_PARTS: Final = tuple(
    f"assets/jingwu/css/{part}.css"
    for part in (
        "tokens",
        "ground",
        "header",
        "finder",
        "text",
        "layout",
        "tags",
        "officer",
        "facts",
        "lists",
        "cards",
        "folds",
        "month",
        "tables",
        "table-kinds",
        "meters",
        "stacked-tables",
        "charts",
        "document",
        "footer",
        "paper",
    )
)
_LONGEST: Final = 16 * 1024 * 1024

# None allows any value, a tuple one of its words, a mapping only its keys, each with its own rule.
Rule: TypeAlias = "Mapping[str, Any] | tuple[str, ...] | None"
_RULES: Final[Mapping[str, Rule]] = {
    **dict.fromkeys(("site_name", "nav", "use_directory_urls", "exclude_docs", "not_in_nav")),
    **dict.fromkeys(("validation", "dev_addr", "strict")),
    "docs_dir": ("content", "data"),
    "theme": {"name": (_THEME_NAME,)},
    "plugins": {"jingwu": {"as_of": None}},
    "markdown_extensions": {
        "attr_list": {},
        "def_list": {},
        "tables": {"use_align_attribute": None},
        "toc": {"permalink": None},
    },
}
_PAGE: Final = re.compile(r"[^:]+\.md")
# Front matter, with the engine's own pattern.
_FRONT: Final = re.compile(
    r"-{3}[ \t]*(?:\r\n?|\n)(.*?)(?:\r\n?|\n)(?:-{3}|\.{3})[ \t]*(?:[\r\n]|$)", re.DOTALL
)
_STRANGERS: Final = (
    (r"markdown|mdown|mkdn|mkd|md|txt", "文字请存成 .md。"),
    (r"html?|xhtml|php|aspx?", "网页请改写成 .md,用 Markdown 的写法。"),
    (r"csv|tsv|xlsx?|et|ods|json|ya?ml", "数据请写进 data/ 的文件,网站会给出表格和下载;要列出来的写成 .md 的表格。"),
    (r"docx?|wps|pdf|ofd|pptx?|odt|rtf", "请把文字写成 .md;原件请放在单位的公文网站,正文里写链接。"),
    (r"jpe?g|png|gif|webp|bmp|tiff?|heic|svg|ico", "正文不带图片;民警照片放在 data/photos/。"),
    (r".*", "请移到 content/ 以外,或删除。"),
)  # fmt: skip


def read_settings(root: Path) -> tuple[Source | None, list[Problem]]:
    """The root's own settings, if there are any, and the problems of what must not be in them."""
    if not os.path.lexists(root / SETTINGS):
        return None, []
    source = read_source(SETTINGS, root / SETTINGS)
    if isinstance(source, Problem):
        return None, [source]
    text = text_of(source)
    if isinstance(text, Problem):
        return source, [text]
    try:
        settings = read_document(SETTINGS, text).plain
    except Refused as refused:
        return source, [refused.problem]
    found = [*_not_allowed(settings, _RULES, ()), *_links(settings.get("nav", []), ("nav",))]
    if not found and settings.get("theme") != {"name": _THEME_NAME}:
        found = [(("theme",), "没有写明网页样式。", f"请写 theme: 换行 name: {_THEME_NAME}。")]
    marks = marks_of(SETTINGS, text)
    return source, [marks.place_of_key(keys).problem("E201", *said) for keys, *said in found]


# Keys, message and hint.
Found: TypeAlias = "tuple[Keys, str, str]"


def _not_allowed(value: Plain, rule: Rule, keys: Keys) -> Iterator[Found]:
    """What the rule does not allow. List items are names, some with settings below them."""
    if rule is None:
        return
    if isinstance(rule, tuple):
        if value not in rule:
            yield keys, f"这里不能写“{shown(str(value))}”。", f"请写成 {rule[0]}。"
        return
    known = f"可以写的有 {'、'.join(rule)};别的请删去。" if rule else "请删去。"
    if isinstance(value, list):
        for at, item in enumerate(value):
            yield from _not_allowed(item if isinstance(item, dict) else {str(item): ""}, rule, (*keys, at))
    elif isinstance(value, dict):
        for key, below in value.items():
            if key in rule:
                yield from _not_allowed(below, rule[key], (*keys, key))
            else:
                yield (*keys, key), f"这里不能写“{shown(key)}”。", known
    elif value:
        yield keys, f"这里不能写“{shown(value)}”。", known


def _links(nav: Plain, keys: Keys) -> Iterator[Found]:
    """Menu entries that are not pages."""
    if isinstance(nav, str):
        if not _PAGE.fullmatch(nav):
            yield keys, f"菜单里不能写“{shown(nav)}”。", "菜单里只能写 content/ 里的 .md;别的请删去。"
    else:
        for key, item in nav.items() if isinstance(nav, dict) else enumerate(nav):
            yield from _links(item, (*keys, key))


def prose_sources(folder: Path) -> tuple[list[Source], list[Problem]]:
    """The pages below content/ in path order, and the problems of all other files.

    Only pages are published: tables belong to data/ and are published from there; documents and pictures cannot be
    checked for private facts; scripts and style sheets are the program's own.
    """
    found: list[Source] = []
    problems: list[Problem] = []
    for path, file in plain_files(folder, "content/", problems):
        if not path.endswith(".md"):
            ending = Path(path).suffix.removeprefix(".").lower()
            hint = next(hint for endings, hint in _STRANGERS if re.fullmatch(endings, ending))
            message = "content/ 里只能放 .md 正文,别的文件不会公开。"
            problems.append(Place(path=path).problem("E117", message, hint))
        elif isinstance(source := read_source(path, file), Problem):
            problems.append(source)
        else:
            found.append(source)
            problems += _front_problems(source)
    return found, problems


def _front_problems(source: Source) -> list[Problem]:
    """Problems of the front matter, which the engine would expand."""
    text = text_of(source)
    front = _FRONT.match(text) if isinstance(text, str) else None
    try:
        if front is not None and front[1].strip():
            read_document(source.path, f"\n{front[1]}")
    except Refused as refused:
        return [refused.problem]
    return []


def program_problems() -> list[Problem]:
    """Report each file of the theme and the templates (E112) that is missing or cannot be read.

    Jinja would silently use the engine's own template of that name.
    """
    failed: list[OSError] = []
    files = {THEME / name for name in (*_REPLACED, *STYLE_PARTS)}
    for top in (THEME, _TEMPLATES):
        for folder, _, names in os.walk(top, onerror=failed.append):
            files |= {Path(folder, name) for name in names}
    for file in sorted(files):
        try:
            read_plain(os.path.realpath(file), _LONGEST)
        except OSError as error:
            failed.append(error)
    return [
        Place(path=os.fsdecode(error.filename)).problem(
            "E112", f"本程序自带的文件读不出来({words(error)[0]})。", REINSTALL
        )
        for error in failed
    ]
