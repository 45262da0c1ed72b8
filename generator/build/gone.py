"""Warnings about what a build takes from readers: pages, rows of tables, changes that calendars would miss.

Each is reported once, by the build that causes it, since only the previous deployment shows it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import orjson

from generator.deploy import Deployment
from generator.deploy.trees import Content, bytes_of
from generator.feeds.calendars import EVERY_MEETING
from generator.model.bureau import Bureau
from generator.problems import Place, Problem
from generator.text.comparing import comparable

Row: TypeAlias = Mapping[str, Any]
# Page, file, what was published, what to do instead of deleting the file.
_PAGES: Final = (
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
_AREAS_NAMED: Final = 5
_FILES_NAMED: Final = 3
_EVENT: Final = re.compile(r"(?<=\r\n)BEGIN:VEVENT\r\n(.*?)\r\nEND:VEVENT\r\n", re.DOTALL)
# Properties of an event whose changes need a new revision, and the words for them.
_ANNOUNCED: Final = {"DTSTART": "开会时间", "DTEND": "结束时间", "LOCATION": "地点", "STATUS": "状态"}


def gone(
    before: Deployment | None,
    files: Mapping[str, Content],
    bureau: Bureau,
    out: Path,
    warnings: Iterable[Problem],
) -> Iterator[Problem]:
    """What the new tree `files` lacks, and what was altered in the folder behind `out`; nothing on a first build.

    A first revision that `warnings` ask for already (W333) is not asked for again.
    """
    if before is None:
        return
    yield from _pages(before.pages, files)
    yield from _officers(_rows(before, "officers"), bureau)
    yield from _report_rows(_rows(before, "reports"), bureau)
    yield from _opinions(_rows(before, "opinions"), bureau)
    yield from _minutes(_table(before, "meetings"), bureau)
    asked = {problem.place.path for problem in warnings if problem.code == "W333"}
    yield from _unannounced(
        _events(before.folder / EVERY_MEETING), _events(files[EVERY_MEETING]), bureau, asked
    )
    if before.altered:
        more = f"等 {len(before.altered)} 个文件" if len(before.altered) > _FILES_NAMED else ""
        yield Place(path=f"{out.name}/{before.altered[0]}").problem(
            "W361",
            f"网站生成以后有人改动、删去或加进了文件:{'、'.join(before.altered[:_FILES_NAMED])}{more}。",
            "已经换成应有的内容;不是自己人改的,请检查谁能写网站的目录。",
        )


def _pages(pages: Iterable[str], files: Container[str]) -> Iterator[Problem]:
    """Pages of records that the tree lacks, in order."""
    for path in sorted(pages):
        for page, file, message, hint in _PAGES if path not in files else ():
            if found := page.fullmatch(path):
                yield Place(path=file.format(**found.groupdict())).problem(
                    "W337", message.format(**found.groupdict()), hint
                )


def _table(before: Deployment, table: str) -> Row:
    """A published table; empty if it is damaged."""
    try:
        found = orjson.loads((before.folder / "data" / f"{table}.json").read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return {}
    return found if isinstance(found, dict) else {}


def _rows(before: Deployment, table: str) -> Sequence[Row]:
    """The rows of a published table; none if it is damaged or another version wrote it differently."""
    return _rows_of(_table(before, table))


def _rows_of(table: Row) -> Sequence[Row]:
    rows = table.get("rows")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else ()


def _officers(rows: Sequence[Row], bureau: Bureau) -> Iterator[Problem]:
    """Published officers missing from an area that still exists: one who left gets `until` and stays on record."""
    wearers: dict[str, set[str]] = defaultdict(set)
    for each in bureau.areas.values():
        for officer in each.officers:
            wearers[officer.badge or ""].add(comparable(officer.name))
    published = {(str(row.get("badge") or ""), str(row.get("name")), str(row.get("area"))) for row in rows}
    named = {badge: name for badge, name, _ in published if badge}
    for badge, name, area_id in sorted(published):
        area = bureau.areas.get(area_id)
        if area is None or any(one.badge == badge and one.purged for one in area.officers):
            continue
        if (badge, comparable(name)) in {(one.badge or "", comparable(one.name)) for one in area.officers}:
            continue
        now = [officer.name for officer in area.officers if badge and officer.badge == badge]
        other = next((b for b, n in named.items() if now and n == now[0] and b != badge), None)
        if other is not None and comparable(name) in wearers[other]:
            code = "W352"
            message = f"公布的是 {badge} {name}、{other} {now[0]},现在反过来了,像是姓名写反了。"
            hint = "写反的,请只把姓名换回来;真的换过警号的不用管。"
        else:
            code, who = "W337", f"{name}({badge})" if badge else name
            instead = f",这个警号写成了{now[0]}。" if now else "。"
            message = f"{who}公布过,现在{area.name}的档案里没有了{instead}"
            hint = (
                f"只是改正了错字的不用管;换了人、调走了的,请从备份恢复{who}那一段,"
                "写上 until(最后在岗的一天),后来的人另写一段。"
            )
        yield bureau.place(area.path, "officers").problem(code, message, hint)


def _report_rows(rows: Sequence[Row], bureau: Bureau) -> Iterator[Problem]:
    """Published rows missing from a report. A missing report of a published month is an error already (E315)."""
    lost: dict[tuple[str, str], list[str]] = defaultdict(list)
    written = {key: {row.area for row in report.rows} for key, report in bureau.reports.items()}
    for row in rows:
        key, area = (str(row.get("month")), str(row.get("station"))), str(row.get("area"))
        if key in written and area not in written[key]:
            lost[key].append(bureau.areas[area].name if area in bureau.areas else area)
    for key, areas in sorted(lost.items()):
        more = f"等 {len(areas)} 个社区" if len(areas) > _AREAS_NAMED else ""
        yield bureau.place(bureau.reports[key].path, "rows").problem(
            "W337",
            f"{key[0]} 的月报里{'、'.join(areas[:_AREAS_NAMED])}{more}的一行公布过,现在没有了。",
            f"请从备份恢复这一行;数字要更正的,改好以后运行 make revise month={key[0]},不要删。",
        )


def _opinions(rows: Sequence[Row], bureau: Bureau) -> Iterator[Problem]:
    for row in rows:
        meeting = bureau.meetings.get(str(row.get("meeting")))
        if meeting is not None and row.get("id") not in {opinion.id for opinion in meeting.opinions}:
            yield bureau.place(meeting.path, "opinions").problem(
                "W337",
                f"意见 {row.get('id')}(承办:{row.get('owner')})公布过,现在没有了。",
                "请从备份恢复这一条,编号不变;不能采纳的写 status: declined、outcome 和 closed_on,不要删。",
            )


def _minutes(table: Row, bureau: Bureau) -> Iterator[Problem]:
    """Minutes that are said to have been published before the last site was built, which did not show them."""
    shown_on = str(table.get("as_of", ""))
    for row in _rows_of(table):
        meeting = bureau.meetings.get(str(row.get("id")))
        minutes = meeting.minutes if meeting is not None else None
        if meeting is None or minutes is None:
            continue
        was, now = row.get("minutes_on"), str(minutes.published_on)
        if now < (shown_on if was is None else str(was)):
            yield bureau.place(meeting.path, "minutes", "published_on").problem(
                "W385",
                f"纪要写的是 {now} 公布,而 {shown_on} 的网站上"
                + ("还没有它。" if was is None else f"写的是 {was} 公布。"),
                "请写居民真正看得到的那一天;在别处(例如公告栏)早已贴出的可以不改。",
            )


class _Event(NamedTuple):
    """A meeting in a calendar: its revision, and its values of the properties in `_ANNOUNCED`."""

    revision: int
    said: Mapping[str, str]


def _unannounced(
    old: Mapping[str, _Event], new: Mapping[str, _Event], bureau: Bureau, asked: Collection[str]
) -> Iterator[Problem]:
    """Meetings that changed without a higher `revision`: subscribed calendars keep the old version."""
    for id_ in sorted(old.keys() & new.keys()):
        was, now = old[id_], new[id_]
        changed = [word for name, word in _ANNOUNCED.items() if was.said.get(name) != now.said.get(name)]
        right = was.revision + bool(changed)
        path = bureau.meetings[id_].path
        if now.revision < right and not (right == 1 and path in asked):
            found = f"{'、'.join(changed)}和上次公布的不同" if changed else "改动次数比上次公布的小"
            yield bureau.place(path, "revision").problem(
                "W358",
                f"{found}:上次公布时 revision 是 {was.revision},现在是 {now.revision},订阅的日历不会跟着改。",
                f"请写 revision: {right}",
            )


def _events(calendar: Content) -> dict[str, _Event]:
    """The events of a calendar that this program wrote, by the meeting's id; none if it is damaged or missing."""
    try:
        return dict(map(_event, _EVENT.findall(bytes_of(calendar).decode().replace("\r\n ", ""))))
    except (OSError, UnicodeDecodeError, KeyError, ValueError):
        return {}


def _event(lines_of_event: str) -> tuple[str, _Event]:
    lines = (line.partition(":") for line in lines_of_event.split("\r\n"))
    properties = {head.partition(";")[0]: value for head, _, value in lines}
    said = {name: properties[name] for name in _ANNOUNCED if name in properties}
    return properties["UID"].partition("@")[0], _Event(revision=int(properties["SEQUENCE"]), said=said)
