"""Meetings whose time, place or state changed while `revision` stayed: calendars that hold them keep the old.

A file alone cannot tell: the last published calendar is compared with the new one, and it is said once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.model.bureau import Bureau
from generator.problems import Problem
from generator.release import Content, Deployment

CALENDAR: Final = "meetings/all.ics"
# Property of the event, and the word for it; what else an event says does not count.
_TOLD: Final = {"DTSTART": "开会时间", "DTEND": "结束时间", "LOCATION": "地点", "STATUS": "状态"}


@dataclass(frozen=True, kw_only=True)
class _Event:
    revision: int
    told: Mapping[str, str]


def unannounced(
    before: Deployment | None, files: Mapping[str, Content], bureau: Bureau, told: Iterable[Problem] = ()
) -> Iterator[Problem]:
    """What the release before says otherwise of a meeting that has no higher revision now, by id.

    Nothing where `told` asks for the first revision already (W333).
    """
    old = _events(before.folder / CALENDAR) if before else {}
    new = _events(files[CALENDAR]) if old else {}
    asked = {problem.place.path for problem in told if problem.code == "W333"}
    for id_ in sorted(old.keys() & new.keys()):
        was, now = old[id_], new[id_]
        changed = [word for name, word in _TOLD.items() if was.told.get(name) != now.told.get(name)]
        right = was.revision + bool(changed)
        path = bureau.meetings[id_].path
        if now.revision < right and not (right == 1 and path in asked):
            found = f"{'、'.join(changed)}和上次公布的不同" if changed else "改动次数比上次公布的小"
            yield Problem(
                code="W358",
                place=bureau.place(path, "revision"),
                message=f"{found}:上次公布时 revision 是 {was.revision},现在是 {now.revision},订阅的日历不会跟着改。",
                hint=f"请写 revision: {right}",
            )


def _events(calendar: Content) -> dict[str, _Event]:
    """The events of a calendar that this program wrote, by the meeting's id; none where it is damaged or gone."""
    try:
        content = calendar if isinstance(calendar, bytes) else calendar.read_bytes()
        lines = content.decode().replace("\r\n ", "").split("\r\n")
        return {id_: event for properties in _blocks(lines) for id_, event in [_event(properties)]}
    except (OSError, UnicodeDecodeError, KeyError, ValueError):
        return {}


def _blocks(lines: Iterable[str]) -> Iterator[Mapping[str, str]]:
    properties: dict[str, str] = {}
    for line in lines:
        head, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            properties = {}
        elif line == "END:VEVENT":
            yield properties
        else:
            properties[head.partition(";")[0]] = value


def _event(properties: Mapping[str, str]) -> tuple[str, _Event]:
    told = {name: properties[name] for name in _TOLD if name in properties}
    return properties["UID"].partition("@")[0], _Event(revision=int(properties["SEQUENCE"]), told=told)
