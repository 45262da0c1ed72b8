"""Who polices what: one station for each town, one area for each community, villages put together by neighbourhood."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from generator.model.area import AreaKind
from generator.model.station import StationKind
from tools.sample.numbering import told_apart
from tools.sample.places import Division
from tools.sample.spelling import slug

# Residents of an urban or town community: on, between and beyond the steps of the staffing standard.
_COMMUNITY_RESIDENTS: Final = (5200, 6500, 7300, 5000, 9100, 8000, 3900, 6501, 5800, 10800, 4600, 6900)
_VILLAGE_RESIDENTS: Final = (1100, 3300)
_TOWNSHIPS: Final = ("镇", "乡", "苏木")
# What a station's name leaves out of its town's, unless a single character or a people would be left: 满族乡.
_SHORTENED: Final = re.compile("(?<=..)(?<!族)(街道办事处|街道|镇|乡)$")


@dataclass(frozen=True, kw_only=True)
class Town:
    """A street office, town, township or zone, and the station that polices it."""

    id: str
    code: str
    name: str
    station: str
    district: str
    kind: StationKind
    divisions: tuple[Division, ...]

    @property
    def has_streets(self) -> bool:
        """Is it neither a town nor a township (镇, 乡, 苏木)? There communities are urban."""
        return not self.name.endswith(_TOWNSHIPS)


@dataclass(frozen=True, kw_only=True)
class Territory:
    """What one area polices. `residents` [persons] stands beside each division."""

    id: str
    town: Town
    name: str
    base: str
    kind: AreaKind
    divisions: tuple[Division, ...]
    residents: tuple[int, ...]


def base_name(official: str) -> str:
    """A place's own name, without what it is: 官柳社区居委会 -> 官柳, 四份村委会（含移民新区） -> 四份."""
    plain = _plain(official)
    return re.sub("(社区)?(居委会|居民委员会)$|社区$|(村委会|村民委员会)$", "", plain) or plain


def is_village(division: Division) -> bool:
    """村委会, and any other name in rural numbering."""
    name = _plain(division.name)
    if name.endswith(("村委会", "村民委员会")):
        return True
    if name.endswith(("社区", "居委会", "居民委员会")):
        return False
    return 200 <= division.number < 400 or division.number >= 500


def _plain(official: str) -> str:
    """The name without remarks in brackets."""
    return re.sub(r"（[^）]*）|\([^)]*\)", "", official).strip() or official


def towns_of(divisions: Sequence[Division]) -> tuple[Town, ...]:
    """The towns in code order, each with its station's id and name."""
    grouped = [
        tuple(group) for _, group in itertools.groupby(divisions, key=lambda division: division.town_code)
    ]
    names = [group[0].town for group in grouped]
    ids = _distinct([_town_slug(name) for name in names], [group[0].town_code for group in grouped])
    return tuple(
        Town(
            id=identifier,
            code=group[0].town_code,
            name=group[0].town,
            station=station,
            district=group[0].district,
            kind=_station_kind(group),
            divisions=group,
        )
        for group, identifier, station in zip(grouped, ids, _station_names(grouped), strict=True)
    )


def _town_slug(name: str) -> str:
    short = re.sub("(街道办事处|街道|镇|乡)$", "", name)
    return slug(short or name)


def _distinct(slugs: Sequence[str], codes: Sequence[str]) -> list[str]:
    """The first of equal spellings keeps it, the others add their code; what cannot be spelled is its code."""
    taken: set[str] = set()
    ids = []
    for text, code in zip(slugs, codes, strict=True):
        choices = (text, f"{text}-no{code}" if text else f"no{code}")
        ids.append(next(choice for choice in choices if choice and choice not in taken))
        taken.add(ids[-1])
    return ids


