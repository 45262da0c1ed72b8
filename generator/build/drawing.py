"""`jingwu audit draw`: the communities of a month's spot check, drawn at random into data/audits/<yyyy-mm>.yml."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NoReturn

from generator.build import read_bureau
from generator.build.data_files import data_to_itself, write_new_files
from generator.build.yaml_text import YamlStyle
from generator.facts.area_month import CountedMonth, areas_in
from generator.facts.declared import declared_items, declared_services, drawn_of
from generator.model.audit import Audit, AuditDraw, AuditFinding, seed_of
from generator.model.meeting import Meeting
from generator.model.months import first_day
from generator.model.policy import policy_on
from generator.model.public import PublicBureau
from generator.problems import Place, ProblemsFound

_STYLE: Final = YamlStyle(spread={AuditDraw, AuditFinding})


def draw_audit(root: Path, month: str, as_of: dt.date, share: int | None = None) -> Audit:
    """Draw the month's communities and write the file; `share` [%] replaces the policy's number per station.

    An existing file is never changed. If it raises ProblemsFound, nothing is written.
    """
    with data_to_itself(root):
        checked = read_bureau(root, as_of)
        for message, hint in _refusals(checked.public, checked.load.bureau.audits, month, share):
            _stop(month, message, hint)
        audit = make_audit(checked.public, month, as_of, share)
        write_new_files(root, {audit.path: audit_text(audit).encode()}, root / "data")
    return audit


def make_audit(bureau: PublicBureau, month: str, as_of: dt.date, share: int | None = None) -> Audit:
    """The draw of a published month, station by station, each station's smallest digest first.

    A drawn community that by today's records no longer counts in the month declares nothing, and stays drawn.
    """
    revision = bureau.releases[month].revisions[0]
    assert revision.seal is not None
    audit = Audit(
        month=month,
        drawn_on=as_of,
        seed=seed_of(revision.seal),
        per_station=None if share is not None else _per_station(bureau, month),
        share=share,
        draws=(),
    )
    drawn = (
        area
        for row in revision.rows
        for area in drawn_of(audit.seed, row.areas, audit.number_of(len(row.areas)))
    )
    declared = _declared(bureau, month)
    return audit.model_copy(
        update={"draws": tuple(declared.get(area, AuditDraw(area=area)) for area in drawn)}
    )


def _per_station(bureau: PublicBureau, month: str) -> int | None:
    """The number by the policy of the month, or by the next one that sets it."""
    in_force = policy_on(bureau.policies, first_day(month))
    later = (in_force, *(policy for policy in bureau.policies if policy.since > in_force.since))
    numbers = (policy.standards.audit_communities for policy in later)
    return next((number.value for number in numbers if number is not None), None)


def _declared(bureau: PublicBureau, month: str) -> dict[str, AuditDraw]:
    """What each community of the month declares, by id."""
    counted = CountedMonth(name=month, policy=bureau.policy_for(month))
    meetings: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in bureau.meetings.values():
        meetings[meeting.area].append(meeting)
    return {
        own.area.id: AuditDraw(
            area=own.area.id,
            items=declared_items(own, meetings[own.area.id]),
            services=declared_services(own),
        )
        for own in areas_in(bureau.every_area.values(), counted, bureau.reports_of(month))
    }


def _refusals(
    bureau: PublicBureau, audits: object, month: str, share: int | None
) -> Iterator[tuple[str, str]]:
    if isinstance(audits, dict) and month in audits:
        yield f"{month} 已经抽过了,不能重抽", "请照文件里抽到的去查;抽到的社区不能换"
    release = bureau.releases.get(month)
    if release is None:
        yield f"{month} 的排名还没有公布,抽谁由公布时的封存码决定", f"请先运行 make release month={month}"
    elif release.revisions[0].seal is None:
        yield f"{month} 的第一版没有封存码,不能公正地抽", "请从公布有封存码的月份开始"
    if share is None and _per_station(bureau, month) is None:
        yield "办法里没有写每所抽几个社区(audit_communities)", "请写 --share,例如 --share 10 是抽一成"


def _stop(month: str, message: str, hint: str) -> NoReturn:
    place = Place(path=f"data/audits/{month}.yml")
    raise ProblemsFound([place.problem("E511", f"{message}。", f"{hint}。")])


def audit_text(audit: Audit) -> str:
    """The file as drawn: one block for each community, to which findings are added by hand."""
    note = "由 jingwu audit draw 抽取,抽到的不能改;去看过以后在各社区下面添 findings,写法见数据格式。"
    return _STYLE.file_text(audit.path, "audit", note, audit)
