"""mkdocs.yml and the messages of MkDocs: checked like data, and reported like any other problem."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.build import build, find_problems
from generator.problems import ProblemsFound
from tests.small_sites import AS_OF, edit, with_own_content


@pytest.fixture
def own(root: Path) -> Path:
    return with_own_content(root)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            'x: !!python/object/apply:os.system ["true"]',
            "[E105] 这里用了标签“!!python/object/apply:os.system”。",
        ),
        ("x: &a [1]", "[E105] 这里用了锚点或别名(& 或 *)。"),
        ("<<: {strict: true}", "[E105] 这里用了合并键“<<”。"),
        ("nav: []", "[E108] 键“nav”在同一处写了两次。"),
        (f"x: {'[' * 3000}{']' * 3000}", "[E107] 嵌套超过 10 层。"),
        ("hooks: [x.py]", "[E201] 这里不能写“hooks”。"),
        ("INHERIT: mkdocs.yml", "[E201] 这里不能写“INHERIT”。"),
        ("extra_javascript: [https://example.com/x.js]", "[E201] 这里不能写“extra_javascript”。"),
        (f"x: {'9' * 200_000}", "[E102] 文件有"),
    ],
    ids=lambda value: value[:12],
)
def test_settings_are_read_like_the_data(own: Path, line: str, found: str) -> None:
    """mkdocs.yml is read as strictly as data, and only keys about pages are allowed."""
    with (own / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    (error,) = errors(own)
    assert error.startswith("mkdocs.yml:")
    assert found in error


def errors(root: Path) -> list[str]:
    """Every error of a check, as printed."""
    return [str(problem) for problem in find_problems(root, AS_OF) if problem.code.startswith("E")]


EXTENSIONS = "markdown_extensions:\n"
THEME = "theme:\n"
PLUGINS = "plugins:\n"
NAV = "\nnav:\n"


@pytest.mark.parametrize(
    ("at", "line", "said"),
    [
        (
            EXTENSIONS, "  - pymdownx.snippets:\n      base_path: /\n",
            "[E201] 这里不能写“pymdownx.snippets”。 可以写的有 attr_list、def_list、tables、toc;别的请删去。",
        ),
        (
            EXTENSIONS, "  - markdown_include.include\n",
            "[E201] 这里不能写“markdown_include.include”。 可以写的有 attr_list、def_list、tables、toc;别的请删去。",
        ),
        (EXTENSIONS, "  - def_list: {x: 1}\n", "[E201] 这里不能写“x”。 请删去。"),
        (EXTENSIONS, "  - toc: {slugify: x}\n", "[E201] 这里不能写“slugify”。 可以写的有 permalink;别的请删去。"),
        (PLUGINS, "  - search\n", "[E201] 这里不能写“search”。 可以写的有 jingwu;别的请删去。"),
        (
            PLUGINS, "  - jingwu: {content_only: true}\n",
            "[E201] 这里不能写“content_only”。 可以写的有 as_of;别的请删去。",
        ),
        (
            THEME, "  static_templates: [x.html]\n",
            "[E201] 这里不能写“static_templates”。 可以写的有 name;",
        ),
        (
            NAV, "  - 表: javascript:alert(1)\n",
            "[E201] 菜单里不能写“javascript:alert(1)”。 菜单里只能写 content/ 里的 .md;别的请删去。",
        ),
        (
            NAV, "  - 李明:\n      - 官网: https://example.com/\n",
            "[E201] 菜单里不能写“https://example.com/”。 菜单里只能写 content/ 里的 .md;别的请删去。",
        ),
        (NAV, f"  - 电话 1{'3912345678'}: index.md\n", "[E402] 这里疑似有手机号码 139******78。"),
    ],
    ids=["snippets", "include", "option", "function", "plugin", "frames", "template", "script", "address", "phone"],
)  # fmt: skip
def test_only_allowed_extensions_options_and_menus_are_accepted(
    own: Path, at: str, line: str, said: str
) -> None:
    """Extensions, options, plugins and menu entries are refused unless allowed; menu titles are checked for numbers."""
    edit(own, "mkdocs.yml", at, f"{at}{line}")
    text = (own / "mkdocs.yml").read_text("utf-8")
    first = text.partition(line)[0].count("\n") + 1
    (error,) = errors(own)
    assert error.startswith((f"mkdocs.yml:{first}:", f"mkdocs.yml:{first + 1}:"))
    assert said in error


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("  name: jingwu\n  custom_dir: theme\n", "这里不能写“custom_dir”。 可以写的有 name;别的请删去。"),
        ("  name: material\n", "这里不能写“material”。 请写成 jingwu。"),
        ("  {}\n", "没有写明网页样式。 请写 theme: 换行 name: jingwu。"),
    ],
)
def test_templates_are_those_of_the_program(own: Path, written: str, said: str) -> None:
    """Only the program's own theme is allowed, because templates can run anything."""
    edit(own, "mkdocs.yml", "  name: jingwu\n", written)
    (error,) = errors(own)
    assert error.startswith("mkdocs.yml:")
    assert error.endswith(f"[E201] {said}")


