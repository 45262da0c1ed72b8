"""Check that no file is a copy of another, and that each record's id agrees with its file's name and folder.

A copy made in a file manager is recognised by its name and by the original beside it, and is not read: a report that
its id does not match its name would invite staff to move it over the original, which may be newer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from pydantic import BaseModel

from generator.load.kinds import KINDS
from generator.load.moments import DAY
from generator.load.records import Loaded
from generator.model.area import Area
from generator.model.meeting import Meeting
from generator.problems import Place, Problem, visible

_MARK: Final = r"(?:副本|复制|复件|拷贝|备份|copy|another copy|backup)"
_COUNT: Final = r"(?:\s*[(（]?\s*[0-9]+\s*[)）]?)?"
# What Explorer, Finder, GNOME, KDE and WPS add to a name. An id may end in -copy, so a hyphen alone is not enough.
_COPIED: Final = (
    rf"(?P<name>.+?)(?:\s+[-–—_]?\s*|_|的|[-–—](?=[^a-z])){_MARK}{_COUNT}",
    rf"(?P<name>.+?)\s*[(（](?:第\s*[0-9]+\s*个)?{_MARK}?{_COUNT}[)）]",
    r"(?P<name>.+?)\s+[0-9]+",
    rf"(?:{_MARK}(?: of)?\s*{_COUNT}\s+)(?P<name>.+)",
)
_SAME_CONTENT: Final = "两个文件内容相同:请删去这个副本。"
_OTHER_CONTENT: Final = (
    "两个文件内容不同:请先对照,把还要的内容改进原来的文件,再把副本移出 data/;"
    "不要直接删,也不要用它替换原来的文件,原来的可能更新。"
)

_FILED_BY: Final = {kind.model: kind.filed_by for kind in KINDS}
_WORD: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NEW_ID: Final = "请换一个编号,文件名也写成它"
_KEPT_COPY: Final = "其实是它的副本的,先把还要的内容写进它,再把这个移出 data/。"
_MOVED_AREA: Final = (
    "社区改归这个派出所的,编号不变,只留一个文件:把这一个移出 data/,"
    "运行 jingwu community move 编号 --to 派出所 --on 哪天起。"
)


def copy_problems(there: Mapping[str, bytes]) -> dict[str, Problem]:
    """The problem of each copy, by path; a folder that is copied as a whole has one problem for all its files.

    `there` maps paths to contents: somebody may have gone on editing the copy instead of the original.
    """
    originals = {
        path: original for path in there if (original := _original(path)) != path and original in there
    }
    same = {path for path, original in originals.items() if there[path] == there[original]}
    copies = {
        path: Place(path=path).problem(
            "E110", _like_a_copy_of(original), _SAME_CONTENT if path in same else _OTHER_CONTENT
        )
        for path, original in originals.items()
    }
    for folder in {folder for path in copies if (folder := _copied_folder(path))}:
        inside = {path for path in there if path.startswith(folder)}
        if inside <= same:
            hint = "里面的文件与原来的都相同:请删去这个文件夹。"
            problem = Place(path=folder).problem("E110", _like_a_copy_of(_original(folder)), hint)
            copies |= dict.fromkeys(inside, problem)
    return copies


def _like_a_copy_of(original: str) -> str:
    return f"像是 {visible(original)} 的副本。"


def _copied_folder(path: str) -> str | None:
    """The outermost folder of the path whose name marks it as a copy, with a trailing slash."""
    parts = path.split("/")[:-1]
    at = next((at for at, part in enumerate(parts) if _without_mark(part) != part), None)
    return None if at is None else "/".join(parts[: at + 1]) + "/"


def _original(path: str) -> str:
    return "/".join(map(_without_mark, path.removesuffix(".yml").split("/"))) + ".yml" * path.endswith(".yml")


def _without_mark(name: str) -> str:
    """The name before it was copied, once or repeatedly."""
    for spelling in _COPIED:
        if found := re.fullmatch(spelling, name, re.IGNORECASE):
            return _without_mark(found["name"])
    return name


def misfiled(files: Mapping[str, Loaded], paths: Collection[str]) -> Iterator[Problem]:
    """编号要与文件名相同,也不能重复。 `paths` has every file, including those that could not be read."""
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
        if other := seen.get((type(record), key)):
            anew = "请给这个文件换一个没有用过的编号,并同时改文件名;" if isinstance(record, Area) else ""
            hint = f"{anew}{_MOVED_AREA}" if anew else "请换一个没有用过的编号,并同时改文件名。"
            yield loaded.place("id").problem("E302", f"编号“{key}”已用在 {other}。", hint)
        seen.setdefault((type(record), key), path)


def _named_otherwise(
    loaded: Loaded, expected: str, files: Mapping[str, Loaded], paths: Collection[str]
) -> Problem:
    path, record = loaded.source.path, loaded.record
    if isinstance(record, Area) and (renamed := _renamed_folder(record.station, path, paths)):
        return renamed
    keys = _FILED_BY[type(record)]
    stem, actual = (one.removesuffix(".yml").split("/") for one in (expected, path))
    at = -1 if stem[-1] != actual[-1] else -2
    key = keys[0] if at == -1 else keys[-1]
    line = f"请把这一行写成 {key}: {actual[at]}" if _WORD.fullmatch(actual[at]) else ""
    if expected in paths:  # never suggest moving this file over it
        other = files.get(expected)
        is_same = other is not None and other.source.content == loaded.source.content
        hint = _of_a_twin(line) if is_same else f"该处已有另一个文件:{line or _NEW_ID}。{_KEPT_COPY}"
    elif key == "station":
        hint = _of_another_station(loaded, stem[at], actual[at], line, paths)
    elif key == "id":
        hint = _of_two_ids(stem[at], actual[at], line, path, files)
    else:
        hint = f"文件名和文件夹对的,{line};写在文件里的对,请把文件改名、移到该处。"
    message = f"文件里写的 {key} 与所在的文件夹或文件名不一致:按内容应放在 {expected}。"
    return loaded.place(key).problem("E301", message, hint)


def _of_a_twin(line: str) -> str:
    """Two files of equal content: one was overwritten, or prepared for the next month, or is superfluous."""
    anew = f"照着它写新的,{line},再换成新的内容;" if line else ""
    return f"该处已有文件,内容相同。盖掉了这里原来内容的,请从备份恢复;{anew}多余的副本,请删去这一个。"


def _renamed_folder(station: str, path: str, paths: Collection[str]) -> Problem | None:
    """Report a folder that is named after no station, if the station has no other folder; once for all its files."""
    folder, right = path.rpartition("/")[0], f"data/communities/{station}"
    is_station = f"data/stations/{folder.rpartition('/')[2]}.yml" in paths
    has_own = any(other.startswith(f"{right}/") for other in paths)
    if is_station or has_own or f"data/stations/{station}.yml" not in paths:
        return None
    message = f"没有派出所 {folder.rpartition('/')[2]},而这里的社区写的是 station: {station}。"
    return Place(path=f"{folder}/").problem("E301", message, f"请把这个文件夹改名为 {right}。")


def _of_two_ids(written: str, filed: str, line: str, path: str, files: Mapping[str, Loaded]) -> str:
    """Keep the id that other files refer to; if they refer to neither, the file name is more likely wrong."""
    others = [loaded for there, loaded in files.items() if there != path]
    # A bare number occurs in many files without referring to a record.
    is_written, is_filed = (
        not id_.isdigit() and any(id_ in other.scalars for other in others) for id_ in (written, filed)
    )
    if is_filed and not is_written:
        return f"{line}(别的文件里写的是它)。"
    rename = "请把文件改名、移到该处"
    return f"{rename}。" if is_written or not line else f"{rename};文件名对的,才{line.removeprefix('请')}。"


def _of_another_station(loaded: Loaded, written: str, filed: str, line: str, paths: Collection[str]) -> str:
    """Suggest only folders of stations that exist; between two, the one that the community's id begins with."""
    is_area = isinstance(loaded.record, Area)
    stations = [one for one in (written, filed) if f"data/stations/{one}.yml" in paths]
    moved = (
        "社区改归别的派出所的,还要写 earlier_stations: [{station: 原来的派出所, until: 最后一天}]。"
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
    """Report a meeting whose id is not <area>-<first date>, at the value that disagrees with the file's name.

    If only the area is unknown, that is reported by a check (E303).
    """
    meeting, name = loaded.record, loaded.source.path.removesuffix(".yml").rsplit("/")[-1]
    assert isinstance(meeting, Meeting)
    right = f"{meeting.area}-{meeting.first_date}"
    told = meeting.id.removesuffix(f"-{meeting.first_date}")
    if meeting.id == right or (meeting.area not in areas and told != meeting.id):
        return None
    key, hint = "id", f"请把这一行写成 id: {right},文件名写成 {right}.yml。"
    day = name.removeprefix(f"{meeting.area}-")
    if name == right:
        hint = f"请把这一行写成 id: {right}。"
    elif name == meeting.id and told in areas:
        key, hint = "area", f"请把这一行写成 area: {told}。"
    elif name == meeting.id and day != name and re.fullmatch(DAY, day):
        key, hint = "date", f"没有改期的,请把这一行写成 date: {day};改期了的,另加一行 previous_date: {day}。"
        if meeting.previous_date is not None:
            key = "previous_date"
            hint = f"请把这一行写成 previous_date: {day};没有改期的,写 date: {day},删去 previous_date。"
        hint += "改期时编号不变。"
    message = f"会议编号“{meeting.id}”应为“{right}”(社区编号-最初的日期)。"
    return loaded.place(key).problem("E301", message, hint)
