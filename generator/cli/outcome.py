"""What a command that found problems prints, and its exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from generator.problems import Problem, ProblemsFound, Severity, errors_first


@contextmanager
def stopped(ending: str) -> Iterator[None]:
    """Print the problems, errors first, their number, and what did not happen; exit with code 1."""
    try:
        yield
    except ProblemsFound as found:
        for problem in errors_first(found.problems):
            click.echo(str(problem), err=True)
        click.echo(f"{summary(found.problems)}{ending}", err=True)
        raise SystemExit(1) from None


def summary(problems: tuple[Problem, ...]) -> str:
    """How many errors and warnings there are."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return "没有问题。"
    return f"共 {errors} 个错误、{warnings} 个提醒。"
