"""Rules about the published rankings (通报排名, 方案四(五)) and the versions of the method they were made by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from generator.checks.references import no_such, no_such_station
from generator.model.bureau import Bureau
from generator.model.release import seal_of
from generator.problems import Problem


def check_every_ranked_station_exists(bureau: Bureau, _as_of: dt.date) -> Iterator[Problem]:
    """通报里的每个派出所都有档案。"""
    for release in bureau.releases.values():
        for number, revision in enumerate(release.revisions):
            for at, row in enumerate(revision.rows):
                if row.station not in bureau.stations:
                    place = bureau.place(release.path, "revisions", number, "rows", at, "station")
                    yield no_such_station(bureau, place, row.station)


def check_no_revision_was_altered(bureau: Bureau, _as_of: dt.date) -> Iterator[Problem]:
    """公布过的每一版,内容和命令写入时一样。"""
    for release in bureau.releases.values():
        for number, revision in enumerate(release.revisions):
            if revision.seal is not None and revision.seal != seal_of(release.month, revision):
                yield Problem(
                    code="E313",
                    place=bureau.place(release.path, "revisions", number, "seal"),
                    message=f"第 {revision.number} 版的内容和公布时不一样了,文件被手改过。",
                    hint="这个文件由命令写入,不能手改,请从备份恢复;数字要更正的,恢复以后运行 make revise。",
                )


def check_every_revision_has_its_policy(bureau: Bureau, _as_of: dt.date) -> Iterator[Problem]:
    """每一版通报所用的办法都在,组成部分也相同。"""
    policies = {policy.version: policy for policy in (bureau.policy, *bureau.earlier_policies.values())}
    known = {version: f"{policy.since}起施行" for version, policy in policies.items()}
    for release in bureau.releases.values():
        for number, revision in enumerate(release.revisions):
            policy = policies.get(revision.policy)
            place = bureau.place(release.path, "revisions", number, "policy")
            if policy is None:
                yield no_such(
                    place, "办法版本", revision.policy, known, f"data/policies/{revision.policy}.yml"
                )
            elif {part.id for rule in policy.ranking.indicators for part in rule.parts} != set(
                revision.parts
            ):
                yield Problem(
                    code="E313",
                    place=place,
                    message=f"这一版按办法 {revision.policy} 公布,但组成部分与该版办法不同。",
                    hint="已用过的办法不能改;要改请另写一个新版本,旧的原样放在 data/policies/ 里。",
                )


def check_versions_of_the_policy(bureau: Bureau, _as_of: dt.date) -> Iterator[Problem]:
    """以前的办法:文件名就是版本号,版本不重复,施行日期早于现行办法。"""
    for stem, policy in bureau.earlier_policies.items():
        path = f"data/policies/{stem}.yml"
        if policy.version != stem:
            yield Problem(
                code="E301",
                place=bureau.place(path, "version"),
                message=f"文件里写的版本“{policy.version}”与文件名“{stem}”不一致。",
                hint=f"请把文件改名为 {policy.version}.yml,或改 version。",
            )
        elif policy.version == bureau.policy.version:
            yield Problem(
                code="E302",
                place=bureau.place(path, "version"),
                message=f"版本“{policy.version}”也是 data/policy.yml 的版本。",
                hint="请给现行的办法换一个新版本号。",
            )
        elif policy.since >= bureau.policy.since:
            yield Problem(
                code="E310",
                place=bureau.place(path, "since"),
                message=f"以前的办法从 {policy.since} 起施行,不早于现行办法({bureau.policy.since})。",
                hint="最新的一版放在 data/policy.yml,旧的放在 data/policies/。",
            )


RULES: Final = (
    check_every_ranked_station_exists,
    check_no_revision_was_altered,
    check_every_revision_has_its_policy,
    check_versions_of_the_policy,
)
