"""`make bench-hubei`, `make bench-china`: a hub of every bureau of a province or of the country.

Each has sample data of one month without meetings, and is built where `jingwu hub build` finds it, one after another.
What is finished stands in a log, and a run that was stopped goes on after it. Then the hub's own pages, and one edit.
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
from benchmarks.bench import build, copy, described, jingwu, size_of, work_folder
from benchmarks.places import cities, edit_community, in_city, villages, write_data
from benchmarks.process import Cost

# What the disk needs for each division of the list, data and site: measured, and half as much again.
BYTES_A_DIVISION: Final = 150_000
SPARE: Final = 2 << 30
_HUBS: Final = {"hubei": "42", "china": ""}


@dataclass(frozen=True, kw_only=True)
class City:
    """A bureau of the list, its folder, and where the hub keeps its site."""

    code: str
    name: str
    divisions: int
    root: Path
    out: Path


def needed(waiting: Sequence[City]) -> int:
    """The bytes that the disk must have free for the bureaus, and for the copy of the largest."""
    divisions = [city.divisions for city in waiting] or [0]
    return SPARE + BYTES_A_DIVISION * (sum(divisions) + max(divisions))


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


def hub_text(name: str, bureaus: Sequence[City]) -> str:
    """hub.yml, all bureaus in one region."""
    lines = [
        f"  - {{code: '{city.code}', name: {city.name[:20]}, parent: '{bureaus[0].code}', "
        f"data: {city.root.name}, path: c{city.code}}}\n"
        for city in bureaus
    ]
    region = f"regions:\n  - {{code: '{bureaus[0].code}', name: {name}}}\n"
    return f"name: {name}\npublisher: {name}\n{region}bureaus:\n{''.join(lines)}"


def build_each(listed: Path, waiting: Sequence[City]) -> Iterator[dict[str, Any]]:
    """The results of bureaus, each as soon as it is finished."""
    began, done, total = time.monotonic(), 0, sum(city.divisions for city in waiting)
    for city in waiting:
        shutil.rmtree(city.root, ignore_errors=True)
        city.out.unlink(missing_ok=True)
        places = in_city(listed, city.code[:4])
        write_data(places, city.root, city=city.name[:20], months=1, with_meetings=False)
        costs = {"cold": build(city.root, city.out)}
        site = city.out.resolve()
        costs["cp"] = copy(site, city.root)
        result = {"code": city.code, **described(city.root), **size_of(site), "costs": costs}
        done += city.divisions
        left = (time.monotonic() - began) / done * (total - done)
        print(
            f"{city.code} {city.name}: {result['communities']:,} communities, {result['pages']:,} pages, "
            f"{costs['cold'].wall:.1f} s, {costs['cold'].memory >> 20:,} MiB; {done:,} of {total:,} divisions, "
            f"about {left / 60:.0f} min left",
            flush=True,
        )
        yield result


def summed(results: Sequence[dict[str, Any]], hub: Cost) -> dict[str, Any]:
    """All bureaus and then the hub as one result: sums, and the most memory of any."""
    whole = {key: results[-1][key] for key in ("date", "machine", "load")}
    whole |= {key: sum(told[key] for told in results) for key in ("communities", "pages", "files", "bytes")}
    cold, copied = (reduce(add, (Cost(**told["costs"][line]) for told in results)) for line in ("cold", "cp"))
    return {**whole, "rounds": 1, "bureaus": len(results), "costs": {"cold": cold + hub, "cp": copied}}


def main(name: str) -> int:
    """Measure, or say why not; 1 if the disk is too small."""
    work = work_folder() / name
    store = work / ".site-hub"
    store.mkdir(parents=True, exist_ok=True)
    listed = villages(work_folder())
    bureaus = [
        City(code=f"{code}00", name=of, divisions=number, root=work / code, out=store / f"{code}00")
        for code, (of, number) in cities(listed, _HUBS[name]).items()
    ]
    log = work / "finished.jsonl"
    done = finished(log)
    waiting = [city for city in bureaus if city.code not in done]
    need, free = needed(waiting), shutil.disk_usage(work).free
    if waiting and free < need:
        print(
            f"{work} needs {need / 1e9:.0f} GB free and has {free / 1e9:.0f} GB; name another by BENCH_FOLDER."
        )
        return 1
    print(f"{len(bureaus)} bureaus, {len(done)} of them finished earlier.", flush=True)
    with log.open("ab") as file:
        for result in build_each(listed, waiting):
            line = orjson.dumps(result)
            file.write(b"\n" + line + b"\n")
            file.flush()
            done[result["code"]] = orjson.loads(line)
    (work / "hub.yml").write_text(hub_text(name, bureaus), "utf-8")
    first = jingwu("hub", "build", root=work, out=work / "site")
    whole = summed([done[city.code] for city in bureaus], first)
    whole["costs"]["unchanged"] = jingwu("hub", "build", root=work, out=work / "site")
    edit_community(bureaus[len(bureaus) // 2].root, 1)
    whole["costs"]["edit"] = jingwu("hub", "build", root=work, out=work / "site")
    report.add(name, whole)
    shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
