"""What waits for an approval, what has one, and approvals that are none: expired, or of what is no longer there.

A text is approved as it stands in its file. A number is approved for every file, so that an officer can move with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator.load import Load
from generator.load.files import Source
from generator.memo import foresee
from generator.model.approval import Approval
from generator.privacy.held import Held, held_in_file, held_in_prose
from generator.problems import Problem, shown

# Warnings about texts that a site must not have, and the errors that they are for a build.
_REFUSED: Final = {"W355": "E409", "W433": "E523"}
_FILE: Final = "data/approvals.yml"


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """A held text or number, and its approval; None while it waits."""

    held: Held
    approval: Approval | None

    @property
    def entry(self) -> str:
        """The line of data/approvals.yml that approves it, to be completed."""
        of, at = self.held, "年-月-日"
        return f"- {{place: {of.place.path}, digest: {of.digest}, purpose: 用途, approver: 审批人, on: {at}}}"


@dataclass(frozen=True, kw_only=True)
class Review:
    """Every held text and number of the records and of the hand-written pages, file by file; problems of approvals."""

    held: tuple[Reviewed, ...]
    problems: tuple[Problem, ...]


def review(load: Load, content: Iterable[Source], as_of: dt.date) -> Review:
    """Hold every text and number against the approvals that are valid on that day."""
    foresee(held_in_file, [(file,) for file in load.files.values()])
    held = [
        *(one for file in load.files.values() for one in held_in_file(file)),
        *(one for source in content for one in held_in_prose(source)),
    ]
    valid = [one for one in load.bureau.approvals if one.is_valid_on(as_of)]
    texts = {(one.place, one.digest): one for one in valid}
    numbers = {one.digest: one for one in valid}
    found = tuple(
        Reviewed(
            held=one,
            approval=numbers.get(one.digest) if one.is_number else texts.get((one.place.path, one.digest)),
        )
        for one in held
    )
    return Review(held=found, problems=tuple(_idle(load, {one.approval for one in found}, as_of)))


def held_problems(load: Load, content: Iterable[Source], as_of: dt.date) -> tuple[Problem, ...]:
    """W355 for each text and E402 for each number without its approval; W356 and W432 for approvals."""
    if "approvals" in load.bureau.unread:
        return ()
    found = review(load, content, as_of)
    return (*(_waiting(one) for one in found.held if one.approval is None), *found.problems)


def refused(warnings: Sequence[Problem]) -> tuple[Problem, ...]:
    """The warnings about what must not be published as errors, for a build that would publish it."""
    return tuple(replace(one, code=_REFUSED[one.code]) for one in warnings if one.code in _REFUSED)


def _waiting(one: Reviewed) -> Problem:
    held = one.held
    approve = (
        f"负责人审批后在 {_FILE} 的 approvals: 下面加一行“{one.entry}”,换上用途、审批人和日期"
        "(没有这个文件就新建,第一行写 approvals:)。"
    )
    if held.is_number:
        return held.place.problem(
            "E402",
            f"电话写的是{held.what} {shown(held.text)},审批以前不能公开。",
            f"请改写固定电话或短号;确是单位配的、要公开的值班手机,{approve}",
        )
    return held.place.problem(
        "W355",
        f"这段文字像是写了{held.what},审批以前不能公开:生成网站时会停下。",
        f"请改成不指明是谁、有多少、在哪里的写法;确需公开的,{approve}",
    )


def _idle(load: Load, fitting: Container[Approval | None], as_of: dt.date) -> Iterator[Problem]:
    for at, approval in enumerate(load.bureau.approvals):
        if approval.on > as_of:
            continue  # W329 says so
        if not approval.is_valid_on(as_of):
            yield load.bureau.place(_FILE, "approvals", at, "until").problem(
                "W432",
                f"这条审批只到 {approval.until} 为止,已经不管用了。",
                "请删去这一条;还要公开的,请重新审批,照 jingwu check --review 写上新的一条。",
            )
        elif approval not in fitting:
            yield load.bureau.place(_FILE, "approvals", at, "digest").problem(
                "W356",
                f"这条审批对不上 {approval.place} 现在的文字或号码:改过、删了,或者不再需要审批。",
                "请删去这一条;改过、还要公开的,请重新审批,照 jingwu check --review 换上新的 digest。",
            )
