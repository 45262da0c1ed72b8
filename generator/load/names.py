"""A Chinese name where an id or a badge belongs: the id is looked up among the records that were read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from pydantic import BaseModel

from generator.load.document import Keys
from generator.model.area import Area
from generator.model.bureau import BureauInfo
from generator.model.reference import Services
from generator.model.station import Station
from generator.text.comparing import comparable

_ByName: TypeAlias = Mapping[str, Mapping[str, str]]
# Which records a key names.
_NAMED_BY: Final = {
    "area": "area",
    "merged_into": "area",
    "station": "station",
    "seconded_from": "station",
    "services": "service",
    "reporting_officer": "officer",
    "badge": "officer",
}
_KIND_OF_PLACE: Final = re.compile(r"(?:社区|村|派出所|所|警务区)$")
_CHINESE: Final = re.compile("[\u3400-\u9fff]")
_MOST: Final = 4
_LONGEST: Final = 200


@dataclass(frozen=True, kw_only=True)
class KnownNames:
    """By kind of record: a name as it is compared, and the ids of those who bear it, each with what tells it apart.

    `area_code` is that of the bureau's own telephone.
    """

    by_kind: Mapping[str, _ByName] = field(default_factory=dict)
    area_code: str | None = None

    def hint(self, path: str, keys: Keys, found: str) -> str | None:
        """The id to write instead of that name; None where it is no name, or nobody's."""
        key = next((key for key in reversed(keys) if isinstance(key, str)), "")
        if len(found) > _LONGEST or _CHINESE.search(found) is None:
            return None
        stem, folder = path.removesuffix(".yml").rsplit("/", 2)[-1:-3:-1]
        if keys == ("id",):
            return f"编号与文件名相同:请写 {stem}。"
        known = self.by_kind.get(_NAMED_BY.get(key, ""), {})
        ids = known.get(comparable(found)) or known.get(_short(found)) or {}
        if _NAMED_BY.get(key) == "service" and not ids:
            return _of_services(known, comparable(found))
        near = {id_: told for id_, told in ids.items() if id_.startswith((f"{stem}-", f"{folder}-"))}
        choices = [f"{id_}({told})" for id_, told in (near or ids).items()]
        if not choices or len(choices) > _MOST:
            return None
        return f"这里写{'警号' if key in ('badge', 'reporting_officer') else '编号'}:是不是 {' 或 '.join(choices)}?"

    def ids(self, keys: Keys, found: list[str]) -> list[str]:
        """The ids of several names; none where one of them is nobody's, or that of several."""
        key = next((key for key in reversed(keys) if isinstance(key, str)), "")
        known = self.by_kind.get(_NAMED_BY.get(key, ""), {})
        ids = [known.get(comparable(name)) or known.get(_short(name)) or {} for name in found]
        return [next(iter(one)) for one in ids] if all(len(one) == 1 for one in ids) else []


def _of_services(known: _ByName, found: str) -> str | None:
    """Those whose title has the word, else all: they are few."""
    titles = {id_: told for ids in known.values() for id_, told in ids.items()}
    meant = {id_: told for id_, told in titles.items() if found in comparable(told)}
    listed = "、".join(f"{id_}({told})" for id_, told in (meant or titles).items())
    return (
        f"这里写编号:{'是不是 ' if meant else '可用的有 '}{listed}{'?' if meant else '。'}"
        if titles
        else None
    )


def _short(name: str) -> str:
    return _KIND_OF_PLACE.sub("", comparable(name))


def names_of(records: Iterable[BaseModel]) -> KnownNames:
    """The names in these records; 官柳 is 官柳社区 as well."""
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    area_code = None
    for record in records:
        if isinstance(record, BureauInfo) and record.contact.phone.startswith("0"):
            area_code = record.contact.phone.partition("-")[0]
        for kind, name, id_, told in _named_in(record):
            for written in {
                comparable(name),
                _short(name) if kind in ("area", "station") else comparable(name),
            }:
                found[kind][written].setdefault(id_, told)
    return KnownNames(by_kind=found, area_code=area_code)


def _named_in(record: BaseModel) -> Iterable[tuple[str, str, str, str]]:
    if isinstance(record, Area):
        yield "area", record.name, record.id, record.name
        for officer in record.officers:
            if officer.badge is not None:
                yield "officer", officer.name, officer.badge, f"{officer.name},{record.name}"
    elif isinstance(record, Station):
        yield "station", record.name, record.id, record.name
    elif isinstance(record, Services):
        for service in record.services:
            yield "service", service.title, service.id, service.title
