"""The door: arguments in, a data directory out, one Chinese sentence where something is in the way."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from generator.cli.usage import Command, in_chinese
from generator.load.document import Refused, read_document
from generator.model.absence import shows_something
from generator.text.characters import strange_in
from tools.sample.acceptance import milestones_text
from tools.sample.bureau import Request, Sample, earlier_policies, reference_texts, sample_of
from tools.sample.places import Unusable, divisions_in, reason_of
from tools.sample.releases import releases_of
from tools.sample.reviews import reviews_of
from tools.sample.writing import record_text, reference_text, with_list

# A fixed day, not the clock's: the same arguments give the same bytes.
AS_OF: Final = dt.date(2026, 11, 24)
MOST_MONTHS: Final = 120
_LONGEST_CITY: Final = 20


@click.command(cls=Command, help="由社区名单生成一套示例数据。")
@click.option(
    "--divisions", type=click.Path(path_type=Path), required=True, metavar="文件", help="名单（CSV）。"
)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="目录", help="写到这个目录下的 data/。"
)
@click.option("--city", metavar="城市", help="城市名，例如 鄂州市；名单里没有。")
@click.option("--months", default="24", metavar="月数", help="月报的月数，默认 24。")
@click.option("--seed", default="1", metavar="数", help="随机数种子，默认 1。")
@click.option("--as-of", default=f"{AS_OF}", metavar="日期", help=f"当作今天的日期，默认 {AS_OF}。")
def _write_sample(
    divisions: Path, out: Path, *, city: str | None, months: str, seed: str, as_of: str
) -> None:
    places, remarks = divisions_in(divisions)
    request = Request(
        divisions=places,
        city=_city(city),
        months=_whole_number("--months", months, 1, MOST_MONTHS),
        as_of=_day(as_of),
        seed=_whole_number("--seed", seed, 0, 10**9),
    )
    for remark in remarks:
        print(remark, file=sys.stderr)
    sample = sample_of(request)
    written = write(sample, out)
    counts = f"{len(sample.stations)} 个派出所、{len(sample.areas)} 个社区和警务区，共 {written} 个文件"
    print(f"已写入 {out / 'data'}：{counts}。")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0; 1 with one sentence on standard error, 2 with how it is called where the call is wrong."""
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


def _city(text: str | None) -> str | None:
    name = text.strip() if text is not None else "城市"
    if not (len(name) <= _LONGEST_CITY and shows_something(name)) or strange_in(name):
        raise Unusable("--city 应为 1 至 20 个字的城市名。")
    return None if text is None else text.strip()


def _whole_number(name: str, text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise Unusable(f"{name} 应为 {least} 至 {most} 之间的整数。")
    return int(text)


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise Unusable("--as-of 应为“年-月-日”，例如 2026-11-24。") from None
    if not 2000 <= day.year <= 2090:
        raise Unusable("--as-of 应在 2000 年至 2090 年之间。")
    return day


def write(sample: Sample, root: Path) -> int:
    """Replace root/data by the sample; the number of files. Raises Unusable before anything is touched."""
    data = root / "data"
    try:
        _accept_only_sample_data(data)
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".sample-", dir=root) as scratch:
            place = Path(scratch)
            written = sum(_write_file(place, path, text) for path, text in files_of(sample))
            releases = [*releases_of(place, sample.as_of)]
            written += sum(_write_file(place, path, text) for path, text in releases)
            reviews = [*reviews_of(place, sample.as_of)]
            written += sum(_write_file(place, path, text) for path, text in reviews)
            if data.exists():
                shutil.rmtree(data)
            (place / "data").rename(data)
    except OSError as error:
        raise Unusable(f"写不进 {root}（{reason_of(error)}）。") from None
    return written


def _accept_only_sample_data(data: Path) -> None:
    """Real data is never replaced: what is there must be empty, or say itself that it is a sample."""
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


def _write_file(folder: Path, path: str, text: str) -> int:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return 1


def files_of(sample: Sample) -> Iterator[tuple[str, str]]:
    """Every file of the data directory: path from the root, and text."""
    for name, text in reference_texts().items():
        path = f"data/{name}.yml"
        whole = _with_this_round(text, sample) if name == "milestones" else text
        yield path, reference_text(path, name, whole)
    for version, text in earlier_policies().items():
        path = f"data/policies/{version}.yml"
        yield path, reference_text(path, "earlier-policy", text)
    yield "data/bureau.yml", record_text("data/bureau.yml", "bureau", sample.info)
    for station in sample.stations:
        yield station.path, record_text(station.path, "station", station)
    for area in sample.areas:
        yield area.path, record_text(area.path, "area", area)
    for meeting in sample.meetings:
        yield meeting.path, record_text(meeting.path, "meeting", meeting)
    for report in sample.reports:
        yield report.path, record_text(report.path, "report", report)


def _with_this_round(text: str, sample: Sample) -> str:
    return with_list(milestones_text(text, sample.as_of), "acceptance", sample.acceptance, "    ")
