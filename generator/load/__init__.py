"""Load data/**.yml into a Bureau, and report every problem of every file in one run.

Stages: find files that are readable, known and safe; parse and type each one; check ids against file names; assemble.
A file with an error is dropped at that stage; the bureau is assembled from the others all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from generator.disk import no_data
from generator.load.document import Refused, read_document
from generator.load.files import Source, sources, text_of
from generator.load.filing import copy_problems, misfiled
from generator.load.keys import repeated_key
from generator.load.kinds import KINDS, RECORDS, SHARED, SINGLE, Kind, gaps_left_by, kind_of, of_other_kind
from generator.load.records import Loaded, Untyped, typed_record
from generator.load.scanning import conflict_problems, garbled_problems, space_problems, strange_problems
from generator.load.shared import shared_files, shared_sources, standing_at
from generator.load.words import names_of
from generator.model.bureau import Bureau, Unread
from generator.model.examination import ExaminationCriteria
from generator.model.leadership import Leadership
from generator.model.ledger import ReleaseLedger
from generator.model.prevention_system import PreventionSystem
from generator.model.terms import Terms
from generator.parallel import spread
from generator.problems import Place, Problem, ProblemsFound

__all__ = ["KINDS", "RECORDS", "SINGLE", "Load", "Loaded", "NotAllRead", "load", "load_changed"]


@dataclass(frozen=True, kw_only=True)
class Load:
    """A bureau and the files it came from, by path."""

    bureau: Bureau
    files: Mapping[str, Loaded]

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems, those of shared files at the places where these stand."""
        standing = _standing(one.source for one in self.files.values())
        return tuple(standing_at(one, standing) for one in problems)


class NotAllRead(ProblemsFound):
    """Some files have errors. `sound` holds the other files, and its bureau names the fields that lack records."""

    def __init__(self, problems: Iterable[Problem], sound: Load) -> None:
        self.sound = sound
        super().__init__(problems)


def load(root: Path, before: Mapping[str, Loaded] | None = None, *, read_all: bool = False) -> Load:
    """Load everything under root/data. Raises NotAllRead with the problems of every file, if there are any.

    Files with the content of those of an earlier load, `before`, are not parsed again, and not even read if their time
    and size are the same, unless `read_all`.
    """
    if not (root / "data").is_dir():
        raise ProblemsFound([no_data()])
    before = before or {}
    known = {
        path: one.source for path, one in before.items() if not read_all and one.source.stands_at is None
    }
    found, photos, problems = sources(root, known)
    reference = next((_read(source) for source in found if source.path == SHARED), None)
    if isinstance(reference, Loaded):
        shared, wrong = shared_sources(root, reference, found)
        found, problems = _in_order([*shared, *found]), [*problems, *wrong]
    return _loaded(found, photos, problems, before)


def load_changed(loaded: Load, changes: Mapping[str, bytes | None]) -> Load:
    """What `load` would give with these files written, None for one that is removed. Raises NotAllRead like it."""
    kept = [one.source for path, one in loaded.files.items() if path not in changes]
    written = [Source(path=path, content=new) for path, new in changes.items() if new is not None]
    return _loaded(_in_order([*kept, *written]), sorted(loaded.bureau.photos), [], loaded.files)


def _in_order(found: Iterable[Source]) -> list[Source]:
    """The files by path; of two with one path the last, which is the bureau's own."""
    return [source for _, source in sorted({source.path: source for source in found}.items())]


def _loaded(
    found: Sequence[Source], photos: Sequence[str], problems: list[Problem], before: Mapping[str, Loaded]
) -> Load:
    sources_by_path = {source.path: source for source in found}
    paths = {source.path: source.content for source in found}
    copies = copy_problems(paths)
    files: dict[str, Loaded] = {}
    untyped: list[Untyped] = []
    known = {path: one for path, one in before.items() if one.source == sources_by_path.get(path)}
    unknown = [source for source in found if source.path not in known and source.path not in copies]
    read = dict(zip((source.path for source in unknown), spread(_read, unknown, "读取资料"), strict=True))
    for source in found:
        result = known.get(source.path) or read.get(source.path, [])
        if isinstance(result, Loaded):
            files[source.path] = result
        elif isinstance(result, Untyped):
            untyped.append(result)
        else:
            problems.extend(result)
    if untyped:
        names = names_of(loaded.record for loaded in files.values())
        problems.extend(problem for one in untyped for problem in one.problems(names))
    problems.extend(_missing(paths, {problem.place.path for problem in problems}))
    problems.extend(misfiled(files, paths))
    if problems or copies:
        sound, standing = _sound(files, photos, problems), _standing(found)
        raise NotAllRead((standing_at(one, standing) for one in [*problems, *copies.values()]), sound)
    return Load(bureau=_bureau(files, photos), files=files)


