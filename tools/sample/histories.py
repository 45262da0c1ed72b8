"""How an area stood before: earlier checks and counts, a post once under repair, a director who came later."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Final

from generator.model.area import Headcount, Population
from generator.model.post import EarlierPost, Facilities, PostStatus
from generator.model.prevention import EarlierCommittee
from tools.sample.cases import Case

_STEADY_DAYS: Final = 75  # between two checks of a model station: always within the 90 of the standard
_COUNTS: Final = 3  # earlier half-years with another count


def earlier_checks(last: dt.date, begins: dt.date, case: Case, random: Random) -> tuple[dt.date, ...]:
    """Newest first, back to before the sample's first month; now and then one came late."""
    days, day = [], last
    while day >= begins:
        late = case.falls(7, 3) and random.randrange(4) == 0
        usual = _STEADY_DAYS if case.exemplary else random.randint(55, 88)
        day -= dt.timedelta(days=random.randint(100, 140) if late else usual)
        days.append(day)
    return tuple(days)


def earlier_counts(now: Population, case: Case, random: Random) -> tuple[Headcount, ...]:
    """Half-years before, newest first, in one area of four; the others were counted once."""
    if not case.falls(4, 1):
        return ()
    counts, before = [], Headcount(**now.model_dump(exclude={"earlier"}))
    for _ in range(_COUNTS):
        shrunk = 1000 - random.randint(2, 30)
        before = Headcount(
            actual=None if before.actual is None else before.actual * shrunk // 1000,
            permanent=None if before.permanent is None else before.permanent * shrunk // 1000,
            temporary=None if before.temporary is None else before.temporary * shrunk // 1000,
            as_of=_half_before(before.as_of),
        )
        counts.append(before)
    return tuple(counts)


def _half_before(day: dt.date) -> dt.date:
    return dt.date(day.year - 1, 12, 31) if day.month <= 6 else dt.date(day.year, 6, 30)


def earlier_posts(
    status: PostStatus, facilities: Facilities, case: Case, as_of: dt.date
) -> tuple[EarlierPost, ...]:
    """One post was under repair for two months last year, another was furnished in full only then."""
    if status is not PostStatus.OPEN:
        return ()
    if case.falls(23, 5):
        begun = as_of - dt.timedelta(days=430)
        return (
            EarlierPost(until=begun, status=PostStatus.OPEN),
            EarlierPost(until=begun + dt.timedelta(days=65), status=PostStatus.REPAIR),
        )
    if case.falls(11, 7):
        lacking = facilities.model_copy(update={"office_equipment": False})
        return (EarlierPost(until=as_of - dt.timedelta(days=300), facilities=lacking),)
    return ()


def earlier_committees(members: int, case: Case, as_of: dt.date) -> tuple[EarlierCommittee, ...]:
    """One committee waited for its director until last year."""
    if not case.falls(13, 4):
        return ()
    return (EarlierCommittee(until=as_of - dt.timedelta(days=240), director=False, members=members),)
