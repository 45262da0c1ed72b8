"""Which files of `uv.lock` a platform needs: for each package and each Python the wheel that pip would choose."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename

LOCK: Final = Path(__file__).parents[2] / "uv.lock"
PROGRAM: Final = "jingwu"
# The oldest C library that counts: Kylin V10 and UOS 20 have 2.28.
_GLIBC: Final = range(28, 16, -1)


@dataclass(frozen=True, kw_only=True)
class Platform:
    """A kind of machine: its name in the archive's, its tags, best first, and the Pythons that the archive serves."""

    name: str
    system: str
    tags: tuple[str, ...]
    pythons: tuple[str, ...]

    @property
    def is_windows(self) -> bool:
        """Is it Windows?"""
        return self.system == "win32"


@dataclass(frozen=True, kw_only=True, order=True)
class Wheel:
    """A file of the lock."""

    package: str
    version: str
    file: str
    sha256: str


def linux(machine: str) -> Platform:
    """Debian, UOS or Kylin with the system's own Python."""
    tags = (*(f"manylinux_2_{minor}_{machine}" for minor in _GLIBC), f"manylinux2014_{machine}")
    return Platform(
        name=f"linux-{machine}", system="linux", tags=tags, pythons=("3.11", "3.12", "3.13", "3.14")
    )


# The Python that staff add to Windows is of one version: see docs/offline.md.
WINDOWS: Final = Platform(name="windows-x64", system="win32", tags=("win_amd64",), pythons=("3.13",))
PLATFORMS: Final = {one.name: one for one in (linux("x86_64"), linux("aarch64"), WINDOWS)}


def _packages() -> dict[str, Mapping[str, Any]]:
    return {one["name"]: one for one in tomllib.loads(LOCK.read_text("utf-8"))["package"]}


def needed(platform: Platform, python: str) -> list[Mapping[str, Any]]:
    """What the program needs there, and pip itself, as the lock has it; the program is left out."""
    packages, wanted, found = _packages(), [PROGRAM, "pip"], dict[str, Mapping[str, Any]]()
    environment = {
        "sys_platform": platform.system,
        "platform_system": "Windows" if platform.is_windows else "Linux",
        "os_name": "nt" if platform.is_windows else "posix",
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    while wanted:
        name = wanted.pop()
        if name not in found:
            found[name] = packages[name]
            wanted += [
                one["name"]
                for one in packages[name].get("dependencies", ())
                if "marker" not in one or Marker(one["marker"]).evaluate(environment)
            ]
    return [found[name] for name in sorted(found) if name != PROGRAM]


def wheel_of(package: Mapping[str, Any], platform: Platform, python: str) -> Wheel | None:
    """The best wheel of a package, None if the lock has none that runs there."""
    ranks = {tag: rank for rank, tag in enumerate(_tags(platform, python))}
    ranked = []
    for one in package.get("wheels", ()):
        file = one["url"].rpartition("/")[2]
        fitting = [ranks[tag] for tag in parse_wheel_filename(file)[3] if tag in ranks]
        if fitting:
            ranked.append((min(fitting), file, one["hash"].removeprefix("sha256:")))
    if not ranked:
        return None
    _, file, sha256 = min(ranked)
    return Wheel(package=package["name"], version=package["version"], file=file, sha256=sha256)


def _tags(platform: Platform, python: str) -> Iterator[Tag]:
    version = tuple(map(int, python.split(".")))
    own = f"cp{python.replace('.', '')}"
    yield from cpython_tags(version, [own], platform.tags)
    yield from compatible_tags(version, own, platform.tags)


def wheels_of(platform: Platform, python: str) -> tuple[list[Wheel], list[str]]:
    """All wheels for one Python, and the packages that have none there."""
    found = {one["name"]: wheel_of(one, platform, python) for one in needed(platform, python)}
    return [one for one in found.values() if one], [name for name, one in found.items() if one is None]
