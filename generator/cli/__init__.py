"""The command line: every `jingwu` command. It prints, reads the clock, and turns problems into exit codes."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

import click
import orjson

from generator import __version__
from generator.build import build as build_site
from generator.build import find_problems
from generator.build.drawing import draw_audit
from generator.build.planning import plan_meetings
from generator.build.releasing import Published, release_month
from generator.build.schemas import write_schemas
from generator.cli.planned import lines_about
from generator.cli.usage import Group, in_chinese
from generator.disk import refusal
from generator.load.mending import probably_meant
from generator.model.hours import CHINA
from generator.model.values import FIRST_YEAR, LAST_YEAR
from generator.problems import Problem, ProblemsFound, Severity, errors_first, has_errors, visible
from generator.text.numerals import with_digits


def today() -> dt.date:
    """Today's date in China."""
    return dt.datetime.now(CHINA).date()


class _Door(Group):
    """Prints Chinese to every terminal: characters that its encoding lacks are escaped instead of raising an error."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            # The result is the exit code of --help and similar options; commands return nothing.
            code = super().main(*args, **{**kwargs, "standalone_mode": False}) or 0
        except click.ClickException as error:
            click.echo(in_chinese(error), err=True)
            code = error.exit_code
        except click.Abort:
            click.echo("已中断。", err=True)
            code = 1
        except OSError as error:
            code = _refused(error)
        except SystemExit as ended:
            code = ended.code
        sys.exit(_written_out() or code)


def _written_out() -> int:
    """Flush both streams; 1 if that fails, so that lost output is not a success and raises no second error at exit."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            return _refused(error)
    return 0


def _refused(error: OSError) -> int:
    """Print why the system refused, if stderr can still be written; return the exit code 1."""
    with suppress(OSError):
        click.echo(str(refusal(error, "输出")), err=True)
    return 1


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> dt.date:
    if value is None:
        return today()
    try:
        day = dt.date.fromisoformat(value) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None
    except ValueError:
        day = None
    if day is None:
        raise click.BadParameter(_written_so("日期", value, "2026-11-24"))
    # The same years as in the data: another year is probably a typing error.
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise click.BadParameter(f"日期应在 {FIRST_YEAR} 年至 {LAST_YEAR} 年之间。")
    return day


