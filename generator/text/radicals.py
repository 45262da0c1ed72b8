"""CJK radicals that stand for characters: a PDF's 长 is often U+2ED3, which no keyboard types.

Source: Unicode's EquivalentUnifiedIdeograph.txt. NFKC knows the Kangxi radicals, but two of the supplement only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

# U+2E81 to U+2E99, then U+2E9B to U+2EF3; U+2E80 stands for no character.
_FIRST: Final = "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵"
_SECOND: Final = (
    "旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲"
    "讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
_KANGXI: Final = range(0x2F00, 0x2FD6)

RADICALS: Final[Mapping[str, str]] = {
    **{chr(code): character for code, character in enumerate(_FIRST, 0x2E81)},
    **{chr(code): character for code, character in enumerate(_SECOND, 0x2E9B)},
    **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI},
}
_TABLE: Final = str.maketrans(dict(RADICALS))


def without_radicals(text: str) -> str:
    """Replace each radical by the character that it looks like: ⻓港 by 长港."""
    return text.translate(_TABLE)
