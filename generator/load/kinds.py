"""The kinds of record, what clerks call them, and where their files belong."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from generator.load.document import Plain
from generator.load.mending import probably_meant
from generator.model.annotations import fields_of
from generator.model.approval import Approvals
from generator.model.area import Area
from generator.model.audit import Audit
from generator.model.bureau import BureauInfo
from generator.model.examination import ExaminationCriteria
from generator.model.hub import Hub, SharedReference
from generator.model.leadership import Leadership
from generator.model.ledger import ReleaseLedger
from generator.model.meeting import Meeting
from generator.model.policy import Policy
from generator.model.prevention_system import PreventionSystem
from generator.model.reference import Duties, Holidays, Services
from generator.model.release import Release
from generator.model.report import Report
from generator.model.rollout import Milestones
from generator.model.scheme import SchemeDocument
from generator.model.station import Station, SubBureau
from generator.model.target import YearTargets
from generator.model.terms import Terms
from generator.model.work_record import WorkRecord
from generator.model.year_review import YearReview
from generator.problems import Place, Problem, nearest

# Folders that are named after a year or a month: pattern and example.
_DATED: Final = {"年份": ("[0-9]{4}", "2026"), "年-月": ("[0-9]{4}-[0-9]{2}", "2026-10")}
_STRANGE: Final = 2  # fewer unknown keys may be typing errors


@dataclass(frozen=True)
class Kind:
    """One kind of record, and the field of a Bureau (`held_in`) that holds its records.

    `filed_by` are the keys whose values a file's name and folders repeat, the name first. Bureaus of a hub may share
    records that speak of none of them.
    """

    name: str
    title: str
    model: type[BaseModel]
    file: str
    held_in: str
    filed_by: tuple[str, ...] = ("id",)
    is_required: bool = True
    may_be_shared: bool = False

    @cached_property
    def folder(self) -> str | None:
        """The folder in data/ with the files; None if there is only one file."""
        _, folder, *_ = self.file.split("/")
        return None if self.file.isascii() else folder

    @cached_property
    def inner(self) -> str:
        """Pattern of a path below that folder, without the extension."""
        *folders, _ = self.file.split("/")[2:]
        return "/".join([_DATED[name][0] if name in _DATED else "[^/]+" for name in folders] + ["[^/]+"])


KINDS: Final = (
    Kind("bureau", "单位和网站", BureauInfo, "data/bureau.yml", "info"),
    Kind("policy", "标准和排名办法", Policy, "data/policy.yml", "policy", may_be_shared=True),
    Kind("services", "服务事项", Services, "data/services.yml", "services", may_be_shared=True),
    Kind("duties", "职责", Duties, "data/duties.yml", "duties", may_be_shared=True),
    Kind("scheme", "执行的文件", SchemeDocument, "data/scheme/文件编号.yml", "documents", may_be_shared=True),
    Kind("terms", "今天的说法", Terms, "data/terms.yml", "terms", is_required=False, may_be_shared=True),
    Kind("prevention", "群防群治", PreventionSystem, "data/prevention.yml", "prevention", is_required=False),
    Kind("leadership", "组织领导", Leadership, "data/leadership.yml", "leadership", is_required=False),
    Kind(
        "examination",
        "年终考核标准",
        ExaminationCriteria,
        "data/examination.yml",
        "examination",
        is_required=False,
        may_be_shared=True,
    ),
    Kind("milestones", "建设进度", Milestones, "data/milestones.yml", "milestones"),
    Kind("holidays", "节假日", Holidays, "data/holidays.yml", "holidays", may_be_shared=True),
    Kind(
        "earlier-policy",
        "以前的排名办法",
        Policy,
        "data/policies/版本.yml",
        "earlier_policies",
        may_be_shared=True,
    ),
    Kind("station", "派出所", Station, "data/stations/派出所编号.yml", "stations"),
    Kind(
        "sub-bureau",
        "公安分局",
        SubBureau,
        "data/sub_bureaus/分局编号.yml",
        "sub_bureaus",
    ),
    Kind("area", "社区", Area, "data/communities/派出所编号/社区编号.yml", "areas", ("id", "station")),
    Kind("meeting", "群众代表会", Meeting, "data/meetings/年份/会议编号.yml", "meetings"),
    Kind("report", "工作月报", Report, "data/reports/年-月/派出所编号.yml", "reports", ("station", "month")),
    Kind(
        "work-record",
        "工作纪实",
        WorkRecord,
        "data/work_records/年-月/派出所编号.yml",
        "work_records",
        ("station", "month"),
    ),
    Kind(
        "target",
        "年度目标",
        YearTargets,
        "data/targets/年份/派出所编号.yml",
        "targets",
        ("station", "year"),
    ),
    Kind(
        "release",
        "已公布的排名（由命令写入，不手工改）",
        Release,
        "data/releases/年-月.yml",
        "releases",
        ("month",),
    ),
    Kind("audit", "抽查核实", Audit, "data/audits/年-月.yml", "audits", ("month",)),
    Kind(
        "ledger",
        "公布登记簿（由命令写入，不手工改）",
        ReleaseLedger,
        "data/releases/ledger.yml",
        "ledger",
        is_required=False,
    ),
    Kind("year-review", "年终结果", YearReview, "data/year_reviews/年份.yml", "year_reviews", ("year",)),
    Kind("approvals", "公开前的审批", Approvals, "data/approvals.yml", "approvals", is_required=False),
    Kind("shared", "共用的资料", SharedReference, "data/shared.yml", "shared", is_required=False),
)
SINGLE: Final = {kind.name: kind for kind in KINDS if kind.folder is None}
# Every file that people write by hand: of a bureau's data/, and hub.yml.
RECORDS: Final[Mapping[str, type[BaseModel]]] = {**{kind.name: kind.model for kind in KINDS}, "hub": Hub}
_BY_FILE: Final = {kind.file: kind for kind in SINGLE.values()}
SHARED: Final = SINGLE["shared"].file
_FILED: Final = {kind.folder: kind for kind in KINDS if kind.folder is not None}


def kind_of(path: str) -> Kind | Problem:
    """The kind of record that a path is for, or the problem if it is for none."""
    inner = path.removeprefix("data/").removesuffix(".yml")
    folder, _, rest = inner.partition("/")
    if path in _BY_FILE:
        return _BY_FILE[path]
    if folder not in _FILED:
        near = nearest(folder, [*SINGLE, *_FILED])
        return _misplaced(path, f"是不是 {near}?" if near else "请对照数据格式说明改放位置。")
    kind = _FILED[folder]
    if re.fullmatch(kind.inner, rest):
        return kind
    inside, _, name = rest.partition("/")
    dated = _DATED.get(kind.file.split("/")[2])
    right = probably_meant(inside, dated[1]) if dated else None
    if right and re.fullmatch(kind.inner, f"{right}/{name}"):  # one problem for all files of the folder
        return _misplaced(f"data/{folder}/{inside}/", f"请把这个文件夹改名为 data/{folder}/{right}。")
    return _misplaced(path, f"这里的文件应放成 {kind.file}。")


def of_other_kind(path: str, model: type[BaseModel], document: dict[str, Plain]) -> Problem | None:
    """Report a file in the wrong folder: its keys do not fit this model but are those of another kind."""
    keys = set(document)
    if len(keys - fields_of(model).keys()) < _STRANGE:
        return None
    kind = next((kind for kind in KINDS if _has_keys_of(kind.model, keys)), None)
    if kind is None:
        return None
    try:
        right: Any = getattr(kind.model.model_validate(document), "path", kind.file)
    except ValidationError:
        right = kind.file
    return _misplaced(path, f"内容像是{kind.title},请移到 {right}。")


def _has_keys_of(model: type[BaseModel], keys: Collection[str]) -> bool:
    fields = fields_of(model)
    return {key for key, info in fields.items() if info.is_required()} <= set(keys) <= fields.keys()


def _misplaced(path: str, hint: str) -> Problem:
    message = "不知道这个文件是什么数据。"
    return Place(path=path).problem("E110", message, f"{hint}那里已有同名文件的,不要覆盖。")


def gaps_left_by(path: str) -> frozenset[str]:
    """The fields of a Bureau that are incomplete without this file; all fields if that cannot be told."""
    inner = path.removeprefix("data/")
    first, slash, _ = inner.partition("/")
    if path == SHARED:
        return frozenset(kind.held_in for kind in KINDS if kind.may_be_shared)
    if path in _BY_FILE:
        return frozenset({_BY_FILE[path].held_in})
    if inner and not slash:
        near = nearest(first.partition(".")[0], SINGLE)
        return frozenset({SINGLE[near].held_in} if near else ())
    if first == "photos":
        return frozenset({"photos"})
    near = nearest(first, _FILED)
    return frozenset({_FILED[near].held_in} if near else (kind.held_in for kind in KINDS))
