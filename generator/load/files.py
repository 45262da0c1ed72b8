"""Find the files of a data directory and decode their text; refuse what is unsafe.

Hidden files and the leftovers of editors are ignored; links, other kinds of file, oversized and undecodable files
are problems.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from generator.disk import read_plain, words
from generator.problems import Place, Problem, visible

# Five times the longest page. Any file of this size is checked within two seconds, whatever it repeats.
MAX_BYTES: Final = 128 * 1024
# Releases and spot checks are drawn up by a command, with lines for every community or every tenth: China's largest
# bureau fills a megabyte.
MAX_LISTED_BYTES: Final = 16 * 1024 * 1024
_LISTS: Final = ("data/releases/", "data/audits/")
# Hidden files, and files that programs create beside others: Explorer's metadata, the backups and swap files of
# Emacs, Vim and gedit, the owner files of Word and WPS.
_LEFT_ALONE: Final = re.compile(r"\..*|Thumbs\.db|desktop\.ini|.*~|#.*#|~\$.*|.*\.sw[a-p]", re.DOTALL)

# What Windows cannot have as a name; a device is one whatever follows the dot.
_NOT_ON_WINDOWS: Final = re.compile(
    r'(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?|.*[<>:"|?*\\].*|.*[. ]', re.IGNORECASE
)

# C0 and C1 controls except tab and line ends, the bidirectional controls, Unicode's own line ends, lone surrogates.
UNSAFE_CHARACTER: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, kw_only=True)
class Source:
    """A data file: its path relative to the root, its bytes, and its time and size when they were read.

    A shared file has the path of the file of the bureau's own that it replaces, and `stands_at`, its own.
    """

    path: str
    content: bytes
    stands_at: str | None = None
    signature: tuple[int, int] | None = field(default=None, compare=False)


def sources(root: Path, known: Mapping[str, Source]) -> tuple[list[Source], list[str], list[Problem]]:
    """The YAML files under root/data in path order, the names of the photos, and the problems of all other files.

    A file of `known` with the same time and size is not read again.
    """
    found: list[Source] = []
    photos: list[str] = []
    problems: list[Problem] = []
    files = dict(plain_files(root / "data", "data/", problems))
    for path, file in files.items():
        if path == f"data/photos/{file.name}" and path.endswith(".jpg"):
            photos.append(file.name)
        elif not path.endswith(".yml"):
            hint = _hint_for_stranger(path, files)
            problems.append(Place(path=path).problem("E110", "data/ 里只能放 .yml 数据文件和照片。", hint))
        elif isinstance(source := read_source(path, file, known.get(path)), Source):
            found.append(source)
        else:
            problems.append(source)
    return found, photos, problems


def _hint_for_stranger(path: str, there: Container[str]) -> str:
    """Never suggest a name that another file has."""
    right = re.sub(r"(?i)\.(?:ya?ml(?:\.txt)?)$", ".yml", path)
    if path.startswith("data/photos/") and path.lower().endswith((".jpg", ".jpeg", ".png", ".heic")):
        in_folder = path.endswith(".jpg")
        other = "照片请另存为 JPEG,文件名以小写的 .jpg 结尾。"
        return "照片直接放在 data/photos/ 里,不要再分文件夹。" if in_folder else other
    if right == path:
        return "请移到 data/ 以外。"
    if right not in there:
        return "请把扩展名改成 .yml。"
    name = visible(right.rpartition("/")[2])
    return f"那里已有 {name}:请先对照两个文件,把要用的内容写进它,再把这个移到 data/ 以外。"


def plain_files(top: Path, prefix: str, problems: list[Problem]) -> list[tuple[str, os.DirEntry[str]]]:
    """The plain files below a folder, sorted by path (behind `prefix`). Links are not followed."""
    found = []
    pending = [(prefix, str(top))]
    while pending:
        prefix, folder = pending.pop()
        try:
            with os.scandir(folder) as scanned:
                entries = sorted(
                    (entry for entry in scanned if not _LEFT_ALONE.fullmatch(entry.name)),
                    key=lambda entry: entry.name,
                )
        except OSError as error:
            problems.append(unreadable(prefix, "目录", error))
            continue
        taken = dict[str, str]()
        for entry in entries:
            path = f"{prefix}{entry.name}"
            if not _is_plain(entry):
                hint = "请放上普通文件,并确认有读取权限。"
                problems.append(Place(path=path).problem("E112", "这是链接或特殊文件。", hint))
            elif (fault := _fault_of(entry.name, taken)) is not None:
                problems.append(Place(path=path).problem("E119", *fault))
            elif entry.is_dir():
                pending.append((f"{path}/", entry.path))
            else:
                found.append((path, entry))
    return sorted(found, key=lambda one: one[0])


def _fault_of(name: str, taken: dict[str, str]) -> tuple[str, str] | None:
    """Why not every system can have a file of this name beside those `taken`, and what to do; it is taken then."""
    if (
        not name.isprintable()
    ):  # bytes that are not UTF-8 become lone surrogates, which are not printable either
        return "文件名不是 UTF-8,或者含有看不见的字符。", "请重新命名(常见于从压缩包里解出的文件)。"
    if _NOT_ON_WINDOWS.fullmatch(name):
        hint = '请换一个名称:不用 con、nul、aux 这些设备名,不用 < > : " | ? * \\,也不以点或空格结尾。'
        return "Windows 上不能有这个名称的文件。", hint
    if (other := taken.setdefault(name.casefold(), name)) != name:
        return f"和 {other} 只差大小写,在 Windows 上是同一个文件。", "请留下一个,或改成另一个名称。"
    return None


def _is_plain(entry: os.DirEntry[str]) -> bool:
    """Is it a plain file or folder? Usually scandir knows; where it has to ask the system, the system may refuse."""
    try:
        return not entry.is_symlink() and (entry.is_dir() or entry.is_file())
    except OSError:
        return False


def read_source(path: str, file: os.DirEntry[str] | Path, known: Source | None = None) -> Source | Problem:
    """Read a file, or tell its problem. A `known` file of the same time and size is not read again."""
    try:
        stat = file.stat()
        signature = (stat.st_mtime_ns, stat.st_size)
        if known is not None and known.signature == signature:
            return known
        limit = MAX_LISTED_BYTES if path.startswith(_LISTS) else MAX_BYTES
        content = b"" if stat.st_size > limit else read_plain(os.fspath(file), limit)
        if (size := max(stat.st_size, len(content))) <= limit:
            return Source(path=path, content=content, signature=signature)
        message = f"文件有 {size:,} 字节,超过了 {limit // 1024} KiB 的上限。"
        hint = "一个文件只写一条记录;请检查是不是误贴了别的内容。"
        hint = "请分成几页。" if path.endswith(".md") else hint
        return Place(path=path).problem("E102", message, hint)
    except OSError as error:
        return unreadable(path, "文件", error)


def unreadable(path: str, what: str, error: OSError) -> Problem:
    """The problem of a file or folder that the system refuses to read."""
    found, mend = words(error)
    return Place(path=path).problem("E112", f"{what}读不出来({found})。", f"{mend}。")


def text_of(source: Source) -> str | Problem:
    """The file's text without a byte order mark, line ends unchanged; or why it cannot be used."""
    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = source.content[: error.start].decode("utf-8", "replace")
        place = Place.in_text(source.path, before, len(before))
        return place.problem("E101", "从这里起不是 UTF-8 编码。", _in_utf8(source.content))
    if unsafe := UNSAFE_CHARACTER.search(text):
        message = f"含有看不见的控制字符 U+{ord(unsafe[0]):04X}。"
        hint = "请删去这个字符后重新输入(常见于从网页或聊天软件复制的文字)。"
        return Place.in_text(source.path, text, unsafe.start()).problem("E103", message, hint)
    return text


def _in_utf8(content: bytes) -> str:
    """How to convert the file. Saving it from an editor that shows garbage would destroy it."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "这是 Word、Excel 文件或压缩包,只改扩展名没有用:请照数据格式说明里的例子,把内容写进 .yml 文本文件。"
    return "请用记事本打开,看到汉字都正常,再“另存为”,编码选 UTF-8;显示成乱码的不要保存,请换一个编辑器或从备份恢复。"
