"""Personal numbers and facts in disguise, drawn by a seed: what the gate lets through, and ordinary texts it refuses.

`python -m benchmarks.torture.disguised [EACH]` draws so many of each kind.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from random import Random
from typing import Final

from generator.build import find_problems
from generator.personal import findings
from tests.number_corpora import DISGUISES, ORDINARY, bank_card, disguised, mobile, resident_id
from tests.private_corpora import REFUSED
from tests.small_sites import REPOSITORY

_NUMBERS: Final = {"mobile": mobile, "resident ID": resident_id, "bank card": bank_card}
_DAY: Final = dt.date(2026, 11, 24)


def missed(each: int, seed: int = 20261201) -> dict[str, tuple[int, int]]:
    """Of each kind how many were drawn, and how many of them nothing was found in."""
    random, found = Random(seed), dict[str, tuple[int, int]]()
    for name, make in _NUMBERS.items():
        texts = [disguised(kind, make(random), random) for kind in DISGUISES for _ in range(each)]
        found[name] = len(texts), sum(not findings(text) for text in texts)
    for codes, kinds in REFUSED.items():
        for name, maker in kinds.items():
            texts = [f"居民反映:{maker(random)}。" for _ in range(each)]
            found[name] = (
                len(texts),
                sum(not any(one.code in codes for one in findings(text)) for text in texts),
            )
    return found


def alarms(each: int, seed: int = 20261201) -> tuple[int, int]:
    """Of ordinary texts how many were drawn, and how many of them are refused."""
    random = Random(seed)
    texts = [make(random) for make in ORDINARY.values() for _ in range(each)]
    return len(texts), sum(bool(findings(text)) for text in texts)


def main(arguments: Sequence[str]) -> int:
    """Print the rows for RELIABILITY.md."""
    each = int(arguments[0]) if arguments else 1000
    by_kind = missed(each)
    drawn, let = map(sum, zip(*by_kind.values(), strict=True))
    texts, refused = alarms(each)
    own = sum(one.code.startswith("E4") for one in find_problems(REPOSITORY, _DAY))
    named = ", ".join(f"{name} {count}" for name, (_, count) in by_kind.items() if count)
    print(
        f"| {drawn:,} numbers and facts in disguise | caught {100 * (drawn - let) / drawn:.3f} %, let through {let}"
        f"{f' ({named})' if named else ''} | `python -m benchmarks.torture.disguised` |\n"
        f"| {texts:,} ordinary texts; the sample with its pages and document | refused {refused}; {own} | "
        f"`python -m benchmarks.torture.disguised` |"
    )
    return int(let > drawn * 0.005 or own > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
