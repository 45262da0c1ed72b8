"""Rules about titles awarded for a time: demonstration communities (方案四(四)), safe places (方案四(二)).

What was awarded stays on record: published months and past years are worked out from it.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from generator.checks.rules import Findings, Found, each
from generator.model.area import Area
from generator.model.brand import BrandStage
from generator.model.bureau import Bureau
from generator.model.prevention import SafePlace, standing_places
from generator.problems import Problem

# Nobody renews a title that ended longer ago, and there is nothing to write where none was renewed.
_REMINDED: Final = dt.timedelta(days=365)


@each("areas", "W325", today=True)
def check_no_demonstration_community_has_expired(area: Area, _bureau: Bureau, as_of: dt.date) -> Findings:
    """已命名的示范社区在有效期内。"""
    brand = area.brand
    if brand is None or brand.stage is not BrandStage.DEMONSTRATION or brand.expires_on is None:
        return
    if brand.expires_on < as_of:
        was = f"{{reviewed_on: {brand.reviewed_on}, expires_on: {brand.expires_on}}}"
        yield Found(
            ("brand", "expires_on"),
            f"{brand.kind.label}“{brand.title}”有效期到 {brand.expires_on},已经过了。",
            f"请先把原来的考核写进 brand.earlier: - {was},以前年度仍算通过;"
            "复核通过的,再改 reviewed_on 和 expires_on,没有通过的,再把 stage 改为 withdrawn。",
        )


@each("areas", "W325", today=True)
def check_no_safe_place_has_expired(area: Area, bureau: Bureau, as_of: dt.date) -> Findings:
    """安全小区、安全村居在有效期内;过期的一条留着,过期满一年不再提醒。"""
    places = area.prevention.safe_places if area.prevention else ()
    for place in standing_places(places, as_of):
        if place.expires_on < as_of <= place.expires_on + _REMINDED:
            yield _expired(bureau, area, place, places.index(place))


def _expired(bureau: Bureau, area: Area, place: SafePlace, at: int) -> Problem:
    entry = f"{{kind: {place.kind}, name: {place.name}, awarded_on: ……, expires_on: ……}}"
    return Problem(
        code="W325",
        place=bureau.place(area.path, "prevention", "safe_places", at, "expires_on"),
        message=f"{place.kind.label}“{place.name}”有效期到 {place.expires_on},已经过了。",
        hint="这一条不改也不删,以前的月份要用它:重新授予的,在 safe_places 里另加一条 "
        f"- {entry};没有重新授予的不用写,{place.expires_on + _REMINDED} 以后不再提醒。",
    )
