"""Addresses after the name of a street, lane or estate: 18号, 18-1号, 甲18号, 18弄3号, A区5栋, 5#, 5-1-302, 三组.

One grammar: a text (as folded) is read part by part from its beginning, the first rule that fits
taking the longest piece. The finder's index carries the rules, so that its script reads what is typed by them too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

_STEM: Final = "甲乙丙丁戊己庚辛"
_SIDE: Final = "东南西北中前后内外"

# In this order. Each pattern means the same in Python and JavaScript; its first group is kept.
RULES: Final[tuple[tuple[str, str], ...]] = (
    ("lane", r"(\d+)(?:弄|支弄)"),
    ("alley", r"(\d+)(?:巷|胡同|支巷|支路)"),
    ("phase", rf"第?(\d+|[{_SIDE}])期"),
    ("group", r"第?(\d+)(?:[村居]民小?组|小组|组|生产队|大队|队)"),
    (
        "building",
        rf"第?([{_SIDE}]?(?:[a-z]-?)?\d+(?:[-至到]\d+)?[a-z]?|[a-z{_STEM}])(?:号楼(?![上下])|#楼|号?[栋幢座](?:楼(?![上下]))?|#)",
    ),
    ("zone", rf"第?([a-z]|[{_SIDE}]|\d+)(?:区|组团)"),
    ("unit", r"第?(\d+|[a-z])(?:单元|门(?![牌口面市店]))"),
    ("floor", r"第?(\d+)[层楼]"),
    ("room", r"(\d+[a-z]?)(?:[-至到]\d+[a-z]?)*号?[室房户]"),
    (
        "door",
        rf"[{_STEM}]?第?(\d+)[{_STEM}a-z]?(?:[-之至到附]\d+)*号[{_STEM}]?(?:附\d+号?|之\d+)?(?:[大小]?院|门牌)?",
    ),
    ("annex", r"附(\d+)号?"),
    ("numbers", r"([a-z]?\d+[a-z]?)(?:-\d+[a-z]?)*"),
)
_PATTERNS: Final = tuple((name, re.compile(pattern, re.ASCII)) for name, pattern in RULES)
_MOST_BUILDINGS: Final = 200


# The parts of an address by the names of their rules; `numbers` is the first of several bare numbers: 5 of 5-1-302.
Address: TypeAlias = Mapping[str, str]


def read_address(text: str) -> tuple[Address, str]:
    """The address at the start of a folded text, and the rest; of a part that occurs twice, the first counts."""
    parts: dict[str, str] = {}
    at = 0
    while found := _part(text, at):
        name, match = found
        parts.setdefault(name, match[1])
        at = match.end()
    return parts, text[at:]


def _part(text: str, at: int) -> tuple[str, re.Match[str]] | None:
    matches = ((name, pattern.match(text, at)) for name, pattern in _PATTERNS)
    return next(((name, match) for name, match in matches if match), None)


def building_keys(address: Address) -> tuple[str, ...]:
    """Keys under which a building may be on record, the most specific first: a5, then zone a for A区05栋."""
    number = next((address[part] for part in ("building", "door", "numbers") if part in address), "")
    first = re.sub(r"^([^0-9]*)-?0*([0-9]+).*", r"\1\2", number)
    # A区5栋 and A5栋 are one; 1区5栋 is not 15栋.
    zone = re.sub("^([0-9]+)$", r"\1区", address.get("zone", ""))
    phase = f"{address['phase']}期" if "phase" in address else ""
    # 5栋 on record is not 5栋 of the third phase.
    keys = [phase + zone + first, zone and zone + first] if first else []
    group = f"{address['group']}组" if "group" in address else ""
    return tuple(dict.fromkeys(key for key in (*keys, phase + zone, phase, zone, group) if key))


def buildings_on_record(text: str) -> tuple[str, ...]:
    """The keys of a building as a record names it (folded): one for A座, six for 1-6栋; else the text itself."""
    address, rest = read_address(text)
    keys = building_keys(address)
    if rest or not keys:
        return (text,)
    span = re.fullmatch(r"([0-9]{1,4})[-至到]([0-9]{1,4})", address.get("building", ""))
    if span and 0 < int(span[2]) - int(span[1]) < _MOST_BUILDINGS:
        lead = keys[0].removesuffix(str(int(span[1])))
        return tuple(f"{lead}{number}" for number in range(int(span[1]), int(span[2]) + 1))
    return keys[:1]
