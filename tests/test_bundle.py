"""The archives of `make bundle`: installed, and a site built with them, where there is no network at all."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Final

import pytest

from tests.small_sites import AS_OF, REPOSITORY, bureau_in, tree_in
from tests.test_founding import list_in
from tools.bundle.command import DOWNLOADS, bundle, contents, write_archive
from tools.bundle.locked import PLATFORMS, WINDOWS, linux, wheels_of

HERE: Final = linux(platform.machine())
PYTHON: Final = f"3.{sys.version_info.minor}"
# A network of its own, which has no interface that is up.
ALONE: Final = ("unshare", "--map-root-user", "--net")


def alone(*command: str | Path, cwd: Path, code: int = 0) -> str:
    """Run where there is no network; a system that forbids it fails the test: nothing would be proved."""
    probe = subprocess.run([*ALONE, "true"], check=False, capture_output=True, text=True)
    assert probe.returncode == 0, (
        f"unshare --net is not permitted here, so this is not proved: {probe.stderr}"
    )
    done = subprocess.run(
        [*ALONE, *command], check=False, cwd=cwd, capture_output=True, text=True, env=_bare()
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def _bare() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LANG": "C.UTF-8", "PYTHON": sys.executable}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive for this machine and this Python, unpacked into a folder with a space in its name."""
    out = tmp_path_factory.mktemp("安装 包")
    with tarfile.open(bundle(HERE, [PYTHON], out)) as archive:
        archive.extractall(out, filter="data")
    (top,) = (one for one in out.iterdir() if one.is_dir())
    return top


def test_all_works_without_a_network(unpacked: Path, tmp_path: Path) -> None:
    """Install, new, check and build; the bytes are those of the checkout."""
    assert alone("sh", "安装.sh", cwd=unpacked) == "装好了。下一步见 README.txt。\n"
    new = (
        "new",
        "资料",
        "--divisions",
        list_in(tmp_path),
        "--name",
        "襄阳市公安局",
        "--sample",
        "--months",
        "1",
    )
    alone("sh", "jingwu.sh", *new, "--as-of", f"{AS_OF}", cwd=unpacked)
    assert "0 个错误" in alone("sh", "检查.sh", cwd=unpacked)
    alone("sh", "生成.sh", cwd=unpacked)
    assert (unpacked / "资料/site/index.html").is_file()
    root = bureau_in(tmp_path / "root")
    build = ("build", "--root", root, "--as-of", f"{AS_OF}", "--out")
    alone("sh", "jingwu.sh", *build, tmp_path / "there", cwd=unpacked)
    here = "from generator.cli import main; main()"
    command: list[str | Path] = [sys.executable, "-c", here, *build, tmp_path / "here"]
    subprocess.run(command, check=True, capture_output=True, cwd=REPOSITORY)
    assert tree_in(tmp_path / "there") == tree_in(tmp_path / "here")
    for name in ("检查", "预览", "生成"):
        assert f'Exec=/bin/sh "{unpacked}/{name}.sh"\n' in (unpacked / f"{name}.desktop").read_text("utf-8")


def test_a_changed_wheel_is_not_installed(unpacked: Path) -> None:
    """One byte more, and the program that was there stays."""
    wheel = next((unpacked / "wheels").glob("jinja2-*.whl"))
    whole = wheel.read_bytes()
    wheel.write_bytes(whole + b"\0")
    try:
        assert "没有装成" in alone("sh", "安装.sh", cwd=unpacked, code=1)
        assert not (unpacked / "program.new").exists()
    finally:
        wheel.write_bytes(whole)


def test_a_starter_before_the_install_says_so(tmp_path: Path) -> None:
    """In a folder where nothing was installed, and in one without records."""
    for name, body in contents(HERE, []).items():
        if name.endswith((".sh", ".py")):
            (tmp_path / name).write_bytes(body)
    assert alone("sh", "检查.sh", cwd=tmp_path, code=1) == "还没有安装:请先运行 安装.sh。\n"
    (tmp_path / "program").mkdir()
    (tmp_path / "program/python.txt").write_text(sys.executable)
    assert alone("sh", "检查.sh", cwd=tmp_path, code=1).startswith("还没有单位的资料:")


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_locked_package_has_a_wheel(name: str) -> None:
    """For each Python of each archive."""
    found = {python: wheels_of(PLATFORMS[name], python)[1] for python in PLATFORMS[name].pythons}
    assert found == {python: [] for python in PLATFORMS[name].pythons}


def test_what_loongarch_lacks_is_told() -> None:
    """The document names the packages without a wheel there, and no others."""
    lacking = wheels_of(linux("loongarch64"), "3.13")[1]
    assert f"{'、'.join(lacking)}" in (REPOSITORY / "docs/offline.md").read_text("utf-8")


def test_the_archive_for_windows(tmp_path: Path) -> None:
    """Starters are ASCII with CRLF, whatever code page the console has; the same files give the same bytes."""
    files = contents(WINDOWS, [])
    archive = write_archive(tmp_path, WINDOWS, files)
    first = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert hashlib.sha256(write_archive(tmp_path, WINDOWS, files).read_bytes()).hexdigest() == first
    with zipfile.ZipFile(archive) as packed:
        read = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
    commands = {name: body for name, body in read.items() if name.endswith(".cmd")}
    assert commands.keys() == {"安装.cmd", "命令.cmd", "检查.cmd", "预览.cmd", "生成.cmd"}
    for body in commands.values():
        assert body.isascii()
        assert body.count(b"\n") == body.count(b"\r\n") > 5
    assert b'"%~dp0start.py" check' in commands["检查.cmd"]
    assert {
        "start.py",
        "install.py",
        "requirements.txt",
        "README.txt",
        "schemas/bureau.schema.json",
    } <= read.keys()
    assert not [name for name in read if name.endswith(".sh")]
    assert len(max(read, key=len)) < 100


def test_downloads_are_those_of_the_lock(unpacked: Path) -> None:
    """Every wheel of the archive but the program has a hash that the lock has."""
    lock = (REPOSITORY / "uv.lock").read_text("utf-8")
    wheels = [*(unpacked / "wheels").iterdir()]
    strange = [one.name for one in wheels if hashlib.sha256(one.read_bytes()).hexdigest() not in lock]
    assert [name.partition("-")[0] for name in strange] == ["jingwu"]
    assert {one.name for one in wheels} - {*strange} <= {one.name for one in DOWNLOADS.iterdir()}


@pytest.mark.parametrize("has_uv", [False, True], ids=["pip", "uv"])
def test_without_a_network_the_setup_says_one_sentence(tmp_path: Path, *, has_uv: bool) -> None:
    """With pip, which is to fetch uv, and with uv, which is to fetch the packages."""
    shutil.copytree(REPOSITORY / "tools", tmp_path / "tools")
    shutil.copytree(REPOSITORY / "generator", tmp_path / "generator")
    for name in ("pyproject.toml", "uv.lock", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, tmp_path)
    if has_uv and (REPOSITORY / ".uv").is_dir():
        shutil.copytree(REPOSITORY / ".uv", tmp_path / ".uv", symlinks=True)
    said = alone("sh", "tools/setup.sh", "packages", "--no-dev", cwd=tmp_path, code=1)
    assert said.startswith("装不了软件包，下载的地址连不上：")
    assert said.count("\n") == 1
    assert "make bundle" in said
