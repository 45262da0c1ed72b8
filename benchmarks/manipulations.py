"""What a station would gain by manipulations, under the methods 2026-1 and 2027-1.

`python -m benchmarks.manipulations` makes each manipulation of tests/manipulations.py from the records of `data/`, in
memory, for every station, and prints a table: the largest gain of the month and of the year, and what names it.
OPEN after a row: some station gains more than half a point, and none of the manipulation's codes names it there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from generator.load import load
from tests.manipulations import LEAST_GAIN, MANIPULATIONS, Bench, Gain, Manipulation


def main() -> int:
    """Print the table; the exit code says whether a gain of the later method is not named."""
    bench = Bench(load(Path(__file__).parent.parent).bureau)
    stations = sys.argv[1:] or sorted(bench.bureau.stations)
    print("| manipulation | month 2026-1 | month 2027-1 | year 2026-1 | year 2027-1 | named by |")
    print("|---|---:|---:|---:|---:|---|")
    failed = False
    for manipulation in MANIPULATIONS:
        gains = [bench.gain(manipulation, station) for station in stations]
        named = set().union(*(gain.named for gain in gains if gain.pays))
        is_open = not manipulation.elsewhere and any(gain.is_open(manipulation.codes) for gain in gains)
        failed = failed or is_open
        print(f"| {' | '.join(_cells(manipulation, gains, named))} |{' OPEN' if is_open else ''}", flush=True)
    return int(failed)


def _cells(manipulation: Manipulation, gains: list[Gain], named: set[str]) -> Iterator[str]:
    yield manipulation.name
    for key in ("month_1", "month_2", "year_1", "year_2"):
        found = [value for gain in gains if (value := getattr(gain, key)) is not None]
        most = max(found, default=None)
        yield "—" if most is None else f"{most:+.1f}"
    pays = any(gain.pays for gain in gains)
    yield "、".join((*sorted(named), *manipulation.elsewhere)) if pays else f"gains at most {LEAST_GAIN}"


if __name__ == "__main__":
    sys.exit(main())
