"""Commands about who serves where, and about communities and stations that move, merge, split or end."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import click

from generator.build.changing import Change, change
from generator.build.postings import REASON, arrive, hand_over, leave
from generator.build.reorganising import (
    NewArea,
    close_station,
    merge_areas,
    merge_stations,
    move_area,
    rename_area,
    rename_station,
    split_area,
)
from generator.build.touched import Touched, touched
from generator.cli.options import ROOT, day_of, now
from generator.cli.outcome import stopped
from generator.cli.usage import Command, Group
from generator.model.officer import Officer, Role
from generator.problems import visible

_SHOWN: Final = 12
_REASON: Final = click.option(
    "--reason", metavar="原因", default=REASON, show_default=True, help="空缺的原因,会公开。"
)
_NAME: Final = click.option("--name", metavar="名称", required=True, help="新的名称。")
_DECISION: Final = click.option(
    "--decision", metavar="文号", required=True, help="批准的文件,会写进社区文件。"
)


def _changing(command: Callable[..., Change]) -> Callable[..., None]:
    """A command of which the function says what is to change; it is then checked, and written or only told."""

    def run(root: Path, on: dt.date, *, dry_run: bool, **given: Any) -> None:
        today = now().date()
        with stopped("什么也没有写。"):
            done = change(root, command(on=on, **given), today, dry_run=dry_run)
            found = touched(root, done, max(on, today))
        for path, content in done.files.items():
            click.echo(f"{'移走' if content is None else '写' if dry_run else '已写'} {visible(path)}")
        for line in _lines(found):
            click.echo(line)
        for problem in done.warnings:
            click.echo(str(problem), err=True)
        click.echo("只是试算,什么也没有写。" if dry_run else "生成网站后公开。")

    run.__doc__ = command.__doc__
    for option in (
        click.option(
            "--dry-run", is_flag=True, help="只列出会改哪些文件、网页、排名、要换的牌子,什么也不写。"
        ),
        click.option(
            "--on", required=True, callback=day_of, metavar="日期", help="从哪天起;前一天是原来的最后一天。"
        ),
        ROOT,
    ):
        run = option(run)
    run.__click_params__ += getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    return run


def _lines(found: Touched) -> Sequence[str]:
    """What is touched, in words; nothing about what is not."""
    lists = (
        (f"{found.day} 的网页", _by_section(found.pages)),
        ("日历", found.calendars),
        ("排名", found.ranks),
        ("要换的", found.plates),
    )
    lines = []
    for title, listed in lists:
        more = f" 等 {len(listed)} 项" if len(listed) > _SHOWN else ""
        lines.append(f"{title}:{';'.join(listed[:_SHOWN]) or '没有'}{more}")
    return lines


def _by_section(pages: Iterable[str]) -> Sequence[str]:
    """How many pages of each part of the site."""
    counts = Counter(page.partition("/")[0] for page in pages)
    return [f"{section}/ {count} 页" if section else "首页" for section, count in counts.items()]


@click.command("handover", cls=Command)
@_changing
@click.argument("badge", metavar="警号")
@click.option("--to", metavar="社区编号", required=True, help="到哪个社区。")
@click.option("--successor", metavar="警号", help="谁接替他原来的社区;不写就是空缺。")
@_REASON
def handover(badge: str, to: str, on: dt.date, successor: str | None, reason: str) -> Change:
    """社区民警换社区:写原来那段的离岗、新的一段,接替的人和空缺一起写好。"""
    return lambda bureau: hand_over(bureau, badge, to, on, successor, reason)


@click.group(cls=Group)
def officer() -> None:
    """社区民警到岗、离岗。"""


@officer.command("leaves")
@_changing
@click.argument("badge", metavar="警号")
@_REASON
def officer_leaves(badge: str, on: dt.date, reason: str) -> Change:
    """社区民警从这天起不在岗;没有别人的,写空缺。"""
    return lambda bureau: leave(bureau, badge, on, reason)


@officer.command("arrives")
@_changing
@click.argument("badge", metavar="警号")
@click.option("--name", metavar="姓名", required=True, help="姓名。")
@click.option("--phone", metavar="电话", required=True, help="公布的值班电话,不写手机号。")
@click.option("--to", metavar="社区编号", required=True, help="到哪个社区。")
@click.option("--from", "lent", metavar="派出所编号", help="从哪个派出所调剂而来;不是调剂的不写。")
def officer_arrives(badge: str, name: str, phone: str, to: str, on: dt.date, lent: str | None) -> Change:
    """新的社区民警从这天起到岗;原来的空缺到前一天为止。"""
    record = Officer.model_construct(
        name=name, role=Role.COMMUNITY_OFFICER, badge=badge, phone=phone, since=on, seconded_from=lent
    )
    return lambda bureau: arrive(bureau, record, to)


@click.group(cls=Group)
def community() -> None:
    """社区改归别的派出所,合并,拆分,改名;编号从来不改。"""


@community.command("move")
@_changing
@click.argument("area", metavar="社区编号")
@click.option("--to", metavar="派出所编号", required=True, help="归哪个派出所。")
def community_move(area: str, to: str, on: dt.date) -> Change:
    """社区改归别的派出所;以前的月份、网页、日历都不变。"""
    return lambda bureau: move_area(bureau, area, to, on)


@community.command("merge")
@_changing
@click.argument("areas", metavar="社区编号…", nargs=-1, required=True)
@click.option("--into", metavar="社区编号", required=True, help="并入哪个社区。")
@_DECISION
def community_merge(areas: tuple[str, ...], into: str, on: dt.date, decision: str) -> Change:
    """社区并入另一个:责任区、人口、民警、名称都归接管的社区,以后的会取消。"""
    return lambda bureau: merge_areas(bureau, areas, into, on, decision)


@community.command("split")
@_changing
@click.argument("area", metavar="社区编号")
@click.option("--new", metavar="新编号", required=True, help="分出来的社区的编号,例如 gulou-xincun。")
@_NAME
@click.option(
    "--division", "divisions", metavar="区划代码", multiple=True, required=True, help="带走的代码,可写几次。"
)
@click.option("--cover", "covers", metavar="名称", multiple=True, help="带走的街道、小区、村湾,可写几次。")
@click.option("--residents", metavar="人数", type=int, required=True, help="带走的人口 [人]。")
@_DECISION
def community_split(area: str, on: dt.date, new: str, decision: str, **taken: Any) -> Change:
    """从社区分出一个新的社区,先写空缺;民警再用 officer arrives 或 handover 写。"""
    return lambda bureau: split_area(bureau, area, NewArea(id=new, **taken), on, decision)


@community.command("rename")
@_changing
@click.argument("area", metavar="社区编号")
@_NAME
def community_rename(area: str, name: str, on: dt.date) -> Change:
    """社区改名;居民照旧名也找得到,编号和网址不变。"""
    return lambda bureau: rename_area(bureau, area, name, on)


@click.group(cls=Group)
def station() -> None:
    """派出所合并,撤销,改名;编号从来不改。"""


@station.command("merge")
@_changing
@click.argument("id_", metavar="派出所编号")
@click.option("--into", metavar="派出所编号", required=True, help="并入哪个派出所。")
def station_merge(id_: str, into: str, on: dt.date) -> Change:
    """派出所并入另一个,它的社区全部改归那个所。"""
    return lambda bureau: merge_stations(bureau, id_, into, on)


@station.command("close")
@_changing
@click.argument("id_", metavar="派出所编号")
def station_close(id_: str, on: dt.date) -> Change:
    """撤销一个已经没有社区的派出所。"""
    return lambda bureau: close_station(bureau, id_, on)


@station.command("rename")
@_changing
@click.argument("id_", metavar="派出所编号")
@_NAME
def station_rename(id_: str, name: str, on: dt.date) -> Change:
    """派出所改名;编号和网址不变。"""
    return lambda bureau: rename_station(bureau, id_, name, on)
