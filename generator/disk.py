"""Read plain files, make folders that a web server can read, lock; and explain in Chinese why the system refuses."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from generator.problems import Place, Problem, ProblemsFound

# Windows has no owners, and neither deletes nor replaces a read-only file.
HAS_OWNERS: Final = hasattr(os, "geteuid")
# What a web server, which runs as another user, needs.
OPEN_FOLDER: Final = 0o755
OPEN_FILE: Final = 0o444 if HAS_OWNERS else 0o666
NEW_FOLDER: Final = 0o775
# No link is followed and no pipe waited for; Windows has none of these flags.
_READ: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_CLOSED_BY_EXEC: Final = getattr(os, "O_CLOEXEC", 0)
# In a folder that cannot be opened to lock it, as on Windows; the loader passes over hidden files.
_LOCK: Final = ".lock"
# How often a lock that cannot be waited for is tried [s].
_TRIES: Final = 0.1
_RIGHTS: Final = "请检查它和所在目录的权限"
_ROOM: Final = "请腾出磁盘空间后再试"
_PLAIN: Final = "请换成普通文件"
_CABLE: Final = "请检查网络磁盘是否还连着"
REINSTALL: Final = "请重新安装本程序(删去 .venv/ 再运行 make site),或从备份恢复这个文件。"
_LOOK: Final = "请核对路径,确认没有别的程序同时在改"
# Error numbers: description and remedy.
_SAID: Final = {
    errno.EACCES: ("没有权限", _RIGHTS),
    errno.EPERM: ("系统不允许", _RIGHTS),
    errno.EROFS: ("所在的磁盘是只读的", "请换一个能写的地方,或请管理员改为可写"),
    errno.ENOSPC: ("磁盘满了", _ROOM),
    errno.EDQUOT: ("用完了磁盘配额", _ROOM),
    errno.EFBIG: ("超过了文件大小的上限", _ROOM),
    errno.EIO: ("磁盘读写出错", "请检查磁盘;文件坏了的从备份恢复"),
    errno.EMFILE: ("打开的文件太多", "请让管理员调高打开文件数的上限(ulimit -n)"),
    errno.ENFILE: ("整台机器打开的文件太多", "请关掉别的程序后再试"),
    errno.ENOMEM: ("内存不够", "请关掉别的程序后再试"),
    errno.ENOENT: ("不见了", _LOOK),
    errno.EEXIST: ("已经有了", _LOOK),
    errno.ENOTEMPTY: ("目录里有别的内容", _LOOK),
    errno.ENOTDIR: ("路径中间有一段不是目录", _LOOK),
    errno.EISDIR: ("是目录,不是文件", _PLAIN),
    errno.ELOOP: ("是链接,或者链接绕成了圈", _PLAIN),
    errno.ENXIO: ("是管道、设备一类的特殊文件", _PLAIN),
    errno.ENAMETOOLONG: ("名称太长", "请改用短一些的名称"),
    errno.EBUSY: ("正被别的程序使用", "请等它结束后再试"),
    errno.EXDEV: ("跨了两个磁盘", "请放在同一个磁盘上"),
    errno.ENOLCK: ("所在的磁盘不能加锁", "请放在本机的磁盘上"),
    errno.EOPNOTSUPP: ("所在的磁盘不支持这个操作", "请放在本机的磁盘上"),
    errno.ESTALE: ("网络磁盘断开了", _CABLE),
    errno.ENOTCONN: ("网络磁盘断开了", _CABLE),
    errno.ETIMEDOUT: ("网络磁盘没有回应", _CABLE),
}
_USED: Final = ("正被别的程序使用", "请关掉正打开它的程序(例如 Excel、资源管理器)后再试")
# What Windows tells more exactly by numbers of its own.
_SAID_BY_WINDOWS: Final = {
    3: ("路径不存在,或者超过了 260 个字符", "请把整个文件夹移到短一些的路径(例如 D:\\jingwu)再试"),
    32: _USED,
    33: _USED,
    206: ("名称或路径太长", "请把整个文件夹移到短一些的路径(例如 D:\\jingwu)再试"),
    1314: ("这台电脑不许建立链接", "请在 Linux 上运行这个命令"),
}


def words(error: OSError) -> tuple[str, str]:
    """What the system reported in Chinese, and what to do."""
    if said := _SAID_BY_WINDOWS.get(getattr(error, "winerror", None) or 0):
        return said
    name = errno.errorcode.get(error.errno or 0, "未知")
    return _SAID.get(error.errno or 0, (f"系统报告错误 {name}", "请核对路径和磁盘后再试"))


def no_data() -> Problem:
    """The problem of a missing data/: most likely the command was run in another directory."""
    hint = (
        "请先用 cd 进入有 data/ 的那个目录再运行,或在命令后面加 --root 那个目录;data/ 丢失了的,请从备份恢复。"
    )
    return Place(path="data/").problem("E111", "这里没有 data/(数据目录)。", hint)


def refusal(error: OSError, path: Path | str) -> Problem:
    """The problem of an operation that the system refused; `path` is used if the error names none."""
    found, mend = words(error)
    # Of two paths the second is the target; the first may be just the text of a link.
    names = (name for name in (error.filename2, error.filename) if isinstance(name, str | bytes))
    named = next(names, str(path))
    return Place(path=os.fsdecode(named)).problem("E508", f"这里读写不了:{found}。", f"{mend}。")


@contextmanager
def refusals_told(path: Path | str) -> Iterator[None]:
    """Raise ProblemsFound for an OSError in the block; `path` is used if the error names none."""
    try:
        yield
    except OSError as error:
        raise ProblemsFound([refusal(error, path)]) from error


@contextmanager
def library_data(path: Path | str) -> Iterator[None]:
    """Raise ProblemsFound if a library cannot read its own data at `path` in the block."""
    try:
        yield
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        named = error.filename if isinstance(error, OSError) and error.filename else path
        message = f"本程序要用的数据读不出来,原话是:{error}。"
        raise ProblemsFound([Place(path=os.fsdecode(named)).problem("E508", message, REINSTALL)]) from error


@contextmanager
def _naming(path: str | Path) -> Iterator[None]:
    """Name the path in an OSError of an operation on a file handle."""
    try:
        yield
    except OSError as error:
        said = (error.errno, os.strerror(error.errno or 0), os.fspath(path))
        raise OSError(*said, getattr(error, "winerror", None)) from error


def _opened(path: str | Path, flags: int) -> int:
    """A handle of what stands at the path itself; without O_NOFOLLOW by looking first."""
    if not hasattr(os, "O_NOFOLLOW") and os.path.islink(path):  # noqa: PTH114 (a path may be a str)
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return os.open(path, flags | _CLOSED_BY_EXEC, 0o644)


def _require_plain(handle: int) -> None:
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))


def read_plain(path: str | Path, limit: int) -> bytes:
    """Read at most `limit` + 1 bytes. Raises OSError with the path, also for links and special files."""
    with _naming(path), open(_opened(path, _READ), "rb") as file:
        _require_plain(file.fileno())
        return file.read(limit + 1)


def make_folder(folder: Path) -> None:
    """Make the folder and its missing parents; new ones are readable, not writable, by all, whatever the umask."""
    missing = [folder]
    while not os.path.lexists(parent := missing[-1].parent):
        missing.append(parent)
    for each in reversed(missing):
        try:
            each.mkdir(NEW_FOLDER)
        except FileExistsError:
            if not each.is_dir():
                raise
        else:
            open_to_readers(each)


def open_to_readers(folder: Path) -> None:
    """Let everybody list and enter the folder."""
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & OPEN_FOLDER != OPEN_FOLDER:
        folder.chmod(mode | OPEN_FOLDER)


@contextmanager
def locked(path: Path, *, folder: bool = False) -> Iterator[None]:
    """Hold an exclusive lock on `path`, a lock file or an existing folder; waits for it.

    The system ends it with this process, however that ends.
    """
    directory = getattr(os, "O_DIRECTORY", 0)
    if folder and not directory:
        path, folder = path / _LOCK, False
    handle = _opened(path, os.O_RDONLY | directory if folder else _READ | os.O_RDWR | os.O_CREAT)
    try:
        with _naming(path):
            if not folder:
                _require_plain(handle)
            _lock(handle)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    try:
        fcntl: Any = import_module("fcntl")
    except ImportError:  # Windows, whose own waiting gives up after ten tries
        msvcrt: Any = import_module("msvcrt")
        while True:
            with suppress(PermissionError):  # another process has it
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
                return
            time.sleep(_TRIES)
    fcntl.flock(handle, fcntl.LOCK_EX)
