"""`jingwu hub build`: one site of many bureaus."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import AS_OF, ROOT
from generator.cli.outcome import stopped
from generator.cli.usage import Group
from generator.hub.building import How, build_hub
from generator.hub.publishing import publish
from generator.problems import visible

if TYPE_CHECKING:
    from generator.hub.running import Outcome


@click.group(cls=Group)
def hub() -> None:
    """许多单位合成一个网站:hub.yml 写有哪些单位,各在哪个子路径。"""


def _address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    # Dask waits a minute at its end for an address that it cannot read.
    if value is not None and not re.fullmatch(r"(tcp|tls)://[^/:\s]+:[0-9]{1,5}", value):
        raise click.BadParameter("地址请写成 tcp://10.0.0.1:8786 的样子。")
    return value


@hub.command()
@ROOT
@click.option(
    "--out", metavar="目录", type=click.Path(path_type=Path), help="网站放在哪里,默认为 --root 下的 site。"
)
@AS_OF
@click.option("--jobs", type=click.IntRange(1), metavar="个数", help="同时用几个进程,默认为处理器的核数。")
@click.option(
    "--scheduler",
    metavar="地址",
    callback=_address,
    help="用 Dask 集群,例如 tcp://10.0.0.1:8786;要装 jingwu[cluster]。",
)
@click.option(
    "--publish", "url", metavar="地址", help="做好以后拷到那里,例如 s3://桶/目录;要装 jingwu[cluster]。"
)
def build(
    root: Path, out: Path | None, as_of: dt.date, jobs: int | None, scheduler: str | None, url: str | None
) -> None:
    """生成各单位的网站和汇总的网页;有错误的单位保持原样,别的照常,退出码为 1。"""
    out = out or root / "site"
    how = How(as_of=as_of, jobs=jobs or os.cpu_count() or 1, scheduler=scheduler)
    with stopped("网站没有改动。"):
        built = build_hub(root, out, how, _tell)
    for warning in built.warnings:
        click.echo(str(warning), err=True)
    click.echo(f"汇总网站已生成:{visible(str(out))},共 {len(built.members)} 个单位。")
    if url is not None:
        with stopped("没有拷完,再运行一次会接着做好。"):
            publish(out, url)
        click.echo(f"已拷到 {visible(url)}。")
    if built.failed:
        names = "、".join(one.bureau.name for one in built.failed)
        click.echo(f"资料有错误,网站保持原样的:{names}。", err=True)
        raise SystemExit(1)


def _tell(outcome: Outcome) -> None:
    for problem in outcome.problems:
        click.echo(f"{outcome.code} {problem}", err=True)
    for warning in outcome.warnings:
        click.echo(f"{outcome.code} {warning}", err=True)
    if not outcome.problems:
        click.echo(f"{outcome.code} 共 {outcome.pages} 页,重新生成 {outcome.rendered} 页。")
