"""How days, hours, numbers and clauses are written for residents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.model.area import Cover, EstateCover, Parity
from generator.model.hours import DAY, END_OF_DAY, Hours, minute_of, written
from generator.model.linkage import JointOffice
from generator.model.meeting import Meeting
from generator.model.meeting_rule import MeetingRule
from generator.model.months import thursday_of
from generator.model.officer import OnSite
from generator.model.post import OpeningException, OpeningHours
from generator.model.scheme import Scheme
from generator.model.since import RoughDay
from generator.model.terms import Terms
from generator.model.values import WEEKDAYS, Weekday

# Fewer days in a row are named one by one.
LEAST_SPAN = 3


@dataclass(frozen=True, kw_only=True)
class When:
    """A day for people and for machines."""

    iso: str
    text: str


def weekday(day: dt.date) -> str:
    """周一 to 周日."""
    return WEEKDAYS[day.weekday()]


def month_label(month: str) -> str:
    """26年10月, for the axis of a chart and for lists."""
    return f"{month[2:4]}年{short_month(month)}"


def short_date(day: dt.date) -> str:
    """11月25日."""
    return f"{day.month}月{day.day}日"


def long_day(day: dt.date) -> str:
    """2026年11月25日."""
    return f"{day.year}年{day.month}月{day.day}日"


def when(day: dt.date, *, as_of: dt.date) -> When:
    """A day with its weekday, and its year if it is not the current one; the month if only that is known."""
    plain = dated(day, as_of=as_of)
    if isinstance(day, RoughDay) and day.month_known:
        return plain
    return When(iso=plain.iso, text=f"{plain.text}（{weekday(day)}）")


def dated(day: dt.date, *, as_of: dt.date) -> When:
    """As `when`, without the weekday, which matters only to those who want to come."""
    is_this_year = day.year == as_of.year
    if isinstance(day, RoughDay) and day.month_known:
        return When(iso=day.known, text=(short_month if is_this_year else month_text)(day.known))
    return When(iso=day.isoformat(), text=(short_date if is_this_year else long_day)(day))


def date_range(first: dt.date, last: dt.date, *, year: int) -> str:
    """10月5日至11日; with the year if it is not `year`, and with both years if they differ."""
    begins = short_date(first) if first.year == last.year == year else long_day(first)
    if first == last:
        return begins
    if first.year != last.year:
        return f"{begins}至{long_day(last)}"
    return f"{begins}至{last.day}日" if first.month == last.month else f"{begins}至{short_date(last)}"


def list_days(days: Sequence[dt.date], *, year: int) -> tuple[str, ...]:
    """Each day of a list, 10月5日; all with their year if one of them is not in `year`."""
    text = short_date if all(day.year == year for day in days) else long_day
    return tuple(text(day) for day in days)


def weeks_begin(weeks: Iterable[str], *, year: int) -> tuple[str, ...]:
    """The Monday of each ISO week, as `list_days` writes it."""
    return list_days([thursday_of(week) - dt.timedelta(days=3) for week in weeks], year=year)


def weeks_text(weeks: Sequence[str], *, year: int) -> str:
    """10月5日至11日: from the Monday of the first ISO week to the Sunday of the last."""
    days = dt.timedelta(days=3)
    return date_range(thursday_of(weeks[0]) - days, thursday_of(weeks[-1]) + days, year=year)


def list_months(months: Sequence[str]) -> tuple[str, ...]:
    """10月, 11月; with their years, 26年12月, 27年1月, if they are not all of one year."""
    if len({month[:4] for month in months}) <= 1:
        return tuple(short_month(month) for month in months)
    return tuple(month_label(month) for month in months)


def when_known(day: dt.date | None, *, as_of: dt.date) -> When | None:
    """As `when`; None without a day, or if not even its month is known."""
    if day is None or (isinstance(day, RoughDay) and not day.month_known):
        return None
    return when(day, as_of=as_of)


def clock(time: dt.time) -> str:
    """9:00; the end of the day is 24:00."""
    hours, minutes = divmod(minute_of(time), 60)
    return f"{hours}:{minutes:02d}"


def span(opens: dt.time, closes: dt.time) -> str:
    """9:00–17:00, 18:00–次日 2:00, or 24 小时."""
    hours = Hours(opens=opens, closes=closes)
    if hours.is_all_day:
        return "24 小时"
    if hours.ends == DAY:
        return f"{clock(opens)}–{clock(END_OF_DAY)}"
    return f"{clock(opens)}–{'次日 ' if hours.ends > DAY else ''}{clock(closes)}"


def starting(starts: dt.time, ends: dt.time | None) -> str:
    """19:00–20:30, or 19:00 开始 if the end is not known yet."""
    return f"{clock(starts)} 开始" if ends is None else span(starts, ends)


def meeting_rule_text(rule: MeetingRule) -> str:
    """每季度第2个月（2、5、8、11月）的第3个周四 19:00–20:30."""
    months = "、".join(map(str, rule.months_of_year))
    within = "" if rule.month is None else f"第{rule.month}个月（{months}月）的"
    return f"{rule.every.label}{within}{rule.week.label}{rule.weekday} {starting(rule.starts, rule.ends)}"


def meeting_status(meeting: Meeting, as_of: dt.date) -> str:
    """已确定, or 结果待补 if its day is over and no result is recorded."""
    return "结果待补" if meeting.is_unsettled_on(as_of) else meeting.status.label


def meeting_place(meeting: Meeting) -> str:
    """The place; without one, 地点待定 for a meeting still open, else 地点没有登记."""
    return meeting.place or ("地点待定" if meeting.status.is_open else "地点没有登记")


def ends_code(meeting: Meeting) -> str:
    """The end of a meeting in China, for now.js: 2026-12-08 16:00; if unknown, the end of its day."""
    return f"{meeting.date} {written(meeting.ends or END_OF_DAY)}"


def month_text(month: str) -> str:
    """2026年10月."""
    return f"{month[:4]}年{int(month[5:])}月"


def short_month(month: str) -> str:
    """10月."""
    return f"{int(month[5:])}月"


def days_text(days: Iterable[Weekday]) -> str:
    """每天, 周一至周五, or 周一、周三、周五."""
    ordered = sorted(days, key=lambda day: day.iso)
    if len(ordered) == len(Weekday):
        return "每天"
    if len(ordered) >= LEAST_SPAN and ordered[-1].iso - ordered[0].iso == len(ordered) - 1:
        return f"{ordered[0]}至{ordered[-1]}"
    return "、".join(ordered)


def weekday_hours_text(times: Iterable[tuple[Weekday, Hours | None]]) -> str:
    """周二 14:00–17:00、周日; only the weekday where the hours are None."""
    return "、".join(f"{day} {span(hours.opens, hours.closes)}" if hours else day for day, hours in times)


def on_site_text(on_site: OnSite) -> str:
    """周一、周三、周五 9:00–17:00."""
    return f"{days_text(on_site.days)} {span(on_site.hours.opens, on_site.hours.closes)}"


def on_site_code(on_site: OnSite) -> str:
    """The same for now.js: "1,3,5 09:00-17:00"."""
    days = ",".join(str(day.iso) for day in sorted(on_site.days, key=lambda day: day.iso))
    return f"{days} {on_site.hours}"


def joint_office_text(joint: JointOffice) -> str:
    """官柳社区居委会、网格工作站，周一、周三 9:00–12:00."""
    hours = f" {span(joint.hours.opens, joint.hours.closes)}" if joint.hours is not None else ""
    return f"{'、'.join(joint.organisations)}，{days_text(joint.days)}{hours}"


def opening_text(hours: Iterable[OpeningHours]) -> str:
    """周一至周五 9:00–17:30；周六 9:00–12:00."""
    return "；".join(f"{days_text(item.days)} {span(item.opens, item.closes)}" for item in hours)


def opening_code(hours: Iterable[OpeningHours]) -> str:
    """The same for now.js: "1,2,3,4,5 09:00-17:30;6 09:00-12:00"."""
    return ";".join(
        f"{','.join(str(day.iso) for day in sorted(item.days, key=lambda day: day.iso))} {item.hours}"
        for item in hours
    )


def exception_text(one: OpeningException, *, as_of: dt.date) -> str:
    """12月31日（周四） 8:30–12:00（下午盘点资料）."""
    hours = "不开放" if one.hours is None else span(one.hours.opens, one.hours.closes)
    return f"{when(one.date, as_of=as_of).text} {hours}" + (f"（{one.note}）" if one.note else "")


def number(value: int) -> str:
    """12,345."""
    return f"{value:,}"


def hours_text(minutes: int) -> str:
    """45 分钟, 2 小时, 1 小时 30 分."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} 分钟"
    return f"{hours} 小时" + (f" {rest} 分" if rest else "")


