"""Run the installed program: `start.py check`, `preview` or `build` in 资料/, any command by `start.py jingwu`."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path
from threading import Timer

HERE = Path(__file__).resolve().parent
BUREAU = HERE / "资料"
ADDRESS = "http://127.0.0.1:8000/"


def main(verb: str = "", *arguments: str) -> None:
    """End with the exit code of the command."""
    if not (HERE / "program").is_dir():
        sys.exit("还没有安装:请先运行“安装”。")
    sys.path.insert(0, str(HERE / "program"))
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    if verb in ("check", "preview", "build"):
        if not (BUREAU / "data").is_dir():
            sys.exit("还没有单位的资料:请照 README.txt 新建,或把已有的资料(里面有 data/)拷到“资料”文件夹。")
        os.chdir(BUREAU)
        arguments = (verb,)
    if verb == "preview":
        from mkdocs.__main__ import cli

        Timer(5, webbrowser.open, [ADDRESS]).start()
        sys.argv = ["mkdocs", "serve"]
        cli()
    from generator.cli import main as jingwu

    sys.argv = ["jingwu", *arguments]
    if verb == "console":
        print("请输入命令,例如 check、month status 2026-10;全部命令:--help。")
        sys.argv += input("jingwu ").split()
    jingwu()


if __name__ == "__main__":
    main(*sys.argv[1:])
