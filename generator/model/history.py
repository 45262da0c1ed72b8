"""What a record said before: each entry held up to its last day, from the day after the entry before it on.

With it a past month is worked out from how things stood at its end, whatever has changed since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, Field

from generator.model.duplicates import same_days
from generator.model.months import first_day, last_day
from generator.model.naming import Name
from generator.model.values import Day, Identifier, Record


class Earlier(Record):
    """How something stood up to a day."""

    until: Day = Field(title="到", description="这样的最后一天;第二天起按后一条,没有后一条就按现在写的")


class EarlierName(Earlier):
    """What it was called."""

    name: Name = Field(title="名称", description="那时叫什么")


class EarlierStation(Earlier):
    """Which station it belonged to."""

    station: Identifier = Field(title="派出所", description="那时归哪个派出所,写派出所编号")


T = TypeVar("T", bound=Earlier)
R = TypeVar("R", bound=BaseModel)

# Keys that have a history, and the key of that history: what pages call a record by, and where it belongs.
_DATED: Final = {"name": "earlier_names", "station": "earlier_stations"}


def _one_at_a_time(entries: tuple[T, ...]) -> tuple[T, ...]:
    for found in same_days("until ", (one.until for one in entries)):
        raise found
    return entries


# Earlier states of a record; no two of them share a last day.
History: TypeAlias = Annotated[tuple[T, ...], AfterValidator(_one_at_a_time)]


def earlier_on(entries: Iterable[T], day: dt.date) -> T | None:
    """Return the earlier state in force on `day`; None if the current one already was."""
    return min((one for one in entries if one.until >= day), key=lambda one: one.until, default=None)


def as_it_stood(record: R, day: dt.date) -> R:
    """The record with the name, and of a community the station, of that day; changes of a later day are left out."""
    changed: dict[str, Any] = {}
    for key, history in _DATED.items():
        entries = getattr(record, history, ())
        if (then := earlier_on(entries, day)) is not None:
            changed |= {key: getattr(then, key), history: tuple(one for one in entries if one.until < day)}
    return record.model_copy(update=changed) if changed else record


def lasts_on(day: dt.date, since: dt.date | None, until: dt.date | None) -> bool:
    """Does the span from `since` to `until` (both included, None is open) contain `day`?"""
    return (since is None or since <= day) and (until is None or day <= until)


class Lasting:
    """Something with a name that exists from `since` to `until`, both included; None is open."""

    if TYPE_CHECKING:
        name: str
        earlier_names: tuple[EarlierName, ...]
        since: dt.date | None
        until: dt.date | None

    def exists_on(self, day: dt.date) -> bool:
        """Had it been set up by that day, and not been dissolved before?"""
        return lasts_on(day, self.since, self.until)

    def name_on(self, day: dt.date) -> str:
        """What it was called on that day."""
        return (earlier_on(self.earlier_names, day) or self).name

    def exists_all_of(self, month: str) -> bool:
        """Was it there on every day of the month (yyyy-mm)?"""
        return self.exists_on(first_day(month)) and self.exists_on(last_day(month))


class OfStation(Lasting):
    """A community, which belongs to one station at a time."""

    if TYPE_CHECKING:
        station: str
        earlier_stations: tuple[EarlierStation, ...]

    def station_on(self, day: dt.date) -> str:
        """The id of its station on that day."""
        return (earlier_on(self.earlier_stations, day) or self).station

    def station_in(self, month: str) -> str:
        """The station that answers for its month (yyyy-mm): that of the last day, which reports the month."""
        return self.station_on(last_day(month))

    @property
    def stations(self) -> frozenset[str]:
        """Every station that it belonged to, the present one included."""
        return frozenset({self.station, *(one.station for one in self.earlier_stations)})
