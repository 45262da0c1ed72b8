"""意见回报单: what is to be read back to the representatives at a community's next meeting, to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.memo import remembered
from generator.model.meeting import Meeting
from generator.model.public import Setting
from generator.opinions import OpinionLedger
from generator.pages.meetings.lines import Host, MeetingLine, meeting_line
from generator.pages.meetings.opinion_lines import OpinionLine, last_change, opinion_line
from generator.pages.page import Head, Page, record_page
from generator.wording import long_day


@dataclass(frozen=True, kw_only=True)
class ReportBack:
    """A sheet of A4: the next meeting, and each opinion with what became of it, the earliest first."""

    template: ClassVar[str] = "report_back.html"
    title: str
    host: Host
    ledger: str
    meeting: MeetingLine | None
    as_of: str
    opinions: tuple[OpinionLine, ...]


@remembered("area")
def report_back_page(
    setting: Setting, area: str, host: Host, ledger: OpinionLedger, coming: Meeting | None
) -> Page:
    """The sheet of one community; `coming` is its next meeting."""
    url = f"meetings/report-back/{area}/"
    view = ReportBack(
        title=f"{host.area.text}群众代表会意见回报单",
        host=host,
        ledger=f"meetings/opinions/{area}/",
        meeting=meeting_line(setting.as_of, coming, host) if coming else None,
        as_of=long_day(setting.as_of),
        opinions=tuple(
            opinion_line(setting.as_of, raised, host.area)
            for raised in ledger.earliest_first
            if raised.to_read_back
        ),
    )
    return record_page(
        setting,
        url=url,
        frame="meetings/report-back/_area/",
        origin="content/meetings/report-back/_area.md",
        head=Head(
            title=view.title,
            description=f"{host.area.text}下一次群众代表会上要回报的意见和办理结果，可以打印。",
            published=last_change(ledger, setting.policy.since),
            source=host.station.text,
        ),
        main=view,
    )
