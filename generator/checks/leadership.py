"""Rules about how the scheme is led: what was decided is carried out in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from generator.checks.rules import rule
from generator.model.bureau import Bureau
from generator.problems import Problem

_FILE: Final = "data/leadership.yml"


@rule()
def check_resolutions_are_carried_out_in_time(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """党委、政府决定的事,过了期限就要写落实的日期和结果。"""
    for at, one in enumerate(bureau.leadership.resolutions):
        if one.is_overdue(as_of):
            yield bureau.place(_FILE, "resolutions", at, "due").problem(
                "W420",
                f"“{one.what}”的期限 {one.due} 已过,没有写落实。",
                "落实了的,请写 done_on(哪天)和 result(结果);改了期限的,请改 due。没有落实的,网页上写着“过了期限”。",
            )
