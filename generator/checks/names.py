"""A rule about wording: the published text of a meeting names no resident.

Names cannot be recognised with certainty, so this is a warning, and only about text that is hardly anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from generator.checks.rules import Findings, Found, Keys, each
from generator.model.meeting import Meeting
from generator.personal.naming import SURNAME

_Said: TypeAlias = tuple[Keys, str | None]

# The added characters are common words too; before a form of address they are surnames.
_ADDRESSED: Final = f"{SURNAME[:-1]}周许何林高田唐龙钱毛郑曾]"
_TITLE: Final = "先生|女士|大爷|大妈|大娘|大叔|大嫂|婆婆|爹爹|阿姨|奶奶|爷爷|师傅"
_RESIDENT: Final = "居民|村民|业主|住户|租户|房东|群众代表"
_SPEAKS: Final = "反映|提出|提到|建议|投诉|希望|要求|认为|[说称][：:，,“]|家[的里门中养]"
_NAMED: Final = re.compile(
    f"{SURNAME}某某?(?![些个种天次处家项一])"  # 王某, but not 由于某些
    f"|{_ADDRESSED}(?:{_TITLE})(?![路街巷])"
    # 居民张三反映, but not 村民董事会提出, 居民沈阳路建议
    f"|(?:{_RESIDENT}){SURNAME}[一-龥]{{0,1}}[一-龥](?<![路街巷村湾里组会区园])(?={_SPEAKS})"
)


@each("meetings", "W336")
def check_no_resident_is_named(meeting: Meeting) -> Findings:
    """会议记录和意见里不写居民的姓名。"""
    for keys, text in _said_at(meeting):
        named = _NAMED.search(text or "")
        if named:
            yield Found(
                keys,
                f"“{named[0]}”像是居民的姓名或称呼。",
                "请改成“有居民”“一名住户”这样的写法;不是居民的可以不改。",
            )


def _said_at(meeting: Meeting) -> Iterator[_Said]:
    yield ("report",), meeting.report
    yield ("minutes", "text"), meeting.minutes.text if meeting.minutes else None
    for at, opinion in enumerate(meeting.opinions):
        yield ("opinions", at, "text"), opinion.text
        yield ("opinions", at, "outcome"), opinion.outcome
