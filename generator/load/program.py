"""The theme and templates of the program itself: each file has to be there and readable.

Where Jinja cannot see one of them, it takes the engine's own template of that name and reports nothing.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import generator
from generator.disk import REINSTALL, read_plain, words
from generator.problems import Place, Problem

THEME: Final = Path(generator.__file__).parent / "theme"
_TEMPLATES: Final = THEME.with_name("templates")
# Templates that the engine has as well. It reports a missing template by itself where it has none of that name.
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


def program_problems() -> list[Problem]:
    """One E112 for each file of the theme and the templates that is missing or cannot be read."""
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
    return [_problem(error) for error in failed]


def _problem(error: OSError) -> Problem:
    message = f"本程序自带的文件读不出来({words(error)[0]})。"
    return Problem(
        code="E112", place=Place(path=os.fsdecode(error.filename)), message=message, hint=REINSTALL
    )
