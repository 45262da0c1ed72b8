"""Sample data from a list of places: python tools/sample_data.py --divisions CSV --out ROOT.

Unlike `jingwu new --sample` it writes only data/, replaces an earlier sample, and always gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click
from pydantic import ValidationError

from generator.cli.usage import Command, in_chinese
from generator.disk import words
from generator.founding.places import Request, Unusable, divisions_in, expected
from generator.founding.sample import write_sample
from generator.load.document import Refused, read_document

# A fixed day, not today: the same arguments give the same bytes.
AS_OF: Final = dt.date(2026, 11, 24)
_FILE: Final = click.Path(path_type=Path)


@click.command(cls=Command, help="由社区名单生成一套示例数据。")
@click.option("--divisions", type=_FILE, required=True, metavar="文件", help="名单（CSV）。")
@click.option("--out", type=_FILE, required=True, metavar="目录", help="写到这个目录下的 data/。")
@click.option("--city", metavar="城市", help="城市名，例如 鄂州市；名单里没有。")
@click.option("--months", default="24", metavar="月数", help="月报的月数，默认 24。")
@click.option("--seed", default="1", metavar="数", help="随机数种子，默认 1。")
@click.option("--as-of", default=f"{AS_OF}", metavar="日期", help=f"当作今天的日期，默认 {AS_OF}。")
def _write_sample(divisions: Path, out: Path, **asked: str) -> None:
    places, remarks = divisions_in(divisions)
    try:
        request = Request.model_validate({"divisions": places, **asked})
    except ValidationError as error:
        raise Unusable(f"--{expected(error)}".replace("_", "-")) from None
    for remark in remarks:
        print(remark, file=sys.stderr)
    write(request, out)
    print(f"已写入 {out / 'data'}。")


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0, 1 with a sentence on standard error if the input is unusable, or 2 with usage if the call is wrong."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        _write_sample.main(arguments, prog_name="sample_data.py", standalone_mode=False)
    except Unusable as unusable:
        print(unusable, file=sys.stderr)
        return 1
    except click.ClickException as error:
        print(in_chinese(error), file=sys.stderr)
        return error.exit_code
    except click.Abort:
        print("已中断。", file=sys.stderr)
        return 1
    return 0


def write(request: Request, root: Path) -> None:
    """Replace root/data by the sample. Raises Unusable if the data there is no sample, or cannot be written."""
    data = root / "data"
    try:
        _accept_only_sample_data(data)
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".sample-", dir=root) as scratch:
            place = Path(scratch)
            write_sample(request, place)
            if data.exists():
                shutil.rmtree(data)
            (place / "data").rename(data)
    except OSError as error:
        raise Unusable(f"写不进 {root}（{words(error)[0]}）。") from None


def _accept_only_sample_data(data: Path) -> None:
    """Never replace real data: the directory must be empty or declare itself a sample."""
    if data.is_symlink() or (data.exists() and not data.is_dir()):
        raise Unusable(f"{data} 不是普通目录，没有改动。")
    if not data.exists() or not any(data.iterdir()):
        return
    try:
        text = (data / "bureau.yml").read_text(encoding="utf-8-sig")
        is_sample = read_document("bureau.yml", text).plain.get("sample") == "true"
    except (OSError, UnicodeDecodeError, Refused):
        is_sample = False
    if not is_sample:
        raise Unusable(f"{data} 里不是示例数据（bureau.yml 没有写 sample: true），没有改动。")


if __name__ == "__main__":
    sys.exit(main())
