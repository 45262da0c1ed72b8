"""The hand-written pages below content/, as they are when they are looked at: what is not among them is not published.

Pages alone: a table belongs to the data, which are published as tables anyway; of a document nobody could look
through what it holds, nor of a picture without its own check; a script or a style sheet is the program's.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from generator.load.document import Refused, read_document
from generator.load.files import Source, plain_files, read_source, text_of
from generator.problems import Place, Problem

# As the engine finds it.
_FRONT: Final = re.compile(
    r"-{3}[ \t]*(?:\r\n?|\n)(.*?)(?:\r\n?|\n)(?:-{3}|\.{3})[ \t]*(?:[\r\n]|$)", re.DOTALL
)
_HINTS: Final = (
    (r"markdown|mdown|mkdn|mkd|md|txt", "文字请存成 .md。"),
    (r"html?|xhtml|php|aspx?", "网页请改写成 .md,用 Markdown 的写法。"),
    (r"csv|tsv|xlsx?|et|ods|json|ya?ml", "数据请写进 data/ 的文件,网站会给出表格和下载;要列出来的写成 .md 的表格。"),
    (r"docx?|wps|pdf|ofd|pptx?|odt|rtf", "请把文字写成 .md;原件请放在单位的公文网站,正文里写链接。"),
    (r"jpe?g|png|gif|webp|bmp|tiff?|heic|svg|ico", "正文不带图片;民警照片放在 data/photos/。"),
)  # fmt: skip


def prose_sources(folder: Path) -> tuple[list[Source], list[Problem]]:
    """The pages in path order, and what is wrong with the rest: links, special files, kinds that are not published."""
    found: list[Source] = []
    problems: list[Problem] = []
    for path, file in sorted(plain_files(folder, "content/", problems), key=lambda found: found[0]):
        if not path.endswith(".md"):
            problems.append(_stranger(path))
        elif (source := read_source(path, file, None, problems)) is not None:
            found.append(source)
            problems += _front_problems(source)
    return found, problems


def _stranger(path: str) -> Problem:
    ending = Path(path).suffix.removeprefix(".").lower()
    hints = (hint for endings, hint in _HINTS if re.fullmatch(endings, ending))
    return Problem(
        code="E117",
        place=Place(path=path),
        message="content/ 里只能放 .md 正文,别的文件不会公开。",
        hint=next(hints, "请移到 content/ 以外,或删除。"),
    )


def _front_problems(source: Source) -> list[Problem]:
    """What the engine would expand or run in the lines between --- above a page."""
    text = text_of(source)
    front = _FRONT.match(text) if isinstance(text, str) else None
    try:
        if front is not None and front[1].strip():
            read_document(source.path, f"\n{front[1]}")
    except Refused as refused:
        return [refused.problem]
    return []
