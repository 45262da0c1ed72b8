"""The MkDocs plugin: `mkdocs build` and `mkdocs serve` make the whole site.

A build goes to a private folder and is deployed at the end. The preview keeps what it read and rendered, so that an
edited record needs neither the engine nor the rest of the data.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

import mkdocs.config.config_options as option
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from generator.build import finish, keep_out_of_sources, read_prose, read_to_publish
from generator.build.composing import compose
from generator.build.engine import (
    content_folder,
    engine_warnings,
    refuse_fewer,
    settings_file,
    write_prose,
)
from generator.build.page_time import bound_page
from generator.build.preview import Preview
from generator.deploy import workplace
from generator.disk import refusals_told
from generator.load.shared import read_beside
from generator.load.site import SETTINGS
from generator.memo import Memo
from generator.model.months import CHINA
from generator.problems import Place, Problem, ProblemsFound, Severity, errors_first

log = logging.getLogger("mkdocs.plugins.jingwu")
# For example when the engine cannot read its settings: no file of the bureau is at fault.
_STOPPED = Place(path="mkdocs.yml").problem("E504", "网页引擎停下了。", "原因见终端里的英文提示。")


class JingwuConfig(Config):
    """Options in mkdocs.yml."""

    as_of = option.Optional(option.Type(dt.date))


class _EditObserver(Observer):  # type: ignore[misc,valid-type] # the system's own, chosen when watchdog is imported
    """Reports edits at once, while the server's own observer polls twice a second; reading a file is no edit."""

    def schedule(self, handler: Any, path: str, *, recursive: bool = False, **_: Any) -> ObservedWatch:
        edits = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
        watch: ObservedWatch = super().schedule(handler, path, recursive=recursive, event_filter=edits)
        return watch


