"""Gaps in today's data of prevention, as sentences with numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.gaps.today import Today, some
from generator.model.public import PublicArea, PublicBureau
from generator.model.public_prevention import GroupKind, PublicPrevention


def prevention_gaps(today: Today) -> Iterator[str]:
    """What the document asks for and the communities and stations of today lack; nothing for what nobody lacks."""
    bureau = today.bureau
    owned = [area.prevention for area in bureau.areas.values() if area.prevention is not None]
    themed = {one.station for one in today.figures.talks if one.themes}
    unpaid = sum(bool(own.funds) and not any(fund.received for fund in own.funds) for own in owned)
    yield from some(_without(today, lambda own: own.patrols), "个社区没有登记巡逻队")
    yield from some(_untold(bureau, GroupKind.COMMITTEE), "个治保会没有登记年龄和文化结构")
    yield from some(_untold(bureau, GroupKind.PATROLS), "个社区的巡逻队没有登记年龄和文化结构")
    yield from some(_without(today, lambda own: own.volunteers), "个社区没有登记志愿者")
    yield from some(len(bureau.standing_stations.keys() - themed), "个派出所没有按内容登记宣传")
    yield from some(_without(today, lambda own: own.funds), "个社区没有公布群防群治经费")
    yield from some(unpaid, "个社区的经费没有写谁出的钱")
    yield from _of_titles(bureau)
    if not bureau.prevention.companies:
        yield "没有登记保安公司"
    if not bureau.prevention.criteria:
        yield "没有写安全小区、安全村居的条件"


def _without(today: Today, there: Callable[[PublicPrevention], object]) -> int:
    return today.areas_without(lambda area: area.prevention and there(area.prevention))


def _untold(bureau: PublicBureau, kind: GroupKind) -> int:
    """The areas that have such a group, of which nobody wrote who it is; unknown, so 0, where the policy tells none."""
    if bureau.policy.standards.composition_base is None or bureau.policy.standards.composition_step is None:
        return 0
    told = {id_ for one in bureau.compositions if one.group is kind for id_ in one.areas}
    return sum(area.id not in told for area in bureau.areas.values() if _has(area, kind))


def _has(area: PublicArea, kind: GroupKind) -> bool:
    if kind is GroupKind.COMMITTEE:
        return area.committee is not None
    return area.prevention is not None and bool(area.prevention.patrols)


def _of_titles(bureau: PublicBureau) -> Iterator[str]:
    day, due = bureau.as_of, bureau.policy.standards.safe_places.value
    valid = [
        [place for place in area.prevention.standing_places(day) if place.holds_on(day)]
        if area.prevention is not None
        else []
        for area in bureau.areas.values()
    ]
    yield from some(sum(len(own) < due for own in valid), "个社区没有在有效期内的安全小区（村居）")
    unreviewed = sum(not place.reviews for own in valid for place in own)
    yield from some(unreviewed, "个安全小区（村居）授予以后没有复核过")
