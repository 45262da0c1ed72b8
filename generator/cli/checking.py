"""`jingwu check` and `jingwu schema`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
import orjson

from generator.build import find_problems
from generator.build.schemas import write_schemas
from generator.cli.options import AS_OF, ROOT
from generator.cli.outcome import stopped, summary
from generator.cli.usage import Command
from generator.problems import Problem, errors_first, has_errors


@click.command(cls=Command)
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


@click.command(cls=Command)
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