def _station_names(grouped: Sequence[Sequence[Division]]) -> list[str]:
    """Short where that is enough to tell two stations apart; numbered where nothing else does."""
    short = [_SHORTENED.sub("", group[0].town) for group in grouped]
    full = [group[0].town for group in grouped]
    shorts, fulls = Counter(short), Counter(full)
    names = []
    for name, whole, group in zip(short, full, grouped, strict=True):
        if shorts[name] == 1:
            names.append(f"{name}派出所")
        else:
            names.append(f"{whole}派出所" if fulls[whole] == 1 else f"{group[0].district}{whole}派出所")
    return told_apart(names, lambda name, number: f"{name.removesuffix('派出所')}第{number}派出所")


def _station_kind(group: Sequence[Division]) -> StationKind:
    name = group[0].town
    communities = [division for division in group if not is_village(division)]
    if name.endswith(_TOWNSHIPS):
        return StationKind.TOWN if communities else StationKind.RURAL
    if communities or name.endswith(("街道", "街道办事处", "开发区", "经济区")):
        return StationKind.URBAN
    return StationKind.RURAL


def territories_of(towns: Sequence[Town], seed: int, group_size: int) -> tuple[Territory, ...]:
    """The areas of all towns in code order; rural ones of about `group_size` residents, named after their first."""
    order = itertools.count()
    return tuple(territory for town in towns for territory in _in_town(town, seed, group_size, order))


def _in_town(town: Town, seed: int, group_size: int, order: Iterator[int]) -> Iterator[Territory]:
    groups: list[tuple[tuple[Division, ...], bool]] = [
        *(((division,), False) for division in town.divisions if not is_village(division)),
        *((group, True) for group in _village_groups(town, seed, group_size)),
    ]
    firsts = [group[0] for group, _ in groups]
    ids = _distinct([slug(base_name(first.name)) for first in firsts], [first.code[-3:] for first in firsts])
    names = told_apart(
        [_area_name(first.name, rural) for first, (_, rural) in zip(firsts, groups, strict=True)],
        _with_number,
    )
    for (group, rural), identifier, name in zip(groups, ids, names, strict=True):
        residents = (
            tuple(_village_residents(division, seed) for division in group)
            if rural
            else (_COMMUNITY_RESIDENTS[next(order) % len(_COMMUNITY_RESIDENTS)],)
        )
        yield Territory(
            id=f"{town.id}-{identifier}",
            town=town,
            name=name,
            base=base_name(group[0].name),
            kind=AreaKind.RURAL if rural else AreaKind.URBAN if town.has_streets else AreaKind.TOWN,
            divisions=group,
            residents=residents,
        )


def _area_name(first: str, rural: bool) -> str:
    """After the first of its places: 伯浩警务区; a community's official name but for 居委会 after 社区."""
    return f"{base_name(first)}警务区" if rural else re.sub("社区(居委会|居民委员会)$", "社区", first)


def _with_number(name: str, number: str) -> str:
    """长江第二警务区; of a community the official name stays: 中心社区（二）."""
    base = name.removesuffix("警务区")
    return f"{name}（{number}）" if base == name else f"{base}第{number}警务区"


def _village_residents(division: Division, seed: int) -> int:
    return Random(f"{seed} residents {division.code}").randint(*_VILLAGE_RESIDENTS)


def _village_groups(town: Town, seed: int, group_size: int) -> list[tuple[Division, ...]]:
    """Neighbours in code order, cut where the running total passes an equal share."""
    villages = [division for division in town.divisions if is_village(division)]
    counts = [_village_residents(division, seed) for division in villages]
    total = sum(counts)
    number = max(1, (2 * total + group_size) // (2 * group_size))
    middles = [sum(counts[:at]) * 2 + count for at, count in enumerate(counts)]
    shares = [middle * number // (2 * total) for middle in middles]
    paired = itertools.groupby(zip(shares, villages, strict=True), key=lambda pair: pair[0])
    return [tuple(village for _, village in pairs) for _, pairs in paired]
