"""`jingwu new`: a folder in which a bureau's site can be checked, seen and built, made beside its place and renamed."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

import orjson

from generator.build.engine import content_folder, settings_file
from generator.build.schemas import write_schemas
from generator.disk import make_folder, open_to_readers, refusals_told
from generator.founding.empty import empty_files
from generator.founding.places import Request, Unusable
from generator.founding.sample import write_sample
from generator.load.kinds import KINDS
from generator.load.site import SETTINGS

_TEXTS: Final = Path(__file__).parent / "begin"
_INVENTED: Final = "现在是示例数据：人名、电话、数字都是虚构的，不要发布。"
_BEGUN: Final = "现在的数据由名单建档，还没有填的写着“待填写”。"
_NOT_OURS: Final = "/site\n/.site-releases/\n/.venv/\n"
_INHERITING: Final = """\
# 给 mkdocs serve(预览)用。正文、菜单都用程序自带的,随程序更新。
site_name: ⟦site_name⟧
docs_dir: data
theme:
  name: jingwu
plugins:
  - jingwu
"""


@dataclass(frozen=True, kw_only=True)
class NewBureau:
    """What was asked for: the places, invented records or none, and prose of the bureau's own or the product's."""

    request: Request
    is_sample: bool
    owns_content: bool


def make_bureau(folder: Path, asked: NewBureau) -> None:
    """Make the folder whole, or not at all. Raises Unusable if anything is in it, ProblemsFound if it cannot be."""
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise Unusable(f"{folder} 已经有了，没有改动：请换一个还没有的目录名。")
    with refusals_told(folder):
        make_folder(folder.absolute().parent)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=folder.absolute().parent) as scratch:
            root = Path(scratch) / "bureau"
            make_folder(root / "data")
            if asked.is_sample:
                write_sample(asked.request, root)
            for path, text in _files(asked):
                make_folder((root / path).parent)
                (root / path).write_text(text, encoding="utf-8", newline="\n")
            if asked.owns_content:
                shutil.copytree(content_folder(root), root / "content")
            write_schemas(root)
            open_to_readers(root)
            if folder.exists():
                folder.rmdir()  # it is empty, and Windows replaces no folder
            root.replace(folder)


def _files(asked: NewBureau) -> Iterator[tuple[str, str]]:
    if not asked.is_sample:
        yield from empty_files(asked.request)
    said = Template((_TEXTS / "README.md").read_text(encoding="utf-8"))
    kind = _INVENTED if asked.is_sample else _BEGUN
    yield "README.md", said.substitute(name=asked.request.name, kind=kind)
    own = settings_file(Path(_TEXTS)).read_text(encoding="utf-8")
    yield SETTINGS, own if asked.owns_content else _INHERITING
    yield ".gitignore", _NOT_OURS
    yield ".vscode/extensions.json", _json({"recommendations": ["redhat.vscode-yaml"]})
    yield ".vscode/settings.json", _json(_editor())


def _editor() -> dict[str, object]:
    """Settings of the editor: UTF-8, two spaces, and the schema of each kind of file by its path."""
    schemas = {f"schemas/{kind.name}.schema.json": _paths_of(kind.file) for kind in KINDS}
    return {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True},
        "yaml.schemas": schemas,
    }


def _paths_of(file: str) -> str:
    """The pattern of a kind's files: data/communities/派出所/编号.yml is data/communities/*/*.yml."""
    return re.sub(r"[^/.]*[^\x00-\x7f][^/.]*", "*", file)


def _json(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n"
