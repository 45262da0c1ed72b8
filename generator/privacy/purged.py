"""Names that were purged (清除) and still stand somewhere in data/ or content/, in any form that a reader can read.

The records keep no such name, only its trace: a run of as many characters with the same digest is that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from generator.load import Load, Loaded
from generator.load.document import marks_of
from generator.load.files import Source, text_of
from generator.memo import foresee, remembered
from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.officer import Officer, trace_of
from generator.model.station import Station
from generator.personal.normalising import GAP, as_shown, without_gaps
from generator.personal.reading import replaced
from generator.problems import Place, Problem

# How a run begins that may be a name; the rest may be anything: letters that look alike are read as one.
_FIRST: Final = "[〇\u3400-\u9fff\U00020000-\U0003ffff]"


def purged_officers(bureau: Bureau) -> tuple[Officer, ...]:
    """The entries of those whose names were purged."""
    return tuple(one for area in bureau.areas.values() for one in area.officers if one.purged is not None)


def purged_problems(load: Load, content: Iterable[Source]) -> tuple[Problem, ...]:
    """W433 for each place where a purged name stands, other than as the name in somebody else's own entry."""
    purged = purged_officers(load.bureau)
    if not purged:
        return ()
    foresee(_in_file, [(file, purged) for file in load.files.values()])
    return (
        *(problem for file in load.files.values() for problem in _in_file(file, purged)),
        *(problem for source in content for problem in _in_prose(source, purged)),
    )


@remembered("loaded.source.path")
def _in_file(loaded: Loaded, purged: Sequence[Officer]) -> tuple[Problem, ...]:
    """In a data file's name and text, comments too; then in values whose text is written in escapes."""
    path, text = loaded.source.path, loaded.text
    found = {Place(path=path): one for _, one in _names(path, purged)}
    found |= {Place.in_text(path, text, at): one for at, one in _names(text, purged)}
    if "\\" in text:
        places = (Place(path=path, line=line, column=column) for line, column in marks_of(path, text).scalars)
        for place, scalar in zip(places, loaded.scalars, strict=True):
            if scalar not in text:
                found.update((place, one) for _, one in _names(scalar, purged))
    return tuple(
        _standing(place, one) for place, one in found.items() if place not in _namesakes(loaded, one)
    )


@remembered("source.path")
def _in_prose(source: Source, purged: Sequence[Officer]) -> tuple[Problem, ...]:
    text, path = text_of(source), source.path
    found = [] if isinstance(text, Problem) else [*_names(text, purged)]
    return (
        *(_standing(Place(path=path), one) for _, one in _names(path, purged)),
        *(_standing(Place.in_text(path, str(text), at), one) for at, one in found),
    )


def _names(text: str, purged: Sequence[Officer]) -> Iterator[tuple[int, Officer]]:
    """Where in a text, as it is read, a purged name begins, and whose it was."""
    traces = {one.purged.trace: one for one in purged if one.purged}
    plain = without_gaps(text)
    for length in {one.purged.length for one in purged if one.purged}:
        runs = re.compile(f"(?=({_FIRST}.{{{length - 1}}}))")
        known = {run: one for run in {*runs.findall(plain)} if (one := traces.get(trace_of(run)))}
        if known:
            reading = replaced(as_shown(text)[0], GAP, lambda _: "")
            others = _meant_otherwise(reading.text, purged)
            for found in runs.finditer(reading.text):
                at = found.start()
                if found[1] in known and not any(start <= at and at + length <= end for start, end in others):
                    yield reading.origins[at], known[found[1]]


def _meant_otherwise(text: str, purged: Sequence[Officer]) -> Sequence[tuple[int, int]]:
    """The parts of the text of which somebody said that they mean somebody or something else."""
    words = {without_gaps(words) for one in purged if one.purged for words in one.purged.not_meant}
    return [found.span() for each in words for found in re.finditer(re.escape(each), text)]


def _namesakes(loaded: Loaded, purged: Officer) -> set[Place]:
    """Where somebody else is entered by this name."""
    record = loaded.record
    if isinstance(record, Area):
        others = (at for at, one in enumerate(record.officers) if one.badge != purged.badge)
        director = loaded.place("committee", "director", "name")
        return {director, *(loaded.place("officers", at, "name") for at in others)}
    if isinstance(record, Station) and record.leader is not None and record.leader.badge != purged.badge:
        return {loaded.place("leader", "name")}
    return set()


def _standing(place: Place, officer: Officer) -> Problem:
    return place.problem(
        "W433",
        f"这里还写着已清除的警号 {officer.badge} 的姓名,生成网站时会停下。",
        "请改成不写姓名的说法,例如“社区民警”;说的不是他本人(同名的人、路名)的,"
        f"把这句话照抄进 data/communities/ 里警号 {officer.badge} 那一条的 purged:not_meant: [这句话]。",
    )
