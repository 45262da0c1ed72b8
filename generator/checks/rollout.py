"""Rules about the rollout: acceptances and pilots are of existing records on possible days, failures followed up."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Final

from generator.checks.references import area_exists, station_exists
from generator.checks.rules import Keys, rule
from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.rollout import Acceptance, AcceptanceResult, Cycle, Milestone, Pilot
from generator.model.station import Station
from generator.problems import Problem

_FILE: Final = "data/milestones.yml"


def _made(bureau: Bureau) -> Iterator[tuple[Cycle, Keys, Acceptance]]:
    """Every acceptance with its round and the keys that lead to it."""
    for at, cycle in enumerate(bureau.milestones.cycles):
        for number, made in enumerate(cycle.acceptance):
            yield cycle, ("cycles", at, "acceptance", number), made


def _pilots(bureau: Bureau) -> Iterator[tuple[Milestone, Keys, Pilot]]:
    """Every pilot with its step and the keys that lead to it."""
    for at, cycle in enumerate(bureau.milestones.cycles):
        for number, step in enumerate(cycle.milestones):
            for order, pilot in enumerate(step.pilots):
                yield step, ("cycles", at, "milestones", number, "pilots", order), pilot


@rule()
def check_every_acceptance_and_pilot_is_of_something_there_is(bureau: Bureau) -> Iterator[Problem]:
    """验收的社区和派出所、试点的社区都有档案。"""
    named = [(keys, made.area) for _, keys, made in _made(bureau)]
    named += [(keys, pilot.area) for _, keys, pilot in _pilots(bureau)]
    for keys, area in named:
        if area is not None:
            yield from area_exists(bureau, area, _FILE, *keys, "area")
    for _, keys, made in _made(bureau):
        if made.station is not None:
            yield from station_exists(bureau, made.station, _FILE, *keys, "station")


@rule()
def check_what_was_accepted_or_tried_stood_on_that_day(bureau: Bureau) -> Iterator[Problem]:
    """验收那天、试点那段时间,社区或派出所已经设立、还没有撤销;并入别处的,验收的结果留着。"""
    for _, keys, made in _made(bureau):
        key = "area" if made.area is not None else "station"
        found = _named(bureau, made)
        if found is not None and not found.exists_on(made.on) and not found.merged_into:
            yield _not_there(bureau, (*keys, key), found, f"验收日期 {made.on} ")
    for step, keys, pilot in _pilots(bureau):
        area = bureau.areas.get(pilot.area or "")
        if area is not None and not (area.exists_on(step.starts) or area.exists_on(step.ends)):
            yield _not_there(bureau, (*keys, "area"), area, f"“{step.title}”({step.starts} 至 {step.ends})时")


def _named(bureau: Bureau, made: Acceptance) -> Area | Station | None:
    """What was inspected; None for the bureau, or if there is no such record."""
    if made.area is not None:
        return bureau.areas.get(made.area)
    return bureau.stations.get(made.station or "")


def _not_there(bureau: Bureau, keys: Keys, found: Area | Station, when: str) -> Problem:
    stood = f"从 {found.since} 起" if found.since else ""
    ended = f"到 {found.until} 为止" if found.until else ""
    return bureau.place(_FILE, *keys).problem(
        "E310",
        f"{when}{found.name}({found.id})不在:它{stood}{ended}。",
        "请核对日期和编号;改了名、并入别处的,写那天在的那一个。",
    )


@rule()
def check_every_acceptance_lies_in_its_round(bureau: Bureau) -> Iterator[Problem]:
    """验收的日期不早于这一轮开始的日期,也不到下一轮开始以后。"""
    rounds = sorted(bureau.milestones.cycles, key=lambda cycle: cycle.begins)
    after = {one.id: following for one, following in itertools.pairwise(rounds)}
    for cycle, keys, made in _made(bureau):
        following = after.get(cycle.id)
        if made.on < cycle.begins:
            yield bureau.place(_FILE, *keys, "on").problem(
                "E310",
                f"验收日期 {made.on} 早于“{cycle.title}”开始的 {cycle.begins}。",
                "请核对年份和月份,或把这条验收移到那一轮。",
            )
        elif following is not None and made.on >= following.begins:
            yield bureau.place(_FILE, *keys, "on").problem(
                "E310",
                f"验收日期 {made.on} 不早于下一轮“{following.title}”开始的 {following.begins}。",
                "请核对年份和月份,或把这条验收移到那一轮。",
            )


@rule()
def check_what_failed_is_inspected_again(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """没有存档的各轮,验收不合格的,写明最迟哪天复查;到了期限,有复查的结果。"""
    last = {
        (cycle.id, made.subject): made for cycle, _, made in sorted(_made(bureau), key=lambda one: one[2].on)
    }
    for cycle, keys, made in _made(bureau):
        is_open = made.result is AcceptanceResult.FAILED and last[cycle.id, made.subject] is made
        if cycle.archive or not is_open or made.on > as_of or (made.again_by and made.again_by >= as_of):
            continue
        found, place = _named(bureau, made), bureau.place(_FILE, *keys)
        if any(made.subject) and (found is None or not found.exists_on(as_of)):
            continue
        what = f"{found.name if found else '全市'} {made.on} 验收不合格"
        if made.again_by is None:
            yield place.problem(
                "W410", f"{what},没有写最迟哪天复查。", "请写 again_by(复查期限);已经复查的,另写一条验收。"
            )
        else:
            yield place.problem(
                "W410",
                f"{what},{made.again_by} 以前要复查,还没有复查的结果。",
                "复查过的,请在 acceptance 里另写一条,这一条不改;推迟的,改 again_by。",
            )