def decimal_text(value: Decimal | Fraction, places: int = 1) -> str:
    """Rounded half away from zero to at most that many places, without trailing zeros."""
    numerator, denominator = value.as_integer_ratio()
    scaled = (2 * abs(numerator) * 10**places + denominator) // (2 * denominator)
    sign = "-" if numerator < 0 and scaled else ""
    whole, rest = divmod(scaled, 10**places)
    return f"{sign}{whole}" + (f".{rest:0{places}d}".rstrip("0").rstrip(".") if places else "")


def money(amount: Decimal) -> str:
    """1,000.5元."""
    return f"{Decimal(decimal_text(amount, 2)):,}元"


def percent(part: int, whole: int) -> str:
    """98.7%, or a dash if `whole` is 0; rounded, but 100% only if nothing is lacking, and 0% only of nothing."""
    if not whole:
        return "—"
    tenths = (2000 * part + whole) // (2 * whole)
    if 0 < part < whole:
        tenths = min(max(tenths, 1), 999)
    return f"{decimal_text(Fraction(tenths, 10))}%"


def share(part: int, whole: int) -> Fraction:
    """The exact share in percent; 100 if `whole` is 0."""
    return Fraction(100 * part, whole) if whole else Fraction(100)


def cover_text(cover: Cover) -> str:
    """滨湖路 1–99号单号, or 官柳小区 1栋、2栋."""
    if isinstance(cover, EstateCover):
        return cover.estate if not cover.buildings else f"{cover.estate} {'、'.join(cover.buildings)}"
    side = "" if cover.parity is Parity.ALL else f"（{cover.parity.label}）"
    numbers = f"{cover.start}" if cover.start == cover.end else f"{cover.start}–{cover.end}"
    return f"{cover.street} {numbers}号{side}"


