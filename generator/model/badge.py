"""Badge numbers: a police officer's (警号) has six digits, an auxiliary's (辅警号) is as the bureau writes it."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import Field

from generator.model.spelling import DIGITS, Contradictions, Spelling, contradiction
from generator.model.values import Record

BADGE: Final = Spelling(r"[0-9]{6}", "6 位数字的警号", "004217", str, DIGITS)
ANY_BADGE: Final = Spelling(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", "由字母、数字组成的辅警号", "F00421")
LONGEST_BADGE: Final = 20
# Literal letters, digits and hyphens, and character classes, each with an optional count. Without groups, alternatives
# and open repetition, and with few variable counts, even the worst pattern matches 20 characters at once.
_COUNT: Final = r"(?:\{[0-9]{1,2}(?:,[0-9]{1,2})?\}|\?)?"
_PIECE: Final = rf"(?:[A-Za-z0-9-]|\[(?:0-9|A-Z|a-z|A-Z0-9|0-9A-Z|A-Za-z|A-Za-z0-9)\]|\\d){_COUNT}"
_PATTERN: Final = Spelling(rf"\^?(?:{_PIECE}){{1,20}}\$?", "字母、数字和 [0-9]{5} 这样的写法", "F[0-9]{5}")
_MOST_VARYING: Final = 2

Badge = Annotated[str, BADGE]


class BadgePattern(Record):
    """How this bureau writes an auxiliary's number."""

    pattern: Annotated[str, _PATTERN, Field(max_length=100)] = Field(
        title="写法", description="[0-9]{5} 是五位数字,[A-Z] 是一个大写字母,其余照写"
    )
    example: Annotated[str, ANY_BADGE, Field(max_length=LONGEST_BADGE)] = Field(
        title="例子", description="一个虚构的号码,检查出错时给人看"
    )

    def _contradictions(self) -> Contradictions:
        varying = re.findall(r"\{[0-9]+,[0-9]+\}|\?", self.pattern)
        if len(varying) > _MOST_VARYING:
            yield contradiction(
                f"写法里有 {len(varying)} 处个数不定", f"请最多留 {_MOST_VARYING} 处。", ("pattern",)
            )
        try:
            fits = self.fits(self.example)
        except re.error:
            yield contradiction("写法里的个数前大后小", "请写成 {5,8} 这样,小的在前。", ("pattern",))
            return
        if not fits:
            yield contradiction(
                f"例子“{self.example}”不合写法“{self.pattern}”", "请改其中一处。", ("example",)
            )

    def fits(self, badge: str) -> bool:
        """Does the whole number match the pattern?"""
        return len(badge) <= LONGEST_BADGE and re.fullmatch(self.pattern, badge) is not None
