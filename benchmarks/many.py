"""`make bench-hubei`, `make bench-china`: every bureau of a province or of the country, one after another.

Each has sample data of one month without meetings. What is finished stands in a log beside the data, and a run that was
stopped goes on after it. Hubei's sites are kept, and the round is made again after one edit; China's are deleted.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any, Final

import orjson

from benchmarks import report
from benchmarks.bench import build, copy, described, forget, size_of, work_folder
from benchmarks.places import cities, edit_community, in_city, villages, write_data
from benchmarks.process import Cost

# What the disk needs for each division of the list: data, site, and the site's copy; measured, and doubled.
BYTES_A_DIVISION: Final = 600_000
SPARE: Final = 2 << 30
_PREFIX: Final = {"hubei": "42", "china": ""}


@dataclass(frozen=True, kw_only=True)
class City:
    """A bureau of the list, where its folder is."""

    code: str
    name: str
    divisions: int
    root: Path


def needed(cities_: Sequence[City], *, kept: bool) -> int:
    """The bytes that the disk must have free: for all bureaus if they are kept, else for the largest."""
    divisions = [city.divisions for city in cities_] or [0]
    return SPARE + BYTES_A_DIVISION * (sum(divisions) if kept else max(divisions))


def finished(log: Path) -> dict[str, dict[str, Any]]:
    """The results in the log by code; a line that a stop has cut short does not count."""
    found = {}
    for line in log.read_bytes().splitlines() if log.exists() else ():
        try:
            told = orjson.loads(line)
        except orjson.JSONDecodeError:
            continue
        found[told["code"]] = told
    return found


def build_all(listed: Path, waiting: Sequence[City], *, kept: bool) -> Iterator[dict[str, Any]]:
    """The results of bureaus, each as soon as it is finished."""
    began, done, total = time.monotonic(), 0, sum(city.divisions for city in waiting)
    for city in waiting:
        out = city.root / "site"
        shutil.rmtree(city.root, ignore_errors=True)
        write_data(in_city(listed, city.code), city.root, city=city.name[:20], months=1, with_meetings=False)
        forget(city.root, out)
        costs = {"cold": build(city.root, out), "cp": copy(out.resolve(), city.root)}
        result = {"code": city.code, **described(city.root), **size_of(out.resolve()), "costs": costs}
        if not kept:
            shutil.rmtree(city.root)
        done += city.divisions
        left = (time.monotonic() - began) / done * (total - done)
        cold = costs["cold"]
        print(
            f"{city.code} {city.name}: {result['communities']:,} communities, {result['pages']:,} pages, "
            f"{cold.wall:.1f} s, {cold.memory >> 20:,} MiB; {done:,} of {total:,} divisions, "
            f"about {left / 60:.0f} min left",
            flush=True,
        )
        yield result


def summed(results: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """All bureaus as one result: sums, and the most memory of any."""
    whole = {key: results[-1][key] for key in ("date", "machine", "load")}
    whole |= {key: sum(told[key] for told in results) for key in ("communities", "pages", "files", "bytes")}
    lines = {line: [Cost(**told["costs"][line]) for told in results] for line in ("cold", "cp")}
    costs = {line: reduce(add, each) for line, each in lines.items()}
    return {**whole, "rounds": 1, "bureaus": len(results), "costs": costs}


def after_an_edit(bureaus: Sequence[City]) -> Cost:
    """The round of builds again, with one community of one bureau edited."""
    edit_community(bureaus[len(bureaus) // 2].root, 1)
    return reduce(add, (build(city.root, city.root / "site") for city in bureaus))


def main(name: str) -> int:
    """Measure, or say why not; 1 if the disk is too small."""
    work = work_folder() / name
    work.mkdir(parents=True, exist_ok=True)
    listed = villages(work_folder())
    found = cities(listed, _PREFIX[name]).items()
    bureaus = [City(code=code, name=of, divisions=number, root=work / code) for code, (of, number) in found]
    log, kept = work / "finished.jsonl", name == "hubei"
    done = finished(log)
    waiting = [city for city in bureaus if city.code not in done]
    need, free = needed(waiting, kept=kept), shutil.disk_usage(work).free
    if waiting and free < need:
        print(
            f"{work} needs {need / 1e9:.0f} GB free and has {free / 1e9:.0f} GB; name another in BENCH_FOLDER."
        )
        return 1
    print(f"{len(bureaus)} bureaus, {len(done)} of them finished earlier.", flush=True)
    with log.open("ab") as file:
        for result in build_all(listed, waiting, kept=kept):
            line = orjson.dumps(result)
            file.write(b"\n" + line + b"\n")
            file.flush()
            done[result["code"]] = orjson.loads(line)
    whole = summed([done[city.code] for city in bureaus])
    if kept:
        whole["costs"]["edit"] = after_an_edit(bureaus)
    report.add(name, whole)
    shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
