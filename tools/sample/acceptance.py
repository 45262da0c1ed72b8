"""This round of the rollout: its year, and its first acceptances, of areas whose records speak for a result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from generator.model.area import Area
from generator.model.officer import Role
from generator.model.post import Facilities, PostStatus
from generator.model.rollout import Acceptance, AcceptanceResult

# The current round in reference/milestones.yml: where it begins, its year, the day its last step was done that was.
_BEGINS: Final = "  - id: current\n"
_WRITTEN_FOR: Final = 2026
_DONE: Final = (7, 8)
# The month and day of its first acceptance; a sample of an earlier day of that year has not got there.
_FIRST: Final = (11, 10)
_OF_EACH: Final = 2


def milestones_text(text: str, as_of: dt.date) -> str:
    """The text of milestones.yml with the current round in the last year whose steps were done by the day."""
    before, begins, current = text.partition(_BEGINS)
    return before + begins + current.replace(f"{_WRITTEN_FOR}", f"{_year(as_of)}")


def acceptance_of(areas: Sequence[Area], as_of: dt.date) -> tuple[Acceptance, ...]:
    """Two areas of each result, a day each."""
    first = dt.date(_year(as_of), *_FIRST)
    found = [
        (area, result)
        for result in AcceptanceResult
        for area in [area for area in areas if _result(area, as_of) is result][:_OF_EACH]
    ]
    listed = (
        Acceptance(
            area=area.id,
            result=result,
            on=first + dt.timedelta(days=at),
            evidence=f"示例：社区警务验收[{first.year}]{at + 1}号",
        )
        for at, (area, result) in enumerate(found)
    )
    return tuple(accepted for accepted in listed if accepted.on <= as_of)


def _year(as_of: dt.date) -> int:
    return as_of.year if as_of >= dt.date(as_of.year, *_DONE) else as_of.year - 1


def _result(area: Area, as_of: dt.date) -> AcceptanceResult:
    officers = [officer for officer in area.officers_on(as_of) if officer.role is Role.COMMUNITY_OFFICER]
    if not officers or area.post is None or area.post.status_on(as_of) is not PostStatus.OPEN:
        return AcceptanceResult.FAILED
    if area.post.facilities.present < len(Facilities.model_fields) or area.committee is None:
        return AcceptanceResult.CONDITIONAL
    return AcceptanceResult.PASSED
