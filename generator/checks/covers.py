"""Rules about the land of an area (责任区): every door and building belongs to one area (方案二(三))."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

from generator.checks.overlaps import Span, clashes
from generator.checks.rules import rule
from generator.checks.writing import how_written
from generator.model.area import Area, EstateCover, Parity, StreetCover
from generator.model.bureau import Bureau
from generator.problems import Problem, shown
from generator.text.addresses import buildings_on_record, read_address
from generator.text.comparing import comparable, folded

C = TypeVar("C", StreetCover, EstateCover)


@dataclass(frozen=True, kw_only=True)
class Claim(Generic[C]):
    """One entry of an area's covers, identified by `order`, its position among all covers of the bureau."""

    area: Area = field(compare=False)
    at: int = field(compare=False)
    cover: C = field(compare=False)
    order: int


Street: TypeAlias = Claim[StreetCover]
Estate: TypeAlias = Claim[EstateCover]


@rule("areas")
def check_every_house_number_belongs_to_one_area(bureau: Bureau) -> Iterator[Problem]:
    """同一个区里,同一条街的同一个门牌只归一个社区。"""
    for claims in _claimed_more_than_once(bureau, StreetCover):
        odd = ((later.of, met.of) for later, met in clashes(_on_side(claims, Parity.ODD)))
        even = ((later.of, met.of) for later, met in clashes(_on_side(claims, Parity.EVEN)))
        in_file_order = (sorted(pair, key=lambda claim: claim.order) for pair in (*odd, *even))
        for first, second in dict.fromkeys((one, other) for one, other in in_file_order):
            spellings = how_written(first.cover.street, second.cover.street)
            yield _claimed_twice(bureau, first, second, _shared_numbers(first, second), spellings)


@rule("areas")
def check_every_building_belongs_to_one_area(bureau: Bureau) -> Iterator[Problem]:
    """同一个区里,同一个小区或同一栋楼只归一个社区。"""
    for claims in _claimed_more_than_once(bureau, EstateCover):
        for first, second in dict.fromkeys(_building_clashes(claims)):
            spellings = _spellings(first.cover, second.cover)
            yield _claimed_twice(bureau, first, second, _shared_buildings(first, second), spellings)


def _claimed_more_than_once(bureau: Bureau, kind: type[C]) -> Iterator[list[Claim[C]]]:
    """Yield the claims on each street or estate that has several; areas with an end date are left out.

    Equal names in two districts are two streets or estates.
    """
    claims: dict[tuple[str, str], list[Claim[C]]] = defaultdict(list)
    order = 0
    for area in bureau.lasting_areas:
        station = bureau.stations.get(area.station)
        district = station.district if station else area.station
        for at, cover in enumerate(area.covers):
            order += 1
            name = cover.street if isinstance(cover, StreetCover) else cover.estate
            if isinstance(cover, kind):
                claim = Claim(area=area, at=at, cover=cover, order=order)
                claims[comparable(district), comparable(name)].append(claim)
    yield from (several for several in claims.values() if len(several) > 1)


def _on_side(claims: Iterable[Street], side: Parity) -> Iterator[Span[Street]]:
    """The house numbers of each claim on one side of the street."""
    odd = side is Parity.ODD
    for claim in claims:
        cover = claim.cover
        first = cover.start + (cover.start % 2 != odd)
        last = cover.end - (cover.end % 2 != odd)
        if cover.parity in (side, Parity.ALL) and first <= last:
            yield Span(first=first, last=last, claim=claim.order, of=claim)


def _building_clashes(claims: Iterable[Estate]) -> Iterator[tuple[Estate, Estate]]:
    """Yield (first, second) where a claim overlaps an earlier one: in the whole estate, a building or a zone."""
    whole: Estate | None = None
    owners: dict[str, Estate] = {}
    for claim in claims:
        buildings = _keys_of_buildings(claim.cover)
        if whole is not None:
            yield whole, claim
        elif not buildings and owners:
            yield next(iter(owners.values())), claim
        for building in buildings:
            owner = owners.setdefault(building, claim)
            if owner is not claim and whole is None:
                yield owner, claim
        yield from () if whole else _parts_and_wholes(owners, buildings, claim)
        whole = whole or (claim if not buildings else None)


def _parts_and_wholes(
    owners: dict[str, Estate], buildings: dict[str, str], claim: Estate
) -> Iterator[tuple[Estate, Estate]]:
    """Yield (owner, claim) where one claims a zone or phase (A区) and the other a building in it (A区5栋)."""
    for building, written in buildings.items():
        for owned, owner in owners.items():
            if owner is claim or building == owned:
                continue
            if (building.startswith(owned) and _is_zone(_keys_of_buildings(owner.cover)[owned])) or (
                owned.startswith(building) and _is_zone(written)
            ):
                yield owner, claim


def _is_zone(written: str) -> bool:
    """Is it a zone or phase without a building? A座 is a building and does not contain A5栋."""
    address, rest = read_address(folded(written))
    is_closer = not address.keys().isdisjoint(("building", "door", "numbers", "unit", "floor", "room"))
    return not rest and ("zone" in address or "phase" in address) and not is_closer


def _keys_of_buildings(cover: EstateCover) -> dict[str, str]:
    """Map the key of each building to its spelling: 一栋, 1# and 1号楼 share a key, 1-3栋 has three."""
    return {key: building for building in cover.buildings for key in buildings_on_record(folded(building))}


def _shared_numbers(first: Street, second: Street) -> str:
    one, other = first.cover, second.cover
    low, high = max(one.start, other.start), min(one.end, other.end)
    side = other.parity if one.parity is Parity.ALL else one.parity
    numbers = f"{low} 号" if low == high else f"{low} 至 {high} 号"
    return f"{other.street} {numbers}" + ("" if side is Parity.ALL or low == high else f"的{side.label}")


def _shared_buildings(first: Estate, second: Estate) -> str:
    one, other = first.cover, second.cover
    mine, theirs = _keys_of_buildings(one), _keys_of_buildings(other)
    shared = [building for key, building in theirs.items() if not mine or key in mine] or list(one.buildings)
    return other.estate + (" " + "、".join(dict.fromkeys(shared)) if shared else "")


def _spellings(one: EstateCover, other: EstateCover) -> str:
    """How the two spell the estate, or a shared building, differently; empty if they do not."""
    mine, theirs = _keys_of_buildings(one), _keys_of_buildings(other)
    spelled = ((mine[key], theirs[key]) for key in theirs if key in mine and mine[key] != theirs[key])
    buildings = next((f";那里写的是“{shown(a)}”,这里写的是“{shown(b)}”" for a, b in spelled), "")
    return how_written(one.estate, other.estate) + buildings


def _claimed_twice(bureau: Bureau, first: Claim[C], second: Claim[C], shared: str, spellings: str) -> Problem:
    own = second.area
    if first.area is own:
        message = (
            f"{shared}在本文件的责任区里写了两次(第 {first.at + 1} 条和第 {second.at + 1} 条){spellings}。"
        )
        hint = "请删去重复的一条,或改正门牌、楼栋。"
    else:
        message = f"{shared}既写在{own.name},又写在{first.area.name}({first.area.path}){spellings}。"
        hint = "请与对方核对,只留一处;如果是同名的两个地方,请在名称前写上村名或路名。"
    return bureau.place(own.path, "covers", second.at).problem(
        "E305",
        message,
        hint,
    )
