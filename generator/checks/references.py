"""A reference that leads nowhere: said in the same words everywhere, with the nearest known id.

An id that is only somewhat alike is never offered: who follows such a guess hands one community's records to another.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from generator.model.bureau import Bureau
from generator.problems import Place, Problem, shown

_LISTED: Final = 8
# How alike two ids are of which one is a slip of the finger; 濠塘 (haotang) and 考棚 (kaopeng) are at 0.57.
_ALIKE: Final = 0.75
# Nobody misspells an id alike in so many places: the record's own file is gone.
_MANY: Final = 3
_WEEKS: Final = dt.timedelta(weeks=3)
_ENDED_AREA: Final = ";撤销的社区写 until,改归别的派出所的也写 until,另建新编号的文件,原文件不删"
_ENDED_STATION: Final = ";撤销的派出所把它的社区写上 until 和 merged_into,文件不删"


def no_such(place: Place, what: str, word: str, known: Mapping[str, str], file: str | None = None) -> Problem:
    """E303 for the id `word`; `what` is the kind of thing, `known` maps the ids there are to their names.

    `file` is where the record would lie, told where no known id is near.
    """
    asked = did_you_mean(word, known)
    if file and not asked.startswith("是不是"):
        asked = f"如果 {file} 丢失了,请从备份恢复;如果编号写错了,请改这里。{asked}"
    return place.problem(
        "E303",
        f"没有编号为“{shown(word)}”的{what}。",
        asked or f"请核对{what}的编号。",
    )


def said_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """A wrong reference that stands in many places of a file is one mistake: said at the first, with their number."""
    places: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        if problem.code != "E303":
            yield problem
            continue
        places.setdefault((problem.place.path, problem.message, problem.hint), []).append(problem)
    for same in places.values():
        first, count = min(same, key=lambda one: one.place), len({one.place for one in same})
        yield replace(first, message=f"{first.message}这个文件里共 {count} 处。") if count > 1 else first


def area_exists(bureau: Bureau, word: str, path: str, *keys: str | int) -> Iterator[Problem]:
    """E303 where the record at `path` names a community, at `keys`, that there is not."""
    if word not in bureau.areas:
        yield no_such_area(bureau, bureau.place(path, *keys), word)


def station_exists(bureau: Bureau, word: str, path: str, *keys: str | int) -> Iterator[Problem]:
    """E303 where the record at `path` names a station, at `keys`, that there is not, or whose file is lost."""
    if word in bureau.stations:
        return
    file = f"data/stations/{word}.yml"
    count = bureau.stations_named[word]
    if count >= _MANY or word in {one.station for one in bureau.published_areas.values()}:
        yield _lost(file, f"派出所“{shown(word)}”", count, _ENDED_STATION)
    else:
        names = {one.id: one.name for one in bureau.stations.values()}
        yield no_such(bureau.place(path, *keys), "派出所", word, names, file)


def no_such_area(bureau: Bureau, place: Place, word: str, known: Mapping[str, str] | None = None) -> Problem:
    """E303 for a community, at its missing file where it is surely lost; `known` are those that are meant here.

    What a published month names was there: another id is never offered for it, however alike.
    """
    published = bureau.published_areas.get(word)
    file = f"data/communities/{published.station}/{word}.yml" if published else _file_of_area(bureau, word)
    count = bureau.areas_named[word] if file else 0
    if file and (published or count >= _MANY):
        return _lost(file, f"社区“{shown(word)}”", count, _ENDED_AREA)
    return no_such(place, "社区", word, known or {area.id: area.name for area in bureau.areas.values()}, file)


def _lost(file: str, what: str, count: int, kept: str) -> Problem:
    """The same for each of the places, so that it is said once."""
    return Place(path=file).problem(
        "E303",
        f"{what}的文件不见了,另有 {count} 处写着这个编号。",
        f"请从备份恢复这个文件;改过文件名或编号的,请改回来{kept}。",
    )


def _file_of_area(bureau: Bureau, word: str) -> str | None:
    """Where an area of that id would lie: its id begins with its station's."""
    owners = [station for station in bureau.stations if word.startswith(f"{station}-")]
    return f"data/communities/{max(owners, key=len)}/{word}.yml" if owners else None


def did_you_mean(word: str, known: Mapping[str, str]) -> str:
    """A question that names the nearest known id, else the few that there are, else nothing."""
    near = _near(word, known)
    if near is not None:
        return f"是不是 {_named(near, known)}?"
    if not known or len(known) > _LISTED:
        return ""
    return "可用的有:" + "、".join(_named(key, known) for key in known) + "。"


def nearest_day(day: dt.date, known: Iterable[dt.date]) -> dt.date | None:
    """The known day that is fewest days away, the earlier of two; None where all are weeks away."""
    near = min(sorted(known), key=lambda one: abs(one - day), default=None)
    return near if near is not None and abs(near - day) <= _WEEKS else None


def _near(word: str, known: Mapping[str, str]) -> str | None:
    """The id most like the word, of those that are alike after the part they share with others (the station)."""
    tail = word.partition("-")[2]
    likely = [key for key in _likely(word, known) if not tail or _alike(tail, key.partition("-")[2])]
    found = difflib.get_close_matches(word, likely, n=1, cutoff=_ALIKE)
    return found[0] if found else None


def _alike(one: str, other: str) -> bool:
    return bool(difflib.get_close_matches(one, [other], n=1, cutoff=_ALIKE))


def _likely(word: str, known: Mapping[str, str]) -> list[str]:
    """Ids that begin like the word, where there are any: comparing with thousands would take long."""
    head = word.partition("-")[0]
    return [key for key in known if key.partition("-")[0] == head] or list(known)


def _named(key: str, known: Mapping[str, str]) -> str:
    return f"{key}({known[key]})"
