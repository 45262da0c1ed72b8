#!/usr/bin/env python3
"""核对公布过的排名没有被改过,只用公开的文件:python3 verify_releases.py 网址或网站的目录 [以前抄下的封存码 ……]

核对:公布登记簿没有断;登记的每一版,文件的 SHA-256 就是封存码,里面写着前一版的封存码;各版的 CSV 表格和封存的
数字、得分、名次相同;抄下的封存码都还在链里。都对打印“一致”,否则逐条指出,退出码为 1。只需要 Python 3 自带的库。
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

PLACE = "data/ranking/"
# 案件发生按已报送的月份合计,缺的月份另外写明。
NOT_SUMMED_WHOLE = "case_rate"
ENTRY = ("day", "hour", "what", "month", "station", "revision", "digest")


def read(site: str, path: str) -> bytes | None:
    """A published file; None if there is none."""
    try:
        if site.startswith(("http://", "https://")):
            with urlopen(f"{site.rstrip('/')}/{path}", timeout=60) as answer:  # noqa: S310 (http alone)
                return bytes(answer.read())
        return (Path(site) / path).read_bytes()
    except (OSError, URLError):
        return None


def sha256(content: bytes) -> str:
    """In hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def broken_links(entries: list[dict[str, Any]]) -> Iterator[str]:
    """Entries that do not follow from the one before, and moments that go backwards."""
    before, moment = None, ""
    for at, entry in enumerate(entries, start=1):
        told = json.dumps([before, *(entry[key] for key in ENTRY)], separators=(",", ":"))
        if sha256(told.encode()) != entry["link"]:
            yield f"登记簿第 {at} 条接不上前一条"
        if f"{entry['day']} {entry['hour']}" < moment:
            yield f"登记簿第 {at} 条的时间早于前一条"
        before, moment = entry["link"], f"{entry['day']} {entry['hour']}"


def chain_of(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The publications that were not withdrawn, in order."""
    chain: list[dict[str, Any]] = []
    for entry in entries:
        if entry["what"] in ("released", "revised"):
            chain.append(entry)
        elif entry["what"] == "withdrawn" and chain and chain[-1]["digest"] == entry["digest"]:
            chain.pop()
    return chain


def unsealed(site: str, chain: list[dict[str, Any]]) -> Iterator[str]:
    """Publications whose sealed text is missing, is another, or does not follow the one before."""
    last, has_begun = None, False
    numbers: dict[str, int] = {}
    for entry in chain:
        month, number = entry["month"], entry["revision"]
        name = f"{month} 第 {number} 版"
        text = read(site, f"{PLACE}sealed/{month}-{number}.json")
        if text is None:
            yield f"{name}:没有封存的文件"
        elif sha256(text) != entry["digest"]:
            yield f"{name}:封存的文件算出来的封存码和登记的不同"
        else:
            told_month, said = json.loads(text)
            previous = said.get("previous")
            if (told_month, said["number"]) != (month, number) or number != numbers.get(month, 0) + 1:
                yield f"{name}:封存的是另一版,或者中间缺一版"
            if previous != last and (previous is not None or has_begun):
                yield f"{name}:没有接在前面公布的一版后面"
            has_begun = has_begun or previous is not None
            is_latest = not any((one["month"], one["revision"]) == (month, number + 1) for one in chain)
            table = f"{PLACE}{month}{'' if is_latest else f'-r{number}'}.csv"
            yield from (f"{name}:{found}" for found in differences(read(site, table), said))
        last = entry["digest"]
        numbers[month] = number


def differences(table: bytes | None, said: dict[str, Any]) -> Iterator[str]:
    """Rows of a table that are not those of the sealed revision."""
    if table is None:
        yield "没有 CSV 表格"
        return
    rows = {row["station"]: row for row in said["rows"]}
    wrong: set[str] = set()
    seen = set()
    for cell in csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")):
        row = rows.get(cell["station"])
        seen.add((cell["station"], cell["part"]))
        if row is None or [cell["score"], cell["rank"]] != [
            number(row.get("score")),
            number(row.get("rank")),
        ]:
            wrong.add(cell["station"])
        elif cell["part"]:
            at = said["parts"].index(cell["part"])
            areas = [cells[at] for cells in row.get("areas", {}).values()]
            if [cell["state"], cell["numerator"], cell["denominator"]] != shown(
                cell["part"], row["numbers"][at], areas
            ):
                wrong.add(cell["station"])
    wrong |= {station for station in rows for part in said["parts"] if (station, part) not in seen}
    for station in sorted(wrong):
        yield f"表格里 {station} 的数字和封存的不同"


def number(value: Any) -> str:
    """A number as the table writes it."""
    return "" if value is None else str(value)


def shown(part: str, cell: str, areas: list[str]) -> list[str]:
    """State, numerator and denominator of a sealed cell (12/14, u, u:3/4), as the table shows them."""
    is_missing = any(area.startswith("x") for area in areas)
    if cell == "u":
        return ["x" if is_missing else "u", "", ""]
    attained, due = cell.removeprefix("u:").split("/")
    if is_missing:
        return ["x", attained, due] if part == NOT_SUMMED_WHOLE and attained != "0" else ["x", "", ""]
    return ["u" if cell.startswith("u:") else "z" if due == "0" else "ok", attained, due]


def main(arguments: list[str]) -> int:
    """Verify a site; return the exit code."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 2
    site, *kept = arguments
    ledger = read(site, f"{PLACE}ledger.json")
    if ledger is None:
        print(f"{site}:读不到公布登记簿 {PLACE}ledger.json")
        return 1
    entries = json.loads(ledger)["rows"]
    chain = chain_of(entries)
    seals = [entry["digest"] for entry in chain]
    found = [*broken_links(entries), *unsealed(site, chain)]
    found += [f"抄下的封存码 {seal} 不在链里" for seal in kept if not any(s.startswith(seal) for s in seals)]
    print(f"登记 {len(entries)} 条,公布 {len(chain)} 版,{'不一致' if found else '一致'}")
    print(f"最新的封存码 {seals[-1] if seals else '还没有'}")
    for line in found:
        print(f"  {line}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
