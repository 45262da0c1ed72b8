"""A rule on hours that go over midnight: so long a night is likelier a day written the wrong way round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.model.hours import DAY, Hours
from generator.problems import Problem

_LONGEST_NIGHT: Final = 12 * 60  # minutes


def check_no_night_is_longer_than_a_day(bureau: Bureau, _as_of: dt.date) -> Iterator[Problem]:
    """过夜的时间不超过 12 个小时,再长多半是开门和关门写反了。"""
    for area in bureau.areas.values():
        for keys, what, hours in _hours_of(area):
            minutes = hours.ends - hours.begins
            if hours.ends > DAY and minutes > _LONGEST_NIGHT:
                yield Problem(
                    code="W344",
                    place=bureau.place(area.path, *keys),
                    message=f"{what}从 {hours.opens:%H:%M} 到第二天 {hours.closes:%H:%M},"
                    f"有 {minutes / 60:.4g} 个小时。",
                    hint=f"写反了的请对调成 {hours.closes:%H:%M} 至 {hours.opens:%H:%M};真是过夜的不用改。",
                )


def _hours_of(area: Area) -> Iterator[tuple[tuple[str | int, ...], str, Hours]]:
    for at, officer in enumerate(area.officers):
        if officer.on_site is not None:
            yield ("officers", at, "on_site", "hours"), f"{officer.named}驻社区的时间", officer.on_site.hours
    if area.post is not None:
        for at, weekly in enumerate(area.post.hours):
            yield ("post", "hours", at, "closes"), "警务室的开放时间", weekly.hours
        for at, one in enumerate(area.post.exceptions):
            if one.hours is not None:
                yield ("post", "exceptions", at, "closes"), f"警务室 {one.date} 的开放时间", one.hours


RULES: Final = (check_no_night_is_longer_than_a_day,)
