"""Copy a finished hub to wherever fsspec can write: an object store, another disk, a server."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from generator.load.hub import HUB
from generator.problems import Place, ProblemsFound


def publish(site: Path, url: str) -> None:
    """Make what stands below `url` what the hub's folder leads to, file by file. Raises ProblemsFound.

    Folders there of other names stay: who else writes below this address is not known.
    """
    if find_spec("fsspec") is None:
        raise _unusable("没有安装 fsspec,用不了 --publish。", "请运行 pip install 'jingwu[cluster]'。")
    fsspec: Any = import_module("fsspec")
    rsync: Any = import_module("fsspec.generic").rsync
    try:
        store, top = fsspec.url_to_fs(url)
        # fsspec follows no links to folders, so each is copied from where it leads.
        for entry in sorted(site.iterdir()):
            real, there = entry.resolve(), f"{top.rstrip('/')}/{entry.name}"
            if real.is_dir():
                to = store.unstrip_protocol(there)
                # By default a file of the same size would be taken for the same.
                rsync(f"file://{real}", to, delete_missing=True, update_cond="always")
            else:
                store.put_file(f"{real}", there)
    except (ImportError, OSError, ValueError) as error:
        hint = "请核对地址和权限;s3:// 要另装 s3fs,oss:// 要另装 ossfs。"
        raise _unusable(f"写不进 {url}:{error}", hint) from error


def _unusable(message: str, hint: str) -> ProblemsFound:
    return ProblemsFound([Place(path=HUB).problem("E532", message, hint)])