@dataclass(frozen=True, kw_only=True)
class ClauseLink:
    """A clause, named with its document, and its place on the document's page."""

    text: str
    url: str


def clause_link(scheme: Scheme, clause: str | None) -> ClauseLink | None:
    """四(五) -> 方案四（五）, policy/#c4-5; None for no clause, and for one that no published document has."""
    if clause is None or (cited := scheme.cited.get(clause)) is None:
        return None
    text = f"{cited.document.short}{clause_words(cited.clause.id)}"
    return ClauseLink(text=text, url=f"{cited.document.url}#{cited.clause.anchor}")


def clauses_asking(scheme: Scheme, mechanisms: Iterable[str]) -> list[ClauseLink]:
    """The clauses that these mechanisms carry out, in the documents' order."""
    links = (clause_link(scheme, clause) for clause in scheme.asking_for(*mechanisms))
    return [link for link in links if link is not None]


def in_todays_words(text: str, terms: Terms) -> str:
    """流动人口（原来叫“暂住人口”）; the text itself if no word of it has changed."""
    said = terms.reworded(text)
    return text if said == text else f"{said}（原来叫“{text}”）"


def clause_words(clause: str) -> str:
    """四(五) -> 四（五）."""
    return clause.replace("(", "（").replace(")", "）")
