"""Which records there are, what a clerk calls them, and where their files lie."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from generator.model.approval import Approvals
from generator.model.area import Area
from generator.model.bureau import BureauInfo
from generator.model.meeting import Meeting
from generator.model.policy import Policy
from generator.model.reference import Duties, Holidays, Services
from generator.model.release import Release
from generator.model.report import Report
from generator.model.rollout import Milestones
from generator.model.station import Station
from generator.model.year_review import YearReview
from generator.problems import nearest


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of record, and the field of a Bureau (`held_in`) that holds such records.

    `inner` is what the path below `folder` looks like; without a folder there is one file, which not every bureau has.
    """

    name: str
    title: str
    model: type[BaseModel]
    file: str
    held_in: str
    folder: str | None = None
    inner: str = ""
    is_required: bool = True


KINDS: Final = (
    Kind(name="bureau", title="单位和网站", model=BureauInfo, file="data/bureau.yml", held_in="info"),
    Kind(name="policy", title="标准和排名办法", model=Policy, file="data/policy.yml", held_in="policy"),
    Kind(name="services", title="服务事项", model=Services, file="data/services.yml", held_in="services"),
    Kind(name="duties", title="职责", model=Duties, file="data/duties.yml", held_in="duties"),
    Kind(
        name="milestones",
        title="建设进度",
        model=Milestones,
        file="data/milestones.yml",
        held_in="milestones",
    ),
    Kind(name="holidays", title="节假日", model=Holidays, file="data/holidays.yml", held_in="holidays"),
    Kind(
        name="earlier-policy",
        title="以前的排名办法",
        model=Policy,
        file="data/policies/版本.yml",
        held_in="earlier_policies",
        folder="policies",
        inner=r"[^/]+",
    ),
    Kind(
        name="station",
        title="派出所",
        model=Station,
        file="data/stations/派出所编号.yml",
        held_in="stations",
        folder="stations",
        inner=r"[^/]+",
    ),
    Kind(
        name="area",
        title="社区",
        model=Area,
        file="data/communities/派出所编号/社区编号.yml",
        held_in="areas",
        folder="communities",
        inner=r"[^/]+/[^/]+",
    ),
    Kind(
        name="meeting",
        title="群众代表会",
        model=Meeting,
        file="data/meetings/年份/会议编号.yml",
        held_in="meetings",
        folder="meetings",
        inner=r"[0-9]{4}/[^/]+",
    ),
    Kind(
        name="report",
        title="工作月报",
        model=Report,
        file="data/reports/年-月/派出所编号.yml",
        held_in="reports",
        folder="reports",
        inner=r"[0-9]{4}-[0-9]{2}/[^/]+",
    ),
    Kind(
        name="release",
        title="已公布的排名（由命令写入，不手工改）",
        model=Release,
        file="data/releases/年-月.yml",
        held_in="releases",
        folder="releases",
        inner=r"[^/]+",
    ),
    Kind(
        name="year-review",
        title="年终结果",
        model=YearReview,
        file="data/year_reviews/年份.yml",
        held_in="year_reviews",
        folder="year_reviews",
        inner=r"[^/]+",
    ),
    Kind(
        name="approvals",
        title="公开前的审批",
        model=Approvals,
        file="data/approvals.yml",
        held_in="approvals",
        is_required=False,
    ),
)
SINGLE: Final = {kind.name: kind for kind in KINDS if kind.folder is None}
FILED: Final = {kind.folder: kind for kind in KINDS if kind.folder is not None}
_STRANGE: Final = 2  # unknown keys of which nobody takes one for a slip
RECORDS: Final[Mapping[str, type[BaseModel]]] = {kind.name: kind.model for kind in KINDS}


def other_kind(model: type[BaseModel], keys: Collection[str]) -> Kind | None:
    """The kind that these keys are those of, where they are not those of this model: a file in a wrong folder."""
    if len(set(keys) - _keys(model)) < _STRANGE:
        return None
    needed = {
        kind.name: {name for name, one in kind.model.model_fields.items() if one.is_required()}
        for kind in KINDS
    }
    fitting = (kind for kind in KINDS if needed[kind.name] <= set(keys) <= _keys(kind.model))
    return next(fitting, None)


def _keys(model: type[BaseModel]) -> set[str]:
    return {info.alias or name for name, info in model.model_fields.items()}


def fields_of(path: str) -> frozenset[str]:
    """The fields of a Bureau that lack something while this file cannot be used; all where nobody can tell."""
    inner = path.removeprefix("data/")
    first, slash, _ = inner.partition("/")
    if inner and not slash:
        name = first.partition(".")[0]
        near = nearest(name, SINGLE)
        return frozenset({SINGLE[near].held_in} if near else ())
    if first == "photos":
        return frozenset({"photos"})
    near = first if first in FILED else nearest(first, FILED)
    return frozenset({FILED[near].held_in} if near else (kind.held_in for kind in KINDS))
