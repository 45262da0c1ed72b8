"""MkDocs alone: the prepared Markdown is added with File.generated, everything else is MkDocs.

`default` is Material with search, MkDocs' default; `material` is Material without search; `ours` is this product's
theme, which is leaner and so favours MkDocs.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import orjson
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files

log = get_plugin_logger(__name__)


class PagesAsMarkdown(BasePlugin):  # type: ignore[type-arg]
    """Add every page of the prepared file."""

    def __init__(self, pages: dict[str, str]) -> None:
        self._pages = pages

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add one generated file for each page."""
        for url, text in self._pages.items():
            files.append(File.generated(config, f"{url}index.md" if url.endswith("/") else url, content=text))
        return files


def main(root: Path, pages_file: Path, out: Path, theme: str) -> None:
    """Print the seconds that the build took, without the start of Python and the import of MkDocs."""
    pages = orjson.loads(pages_file.read_bytes())
    began = time.perf_counter()
    own: dict[str, Any] = {}
    if theme != "ours":
        own["theme"] = {"name": "material", "language": "zh", "font": False}
    plugins = ["search"] if theme == "default" else []
    config = load_config(config_file=str(root / "mkdocs.yml"), site_dir=str(out), plugins=plugins, **own)
    plugin = PagesAsMarkdown(pages)
    config.plugins["pages-as-markdown"] = plugin
    build(config)
    print(time.perf_counter() - began)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
