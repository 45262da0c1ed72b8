"""Gaps in what a community is set up with: its standard, its committee, its post, its officers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gaps.today import Today, some
from generator.model.area import AreaKind
from generator.model.post_parts import Facility
from generator.model.rollout import ConditionId
from generator.wording import number


def staffing_gaps(today: Today) -> Iterator[str]:
    """Populations that the staffing standard needs, communities out of size."""
    by_area = today.figures.coverage.by_area.values()
    unfounded = sum(one.rule.counted(one.area.population)[0] is not one.rule.basis for one in by_area)
    yield from some(unfounded, "个社区没有登记配备标准要用的人口数")
    found, standards = today.figures.coverage, today.bureau.policy.standards
    if standards.rural_span is not None:
        least, most = map(number, standards.rural_span)
        yield from some(len(found.beyond_size), f"个农村警务区的人口不在 {least} 至 {most} 人之间")
    if (towns := standards.town_communities) is not None:
        yield from some(len(found.beyond_number), f"个派出所的集镇社区多于 {towns.value} 个")


def committee_gaps(today: Today) -> Iterator[str]:
    """Residents' safety committees."""
    without = today.areas_without(lambda area: area.committee)
    yield from some(without, "个社区没有登记治保会")
    yield from some(today.areas_lacking(ConditionId.COMMITTEE) - without, "个社区的治保会没有治保主任")
    bureau, work = today.bureau, today.bureau.duties.committee
    committees = [area.committee for area in bureau.areas.values() if area.committee is not None]
    if work is None:
        yield "没有写治保会的职责"
    elif (least := work.members) is None:
        yield "没有定治保会委员至少几名"
    else:
        few = sum(committee.members < least.value for committee in committees)
        yield from some(few, f"个社区的治保会委员不到 {least.value} {least.unit}")
    untold = sum(not (one.elected_on and one.term_until) for one in committees)
    yield from some(untold, "个社区的治保会没有登记改选日期和任期")
    over = sum(one.is_beyond_term(bureau.as_of) for one in committees)
    yield from some(over, "个社区的治保会任期已满")


def post_gaps(today: Today) -> Iterator[str]:
    """Police posts, what they must have, and what their sign must show."""
    posts, sightings = today.figures.coverage.posts, today.figures.sightings
    yield from some(posts.areas - posts.in_use, "个社区没有正常启用的警务室")
    yield from some(today.areas_lacking(ConditionId.POST_FACILITIES) - posts.without, "个警务室的设施不齐")
    areas = [(area, area.post) for area in today.bureau.areas.values() if area.post is not None]
    unseen = sum(len(sightings[area.id]) < len(Facility) for area, _ in areas)
    yield from some(unseen, "个警务室的设施没有都核对过")
    absent = sum(
        any(post.facilities.has(one) and not seen.is_there for one, seen in sightings[area.id].items())
        for area, post in areas
    )
    yield from some(absent, "个警务室登记有的设施，最近一次去看没有看到")
    sign = today.bureau.duties.sign
    if not sign:
        yield "没有写统一标识要写明什么"
    untold = sum(post.facilities.unified_sign and not post.sign_shows for _, post in areas)
    yield from some(untold, "个警务室没有登记标识上写着什么")
    told = [post.sign_shows for _, post in areas if post.sign_shows]
    short = sum(any(item.id not in shown for item in sign) for shown in told)
    yield from some(short, "个警务室的标识没有写全")
    yield from some(sum(post.premises is None for _, post in areas), "个警务室没有登记用房怎样来的")
    rural = sum(area.kind is AreaKind.RURAL and not post.village_days for area, post in areas)
    yield from some(rural, "个农村警务区没有登记民警星期几在哪个村")


def officer_gaps(today: Today) -> Iterator[str]:
    """Officers who are missing, and land that nobody is told to be theirs."""
    total = today.figures.coverage.total
    yield from some(total.gap, f"名社区民警还没有配上，在 {total.areas - total.covered} 个社区")
    yield from some(today.areas_without(lambda area: area.covers), "个社区没有登记责任区的范围")
