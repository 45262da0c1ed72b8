"""Rules about the published rankings (通报排名, 方案四(五)), the versions of their method, and the year's decisions."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.references import no_such, no_such_area, station_exists
from generator.checks.rules import Findings, Found, each, rule
from generator.model.area import Area
from generator.model.bureau import Bureau, PublishedArea
from generator.model.months import last_day
from generator.model.release import Release
from generator.problems import Place, Problem


@each("releases", "E303")
def check_every_ranked_station_exists(release: Release, bureau: Bureau) -> Findings:
    """通报里的每个派出所都有档案。"""
    for number, revision in enumerate(release.revisions):
        for at, row in enumerate(revision.rows):
            keys = ("revisions", number, "rows", at, "station")
            yield from station_exists(bureau, row.station, release.path, *keys)


@rule("releases")
def check_every_published_area_is_still_that_of_its_station(bureau: Bureau) -> Iterator[Problem]:
    """公布过的社区,文件还在,那个月也还归那时的派出所;改归别处的写 earlier_stations。"""
    for id_, published in bureau.published_areas.items():
        if id_ not in bureau.areas:
            release = bureau.releases[published.month]
            at = next(at for at, row in enumerate(release.latest.rows) if id_ in row.areas)
            keys = ("revisions", len(release.revisions) - 1, "rows", at, "areas", id_)
            yield no_such_area(bureau, bureau.place(release.path, *keys), id_)
    for id_, published in bureau.misplaced_areas.items():
        if published.station in bureau.stations:
            yield _misplaced(bureau, bureau.areas[id_], published)


def _misplaced(bureau: Bureau, area: Area, published: PublishedArea) -> Problem:
    month, station = published.month, published.station
    written, key = area.station_in(month), "earlier_stations" if area.earlier_stations else "station"
    then, now = (bureau.stations[id_].name if id_ in bureau.stations else id_ for id_ in (station, written))
    mend = f"- {{station: {station}, until: 在那里的最后一天}}({last_day(month)} 或更晚)"
    back = f"没有改归的,请把文件移回 data/communities/{station}/{area.id}.yml,station 写回 {station}。"
    return bureau.place(area.path, key).problem(
        "E314",
        f"{area.name}({area.id})在公布过的 {month} 排名里归{then},这个文件写的是那时归{now},"
        "公布过的月份就对不上了。",
        f"{back if key == 'station' else ''}改归过的,请在 earlier_stations 里写 {mend}。以前的月报一行也不改。",
    )


@rule("releases")
def check_every_published_report_is_still_there(bureau: Bureau) -> Iterator[Problem]:
    """公布过的月份,当时报送的月报都还在。"""
    for month, release in bureau.releases.items():
        for row in release.latest.rows if release.latest.is_as_sealed(month) else ():
            station = bureau.stations.get(row.station)  # a lost station is reported elsewhere
            if station and row.filed_on is not None and (month, row.station) not in bureau.reports:
                yield Place(path=f"data/reports/{month}/{row.station}.yml").problem(
                    "E315",
                    f"{station.name} {month} 的月报不见了,而公布这个月的排名时有它({row.filed_on} 报送)。",
                    "请从备份恢复这个文件;数字要更正的,改好以后运行 make revise,不要删。",
                )


@each("releases", "E313")
def check_no_revision_was_altered(release: Release) -> Findings:
    """公布过的每一版,内容和命令写入时一样。"""
    for number, revision in enumerate(release.revisions):
        if not revision.is_as_sealed(release.month):
            yield Found(
                ("revisions", number, "seal"),
                f"第 {revision.number} 版的内容和公布时不一样了,文件被手改过。",
                "这个文件由命令写入,不能手改,请从备份恢复;数字要更正的,恢复以后运行 make revise。",
            )


@each("releases", "E303")
def check_every_revision_has_its_policy(release: Release, bureau: Bureau) -> Findings:
    """每一版通报所用的办法都在,组成部分也相同。"""
    policies = {policy.version: policy for policy in (bureau.policy, *bureau.earlier_policies.values())}
    known = {version: f"{policy.since}起施行" for version, policy in policies.items()}
    for number, revision in enumerate(release.revisions):
        policy = policies.get(revision.policy)
        keys = "revisions", number, "policy"
        if policy is None:
            place = bureau.place(release.path, *keys)
            yield no_such(place, "办法版本", revision.policy, known, f"data/policies/{revision.policy}.yml")
        elif {part.id for rule in policy.ranking.indicators for part in rule.parts} != set(revision.parts):
            yield bureau.place(release.path, *keys).problem(
                "E313",
                f"这一版按办法 {revision.policy} 公布,但组成部分与该版办法不同。",
                "已用过的办法不能改:请改回原样(或从备份恢复)。要改的另写一个新版本,"
                "旧的原样放在 data/policies/ 里。",
            )


@rule()
def check_every_version_begins_with_a_year(bureau: Bureau) -> Iterator[Problem]:
    """办法从某年 1 月 1 日起施行:权重、标准、分组在一年之内不改。"""
    for policy in (bureau.policy, *bureau.earlier_policies.values()):
        if (policy.since.month, policy.since.day) != (1, 1):
            yield bureau.place(bureau.policy_path(policy), "since").problem(
                "E319",
                f"办法 {policy.version} 从 {policy.since} 起施行,在一年当中。",
                f"权重、标准、分组在一年之内不改:请把 since 写成 {policy.since.year + 1}-01-01。",
            )


@rule()
def check_versions_of_the_policy(bureau: Bureau) -> Iterator[Problem]:
    """以前的办法:文件名就是版本号,版本不重复,施行日期早于现行办法。"""
    used = {revision.policy for release in bureau.releases.values() for revision in release.revisions}
    for stem, policy in bureau.earlier_policies.items():
        path = f"data/policies/{stem}.yml"
        if policy.version != stem:
            yield bureau.place(path, "version").problem(
                "E301",
                f"文件里写的版本“{policy.version}”与文件名“{stem}”不一致。",
                f"请把 version 改回 {stem}:公布过的月份用的是这个版本。"
                if stem in used and policy.version not in used
                else f"请把文件改名为 {policy.version}.yml;version 不要改,公布过的月份靠它找到办法。",
            )
        elif policy.version == bureau.policy.version:
            yield bureau.place(path, "version").problem(
                "E302",
                f"版本“{policy.version}”也是 data/policy.yml 的版本。",
                "办法改过的,请给 data/policy.yml 换一个新的 version,since 写新办法施行那一年的 1 月 1 日;"
                "没有改过的,删去 data/policies/ 里的这一份。",
            )
        elif policy.since >= bureau.policy.since:
            yield bureau.place(path, "since").problem(
                "E310",
                f"以前的办法从 {policy.since} 起施行,不早于现行办法({bureau.policy.since})。",
                "请核对两个 since,不要改已公布的月份用过的那一版;最新的一版放在 data/policy.yml,"
                "旧的原样放在 data/policies/。",
            )
