"""hub.yml: one site of many bureaus. It says which bureaus there are, and under which sub-path each stands.

Files that its bureaus share stand in its folder once, each version in a folder of its own; a bureau names the version.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from generator.model.duplicates import duplicates
from generator.model.phone import Phone
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import CityCode, Identifier, Record, Text, WebAddress

# What the hub itself publishes at its root.
TAKEN: Final = ("assets", "regions")
REGIONS: Final = "regions/"


class HubRegion(Record):
    """A province, or another region that bureaus are grouped by."""

    code: CityCode = Field(title="行政区划代码", description="6 位,例如 420000")
    name: Text = Field(title="名称", description="例如 湖北省")

    @property
    def url(self) -> str:
        """Its page, if there are several regions."""
        return f"{REGIONS}{self.code}/"


class HubBureau(Record):
    """A bureau of the hub. Its own name, address and figures stand in its own data."""

    code: CityCode = Field(title="行政区划代码", description="6 位,例如 420600")
    name: Text = Field(title="城市", description="居民怎样叫它,例如 襄阳市")
    parent: CityCode = Field(title="所属", description="regions 里的一个代码")
    data: Text = Field(
        title="文件夹", description="含有 data/ 的文件夹,从 hub.yml 所在的目录写起,例如 xiangyang"
    )
    path: Identifier = Field(title="子路径", description="网址里的一段,例如 xiangyang")

    @property
    def url(self) -> str:
        """Its home page, relative to the hub's root."""
        return f"{self.path}/"


class SharedReference(Record):
    """data/shared.yml of a bureau: which version of the hub's shared files stands in for files of its own."""

    version: Identifier = Field(
        title="版本", description="hub.yml 的 shared 文件夹里的一个文件夹", examples=["2026-1"]
    )


class Hub(Record):
    """hub.yml."""

    name: Text = Field(title="网站名称", description="例如 湖北社区警务公开网")
    publisher: Text = Field(title="主办单位", description="全称,例如 湖北省公安厅")
    phone: Phone | None = Field(default=None, title="联系电话", description="工作时间电话;没有的不写")
    address: WebAddress | None = Field(
        default=None, title="网址", description="以 / 结尾;各单位的网址是它加上子路径"
    )
    shared: Text | None = Field(
        default=None,
        title="共用的资料",
        description="几个单位共用的资料在哪个文件夹,里面一个版本一个文件夹,例如 shared;没有的不写",
    )
    regions: tuple[HubRegion, ...] = Field(min_length=1, title="省、地区", description="网页上的次序")
    bureaus: tuple[HubBureau, ...] = Field(min_length=1, title="各单位", description="网页上的次序")

    def of(self, region: HubRegion) -> Iterator[HubBureau]:
        """The bureaus of a region."""
        return (bureau for bureau in self.bureaus if bureau.parent == region.code)

    def address_of(self, bureau: HubBureau) -> str | None:
        """Where a bureau's site stands; None if the hub has no address."""
        return None if self.address is None else self.address + bureau.url

    def _contradictions(self) -> Contradictions:
        yield from duplicates("行政区划代码", self, "regions", "code")
        for key, what in {"code": "行政区划代码", "path": "子路径", "data": "文件夹"}.items():
            yield from duplicates(what, self, "bureaus", key)
        codes = {region.code for region in self.regions}
        for at, bureau in enumerate(self.bureaus):
            if bureau.parent not in codes:
                found = f"regions 里没有 {bureau.parent}"
                yield contradiction(
                    found, "请写 regions 里的一个代码,或在那里补上。", ("bureaus", at, "parent")
                )
            if bureau.path in TAKEN:
                found = f"子路径 {bureau.path} 是汇总网站自己要用的"
                yield contradiction(found, "请换一个,例如城市的拼音。", ("bureaus", at, "path"))
