"""Addresses of pages, relative to the site's root, and links to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from generator.model.months import next_month, previous_month
from generator.model.station import SubBureau
from generator.wording import month_text

# The page of the version in force.
METHOD: Final = "ranking/method/"
# The program that recomputes a month from its CSV.
RECOMPUTE: Final = "data/recompute.py"
# The program that verifies the chain of seals and the ledger, the ledger without its extension, and the sealed texts.
VERIFY: Final = "data/verify_releases.py"
LEDGER: Final = "data/ranking/ledger"


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link inside the site; `url` relative to its root."""

    url: str
    text: str


def area_link(area: str, name: str) -> Link:
    """The page of a community."""
    return Link(url=f"communities/{area}/", text=name)


def station_link(station: str, name: str) -> Link:
    """The page of a station."""
    return Link(url=f"stations/{station}/", text=name)


def sub_bureau_link(sub_bureau: SubBureau) -> Link:
    """The page of a sub-bureau."""
    return Link(url=f"sub-bureaus/{sub_bureau.id}/", text=sub_bureau.name)


def month_link(month: str) -> Link:
    """The ranking of a month, titled with the month."""
    return Link(url=f"ranking/{month}/", text=month_text(month))


def year_link(year: str) -> Link:
    """The ranking of a year and what was decided at its end."""
    return Link(url=f"ranking/{year}/", text=f"{year}年")


def working_url(month: str, station: str) -> str:
    """The page that shows how a station's month was scored."""
    return f"ranking/{month}/{station}/"


def working_link(month: str, station: str, text: str) -> Link:
    """A link to that page."""
    return Link(url=working_url(month, station), text=text)


def month_report_link(month: str, station: str, text: str) -> Link:
    """The page that tells a station's monthly report in sentences."""
    return Link(url=f"work-records/{month}/{station}/", text=text)


def targets_link(station: str, text: str) -> Link:
    """The page of a station's targets."""
    return Link(url=f"targets/{station}/", text=text)


def method_url(version: str, anchor: str = "") -> str:
    """The page of a version of the method; `anchor` includes its #."""
    return f"{METHOD}{version}/{anchor}"


def ranking_downloads(period: str) -> tuple[Link, ...]:
    """The figures of a month or year as files, and the program that recomputes them."""
    return (
        Link(url=f"data/ranking/{period}.csv", text="CSV 表格"),
        Link(url=f"data/ranking/{period}.json", text="JSON 数据"),
        Link(url=RECOMPUTE, text="重算程序（Python）"),
    )


def sealed_url(month: str, revision: int) -> str:
    """The sealed text of a revision; its SHA-256 is the seal."""
    return f"data/ranking/sealed/{month}-{revision}.json"


def months_around(section: str, month: str, months: tuple[str, ...]) -> tuple[Link | None, Link | None]:
    """Links to the pages of the months before and after; None where there is no page."""
    before, after = (
        Link(url=f"{section}/{other}/", text=month_text(other)) if other in months else None
        for other in (previous_month(month), next_month(month))
    )
    return before, after
