"""Convert days, weeks, times and weekdays, as clerks write them or spreadsheets export them, to the right spelling.

Each function takes half-width text and returns the right spelling, or an empty value if the text is ambiguous.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

from generator.model.values import WEEKDAYS

# The right spellings.
DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
MONTH: Final = "[0-9]{4}-[0-9]{2}"
WEEK: Final = "[0-9]{4}-W[0-9]{2}"
TIME: Final = "[0-9]{2}:[0-9]{2}"
_NOON: Final = 12
# Words before (in English after) an hour, and the hours of the day that each allows.
_PARTS_OF_DAY: Final = {
    "凌晨": range(6),
    "早上": range(5, 12),
    "早晨": range(5, 12),
    "早": range(5, 12),
    "上午": range(6, 13),
    "中午": range(11, 15),
    "下午": range(12, 20),
    "傍晚": range(16, 21),
    "晚上": range(17, 24),
    "晚": range(17, 24),
    "夜里": range(21, 24),
    "am": range(12),
    "pm": range(12, 24),
}
_DAYPART: Final = "|".join(_PARTS_OF_DAY)
_MINUTES: Final = {"半": "30", "一刻": "15", "1刻": "15", "三刻": "45", "3刻": "45", "整": "00"}
_CLOCK: Final = (
    rf"(?P<before>{_DAYPART})?(?P<hour>[0-9]{{1,2}})"
    rf"(?:[:.;,点时](?:(?P<minute>[0-5][0-9])分?(?::00)?)|[点时](?:(?P<words>{'|'.join(_MINUTES)})|钟)?"
    r"|(?=[ap]m))(?P<after>am|pm)?"
)
_SPAN: Final = re.compile(r"[^-、,;/和及与]+-[^-、,;/和及与]+")
# Spreadsheets count days from here. Numbers that give a day between 1954 and 2099 are read as days.
_FIRST_DAY: Final = dt.date(1899, 12, 30)
_COUNTED_DAYS: Final = range(20_000, 73_000)
_MINUTES_OF_DAY: Final = 24 * 60
# A closing time only; nothing starts then.
END_OF_DAY: Final = "24:00"
# Hours that, without a word for the part of the day, may mean the afternoon.
_EITHER: Final = range(1, 7)
_DATE: Final = re.compile(
    r"([12][0-9]{3})\s*[-/.年。、,\\\s]\s*(1[0-2]|0?[1-9])\s*[-/.月。、,\\\s]\s*(3[01]|[12][0-9]|0?[1-9])\s*[日号]?"
    r"(?:[t\s]*[0-9]{1,2}:[0-9]{2}(?::[0-9.]+)?z?|\(?(?:星期|周).\)?)?"
    rf"(?:{_DAYPART}|\s*\([^()]*\))?"
    r"|(?P<joined>[12][0-9]{3}-?(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))"
)
_TO_DAY: Final = re.compile(r"(.*[0-9][月./-])([0-9]{1,2})[日号]?-([0-9]{1,2})[日号]?")
_ON_DAY: Final = re.compile(r"[12][0-9]{3}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}[日号]?\s*(?=[0-9上下中早晚])")
_MONTH: Final = re.compile(
    r"([12][0-9]{3})[-/.年]?(1[0-2]|0?[1-9])(?:月份?)?(?:(?:[-/.]|(?<=月))(?:[0-2]?[0-9]|3[01])[日号]?)?"
)
_GROUPS: Final = {
    **dict.fromkeys(("工作日", "平日"), WEEKDAYS[:5]),
    **dict.fromkeys(("周末", "双休日"), WEEKDAYS[5:]),
    **dict.fromkeys(("每天", "每日", "天天", "全周"), WEEKDAYS),
}
_WEEKDAY: Final = "一二三四五六日"
_NUMBERED: Final = str.maketrans("1234567", _WEEKDAY)
_ENGLISH: Final = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), _WEEKDAY, strict=True))


def day(text: str) -> str:
    """2026-01-05 for 2026/1/5, 2026年1月5日, 20260105, 2026-01-05 00:00:00 and 46027."""
    if re.fullmatch(r"[0-9]{5}(\.0+)?", text) and int(text[:5]) in _COUNTED_DAYS:
        return (_FIRST_DAY + dt.timedelta(days=int(text[:5]))).isoformat()
    found = _DATE.fullmatch(text)
    if found is None:
        return ""
    joined = (found["joined"] or "").replace("-", "")
    parts = (joined[:4], joined[4:6], joined[6:]) if joined else found.groups()[:3]
    try:
        return dt.date(*(int(part) for part in parts)).isoformat()
    except ValueError:
        return ""


def days(text: str) -> list[str]:
    """Both days of 2026-11-19-2026-11-20 or 2026-11-19-20; empty for any other text."""
    if short := _TO_DAY.fullmatch(text):
        both = [day(f"{short[1]}{short[2]}"), day(f"{short[1]}{short[3]}")]
        if all(both):
            return both
    middles = (found.start() for found in re.finditer("[-、,;]", text))
    pairs = ([day(text[:at]), day(text[at + 1 :].strip())] for at in middles)
    return next((pair for pair in pairs if all(pair)), [])


def no_such_day(text: str, year: str) -> str | None:
    """Why 2026-2-30 or 2月30日 does not exist; None for an existing day or any other text."""
    found = _DATE.fullmatch(text) or _DATE.fullmatch(f"{year}年{text}")
    if found is None or found["joined"] or day(found[0]):
        return None
    of_year, of_month = int(found[1]), int(found[2])
    return f"{of_year} 年 {of_month} 月有 {calendar.monthrange(of_year, of_month)[1]} 天"


def month(text: str) -> str:
    """2026-01 for 2026年1月, 2026/1, 202601 and for a day of that month."""
    found = _MONTH.fullmatch(text)
    return f"{found[1]}-{found[2].zfill(2)}" if found else day(text)[:7]


def week(text: str) -> str:
    """2026-W03 for 2026年第3周."""
    found = re.fullmatch(r"([12][0-9]{3})[-/年]?(?:w|第)?([0-9]{1,2})周?", text)
    return f"{found[1]}-W{found[2].zfill(2)}" if found else ""


def time(text: str) -> str:
    """An unambiguous time as hh:mm. 3点 is ambiguous (probably afternoon), 3:00 is not."""
    text = re.sub(r"\s|^(?:次日|第二天)", "", _ON_DAY.sub("", text))
    if re.fullmatch(r"24(?::00|[时点]整?)", text):
        return END_OF_DAY
    if re.fullmatch(r"0?\.[0-9]{2,}", text):
        minutes = round(float(text) * _MINUTES_OF_DAY)
        return f"{minutes // 60:02d}:{minutes % 60:02d}" if minutes < _MINUTES_OF_DAY else ""
    if re.fullmatch(r"([01][0-9]|2[0-3])[0-5][0-9]", text):
        return f"{text[:2]}:{text[2:]}"
    found = re.fullmatch(_CLOCK, text)
    if found is None or (found["before"] and found["after"]):
        return ""
    word, hour = found["before"] or found["after"], int(found["hour"])
    if not word and hour in _EITHER and re.search("[点时]", text):
        return ""
    hours = _PARTS_OF_DAY[word] if word else range(24)
    if word and hour == _NOON and 0 in hours:
        hour = 0
    elif hour not in hours and hour < _NOON:
        hour += _NOON
    minute = _MINUTES.get(found["words"] or "", found["minute"] or "0")
    return f"{hour:02d}:{minute.zfill(2)}" if hour in hours else ""


# Incomplete texts: pattern, then each possible meaning with its spelling.
_IN_PART: Final = {
    (DAY, r"([0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?"): (
        ("年份要写四位:是 20{0:02} 年的,", "20{0:02}-{1}-{2}"),
    ),
    (DAY, r"([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?"): (("没有写年份:是 {year} 年的,", "{year}-{0}-{1}"),),
    (DAY, r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([12][0-9]{3})"): (
        ("是 {0} 月 {1} 日的,", "{2}-{0}-{1}"),
        ("是 {1} 月 {0} 日的,", "{2}-{1}-{0}"),
    ),
    (MONTH, r"(1[0-2]|0?[1-9])月?份?"): (("是 {year} 年的,", "{year}-{0:02}"),),
    (WEEK, r"(?:w|第)?([0-9]{1,2})周?"): (("是 {year} 年的,", "{year}-W{0:02}"),),
}


def in_part(text: str, example: str) -> list[tuple[str, str]]:
    """The possible meanings of an incomplete day, month, week or time: each case and its spelling."""
    is_day = re.fullmatch(DAY, example) is not None
    for (spelling, partial), cases in _IN_PART.items():
        if re.fullmatch(spelling, example) and (found := re.fullmatch(partial, text)):
            numbers = [int(number) for number in found.groups()]
            told = [[part.format(*numbers, year=example[:4]) for part in case] for case in cases]
            values = {case: day(value) if is_day else value for case, value in told}
            return [(case, value) for case, value in values.items() if value]
    if is_day and (first := month(text)):
        return [("没有写哪一天,请查清:是 1 日的,", day(f"{first}-1"))]
    return _hours_in_part(text) if re.fullmatch(TIME, example) else []


def _hours_in_part(text: str) -> list[tuple[str, str]]:
    if text.isdigit() and (certain := time(f"{text}点")):
        return [(f"是 {int(text)} 点的,", certain)]
    said = f"{text}点" if text.isdigit() else text
    cases = ((f"是{part}的,", time(f"{part}{said}")) for part in ("下午", "凌晨"))
    return [(case, value) for case, value in cases if value]


def span(text: str) -> str:
    """09:00-17:30 for 上午9点-下午5点半."""
    text = re.sub(r"^([0-9]{1,2})-([0-9]{1,2})$", r"\1:00-\2:00", text)
    if re.fullmatch("24小时", text):
        return "00:00-24:00"
    opens, dash, closes = text.partition("-")
    first, last = time(opens), time(closes) or time(f"下午{closes}")
    return f"{first}-{last}" if dash and first < last else ""


def spans(text: str) -> list[str]:
    """All spans of a text that consists only of spans, such as 08:30-12:00、14:30-17:30; else empty."""
    found = _SPAN.findall(text)
    rest = re.sub(r"[、,;/和及与\s]", "", _SPAN.sub("", text))
    read = [span(one) for one in found]
    return read if not rest and all(read) else []


def weekdays(text: str) -> list[str]:
    """The single days of 周一-周五, 星期一-五, 工作日, 周一三五 or 每天; empty for any other text."""
    if re.search("每周.天", text):  # tells how many days, not which
        return []
    text = re.sub(r"\s", "", text).replace("天", "日").replace("每日日", "每日")
    text = re.sub(r"星期|礼拜|逢周?", "周", text).replace("每周", "周")
    text = re.sub(r"\(?(?:法定)?节假日(?:除外|休息|不[上开].?)\)?$", "", text).replace("周末除外", "工作日")
    text = re.sub("(mon|tue|wed|thu|fri|sat|sun)[a-z]*", lambda found: f"周{_ENGLISH[found[1]]}", text)
    if re.fullmatch(r"(?:周?[1-7][-、,;/和及与]?)+", text):
        text = text.translate(_NUMBERED)
    days: list[str] = []
    for part in re.split(r"[、,;/和及与]", text):
        found = _days_of(part)
        if not found:
            return []
        days += [one for one in found if one not in days]
    return days


def _days_of(part: str) -> list[str]:
    for words, days in _GROUPS.items():
        if part in (words, words.replace("天", "日")):
            return list(days)
    if found := re.fullmatch(rf"周?([{_WEEKDAY}])-周?([{_WEEKDAY}])", part):
        first, last = (_WEEKDAY.index(name) for name in found.groups())
        return [WEEKDAYS[at % 7] for at in range(first, last + 1 + 7 * (last < first))]
    if re.fullmatch(rf"周?[{_WEEKDAY}]+|(?:周[{_WEEKDAY}])+", part):
        return [f"周{name}" for name in part.replace("周", "")]
    return []
