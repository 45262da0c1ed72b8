"""`jingwu release`: freeze a month's ranking into data/releases/, or correct a published one there."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NoReturn

from generator.build import Checked, read_bureau
from generator.build.chain import deployed_ledger, refuse_unlike
from generator.build.data_files import data_to_itself, write_together
from generator.build.ledger import (
    begun_ledger,
    changes_to,
    is_entered,
    publication,
    receive,
    refuse_an_earlier_moment,
)
from generator.build.yaml_text import Verbatim, YamlStyle, quoted
from generator.load import Loaded
from generator.load.files import UNSAFE_CHARACTER
from generator.model.absence import shows_something
from generator.model.ledger import LedgerEvent
from generator.model.months import last_day, next_month
from generator.model.release import Release, ReleaseRow, ReleaseStatus, Revision, seal_of
from generator.personal.numbers import findings
from generator.privacy import publish
from generator.problems import Place, ProblemsFound
from generator.ranking import monthly_ranking
from generator.ranking.differences import Difference, differences
from generator.ranking.form import in_form
from generator.ranking.frozen import freeze
from generator.ranking.published import published_month
from generator.ranking.results import MonthRanking
from generator.text.characters import strange_in

_FOLDER: Final = "data/releases"
_LONGEST_REASON: Final = 1000
_MOST: Final = 5


@dataclass(frozen=True, kw_only=True)
class Published:
    """What a publication did: the file's new content, its ranking, and what changed against the revision before."""

    release: Release
    ranking: MonthRanking
    changes: tuple[Difference, ...]


def release_month(
    root: Path, month: str, moment: dt.datetime, *, reason: str | None = None, site: Path | None = None
) -> Published:
    """Publish a month; with a `reason`, correct it. If it raises ProblemsFound, nothing is written.

    `site` is the site that readers see: what it has published is never published anew.
    """
    with data_to_itself(root):
        read = read_bureau(root, moment.date())
        refuse_unlike(site, read.load.bureau)
        refuse_an_earlier_moment(read.load.bureau.ledger, moment)
        checked, stamped = _with_receipts(read, month, moment)
        published = make_release(checked, month, moment, reason=reason)
        release, number = published.release, published.release.latest.number
        what = LedgerEvent.RELEASED if number == 1 else LedgerEvent.REVISED
        ledger = begun_ledger(checked.load.bureau).with_entries(publication(release, what, moment, number))
        files: dict[str, bytes | None] = {**stamped, release.path: release_text(release).encode()}
        changes = changes_to(read.load, files, ledger)
        write_together(root, changes.files, changes.before)
    return published


def withdraw_month(root: Path, month: str, moment: dt.datetime, *, site: Path | None = None) -> Revision:
    """Take back the last publication, as long as no deployed site has shown it. Raises ProblemsFound."""
    with data_to_itself(root):
        checked = read_bureau(root, moment.date())
        bureau = checked.load.bureau
        refuse_unlike(site, bureau)
        refuse_an_earlier_moment(bureau.ledger, moment)
        last = bureau.ledger.publications[-1] if bureau.ledger.publications else None
        if last is None or last.month != month:
            found = f"最后一次公布的不是 {month}" + (f",是 {last.title}" if last is not None else "")
            _stop(month, found, f"只能撤回最后一次;更早的要改,请运行 make revise month={month}")
        if any(row.get("link") == last.link for row in deployed_ledger(site) or ()):
            found = f"{last.title}已经在网站上公开了,不能撤回"
            _stop(month, found, f'要改请运行 make revise month={month} reason="为什么改"')
        release = bureau.releases[month]
        entry = publication(release, LedgerEvent.WITHDRAWN, moment, release.latest.number)
        kept = release.model_copy(update={"revisions": release.revisions[:-1]})
        content = release_text(kept).encode() if kept.revisions else None
        changes = changes_to(checked.load, {release.path: content}, bureau.ledger.with_entries(entry))
        write_together(root, changes.files, changes.before)
    return release.latest


def make_release(
    checked: Checked, month: str, moment: dt.datetime, *, reason: str | None = None
) -> Published:
    """Make the release without writing it. Raises ProblemsFound."""
    existing = checked.load.bureau.releases.get(month)
    for message, hint in _refusals(checked, month, moment, existing, reason):
        _stop(month, message, hint)
    public = checked.public
    before = published_month(public, month)
    policy = public.policy_for(month)
    site = public.policy
    ranking = in_form(monthly_ranking(public, month), site, by=policy)
    changes = differences(in_form(before.ranking, site, by=policy), ranking) if before is not None else ()
    if before is not None and not changes:
        _stop(month, f"{month} 的排名按现在的数据算出来和已公布的一样,没有要修订的", "请先改好数据")
    chain = begun_ledger(checked.load.bureau).publications
    revision = Revision(
        number=len(existing.revisions) + 1 if existing else 1,
        status=ReleaseStatus.FINAL if next_month(month) in public.releases else ReleaseStatus.PROVISIONAL,
        published_on=moment.date(),
        published_at=moment.time().replace(second=0, microsecond=0),
        policy=policy.version,
        inputs=inputs_digest(checked.load.files),
        previous=chain[-1].digest if chain else None,
        reason=reason,
        parts=policy.ranking.parts,
        rows=freeze(public, ranking, policy),
    )
    release = with_revision(existing, month, revision)
    return Published(release=release, ranking=ranking, changes=changes)


