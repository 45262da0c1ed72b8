"""Arguments and options that commands share, with messages in Chinese about how they are written."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import click

from generator.model.months import CHINA, FIRST_YEAR, LAST_YEAR
from generator.text.numerals import with_digits


def now() -> dt.datetime:
    """Day and hour in China; the only clock of the command line."""
    return dt.datetime.now(CHINA).replace(tzinfo=None)


def day_of(_context: click.Context, _parameter: click.Parameter, value: str | None) -> dt.date:
    """A day; today without one."""
    if value is None:
        return now().date()
    try:
        day = dt.date.fromisoformat(value) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None
    except ValueError:
        day = None
    if day is None:
        raise click.BadParameter(_written_so("日期", value, "2026-11-24"))
    # The same years as in the data: another year is probably a typing error.
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise click.BadParameter(f"日期应在 {FIRST_YEAR} 年至 {LAST_YEAR} 年之间。")
    return day


def _folder(_context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
    if not value.is_dir():
        raise click.BadParameter(f"没有目录 {value}。")
    return value


ROOT = click.option(
    "--root",
    metavar="目录",
    type=click.Path(path_type=Path),
    default=Path(),
    callback=_folder,
    help="含有 data/ 的目录,默认为当前目录。",
)
AS_OF = click.option("--as-of", callback=day_of, metavar="日期", help="按哪一天计算,默认为今天。")


def _written_so(what: str, value: str, example: str) -> str:
    """A message with the right spelling if it is certain, else with an example."""
    from generator.load.mending import probably_meant  # noqa: PLC0415 (a build of an unchanged site needs no models)

    meant = probably_meant(value, example)
    return f"{what}请写成 {meant}。" if meant else f"{what}请写成 {example} 的样子。"


def month_of(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A month; None for an argument that was left out."""
    if value == "withdraw":
        raise click.BadParameter("撤回请运行 jingwu withdraw 月份。")
    if value is not None and not re.fullmatch("(19|20)[0-9]{2}-(0[1-9]|1[0-2])", value):
        raise click.BadParameter(_written_so("月份", value, "2026-10"))
    return value


def quarter_of(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """A quarter."""
    if not re.fullmatch("(19|20)[0-9]{2}-Q[1-4]", value):
        found = re.fullmatch("((?:19|20)[0-9]{2})[-年/ ]?(?:[Qq]|第)?([1-4一二三四])(?:季度?)?", value)
        number = with_digits(found[2]) if found else ""
        raise click.BadParameter(
            f"季度请写成 {found[1]}-Q{number}。" if found else "季度请写成 2027-Q1 的样子。"
        )
    return value
