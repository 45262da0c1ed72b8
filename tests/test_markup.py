"""HTML in hand-written pages: what the product's own pages use is accepted, anything else is refused with its place."""

from __future__ import annotations

import time
from pathlib import Path

import markdown  # type: ignore[import-untyped] # ships no types
import pytest
from markdown.extensions.tables import TableExtension  # type: ignore[import-untyped]

from generator.build import build
from generator.build.engine import prose, render_content
from generator.build.markup import markup_problems
from generator.problems import ProblemsFound
from tests.small_sites import AS_OF, edit, tree_in, with_own_content

PAGE = "content/x.md"
EXTENSIONS = ["attr_list", "def_list", TableExtension(use_align_attribute=True), "toc"]


def said(
    written: str, around: str = '<title>x</title><article class="jw-page md-typeset">{}</article>'
) -> list[str]:
    """The problems found in a page written in Markdown, as line, code and message."""
    html = around.format(markdown.markdown(written, extensions=EXTENSIONS))
    return [f"{p.place.line} {p.code} {p.message}" for p in markup_problems(PAGE, html, written)]


@pytest.mark.parametrize(
    "written",
    [
        "# 标题 {#top .x}\n\n甲 < 乙 & 丙 > 丁,a<b,1<2。\n",
        "| 甲 | 乙 |\n|---|--:|\n| 1 | 2 |\n\n术语\n: 解释\n",
        "[页](../a/?x=1#b) <https://example.org/> <zhiban@example.org> [拨](tel:110)\n",
        '<div class="jw-slot">⟦main⟧</div>\n\n<details class="x" open>\n<summary>甲</summary>\n<p>乙</p>\n</details>\n',
        '<nav aria-label="甲"><ul class="x"><li><a href="../x/">乙</a></li></ul></nav>\n',
        "    <script>as an example</script>\n\n`<b onclick=x>`\n",
        "一\\\n二  \n三\n\n---\n\n1. 甲\n2. 乙\n",
    ],
    ids=["text", "lists", "links", "blocks", "nav", "code", "breaks"],
)
def test_the_html_that_pages_need_is_accepted(written: str) -> None:
    """All of Markdown is accepted, and the HTML that Markdown cannot express."""
    assert said(written) == []


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("甲\n\n<script>alert(1)</script>\n", "3 E118 正文里不能有标签 <script>。"),
        ("甲 <SCRIPT SRC=x></SCRIPT>\n", "1 E118 正文里不能有“<SCRIPT”这样的标签或注释。"),
        ('<img src="x" onerror="alert(1)">\n', "1 E118 正文里不能有属性 onerror。"),
        ("<a href='x' onclick='y'>甲</a>\n", "1 E118 正文里不能有“<a”这样的标签或注释。"),
        ("*甲*{: onclick=alert(1) }\n", "1 E118 正文里不能有属性 onclick。"),
        ("[甲](javascript:alert(1))\n", "1 E118 正文里不能有以 javascript: 开头的地址。"),
        ('<a href="&#106;ava&#10;script:x">甲</a>\n', "1 E118 正文里不能有以 javascript: 开头的地址。"),
        ('<a href=" JaVaScRiPt:x">甲</a>\n', "1 E118 正文里不能有以 JaVaScRiPt: 开头的地址。"),
        ("![甲](data:image/svg+xml;base64,AA)\n", "1 E118 正文里不能有以 data: 开头的地址。"),
        ("![甲](https://example.org/x.png)\n", "1 E118 正文里不能有以 https: 开头的地址。"),
        ('<iframe src="x"></iframe>\n', "1 E118 正文里不能有标签 <iframe>。"),
        ("<svg><script>x</script></svg>\n", "1 E118 正文里不能有标签 <svg>。"),
        ('<p style="position:fixed">甲</p>\n', "1 E118 正文里不能有属性 style。"),
        ("甲\n\n<!-- 乙 -->\n", "3 E118 正文里不能有“<!--”这样的标签或注释。"),
        ("<?php x ?>\n", "1 E118 正文里不能有“<?php”这样的标签或注释。"),
        ("</article><form action=x>\n", "1 E118 正文里不能有标签 <article>。"),
        ('<a href="a<b">甲</a>\n', "1 E118 正文里不能有“<a”这样的标签或注释。"),
        ("<textarea>甲</textarea>\n", "1 E118 正文里不能有标签 <textarea>。"),
        ('<meta http-equiv="refresh" content="0">\n', "1 E118 正文里不能有标签 <meta>。"),
        ("<x-y>甲</x-y>\n", "1 E118 正文里不能有“<x-y”这样的标签或注释。"),
    ],
)
def test_active_html_is_refused(written: str, found: str) -> None:
    """Scripts, loaded resources, executable addresses, comments and ambiguous tags are refused."""
    assert said(written)[0] == found


