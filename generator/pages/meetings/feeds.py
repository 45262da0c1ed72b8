"""A calendar to subscribe to, as pages offer it: apart from adding one meeting, which is a copy."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.public import Setting
from generator.model.station import Station


@dataclass(frozen=True, kw_only=True)
class CalendarFeed:
    """`what` it holds, its `file` relative to the site's root, and its `address`.

    `address` and its form for calendar programs are None where the site has no address: there is only a copy then.
    """

    what: str
    file: str
    address: str | None
    webcal: str | None


def bureau_feed(setting: Setting) -> CalendarFeed:
    """All meetings of the city."""
    return _feed(setting, "全市的代表会", "meetings/all.ics")


def station_feed(setting: Setting, station: Station) -> CalendarFeed:
    """The meetings of a station's communities."""
    return _feed(setting, f"{station.name}各社区的代表会", f"meetings/stations/{station.id}.ics")


def area_feed(setting: Setting, area: str, name: str) -> CalendarFeed:
    """The meetings of the community with that id."""
    return _feed(setting, f"{name}的代表会", f"meetings/areas/{area}.ics")


def _feed(setting: Setting, what: str, file: str) -> CalendarFeed:
    site = setting.info.site.address
    address = None if site is None else site + file
    webcal = None if address is None else f"webcal:{address.partition(':')[2]}"
    return CalendarFeed(what=what, file=file, address=address, webcal=webcal)
