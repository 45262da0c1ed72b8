"""警务室设置: in use, furnished as the scheme asks, contact data checked (方案二(二)).

All as of the month's last day, whatever has changed since.
"""

from __future__ import annotations

import datetime as dt

from generator.ranking.measure import Measure, areas_where
from generator.ranking.station_month import StationMonth


def post_in_use(month: StationMonth) -> Measure:
    """Areas whose post was in use on the month's last day."""
    posts = (area.post for area in month.areas)
    return areas_where(month, (post is not None and post.is_in_use_on(month.dates.last) for post in posts))


def post_facilities(month: StationMonth) -> Measure:
    """Facilities there are, of those the scheme asks of each post."""
    standard, day = month.standards.facilities.value, month.dates.last
    posts = [area.post for area in month.areas]
    present = sum(min(post.facilities_on(day), standard) for post in posts if post is not None)
    return Measure(attained=present, due=standard * len(posts))


def contact_verified(month: StationMonth) -> Measure:
    """Areas whose contact data had been checked recently enough."""
    day = month.dates.last
    oldest = day - dt.timedelta(days=month.standards.verification_days.value)
    checks = (area.verified.last_by(day) for area in month.areas)
    return areas_where(month, (check is not None and check >= oldest for check in checks))
