"""A community's rule for its meetings, in words that residents know."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.meeting_rule import MeetingRule
from generator.wording import starting


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """When, and where; `weekday` is what stays when a date has to move."""

    text: str
    weekday: str
    place: str | None


def rule_line(rule: MeetingRule | None) -> RuleLine | None:
    """每季度第2个月（2、5、8、11月）的第3个周四 19:00–20:30; None for None."""
    if rule is None:
        return None
    within = (
        "" if rule.month is None else f"第{rule.month}个月（{'、'.join(map(str, rule.months_of_year))}月）的"
    )
    text = f"{rule.every.label}{within}{rule.week.label}{rule.weekday} {starting(rule.starts, rule.ends)}"
    return RuleLine(text=text, weekday=rule.weekday.label, place=rule.place)
