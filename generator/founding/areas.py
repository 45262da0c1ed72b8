"""The records of the areas: the ordinary values, the exceptions of some, and their people and land."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from generator.founding.names import person_name
from generator.founding.places import Request
from generator.founding.texts import filled, merged, reference, words
from generator.founding.towns import Territory, covers_of, village_name
from generator.model.area import Area, AreaKind, Headcount
from generator.model.months import first_day, months_ending_with
from generator.model.policy import Policy
from generator.model.values import WEEKDAYS


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The people of one area: its first officer, one who came or left, further ones; and the promised days."""

    lead: Mapping[str, str]
    spare: Mapping[str, str]
    others: tuple[Mapping[str, str], ...]
    started: dt.date
    promise: Mapping[str, Any]


def areas_of(
    territories: Sequence[Territory],
    *,
    staff: Iterator[Mapping[str, str]],
    numbers: Iterator[str],
    request: Request,
) -> Iterator[Area]:
    """Every area's record: ordinary values overlaid with its exceptions."""
    policy, begin = reference("policy", Policy), first_day(request.reported[-1])
    covers, stations = covers_of(territories), {territory.town.id for territory in territories}
    latest = months_ending_with(request.reported[0], 6)
    months = {f"month_{back}": month for back, month in enumerate(latest, start=1)}
    town, before = None, None
    for at, territory in enumerate(territories):
        random = request.random("area", territory.id)
        before = before if territory.town == town else None
        town, land = territory.town, covers[territory.id]
        names = _names(territory, land, random, numbers) | months
        names |= {"lender": "-", "lent_by": "-", "lent_until": "-", "last_year": request.as_of.year - 1}
        if lenders := stations - {town.id}:
            until = request.as_of + dt.timedelta(days=200)
            names |= {"lender": min(lenders), "lent_by": f"{town.district}公安分局", "lent_until": f"{until}"}
        is_rural = territory.kind is AreaKind.RURAL
        residents = {"permanent" if is_rural else "actual": f"{territory.residents}"}
        record = merged(words("records")["area"], {"population": residents})
        for odd in words("records")["odd"]:
            is_possible = before is not None or "needs_area_before" not in odd
            if at % int(odd["every"]) == int(odd["at"]) and is_possible:
                record = merged(record, odd | {"every": "-", "at": "-", "needs_area_before": "-"})
        record = filled(record, request.as_of, random, **names)
        count = Headcount.model_validate(record["population"])
        number = policy.staffing_for(territory.kind).required(count) - int(record.pop("lacks", 0))
        desk = Desk(
            lead=next(staff),
            spare=next(staff),
            others=tuple(next(staff) for _ in range(number - 1)),
            started=begin - dt.timedelta(days=random.randint(60, 2400)),
            promise=random.choice(words("records")["promises"]),
        )
        record["officers"] = [*_officers(record, desk, before)]
        record["divisions"] = [division.code for division in territory.divisions]
        record["villages"] = [village_name(one.name) for one in territory.divisions] if is_rural else []
        yield Area.model_validate({**record, "covers": land})
        before = desk


def _names(
    territory: Territory, land: Sequence[Mapping[str, Any]], random: Random, numbers: Iterator[str]
) -> dict[str, Any]:
    """The values for the $names in the area's record."""
    town, street = territory.town, land[0].get("street")
    place = f"{street}{1 + 2 * random.randint(2, 20)}号" if street else f"{land[0]['estate']}党群服务中心一楼"
    return {
        "id": territory.id,
        "station_id": town.id,
        "full_name": territory.name,
        "base": territory.base,
        "name": territory.name.removesuffix("警务区"),
        "kind": territory.kind,
        "households": territory.residents * 36 // 100,
        "institutions": territory.residents // 320,
        "shops": territory.residents // 75,
        "station": town.station,
        "district": town.district,
        "address": f"{town.district}{town.name}{place}",
        **{f"phone_{at}": next(numbers) for at in range(1, 5)},
        "director": person_name(random),
        "safe": "safe_village" if territory.kind is AreaKind.RURAL else "safe_estate",
        "estate": next(one["estate"] for one in land if "estate" in one and "buildings" not in one),
    }


def _officers(record: Mapping[str, Any], desk: Desk, before: Desk | None) -> Iterator[dict[str, Any]]:
    """The officers of the record, with people from the desk, or from the desk of the area before."""
    is_empty = any("until" not in vacancy for vacancy in record.get("vacancies", ()))
    people = {"lead": desk.lead, "spare": desk.spare, "before": before.lead if before else desk.lead}
    listed = [*record["officers"], *({"who": other} for other in (() if is_empty else desk.others))]
    for one in listed:
        person = people[one["who"]] if isinstance(one["who"], str) else one["who"]
        times = {key: value for key, value in one.items() if key != "who"}
        since, promise = desk.started, desk.promise
        if before is not None and times.get("role") == "acting":
            # One officer cannot promise the same day in two places.
            days = [day for day in WEEKDAYS if day not in before.promise["days"]][:3]
            promise = {**promise, "days": days}
        if "until" in times:
            since = min(since, dt.date.fromisoformat(times["until"]) - dt.timedelta(days=365))
        else:
            times["on_site"] = promise
        yield merged({"role": "community_officer", "since": since, **person}, times)
