"""`jingwu release`: freeze a month's ranking into data/releases/, or correct a published one there."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from generator.build import Checked, read_bureau
from generator.build.data_files import data_to_itself, replace_file, write_new_files
from generator.build.yaml_text import Verbatim, YamlStyle, quoted
from generator.load import Loaded
from generator.load.files import UNSAFE_CHARACTER
from generator.model.absence import shows_something
from generator.model.months import last_day, next_month
from generator.model.release import Release, ReleaseRow, ReleaseStatus, Revision, seal_of
from generator.personal.numbers import findings
from generator.problems import Place, ProblemsFound
from generator.ranking import monthly_ranking
from generator.ranking.differences import Difference, differences
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


def release_month(root: Path, month: str, moment: dt.datetime, *, reason: str | None = None) -> Published:
    """Publish a month; with a `reason`, correct it. If it raises ProblemsFound, nothing is written."""
    with data_to_itself(root):
        checked = read_bureau(root, moment.date())
        published = make_release(checked, month, moment, reason=reason)
        path, content = published.release.path, release_text(published.release).encode()
        if path in checked.load.files:
            replace_file(root, path, content, checked.load.files[path].source.content)
        else:
            write_new_files(root, {path: content}, root / "data")
    return published


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
    ranking = monthly_ranking(public, month)
    changes = differences(before.ranking, ranking) if before is not None else ()
    if before is not None and not changes:
        _stop(month, f"{month} 的排名按现在的数据算出来和已公布的一样,没有要修订的", "请先改好数据")
    revision = Revision(
        number=len(existing.revisions) + 1 if existing else 1,
        status=ReleaseStatus.FINAL if next_month(month) in public.releases else ReleaseStatus.PROVISIONAL,
        published_on=moment.date(),
        published_at=moment.time().replace(second=0, microsecond=0),
        policy=policy.version,
        inputs=inputs_digest(checked.load.files),
        reason=reason,
        parts=policy.ranking.parts,
        rows=freeze(public, ranking, policy),
    )
    sealed = revision.model_copy(update={"seal": seal_of(month, revision)})
    release = Release(month=month, revisions=(*(existing.revisions if existing else ()), sealed))
    return Published(release=release, ranking=ranking, changes=changes)


def _refusals(
    checked: Checked, month: str, moment: dt.datetime, existing: Release | None, reason: str | None
) -> Iterator[tuple[str, str]]:
    """Why the month cannot be published, or corrected for that reason, at that moment; and what to do."""
    if reason is not None:
        yield from _faults_of(reason)
    if existing is not None and reason is None:
        yield f"{month} 的排名已经公布过了", f'要改请运行 make revise month={month} reason="为什么改"'
    if existing is None and reason is not None:
        yield f"{month} 的排名还没有公布,不能修订", f"请先运行 make release month={month}"
    if existing is not None and moment < existing.latest.published:
        yield "修订的时间早于上一版的公布时间", "请核对 --as-of"
    if last_day(month) >= moment.date():
        yield f"{month} 还没有结束,不能公布", "请核对月份"
    due = checked.public.info.release.moment(month)
    if existing is None and moment < due:
        found = f"{month} 的排名预告在 {due:%Y-%m-%d %H:%M} 公布,现在还没到"
        yield found, "到时再运行;公布日和时间写在 data/bureau.yml 的 release 里"
    if all(reported != month for reported, _ in checked.public.reports):
        yield f"{month} 还没有一个派出所报送月报", f"请先把月报放进 data/reports/{month}/"


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
