"""How an officer, a vacancy, a post and its state appear, wherever they do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.model.officer import Role
from generator.model.post import Post, PostStatus
from generator.model.public import PublicArea, PublicOfficer, Setting
from generator.model.since import RoughDay
from generator.pages.holidays import HolidayNotice, exception_text, holiday_notice
from generator.wording import (
    When,
    on_site_code,
    on_site_text,
    opening_code,
    opening_text,
    when,
)


@dataclass(frozen=True, kw_only=True)
class OfficerCard:
    """Who, and how to reach them."""

    name: str
    role: str
    badge: str | None
    phone: str
    photo: str | None
    on_site: str | None
    on_site_code: str | None
    is_acting: bool


@dataclass(frozen=True, kw_only=True)
class VacancyNote:
    """Said openly: since when the post is empty and why; None for `since` where nobody knows, for `acting` where
    nobody covers.
    """

    since: When | None
    reason: str
    acting: str | None


@dataclass(frozen=True, kw_only=True)
class PostCard:
    """Where the post is and whether it is open. `exceptions` are those still to come, but for
    what `notice` says of the next holiday.
    """

    name: str
    address: str
    phone: str
    status: str
    is_open: bool
    status_note: str | None
    hours: str | None
    hours_code: str
    exceptions_code: str
    exceptions: tuple[str, ...]
    notice: HolidayNotice | None
    facilities: tuple[tuple[str, bool], ...]
    step_free: bool | None


@dataclass(frozen=True, kw_only=True)
class Verification:
    """When the contact data were last checked, and whether that is too long ago (待核实)."""

    on: When
    by: str
    is_overdue: bool
    limit: int


@dataclass(frozen=True, kw_only=True)
class AreaLine:
    """One community in a list. `post` is where its post receives residents, `post_state` why it does not."""

    url: str
    name: str
    kind: str
    officers: tuple[OfficerCard, ...]
    is_vacant: bool
    post: str | None
    post_state: str | None
    verification: Verification


def officer_card(officer: PublicOfficer) -> OfficerCard:
    """The card of one officer."""
    return OfficerCard(
        name=officer.name,
        role=officer.role.label,
        badge=officer.badge,
        phone=officer.phone,
        photo=f"photos/{officer.photo}" if officer.photo else None,
        on_site=on_site_text(officer.on_site) if officer.on_site else None,
        on_site_code=on_site_code(officer.on_site) if officer.on_site else None,
        is_acting=officer.role is Role.ACTING,
    )


def officer_cards(area: PublicArea) -> tuple[OfficerCard, ...]:
    """Community officers first, then who covers, then auxiliaries; the file's order within."""
    order = [Role.COMMUNITY_OFFICER, Role.ACTING, Role.AUXILIARY]
    ranked = sorted(area.officers, key=lambda officer: order.index(officer.role))
    return tuple(officer_card(officer) for officer in ranked)


def vacancy_note(area: PublicArea, as_of: dt.date) -> VacancyNote | None:
    """The stated vacancy, or the bare fact where no community officer is in post and none is stated."""
    if any(officer.role is Role.COMMUNITY_OFFICER for officer in area.officers) and area.vacancy is None:
        return None
    acting = next((officer.name for officer in area.officers if officer.role is Role.ACTING), None)
    if area.vacancy is None:
        return VacancyNote(since=when(as_of, as_of=as_of), reason="原因未说明", acting=acting)
    since = area.vacancy.since
    is_known = not isinstance(since, RoughDay) or since.month_known
    return VacancyNote(
        since=when(since, as_of=as_of) if is_known else None, reason=area.vacancy.reason, acting=acting
    )


def post_card(post: Post, setting: Setting) -> PostCard:
    """The card of a post; what is said of a holiday that comes next is not said twice."""
    as_of, yesterday = setting.as_of, setting.as_of - dt.timedelta(days=1)
    coming = [exception for exception in post.exceptions if exception.date >= yesterday]
    notice = holiday_notice(setting, post)
    texts = [exception_text(one, as_of=as_of) for one in coming if one.date >= as_of]
    facilities = post.facilities
    return PostCard(
        name=post.name,
        address=post.address,
        phone=post.phone,
        status=post_state(post, as_of),
        is_open=post.receives_on(as_of),
        status_note=post.status_note,
        hours=opening_text(post.hours) or None,
        hours_code=opening_code(post.hours),
        exceptions_code=";".join(f"{e.date} {e.hours or 'closed'}" for e in coming),
        exceptions=tuple(text for text in texts if notice is None or text not in notice.known),
        notice=notice,
        facilities=tuple(
            (str(info.title), getattr(facilities, name))
            for name, info in type(facilities).model_fields.items()
        ),
        step_free=post.step_free,
    )


def post_state(post: Post, as_of: dt.date) -> str:
    """已启用, 维修中, 筹建中, 已撤销, as of the day."""
    return (PostStatus.OPEN if post.receives_on(as_of) else post.status_on(as_of)).label


def verification(setting: Setting, area: PublicArea) -> Verification:
    """When the area's contact data were checked, against the policy's limit."""
    limit = setting.policy.standards.verification_days.value
    return Verification(
        on=when(area.verified.on, as_of=setting.as_of),
        by=area.verified.by,
        is_overdue=(setting.as_of - area.verified.on).days > limit,
        limit=limit,
    )


def area_line(setting: Setting, area: PublicArea) -> AreaLine:
    """The community as a list shows it."""
    return AreaLine(
        url=f"communities/{area.id}/",
        name=area.name,
        kind=area.kind.label,
        officers=officer_cards(area),
        is_vacant=not any(officer.role is Role.COMMUNITY_OFFICER for officer in area.officers),
        post=area.post.address if area.post and area.post.receives_on(setting.as_of) else None,
        post_state=None
        if area.post is None or area.post.receives_on(setting.as_of)
        else post_state(area.post, setting.as_of),
        verification=verification(setting, area),
    )
