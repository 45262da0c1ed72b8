"""Hours of a day: from when until when, up to its end (24:00) or into the next day (18:00-02:00)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Annotated, Final

from generator.model.spelling import TEXT, Contradictions, Spelling, contradiction, out_of_range
from generator.model.values import CLOCK_TIME, ClockTime, Record

# 24:00, as the last moment of a day, so that it compares later than every opening time.
END_OF_DAY: Final = dt.time.max
DAY: Final = 24 * 60


def _closing(written: str) -> dt.time:
    if written != "24:00" and int(written[:-3]) >= DAY // 60:
        raise out_of_range("00:00 至 24:00 之间的时间")
    return END_OF_DAY if written == "24:00" else CLOCK_TIME.parse(written)


_CLOSING: Final = replace(CLOCK_TIME, parse=_closing)
ClosingTime = Annotated[dt.time, _CLOSING]


class Hours(Record):
    """A span that begins on one day, written 09:00-17:00; one that closes before it opens ends on the next."""

    opens: ClockTime
    closes: ClosingTime

    def _contradictions(self) -> Contradictions:
        yield from no_time(self.opens, self.closes)

    @property
    def is_all_day(self) -> bool:
        """From one midnight to the next?"""
        return (self.begins, self.ends) == (0, DAY)

    @property
    def begins(self) -> int:
        """Minutes from the beginning of the day."""
        return minute_of(self.opens)

    @property
    def ends(self) -> int:
        """Minutes from the beginning of the same day; more than a day if it closes on the next one."""
        return minute_of(self.closes) + (DAY if self.closes < self.opens else 0)

    def __str__(self) -> str:
        return f"{written(self.opens)}-{written(self.closes)}"


def no_time(opens: dt.time | None, closes: dt.time | None) -> Contradictions:
    """A contradiction if the hours end when they begin; None is not checked."""
    if opens is not None and opens == closes:
        yield contradiction(f"开门和关门都是 {written(opens)}", "请核对;全天开放的写 00:00 至 24:00。")


def minute_of(time: dt.time) -> int:
    """Minutes from the beginning of the day; its end is a whole day of them."""
    return DAY if time == END_OF_DAY else time.hour * 60 + time.minute


def written(time: dt.time) -> str:
    """As a data file writes it: 09:00, 24:00."""
    hours, minutes = divmod(minute_of(time), 60)
    return f"{hours:02d}:{minutes:02d}"


def _hours(written: str) -> Hours:
    opens, closes = written.split("-")
    if opens == closes:
        raise out_of_range("开始和结束不同的时间段,全天写 00:00-24:00")
    return Hours(opens=CLOCK_TIME.read(opens), closes=_CLOSING.read(closes))


_SPAN: Final = Spelling(
    f"{CLOCK_TIME.pattern}-{CLOCK_TIME.pattern}", "起止时间,写成“开始-结束”", "09:00-17:00", _hours, TEXT
)
Span = Annotated[Hours, _SPAN]
