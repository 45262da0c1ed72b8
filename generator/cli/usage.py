"""The help and the usage errors of every command in Chinese."""

from __future__ import annotations

import re
from collections import UserDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final

import click

_SECTIONS: Final = {"Options": "选项", "Commands": "命令"}
_PIECES: Final = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 …"}
_IN_BRACKETS: Final = re.compile(r"\((.*)\)")


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for piece, said in _PIECES.items():
            args = args.replace(piece, said)
        super().write_usage(prog, args, prefix or "用法:")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        said = [(name, _said(text)) for name, text in rows]
        super().write_dl(said, col_max, col_spacing)

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_SECTIONS.get(name, name)):
            yield


def _said(text: str) -> str:
    return text.replace("[required]", "[必填]").replace("[default: ", "[不写就是:")


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help is in Chinese throughout."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option with a Chinese text."""
        return _told(super().get_help_option(ctx))


class Later(UserDict[str, click.Command]):
    """Commands by name, each imported when somebody asks for it."""

    def __init__(self, places: Mapping[str, str]) -> None:
        """`places`: "module:object" in this package, by name."""
        super().__init__()
        self.data.update(dict.fromkeys(places))  # type: ignore[arg-type]
        self._places = places

    def __getitem__(self, name: str) -> click.Command:
        if self.data[name] is None:
            module, _, command = self._places[name].partition(":")
            self.data[name] = getattr(import_module(f"generator.cli.{module}"), command)
        return self.data[name]


class Group(click.Group):
    """Commands whose help is in Chinese throughout."""

    context_class = _Context
    command_class = Command
    group_class = type

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option with a Chinese text."""
        return _told(super().get_help_option(ctx))


def _told(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示这段说明。"
    return option


def in_chinese(error: click.ClickException) -> str:
    """What is wrong with the call, followed by the usage of the command."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    said = f"命令没有执行:{_fault(error)}"
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return said
    return f"{said}\n{context.get_usage()}\n详细说明请运行 {context.command_path} --help。"


def _fault(error: click.ClickException) -> str:
    match error:
        case click.exceptions.NoSuchCommand(command_name=name, possibilities=near):
            said = f"没有命令“{name}”。{_perhaps(near)}"
        case click.NoSuchOption(option_name=name, possibilities=near):
            said = f"没有选项 {name}。{_perhaps(near)}"
        case click.MissingParameter(param=parameter):
            said = f"没有写{_name(parameter)}。"
        case click.BadOptionUsage(option_name=name):
            said = f"选项 {name} 的写法不对:要写值的在后面写上,不要值的不写。"
        case click.BadParameter(param=parameter, message=message):
            said = f"{_name(parameter)}不对:{_choices(parameter) or message}"
        case click.UsageError(message=message) if message.startswith("Got unexpected extra"):
            said = f"多写了“{''.join(_IN_BRACKETS.findall(message))}”;有空格的内容请放在引号里。"
        case _:
            said = error.format_message()
    return said


def _perhaps(near: list[str] | None) -> str:
    return f"是不是 {'、'.join(near)}?" if near else ""


def _name(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return f"选项 {parameter.opts[-1]} "
    return f"“{parameter.metavar}”" if isinstance(parameter, click.Argument) else "参数"


def _choices(parameter: click.Parameter | None) -> str:
    """The choices, since click's message about them is not in Chinese; empty for other types."""
    kind: Any = parameter.type if parameter is not None else None
    return f"可以写 {'、'.join(kind.choices)}。" if isinstance(kind, click.Choice) else ""
