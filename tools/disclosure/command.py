"""`make disclosure`: what an attacker can work out of the counts that a built site suppresses.

`python -m tools.disclosure.command SITE` reads the public files of a built site alone. The exit code is 1 if a
suppressed count follows exactly.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.disclosure.program import blocks
from tools.disclosure.published import published
from tools.disclosure.solving import Range, consistent, ranges


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """The range of every suppressed count, and the sources of statements that contradict earlier ones."""

    ranges: tuple[Range, ...]
    contradicting: Counter[str]

    def as_wide_as(self, width: int) -> tuple[Range, ...]:
        """The counts with that many values more than one."""
        return tuple(one for one in self.ranges if one.high - one.low == width)


def disclosure(site: Path, seconds: float) -> Disclosure:
    """Attack a built site; `seconds` bounds each search."""
    found: list[Range] = []
    contradicting: Counter[str] = Counter()
    for block in blocks(published(site)):
        fitting, dropped = consistent(block, seconds) if block.sums else (block, ())
        contradicting.update(one.source for one in dropped)
        found += ranges(fitting, seconds)
    return Disclosure(ranges=tuple(found), contradicting=contradicting)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="disclosure", description=__doc__)
    parser.add_argument("site", nargs="?", default="site", help="已生成的网站目录")
    parser.add_argument("--seconds", type=float, default=5, help="每次求解最多多少秒")
    parser.add_argument("--show", type=int, default=20, help="列出多少个例子")
    options = parser.parse_args(arguments)
    begun = time.perf_counter()
    result = disclosure(Path(options.site), options.seconds)
    exact, narrow = result.as_wide_as(0), result.as_wide_as(1)
    for one in (*exact, *narrow)[: options.show]:
        print(f"{one.key.month} {one.key.area} {one.key.item}: {one.low}–{one.high}")
    for source, times in result.contradicting.items():
        print(f"left out, contradicts what is published elsewhere: {times} × {source}")
    unproved = sum(not one.proved for one in result.ranges)
    print(
        f"suppressed {len(result.ranges):,}: exact {len(exact)}, two values {len(narrow)}, not proved {unproved}; "
        f"{time.perf_counter() - begun:.0f} s"
    )
    return int(bool(exact))


if __name__ == "__main__":
    raise SystemExit(main())
