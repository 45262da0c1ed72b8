"""Rules about prevention (方案四(二)): titles that run out, money that is not there, references to what there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from generator.checks.references import area_exists, no_such
from generator.checks.rules import Findings, Found, each, rule
from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.prevention import ReviewResult, standing_places
from generator.problems import Problem

_FILE: Final = "data/prevention.yml"


@rule()
def check_every_guarded_area_is_there(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """保安公司服务的社区有档案,没有撤销。"""
    for at, company in enumerate(bureau.prevention.companies):
        for number, one in enumerate(company.serves):
            keys = ("companies", at, "serves", number, "area")
            yield from area_exists(bureau, one.area, _FILE, *keys)
            area = bureau.areas.get(one.area)
            if area is not None and area.until is not None and area.until < as_of:
                yield bureau.place(_FILE, *keys).problem(
                    "W413",
                    f"{company.name}服务的{area.name}({area.id})到 {area.until} 为止。",
                    "请改写接管的社区;不再服务的,删去这一条。",
                )


@each("areas", "E303")
def check_every_unmet_criterion_is_described(area: Area, bureau: Bureau) -> Findings:
    """复核写的没有做到的条件,在 data/prevention.yml 里有。"""
    known = {one.id: one.what for one in bureau.prevention.criteria}
    for at, place in enumerate(area.prevention.safe_places if area.prevention else ()):
        for number, review in enumerate(place.reviews):
            for order, criterion in enumerate(review.unmet):
                if criterion not in known:
                    keys = ("prevention", "safe_places", at, "reviews", number, "unmet", order)
                    yield no_such(bureau.place(area.path, *keys), "称号的条件", criterion, known, _FILE)


@each("areas", "W411", today=True)
def check_nobody_spends_what_is_not_there(area: Area) -> Findings:
    """群防群治经费的支出不多于上期结余加收入。"""
    for at, fund in enumerate(area.prevention.funds if area.prevention else ()):
        if fund.opening is not None and fund.closing is not None and fund.closing < 0:
            yield Found(
                ("prevention", "funds", at, "spending"),
                f"{area.name}{fund.period}支出 {fund.spending:f} 元,"
                f"多于上期结余和收入共 {fund.opening + fund.income:f} 元。",
                "请核对 opening、income 和 spending;别处垫付的,写进 received(payer: other)和 income。",
            )


@each("areas", "W412", today=True)
def check_titles_are_reviewed_before_they_run_out(area: Area, bureau: Bureau, as_of: dt.date) -> Findings:
    """安全小区、安全村居到期前复核过;限期整改的,有整改以后的复核。"""
    notice = bureau.policy_on(as_of).standards.title_notice_days
    places = area.prevention.safe_places if area.prevention else ()
    for place in standing_places(places, as_of) if notice is not None else ():
        if notice is None or not place.holds_on(as_of):
            continue
        left, last = (place.expires_on - as_of).days, place.last_review(as_of)
        keys = ("prevention", "safe_places", places.index(place))
        what = f"{place.kind.label}“{place.name}”"
        if left <= notice.value and (last is None or (place.expires_on - last.on).days > notice.value):
            yield Found(
                (*keys, "expires_on"),
                f"{what}还有 {left} 天到期({place.expires_on}),还没有复核。",
                "复核过的,请在 reviews 里写一条;重新授予的,另写一个称号。",
            )
        elif last is not None and last.result is ReviewResult.MEND and (as_of - last.on).days > notice.value:
            yield Found(
                (*keys, "reviews", place.reviews.index(last), "result"),
                f"{what} {last.on} 复核要求限期整改,{(as_of - last.on).days} 天没有再复核。",
                "再复核过的,请另写一条;取消称号的写 withdrawn,expires_on 写那一天。",
            )