@pytest.mark.parametrize("odd", ["pipe", "folder", "link", "loop"])
def test_settings_that_are_no_file_are_refused(own: Path, odd: str) -> None:
    """A mkdocs.yml that is a pipe, folder or link is an error."""
    file = own / "mkdocs.yml"
    file.unlink()
    match odd:
        case "pipe":
            os.mkfifo(file)
        case "folder":
            file.mkdir()
        case "link":
            file.symlink_to("/etc/passwd")
        case "loop":
            file.symlink_to(file)
    (error,) = errors(own)
    assert error.startswith("mkdocs.yml:1:1: [E112] 文件读不出来(")


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (
            "mkdocs.yml", "派出所: stations/index.md", "派出所: stations/nope.md",
            [
                ("mkdocs.yml:1:1: [E504] mkdocs.yml 的 nav 里写了 stations/nope.md,content/ 里没有这个文件。 "
                "请改正路径,或从备份恢复这个文件。"),
                ("mkdocs.yml:1:1: [E504] mkdocs.yml 的 nav 里没有正文 stations/index.md。 "
                "请在 mkdocs.yml 的 nav: 里照样子加一行“- 标题: 路径”;不公开的请移到 content/ 以外。"),
            ],
        ),
        (
            "mkdocs.yml", "permalink: false", "permalink: 2026-02-30",
            [
                ("mkdocs.yml:1:1: [E504] 网页引擎停下了,原话是:day is out of range for month "
                "请对照原话改正;改不好的,从备份恢复这个文件。")
            ],
        ),
        (
            "mkdocs.yml", "use_directory_urls: true", "use_directory_urls: 7",
            [
                ("mkdocs.yml:1:1: [E504] mkdocs.yml 的 use_directory_urls 写得不对,网页引擎的原话是:"
                "Expected type: <class 'bool'> but received: <class 'int'> 请改正,或从备份恢复 mkdocs.yml。")
            ],
        ),
        (
            "content/privacy.md", "# 隐私说明 {#top}\n", "# 隐私说明 {#top}\n\n[x](nowhere.md)\n",
            [
                ("content/privacy.md:1:1: [E504] 链接 nowhere.md 所指的文件不存在。 "
                "请写成从这一页起的路径,例如 ../stations/index.md。")
            ],
        ),
        (
            "content/privacy.md", "# 隐私说明 {#top}\n",
            "# 隐私说明 {#top}\n\n[x](index.md#nowhere) [y](/index.md) [z](x/)\n",
            [
                ("content/privacy.md:1:1: [E504] 链接 /index.md 不能这样写。 "
                "站内的请写成从这一页起、到 .md 文件的路径,例如 ../stations/index.md;站外的以 https:// 开头。"),
                ("content/privacy.md:1:1: [E504] 链接 index.md#nowhere 所指的位置(# 后面的一段)不存在。 "
                "请对照那一页标题后面 {#…} 里的写法。"),
                ("content/privacy.md:1:1: [E504] 链接 x/ 不能这样写。 "
                "站内的请写成从这一页起、到 .md 文件的路径,例如 ../stations/index.md;站外的以 https:// 开头。"),
            ],
        ),
    ],
    ids=["nav", "date", "type", "link", "anchor"],
)  # fmt: skip
def test_messages_of_the_engine_are_translated(
    own: Path, out: Path, path: str, old: str, new: str, said: list[str]
) -> None:
    """A message of MkDocs is reported in Chinese with the file and what to write, in its own words only if unknown."""
    edit(own, path, old, new)
    with pytest.raises(ProblemsFound) as found:
        build(own, out, AS_OF)
    assert [str(problem) for problem in found.value.problems] == said


def test_a_page_beside_the_index_of_its_folder_is_named(own: Path, out: Path) -> None:
    """Two files that become one page are reported."""
    (own / "content/stations/README.md").write_text("# 甲 {#top}\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        build(own, out, AS_OF)
    assert [str(problem) for problem in found.value.problems] == [
        (
            "content/stations/README.md:1:1: [E504] stations/README.md 和 stations/index.md 会成为同一个网页。 "
            "请给其中一个改名,或移到 content/ 以外。"
        )
    ]


BOMB = "a: &a [1, 1]\nb: &b [*a, *a]\ntitle: *b"


@pytest.mark.parametrize(
    ("front", "line", "code"),
    [
        (BOMB, 2, "E105"),
        ("title: !!python/none x", 2, "E105"),
        ("title: [1", 2, "E104"),
        (f"a: {'[' * 99}", 2, "E107"),
    ],
)
def test_front_matter_is_read_like_the_data(own: Path, front: str, line: int, code: str) -> None:
    """Front matter is read as strictly as data; MkDocs would expand its aliases without limit."""
    file = own / "content/privacy.md"
    file.write_text(f"---\n{front}\n---\n{file.read_text('utf-8')}", encoding="utf-8")
    (error,) = errors(own)
    assert error.startswith(f"content/privacy.md:{line}:")
    assert f"[{code}]" in error


def test_a_title_in_front_matter_is_accepted(own: Path) -> None:
    """A page may have a title in its front matter."""
    file = own / "content/privacy.md"
    file.write_text(f"---\ntitle: 隐私\n---\n{file.read_text('utf-8')}", encoding="utf-8")
    assert errors(own) == []