def with_revision(existing: Release | None, month: str, revision: Revision) -> Release:
    """The release with this revision, sealed, after those that it has."""
    sealed = revision.model_copy(update={"seal": seal_of(month, revision)})
    return Release(month=month, revisions=(*(existing.revisions if existing else ()), sealed))


def _with_receipts(checked: Checked, month: str, moment: dt.datetime) -> tuple[Checked, Mapping[str, bytes]]:
    """Receive what a publication takes and the ledger does not know, as of its moment: back-dating never pays.

    These are all reports of a month whose reports have to be received, and files that changed since their receipt.
    """
    bureau = checked.load.bureau
    known = bureau.ledger.arrivals if bureau.ledger.entries else {}
    taken = [
        report
        for (of, station), report in sorted(bureau.reports.items())
        if of == month
        and (bureau.must_be_received(month) or (of, station) in known)
        and not is_entered(checked.load, report)
    ]
    if not taken or last_day(month) >= moment.date():
        return checked, {}
    received = receive(checked.load, taken, moment)
    if received.refused:
        raise ProblemsFound(received.refused)
    public = publish(received.load.bureau, moment.date())
    return replace(checked, load=received.load, public=public), received.files


def _refusals(
    checked: Checked, month: str, moment: dt.datetime, existing: Release | None, reason: str | None
) -> Iterator[tuple[str, str]]:
    """Why the month cannot be published, or corrected for that reason, at that moment; and what to do."""
    if reason is not None:
        yield from _faults_of(reason)
    if existing is not None and reason is None:
        yield f"{month} 的排名已经公布过了", f'要改请运行 make revise month={month} reason="为什么改"'
    if existing is None:
        yield from _late(checked, month, reason)
    if existing is not None and moment < existing.latest.published:
        yield "修订的时间早于上一版的公布时间", "请核对这台电脑的日期和时间"
    if last_day(month) >= moment.date():
        yield f"{month} 还没有结束,不能公布", "请核对月份"
    due = checked.public.info.release.moment(month, checked.public.holidays)
    if existing is None and moment < due:
        found = f"{month} 的排名预告在 {due:%Y-%m-%d %H:%M} 公布,现在还没到"
        yield found, "到时再运行;公布日和时间写在 data/bureau.yml 的 release 里"
    if all(reported != month for reported, _ in checked.public.reports):
        yield f"{month} 还没有一个派出所报送月报", f"请先把月报放进 data/reports/{month}/"


def _late(checked: Checked, month: str, reason: str | None) -> Iterator[tuple[str, str]]:
    """A month without a release is published in its turn; after a later month only with a reason, which is public."""
    later = max(checked.load.bureau.releases, default="")
    if later > month and reason is None:
        restore = f"公布过的,请从备份恢复 data/releases/{month}.yml"
        add = f'确实没有公布过的,写明原因补公布:make revise month={month} reason="为什么现在才公布"'
        command = f"jingwu release {month} --revise --reason …"
        yield f"后来的 {later} 已经公布,{month} 不能再当作按时的第一次公布", f"{restore};{add}({command})"
    if later < month and reason is not None:
        yield f"{month} 的排名还没有公布,不能修订", f"请先运行 make release month={month}"


def _faults_of(reason: str) -> Iterator[tuple[str, str]]:
    """What later checks would refuse in the reason: once written, a release cannot be edited."""
    if UNSAFE_CHARACTER.search(reason) or not shows_something(reason) or len(reason) > _LONGEST_REASON:
        found = f"修订的原因应为看得见的文字,不超过 {_LONGEST_REASON} 字,不含控制字符"
        yield found, "请重新输入 --reason"
    if strange := strange_in(reason):
        codes = "、".join(f"U+{ord(character):04X}" for character in strange[0].found[:_MOST])
        yield f"修订的原因里有{strange[0].fault}:{codes}", "请改写 --reason"
    if numbers := findings(reason):
        yield f"修订的原因会公开,里面疑似有不能公开的号码或标识 {numbers[0].masked}", "请改写 --reason"


def _stop(month: str, message: str, hint: str) -> NoReturn:
    raise ProblemsFound([Place(path=f"{_FOLDER}/{month}.yml").problem("E506", f"{message}。", f"{hint}。")])


def inputs_digest(files: Mapping[str, Loaded]) -> str:
    """SHA-256 of the lines that `sha256sum` prints for all data files except the releases, sorted by path."""
    lines = [
        f"{hashlib.sha256(loaded.source.content).hexdigest()}  {path}\n"
        for path, loaded in sorted(files.items())
        if not path.startswith(f"{_FOLDER}/")
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


_STYLE: Final = YamlStyle(
    spread={Revision, ReleaseRow},
    spelled={
        "reason": quoted,
        "reasons": lambda texts: Verbatim(f"[{', '.join(map(quoted, texts))}]"),
        "numbers": " ".join,
        "areas": lambda areas: {area: " ".join(cells) for area, cells in areas.items()},
    },
)


def release_text(release: Release) -> str:
    """The text of the file, in which every community has a line, so that versions can be compared line by line."""
    note = "由 jingwu release 写入,请不要手改;每一版的数字公布后不再变动。"
    return _STYLE.file_text(release.path, "release", note, release)
