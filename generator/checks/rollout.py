"""Rules about the rollout: acceptances refer to existing records, and dates are possible."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from generator.checks.references import area_exists, station_exists
from generator.checks.rules import rule
from generator.model.bureau import Bureau
from generator.problems import Problem

_FILE: Final = "data/milestones.yml"


@rule()
def check_every_acceptance_is_of_something_there_is(bureau: Bureau) -> Iterator[Problem]:
    """验收的社区和派出所都有档案。"""
    for at, cycle in enumerate(bureau.milestones.cycles):
        for number, made in enumerate(cycle.acceptance):
            keys = ("cycles", at, "acceptance", number)
            if made.area is not None:
                yield from area_exists(bureau, made.area, _FILE, *keys, "area")
            if made.station is not None:
                yield from station_exists(bureau, made.station, _FILE, *keys, "station")


@rule()
def check_no_acceptance_comes_before_its_round(bureau: Bureau) -> Iterator[Problem]:
    """验收的日期不早于这一轮开始的日期。"""
    for at, cycle in enumerate(bureau.milestones.cycles):
        begins = min(step.starts for step in cycle.milestones)
        for number, made in enumerate(cycle.acceptance):
            if made.on < begins:
                yield bureau.place(_FILE, "cycles", at, "acceptance", number, "on").problem(
                    "E310",
                    f"验收日期 {made.on} 早于“{cycle.title}”开始的 {begins}。",
                    "请核对年份和月份,或把这条验收移到那一轮。",
                )


@rule()
def check_no_step_or_acceptance_lies_in_the_future(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """步骤完成、检查验收都是已经做过的事,日期不晚于今天。"""
    for at, cycle in enumerate(bureau.milestones.cycles):
        days = [
            (step.done_on, f"“{step.title}”完成的日期", ("milestones", number, "done_on"))
            for number, step in enumerate(cycle.milestones)
            if step.done_on is not None
        ]
        days += [
            (made.on, "验收日期", ("acceptance", number, "on"))
            for number, made in enumerate(cycle.acceptance)
        ]
        for day, what, keys in days:
            if day > as_of:
                yield bureau.place(_FILE, "cycles", at, *keys).problem(
                    "W329",
                    f"{what} {day} 晚于今天({as_of})。",
                    "请核对年份和月份,写实际的日期;还没有做的事先不要写。",
                )
