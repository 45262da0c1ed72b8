"""`jingwu purge`: end a post, take name and photo out of the records, and list where the name still stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import click

from generator.build.changing import change
from generator.build.postings import REASON
from generator.build.postings import purge as without_name
from generator.cli.options import ROOT, day_of, now
from generator.cli.outcome import stopped
from generator.cli.usage import Command
from generator.model.bureau import Bureau
from generator.problems import visible


@click.command(cls=Command)
@click.argument("badge", metavar="警号")
@click.option("--on", callback=day_of, metavar="日期", help="从哪天起不在岗,默认为今天;已经离岗的不变。")
@click.option("--reason", metavar="原因", default=REASON, show_default=True, help="社区空缺的原因,会公开。")
@click.option("--dry-run", is_flag=True, help="只列出会改哪些文件,什么也不写。")
@ROOT
def purge(root: Path, badge: str, on: dt.date, reason: str, *, dry_run: bool) -> None:
    """清除一名民警:写离岗,删去姓名、照片,列出姓名还写在哪里;发布以后哪里都没有了。"""
    today = now().date()
    if on > today:
        raise click.BadParameter("清除马上起作用,日期不能晚于今天。", param_hint="--on")
    with stopped("什么也没有写。"):
        done = change(
            root, lambda bureau: without_name(bureau, badge, on, today, reason), today, dry_run=dry_run
        )
    if not done.files:
        click.echo(f"警号 {visible(badge)} 已经清除过。")
    for path in done.files:
        click.echo(f"{'写' if dry_run else '已写'} {visible(path)}")
    for photo in _photos(root, done.before.load.bureau, badge):
        if not dry_run:
            photo.unlink()
        click.echo(f"{'删' if dry_run else '已删'} data/photos/{visible(photo.name)}")
    standing = [one for one in done.after.warnings if one.code == "W433"]
    for problem in standing:
        click.echo(str(problem), err=True)
    left = f"还写在上面 {len(standing)} 处,改好以前不能生成网站" if standing else "没有写在别处"
    click.echo(f"姓名{left}。")
    if dry_run:
        click.echo("只是试算,什么也没有写。")
    else:
        click.echo("现在的网站还没有变:请重新发布,那里保存着的旧网站会一并删去;发布到几处的,几处都要。")
        click.echo("备份、Git 里的旧文件请另外处理。")


def _photos(root: Path, bureau: Bureau, badge: str) -> Iterator[Path]:
    """The photo files of the badge: named by its entries and by no other, or after it."""
    named = {
        (one.photo.file, one.badge == badge)
        for area in bureau.areas.values()
        for one in area.officers
        if one.photo is not None
    }
    own = {file for file, is_own in named if is_own} | {f"{badge}.jpg"}
    for name in sorted(own - {file for file, is_own in named if not is_own}):
        if (photo := root / "data/photos" / name).is_file():
            yield photo
