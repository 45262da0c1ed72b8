"""一起防范: committee, patrols, titles, money and linked units of a community."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from generator.model.public import PublicArea
from generator.pages.wording import When, decimal_text, when


@dataclass(frozen=True, kw_only=True)
class SafePlaceLine:
    """A titled estate or village, and whether the title still holds."""

    kind: str
    name: str
    until: When
    is_expired: bool


@dataclass(frozen=True, kw_only=True)
class Prevention:
    """Committee, patrols, titles and money [CNY], as far as they are public."""

    has_committee: bool
    director: str
    members: int
    phone: str | None
    patrols: tuple[str, ...]
    safe_places: tuple[SafePlaceLine, ...]
    funds: tuple[tuple[str, str, str], ...]
    linkage: tuple[tuple[str, str, str], ...]


def prevention_view(as_of: dt.date, area: PublicArea) -> Prevention:
    """What is public of them."""
    committee, prevention = area.committee, area.prevention
    links = (
        (("刑警联社区", area.linkage.detective), ("110进社区", area.linkage.patrol_110))
        if area.linkage
        else ()
    )
    return Prevention(
        has_committee=committee is not None,
        director=_director(area),
        members=committee.members if committee else 0,
        phone=committee.phone if committee else None,
        patrols=tuple(f"{p.kind.label}（{p.members}人）：{p.shift}" for p in prevention.patrols)
        if prevention
        else (),
        safe_places=tuple(
            SafePlaceLine(
                kind=place.kind.label,
                name=place.name,
                until=when(place.expires_on, as_of=as_of),
                is_expired=place.expires_on < as_of,
            )
            for place in (prevention.safe_places if prevention else ())
        ),
        funds=tuple(
            (fund.period, _money(fund.income), _money(fund.spending))
            for fund in (prevention.funds if prevention else ())
        ),
        linkage=tuple((title, link.unit, link.phone) for title, link in links if link),
    )


def _director(area: PublicArea) -> str:
    if area.committee is None or not area.committee.has_director:
        return "待推选"
    return area.committee.director_name or "已设（姓名由治保会自行公布）"


def _money(amount: Decimal) -> str:
    return f"{Decimal(decimal_text(amount, 2)):,}元"
