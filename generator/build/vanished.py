"""Meetings that readers could see and that are in the data no more: a meeting is cancelled, never deleted."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Final

from generator.problems import Place, Problem
from generator.release import Release

_PAGE: Final = re.compile(r"meetings/([a-z0-9-]+-([0-9]{4})-[0-9]{2}-[0-9]{2})/index\.html")


def vanished_meetings(before: Release | None, files: Container[str]) -> Iterator[Problem]:
    """Pages of meetings that the release before has and the tree of `files` lacks, in order."""
    for path in sorted(before.notes["pages"]) if before else ():
        found = _PAGE.fullmatch(path)
        if found and path not in files:
            yield Problem(
                code="W337",
                place=Place(path=f"data/meetings/{found[2]}/{found[1]}.yml"),
                message="这次会公布过,现在没有它的文件了,网页和订阅的日历上也就没有了。",
                hint="公布过的会不要删:请恢复文件,不开的写 status: cancelled 和 status_note。",
            )
