"""The command line: every `jingwu` command. It prints, reads the clock, and turns problems into exit codes."""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click
import orjson

from generator import __version__
from generator.build import build as build_site
from generator.build import find_problems
from generator.build.drawing import draw_audit
from generator.build.engine import ENGINES
from generator.build.planning import plan_meetings
from generator.build.schemas import write_schemas
from generator.cli.options import AS_OF, ROOT, month_of, quarter_of
from generator.cli.outcome import stopped, summary
from generator.cli.planned import lines_about
from generator.cli.publishing import month, release, withdraw
from generator.cli.reorganising import community, handover, officer, station
from generator.cli.usage import Group, in_chinese
from generator.disk import refusal
from generator.problems import Problem, errors_first, has_errors, visible


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


@click.group("jingwu", cls=_Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jingwu", message="%(prog)s %(version)s", help="显示版本。")
def main() -> None:
    """社区警务公开网:检查数据,生成网站。"""


@main.command()
@ROOT
@AS_OF
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
        click.echo(summary(problems), err=True)
    raise SystemExit(1 if has_errors(problems) else 0)


@main.command()
@ROOT
@click.option(
    "--out", metavar="目录", type=click.Path(path_type=Path), help="网站放在哪里,默认为 --root 下的 site。"
)
@AS_OF
@click.option("--engine", type=click.Choice(ENGINES), default=ENGINES[0], help="网页引擎,两个生成的一样。")
def build(root: Path, out: Path | None, as_of: dt.date, engine: str) -> None:
    """生成网站;有错误时网站保持原样,退出码为 1。"""
    out = out or root / "site"
    with stopped("网站没有改动。"):
        built = build_site(root, out, as_of, engine)
    for problem in built.warnings:
        click.echo(str(problem), err=True)
    state = "已更新" if built.changed else "没有变化"
    click.echo(f"网站{state}:{visible(str(out))},共 {built.pages} 页,重新生成 {built.rendered} 页。")


main.add_command(release)
main.add_command(withdraw)
main.add_command(month)
for _command in (handover, officer, community, station):
    main.add_command(_command)


@main.group()
def meetings() -> None:
    """群众代表会:按各社区的 meeting_rule 拟定下一季度的会。"""


@meetings.command()
@click.option("--quarter", required=True, callback=quarter_of, metavar="季度", help="哪个季度,例如 2027-Q1。")
@ROOT
@AS_OF
def plan(quarter: str, root: Path, as_of: dt.date) -> None:
    """把一个季度的会写成“拟定”的文件,避开节假日;已经有会的社区跳过,已有的文件不动。"""
    with stopped("没有拟定。"):
        done = plan_meetings(root, quarter, as_of)
    for line in lines_about(done):
        click.echo(line)


@main.group()
def audit() -> None:
    """抽查核实:抽社区,去看它们报了做到的事。"""


@audit.command()
@click.option("--month", required=True, callback=month_of, metavar="月份", help="哪个月报的,例如 2026-10。")
@click.option("--share", type=click.IntRange(1, 100), metavar="百分之几", help="不按办法的个数,按比例抽。")
@ROOT
@AS_OF
def draw(month: str, share: int | None, root: Path, as_of: dt.date) -> None:
    """抽一个已公布月份的社区,写入 data/audits/;谁都可以照公布的种子重抽一遍。"""
    with stopped("没有抽取。"):
        done = draw_audit(root, month, as_of, share)
    click.echo(f"已写入 {done.path}:抽到 {len(done.draws)} 个社区。去看过以后,在各社区下面添 findings。")


@main.command()
@ROOT
def schema(root: Path) -> None:
    """把每种数据文件的 JSON Schema 写到 schemas/,供编辑器补全和检查。"""
    with stopped("没有写。"):
        files = write_schemas(root)
    click.echo(f"已写入 {root / 'schemas'}/,共 {files} 个文件。")


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
