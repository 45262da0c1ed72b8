"""`jingwu meetings plan` and `jingwu audit draw`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from generator.build.drawing import draw_audit
from generator.build.planning import plan_meetings
from generator.cli.options import AS_OF, ROOT, month_of, quarter_of
from generator.cli.outcome import stopped
from generator.cli.planned import lines_about
from generator.cli.usage import Group


@click.group(cls=Group)
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


@click.group(cls=Group)
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
