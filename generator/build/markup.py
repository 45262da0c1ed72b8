"""HTML in hand-written pages: an allow-list, applied to the engine's output, whatever syntax the page uses.

Every `<` must begin a tag of the plainest form, so that no browser can read it in another way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import islice
from typing import Final

from generator.memo import remembered
from generator.personal import BREAK
from generator.privacy import text_problems
from generator.problems import Place, Problem, shown

# What the theme puts around a page's own content; the greedy group ends at the theme's own end tag.
_CONTENT: Final = re.compile(r'<article class="jw-page[^"<>]*">(.*)</article>', re.DOTALL)
_TAG: Final = re.compile(r'</?([a-z][a-z0-9]*)((?:\s+[a-z][a-z-]*(?:="[^"<>]*")?)*)\s*/?>')
_ANY_TAG: Final = re.compile(r"<!?/?([a-zA-Z][^\s<>]*)?[^<>]*>")
_ATTRIBUTE: Final = re.compile(r'([a-z][a-z-]*)(?:="([^"<>]*)")?')
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_INVISIBLE: Final = re.compile("[\x00-\x20]")
_SLOT: Final = re.compile("⟦[a-z_]+⟧")

# Tags that do not end a number, and tags that do.
_INLINE: Final = re.compile(
    "a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|wbr"
)
_BLOCK: Final = re.compile(
    "blockquote|br|caption|col|colgroup|dd|details|div|dl|dt|figcaption|figure|h[1-6]|hr|img|li|nav|ol|p|pre"
    "|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_ATTRIBUTES: Final = re.compile(
    "align|alt|aria-[a-z]+|class|colspan|data-index|data-root|datetime|dir|height|href|id|lang|open|reversed"
    "|rowspan|scope|src|start|title|width"
)
_ADDRESSES: Final = frozenset({"href", "src"})
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_TOLD: Final = 20
_HINT: Final = "请删去,改用 Markdown 的写法;留着的 HTML 用小写,属性用双引号。"


@remembered("source")
def markup_problems(source: str, html: str, written: str) -> tuple[Problem, ...]:
    """Forbidden HTML in the engine's output of a hand-written page, and personal numbers that show only there.

    `written` is the hand-written text, in which the line of a finding is looked up.
    """
    return tuple(_problems(source, html, written))


def _problems(source: str, html: str, written: str) -> Iterator[Problem]:
    content = _CONTENT.search(html)
    if content is None:
        hint = "请删去 template 这一行。"
        yield Place(path=source).problem("E118", "这一页用了别的模板。", hint)
        return
    inner, lower = content[1], written.lower()
    beginnings = (found.start() for found in re.finditer("<", inner))
    wrong = dict.fromkeys(found for at in beginnings if (found := _wrong(inner, at)))
    for called, start in islice(wrong, _TOLD):
        before, match, _ = lower.partition(start.lower())
        place = Place(path=source, line=before.count("\n") + 1 if match else 1)
        message = f"正文里不能有{called.format(shown(start.strip('<')))}。"
        yield place.problem("E118", message, _HINT)
    for problem in text_problems(source, _read(html)) if not wrong else ():
        yield replace(problem, place=Place(path=source))


def _wrong(html: str, at: int) -> tuple[str, str] | None:
    """What is wrong with the tag that begins at `at`, and how that begins in the text; None if it is allowed."""
    tag = _TAG.match(html, at)
    if tag is None:
        began = re.match(r"<[^\s<>]*", html[at : at + 40])
        return "“<{}”这样的标签或注释", began[0] if began else "<"
    if not _INLINE.fullmatch(tag[1]) and not _BLOCK.fullmatch(tag[1]):
        return "标签 <{}>", f"<{tag[1]}"
    for name, value in _ATTRIBUTE.findall(tag[2]):
        if not _ATTRIBUTES.fullmatch(name):
            return "属性 {}", name
        scheme = _SCHEME.match(_INVISIBLE.sub("", unescape(value))) if name in _ADDRESSES else None
        if scheme is not None and (name == "src" or scheme[1].lower() not in _SCHEMES):
            return "以 {} 开头的地址", scheme[0]
    return None


def _read(html: str) -> str:
    """All text of a page, followed by the values of its attributes."""
    values = [value for tag in _TAG.finditer(html) for _, value in _ATTRIBUTE.findall(tag[2])]
    text = _ANY_TAG.sub(
        lambda tag: "" if _INLINE.fullmatch(tag[1] or BREAK) else BREAK, _SLOT.sub(BREAK, html)
    )
    return unescape(BREAK.join((text, *values)))
