"""服务工作落实: services offered (方案三(三)); requests and opinions answered in time (三(三), 四(三))."""

from __future__ import annotations

from generator.model.public import PublicRow, Suppressed
from generator.ranking.measure import Measure
from generator.ranking.station_month import StationMonth


def services_offered(month: StationMonth) -> Measure:
    """Services offered at each post, of those the scheme names."""
    standard, day = month.standards.services.value, month.dates.last
    posts = [area.post for area in month.areas]
    offered = sum(min(len(post.services_on(day)), standard) for post in posts if post is not None)
    return Measure(attained=offered, due=standard * len(posts))


def answered_on_time(month: StationMonth) -> Measure:
    """Requests of the month and opinions due in it that were answered in time.

    The numbers are the report's totals; rows only say who did not report, since their counts may be withheld.
    A withheld total is never scored: a score by the tenth would tell 3 of 4 as well as the numbers do.
    """
    totals = month.report.totals if month.report is not None else None
    accepted = (totals.services_accepted if totals is not None else None) or 0
    on_time = (totals.services_on_time if totals is not None else None) or 0
    missing = month.areas_without(_service_counts)
    if isinstance(accepted, Suppressed) or isinstance(on_time, Suppressed):
        return Measure(attained=0, due=0, missing=missing, withheld=True)
    opinions = month.records.opinions_due.get(month.dates.month, ())
    closed = sum(opinion.closed_on is not None and opinion.closed_on <= opinion.due for opinion in opinions)
    due = accepted + len(opinions)
    return Measure(
        attained=min(on_time, accepted) + closed,
        due=due,
        missing=missing,
        few=0 < due < month.standards.unstable_base.value,
    )


def _service_counts(row: PublicRow) -> object:
    """Something where both counts were reported."""
    return row.services_accepted if row.services_on_time is not None else None
