"""What no record can know alone: rules between records, and between the records and the day they are read.

Each rule is a small generator whose docstring is the rule; the modules are split by what the rules are about.
"""

from __future__ import annotations

import datetime as dt
import pkgutil
from importlib import import_module
from typing import Final

from generator.checks.references import said_once
from generator.checks.rules import BureauRule
from generator.model.bureau import Bureau
from generator.problems import Problem, in_order

# Every rule of every module of this package.
RULES: Final = tuple(
    found
    for module in pkgutil.iter_modules(__path__, prefix=f"{__name__}.")
    for found in vars(import_module(module.name)).values()
    if isinstance(found, BureauRule)
)


def check(bureau: Bureau, as_of: dt.date) -> tuple[Problem, ...]:
    """Everything the rules find, in order of path and line. `as_of` is the day that counts as today.

    Where some files have errors, the rules speak of what was read.
    """
    return in_order(said_once(problem for rule in RULES for problem in rule(bureau, as_of)))
