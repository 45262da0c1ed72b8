"""A rule on who wears which badge over time: two names that changed places over their badges."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.checks.officers import Wearer, wearers_by_badge
from generator.checks.rules import rule
from generator.model.bureau import Bureau
from generator.problems import Problem
from generator.text.comparing import comparable


@rule("areas")
def check_no_two_names_changed_places_over_their_badges(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """两个警号没有先后或在各处写给同样的两个人:那多半是姓名写反了。"""
    worn = wearers_by_badge(bureau, as_of)
    badges: dict[tuple[str, str], list[str]] = defaultdict(list)
    for badge, wearers in worn.items():
        names = sorted({comparable(wearer.name) for wearer in wearers})
        for pair in itertools.combinations(names, 2):
            badges[pair].append(badge)
    for pair, several in badges.items():
        for first, second in itertools.pairwise(sorted(several)):
            yield _swapped(bureau, worn, pair, (first, second))


def _swapped(
    bureau: Bureau, worn: Mapping[str, Sequence[Wearer]], names: Sequence[str], badges: tuple[str, str]
) -> Problem:
    """At the entry that came last: the others were written when nobody had mixed them up."""
    entries = [one for badge in badges for one in worn[badge] if comparable(one.name) in names]
    last = max(entries, key=lambda one: (one.since, one.path, str(one.keys)))
    listed = "、".join(f"{one.badge} {one.name}({one.where},{one.since} 起)" for one in entries)
    one, other = dict.fromkeys(entry.name for entry in entries if entry.badge == last.badge)
    return Problem(
        code="W352",
        place=bureau.place(last.path, *last.keys, "name"),
        message=f"警号 {badges[0]} 和 {badges[1]} 都写给过{one}和{other}两个人,像是姓名写反了:{listed}。",
        hint="请对照花名册核对:写反的,只把那几处的姓名换回来,警号、日期不动;两人真的换过警号的不用改。",
    )
