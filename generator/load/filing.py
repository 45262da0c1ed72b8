"""A file and the record it holds; whether the record's id agrees with the file's name and folder."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pydantic import BaseModel

from generator.load.document import Marks, read_document
from generator.load.files import Source
from generator.load.records import place_in
from generator.model.area import Area
from generator.model.meeting import Meeting
from generator.model.release import Release
from generator.model.report import Report
from generator.model.year_review import YearReview
from generator.problems import Place, Problem

# The keys that a file's name and folder repeat; elsewhere it is the id alone.
_FILED_BY: Final[Mapping[type[BaseModel], tuple[str, ...]]] = {
    Area: ("id", "station"),
    Report: ("station", "month"),
    Release: ("month",),
    YearReview: ("year",),
}
_WORD: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NEW_ID: Final = "请换一个编号,文件名也写成它"
_COPY: Final = "其实是它的副本的,先把还要的内容写进它,再把这个移出 data/。"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """One file that was read, and its record; kept so that the next load reads only what changed."""

    source: Source
    record: BaseModel
    scalars: tuple[str, ...]
    lists: tuple[range, ...] = ()

    @property
    def text(self) -> str:
        """The file as people see it."""
        return self.source.content.decode("utf-8-sig")

    @cached_property
    def marks(self) -> Marks:
        """Every position; the file is read once more when the first problem asks."""
        marks = Marks()
        read_document(self.source.path, self.text, marks)
        return marks

    def place(self, *keys: str | int) -> Place:
        """Where the value at these keys stands."""
        return place_in(self.source.path, self.marks, keys)


def misfiled(files: Mapping[str, Loaded], paths: Collection[str]) -> Iterator[Problem]:
    """编号要与文件名相同,也不能重复。 `paths`: every file there is, those that could not be read too."""
    areas = {loaded.record.id for loaded in files.values() if isinstance(loaded.record, Area)}
    seen: dict[tuple[type[BaseModel], str], str] = {}
    for path, loaded in files.items():
        record = loaded.record
        expected = str(getattr(record, "path", path))
        slip = _misdated(loaded, areas) if isinstance(record, Meeting) else None
        if slip or expected != path:
            yield slip or _named_otherwise(loaded, expected, files, paths)
        if expected != path and expected in paths:
            continue
        key = getattr(record, "id", None)
        if key is None:
            continue
        if (type(record), key) in seen:
            other = seen[type(record), key]
            place = loaded.place("id")
            yield Problem(
                code="E302",
                place=place,
                message=f"编号“{key}”已用在 {other}。",
                hint="请给这个文件换一个没有用过的编号,并同时改文件名;"
                "社区改归这个派出所的,还要在这里写 since,民警的 since 写同一天,"
                "原来的文件不删,写 until(前一天)和 merged_into,民警也写 until。"
                if isinstance(record, Area)
                else "请换一个没有用过的编号,并同时改文件名。",
            )
        seen.setdefault((type(record), key), path)


def _named_otherwise(
    loaded: Loaded, expected: str, files: Mapping[str, Loaded], paths: Collection[str]
) -> Problem:
    path, record = loaded.source.path, loaded.record
    if isinstance(record, Area) and (renamed := _renamed_folder(record.station, path, paths)):
        return renamed
    keys = _FILED_BY.get(type(record), ("id",))
    stem, actual = (one.removesuffix(".yml").split("/") for one in (expected, path))
    at = -1 if stem[-1] != actual[-1] else -2
    key = keys[0] if at == -1 else keys[-1]
    line = f"请把这一行写成 {key}: {actual[at]}" if _WORD.fullmatch(actual[at]) else ""
    if expected in paths:  # nobody is told to move this one over it
        other = files.get(expected)
        is_same = other is not None and other.source.content == loaded.source.content
        hint = _of_a_twin(line) if is_same else f"该处已有另一个文件:{line or _NEW_ID}。{_COPY}"
    elif key == "station":
        hint = _of_another_station(loaded, stem[at], actual[at], line, paths)
    elif key == "id":
        hint = _of_two_ids(stem[at], actual[at], line, path, files)
    else:
        hint = f"文件名和文件夹对的,{line};写在文件里的对,请把文件改名、移到该处。"
    return Problem(
        code="E301",
        place=loaded.place(key),
        message=f"文件里写的 {key} 与所在的文件夹或文件名不一致:按内容应放在 {expected}。",
        hint=hint,
    )


def _of_a_twin(line: str) -> str:
    """The same twice: saved over another file, saved for the next month and not yet filled in, or too much."""
    anew = f"照着它写新的,{line},再换成新的内容;" if line else ""
    return f"该处已有文件,内容相同。盖掉了这里原来内容的,请从备份恢复;{anew}多余的副本,请删去这一个。"


def _renamed_folder(station: str, path: str, paths: Collection[str]) -> Problem | None:
    """A folder that is named after no station, while the station's own is not there: told once for all its files."""
    folder, right = path.rpartition("/")[0], f"data/communities/{station}"
    is_station = f"data/stations/{folder.rpartition('/')[2]}.yml" in paths
    has_own = any(other.startswith(f"{right}/") for other in paths)
    if is_station or has_own or f"data/stations/{station}.yml" not in paths:
        return None
    return Problem(
        code="E301",
        place=Place(path=f"{folder}/"),
        message=f"没有派出所 {folder.rpartition('/')[2]},而这里的社区写的是 station: {station}。",
        hint=f"请把这个文件夹改名为 {right}。",
    )


