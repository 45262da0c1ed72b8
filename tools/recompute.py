#!/usr/bin/env python3
"""重算一个月的排名:只用公布的 CSV,不用本站的程序。用法:python3 recompute.py 2026-10.csv [更多文件]

从每部分的分子、分母和权重算出得分和名次,与公布的对照,打印“一致”或哪里不同(退出码 1)。旁边有 2026-10-areas.csv、
上一层有 station_reports.csv、opinions.csv、history/populations.csv 的,先从这些数算出分子、分母,说哪几格不能核对。
只需要 Python 3 自带的库。
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

# 案件发生只公布,不计分(办法第六项)。
NOT_SCORED = "case_rate"


# One for the whole station, and the same number with each of its communities.
OF_STATION = ("report_on_time",)


def read(path: Path, key: str = "station") -> dict[str, list[dict[str, str]]]:
    """Rows of the CSV by station or another column, in the file's order."""
    stations: dict[str, list[dict[str, str]]] = defaultdict(list)
    for each in files(path):
        with each.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if "part" in row and key not in row:
                    sys.exit(
                        f"{path} 是各份的目录:请把它列出的 CSV 照网址存到文件夹 {path.with_suffix('').name}/ 里"
                    )
                stations[row[key]].append(row)
    return stations


def files(path: Path) -> list[Path]:
    """The table's file; of a table in parts, all files in the folder of its name, whose list the file is."""
    return sorted(path.with_suffix("").glob("*.csv")) or [path]


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
            published = stations[station][0].get("rank", "")
            rank = 1 + sum(other > scores[station] for other in scores.values())
            if published and published != str(rank):
                found.append(f"{stations[station][0]['name']}:公布第 {published} 名,重算第 {rank} 名")
        if len({bool(stations[station][0].get("rank")) for station in members}) > 1:
            found.append(f"{stations[members[0]][0]['group']} 组里有的派出所有名次,有的没有")
    return found


class Inputs:
    """What a station's numbers come from: its communities' numbers, its monthly reports and its residents' opinions."""

    def __init__(self, month: str, folder: Path) -> None:
        self.month = month
        self.areas = read(folder / f"{month}-areas.csv")
        self.reports = read(folder.parent / "station_reports.csv")
        self.opinions = read(folder.parent / "opinions.csv")
        self.counts = read(folder.parent / "history" / "populations.csv", "area")

    def cell(self, station: str, part: str, key: str) -> Fraction | None:
        """The number that follows from them; None if it follows from none that is public."""
        own = [row[key] for row in self.areas.get(station, []) if row["part"] == part]
        if part == "case_rate":
            return self.cases(station) if key == "numerator" else self.residents(station)
        if own and "" not in own:
            return Fraction(own[0]) if part in OF_STATION else Fraction(sum(map(int, own)))
        return self.answered(station, key) if part == "answered_on_time" else None

    def cases(self, station: str) -> Fraction | None:
        """The cases of twelve months, without months that were not reported in full; None with a withheld month."""
        first = f"{int(self.month[:4]) - 1}{self.month[4:]}"
        months = [row["cases"] for row in self.reports.get(station, []) if first < row["month"] <= self.month]
        return (
            None
            if any("<" in count for count in months)
            else Fraction(sum(int(count or 0) for count in months))
        )

    def residents(self, station: str) -> Fraction:
        """The residents of its communities, by the last count up to the month's end."""
        communities = {row["area"] for row in self.areas.get(station, [])}
        found = [sorted(self.counts[area], key=lambda row: row["as_of"]) for area in communities]
        last = [[row for row in rows if row["as_of"][:7] <= self.month][-1:] or rows[:1] for rows in found]
        return Fraction(sum(int(row["actual"] or row["permanent"]) for rows in last for row in rows))

    def answered(self, station: str, key: str) -> Fraction | None:
        """Requests of the month and opinions due in it; those answered in time for the numerator."""
        due = [row for row in self.opinions.get(station, []) if row["due"][:7] == self.month]
        in_time = [row for row in due if row["closed_on"] and row["closed_on"] <= row["due"]]
        for row in self.reports.get(station, []):
            accepted, on_time = row["services_accepted"], row["services_on_time"]
            if row["month"] == self.month and (accepted + on_time).isdigit() and accepted and on_time:
                if key == "denominator":
                    return Fraction(int(accepted) + len(due))
                return Fraction(min(int(accepted), int(on_time)) + len(in_time))
        return None


def from_inputs(
    stations: dict[str, list[dict[str, str]]], inputs: Inputs
) -> tuple[list[str], int, list[str]]:
    """Compare numerators and denominators with the inputs: differences, the number of cells, those nobody can check."""
    found, cells, unknown = [], 0, []
    for station, rows in stations.items():
        for row in rows:
            for key in ("numerator", "denominator"):
                cells += bool(row[key])
                own = inputs.cell(station, row["part"], key) if row[key] else None
                if row[key] and own is None:
                    unknown.append(f"{row['name']} {row['part']} {key}")
                elif own is not None and own != Fraction(row[key]):
                    found.append(f"{row['name']} {row['part']}:公布 {row[key]},从各社区算得 {own}")
    return found, cells, unknown


def main(paths: list[str]) -> int:
    """Check every file; return the exit code."""
    if not paths:
        print(__doc__)
        return 2
    code = 0
    for path in paths:
        file = Path(path)
        stations = read(file)
        found = differences(stations)
        if (file.resolve().parent / f"{file.stem}-areas.csv").exists():
            more, cells, unknown = from_inputs(stations, Inputs(file.stem, file.resolve().parent))
            found += more
            print(f"{path}:写出的分子、分母 {cells} 格,从各社区的数核对了 {cells - len(unknown)} 格")
            for line in unknown:
                print(f"  不能核对,要用的数没有写出:{line}")
        print(f"{path}:{len(stations)} 个派出所,{'一致' if not found else '不一致'}")
        for line in found:
            print(f"  {line}")
        code = code or bool(found)
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
