#!/usr/bin/env python3
"""重算一个月的排名:只用公布的 CSV,不用本站的程序。

用法:python3 recompute.py 2026-10.csv [更多文件]
从每个组成部分的分子、分母和权重重新算出各项得分、总分和名次,与公布的逐一对照;
全部相同打印“一致”,否则指出哪里不同,退出码为 1。只需要 Python 3 自带的库。
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

# 案件发生只公布,不计分(办法第六项)。
NOT_SCORED = "case_rate"


def read(path: str) -> dict[str, list[dict[str, str]]]:
    """Rows of the CSV by station, in the file's order."""
    stations: dict[str, list[dict[str, str]]] = defaultdict(list)
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            stations[row["station"]].append(row)
    return stations


def mean(pairs: list[tuple[int, Fraction]]) -> Fraction | None:
    """The exact weighted mean; None if there are no pairs."""
    weights = sum(weight for weight, _ in pairs)
    return sum((weight * value for weight, value in pairs), Fraction(0)) / weights if weights else None


def score(rows: list[dict[str, str]]) -> str:
    """The score to one decimal, halves up; "" if a part is unreported (x). z (not due), u (too small) do not count."""
    items: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["part"] and row["part"] != NOT_SCORED:
            items[row["item"]].append(row)
    if not items or any(row["state"] == "x" for parts in items.values() for row in parts):
        return ""
    shares = []
    for parts in items.values():
        applicable = [
            (int(row["part_weight"]), 100 * Fraction(row["numerator"]) / Fraction(row["denominator"]))
            for row in parts
            if row["state"] == "ok"
        ]
        value = mean(applicable)
        if value is not None:
            shares.append((int(parts[0]["item_weight"]), value))
    total = mean(shares)
    if total is None:
        return ""
    tenths = (20 * total.numerator + total.denominator) // (2 * total.denominator)
    return f"{tenths // 10}.{tenths % 10}"


def differences(stations: dict[str, list[dict[str, str]]]) -> list[str]:
    """Report each station whose published score or rank does not follow from its numbers."""
    found = []
    groups: dict[str, list[str]] = defaultdict(list)
    for station, rows in stations.items():
        own, published = score(rows), rows[0]["score"]
        # A station without areas, or left out by the method, states a reason that its numbers cannot show.
        if own != published and not (rows[0]["reason"] and not published):
            found.append(f"{rows[0]['name']}:公布 {published or '无分'},重算 {own or '无分'}")
        if published:
            groups[rows[0]["group"]].append(station)
    for members in groups.values():
        scores = {station: Fraction(stations[station][0]["score"]) for station in members}
        for station in members:
            published = stations[station][0]["rank"]
            rank = 1 + sum(other > scores[station] for other in scores.values())
            if published and published != str(rank):
                found.append(f"{stations[station][0]['name']}:公布第 {published} 名,重算第 {rank} 名")
        if len({bool(stations[station][0]["rank"]) for station in members}) > 1:
            found.append(f"{stations[members[0]][0]['group']} 组里有的派出所有名次,有的没有")
    return found


def main(paths: list[str]) -> int:
    """Check every file; return the exit code."""
    if not paths:
        print(__doc__)
        return 2
    code = 0
    for path in paths:
        stations = read(path)
        found = differences(stations)
        print(f"{path}:{len(stations)} 个派出所,{'一致' if not found else '不一致'}")
        for line in found:
            print(f"  {line}")
        code = code or bool(found)
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
