"""The meetings of one community, for its page: by which rule, what is set, what was."""

from __future__ import annotations

from dataclasses import dataclass

from generator.meetings import AreaMeetings
from generator.model.meeting_rule import MeetingRule
from generator.model.public import Setting
from generator.pages.meetings.feeds import CalendarFeed, area_feed
from generator.pages.meetings.lines import Host, MeetingLine, meeting_line
from generator.pages.meetings.rule import RuleLine, rule_line


@dataclass(frozen=True, kw_only=True)
class CommunityMeetings:
    """`next` are two: the second stands in, between two builds, once the first is over.

    `coming` has the cancelled ones too, ascending; `past` is descending.
    """

    rule: RuleLine | None
    next: tuple[MeetingLine, ...]
    coming: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]
    calendar: CalendarFeed


def community_meetings(
    setting: Setting, rule: MeetingRule | None, meetings: AreaMeetings, host: Host
) -> CommunityMeetings:
    """All meetings of the community."""
    as_of = setting.as_of
    coming = sorted((*meetings.upcoming, *meetings.cancelled), key=lambda m: (m.date, m.starts, m.id))
    return CommunityMeetings(
        rule=rule_line(rule),
        next=tuple(meeting_line(as_of, meeting, host) for meeting in meetings.upcoming[:2]),
        coming=tuple(meeting_line(as_of, meeting, host) for meeting in coming),
        past=tuple(meeting_line(as_of, meeting, host) for meeting in meetings.past),
        calendar=area_feed(setting, meetings.area, host.area.text),
    )
