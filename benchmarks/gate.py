"""Find the slowest inputs of the privacy gate: every class of characters, alone and in pairs, repeated.

`python -m benchmarks.gate [SIZE]` measures all at a sixteenth of the size, then the slowest at the full size [bytes;
default the largest page accepted], in CPU seconds of this process.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Final

from generator.load.files import MAX_BYTES, Source
from generator.privacy import prose_problems
from generator.privacy.held import held_in_prose

CLASSES: Final[Mapping[str, tuple[str, ...]]] = {
    "digits": ("1", "0", "62", "138", "19", "0711"),
    "other digits": ("１", "٣", "𝟎", "¹", "①", "Ⅲ", "〡"),
    "separators": (" ", "-", "、", ",", ".", "/", ":", "+", "=", "(", "_", "~", "|", "%", "·"),
    "escapes": ("%31", "%20", "%E4%B8%80", "&#49;", "&#38;#49;", "&nbsp;", "&amp;", "&", "%"),
    "numerals": ("一", "三", "〇", "○", "零", "洞", "拐", "十", "两"),
    "letters": ("O", "l", "I", "X", "a", "f0", "one ", "yi "),
    "words": (
        "转",
        "和",
        "号",
        "栋",
        "单元",
        "生于",
        "年",
        "岁",
        "银行",
        "身份证",
        "机密",
        "学生",
        "王",
        "鄂A",
    ),
    "compatibility": ("ﷺ", "½", "⑬", "⒈", "㋀", "㍘", "ﬁ", "℃", "⼀"),
    "unseen": ("\u200b", "\u00ad", "\u200f", "\u3000", "\u00a0", "\ufe0f"),
    "combining": ("\u0301", "\u20e3", "e\u0301"),
    "tables and notes": ("| 1 ", "|", "\n139. ", "[^1]", "<td>", "出生日期 "),
    "lines and marks": (
        "\n",
        "\n1. ",
        "\n- ",
        "\n> ",
        "\n\n",
        "**",
        "`",
        "[a](",
        "# ",
        "<b>",
        "<",
        "<!--",
        "\t",
    ),
}
UNITS: Final = tuple(dict.fromkeys(unit for units in CLASSES.values() for unit in units))
SHOWN: Final = 15


def repeated(unit: str, size: int) -> str:
    """The unit repeated, in at most `size` bytes of UTF-8."""
    return unit * (size // len(unit.encode()))


def units() -> Iterator[str]:
    """Each unit alone, then each pair."""
    yield from UNITS
    yield from (one + other for one, other in itertools.permutations(UNITS, 2))


def seconds(unit: str, size: int) -> float:
    """The CPU time that the gate takes for a page of this text [s]."""
    page = Source(path="content/x.md", content=repeated(unit, size).encode())
    began = time.process_time()
    prose_problems(page)
    held_in_prose(page)
    return time.process_time() - began


def main() -> None:
    """Print the slowest."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else MAX_BYTES
    slowest = sorted(units(), key=lambda unit: -seconds(unit, size // 16))[: 3 * SHOWN]
    for taken, unit in sorted(((seconds(unit, size), unit) for unit in slowest), reverse=True)[:SHOWN]:
        print(f"{taken:6.2f} s  {unit!r}")


if __name__ == "__main__":
    main()
