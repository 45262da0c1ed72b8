"""Rules about a community's committee (治保会), its representatives and its police post, beyond the record itself."""

from __future__ import annotations

import datetime as dt

from generator.checks.references import no_such
from generator.checks.rules import Findings, Found, each
from generator.facts.villages import VillageTime, officers, village_times
from generator.model.area import Area
from generator.model.bureau import Bureau


@each("areas", "W400", today=True)
def check_no_committee_is_beyond_its_term(area: Area, as_of: dt.date) -> Findings:
    """治保会的任期没有过。"""
    until = area.committee.term_until if area.committee else None
    if until is not None and until < as_of:
        yield Found(
            ("committee", "term_until"),
            f"{area.name}治保会的任期到 {until},已经过了。",
            "改选过的,请写新的 elected_on 和 term_until;还没有改选的,请提醒居(村)委会,网页写明任期已满。",
        )


@each("areas", "W424", today=True)
def check_no_representatives_are_beyond_their_term(area: Area, as_of: dt.date) -> Findings:
    """群众代表的任期没有过。"""
    chosen = area.representatives
    if chosen is not None and chosen.is_over(as_of):
        yield Found(
            ("representatives", "until"),
            f"{area.name}群众代表的任期到 {chosen.until},已经过了。",
            "重新推荐、选定过的,请改 chosen_on、until 和人数;还没有的,请提醒居(村)委会,网页写明任期已满。",
        )


@each("areas", "W421", today=True)
def check_every_committee_has_some_members(area: Area, bureau: Bureau) -> Findings:
    """治保会的委员不少于 duties.yml 定的至少几名。"""
    work = bureau.duties.committee
    least = work.members if work is not None else None
    if area.committee and least is not None and area.committee.members < least.value:
        yield Found(
            ("committee", "members"),
            f"{area.name}治保会的委员写的是 {area.committee.members} 人,本局按至少 {least.value} 人算。",
            "请核对人数(主任不算在内);没有写错的不用改,网页写明还不够。",
        )


@each("areas", "E303")
def check_everything_on_a_sign_is_listed(area: Area, bureau: Bureau) -> Findings:
    """标识上有的,都是 duties.yml 的 sign 里的。"""
    known = {item.id: item.title for item in bureau.duties.sign}
    for at, item in enumerate(area.post.sign_shows if area.post else ()):
        if item not in known:
            yield no_such(bureau.place(area.path, "post", "sign_shows", at), "标识内容", item, known)


@each("areas", "E342")
def check_every_village_of_a_post_is_the_areas(area: Area) -> Findings:
    """民警去的村是本警务区的村。"""
    for at, one in enumerate(area.post.village_days if area.post else ()):
        if one.village not in area.villages:
            yield Found(
                ("post", "village_days", at, "village"),
                f"{area.name}的所辖村(villages)里没有“{one.village}”。",
                f"请写其中的一个:{'、'.join(area.villages)};漏写的村,先补进 villages。"
                if area.villages
                else "村先写进 villages;城区、集镇的社区不写 village_days。",
            )


@each("areas", "W422", today=True)
def check_every_day_in_a_village_is_promised(area: Area, as_of: dt.date) -> Findings:
    """在各村的日子在民警承诺的驻社区时间之内;没有民警在岗的不核对。"""
    in_post = area.officers_on(as_of)
    told: set[int] = set()
    for time in village_times(area.post, in_post) if officers(in_post) else ():
        if not time.is_promised and time.at not in told:
            told.add(time.at)
            yield Found(
                ("post", "village_days", time.at),
                f"{time.day}{f' {time.hours}' if time.hours else ''}在{time.village},"
                f"{area.name}的民警没有承诺这时候在社区。",
                "请照民警的 on_site 改 days、hours;时间表变了的,两处一起改。",
            )


@each("areas", "W423", today=True)
def check_no_officer_is_in_two_villages_at_once(area: Area, as_of: dt.date) -> Findings:
    """同一时间去的村不比民警多。"""
    in_post = area.officers_on(as_of)
    times = [time for time in village_times(area.post, in_post) if time.is_promised]
    for number, time in enumerate(times):
        others = [other for other in times[:number] if _meet(time, other)]
        if len(others) >= len(officers(in_post)):
            yield Found(
                ("post", "village_days", time.at),
                f"{time.day}同一时间写着在{'、'.join(one.village for one in others)},又写着在{time.village}。",
                "一名民警不能同时在两个村:请给它们写不同的 hours,或改 days。",
            )


def _meet(one: VillageTime, other: VillageTime) -> bool:
    if one.hours is None or other.hours is None or one.day is not other.day:
        return False
    return max(one.hours.begins, other.hours.begins) < min(one.hours.ends, other.hours.ends)
