"""Rules on times that nobody may have meant: a night that is a day the wrong way round, a beginning left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from generator.checks.rules import Findings, Found, Keys, each
from generator.model.area import Area
from generator.model.hours import DAY, Hours
from generator.model.meeting import Meeting
from generator.model.post import PostStatus

_SINCE_HINT: Final = "请补上 {key}: 2026-10-12 这样的日期;只知道月份的写 2026-10,不知道的写 {key}: 不详。"
_NOON, _MORNING = dt.time(12), dt.time(6)
_LONGEST_NIGHT: Final = 12 * 60  # minutes


@each("areas", "W344")
def check_no_night_is_longer_than_a_day(area: Area) -> Findings:
    """过夜的时间不超过 12 个小时,再长多半是开门和关门写反了。"""
    for keys, what, hours in _hours_of(area):
        minutes = hours.ends - hours.begins
        if hours.ends > DAY and minutes > _LONGEST_NIGHT:
            yield Found(
                keys,
                f"{what}从 {hours.opens:%H:%M} 到第二天 {hours.closes:%H:%M},有 {minutes / 60:.4g} 个小时。",
                f"{_rather(hours)};真是过夜的不用改。",
            )


def _rather(hours: Hours) -> str:
    """Who writes 8:30-5:30 means the afternoon, and nobody is there from 5:30 to 8:30."""
    if hours.opens < _NOON and hours.closes < hours.opens:
        return f"下午关门的请写 {hours.closes.hour + 12}:{hours.closes:%M}"
    return f"写反了的请对调成 {hours.closes:%H:%M} 至 {hours.opens:%H:%M}"


@each("meetings", "W344")
def check_no_meeting_begins_at_night(meeting: Meeting) -> Findings:
    """代表会不在半夜开始,3:00 多半是下午 3 点,要写 15:00。"""
    if meeting.starts < _MORNING:
        right = f"{meeting.starts.hour + 12}:{meeting.starts:%M}"
        yield Found(
            ("starts",),
            f"代表会 {meeting.starts:%H:%M} 开始,是半夜。",
            f"下午开的请写 starts: {right},结束(ends)也照样写;真是半夜开的不用改。",
        )


def _hours_of(area: Area) -> Iterator[tuple[Keys, str, Hours]]:
    for at, officer in enumerate(area.officers):
        if officer.on_site is not None:
            yield ("officers", at, "on_site", "hours"), f"{officer.named}驻社区的时间", officer.on_site.hours
    if area.post is not None:
        for at, weekly in enumerate(area.post.hours):
            yield ("post", "hours", at, "closes"), "警务室的开放时间", weekly.hours
        for at, one in enumerate(area.post.exceptions):
            if one.hours is not None:
                yield ("post", "exceptions", at, "closes"), f"警务室 {one.date} 的开放时间", one.hours


@each("areas", "W345")
def check_a_post_in_use_says_since_when(area: Area) -> Findings:
    """已启用的警务室写明启用日期,不知道的写“不详”。"""
    post = area.post
    if post is not None and post.opened is None and post.status is PostStatus.OPEN:
        yield Found(
            ("post", "status"),
            f"警务室的状态是“{post.status.label}”,却没有写启用日期(opened),各月都按没有启用算。",
            _SINCE_HINT.format(key="opened"),
        )


@each("areas", "W346")
def check_everybody_says_since_when(area: Area) -> Findings:
    """每个人写明到岗日期,不知道的写“不详”。"""
    for at, officer in enumerate(area.officers):
        if "since" not in officer.model_fields_set:
            yield Found(
                ("officers", at),
                f"{officer.named}没有写到岗日期(since),离岗以前的各月都按在岗算。",
                _SINCE_HINT.format(key="since"),
            )
