"""A bureau that begins: every station and community of the list, and openly what nobody has entered yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pydantic import BaseModel

from generator.build.yaml_text import YamlStyle, schema_line
from generator.founding.places import Request
from generator.founding.texts import reference, reference_texts
from generator.founding.towns import is_village, territories_of, towns_of, village_name
from generator.model.area import Area
from generator.model.bureau import BureauInfo
from generator.model.policy import Policy
from generator.model.station import Station

TO_ENTER: Final = "待填写"
_NOTICE: Final = f"由名单建的档:写着“{TO_ENTER}”的请补上,知道了别的再加"
# Numbers that anybody may dial everywhere until the bureau's own are entered.
_EMERGENCY, _HOTLINE, _COMPLAINTS = "110", "12345", "12389"
# What the texts of every data directory have invented for the sample.
_INVENTED: Final = {
    "services.yml": r"^# 示例数据.*\n| +time_limit: .*\n +time_limit_note: .*示例.*\n",
    "milestones.yml": r"^cycles:\n(?s:.*)|；本轮建设为虚构的示例",
    "policy.yml": r"^(?:second_standards|document):\n(?:[ ]+.*\n)+\n?",
}


def empty_files(request: Request) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of data/, with no invented fact in it."""
    for path, kind, record in _records(request):
        yield path, YamlStyle().file_text(path, kind, _NOTICE, record)
    for name, text in reference_texts(request.as_of.year).items():
        if "/" not in name:  # no month is older than the scheme's current edition
            own = re.sub(_INVENTED.get(name, "$^"), "", text, flags=re.MULTILINE)
            path = f"data/{name}"
            yield path, f"{schema_line(path, name.removesuffix('.yml'))}\n{own}"


def _records(request: Request) -> Iterator[tuple[str, str, BaseModel]]:
    towns = tuple(towns_of(request.divisions))
    yield "data/bureau.yml", "bureau", _bureau(request)
    for town in towns:
        station = {"id": town.id, "name": town.station, "district": town.district, "town": town.name}
        station |= {"kind": town.kind, "peer_group": town.kind, "address": TO_ENTER, "phone": _EMERGENCY}
        yield f"data/stations/{town.id}.yml", "station", Station.model_validate(station)
    group_size = reference("policy", Policy).standards.rural_residents.value
    on = f"{request.as_of}"
    for territory in territories_of(towns, group_size):
        villages = [village_name(one.name) for one in territory.divisions if is_village(one)]
        area = Area.model_validate(
            {
                "id": territory.id,
                "station": territory.town.id,
                "name": territory.name,
                "kind": territory.kind,
                "divisions": [division.code for division in territory.divisions],
                "villages": villages,
                "population": {"not_counted": f"{TO_ENTER}（刚由名单建档）", "as_of": on},
                "verified": {"on": on, "by": f"仅地名（电话、地址{TO_ENTER}）"},
                "vacancies": [{"since": on, "reason": f"{TO_ENTER}（刚由名单建档，民警还没有登记）"}],
            }
        )
        yield area.path, "area", area


def _bureau(request: Request) -> BureauInfo:
    first = request.divisions[0]
    name = request.name or f"{request.city}公安局"
    is_of_district = first.district in name or "分局" in name
    return BureauInfo.model_validate(
        {
            "name": name,
            "city": request.city,
            "code": first.district_code if is_of_district else f"{first.code[:4]}00",
            "sample": "false",
            "site": {"name": f"{request.city}社区警务公开网"},
            "contact": {
                "unit": name,
                "phone": _HOTLINE,
                "address": TO_ENTER,
                "hours": TO_ENTER,
                "complaints": _COMPLAINTS,
            },
            "release": {"day": "10", "at": "09:30"},
        }
    )
