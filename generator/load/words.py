"""Find the word of a closed list, or the id of a record, that a text means.

未启用 means planned, 周一至周五 means five words, and 官柳 means gulou-guanliu where a community's id is expected.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import BaseModel

from generator.load import moments
from generator.load.fields import Spot
from generator.load.mending import in_plain_signs
from generator.model.area import Area
from generator.model.bureau import BureauInfo
from generator.model.reference import Services
from generator.model.station import Station, SubBureau
from generator.model.values import Labelled, Weekday
from generator.problems import nearest
from generator.text.comparing import comparable

# Common expressions that can mean only one word of a list.
_SPOKEN: Final = {
    said: word
    for word, every in {
        "open": "开放 正常 正常开放 使用中 在用",
        "planned": "在建 建设中 筹备中 未启用",
        "urban": "城市 市区",
        "town": "乡镇 镇区",
        "held": "已开 开了 已开会 已经召开",
        "rescheduled": "延期 推迟 改期 已延期",
        "cancelled": "不开了",
        "community_officer": "片警 责任区民警 officer",
        "auxiliary": "协警",
        "done": "办结 完成 已完成 已解决 解决了",
        "in_progress": "在办 处理中 正在办理 进行中",
    }.items()
    for said in every.split()
}
SEPARATORS: Final = re.compile(r"[、，,;；]\s*")
_ALL: Final = re.compile(
    "(?:[0-9]+|[一二三四五六七八九十两])?[本张项个]?(?:全部?|所有|都|均)?已?(?:都有|具备|更新|到位|齐[全备]?|全部?|所有)了?"
)
_NONE: Final = ("无", "没有", "都没有", "全无", "没", "0")
_MORE: Final = 4  # characters of 派出所, 台帐, 组 and the like
_NOT: Final = re.compile("[不未没无非]")
# Longer texts are not read as a list of words.
_LONGEST_LIST: Final = 120

# Kinds of record that a key refers to.
_NAMED_BY: Final = {
    "area": "area",
    "merged_into": "area",
    "station": "station",
    "seconded_from": "station",
    "sub_bureau": "sub-bureau",
    "services": "service",
    "reporting_officer": "officer",
    "badge": "officer",
}
_KIND_OF_PLACE: Final = re.compile(r"(?:社区|村|派出所|所|警务区)$")
_CHINESE: Final = re.compile("[\u3400-\u9fff]")
_MOST: Final = 4
_LONGEST_NAME: Final = 200


def says_all(found: str) -> bool:
    """Does it mean all of them: 全部, 四本齐全?"""
    return _ALL.fullmatch(found) is not None


def says_none(found: str) -> bool:
    """Does it mean none of them?"""
    return found.strip() in _NONE


def several_words(choices: type[Labelled], found: str) -> list[str]:
    """The words of a closed list that a text means, such as 周一至周五 or 工作日; empty if one is unknown."""
    if len(found) > _LONGEST_LIST:
        return []
    if choices is Weekday:
        return moments.weekdays(in_plain_signs(found))
    words = {member.value: member.label for member in choices}
    if says_all(found):
        return list(words)
    meant = [known_word(words, item) or nearest(item, words) for item in SEPARATORS.split(found) if item]
    return [word for word in meant if word] if all(meant) else []


def known_word(words: Mapping[str, str], found: str) -> str | None:
    """The word that the text means: in other letters, by its label, or by a common expression."""
    written = unicodedata.normalize("NFKC", found).strip().lower().replace("星期", "周")
    for word in (written, _SPOKEN.get(written)):
        if word in words:
            return word
    meant = [word for word, label in words.items() if written and written in label]
    exact = [word for word in meant if words[word] == written]
    if not meant and not _NOT.search(written):  # 城区组 is 城区; 未开放 is not 开放
        meant = [word for word, label in words.items() if _begins(written, label)]
    return next(iter(exact or (meant if len(meant) == 1 else ())), None)


def _begins(written: str, label: str) -> bool:
    """Does it begin with the label, followed by little that could name another?"""
    rest = written.removeprefix(label)
    return rest != written and len(rest) < _MORE and not re.search("[、，,;；/和与及]", rest)


@dataclass(frozen=True, kw_only=True)
class KnownNames:
    """Ids of records by kind and name (in comparable form), each with a description that tells it apart.

    `area_code` is that of the bureau's own telephone.
    """

    bearers: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    area_code: str | None = None

    def hint(self, path: str, spot: Spot, found: str) -> str | None:
        """A hint with the id for that name; None if it is not a known name."""
        if len(found) > _LONGEST_NAME or _CHINESE.search(found) is None:
            return None
        stem, folder = path.removesuffix(".yml").rsplit("/", 2)[-1:-3:-1]
        if spot.keys == ("id",):
            return f"编号与文件名相同:请写 {stem}。"
        ids = self._bearing(spot, found)
        if not ids and spot.named_by == "services":
            return self._services(comparable(found))
        near = {id_: told for id_, told in ids.items() if id_.startswith((f"{stem}-", f"{folder}-"))}
        choices = _listed(near or ids)
        if not choices or len(choices) > _MOST:
            return None
        called = "警号" if spot.named_by in ("badge", "reporting_officer") else "编号"
        return f"这里写{called}:是不是 {' 或 '.join(choices)}?"

    def ids(self, spot: Spot, found: list[str]) -> list[str]:
        """The ids of several names; empty if one of them is unknown or ambiguous."""
        ids = [self._bearing(spot, name) for name in found]
        return [next(iter(one)) for one in ids] if all(len(one) == 1 for one in ids) else []

    def _bearing(self, spot: Spot, name: str) -> Mapping[str, str]:
        kind = _NAMED_BY.get(spot.named_by or "", "")
        written = (comparable(name), _short(name))
        return next((self.bearers[kind, one] for one in written if (kind, one) in self.bearers), {})

    def _services(self, found: str) -> str | None:
        """Suggest the services whose title contains the text, else all of them."""
        every = [ids for (kind, _), ids in self.bearers.items() if kind == "service"]
        titles = {id_: title for ids in every for id_, title in ids.items()}
        meant = {id_: title for id_, title in titles.items() if found in comparable(title)}
        if meant:
            return f"这里写编号:是不是 {'、'.join(_listed(meant))}?"
        return f"这里写编号:可用的有 {'、'.join(_listed(titles))}。" if titles else None


def _listed(ids: Mapping[str, str]) -> list[str]:
    return [f"{id_}({told})" for id_, told in ids.items()]


def _short(name: str) -> str:
    return _KIND_OF_PLACE.sub("", comparable(name))


def names_of(records: Iterable[BaseModel]) -> KnownNames:
    """Collect the names in these records; 官柳社区 is known as 官柳 as well."""
    bearers: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    area_code = None
    for record in records:
        if isinstance(record, BureauInfo) and record.contact.phone.startswith("0"):
            area_code = record.contact.phone.partition("-")[0]
        for kind, name, id_, told in _named_in(record):
            bearers[kind, comparable(name)].setdefault(id_, told)
            if kind in ("area", "station"):
                bearers[kind, _short(name)].setdefault(id_, told)
    return KnownNames(bearers=bearers, area_code=area_code)


def _named_in(record: BaseModel) -> Iterable[tuple[str, str, str, str]]:
    if isinstance(record, Area):
        yield "area", record.name, record.id, record.name
        for officer in record.officers:
            if officer.badge is not None:
                yield "officer", officer.name, officer.badge, f"{officer.name},{record.name}"
    elif isinstance(record, Station):
        yield "station", record.name, record.id, record.name
    elif isinstance(record, SubBureau):
        yield "sub-bureau", record.name, record.id, record.name
    elif isinstance(record, Services):
        for service in record.services:
            yield "service", service.title, service.id, service.title
