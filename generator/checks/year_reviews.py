"""Rules about what was decided when a year had ended (年终总结, 方案四(五))."""

from __future__ import annotations

import datetime as dt

from generator.checks.references import no_such_area, no_such_station
from generator.checks.rules import Findings, each
from generator.model.bureau import Bureau
from generator.model.year_review import YearReview


@each("year_reviews", "E303")
def check_every_reviewed_station_exists(review: YearReview, bureau: Bureau, _as_of: dt.date) -> Findings:
    """年终结果里的每个派出所都有档案。"""
    for at, outcome in enumerate(review.outcomes):
        if outcome.station not in bureau.stations:
            place = bureau.place(review.path, "outcomes", at, "station")
            yield no_such_station(bureau, place, outcome.station)


@each("year_reviews", "E303")
def check_every_reviewed_project_has_its_area(
    review: YearReview, bureau: Bureau, _as_of: dt.date
) -> Findings:
    """年终考核过的示范项目,所在社区都有档案。"""
    for at, area in enumerate(review.projects or ()):
        if area not in bureau.areas:
            place = bureau.place(review.path, "projects", at)
            yield no_such_area(bureau, place, area)
