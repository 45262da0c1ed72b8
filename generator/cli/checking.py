"""`jingwu check` and `jingwu schema`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final, NoReturn

import click
import orjson

from generator.build import find_problems, held_back
from generator.build.schemas import write_schemas
from generator.cli.options import AS_OF, ROOT
from generator.cli.outcome import stopped, summary
from generator.cli.usage import Command
from generator.privacy import Reviewed
from generator.problems import Problem, errors_first, has_errors, shown

_SHOWN: Final = 200  # characters of a text in the review list


@click.command(cls=Command)
@ROOT
@AS_OF
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。")
@click.option("--review", is_flag=True, help="只列出等审批的、审批过的文字和号码,过期的审批。")
def check(root: Path, as_of: dt.date, form: str, *, review: bool) -> None:
    """检查数据,每个问题一行;有错误时退出码为 1。

    先列错误,后列提醒,各按文件和行的先后;JSON 不分先后类别,一律按文件和行排列。
    --review 给审批的人看:每处是什么、摘要、要抄进 data/approvals.yml 的那一行;过期的、对不上的审批;
    审批过的是谁、哪天、为什么。还有等审批的或没用的审批,退出码为 1。只给工作人员,不要公开。
    """
    if review:
        _review(root, as_of, form)
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


def _review(root: Path, as_of: dt.date, form: str) -> NoReturn:
    with stopped("没有列出要审批的。"):
        found = held_back(root, as_of)
    waiting = [one for one in found.held if one.approval is None]
    approved = [one for one in found.held if one.approval is not None]
    if form == "json":
        listed = {
            "waiting": [*map(_listed, waiting)],
            "idle": [*map(_plain, found.problems)],
            "approved": [*map(_listed, approved)],
        }
        click.echo(orjson.dumps(listed, option=orjson.OPT_INDENT_2).decode())
    else:
        for title, lines in (
            ("等审批的", [_lines(one) for one in waiting]),
            ("过期的、对不上的审批", [str(one) for one in found.problems]),
            ("审批过的", [_lines(one) for one in approved]),
        ):
            click.echo("\n".join((f"{title} {len(lines)} 处{':' if lines else '。'}", *lines)))
    raise SystemExit(1 if waiting or found.problems else 0)


def _lines(one: Reviewed) -> str:
    held, approval = one.held, one.approval
    ending = one.entry
    if approval is not None:
        until = f",公开到 {approval.until}" if approval.until else ""
        ending = f"{approval.approver} {approval.on} 审批{until};用途:{approval.purpose}"
    return f"{held.place}: {held.what},摘要 {held.digest}\n    {shown(held.text, _SHOWN)}\n    {ending}"


def _listed(one: Reviewed) -> dict[str, object]:
    held, approval = one.held, one.approval
    return {
        "path": held.place.readable_path,
        "line": held.place.line,
        "column": held.place.column,
        "what": held.what,
        "text": shown(held.text, _SHOWN),
        "digest": held.digest,
        "entry": one.entry if approval is None else None,
        "approval": approval and approval.model_dump(mode="json", exclude={"place", "digest"}),
    }


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
