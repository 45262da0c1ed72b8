"""`make bundle`: write `dist/jingwu-VERSION-PLATFORM` archives, which install, check and build without a network."""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from generator import __version__
from tools.bundle.locked import PLATFORMS, PROGRAM, Platform, Wheel, wheels_of

REPOSITORY: Final = Path(__file__).parents[2]
CARRIED: Final = Path(__file__).parent / "carried"
# Downloads stay, so that a second archive asks for nothing again; their hashes are compared each time.
DOWNLOADS: Final = REPOSITORY / ".venv/wheels"
STARTERS: Final = {"检查": "check", "预览": "preview", "生成": "build"}
_SHELL: Final = """#!/bin/sh
cd "$(dirname "$0")" || exit
python=$(cat program/python.txt 2>/dev/null) || { echo '还没有安装:请先运行 安装.sh。'; python=false; }
"$python" start.py COMMAND
code=$?
[ ! -t 0 ] || { printf '按回车键关闭。'; read -r _; }
exit "$code"
"""
# In no encoding but ASCII, so that it does not matter which code page the console has.
_CMD: Final = """@echo off
if not exist "%~dp0python\\python.exe" (
  start notepad "%~dp0README.txt"
  exit /b 1
)
"%~dp0python\\python.exe" "%~dp0SCRIPT" COMMAND
set code=%errorlevel%
pause
exit /b %code%
"""
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


class MissingWheelError(Exception):
    """A package has no wheel for a platform, or it cannot be fetched."""


