"""`jingwu build`. What it needs beyond the shortcut is imported late: an unchanged site is told of at once."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from generator import ENGINES
from generator.cli.options import AS_OF, ROOT
from generator.cli.usage import Command
from generator.cli.watching import BuildWatch
from generator.unchanged import standing


@click.command(cls=Command)
@ROOT
@click.option(
    "--out", metavar="目录", type=click.Path(path_type=Path), help="网站放在哪里,默认为 --root 下的 site。"
)
@AS_OF
@click.option("--engine", type=click.Choice(ENGINES), default=ENGINES[0], help="网页引擎,两个生成的一样。")
@click.option("--jobs", type=click.IntRange(1), metavar="个数", help="同时用几个进程,默认为处理器的核数。")
def build(root: Path, out: Path | None, as_of: dt.date, engine: str, jobs: int | None) -> None:
    """生成网站;有错误时网站保持原样,退出码为 1。"""
    out = out or root / "site"
    stands = standing(root, out, f"{as_of} {engine}") if str(out).isprintable() else None
    if stands is None:
        _build(root, out, as_of, engine, jobs or os.cpu_count() or 1)
        return
    for line in stands.warnings:
        click.echo(line, err=True)
    click.echo(f"网站没有变化:{out},共 {stands.pages} 页,重新生成 0 页。")


def _build(root: Path, out: Path, as_of: dt.date, engine: str, jobs: int) -> None:
    from generator.build import build as build_site  # noqa: PLC0415 (takes longer than `standing`)
    from generator.cli.outcome import stopped  # noqa: PLC0415
    from generator.parallel import processes  # noqa: PLC0415
    from generator.problems import visible  # noqa: PLC0415

    with stopped("网站没有改动。"), processes(jobs, BuildWatch()):
        built = build_site(root, out, as_of, engine)
    for problem in built.warnings:
        click.echo(str(problem), err=True)
    state = "已更新" if built.changed else "没有变化"
    click.echo(f"网站{state}:{visible(str(out))},共 {built.pages} 页,重新生成 {built.rendered} 页。")
