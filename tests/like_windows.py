"""Make this process lack what Python on Windows lacks: `python -c "import tests.like_windows; …"`, before all else.

`msvcrt.locking` is there, by locks that exclude as Windows' do. Read-only files and files that are open are neither
deleted nor replaced, links are refused, and text is written in GBK with CRLF unless the program says otherwise.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import inspect
import io
import os
import shutil
import signal
import stat
import subprocess  # noqa: F401 (asks for msvcrt, and for what is removed below)
import sys
import tempfile  # noqa: F401 (too)
import time
from collections.abc import Callable
from multiprocessing import context
from types import ModuleType
from typing import Any, Final

_MODULES: Final = ("fcntl", "grp", "pwd", "resource", "termios", "tty", "pty", "syslog", "readline")
_NAMES: Final = {
    os: (
        *(
            "fork",
            "forkpty",
            "geteuid",
            "getuid",
            "getgid",
            "getegid",
            "getgroups",
            "getpgid",
            "setsid",
            "nice",
        ),
        *(
            "chown",
            "lchown",
            "fchown",
            "fchmod",
            "mkfifo",
            "mknod",
            "statvfs",
            "fstatvfs",
            "sysconf",
            "uname",
        ),
        *(
            "sched_getaffinity",
            "sendfile",
            "sync",
            "fdatasync",
            "chroot",
            "getloadavg",
            "posix_spawn",
            "wait",
        ),
        *("O_NOFOLLOW", "O_DIRECTORY", "O_NONBLOCK", "O_CLOEXEC", "O_SYNC", "O_DSYNC", "O_PATH", "O_TMPFILE"),
    ),
    signal: (
        *("SIGPROF", "SIGALRM", "SIGVTALRM", "SIGKILL", "SIGHUP", "SIGPIPE", "SIGCHLD", "SIGUSR1", "SIGUSR2"),
        *("setitimer", "getitimer", "alarm", "pause", "pthread_kill", "pthread_sigmask", "ITIMER_PROF"),
    ),
    time: ("tzset",),
}


def _refusing(winerror: int) -> Callable[..., Any]:
    """As Python on Windows for a code of Windows that is none of C's."""

    def refuse(*_: Any, **__: Any) -> None:
        error = OSError(errno.EINVAL, "Invalid argument")
        vars(error)["winerror"] = winerror
        raise error

    return refuse


def _is_held(path: Any) -> bool:
    """Is it read-only, or open in this process?"""
    try:
        seen = os.lstat(path)
    except OSError:
        return False
    if stat.S_ISDIR(seen.st_mode):
        return False
    with os.scandir("/proc/self/fd") as handles:
        names = [entry.name for entry in handles]
    for name in names:
        try:
            opened = os.fstat(int(name))
        except OSError:
            continue
        if (opened.st_dev, opened.st_ino) == (seen.st_dev, seen.st_ino):
            return True
    return not seen.st_mode & stat.S_IWUSR


def _unless_held(function: Callable[..., Any], place: int) -> Callable[..., Any]:
    def refusing(*paths: Any, **options: Any) -> Any:
        if _is_held(paths[place]):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(paths[place]))
        return function(*paths, **options)

    return refusing


def _unless_a_folder(function: Callable[..., Any]) -> Callable[..., Any]:
    def refusing(old: Any, new: Any, **options: Any) -> Any:
        if os.path.isdir(new):  # noqa: PTH112 (a path may be a str)
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(new))
        return function(old, new, **options)

    return refusing


def _rename(function: Callable[..., Any]) -> Callable[..., Any]:
    def refusing(old: Any, new: Any, **options: Any) -> Any:
        if os.path.lexists(new):
            raise FileExistsError(
                errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(old), None, os.fspath(new)
            )
        return function(old, new, **options)

    return refusing


def _text_of_windows(function: Callable[..., Any]) -> Callable[..., Any]:
    asked = inspect.signature(function)

    def opened(*arguments: Any, **options: Any) -> Any:
        given = asked.bind(*arguments, **options).arguments
        if "b" not in given.get("mode", "r"):
            if given.get("encoding") in (None, "locale"):
                given["encoding"] = "gbk"
            if given.get("newline") is None and given.get("mode", "r") != "r":
                given["newline"] = "\r\n"
        return function(**given)

    return opened


def _no_folder(function: Callable[..., int]) -> Callable[..., int]:
    def opened(path: Any, flags: int, *rest: Any, **options: Any) -> int:
        if os.path.isdir(path):  # noqa: PTH112 (a path may be a str)
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(path))
        return function(path, flags, *rest, **options)

    return opened


def _locks() -> ModuleType:
    def locking(handle: int, mode: int, _size: int) -> None:
        assert mode == 2
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # PermissionError or BlockingIOError

    def refusing(handle: int, mode: int, size: int) -> None:
        try:
            locking(handle, mode, size)
        except OSError as error:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from error

    module = ModuleType("msvcrt")
    vars(module).update(locking=refusing, LK_NBLCK=2)
    return module


for _module in _MODULES:
    vars(sys)["modules"][_module] = None  # an import of it fails
sys.modules["msvcrt"] = _locks()
for _holder, _gone in _NAMES.items():
    for _name in _gone:
        if hasattr(_holder, _name):
            delattr(_holder, _name)
context.BaseContext.get_context = _refusing(1)  # type: ignore[method-assign]
os.symlink, os.link = _refusing(1314), _refusing(1)
os.unlink, os.remove = _unless_held(os.unlink, 0), _unless_held(os.remove, 0)
os.replace = _unless_a_folder(_unless_held(_unless_held(os.replace, 0), 1))
os.rename = _rename(_unless_held(os.rename, 0))
os.open = _no_folder(os.open)
os.supports_dir_fd.clear()
os.supports_fd.clear()
vars(shutil).update(_use_fd_functions=False, _USE_CP_SENDFILE=False)
builtins.open = io.open = _text_of_windows(io.open)