def _folder(_context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
    if not value.is_dir():
        raise click.BadParameter(f"没有目录 {value}。")
    return value


_ROOT = click.option(
    "--root",
    metavar="目录",
    type=click.Path(path_type=Path),
    default=Path(),
    callback=_folder,
    help="含有 data/ 的目录,默认为当前目录。",
)
_AS_OF = click.option("--as-of", callback=_day, metavar="日期", help="按哪一天计算,默认为今天。")


@click.group("jingwu", cls=_Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jingwu", message="%(prog)s %(version)s", help="显示版本。")
def main() -> None:
    """社区警务公开网:检查数据,生成网站。"""


@main.command()
@_ROOT
@_AS_OF
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。")
def check(root: Path, as_of: dt.date, form: str) -> None:
    """检查数据,每个问题一行;有错误时退出码为 1。

    先列错误,后列提醒,各按文件和行的先后;JSON 不分先后类别,一律按文件和行排列。
    """
    problems = find_problems(root, as_of)
    if form == "json":
        click.echo(
            orjson.dumps([_plain(problem) for problem in problems], option=orjson.OPT_INDENT_2).decode()
        )
    else:
        for problem in errors_first(problems):
            click.echo(str(problem))
        click.echo(_summary(problems), err=True)
    raise SystemExit(1 if has_errors(problems) else 0)


@main.command()
@_ROOT
@click.option(
    "--out", metavar="目录", type=click.Path(path_type=Path), help="网站放在哪里,默认为 --root 下的 site。"
)
@_AS_OF
def build(root: Path, out: Path | None, as_of: dt.date) -> None:
    """生成网站;有错误时网站保持原样,退出码为 1。"""
    out = out or root / "site"
    with _stopped("网站没有改动。"):
        built = build_site(root, out, as_of)
    for problem in built.warnings:
        click.echo(str(problem), err=True)
    state = "已更新" if built.changed else "没有变化"
    click.echo(f"网站{state}:{visible(str(out))},共 {built.pages} 页,重新生成 {built.rendered} 页。")


def _written_so(what: str, value: str, example: str) -> str:
    """A message with the right spelling if it is certain, else with an example."""
    meant = probably_meant(value, example)
    return f"{what}请写成 {meant}。" if meant else f"{what}请写成 {example} 的样子。"


def _month(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if not re.fullmatch("(19|20)[0-9]{2}-(0[1-9]|1[0-2])", value):
        raise click.BadParameter(_written_so("月份", value, "2026-10"))
    return value


@main.command()
@click.argument("month", metavar="月份", callback=_month)
@_ROOT
@_AS_OF
@click.option("--revise", is_flag=True, help="修订已公布的月份,要同时写 --reason。")
@click.option("--reason", metavar="原因", help="为什么修订,会公开。")
def release(month: str, root: Path, as_of: dt.date, *, revise: bool, reason: str | None) -> None:
    """公布一个月的排名,写入 data/releases/;以后数据再变,公布的数字也不变,直到用 --revise 修订。"""
    if revise != bool(reason and reason.strip()):
        raise click.UsageError("修订要同时写 --revise 和 --reason “为什么改”;第一次公布两样都不写。")
    now = dt.datetime.now(CHINA).replace(tzinfo=None)
    if as_of > now.date():
        raise click.UsageError("--as-of 不能晚于今天。")
    moment = now if as_of == now.date() else dt.datetime.combine(as_of, dt.time(23, 59))
    with _stopped("没有公布。"):
        done = release_month(root, month, moment, reason=reason)
    click.echo(_published(done))


def _published(done: Published) -> str:
    """What was published, in words; for a correction also how many stations it changes."""
    revision = done.release.latest
    ranked = sum(len(group.ranked) for group in done.ranking.groups)
    changed = f",{len(done.changes)} 个派出所的数字或名次有变" if revision.number > 1 else ""
    return (
        f"已写入 {done.release.path}:第 {revision.number} 版({revision.status.label}),"
        f"{done.ranking.stations} 个派出所,{ranked} 个有名次{changed}。生成网站后公开。"
    )


@main.group()
def meetings() -> None:
    """群众代表会:按各社区的 meeting_rule 拟定下一季度的会。"""


def _quarter(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if not re.fullmatch("(19|20)[0-9]{2}-Q[1-4]", value):
        found = re.fullmatch("((?:19|20)[0-9]{2})[-年/ ]?(?:[Qq]|第)?([1-4一二三四])(?:季度?)?", value)
        number = with_digits(found[2]) if found else ""
        raise click.BadParameter(
            f"季度请写成 {found[1]}-Q{number}。" if found else "季度请写成 2027-Q1 的样子。"
        )
    return value


@meetings.command()
@click.option("--quarter", required=True, callback=_quarter, metavar="季度", help="哪个季度,例如 2027-Q1。")
@_ROOT
@_AS_OF
def plan(quarter: str, root: Path, as_of: dt.date) -> None:
    """把一个季度的会写成“拟定”的文件,避开节假日;已经有会的社区跳过,已有的文件不动。"""
    with _stopped("没有拟定。"):
        done = plan_meetings(root, quarter, as_of)
    for line in lines_about(done):
        click.echo(line)


@main.group()
def audit() -> None:
    """抽查核实:抽社区,去看它们报了做到的事。"""


@audit.command()
@click.option("--month", required=True, callback=_month, metavar="月份", help="哪个月报的,例如 2026-10。")
@click.option("--share", type=click.IntRange(1, 100), metavar="百分之几", help="不按办法的个数,按比例抽。")
@_ROOT
@_AS_OF
def draw(month: str, share: int | None, root: Path, as_of: dt.date) -> None:
    """抽一个已公布月份的社区,写入 data/audits/;谁都可以照公布的种子重抽一遍。"""
    with _stopped("没有抽取。"):
        done = draw_audit(root, month, as_of, share)
    click.echo(f"已写入 {done.path}:抽到 {len(done.draws)} 个社区。去看过以后,在各社区下面添 findings。")


@main.command()
@_ROOT
def schema(root: Path) -> None:
    """把每种数据文件的 JSON Schema 写到 schemas/,供编辑器补全和检查。"""
    with _stopped("没有写。"):
        files = write_schemas(root)
    click.echo(f"已写入 {root / 'schemas'}/,共 {files} 个文件。")


@contextmanager
def _stopped(ending: str) -> Iterator[None]:
    """Print the problems, errors first, their number, and what did not happen; exit with code 1."""
    try:
        yield
    except ProblemsFound as found:
        for problem in errors_first(found.problems):
            click.echo(str(problem), err=True)
        click.echo(f"{_summary(found.problems)}{ending}", err=True)
        raise SystemExit(1) from None


def _plain(problem: Problem) -> dict[str, str | int]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "path": problem.place.readable_path,
        "line": problem.place.line,
        "column": problem.place.column,
        "message": problem.message,
        "hint": problem.hint,
    }


def _summary(problems: tuple[Problem, ...]) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return "没有问题。"
    return f"共 {errors} 个错误、{warnings} 个提醒。"
