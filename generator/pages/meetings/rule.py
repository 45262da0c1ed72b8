"""A community's rule for its meetings, in words that residents know."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.meeting_rule import MeetingRule
from generator.wording import meeting_rule_text


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """When, and where; `weekday` is what stays when a date has to move."""

    text: str
    weekday: str
    place: str | None


def rule_line(rule: MeetingRule | None) -> RuleLine | None:
    """None for None."""
    if rule is None:
        return None
    return RuleLine(text=meeting_rule_text(rule), weekday=rule.weekday.label, place=rule.place)
