"""References to records that do not exist: the same message everywhere, with the nearest known id.

Only a very similar id is suggested: a wrong guess would give one community's records to another.
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
# The least similarity of an id and its misspelling; that of 濠塘 (haotang) and 考棚 (kaopeng) is 0.57.
_ALIKE: Final = 0.75
# Nobody misspells an id in the same way in this many places: the record's own file is missing.
_MANY: Final = 3
_WEEKS: Final = dt.timedelta(weeks=3)
_ENDED_AREA: Final = ";撤销的社区写 until,改归别的派出所的写 earlier_stations,编号不变"
_ENDED_STATION: Final = ";撤销的派出所写 until 和 merged_into,它的社区改归别的所,文件不删"


def no_such(place: Place, what: str, word: str, known: Mapping[str, str], file: str | None = None) -> Problem:
    """E303 for the unknown id `word`; `what` is the kind of record, `known` maps known ids to names.

    `file` is the path that the record would have, mentioned if no known id is similar.
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
    """Merge equal E303 problems of a file into one at the first place, with their number."""
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
    """E303 if the record at `path` refers, at `keys`, to an unknown community."""
    if word not in bureau.areas:
        yield no_such_area(bureau, bureau.place(path, *keys), word)


def station_exists(bureau: Bureau, word: str, path: str, *keys: str | int) -> Iterator[Problem]:
    """E303 if the record at `path` refers, at `keys`, to an unknown station; at the station's file if that is lost."""
    if word in bureau.stations:
        return
    file = f"data/stations/{word}.yml"
    count = bureau.stations_named[word]
    if count >= _MANY or word in {one.station for one in bureau.published_areas.values()}:
        yield _lost(file, f"派出所“{shown(word)}”", count, _ENDED_STATION)
    else:
        names = {one.id: one.name for one in bureau.stations.values()}
        yield no_such(bureau.place(path, *keys), "派出所", word, names, file)


def no_such_sub_bureau(bureau: Bureau, place: Place, word: str, count: int) -> Problem:
    """E303 for an unknown sub-bureau, at its missing file if so many (`count`) stations name it."""
    file = f"data/sub_bureaus/{word}.yml"
    if count >= _MANY:
        return _lost(file, f"公安分局“{shown(word)}”", count, "")
    return no_such(place, "公安分局", word, {one.id: one.name for one in bureau.sub_bureaus.values()}, file)


def no_such_area(bureau: Bureau, place: Place, word: str, known: Mapping[str, str] | None = None) -> Problem:
    """E303 for an unknown community, at its missing file if that is evidently lost; `known` are the ids to suggest.

    A published month proves that the id existed, so that no other id is suggested for it.
    """
    published = bureau.published_areas.get(word)
    file = f"data/communities/{published.station}/{word}.yml" if published else _file_of_area(bureau, word)
    count = bureau.areas_named[word] if file else 0
    if file and (published or count >= _MANY):
        return _lost(file, f"社区“{shown(word)}”", count, _ENDED_AREA)
    return no_such(place, "社区", word, known or {area.id: area.name for area in bureau.areas.values()}, file)


def _lost(file: str, what: str, count: int, kept: str) -> Problem:
    """Equal for each of the places, so that `said_once` merges them."""
    return Place(path=file).problem(
        "E303",
        f"{what}的文件不见了,另有 {count} 处写着这个编号。",
        f"请从备份恢复这个文件;改过文件名或编号的,请改回来{kept}。",
    )


def _file_of_area(bureau: Bureau, word: str) -> str | None:
    """The path of an area with that id, which begins with its station's id; None if no station fits."""
    owners = [station for station in bureau.stations if word.startswith(f"{station}-")]
    return f"data/communities/{max(owners, key=len)}/{word}.yml" if owners else None


def did_you_mean(word: str, known: Mapping[str, str]) -> str:
    """A question with the nearest known id, else a list of the known ids if they are few, else empty."""
    near = _near(word, known)
    if near is not None:
        return f"是不是 {_named(near, known)}?"
    if not known or len(known) > _LISTED:
        return ""
    return "可用的有:" + "、".join(_named(key, known) for key in known) + "。"


def nearest_day(day: dt.date, known: Iterable[dt.date]) -> dt.date | None:
    """The nearest known day, the earlier of two; None if all are more than three weeks away."""
    near = min(sorted(known), key=lambda one: abs(one - day), default=None)
    return near if near is not None and abs(near - day) <= _WEEKS else None


def _near(word: str, known: Mapping[str, str]) -> str | None:
    """The most similar id; the part after the station must be similar by itself."""
    tail = word.partition("-")[2]
    likely = [key for key in _likely(word, known) if not tail or _alike(tail, key.partition("-")[2])]
    found = difflib.get_close_matches(word, likely, n=1, cutoff=_ALIKE)
    return found[0] if found else None


def _alike(one: str, other: str) -> bool:
    return bool(difflib.get_close_matches(one, [other], n=1, cutoff=_ALIKE))


def _likely(word: str, known: Mapping[str, str]) -> list[str]:
    """Ids of the same station as the word if there are any, else all: comparing with thousands is slow."""
    head = word.partition("-")[0]
    return [key for key in known if key.partition("-")[0] == head] or list(known)


def _named(key: str, known: Mapping[str, str]) -> str:
    return f"{key}({known[key]})"