class JingwuPlugin(BasePlugin[JingwuConfig]):
    """Stamps the site once the engine has rendered the content."""

    def __init__(self) -> None:
        super().__init__()
        self._serving = False
        self._preview: Preview | None = None
        self._said: frozenset[Problem] = frozenset()
        self._stopped_by: list[Problem] = []
        self._errors: tuple[Problem, ...] = ()
        self._during = ExitStack()
        self._warnings: list[Problem] = []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note the command. MkDocs keeps one plugin instance over all builds of a preview if this method exists."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the bureau first: an error in the data stops everything else."""
        self._root = Path(config.config_file_path or SETTINGS).absolute().parent
        self._out, self._docs_dir = Path(config.site_dir), config.docs_dir
        self._stopping(lambda: self._begin(config))
        return config

    def _begin(self, config: MkDocsConfig) -> None:
        _refuse_other_settings(config.config_file_path or SETTINGS)
        if config.nav is None:
            _take_over(config, load_config(str(settings_file(self._root)), plugins=[]))
        if self._serving:
            self._preview = self._preview or Preview(root=self._root, out=self._out)
            self._work = Path(self._during.enter_context(tempfile.TemporaryDirectory(prefix="jingwu-")))
            self._content = read_prose(self._root)
        else:
            keep_out_of_sources(self._root, self._out)
            self._work = self._during.enter_context(workplace(self._out))
            self._during.enter_context(Memo())
            self._checked = read_to_publish(self._root, self._as_of())
            self._content = self._checked.content
        self._warnings = self._during.enter_context(engine_warnings(_engine_of(config), propagate=True))
        config.site_dir = str(self._work / "content")
        config.docs_dir = str(write_prose(self._content, self._work / "written"))

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Stop if the engine has missed a page that was checked."""
        refuse_fewer(files, self._content, Path(config.docs_dir))
        return files

    def on_pre_page(self, page: Page, /, **_: Any) -> Page:
        """Start the time limit of a page."""
        bound_page()
        return page

    def on_page_content(self, html: str, /, **_: Any) -> str:
        """Stop the time limit of the page."""
        bound_page(0)
        return html

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Stamp the pages, and deploy the site or update the preview."""
        content = Path(config.site_dir)
        config.site_dir, config.docs_dir = str(self._out), self._docs_dir
        self._stopping(lambda: self._finish(content))

    def _finish(self, content: Path) -> None:
        with self._during:
            if self._warnings:
                raise ProblemsFound(self._warnings)
            if self._preview is not None:
                self._preview.take_content(content)
                self._say(self._preview.update(self._as_of()))
            else:
                site = compose(self._root, self._checked.public)
                self._say(finish(self._checked, site, content, self._out, self._work).warnings)

    def on_build_error(self, *, error: Exception) -> None:
        """Clean up, and report what stopped the engine like any other problem."""
        bound_page(0)
        self._during.close()
        if not isinstance(error, MkDocsException):
            self._stopping(lambda: self._raise(error))

    def _raise(self, error: Exception) -> None:
        if isinstance(error, OSError) or not self._warnings:
            raise error
        raise ProblemsFound(self._warnings) from error

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Watch the data, notice edits at once, rebuild an edited record without the engine, show errors."""
        server.unwatch(config.docs_dir)
        watched = [
            str(content_folder(self._root)),
            *([config.config_file_path] if config.config_file_path else []),
        ]
        for path in watched[1:]:
            server.unwatch(path)
        server.observer = _EditObserver()
        for path in [*watched, str(self._root / "data"), *map(str, _standing(self._root))]:
            server.watch(path)
        server.build_delay = 0.02
        whole_build = server.builder

        def build_what_changed() -> None:
            self._show(self._errors_of_building(whole_build))

        server.builder = build_what_changed
        return server

    def _show(self, errors: tuple[Problem, ...]) -> None:
        """Show in the browser that pages are outdated, or say in the terminal that they are current again."""
        if errors and self._preview is not None:
            try:
                with refusals_told(self._out):
                    self._preview.show_faults(errors)
            except ProblemsFound as found:
                log.error("%s", _lines(found.problems))
        elif self._errors and not errors:
            log.info("已改好,页面已更新。")
        self._errors = errors

    def _errors_of_building(self, whole_build: Callable[[], None]) -> tuple[Problem, ...]:
        """Build, and return the errors that stopped it: raising them would end the engine's server.

        A clerk may be in the middle of an edit, so the last good pages stay.
        """
        self._stopped_by.clear()
        try:
            with refusals_told(self._out):
                if self._preview is None or self._preview.content_changed():
                    whole_build()
                else:
                    self._say(self._preview.update(self._as_of()))
        except ProblemsFound as found:
            errors = _errors_of(found)
            log.error("%s", _lines(errors))
            return errors
        except (SystemExit, MkDocsException) as stopped:
            log.error("%s", stopped)
            return tuple(self._stopped_by) or (_STOPPED,)
        return ()

    def on_shutdown(self) -> None:
        """Remove what the preview kept."""
        self._during.close()
        if self._preview is not None:
            self._preview.close()

    def _as_of(self) -> dt.date:
        return self.config.as_of or dt.datetime.now(CHINA).date()

    def _say(self, warnings: tuple[Problem, ...]) -> None:
        """Log only new warnings: a hundred old ones would hide the one that an edit causes."""
        for problem in warnings:
            if problem not in self._said:
                log.info("%s", problem)
        self._said = frozenset(warnings)

    def _stopping(self, stage: Callable[[], Any]) -> Any:
        try:
            with refusals_told(self._out):
                return stage()
        except ProblemsFound as found:
            self._during.close()
            self._stopped_by.extend(_errors_of(found))
            raise PluginError(_lines(errors_first(found.problems))) from None


def _standing(root: Path) -> Iterator[Path]:
    """What the data refer to outside of the bureau's folder and is there."""
    return filter(os.path.lexists, read_beside(root))


def _take_over(config: MkDocsConfig, product: MkDocsConfig) -> None:
    """Give settings without menus those of the product: menus, what Markdown may do, and what is checked."""
    for key in ("site_name", "nav", "not_in_nav", "markdown_extensions", "mdx_configs", "validation"):
        config[key] = product[key]


def _engine_of(config: MkDocsConfig) -> str:
    """The package that runs this plugin: `properdocs` puts itself in the place of mkdocs."""
    return type(config).__module__.partition(".")[0]


def _refuse_other_settings(path: str) -> None:
    """Raise ProblemsFound for settings in another file, since only `SETTINGS` is checked."""
    if Path(path).name != SETTINGS:
        hint = f"请改名为 {SETTINGS},不要用 -f 另指文件。"
        message = f"网页引擎的设置只能写在 {SETTINGS} 里。"
        raise ProblemsFound([Place(path=path).problem("E110", message, hint)])


def _errors_of(found: ProblemsFound) -> tuple[Problem, ...]:
    return tuple(problem for problem in found.problems if problem.severity is Severity.ERROR)


def _lines(problems: tuple[Problem, ...]) -> str:
    return "\n".join(["数据或正文有错误,网站没有改动:", *(str(problem) for problem in problems)])
