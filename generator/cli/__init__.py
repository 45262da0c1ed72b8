"""The command line: every `jingwu` command. It prints, reads the clock, and turns problems into exit codes."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import Any, NoReturn

import click

from generator import __version__
from generator.cli.usage import Group, Later, in_chinese


class _Door(Group):
    """Prints Chinese to every terminal: characters that its encoding lacks are escaped instead of raising an error."""

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            # The result is the exit code of --help and similar options; commands return nothing.
            code = super().main(*args, **{**kwargs, "standalone_mode": False}) or 0
        except click.ClickException as error:
            click.echo(in_chinese(error), err=True)
            code = error.exit_code
        except click.Abort:
            click.echo("已中断。", err=True)
            code = 1
        except OSError as error:
            code = _refused(error)
        except SystemExit as ended:
            code = ended.code
        sys.exit(_written_out() or code)


def _written_out() -> int:
    """Flush both streams; 1 if that fails, so that lost output is not a success and raises no second error at exit."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            return _refused(error)
    return 0


def _refused(error: OSError) -> int:
    """Print why the system refused, if stderr can still be written; return the exit code 1."""
    from generator.disk import refusal  # noqa: PLC0415 (only needed here)

    with suppress(OSError):
        click.echo(str(refusal(error, "输出")), err=True)
    return 1


@click.group("jingwu", cls=_Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jingwu", message="%(prog)s %(version)s", help="显示版本。")
def main() -> None:
    """社区警务公开网:检查数据,生成网站。"""


# Modules are imported when their command is called: `jingwu build` of an unchanged site needs none of the others.
main.commands = Later(
    {
        "build": "building:build",
        "deploy": "deploying:deploy",
        "rollback": "deploying:rollback",
        "deploys": "deploying:deploys",
        "verify": "deploying:verify",
        "purge": "purging:purge",
        "check": "checking:check",
        "schema": "checking:schema",
        "new": "founding:new",
        "hub": "hub:hub",
        "release": "publishing:release",
        "withdraw": "publishing:withdraw",
        "month": "publishing:month",
        "meetings": "drawing:meetings",
        "audit": "drawing:audit",
        "handover": "reorganising:handover",
        "officer": "reorganising:officer",
        "community": "reorganising:community",
        "station": "reorganising:station",
    }
)
