"""The ledger that the deployed site has published must be the beginning of today's: nothing public is taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import orjson

from generator.deploy import Deployment
from generator.model.bureau import Bureau
from generator.model.ledger import LedgerEvent
from generator.pages.links import LEDGER
from generator.problems import Place, Problem, ProblemsFound

_FILE: Final = f"{LEDGER}.json"


def refuse_unlike(site: Path | None, bureau: Bureau, named: str | None = None) -> None:
    """Raise ProblemsFound if the data lack something of the ledger that the site, if there is one, has published.

    `named` is what people call the site, if not by its folder.
    """
    published = deployed_ledger(site)
    if published is None and site is not None and (site / _FILE).exists():
        raise ProblemsFound([_unreadable(named or site.name)])
    if wrong := [*_lacking(published or (), bureau)]:
        raise ProblemsFound(wrong)


def refuse_unlike_deployment(before: Deployment | None, bureau: Bureau, out: Path) -> None:
    """The same for the deployment that a build replaces; a ledger that was altered there is an error too."""
    if before is None:
        return
    if _FILE in before.altered:
        raise ProblemsFound([_unreadable(out.name)])
    refuse_unlike(before.folder, bureau, out.name)


def deployed_ledger(site: Path | None) -> Sequence[Mapping[str, Any]] | None:
    """The rows of the site's ledger; None if it has none, or one that cannot be read."""
    try:
        rows: Any = orjson.loads((site / _FILE).read_bytes())["rows"] if site is not None else None
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return None
    is_sound = isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
    return rows if is_sound else None


def _lacking(published: Sequence[Mapping[str, Any]], bureau: Bureau) -> Iterator[Problem]:
    """The first published entry that today's ledger lacks or has changed: a link seals everything before it."""
    entries = bureau.ledger.entries
    for at, row in enumerate(published):
        if at < len(entries) and entries[at].link == row.get("link"):
            continue
        whose = row.get("station") or f"第 {row.get('revision')} 版"
        what = {event.value: event.label for event in LedgerEvent}.get(str(row.get("what")), "")
        told = f"第 {at + 1} 条({row.get('day')} {what} {row.get('month')} {whose})"
        place = bureau.place(bureau.ledger.path, "entries", at) if at < len(entries) else None
        found = "不一样了" if at < len(entries) else "不见了"
        files = f"data/releases/ledger.yml 和 data/releases/{row.get('month')}.yml"
        yield (place or Place(path=bureau.ledger.path)).problem(
            "E513",
            f"网站已经公开的登记簿{told},现在的数据里{found}:公布过的排名不能重新来过。",
            f"请从备份恢复 {files},不要改网站的目录;数字要更正的,恢复以后运行 make revise。",
        )
        return


def _unreadable(site: str) -> Problem:
    return Place(path=f"{site}/{_FILE}").problem(
        "E513",
        "网站公开的登记簿被改动过或读不出来,没有办法核对公布过的排名。",
        "请从备份恢复网站的这个文件,并查清谁改的。",
    )
