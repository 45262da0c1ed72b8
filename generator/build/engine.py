"""The engine call: MkDocs renders every content page once, into a private folder. Warnings are problems.

ProperDocs, which goes on with MkDocs 1.x under its own name, does the same to the byte.
"""

from __future__ import annotations

import errno
import logging
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import generator
from generator import ENGINES
from generator.build.page_time import bound_page
from generator.disk import REINSTALL, make_folder
from generator.load.files import Source
from generator.load.site import SETTINGS, program_problems, prose_sources, read_settings
from generator.memo import remembered
from generator.privacy import prose_problems
from generator.problems import Place, Problem, ProblemsFound

PACKAGE: Final = Path(generator.__file__).parent
# The engine's message, and the message and hint for a clerk. The first group is the hand-written page, or "".
_TOLD: Final = (
    (
        r"Error reading page '(.*?)': (?:(?:PageTimeoutError|maximum recursion).*)",
        "这一页里没有写完整、重复太多或套得太深的标记,网页引擎读不完。",
        "请删去多余的 [ ( < 和列表记号,或把这一页分成几页。",
    ),
    (
        r"()The following pages exist in .* \"nav\" configuration: - (.*)",
        "mkdocs.yml 的 nav 里没有正文 {2}。",
        "请在 mkdocs.yml 的 nav: 里照样子加一行“- 标题: 路径”;不公开的请移到 content/ 以外。",
    ),
    (
        r"()A reference to '(.*)' is included in the 'nav' configuration, .*",
        "mkdocs.yml 的 nav 里写了 {2},content/ 里没有这个文件。",
        "请改正路径,或从备份恢复这个文件。",
    ),
    (
        r"()An absolute path to '(.*)' is included in the 'nav' .*",
        "mkdocs.yml 的 nav 里的 {2} 以 / 开头。",
        "请写成从 content/ 起的路径,例如 stations/index.md。",
    ),
    (
        r"Excluding '(.*)' from the site because it conflicts with '(.*)'\.",
        "{1} 和 {2} 会成为同一个网页。",
        "请给其中一个改名,或移到 content/ 以外。",
    ),
    (
        r"Doc file '(.*?)' contains a link '(.*?)', but .* anchor .*",
        "链接 {2} 所指的位置(# 后面的一段)不存在。",
        "请对照那一页标题后面 {{#…}} 里的写法。",
    ),
    (
        r"Doc file '(.*?)' contains a link (?:to )?'(.*?)'.*",
        "链接 {2} 所指的文件不存在。",
        "请写成从这一页起的路径,例如 ../stations/index.md。",
    ),
    (
        r"()Config value 'docs_dir': The path '(.*)' isn't an existing directory.",
        "网页引擎打不开目录 {2}。",
        "请检查磁盘和权限后再试。",
    ),
    (
        r"()Config value 'theme': Unrecognised theme name: 'jingwu'.*",
        "找不到本程序的网页样式:程序更新以后没有重新安装。",
        REINSTALL,
    ),
    (
        r"()Config value '(.*?)': (.*)",
        "mkdocs.yml 的 {2} 写得不对,网页引擎的原话是:{3}",
        "请改正,或从备份恢复 mkdocs.yml。",
    ),
    (
        r"Doc file '(.*?)' contains an (?:absolute|unrecognized relative) link '(.*?)', .*",
        "链接 {2} 不能这样写。",
        "站内的请写成从这一页起、到 .md 文件的路径,例如 ../stations/index.md;站外的以 https:// 开头。",
    ),
)
_DOCUMENT: Final = re.compile(r"(?:file|page) '([^']+\.md)'")


def shipped(name: str, place: str) -> Path:
    """A file of the product outside the package: in `place` of a checkout, in shipped/ of an installation."""
    beside = PACKAGE.parent / place / name
    return beside if beside.is_file() else PACKAGE / "shipped" / name


def settings_file(root: Path) -> Path:
    """The engine's settings: mkdocs.yml of `root`, else that of the product, as for one without menus of its own."""
    own = root / SETTINGS
    has_menus = own.is_file() and "\nnav:" in own.read_text("utf-8")
    return own if has_menus else shipped(SETTINGS, "")


def content_folder(root: Path) -> Path:
    """The folder of the hand-written pages: that of `root`, else that of the product."""
    folders = (root / "content", PACKAGE.parent / "content", PACKAGE / "shipped" / "content")
    return next((folder for folder in folders if folder.is_dir()), folders[0])


