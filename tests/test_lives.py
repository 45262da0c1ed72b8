"""The law of lives: whatever a city's communities, stations and officers go through, released months recompute.

Random lives of the ordinary bureau go through the functions of the commands, after its last released month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st

from generator.build.changing import file_changes
from generator.build.postings import arrive, hand_over, leave
from generator.build.reorganising import (
    NewArea,
    close_station,
    merge_areas,
    merge_stations,
    move_area,
    rename_area,
    rename_station,
    split_area,
)
from generator.checks import check
from generator.load import Load, load, load_changed
from generator.model.area import StreetCover
from generator.model.bureau import Bureau
from generator.model.officer import Officer, Role
from generator.privacy import publish
from generator.problems import ProblemsFound, Severity
from generator.ranking import ranking_by_month
from tests.small_sites import AS_OF, BINHU, bureau_in, edit

# One step: the bureau, two numbers that choose what of it, and the day; a refusal of the command leaves it as it is.
Step: TypeAlias = Callable[[Bureau, int, int, dt.date], Bureau]
Life: TypeAlias = list[tuple[str, int, int, int]]
END: Final = dt.date(2026, 10, 31)
LATER: Final = dt.date(2027, 9, 1)
DECISION: Final = "鄂城政发〔2026〕3号"
LAW: Final = settings(deadline=None, max_examples=60, phases=[Phase.explicit, Phase.generate, Phase.shrink])
NAMES: Final = "甲乙丙丁戊己庚辛壬癸"


def areas(bureau: Bureau, at: int) -> str:
    return [*bureau.areas][at % len(bureau.areas)]


def stations(bureau: Bureau, at: int) -> str:
    return [*bureau.stations][at % len(bureau.stations)]


def badges(bureau: Bureau, at: int) -> str:
    worn = {o.badge for area in bureau.areas.values() for o in area.officers if o.badge}
    return sorted(worn)[at % len(worn)]


def part_of(bureau: Bureau, a: int, b: int, on: dt.date) -> Bureau:
    area = bureau.areas[areas(bureau, a)]
    streets = tuple(one.street for one in area.covers if isinstance(one, StreetCover))
    new = NewArea(
        id=f"{area.id}-{b}",
        name=f"新{NAMES[b]}社区",
        divisions=area.divisions[1:],
        residents=b,
        covers=streets[:1],
    )
    return split_area(bureau, area.id, new, on, DECISION)


def newcomer(bureau: Bureau, a: int, b: int, on: dt.date) -> Bureau:
    person = Officer(
        name=f"张{NAMES[b]}", role=Role.COMMUNITY_OFFICER, badge=f"00990{b}", phone="0990-0000299", since=on
    )
    return arrive(bureau, person, areas(bureau, a))


STEPS: Final[Mapping[str, Step]] = {
    "move": lambda it, a, b, on: move_area(it, areas(it, a), stations(it, b), on),
    "merge": lambda it, a, b, on: merge_areas(it, [areas(it, a)], areas(it, b), on, DECISION),
    "split": part_of,
    "rename": lambda it, a, b, on: rename_area(it, areas(it, a), f"{NAMES[b]}河社区", on),
    "merge stations": lambda it, a, b, on: merge_stations(it, stations(it, a), stations(it, b), on),
    "close": lambda it, a, _, on: close_station(it, stations(it, a), on),
    "rename station": lambda it, a, b, on: rename_station(it, stations(it, a), f"{NAMES[b]}河派出所", on),
    "hand over": lambda it, a, b, on: hand_over(it, badges(it, a), areas(it, b), on),
    "succeed": lambda it, a, b, on: hand_over(it, badges(it, a), areas(it, b), on, badges(it, a + b + 1)),
    "leave": lambda it, a, _, on: leave(it, badges(it, a), on),
    "arrive": newcomer,
}
LIFE: Final = st.lists(
    st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 9), st.integers(0, 9), st.integers(1, 45)),
    min_size=1,
    max_size=8,
)


@cache
def city() -> Load:
    """The bureau as it was: one load for all examples, since no step changes it."""
    with TemporaryDirectory() as folder:
        root = bureau_in(Path(folder) / "root")
        edit(root, BINHU, "[990101001001]", "[990101001001, 990101001009]  # 两个")
        return load(root)


def lived(bureau: Bureau, life: Life) -> Bureau:
    """The bureau after these steps; `life` has the days between them."""
    on = END
    for name, a, b, days in life:
        on += dt.timedelta(days)
        try:
            bureau = STEPS[name](bureau, a, b, on)
            event(name)
        except ProblemsFound:
            event(f"refused: {name}")
    return bureau


def errors(bureau: Bureau, as_of: dt.date) -> list[str]:
    return [str(one) for one in check(bureau, as_of) if one.severity is Severity.ERROR]


@LAW
@given(life=LIFE)
def test_released_months_recompute_whatever_happens_after_them(life: Life) -> None:
    """Numbers, scores and ranks of released months are the same, on the day itself and when all has come true."""
    bureau = lived(city().bureau, life)
    for day in (AS_OF, LATER):
        before, after = (ranking_by_month(publish(one, day), one.releases) for one in (city().bureau, bureau))
        assert after == before
    assert bureau.areas.keys() >= city().bureau.areas.keys()
    assert bureau.stations.keys() == city().bureau.stations.keys()


@LAW
@given(life=LIFE)
def test_the_files_say_what_happened_and_nothing_is_wrong(life: Life) -> None:
    """What is written reads back as the same records, without an error on any day; comments stay."""
    bureau = lived(city().bureau, life)
    files = file_changes(city(), bureau).files
    read = load_changed(city(), files)
    assert read.bureau.areas == bureau.areas
    assert read.bureau.stations == bureau.stations
    assert read.bureau.meetings == bureau.meetings
    assert [errors(read.bureau, day) for day in (AS_OF, LATER)] == [[], []]
    commented = read.files[bureau.areas["gulou-binhu"].path].text
    assert "# 两个" in commented