def _sound(files: Mapping[str, Loaded], photos: Sequence[str], problems: Sequence[Problem]) -> Load:
    """Assemble what is left without the files that have a problem; a misfiled record has one."""
    wrong = {problem.place.path for problem in problems}
    unread = frozenset(field for path in wrong for field in gaps_left_by(path))
    inside = {path: loaded for path, loaded in files.items() if path not in wrong}
    return Load(bureau=_bureau(inside, photos, unread), files=files)


def _standing(found: Iterable[Source]) -> dict[str, str]:
    """Where shared files stand, by the path of what they stand in for."""
    return {source.path: source.stands_at for source in found if source.stands_at is not None}


def _missing(there: Collection[str], wrong: Collection[str]) -> Iterator[Problem]:
    """The required files that are not there; not those that a wrong reference may have meant, or data/ may hold."""
    hint = "请从备份恢复,或对照数据格式说明新建。"
    for kind in SINGLE.values():
        is_told = "data/" in wrong or kind.file in wrong or (kind.may_be_shared and SHARED in wrong)
        if kind.is_required and kind.file not in there and not is_told:
            yield Place(path=kind.file).problem("E111", f"缺少 {kind.file}({kind.title})。", hint)


def _read(source: Source) -> Loaded | Untyped | list[Problem]:
    kind, text = kind_of(source.path), text_of(source)
    if isinstance(kind, Problem):
        return [kind]
    if isinstance(text, Problem):
        return [text]
    slips = [*conflict_problems(source.path, text)] or [*space_problems(source.path, text)]
    return slips or _record(kind, source, text)


def _record(kind: Kind, source: Source, text: str) -> Loaded | Untyped | list[Problem]:
    path = source.path
    try:
        document = read_document(path, text)
    except Refused as refused:
        problem = repeated_key(kind.model, text, refused) if refused.repeated else refused.problem
        return [problem, *garbled_problems(path, text)]
    if (misplaced := of_other_kind(path, kind.model, document.plain)) is not None:
        return [misplaced]
    # A published release keeps its characters, whatever they are: it must not be edited by hand.
    is_frozen = kind.held_in in ("releases", "ledger")
    strange = [] if is_frozen else strange_problems(path, text, document)
    record = typed_record(kind.model, document.plain, path, text)
    if isinstance(record, Untyped):
        return replace(record, beside=tuple(strange))
    return strange or Loaded(source=source, record=record, scalars=document.scalars, lists=document.lists)


def _bureau(
    files: Mapping[str, Loaded], photos: Sequence[str], unread: frozenset[str] = frozenset()
) -> Bureau:
    def place(path: str, *keys: str | int) -> Place:
        return files[path].place(*keys) if path in files else Place(path=path)

    held: dict[str, dict[str, Any]] = {kind.held_in: {} for kind in KINDS}
    for path, loaded in files.items():
        kind = kind_of(path)
        assert isinstance(kind, Kind)
        held[kind.held_in][path] = loaded.record
    fields: dict[str, Any] = {kind.held_in: _records(kind, held[kind.held_in]) for kind in KINDS}
    optional = {
        "terms": Terms,
        "leadership": Leadership,
        "examination": ExaminationCriteria,
        "prevention": PreventionSystem,
        "ledger": ReleaseLedger,
    }
    for name, absent in optional.items():
        fields[name] = next(iter(held[name].values()), absent())
    fields["shared"] = shared_files(files.values())
    fields["approvals"] = tuple(each for file in held["approvals"].values() for each in file.approvals)
    return Bureau(**fields, photos=frozenset(photos), place=place, unread=unread)


def _records(kind: Kind, held: Mapping[str, Any]) -> Any:
    """The record of a single-file kind, or the records of the kind sorted by what identifies them."""
    if kind.folder is None:
        return next(iter(held.values()), Unread())
    if kind.held_in == "earlier_policies":
        return {Path(path).stem: record for path, record in held.items()}
    key = attrgetter("id") if "id" in kind.filed_by else attrgetter(*reversed(kind.filed_by))
    return {key(record): record for record in sorted(held.values(), key=key)}
