"""What a published site may be replaced by: nothing older, and nothing that takes much of it from readers."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from generator import __version__
from generator.build.chain import refuse_unlike
from generator.deploy import Deployment, DeployTerms
from generator.deploy.manifest import Origin
from generator.deploy.store import deployments, store_of
from generator.deploy.trees import Content, bytes_of
from generator.load import Load
from generator.load.files import Source
from generator.model.bureau import Bureau
from generator.model.months import CHINA
from generator.model.public import PublicBureau
from generator.privacy import purged_officers
from generator.problems import Place, Problem, ProblemsFound

# What a policy without the number allows [%].
_REMOVED_SHARE: Final = 10
_NAMED: Final = 3
_OFFICERS: Final = re.compile(r"data/officers(/.*)?\.csv")


def origin_of(
    root: Path, loaded: Load, content: Iterable[Source], public: PublicBureau, began: int
) -> Origin:
    """Where a site comes from whose data were read from `began` on [ns since 1970]."""
    read = {
        source.path: source.content for source in (*(one.source for one in loaded.files.values()), *content)
    }
    read |= {
        f"data/photos/{name}": (root / "data/photos" / name).read_bytes() for name in loaded.bureau.photos
    }
    lines = "".join(f"{path}\0{hashlib.sha256(read[path]).hexdigest()}\n" for path in sorted(read))
    return Origin(
        made=dt.datetime.fromtimestamp(began / 1e9, CHINA).isoformat(timespec="microseconds"),
        as_of=str(public.as_of),
        inputs=hashlib.sha256(lines.encode()).hexdigest(),
        generator=__version__,
        method=public.policy.version,
        purged=tuple(sorted({one.badge for one in purged_officers(loaded.bureau) if one.badge})),
    )


def refuse_replacement(
    before: Deployment | None, files: Mapping[str, Content], bureau: Bureau, out: Path, terms: DeployTerms
) -> None:
    """Raise ProblemsFound if the site in `out` is newer than the new one, or if that lacks too much of it.

    Of nothing that any kept deployment has published may the ledger be taken back, also after a rollback.
    """
    for folder, _ in deployments(store_of(out.absolute())):
        refuse_unlike(folder if folder.is_dir() else None, bureau, out.name)
    if before is None:
        return
    problems = [
        *_come_back(before.origin, bureau),
        *_older(before.origin, terms.origin, out),
        *_removed(before, files, bureau, out, terms),
    ]
    if problems:
        raise ProblemsFound(problems)


def _come_back(there: Origin, bureau: Bureau) -> Iterator[Problem]:
    """Officers whose names the site has forgotten, and whose entries have names again, as after a restored backup."""
    purged = {one.badge for one in purged_officers(bureau)}
    for area in bureau.areas.values():
        for at, one in enumerate(area.officers):
            if one.badge in there.purged and one.badge not in purged:
                yield bureau.place(area.path, "officers", at, "name").problem(
                    "E523",
                    f"警号 {one.badge} 清除过,现在又写了姓名。",
                    f"恢复了旧文件的,请再运行 jingwu purge {one.badge};"
                    "警号给了别人的,把清除过的那一条照原样写回来,新的人另写一条。",
                )


def _older(there: Origin, new: Origin, out: Path) -> Iterator[Problem]:
    if there.made > new.made or there.as_of > new.as_of:
        yield Place(path=out.name).problem(
            "E521",
            f"网站上的更新:是 {there.made[:16]} 读的资料,按 {there.as_of} 算的;"
            f"这次的是 {new.made[:16]},按 {new.as_of}。",
            "请核对这台机器的日期和 --as-of;要退回以前的网站,运行 jingwu rollback。",
        )


def _removed(
    before: Deployment, files: Mapping[str, Content], bureau: Bureau, out: Path, terms: DeployTerms
) -> Iterator[Problem]:
    share = bureau.policy.standards.removed_share
    limit = _REMOVED_SHARE if share is None else share.value
    old = {path: before.folder / path for path in before.found}
    counted = (
        ("页", "网页", set(before.pages), set(files)),
        ("名", "民警", _officers(old) - {*terms.origin.purged}, _officers(files)),
    )
    for unit, what, was, is_now in counted if not terms.may_remove else ():
        lost = sorted(was - is_now)
        if 100 * len(lost) > limit * len(was):
            yield Place(path=out.name).problem(
                "E520",
                f"网站上的 {len(was)} {unit}{what}里,这次要去掉 {len(lost)} {unit},超过 {limit}%:"
                f"{'、'.join(lost[:_NAMED])}{'等' if len(lost) > _NAMED else ''}。",
                "多半是资料少了一部分:请核对 data/ 是不是完整;真要去掉的,加上 --allow-removals 再运行一次。",
            )


def _officers(files: Mapping[str, Content]) -> set[str]:
    """Badges, or names of those without one, in the published table of officers and in its parts."""
    found = set[str]()
    for path in files:
        if _OFFICERS.fullmatch(path):
            rows = csv.DictReader(bytes_of(files[path]).decode("utf-8-sig", "replace").splitlines())
            found |= {row["badge"] or row["name"] for row in rows if {"badge", "name"} <= row.keys()}
    return found
