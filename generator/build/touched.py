"""What a change of the records touches: pages, calendars, the ranking that comes next, and what hangs on walls."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.build import collector_at_rest
from generator.build.changing import Changed
from generator.build.composing import compose
from generator.facts.area_month import CountedMonth, areas_in
from generator.memo import Memo
from generator.model.months import month_of
from generator.model.public import PublicArea, PublicBureau
from generator.privacy import publish
from generator.ranking import months_to_rank, ranking_by_month
from generator.ranking.differences import differences


@dataclass(frozen=True, kw_only=True)
class Touched:
    """As of `day`, when the change is in force: addresses of pages, paths of calendars, and sentences in Chinese."""

    day: dt.date
    pages: tuple[str, ...]
    calendars: tuple[str, ...]
    ranks: tuple[str, ...]
    plates: tuple[str, ...]


def touched(root: Path, changed: Changed, day: dt.date) -> Touched:
    """Compose the site of that day with and without the change, and compare."""
    with Memo(), collector_at_rest():
        old, new = (publish(one.load.bureau, day) for one in (changed.before, changed.after))
        before, after = compose(root, old), compose(root, new)
        pages = {page.url: page for page in before.pages}, {page.url: page for page in after.pages}
        return Touched(
            day=day,
            pages=tuple(url for url in sorted(pages[0] | pages[1]) if pages[0].get(url) != pages[1].get(url)),
            calendars=tuple(
                path
                for path in sorted({*before.files, *after.files})
                if path.endswith(".ics") and before.files.get(path) != after.files.get(path)
            ),
            ranks=tuple(_ranks(old, new)),
            plates=tuple(_plates(old, new)),
        )


def _ranks(old: PublicBureau, new: PublicBureau) -> Iterator[str]:
    """Stations whose communities or figures differ, in months that are not released."""
    open_months = [month for month in months_to_rank(new) if month not in new.releases]
    before, after = (ranking_by_month(one, open_months) for one in (old, new))
    for month in sorted({*open_months, month_of(new.as_of)}):
        counted = CountedMonth(name=month, policy=new.policy_for(month))
        had, has = (
            Counter(own.station for own in areas_in(one.every_area.values(), counted, {}))
            for one in (old, new)
        )
        for id_, station in new.stations.items():
            if had[id_] != has[id_]:
                group = station.peer_group_on(counted.last).label
                yield f"{month} {station.name}({group}组):计分的社区 {had[id_]} 个变 {has[id_]} 个"
        if month in open_months:
            found = differences(before[month], after[month])
            if names := "、".join(new.stations[one.station].name for one in found):
                yield f"{month} 得分或名次有变:{names}"


def _plates(old: PublicBureau, new: PublicBureau) -> Iterator[str]:
    """What is printed: the notice at a community's post, the roster on a station's wall."""
    rosters: set[str] = set()
    for id_, area in new.every_area.items():
        before = old.every_area.get(id_)
        if before is None or _notice(before) != _notice(area):
            yield f"{area.name}警务室门口的公示(网页 communities/{id_}/)"
            rosters |= {area.station, *(() if before is None else (before.station,))}
    for id_, station in new.stations.items():
        if station != old.stations[id_]:
            yield f"{station.name}的门牌"
            rosters.add(id_)
    if rosters:
        sheets = (f"{new.stations[id_].name}(网页 officers/{id_}/)" for id_ in sorted(rosters))
        yield f"墙上的民警名册:{'、'.join(sheets)}"


def _notice(area: PublicArea) -> object:
    people = [(one.name, one.badge, one.phone, one.on_site) for one in area.officers]
    return area.name, area.station, area.until, area.merged_into, area.covers, people