def fetch(platform: Platform, pythons: Iterable[str], folder: Path) -> list[Wheel]:
    """Download what `folder` lacks, by pip and the hashes of the lock. Raises MissingWheelError."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = set[Wheel]()
    for python in pythons:
        wheels, lacking = wheels_of(platform, python)
        if lacking:
            raise MissingWheelError(f"{platform.name}、Python {python} 没有 wheel:{'、'.join(lacking)}。")
        wanted |= {*wheels}
        if new := [one for one in wheels if not _is_there(folder, one)]:
            _download(new, platform, python, folder)
    for one in sorted(wanted):
        if not _is_there(folder, one):
            raise MissingWheelError(f"下载来的不是 uv.lock 里的 {one.file}:请删去 .venv/wheels 再试。")
    return sorted(wanted)


def _is_there(folder: Path, wheel: Wheel) -> bool:
    file = folder / wheel.file
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == wheel.sha256


def _download(wheels: Sequence[Wheel], platform: Platform, python: str, folder: Path) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(requirements(wheels))
        file.flush()
        own = f"cp{python.replace('.', '')}"
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"]
        command += ["--no-deps", "--only-binary=:all:", "--require-hashes", "--requirement", file.name]
        command += ["--python-version", python, "--implementation", "cp", "--dest", f"{folder}"]
        for abi in (own, "abi3", "none"):
            command += ["--abi", abi]
        for tag in platform.tags:
            command += ["--platform", tag]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise MissingWheelError(f"下载不了软件包,请接通网络后再试;pip 的原话:\n{done.stderr}")


def requirements(wheels: Iterable[Wheel]) -> str:
    """What pip is to install, each by its hashes; pip itself is what installs."""
    hashes = dict[str, list[str]]()
    for one in sorted(wheels):
        hashes.setdefault(f"{one.package}=={one.version}", []).append(f"--hash=sha256:{one.sha256}")
    return "".join(f"{name} {' '.join(found)}\n" for name, found in hashes.items())


def program_wheel(folder: Path) -> Wheel:
    """The program itself, built into `folder`; its wheel has theme, prose and settings."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", f"{folder}"]
    subprocess.run(build, cwd=REPOSITORY, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    sha256 = hashlib.sha256(built.read_bytes()).hexdigest()
    return Wheel(package=PROGRAM, version=__version__, file=built.name, sha256=sha256)


def contents(platform: Platform, wheels: Iterable[Wheel]) -> dict[str, bytes]:
    """Every file of the archive but the wheels, by its path."""
    carried = {file.name: file.read_bytes() for file in sorted(CARRIED.iterdir()) if file.is_file()}
    readme = carried.pop("README-windows.txt" if platform.is_windows else "README-linux.txt")
    carried = {name: body for name, body in carried.items() if name.endswith(".py")}
    installed = (one for one in wheels if one.package != "pip")
    files = carried | {"requirements.txt": requirements(installed).encode()}
    for schema in sorted((REPOSITORY / "schemas").glob("*.json")):
        files[f"schemas/{schema.name}"] = schema.read_bytes()
    files["LICENSE"] = (REPOSITORY / "LICENSE").read_bytes()
    if platform.is_windows:
        files["README.txt"] = b"\xef\xbb\xbf" + readme.replace(b"\n", b"\r\n")
        scripts = {name: ("start.py", verb) for name, verb in STARTERS.items()}
        scripts |= {"安装": ("install.py", ""), "命令": ("start.py", "console")}
        for name, (script, verb) in scripts.items():
            text = _CMD.replace("SCRIPT", script).replace("COMMAND", verb).replace(" \n", "\n")
            files[f"{name}.cmd"] = text.replace("\n", "\r\n").encode("ascii")
        return files
    files["README.txt"] = readme
    files["安装.sh"] = carried_script("install.sh")
    files["jingwu.sh"] = carried_script("jingwu.sh")
    return files | {f"{name}.sh": _SHELL.replace("COMMAND", verb).encode() for name, verb in STARTERS.items()}


def carried_script(name: str) -> bytes:
    """A shell script that the archive for Linux carries."""
    return (CARRIED / name).read_bytes()


def write_archive(out: Path, platform: Platform, files: Mapping[str, bytes]) -> Path:
    """Write the files below one folder into an archive; the same files give the same bytes."""
    top = f"{PROGRAM}-{__version__}-{platform.name}"
    out.mkdir(parents=True, exist_ok=True)
    archive = out / f"{top}.{'zip' if platform.is_windows else 'tar.gz'}"
    if platform.is_windows:
        with zipfile.ZipFile(archive, "w") as packed:
            for path, body in sorted(files.items()):
                entry = zipfile.ZipInfo(f"{top}/{path}", _NO_TIME)
                packed.writestr(entry, body, zipfile.ZIP_DEFLATED)
        return archive
    with (
        archive.open("wb") as raw,
        gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w") as tar,
    ):
        for path, body in sorted(files.items()):
            one = tarfile.TarInfo(f"{top}/{path}")
            one.size, one.mode = len(body), 0o755 if path.endswith(".sh") else 0o644
            tar.addfile(one, io.BytesIO(body))
    return archive


def bundle(platform: Platform, pythons: Iterable[str], out: Path) -> Path:
    """Write the archive of a platform for these Pythons. Raises MissingWheelError."""
    wheels = fetch(platform, pythons, DOWNLOADS)
    with tempfile.TemporaryDirectory(prefix="bundle-") as folder:
        own = program_wheel(Path(folder))
        files = {f"wheels/{one.file}": (DOWNLOADS / one.file).read_bytes() for one in wheels}
        files[f"wheels/{own.file}"] = (Path(folder) / own.file).read_bytes()
    return write_archive(out, platform, files | contents(platform, [*wheels, own]))


def main(arguments: Sequence[str] | None = None) -> int:
    """Return exit code 1 if an archive cannot be made."""
    parser = argparse.ArgumentParser(prog="bundle", description=__doc__)
    parser.add_argument("platforms", nargs="*", choices=[[], *PLATFORMS], help="不写就是全部")
    parser.add_argument("--out", type=Path, default=Path("dist"), help="写到哪个目录")
    options = parser.parse_args(arguments)
    try:
        for name in options.platforms or PLATFORMS:
            archive = bundle(PLATFORMS[name], PLATFORMS[name].pythons, options.out)
            print(f"已写入 {archive}({archive.stat().st_size / 1e6:.0f} MB)")
    except MissingWheelError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
