"""The spot checks of the last months: as drawn from the releases, with findings, differences and gaps."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from random import Random
from typing import Final

from generator.build.drawing import audit_text, make_audit
from generator.founding.texts import words
from generator.model.audit import Audit, AuditDraw, AuditFinding, AuditItem, Seen
from generator.model.public import PublicBureau

_MONTHS: Final = 6
_SHARE: Final = 10
# How often a thing is otherwise than declared, at an ordinary station and at every ninth, and cannot be seen [%].
_WRONG, _WRONG_SOMEWHERE, _UNSEEN = 3, 25, 3
# How often a community was not visited [%].
_UNVISITED: Final = 8

Thing = tuple[AuditItem | None, str | None]


def audits_of(bureau: PublicBureau, seed: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of the spot checks of the last published months."""
    for month in sorted(bureau.releases)[-_MONTHS:]:
        drawn_on = bureau.releases[month].revisions[0].published_on + dt.timedelta(days=1)
        if drawn_on <= bureau.as_of:
            drawn = make_audit(bureau, month, drawn_on, _SHARE)
            text = audit_text(_checked(drawn, bureau, Random(f"{seed} audit {month}")))
            lines = text.splitlines(keepends=True)
            yield drawn.path, "".join([lines[0], "# 示例数据:抽查结果为虚构\n", *lines[1:]])


def _checked(audit: Audit, bureau: PublicBureau, random: Random) -> Audit:
    stations = sorted(bureau.stations)
    draws = []
    for draw in audit.draws:
        station = stations.index(bureau.every_area[draw.area].station)
        on = audit.drawn_on + dt.timedelta(days=random.randint(2, 25))
        wrong = _WRONG_SOMEWHERE if station % 9 == 4 else _WRONG
        findings = tuple(_findings(draw, on, wrong, random))
        if on <= bureau.as_of and random.randrange(100) >= _UNVISITED:
            draws.append(draw.model_copy(update={"findings": findings}))
        else:
            draws.append(draw)
    return audit.model_copy(update={"draws": tuple(draws)})


def _findings(draw: AuditDraw, on: dt.date, wrong: int, random: Random) -> Iterator[AuditFinding]:
    table = words("audits")
    unit = random.choice(table["units"])
    things: list[Thing] = [(item, None) for item in draw.items]
    things += [(None, service) for service in draw.services]
    by_result: Mapping[tuple[Seen, str | None], list[Thing]] = defaultdict(list)
    for thing in things:
        chance = random.randrange(100)
        if chance < wrong:
            note = table["not_as_declared"][str(thing[0] or "service")]
            by_result[Seen.NOT_AS_DECLARED, note].append(thing)
        elif chance < wrong + _UNSEEN:
            by_result[Seen.NOT_SEEN, table["not_seen"]].append(thing)
        else:
            by_result[Seen.AS_DECLARED, None].append(thing)
    for (seen, note), found in by_result.items():
        yield AuditFinding(
            on=on,
            by=unit,
            seen=seen,
            items=tuple(item for item, _ in found if item is not None),
            services=tuple(service for _, service in found if service is not None),
            note=note,
        )
