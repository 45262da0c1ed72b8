"""What today's data lack of each mechanism, counted from the public records, as sentences with numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from generator.gaps.leading import follow_up_gaps, leadership_gaps, ranking_gaps, year_end_gaps
from generator.gaps.prevention import prevention_gaps
from generator.gaps.residents import (
    brand_gaps,
    duty_gaps,
    meeting_gaps,
    opinion_gaps,
    representative_gaps,
    service_gaps,
)
from generator.gaps.rolling_out import acceptance_gaps, goal_gaps, pilot_gaps, step_gaps
from generator.gaps.setting_up import committee_gaps, officer_gaps, post_gaps, staffing_gaps
from generator.gaps.today import Today, some
from generator.gaps.working import joint_office_gaps, linkage_gaps, on_site_gaps, paperwork_gaps, target_gaps
from generator.model.area import AreaKind
from generator.model.mechanism import Mechanism
from generator.model.scheme import SchemeClause, SchemeDocument


def missing_today(today: Today, words: str) -> tuple[str, ...]:
    """The gaps in the data of what carries out the clause, named as records cite it; that nothing does is one.

    A chapter lacks what its clauses lack.
    """
    return _missing(today, *today.bureau.scheme.cited[words])


def _missing(today: Today, document: SchemeDocument, clause: SchemeClause) -> tuple[str, ...]:
    own = document.under(clause)
    if not (own or clause.carried_out_by):
        return ("本站还没有落实",)
    if not today.bureau.areas:
        return ("还没有登记社区",)
    if own:
        lacking = sum(bool(_missing(today, document, one)) for one in own)
        return tuple(some(lacking, f"条还有缺，共 {len(own)} 条，见下面"))
    return tuple(gap for one in clause.carried_out_by for gap in _GAPS.get(one, _nothing)(today))


def _nothing(_: Today) -> Iterator[str]:
    yield from ()


# A mechanism that is not named has no data of its own to lack.
_GAPS: Final[Mapping[Mechanism, Callable[[Today], Iterator[str]]]] = {
    Mechanism.STAFFING: staffing_gaps,
    Mechanism.COMMITTEES: committee_gaps,
    Mechanism.POSTS: post_gaps,
    Mechanism.OFFICERS: officer_gaps,
    Mechanism.ON_SITE: on_site_gaps,
    Mechanism.TARGETS: target_gaps,
    Mechanism.LINKAGE: linkage_gaps,
    Mechanism.JOINT_OFFICE: joint_office_gaps,
    Mechanism.RECORDS: paperwork_gaps,
    Mechanism.ROLLOUT: step_gaps,
    Mechanism.GOALS: goal_gaps,
    Mechanism.PILOTS: pilot_gaps,
    Mechanism.ACCEPTANCE: acceptance_gaps,
    Mechanism.URBAN_DUTIES: partial(duty_gaps, kind=AreaKind.URBAN),
    Mechanism.TOWN_DUTIES: partial(duty_gaps, kind=AreaKind.TOWN),
    Mechanism.RURAL_DUTIES: partial(duty_gaps, kind=AreaKind.RURAL),
    Mechanism.SERVICES: service_gaps,
    Mechanism.LEADERSHIP: leadership_gaps,
    Mechanism.PREVENTION: prevention_gaps,
    Mechanism.MEETINGS: meeting_gaps,
    Mechanism.REPRESENTATIVES: representative_gaps,
    Mechanism.OPINIONS: opinion_gaps,
    Mechanism.BRANDS: brand_gaps,
    Mechanism.RANKING: ranking_gaps,
    Mechanism.EXAMINATION: year_end_gaps,
    Mechanism.SUPERVISION: follow_up_gaps,
}