def _of_two_ids(written: str, filed: str, line: str, path: str, files: Mapping[str, Loaded]) -> str:
    """The one that other files name; where they name neither, the file's name is likelier wrong."""
    others = [loaded for there, loaded in files.items() if there != path]
    # A number alone stands in many files, and names nothing.
    is_written, is_filed = (
        not id_.isdigit() and any(id_ in other.scalars for other in others) for id_ in (written, filed)
    )
    if is_filed and not is_written:
        return f"{line}(别的文件里写的是它)。"
    rename = "请把文件改名、移到该处"
    return f"{rename}。" if is_written or not line else f"{rename};文件名对的,才{line.removeprefix('请')}。"


def _of_another_station(loaded: Loaded, written: str, filed: str, line: str, paths: Collection[str]) -> str:
    """No folder is named to which no station belongs; of two stations the one whose community's id it is."""
    is_area = isinstance(loaded.record, Area)
    stations = [one for one in (written, filed) if f"data/stations/{one}.yml" in paths]
    moved = (
        "社区改归别的派出所的,不移文件:原文件写 until 和 merged_into,在新的派出所另建文件,用新编号,写 since。"
        if is_area
        else ""
    )
    if not stations:
        return f"没有派出所 {written},也没有 {filed}:对的编号见 data/stations/ 里的文件名。"
    if stations == [filed]:
        return f"没有派出所 {written}:{line}。"
    if not is_area and line and filed in stations:
        return f"{line};写在文件里的对,请把文件改名、移到该处。"
    if stations == [written] or not is_area:
        return f"请把文件{'' if is_area else '改名、'}移到该处。{moved}"
    if str(getattr(loaded.record, "id", "")).startswith(f"{filed}-"):
        return f"{line}。{moved}"
    return f"请把文件移回该处。{moved}"


def _misdated(loaded: Loaded, areas: Collection[str]) -> Problem | None:
    """A meeting whose id is not <area>-<first date>: what is wrong is what the file's name does not say.

    An area that there is not is the fault itself (E303) where the id, which fits the file's name, has the date.
    """
    meeting, name = loaded.record, loaded.source.path.removesuffix(".yml").rsplit("/")[-1]
    assert isinstance(meeting, Meeting)
    right = f"{meeting.area}-{meeting.first_date}"
    told = meeting.id.removesuffix(f"-{meeting.first_date}")
    if meeting.id == right or (meeting.area not in areas and told != meeting.id):
        return None
    key, hint = "id", f"请把这一行写成 id: {right},文件名写成 {right}.yml。"
    if name == right:
        hint = f"请把这一行写成 id: {right}。"
    elif name == meeting.id and told in areas:
        key, hint = "area", f"请把这一行写成 area: {told}。"
    elif (
        name == meeting.id and (day := name.removeprefix(f"{meeting.area}-")) != name and _DAY.fullmatch(day)
    ):
        key = "date" if meeting.previous_date is None else "previous_date"
        hint = (
            f"没有改期的,请把这一行写成 date: {day};改期了的,另加一行 previous_date: {day}。"
            if meeting.previous_date is None
            else f"请把这一行写成 previous_date: {day};没有改期的,写 date: {day},删去 previous_date。"
        )
    return Problem(
        code="E301",
        place=loaded.place(key),
        message=f"会议编号“{meeting.id}”应为“{right}”(社区编号-最初的日期)。",
        hint=f"{hint}改期时编号不变。" if key in ("date", "previous_date") else hint,
    )
