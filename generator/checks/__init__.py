"""Rules between records, and between the records and the day on which they are checked.

Each rule is a small generator whose docstring is the rule; each module holds the rules about one subject.
"""

from __future__ import annotations

import datetime as dt
import pkgutil
from importlib import import_module
from itertools import chain
from typing import Final

from generator.checks.references import said_once
from generator.checks.rules import BureauRule
from generator.model.bureau import Bureau
from generator.parallel import spread
from generator.problems import Problem, in_order

# Every rule of every module of this package.
RULES: Final = tuple(
    found
    for module in pkgutil.iter_modules(__path__, prefix=f"{__name__}.")
    for found in vars(import_module(module.name)).values()
    if isinstance(found, BureauRule)
)


def check(bureau: Bureau, as_of: dt.date) -> tuple[Problem, ...]:
    """Every problem that the rules find, in order of path and line. `as_of` is the day that counts as today.

    If some files have errors, a rule stops as soon as it needs all records of a kind that is incomplete.
    """
    found = spread(lambda rule: tuple(rule(bureau, as_of)), RULES, "检查")
    return in_order(said_once(chain.from_iterable(found)))