@pytest.mark.parametrize(
    "written",
    [
        "值班 &#49;&#51;800001234 请打\n",
        "值班 138<b>0000</b>1234 请打\n",
        "值班 138**0000**1234 请打\n",
        '<a href="x" title="&#x31;3800001234">甲</a>\n',
    ],
)
def test_a_number_hidden_by_markup_is_found(written: str) -> None:
    """A phone number hidden by character references or by markup is found in the rendered page."""
    assert said(written) == ["1 E402 这里疑似有手机号码 138******34。"]


def test_a_page_with_another_template_is_refused() -> None:
    """A page with another template is refused, because its content would not be checked."""
    assert said("甲\n", "<p>{}</p>") == ["1 E118 这一页用了别的模板。"]


@pytest.mark.parametrize("piece", ["<", "<a ", "<a b", '<a b="', "<a  ", "</", "<!--", "&#49;", "<b>1</b>"])
def test_a_page_full_of_tags_is_checked_quickly(piece: str) -> None:
    """Half a megabyte of opening tags is checked in seconds and yields at most 20 problems."""
    html = f'<article class="jw-page">{piece * (500_000 // len(piece))}</article>'
    began = time.process_time()
    assert len(list(markup_problems(PAGE, html, html))) <= 20
    assert time.process_time() - began < 10


def test_a_script_in_a_page_stops_the_build(root: Path, out: Path) -> None:
    """A script in a page ends the build with the page's name, and nothing is published."""
    with_own_content(root)
    edit(
        root,
        "content/privacy.md",
        "# 隐私说明 {#top}\n",
        "# 隐私说明 {#top}\n\n<script>alert(1)</script>\n\n[甲](javascript:alert)\n",
    )
    with pytest.raises(ProblemsFound) as found:
        build(root, out, AS_OF)
    assert {(p.code, p.place.path) for p in found.value.problems} == {("E118", "content/privacy.md")}
    assert len(found.value.problems) == 2
    assert not out.exists()


@pytest.mark.parametrize(
    "written",
    ["[" * 8000, "<a " * 20000, "a\n: " * 20000, "\n- " * 30000, "# a\n" * 20000, "1. " * 2000],
    ids=["brackets", "tags", "definitions", "items", "headings", "items in items"],
)
def test_a_page_that_the_engine_cannot_read_in_time_is_refused(root: Path, out: Path, written: str) -> None:
    """A page that the engine cannot read in time is refused with E504, not with a traceback."""
    with_own_content(root)
    page = root / "content/privacy.md"
    page.write_text(f"{page.read_text('utf-8')}\n{written}\n", "utf-8")
    with pytest.raises(ProblemsFound) as found:
        render_content(root, prose(root)[0], out)
    assert [(p.code, p.place.path) for p in found.value.problems] == [("E504", "content/privacy.md")]
    assert "读不完" in str(found.value.problems[0])


def test_front_matter_is_text(root: Path, out: Path) -> None:
    """Markup in front matter is escaped in the head and in the navigation."""
    with_own_content(root)
    text = (root / "content/privacy.md").read_text("utf-8").partition("---\n")[2].partition("---\n")[2]
    (root / "content/privacy.md").write_text(
        '---\ntitle: "</title><script>alert(1)</script>"\ndescription: \'"><script>alert(2)</script>\'\n---\n'
        + text,
        "utf-8",
    )
    edit(root, "mkdocs.yml", "      - 隐私说明: privacy.md\n", "      - privacy.md\n")
    build(root, out, AS_OF)
    assert [path for path, body in tree_in(out).items() if b"<script>alert" in body] == []
