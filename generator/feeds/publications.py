"""The ledger of publications as a table, and the sealed texts, from which anybody can verify the chain."""

from __future__ import annotations

from typing import Final

from generator.feeds.tables import Column, Dataset, Table
from generator.model.ledger import PublicEntry
from generator.model.public import PublicBureau
from generator.model.release import sealed_text
from generator.pages.links import LEDGER, sealed_url

_LEDGER: Final = Table[PublicEntry](
    "每行一次收到月报、公布、修订或撤回，只添加，不改动；每条的链值含着上一条的",
    Column("day", "日期", str, lambda entry: entry.day),
    Column("hour", "时间", str, lambda entry: entry.hour),
    Column(
        "what",
        "事项:received 收到月报、released 公布、revised 修订、withdrawn 撤回",
        str,
        lambda entry: entry.what,
    ),
    Column("month", "月份", str, lambda entry: entry.month),
    Column("station", "派出所编号(收到月报的)", str, lambda entry: entry.station),
    Column("revision", "版次(公布、修订、撤回的)", int, lambda entry: entry.revision),
    Column(
        "digest",
        "公布的是封存码;收到的月报是文件的摘要,加了不公开的随机数",
        str,
        lambda entry: entry.digest,
    ),
    Column(
        "link",
        "链值:JSON 列表[上一条的链值, 本条前七列]的 SHA-256,空的写 null,不留空格",
        str,
        lambda entry: entry.link,
    ),
    is_whole=True,
)


def ledger_dataset(bureau: PublicBureau) -> Dataset:
    """The ledger, the first entry first."""
    return _LEDGER.of(LEDGER.removeprefix("data/"), "公布登记簿", bureau.ledger)


def sealed_files(bureau: PublicBureau) -> dict[str, bytes]:
    """The exact text of every sealed revision by its path; its SHA-256 is the seal."""
    return {
        sealed_url(release.month, revision.number): sealed_text(release.month, revision)
        for release in bureau.releases.values()
        for revision in release.revisions
        if revision.seal is not None
    }
