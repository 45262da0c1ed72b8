"""What no record can know alone: rules between records, and between the records and the day they are read.

Each rule is a small generator whose docstring is the rule; the rooms are split by what the rules are about.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from generator.checks import (
    areas,
    badges,
    covers,
    figures,
    future,
    meeting_rules,
    meetings,
    names,
    namesakes,
    officers,
    opinions,
    promises,
    releases,
    reports,
    rollout,
    staffing,
    times,
    titles,
    year_reviews,
)
from generator.checks.references import said_once
from generator.checks.rules import BureauRule
from generator.model.bureau import Bureau
from generator.problems import Problem, in_order

_ROOMS: Final = (
    areas,
    badges,
    covers,
    figures,
    future,
    meeting_rules,
    meetings,
    names,
    namesakes,
    officers,
    opinions,
    promises,
    releases,
    reports,
    rollout,
    staffing,
    times,
    titles,
    year_reviews,
)
RULES: Final = tuple(
    found for room in _ROOMS for found in vars(room).values() if isinstance(found, BureauRule)
)


def check(bureau: Bureau, as_of: dt.date) -> tuple[Problem, ...]:
    """Everything the rules find, in order of path and line. `as_of` is the day that counts as today.

    Where some files have errors, the rules speak of what was read.
    """
    return in_order(said_once(problem for rule in RULES for problem in rule(bureau, as_of)))
