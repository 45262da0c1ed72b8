"""Rules about the ledger of publications: its own chain, the chain of seals, and when reports were received."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from generator.checks.rules import Findings, Found, each, rule
from generator.model.bureau import Bureau
from generator.model.ledger import LedgerEntry, LedgerEvent
from generator.model.months import last_day
from generator.model.release import Release, seal_in
from generator.model.report import Report
from generator.problems import Place, Problem

_RESTORE = "这些文件由命令写入,不能手改也不能删:请从备份恢复 {path};数字要更正的,恢复以后运行 make revise。"


@rule()
def check_the_ledger_is_unbroken(bureau: Bureau) -> Iterator[Problem]:
    """登记簿只添加不改动:每一条都接着上一条,时间不倒退,撤回的是最后一次公布。"""
    before: LedgerEntry | None = None
    standing: list[LedgerEntry] = []
    for at, entry in enumerate(bureau.ledger.entries):
        found = None
        if entry.link != entry.link_after(before.link if before else None):
            found = "算出来的链值不对,它或它前面的被手改过、删过"
        elif before is not None and entry.moment < before.moment:
            found = f"时间 {entry.moment:%Y-%m-%d %H:%M} 早于上一条"
        elif entry.what is LedgerEvent.WITHDRAWN:
            last = standing.pop() if standing else None
            if last is None or (last.title, last.digest) != (entry.title, entry.digest):
                found = f"撤回的 {entry.title} 不是最后一次公布"
        elif entry.what is not LedgerEvent.RECEIVED:
            standing.append(entry)
        if found is not None:
            place = bureau.place(bureau.ledger.path, "entries", at, "link")
            hint = _RESTORE.format(path=bureau.ledger.path)
            yield place.problem(
                "E316", f"登记簿第 {at + 1} 条({entry.what.label} {entry.title}){found}。", hint
            )
            return  # what follows a broken entry says nothing
        before = entry


@rule()
def check_the_releases_are_those_of_the_ledger(bureau: Bureau) -> Iterator[Problem]:
    """公布的每一版都在登记簿里,登记簿里的每一版都在,封存码一版接一版,中间不缺。"""
    entered = bureau.ledger.publications
    # Revisions of before the chain name none before them; once one does, all must.
    before: tuple[str | None, ...] = (None,)
    for entry in entered:
        release, number = bureau.releases.get(entry.month), entry.revision or 0
        if release is None or len(release.revisions) < number:
            path = f"data/releases/{entry.month}.yml"
            yield Place(path=path).problem(
                "E317",
                f"{entry.day} 公布的 {entry.title}不见了,登记簿里有它。",
                _RESTORE.format(path=path),
            )
        elif (problem := _unlike(bureau, release, entry, before)) is not None:
            yield problem
        elif release.revisions[number - 1].previous is not None:
            before = (entry.digest,)
            continue
        before = (entry.digest, None) if None in before else (entry.digest,)
    known = {(entry.month, entry.revision) for entry in entered}
    for release in bureau.releases.values():
        for at, revision in enumerate(release.revisions):
            is_of_a_chain = bool(entered) or revision.previous is not None
            if is_of_a_chain and (release.month, revision.number) not in known:
                yield bureau.place(release.path, "revisions", at, "number").problem(
                    "E317",
                    f"{release.month} 第 {revision.number} 版不在登记簿里:登记簿少了它,或者它不是用命令公布的。",
                    f"请从备份恢复 {bureau.ledger.path};公布到一半断了电、还没有公开过的,"
                    "从这个文件里删去这一版(只有这一版的删去文件),再公布一次。",
                )


def _unlike(
    bureau: Bureau, release: Release, entry: LedgerEntry, before: Collection[str | None]
) -> Problem | None:
    """How a revision differs from its entry, or follows none of `before`; an altered one (E313) is not judged."""
    at = (entry.revision or 0) - 1
    revision = release.revisions[at]
    if not revision.is_as_sealed(release.month):
        return None
    hint = _RESTORE.format(path=release.path)
    if seal_in(release, at + 1) != entry.digest:
        place = bureau.place(release.path, "revisions", at, "seal" if revision.seal else "number")
        return place.problem("E317", f"{entry.title}的封存码和登记簿里的不同,不是当时公布的那一版。", hint)
    if revision.previous not in before:
        others = [
            one.title for one in bureau.ledger.publications if _previous_of(bureau, one) == revision.previous
        ]
        twice = f",和 {others[0]}接在了同一版后面" if len(others) > 1 and revision.previous else ""
        place = bureau.place(release.path, "revisions", at, "previous" if revision.previous else "seal")
        found = f"{entry.title}没有接在它前面公布的那一版后面{twice}:中间的一版被换过或删过。"
        return place.problem("E317", found, hint)
    return None


def _previous_of(bureau: Bureau, entry: LedgerEntry) -> str | None:
    release, number = bureau.releases.get(entry.month), entry.revision or 0
    return release.revisions[number - 1].previous if release and number <= len(release.revisions) else None


@each("reports", "E318")
def check_no_report_is_dated_before_its_arrival(report: Report, bureau: Bureau) -> Findings:
    """报送日期不早于登记簿里收到的日期。"""
    arrival = bureau.ledger.arrivals.get((report.month, report.station))
    if arrival is not None and report.filed_on is not None and report.filed_on < arrival.day:
        yield Found(
            ("filed_on",),
            f"报送日期 {report.filed_on} 早于登记簿里收到的日期 {arrival.day}。",
            f"请改成 filed_on: {arrival.day}。",
        )


@each("reports", "W360")
def check_every_report_is_received(report: Report, bureau: Bureau, as_of: dt.date) -> Findings:
    """过完了的月份,放进来的月报都登记收到。"""
    if last_day(report.month) >= as_of or report.month in bureau.releases:
        return
    receive = f"请运行 make receive month={report.month}"
    if bureau.must_be_received(report.month):
        if (report.month, report.station) not in bureau.ledger.arrivals:
            yield Found(
                ("filed_on",) if report.filed_on else ("month",),
                "登记簿里没有收到这份月报,会按公布的那一天算报送"
                + (",自己写的 filed_on 不算。" if report.filed_on else "。"),
                f"{receive},它写上今天的日期。",
            )
    elif report.filed_on is None:
        yield Found(
            ("month",), "这份月报还没有登记收到,排名里按没有报送算。", f"{receive},它写上今天的日期。"
        )
