"""What readers could see and is in the data no more, and what they see that no build put there."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Final

from generator.problems import Place, Problem
from generator.release import Deployment

# Page, file, what was published, what to do instead of deleting it.
_KINDS: Final = (
    (
        re.compile(r"meetings/(?P<id>[a-z0-9-]+-(?P<year>[0-9]{4})-[0-9]{2}-[0-9]{2})/index\.html"),
        "data/meetings/{year}/{id}.yml",
        "这次会公布过,现在没有它的文件了,网页和订阅的日历上也就没有了。",
        "公布过的会不要删:请恢复文件,不开的写 status: cancelled 和 status_note。",
    ),
    (
        re.compile(r"ranking/(?P<id>[0-9]{4}-[0-9]{2})/index\.html"),
        "data/releases/{id}.yml",
        "这个月的排名公布过,现在没有它的文件了,网页上也就没有了。",
        "公布过的排名不要删:请从备份恢复;数字不对的用 make revise 更正。",
    ),
    (
        re.compile(r"communities/(?P<id>[a-z0-9-]+)/index\.html"),
        "data/communities/",
        "社区 {id} 公布过,现在没有它的文件了,居民收藏的网页也就打不开了。",
        "请恢复文件;撤销、合并了的写 until 和 merged_into,网页会告诉居民现在归谁。",
    ),
    (
        re.compile(r"stations/(?P<id>[a-z0-9-]+)/index\.html"),
        "data/stations/{id}.yml",
        "这个派出所公布过,现在没有它的文件了,居民收藏的网页也就打不开了。",
        "请恢复文件;只是改了名的,改 name,编号不变。",
    ),
)


def vanished(before: Deployment | None, files: Container[str]) -> Iterator[Problem]:
    """Pages of records that the release before has and the tree of `files` lacks, in order."""
    for path in sorted(before.notes["pages"]) if before else ():
        for page, file, message, hint in _KINDS if path not in files else ():
            if found := page.fullmatch(path):
                yield Problem(
                    code="W337",
                    place=Place(path=file.format(**found.groupdict())),
                    message=message.format(**found.groupdict()),
                    hint=hint,
                )


_TOLD: Final = 3


def altered(before: Deployment | None, out: Path) -> Iterator[Problem]:
    """Files of the release before that were changed, removed or added since it was built."""
    if before is not None and before.altered:
        more = f"等 {len(before.altered)} 个文件" if len(before.altered) > _TOLD else ""
        yield Problem(
            code="W361",
            place=Place(path=f"{out.name}/{before.altered[0]}"),
            message=f"网站生成以后有人改动、删去或加进了文件:{'、'.join(before.altered[:_TOLD])}{more}。",
            hint="已经换成应有的内容;不是自己人改的,请检查谁能写网站的目录。",
        )
