"""`jingwu deploy`, `rollback`, `deploys`, `verify`: a published site, what is kept of it, and whether it is whole."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from generator.build import build
from generator.cli.options import AS_OF, ROOT
from generator.cli.outcome import stopped
from generator.cli.usage import Command
from generator.cli.watching import BuildWatch
from generator.deploy import DeployTerms
from generator.deploy.kept import Kept, kept_deployments, roll_back, unknown_in_store, verified
from generator.deploy.store import CURRENT
from generator.deploy.switching import is_folder
from generator.parallel import processes
from generator.problems import visible

_WHAT: Final = {"changed": "被改动", "missing": "不见了", "added": "多出来"}
_NAMED: Final = 20


def _to(help_text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--to", "place", metavar="目录", type=click.Path(path_type=Path), required=True, help=help_text
    )


@click.command(cls=Command)
@ROOT
@_to("发布到哪里:网页服务器用其中的 current。")
@AS_OF
@click.option("--jobs", type=click.IntRange(1), metavar="个数", help="同时用几个进程,默认为处理器的核数。")
@click.option("--keep", type=click.IntRange(0), default=5, metavar="个数", help="另外保存几个以前的,默认 5。")
@click.option("--allow-removals", is_flag=True, help="比网站上的少很多也发布。")
def deploy(
    root: Path,
    place: Path,
    as_of: dt.date,
    jobs: int | None,
    keep: int,
    allow_removals: bool,  # noqa: FBT001 (click passes options by name)
) -> None:
    """检查、生成并发布网站;有错误时网站保持原样,退出码为 1。"""
    terms, out = DeployTerms(keep=keep, is_published=True, may_remove=allow_removals), place / CURRENT
    with stopped("网站没有改动。"), processes(jobs or os.cpu_count() or 1, BuildWatch()):
        built = build(root, out, as_of, terms=terms)
        live = next(one for one in kept_deployments(out) if one.is_live)
    for problem in built.warnings:
        click.echo(str(problem), err=True)
    state = "已发布" if built.changed else "没有变化"
    click.echo(f"网站{state}:{visible(str(out))},编号 {live.id},共 {built.pages} 页。")
    if is_folder(out.absolute()):
        click.echo("这个磁盘没有符号链接:换上新网站的一瞬间,网页可能打不开。")


@click.command(cls=Command)
@_to("网站发布在哪里。")
@click.argument("deployment", required=False, metavar="[编号]")
def rollback(place: Path, deployment: str | None) -> None:
    """退回以前发布的网站;不写编号就是上一个。"""
    with stopped("网站没有改动。"):
        one = roll_back(place / CURRENT, deployment)
    click.echo(f"已退回 {_told(one)}")
    click.echo("下一次 jingwu deploy 会换上新的:资料改好以前,请先停用每天的自动发布。")


@click.command(cls=Command)
@_to("网站发布在哪里。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出的格式。")
def deploys(place: Path, form: str) -> None:
    """列出保存着的网站,新的在前。"""
    with stopped(""):
        kept = kept_deployments(place / CURRENT)
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in kept], ensure_ascii=False, indent=2))
        return
    for one in kept:
        click.echo(f"{_told(one)}{'(现在的)' if one.is_live else ''}")


@click.command(cls=Command)
@_to("网站发布在哪里。")
def verify(place: Path) -> None:
    """逐个字节核对发布了的网站和清单;有不同的退出码为 1。"""
    differs = False
    with stopped(""):
        for one, found in verified(place / CURRENT):
            differs |= bool(found)
            state = f"有 {len(found)} 处不同:" if found else "每个文件都和清单一样。"
            click.echo(f"{one.id}{'(现在的)' if one.is_live else ''}:{one.files} 个文件,{state}")
            for each in found[:_NAMED]:
                click.echo(f"  {_WHAT[each.what]}:{visible(each.path) if each.path else '清单本身'}")
            if len(found) > _NAMED:
                click.echo(f"  另有 {len(found) - _NAMED} 处。")
    for name in unknown_in_store(place / CURRENT):
        differs = True
        click.echo(f"deploys/{visible(name)}:没有它的清单,不是现在的程序能认得的,请查清以后移走或删去。")
    if differs:
        click.echo("请查清谁能写这个目录;运行 jingwu deploy 会换成应有的内容。", err=True)
        raise SystemExit(1)


def _told(one: Kept) -> str:
    origin = one.origin
    made = origin.made[:16].replace("T", " ")
    versions = f"程序 {origin.generator},办法 {origin.method}"
    return f"{one.id}:{made} 发布,按 {origin.as_of} 算,{one.pages} 页,{one.size / 1e6:.1f} MB,{versions}"
