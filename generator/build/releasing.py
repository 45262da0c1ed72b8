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
from generator.model.public import PublicBureau
from generator.model.release import Release, ReleaseRow, ReleaseStatus, Revision, seal_of
from generator.personal.numbers import findings
from generator.privacy import publish
from generator.problems import Place, ProblemsFound
from generator.ranking import monthly_ranking
from generator.ranking.differences import Difference, differences
from generator.ranking.form import in_form
from generator.ranking.frozen import freeze
from generator.ranking.published import published_month
from generator.ranking.reporting import month_reporting
from generator.ranking.results import MonthRanking
from generator.text.characters import strange_in

_FOLDER: Final = "data/releases"
_LONGEST_REASON: Final = 1000
_MOST: Final = 5


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A month to publish: with a `reason` to correct it; `incomplete` says why although few stations have filed."""

    month: str
    reason: str | None = None
    incomplete: str | None = None


@dataclass(frozen=True, kw_only=True)
class Published:
    """What a publication did: the file's new content, its ranking, and what changed against the revision before."""

    release: Release
    ranking: MonthRanking
    changes: tuple[Difference, ...]


def release_month(
    root: Path,
    month: str,
    moment: dt.datetime,
    *,
    reason: str | None = None,
    incomplete: str | None = None,
    site: Path | None = None,
) -> Published:
    """Publish a month; with a `reason`, correct it. If it raises ProblemsFound, nothing is written.

    `incomplete` says why it is published although few stations have filed. `site` is the site that readers see: what it
    has published is never published anew.
    """
    with data_to_itself(root):
        read = read_bureau(root, moment.date())
        refuse_unlike(site, read.load.bureau)
        refuse_an_earlier_moment(read.load.bureau.ledger, moment)
        checked, stamped = with_receipts(read, month, moment)
        asked = Asked(month=month, reason=reason, incomplete=incomplete)
        for message, hint in obstacles(checked, asked, moment):
            _stop(month, message, hint)
        published = made_release(checked, asked, moment)
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


def made_release(checked: Checked, asked: Asked, moment: dt.datetime) -> Published:
    """Make the release without writing it. Raises ProblemsFound."""
    month, public = asked.month, checked.public
    existing = checked.load.bureau.releases.get(month)
    for message, hint in _refusals(checked, asked, moment, existing):
        _stop(month, message, hint)
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
        reason=asked.reason,
        incomplete=_why_incomplete(public, asked, existing),
        parts=policy.ranking.parts,
        rows=freeze(public, ranking, policy),
    )
    release = with_revision(existing, month, revision)
    return Published(release=release, ranking=ranking, changes=changes)


def with_revision(existing: Release | None, month: str, revision: Revision) -> Release:
    """The release with this revision, sealed, after those that it has."""
    sealed = revision.model_copy(update={"seal": seal_of(month, revision)})
    return Release(month=month, revisions=(*(existing.revisions if existing else ()), sealed))


def with_receipts(checked: Checked, month: str, moment: dt.datetime) -> tuple[Checked, Mapping[str, bytes]]:
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


def obstacles(checked: Checked, asked: Asked, moment: dt.datetime) -> Iterator[tuple[str, str]]:
    """What time or the stations may still mend: too early, or too few reports without a word why; and what to do."""
    month = asked.month
    if month in checked.load.bureau.releases or last_day(month) >= moment.date():
        return
    due = checked.public.info.release.moment(month, checked.public.holidays)
    if moment < due:
        found = f"{month} 的排名预告在 {due:%Y-%m-%d %H:%M} 公布,现在还没到"
        yield found, "到时再运行;公布日和时间写在 data/bureau.yml 的 release 里"
    reporting = month_reporting(checked.public, month)
    if reporting.is_short and reporting.filed and asked.incomplete is None:
        share = reporting.month.standards.filed_share
        assert share is not None
        found = (
            f"{len(reporting.stations)} 个派出所只有 {reporting.filed} 个报送了 {month} 的月报,"
            f"不到办法要求的 {share.value}%"
        )
        hint = (
            f"请先催报(make status month={month} 列出缺什么);等不齐也要公布的,写明原因(会公开):"
            f'make release month={month} incomplete="为什么没有报齐"'
        )
        yield found, hint


def _why_incomplete(public: PublicBureau, asked: Asked, existing: Release | None) -> str | None:
    """The reason given; a revision repeats that of the revision before, until everybody has filed."""
    given = asked.incomplete or (existing.latest.incomplete if existing is not None else None)
    return given if month_reporting(public, asked.month).missing else None


def _refusals(
    checked: Checked, asked: Asked, moment: dt.datetime, existing: Release | None
) -> Iterator[tuple[str, str]]:
    """Why the month cannot be published, or corrected for that reason, at that moment; and what to do."""
    month, reason = asked.month, asked.reason
    if reason is not None:
        yield from _faults_of(reason, "修订的原因", "--reason")
    if asked.incomplete is not None:
        yield from _faults_of(asked.incomplete, "没有报齐的原因", "--incomplete")
        if not month_reporting(checked.public, month).missing:
            yield f"{month} 的月报已经报齐,不用写没有报齐的原因", "请去掉 --incomplete"
    if existing is not None and reason is None:
        yield f"{month} 的排名已经公布过了", f'要改请运行 make revise month={month} reason="为什么改"'
    if existing is None:
        yield from _late(checked, month, reason)
    if existing is not None and moment < existing.latest.published:
        yield "修订的时间早于上一版的公布时间", "请核对这台电脑的日期和时间"
    if last_day(month) >= moment.date():
        yield f"{month} 还没有结束,不能公布", "请核对月份"
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


def _faults_of(reason: str, what: str, option: str) -> Iterator[tuple[str, str]]:
    """What later checks would refuse in a reason: once written, a release cannot be edited."""
    if UNSAFE_CHARACTER.search(reason) or not shows_something(reason) or len(reason) > _LONGEST_REASON:
        found = f"{what}应为看得见的文字,不超过 {_LONGEST_REASON} 字,不含控制字符"
        yield found, f"请重新输入 {option}"
    if strange := strange_in(reason):
        codes = "、".join(f"U+{ord(character):04X}" for character in strange[0].found[:_MOST])
        yield f"{what}里有{strange[0].fault}:{codes}", f"请改写 {option}"
    if numbers := findings(reason):
        yield f"{what}会公开,里面疑似有不能公开的号码或标识 {numbers[0].masked}", f"请改写 {option}"


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
        "incomplete": quoted,
        "reasons": lambda texts: Verbatim(f"[{', '.join(map(quoted, texts))}]"),
        "numbers": " ".join,
        "areas": lambda areas: {area: " ".join(cells) for area, cells in areas.items()},
    },
)


def release_text(release: Release) -> str:
    """The text of the file, in which every community has a line, so that versions can be compared line by line."""
    note = "由 jingwu release 写入,请不要手改;每一版的数字公布后不再变动。"
    return _STYLE.file_text(release.path, "release", note, release)
