"""What a row of the published tables said and no record says any more: officers, rows of reports, opinions.

Pages that are gone are told by `vanished`; here the page is still there and has lost something.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import orjson

from generator.model.area import Area
from generator.model.bureau import Bureau
from generator.problems import Problem
from generator.release import Deployment
from generator.text.comparing import comparable

Row: TypeAlias = Mapping[str, Any]
_NAMED: Final = 5
_WRITTEN_ANEW: Final = "只是改正了错字的不用管;换了人、调走了的,"


def lost(before: Deployment | None, bureau: Bureau) -> Iterator[Problem]:
    """Each once, by the build that takes it off the site."""
    if before is not None:
        yield from _officers(_rows(before, "officers"), bureau)
        yield from _reports(_rows(before, "reports"), bureau)
        yield from _opinions(_rows(before, "opinions"), bureau)


def _rows(before: Deployment, table: str) -> Sequence[Row]:
    """The table as readers could download it; nothing where another version wrote it otherwise."""
    try:
        rows: Any = orjson.loads((before.folder / "data" / f"{table}.json").read_bytes())["rows"]
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return ()
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else ()


def _officers(rows: Sequence[Row], bureau: Bureau) -> Iterator[Problem]:
    """In an area that is still there: who left has `until`, and stays on record."""
    wearers: dict[str, set[str]] = defaultdict(set)
    for each in bureau.areas.values():
        for officer in each.officers:
            wearers[officer.badge or ""].add(comparable(officer.name))
    published = {(str(row.get("badge") or ""), str(row.get("name")), str(row.get("area"))) for row in rows}
    named = {badge: name for badge, name, _ in published if badge}
    for badge, name, area_id in sorted(published):
        area = bureau.areas.get(area_id)
        if area is None or _is_entered(area, badge, name):
            continue
        now = [officer.name for officer in area.officers if badge and officer.badge == badge]
        other = next((b for b, n in named.items() if now and n == now[0] and b != badge), None)
        if other is not None and comparable(name) in wearers[other]:
            message = f"公布的是 {badge} {name}、{other} {now[0]},现在反过来了,像是姓名写反了。"
            yield _at_officers(
                "W352", bureau, area, message, "写反的,请只把姓名换回来;真的换过警号的不用管。"
            )
        else:
            yield _overwritten(bureau, area, f"{name}({badge})" if badge else name, now)


def _is_entered(area: Area, badge: str, name: str) -> bool:
    return any(
        (officer.badge or "") == badge and comparable(officer.name) == comparable(name)
        for officer in area.officers
    )


def _overwritten(bureau: Bureau, area: Area, who: str, now: Sequence[str]) -> Problem:
    message = f"{who}公布过,现在{area.name}的档案里没有了" + (f",这个警号写成了{now[0]}。" if now else "。")
    hint = f"{_WRITTEN_ANEW}请从备份恢复{who}那一段,写上 until(最后在岗的一天),后来的人另写一段。"
    return _at_officers("W337", bureau, area, message, hint)


def _at_officers(code: str, bureau: Bureau, area: Area, message: str, hint: str) -> Problem:
    return Problem(code=code, place=bureau.place(area.path, "officers"), message=message, hint=hint)


def _reports(rows: Sequence[Row], bureau: Bureau) -> Iterator[Problem]:
    """A report that is gone altogether is an error of the records: a published month counts it."""
    gone: dict[tuple[str, str], list[str]] = defaultdict(list)
    written = {key: {row.area for row in report.rows} for key, report in bureau.reports.items()}
    for row in rows:
        key, area = (str(row.get("month")), str(row.get("station"))), str(row.get("area"))
        if key in written and area not in written[key]:
            gone[key].append(bureau.areas[area].name if area in bureau.areas else area)
    for key, areas in sorted(gone.items()):
        more = f"等 {len(areas)} 个社区" if len(areas) > _NAMED else ""
        yield Problem(
            code="W337",
            place=bureau.place(bureau.reports[key].path, "rows"),
            message=f"{key[0]} 的月报里{'、'.join(areas[:_NAMED])}{more}的一行公布过,现在没有了。",
            hint=f"请从备份恢复这一行;数字要更正的,改好以后运行 make revise month={key[0]},不要删。",
        )


def _opinions(rows: Sequence[Row], bureau: Bureau) -> Iterator[Problem]:
    for row in rows:
        meeting = bureau.meetings.get(str(row.get("meeting")))
        if meeting is not None and row.get("id") not in {opinion.id for opinion in meeting.opinions}:
            yield Problem(
                code="W337",
                place=bureau.place(meeting.path, "opinions"),
                message=f"意见 {row.get('id')}(承办:{row.get('owner')})公布过,现在没有了。",
                hint="请从备份恢复这一条,编号不变;不能采纳的写 status: declined、outcome 和 closed_on,不要删。",
            )