def prose(root: Path) -> tuple[list[Source], list[Problem]]:
    """The hand-written pages in path order; the problems of other files among them, of the settings and the program."""
    pages, problems = prose_sources(content_folder(root))
    settings, wrong = read_settings(root)
    gated = prose_problems(settings) if settings else ()
    return pages, [*problems, *wrong, *gated, *program_problems()]


def write_prose(pages: Iterable[Source], folder: Path) -> Path:
    """Write the checked pages into `folder` for the engine, which publishes whatever else it finds beside pages."""
    for page in pages:
        file = folder / page.path.removeprefix("content/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page.content)
    return folder


def refuse_fewer(files: Iterable[Any], pages: Iterable[Source], written: Path) -> None:
    """Raise OSError if the engine has missed a page in folder `written`: it skips folders that it cannot list.

    It also skips a README.md beside an index.md, but warns of that itself.
    """
    seen = {f"content/{file.src_uri}" for file in files}
    if any(page.path not in seen and not page.path.endswith("/README.md") for page in pages):
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(written))


def write_frames(root: Path, pages: tuple[Source, ...], folder: Path, engine: str = ENGINES[0]) -> None:
    """Write into `folder` what the engine makes of these pages. Raises ProblemsFound with its warnings."""
    for path, content in _rendered(root, settings_file(root).read_bytes(), pages, engine).items():
        make_folder((folder / path).parent)
        (folder / path).write_bytes(content)


@remembered()
def _rendered(root: Path, _settings: bytes, pages: tuple[Source, ...], engine: str) -> Mapping[str, bytes]:
    with TemporaryDirectory(prefix="jingwu-") as made:
        folder = Path(made) / "content"
        render_content(root, pages, folder, engine)
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def render_content(root: Path, pages: Collection[Source], folder: Path, engine: str = ENGINES[0]) -> None:
    """Build these pages into `folder` by one of ENGINES. Raises ProblemsFound with the engine's warnings."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    if find_spec(engine) is None:
        message, hint = f"没有安装网页引擎 {engine}。", f"请运行 pip install {engine},或去掉 --engine。"
        raise ProblemsFound([Place(path=SETTINGS).problem("E515", message, hint)])
    # By name, and only here: 0.2 s that `jingwu check` need not wait for.
    commands, configs, errors = (
        import_module(f"{engine}.{name}") for name in ("commands.build", "config", "exceptions")
    )

    with engine_warnings(engine) as problems:
        try:
            written = write_prose(pages, folder.with_name(f"{folder.name}-written"))
            # No plugins, not even this program's: only the frames are needed.
            settings = {"docs_dir": str(written), "plugins": [], "site_dir": str(folder)}
            try:
                config = configs.load_config(str(settings_file(root)), **settings)
            except ValueError as error:  # from an impossible date or number
                raise errors.ConfigurationError(str(error)) from error
            config.plugins.events["files"].append(lambda files, **_: refuse_fewer(files, pages, written))
            config.plugins.events["pre_page"].append(lambda *_, **__: bound_page())
            config.plugins.events["page_content"].append(lambda *_, **__: bound_page(0))
            commands.build(config)
        except errors.MkDocsException as error:
            if not problems:  # otherwise the error only counts them
                problems.append(_problem(str(error)))
        except Exception:
            if not problems:  # otherwise it stopped at a page and has reported it
                raise
        finally:
            bound_page(0)
    if problems:
        raise ProblemsFound(problems)


class _Collector(logging.Handler):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(logging.WARNING)
        self.problems = problems

    def emit(self, record: logging.LogRecord) -> None:
        self.problems.append(_problem(record.getMessage()))


@contextmanager
def engine_warnings(engine: str, *, propagate: bool = False) -> Iterator[list[Problem]]:
    """Collect the engine's warnings as problems; its own count is unreliable (mkdocs #4126)."""
    problems: list[Problem] = []
    logger = logging.getLogger(engine)
    handler = _Collector(problems)
    before, logger.propagate = logger.propagate, propagate
    logger.addHandler(handler)
    try:
        yield problems
    finally:
        logger.removeHandler(handler)
        logger.propagate = before


def _problem(said: str) -> Problem:
    text = " ".join(said.split())
    for words, message, hint in _TOLD:
        if found := re.fullmatch(words, text):
            parts = ("", *found.groups())
            return _engine_problem(parts[1], message.format(*parts), hint.format())
    named = _DOCUMENT.search(text)
    hint = "请对照原话改正;改不好的,从备份恢复这个文件。"
    return _engine_problem(named[1] if named else "", f"网页引擎停下了,原话是:{text}", hint)


def _engine_problem(page: str, message: str, hint: str) -> Problem:
    path = f"content/{page}" if page else SETTINGS
    return Place(path=path).problem("E504", message, hint)
