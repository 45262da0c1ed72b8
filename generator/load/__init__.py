"""data/**.yml -> Bureau: read, type, put together; every problem of every file in one run.

Stages: files (readable, known, safe), documents and records (one file at a time), bureau (ids agree with files).
A file with an error ends its own way there; what the others say is put together all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from generator.disk import no_data
from generator.load.conflicts import conflict_problems
from generator.load.copies import copy_problems
from generator.load.document import ParsedDocument, Refused, read_document
from generator.load.files import Source, sources, text_of
from generator.load.filing import Loaded, misfiled
from generator.load.kinds import FILED, KINDS, RECORDS, SINGLE, Kind, fields_of, other_kind
from generator.load.mending import probably_meant
from generator.load.names import names_of
from generator.load.records import Untyped, typed_record
from generator.load.repeated import repeated_problem
from generator.load.spaces import space_problems
from generator.load.strange import garbled_problems, strange_problems
from generator.model.approval import Approvals
from generator.model.area import Area
from generator.model.bureau import Bureau, BureauInfo, Unread
from generator.model.meeting import Meeting
from generator.model.policy import Policy
from generator.model.reference import Duties, Holidays, Services
from generator.model.release import Release
from generator.model.report import Report
from generator.model.rollout import Milestones
from generator.model.station import Station
from generator.model.year_review import YearReview
from generator.problems import Place, Problem, ProblemsFound, nearest

__all__ = ["KINDS", "RECORDS", "SINGLE", "Load", "Loaded", "NotAllRead", "load"]

R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, kw_only=True)
class Load:
    """A bureau and the files it came from, by path."""

    bureau: Bureau
    files: Mapping[str, Loaded]


class NotAllRead(ProblemsFound):
    """Some files have errors; `sound` is what the others say, its bureau marked with what it lacks."""

    def __init__(self, problems: Iterable[Problem], sound: Load) -> None:
        self.sound = sound
        super().__init__(problems)


def load(root: Path, previous: Load | None = None) -> Load:
    """Everything under root/data. Raises NotAllRead with the problems of every file, where there are any."""
    if not (root / "data").is_dir():
        raise ProblemsFound([no_data()])
    known = {path: loaded.source for path, loaded in previous.files.items()} if previous else {}
    found, photos, problems = sources(root, known)
    files: dict[str, Loaded] = {}
    untyped: list[Untyped] = []
    paths = {source.path: source.content for source in found}
    copies = copy_problems(paths)
    for source in found:
        before = previous.files.get(source.path) if previous else None
        if before is not None and before.source.content == source.content:
            files[source.path] = before
            continue
        result = _read(source) if source.path not in copies else []
        if isinstance(result, Loaded):
            files[source.path] = result
        elif isinstance(result, Untyped):
            untyped.append(result)
        else:
            problems.extend(result)
    if untyped:
        names = names_of(loaded.record for loaded in files.values())
        problems.extend(problem for one in untyped for problem in one.problems(names))
    there = paths.keys() | {problem.place.path for problem in problems}
    needed = (kind for kind in SINGLE.values() if kind.is_required and "data/" not in there)
    problems.extend(_missing(kind.file, kind.title) for kind in needed if kind.file not in there)
    problems.extend(misfiled(files, paths))
    if problems or copies:
        raise NotAllRead([*problems, *copies.values()], _sound(files, photos, problems))
    return Load(bureau=_bureau(files, photos), files=files)


def _sound(files: Mapping[str, Loaded], photos: Sequence[str], problems: Sequence[Problem]) -> Load:
    """What the files without a problem say; a misfiled record is read, but belongs to no bureau yet."""
    wrong = {problem.place.path for problem in problems}
    unread = frozenset(field for path in wrong for field in fields_of(path))
    inside = {path: loaded for path, loaded in files.items() if path not in wrong}
    return Load(bureau=_bureau(inside, photos, unread), files=files)


def _missing(path: str, what: str) -> Problem:
    return Problem(
        code="E111",
        place=Place(path=path),
        message=f"缺少 {path}({what})。",
        hint="请从备份恢复,或对照数据格式说明新建。",
    )


def _read(source: Source) -> Loaded | Untyped | list[Problem]:
    model = _model_for(source.path)
    if isinstance(model, Problem):
        return [model]
    text = text_of(source)
    if isinstance(text, Problem):
        return [text]
    if slips := [*conflict_problems(source.path, text)] or [*space_problems(source.path, text)]:
        return slips
    try:
        document = read_document(source.path, text)
    except Refused as refused:
        again = refused.repeated
        problem = repeated_problem(source.path, text, model, again) if again else refused.problem
        return [problem, *garbled_problems(source.path, text)]
    if kind := other_kind(model, document.plain):
        return [_of_other_kind(source.path, kind, document)]
    return _record(model, source, text, document)


def _record(
    model: type[BaseModel], source: Source, text: str, document: ParsedDocument
) -> Loaded | Untyped | list[Problem]:
    """What was published stays as it is, whatever its characters: nobody may mend it by hand."""
    is_frozen = source.path.startswith("data/releases/")
    strange = [] if is_frozen else strange_problems(source.path, text, document)
    record = typed_record(model, document.plain, source.path, text)
    if isinstance(record, Untyped):
        return replace(record, beside=tuple(strange))
    return strange or Loaded(source=source, record=record, scalars=document.scalars, lists=document.lists)


def _model_for(path: str) -> type[BaseModel] | Problem:
    """Which record a file holds, by where it lies."""
    inner = path.removeprefix("data/").removesuffix(".yml")
    if inner in SINGLE:
        return SINGLE[inner].model
    folder, _, rest = inner.partition("/")
    if folder in FILED:
        kind = FILED[folder]
        if re.fullmatch(kind.inner, rest):
            return kind.model
        inside, _, name = rest.partition("/")
        example = {"reports": "2026-10", "meetings": "2026"}.get(folder)
        right = re.sub("年$", "", inside) if folder == "meetings" else probably_meant(inside, str(example))
        if example and right and re.fullmatch(kind.inner, f"{right}/{name}"):  # once for all its files
            return _misplaced(f"data/{folder}/{inside}/", f"请把这个文件夹改名为 data/{folder}/{right}")
        return _misplaced(path, f"这里的文件应放成 {kind.file}")
    near = nearest(folder, [*SINGLE, *FILED])
    return _misplaced(path, f"是不是 {near}?" if near else "请对照数据格式说明改放位置")


def _of_other_kind(path: str, kind: Kind, document: ParsedDocument) -> Problem:
    try:
        right = str(getattr(kind.model.model_validate(document.plain), "path", kind.file))
    except ValidationError:
        right = kind.file
    return _misplaced(path, f"内容像是{kind.title},请移到 {right}")


def _misplaced(path: str, hint: str) -> Problem:
    return Problem(
        code="E110",
        place=Place(path=path),
        message="不知道这个文件是什么数据。",
        hint=hint.rstrip("?") + ("?" if hint.endswith("?") else "。") + "那里已有同名文件的,不要覆盖。",
    )


def _bureau(
    files: Mapping[str, Loaded], photos: Sequence[str], unread: frozenset[str] = frozenset()
) -> Bureau:
    def place(path: str, *keys: str | int) -> Place:
        return files[path].place(*keys) if path in files else Place(path=path)

    def single(name: str, model: type[R]) -> R:
        loaded = files.get(f"data/{name}.yml")
        record: Any = loaded.record if loaded is not None else Unread()
        assert loaded is None or isinstance(record, model)
        return cast("R", record)

    def all_of(model: type[R]) -> list[R]:
        return [loaded.record for loaded in files.values() if isinstance(loaded.record, model)]

    def by_id(records: list[Any]) -> dict[str, Any]:
        return {record.id: record for record in sorted(records, key=lambda record: record.id)}

    return Bureau(
        info=single("bureau", BureauInfo),
        policy=single("policy", Policy),
        earlier_policies={
            Path(path).stem: loaded.record
            for path, loaded in files.items()
            if path.startswith("data/policies/") and isinstance(loaded.record, Policy)
        },
        services=single("services", Services),
        duties=single("duties", Duties),
        milestones=single("milestones", Milestones),
        holidays=single("holidays", Holidays),
        stations=by_id(all_of(Station)),
        areas=by_id(all_of(Area)),
        meetings=by_id(all_of(Meeting)),
        reports={(r.month, r.station): r for r in sorted(all_of(Report), key=lambda r: (r.month, r.station))},
        releases={r.month: r for r in sorted(all_of(Release), key=lambda r: r.month)},
        year_reviews={r.year: r for r in sorted(all_of(YearReview), key=lambda r: r.year)},
        photos=frozenset(photos),
        approvals=tuple(each for file in all_of(Approvals) for each in file.approvals),
        place=place,
        unread=unread,
    )
