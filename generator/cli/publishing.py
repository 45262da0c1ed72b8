"""Commands about a month: receive its reports, publish its ranking, correct it, take it back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
import orjson

from generator.build import read_bureau
from generator.build.receiving import receive_reports
from generator.build.rehearsing import rehearse_month
from generator.build.releasing import Asked, Published, release_month, withdraw_month
from generator.cli.options import AS_OF, ROOT, month_of, now
from generator.cli.outcome import stopped
from generator.cli.rehearsed import rehearsal_lines
from generator.cli.reporting import SeenMonth, status_lines, status_values
from generator.cli.usage import Command, Group
from generator.ranking.reporting import month_reporting

_SITE = click.option(
    "--out",
    metavar="目录",
    type=click.Path(path_type=Path),
    help="网站在哪里,默认为 --root 下的 site;公开过的不能重新来过。",
)


@click.command(cls=Command)
@click.argument("month", metavar="月份", callback=month_of)
@ROOT
@_SITE
@AS_OF
@click.option("--revise", is_flag=True, help="修订已公布的月份,或补公布以前的月份,要同时写 --reason。")
@click.option("--reason", metavar="原因", help="为什么修订、为什么现在才公布,会公开。")
@click.option("--incomplete", metavar="原因", help="报送的派出所太少,为什么还要公布,会公开。")
@click.option("--dry-run", is_flag=True, help="只试算:列出名次、升降、谁不排名,什么也不写。")
def release(  # noqa: PLR0913 (one parameter for each option)
    month: str,
    root: Path,
    out: Path | None,
    as_of: dt.date,
    *,
    revise: bool,
    reason: str | None,
    incomplete: str | None,
    dry_run: bool,
) -> None:
    """公布一个月的排名,写入 data/releases/;以后数据再变,公布的数字也不变,直到用 --revise 修订。"""
    if revise != bool(reason and reason.strip()):
        raise click.UsageError("修订要同时写 --revise 和 --reason “为什么改”;第一次公布两样都不写。")
    moment, site = now(), out or root / "site"
    if dry_run:
        asked = Asked(month=month, reason=reason, incomplete=incomplete)
        with stopped("没有试算出来,什么也没有写。"):
            rehearsed = rehearse_month(root, asked, dt.datetime.combine(as_of, moment.time()), site=site)
        click.echo("\n".join(rehearsal_lines(rehearsed)))
        return
    if as_of != moment.date():
        raise click.UsageError(
            "公布只能按今天,--as-of 不能写别的日期;要改公布过的,请用 --revise 和 --reason。"
        )
    with stopped("没有公布。"):
        done = release_month(root, month, moment, reason=reason, incomplete=incomplete, site=site)
    click.echo(_published(done))


def _published(done: Published) -> str:
    """What was published, in words; for a correction also how many stations it changes."""
    revision = done.release.latest
    ranked = sum(len(group.ranked) for group in done.ranking.groups)
    order = f"{ranked} 个有名次" if ranked else "没有排名次"
    changed = f",{len(done.changes)} 个派出所的数字或名次有变" if revision.number > 1 else ""
    return (
        f"已写入 {done.release.path}:第 {revision.number} 版({revision.status.label}),"
        f"{done.ranking.stations} 个派出所,{order}{changed}。生成网站后公开。"
    )


@click.command(cls=Command)
@click.argument("month", metavar="月份", callback=month_of)
@ROOT
@_SITE
def withdraw(month: str, root: Path, out: Path | None) -> None:
    """撤回最后一次公布,只在网站还没有重新生成、没有公开以前;登记簿留下撤回的一条。"""
    with stopped("没有撤回。"):
        taken = withdraw_month(root, month, now(), site=out or root / "site")
    click.echo(f"已撤回 {month} 第 {taken.number} 版,登记簿里记了一条。改好以后重新公布。")


@click.group(cls=Group)
def month() -> None:
    """一个月的月报:登记收到,看还缺什么。"""


@month.command("status")
@click.argument("month", metavar="月份", callback=month_of)
@ROOT
@AS_OF
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。")
def status(month: str, root: Path, as_of: dt.date, form: str) -> None:
    """各派出所的月报到了没有、晚了没有、缺什么、会怎样;只看,什么也不写。"""
    with stopped("没有看成。"):
        checked = read_bureau(root, as_of)
    reporting = month_reporting(checked.public, month)
    seen = SeenMonth(bureau=checked.load.bureau, public=checked.public, reporting=reporting)
    if form == "json":
        click.echo(orjson.dumps(status_values(seen), option=orjson.OPT_INDENT_2).decode())
    else:
        click.echo("\n".join(status_lines(seen)))


@month.command("receive")
@click.argument("month", metavar="[月份]", required=False, callback=month_of)
@ROOT
def receive(month: str | None, root: Path) -> None:
    """登记收到月报:给还没有 filed_on 的写上今天的日期,记进登记簿;不写月份就登记全部过完了的月份。"""
    with stopped("没有登记。"):
        done = receive_reports(root, now(), month)
    for problem in done.refused:
        click.echo(str(problem), err=True)
    names = "、".join(f"{report.month}/{report.station}" for report in done.reports)
    click.echo(f"登记收到 {len(done.reports)} 份月报{':' + names if names else ',没有新的'}。")
    raise SystemExit(1 if done.refused else 0)
