"""What `jingwu meetings plan` prints."""

from __future__ import annotations

from collections.abc import Iterator

from generator.build.planning import PlannedMeetings
from generator.model.values import WEEKDAYS
from generator.recurrence import NotPlanned


def lines_about(done: PlannedMeetings) -> Iterator[str]:
    """Lines about the new meetings, those moved and why, communities without one and why, and the holiday notice."""
    new = done.plan.planned
    written = f"已写入 data/meetings/{done.year.year}/:{done.quarter} 拟定 {len(new)} 次会。"
    yield f"{written}定下来的把 status 改成 confirmed。" if new else f"没有新的会要写:{done.quarter}。"
    for each in new:
        if each.proposal.obstacle is not None:
            day, planned = each.proposal.by_rule, each.meeting.date
            moved = f"{day}({each.proposal.obstacle})改到 {planned}({WEEKDAYS[planned.weekday()]})"
            yield f"  避开节假日:{each.area.name},{moved}"
    for why in NotPlanned:
        without = [each for each in done.plan.unplanned if each.why is why]
        if without:
            names = "、".join(
                each.area.name + "".join(f"({meeting.date})" for meeting in each.meetings) for each in without
            )
            yield f"  没有拟定,{why.label}({len(without)} 个):{names}"
    yield f"节假日按 data/holidays.yml 的 {done.year.year} 年:{done.year.source}"
