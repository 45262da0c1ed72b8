"""Rules about the published rankings (通报排名, 方案四(五))."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from generator.checks.references import no_such
from generator.model.bureau import Bureau
from generator.problems import Problem


def check_every_ranked_station_exists(bureau: Bureau, _as_of: dt.date) -> Iterator[Problem]:
    """通报里的每个派出所都有档案。"""
    known = {station.id: station.name for station in bureau.stations.values()}
    for release in bureau.releases.values():
        for at, row in enumerate(release.rows):
            if row.station not in known:
                yield no_such(bureau.place(release.path, "rows", at, "station"), "派出所", row.station, known)


RULES: Final = (check_every_ranked_station_exists,)
