"""Rules about titles awarded for a time: demonstration communities (方案四(四)), safe places (方案四(二))."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from generator.model.brand import BrandStage
from generator.model.bureau import Bureau
from generator.problems import Problem


def check_no_demonstration_community_has_expired(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """已命名的示范社区在有效期内。"""
    for area in bureau.areas_on(as_of):
        brand = area.brand
        if brand is None or brand.stage is not BrandStage.DEMONSTRATION or brand.expires_on is None:
            continue
        if brand.expires_on < as_of:
            yield Problem(
                code="W325",
                place=bureau.place(area.path, "brand", "expires_on"),
                message=f"{brand.kind.label}“{brand.title}”有效期到 {brand.expires_on},已经过了。",
                hint="复核通过的,请改 reviewed_on 和 expires_on;没有通过的,请改 stage(如 withdrawn)。",
            )


def check_no_safe_place_has_expired(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """安全小区、安全村居在有效期内。"""
    for area in bureau.areas_on(as_of):
        for at, place in enumerate(area.prevention.safe_places if area.prevention else ()):
            if place.expires_on < as_of:
                yield Problem(
                    code="W325",
                    place=bureau.place(area.path, "prevention", "safe_places", at, "expires_on"),
                    message=f"{place.kind.label}“{place.name}”有效期到 {place.expires_on},已经过了。",
                    hint="重新授予的,请改 awarded_on 和 expires_on;没有重新授予的,请删去这一条。",
                )


RULES: Final = (check_no_demonstration_community_has_expired, check_no_safe_place_has_expired)
