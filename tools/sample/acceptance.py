"""The first batch of this round's acceptance: areas whose records speak for one result or another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from generator.model.area import Area
from generator.model.officer import Role
from generator.model.post import Facilities, PostStatus
from generator.model.rollout import Acceptance, AcceptanceResult

# Days of reference/milestones.yml's current round; a sample of an earlier day has not got there.
_FIRST: Final = dt.date(2026, 11, 10)
_OF_EACH: Final = 2


def acceptance_of(areas: Sequence[Area], as_of: dt.date) -> tuple[Acceptance, ...]:
    """Two areas of each result, a day each."""
    found = [
        (area, result)
        for result in AcceptanceResult
        for area in [area for area in areas if _result(area, as_of) is result][:_OF_EACH]
    ]
    listed = (
        Acceptance(
            area=area.id,
            result=result,
            on=_FIRST + dt.timedelta(days=at),
            evidence=f"示例：社区警务验收[{_FIRST.year}]{at + 1}号",
        )
        for at, (area, result) in enumerate(found)
    )
    return tuple(accepted for accepted in listed if accepted.on <= as_of)


def _result(area: Area, as_of: dt.date) -> AcceptanceResult:
    officers = [officer for officer in area.officers_on(as_of) if officer.role is Role.COMMUNITY_OFFICER]
    if not officers or area.post is None or area.post.status_on(as_of) is not PostStatus.OPEN:
        return AcceptanceResult.FAILED
    if area.post.facilities.present < len(Facilities.model_fields) or area.committee is None:
        return AcceptanceResult.CONDITIONAL
    return AcceptanceResult.PASSED
