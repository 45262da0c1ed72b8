"""When the representatives of an area meet: a rule of its own, spread over months, weeks and weekdays."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Final

from generator.model.meeting_rule import Every, MeetingRule, Week
from generator.model.values import Weekday

_TIMES: Final = (
    (dt.time(14, 30), dt.time(16)),
    (dt.time(15), dt.time(16, 30)),
    (dt.time(19), dt.time(20, 30)),
)
_WORKDAYS: Final = tuple(Weekday)[:5]


def meeting_rule_of(area_id: str, area_name: str, seed: int) -> MeetingRule:
    """Once a quarter, on a working day after noon."""
    random = Random(f"{seed} meeting rule {area_id}")
    starts, ends = random.choice(_TIMES)
    return MeetingRule(
        every=Every.QUARTER,
        month=random.randint(1, 3),
        week=random.choice(tuple(Week)),
        weekday=random.choice(_WORKDAYS),
        starts=starts,
        ends=ends,
        place=f"{area_name.removesuffix('警务区')}党群服务中心会议室",
    )
