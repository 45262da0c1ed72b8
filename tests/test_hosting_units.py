"""deploy/systemd and deploy/Containerfile: hardened, enough for the program, and failures told in Chinese."""

from __future__ import annotations

import base64
import configparser
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from generator.cli import main
from tests.small_sites import REPOSITORY, tree_in
from tests.web_servers import DEPLOY

SYSTEMD: Final = DEPLOY / "systemd"
SERVICE: Final = SYSTEMD / "jingwu-deploy.service"


def commands() -> list[list[str]]:
    """The service's commands in order."""
    lines = SERVICE.read_text("utf-8").splitlines()
    return [shlex.split(line.removeprefix("ExecStart=")) for line in lines if line.startswith("ExecStart=")]


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*map(str, command)], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """systemd itself finds nothing wrong, and rates what the service may do as nearly nothing."""
    for unit in SYSTEMD.glob("jingwu-*.*"):
        # The programs are not installed here.
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text("utf-8"), flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text, "utf-8")
    units = sorted(tmp_path.iterdir())
    assert len(units) == 3
    found = run("systemd-analyze", "verify", *units)
    assert (found.returncode, found.stderr) == (0, "")
    rated = run("systemd-analyze", "security", "--offline=true", "--threshold=10", tmp_path / SERVICE.name)
    assert rated.returncode == 0, rated.stdout[-300:]  # a threshold of 10 is an exposure of 1.0 of 10


def test_the_timer_rings_each_morning_in_china() -> None:
    """At 05:30 in China, also after a night in which the machine was off."""
    timer = configparser.ConfigParser()
    timer.optionxform = str  # type: ignore[assignment,method-assign]
    timer.read(SYSTEMD / "jingwu-deploy.timer", "utf-8")
    assert timer["Timer"]["Persistent"] == "true"
    told = run("systemd-analyze", "calendar", timer["Timer"]["OnCalendar"], TZ="UTC")
    assert re.search(r"Next elapse: .* 21:30:00 UTC", told.stdout), told.stdout + told.stderr


def test_the_commands_of_the_service_exist() -> None:
    """The service checks, then publishes, with options that these commands have."""
    assert [command[1] for command in commands()] == ["check", "deploy"]
    for _, name, *arguments in commands():
        options = {option for parameter in main.commands[name].params for option in parameter.opts}
        assert {one for one in arguments if one.startswith("--")} <= options


def confined(
    command: list[str], writable: list[Path], environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command without a network, where nothing but these folders can be written."""
    binds = "".join(f"mount --bind {shlex.quote(str(one))} {shlex.quote(str(one))} && " for one in writable)
    script = f'{binds}mount -o remount,bind,ro / && exec "$@"'
    wrapped = ["unshare", "--map-root-user", "--net", "--mount", "sh", "-euc", script, "sh", *command]
    return run(*wrapped, **environment)


def test_the_paths_of_the_service_are_enough(root: Path, tmp_path: Path) -> None:
    """With the service's writable paths alone and no network, check and deploy publish the site; records stay."""
    site, cache, temporary = tmp_path / "site", root / ".jingwu_cache", tmp_path / "temporary"
    for folder in (site, cache, temporary):
        folder.mkdir(mode=0o700)
    text = SERVICE.read_text("utf-8")
    (written,) = re.findall(r"^ReadWritePaths=(.*)", text, re.MULTILINE)
    places = {"/srv/jingwu-records": str(root), "/srv/jingwu": str(site)}

    def here(path: str) -> str:
        name, _, below = path.partition("/.")
        return places[name] + (f"/.{below}" if below else "") if name in places else path

    before = tree_in(root / "data")
    environment = {"TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}
    for _, *arguments in commands():
        command = [
            sys.executable,
            "-c",
            "from generator.cli import main; main()",
            *map(here, arguments),
            "--as-of",
            "2026-11-24",
        ]
        done = confined(command, [*map(Path, map(here, written.split())), temporary], environment)
        assert done.returncode == 0, done.stderr[-2000:]
    assert (site / "current/index.html").is_file()
    assert tree_in(root / "data") == before
    refused = confined(["touch", str(root / "data/x")], [site], environment)
    assert "Read-only file system" in refused.stderr


SHOWN: Final = (
    "{{ path=/opt/jingwu/.venv/bin/jingwu ; argv[]=/opt/jingwu/.venv/bin/jingwu check --root /srv/jingwu-records ; "
    "ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=7 ; {check} }}\n"
    "{{ path=/opt/jingwu/.venv/bin/jingwu ; argv[]=/opt/jingwu/.venv/bin/jingwu deploy --root /srv/jingwu-records "
    "--to /srv/jingwu ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=8 ; {deploy} }}\n"
)
FINE: Final = "code=exited ; status=0"
NOT_RUN: Final = "code=(null) ; status=0/0"


@pytest.mark.parametrize(
    ("result", "code", "check", "deploy", "expected"),
    [
        ("exit-code", "1", "code=exited ; status=1", NOT_RUN, ("检查资料", "资料有错误")),
        ("exit-code", "1", FINE, "code=exited ; status=1", ("生成和发布网站", "发布被拒绝")),
        ("exit-code", "2", "code=exited ; status=2", NOT_RUN, ("检查资料", "目录不存在")),
        ("exit-code", "203", "code=exited ; status=203", NOT_RUN, ("检查资料", "不能运行")),
        ("exit-code", "217", "code=exited ; status=217", NOT_RUN, ("检查资料", "没有用户 jingwu")),
        ("timeout", "15", FINE, "code=killed ; status=15/TERM", ("生成和发布网站", "超过时限")),
        ("oom-kill", "9", FINE, "code=killed ; status=9/KILL", ("生成和发布网站", "内存不够")),
        ("signal", "9", FINE, "code=killed ; status=9/KILL", ("生成和发布网站", "被信号 9 停止")),
        ("protocol", "0", FINE, FINE, ("自动发布", "结果是 protocol")),
    ],
)
def test_a_failure_is_told_in_a_mail(
    result: str, code: str, check: str, deploy: str, expected: tuple[str, str], tmp_path: Path
) -> None:
    """By command and exit code a mail says in Chinese what failed and where, and quotes no text of the records."""
    shown = {
        "Result": result,
        "ExecMainStatus": code,
        "InvocationID": "0123456789abcdef",
        "ExecStart": SHOWN.format(check=check, deploy=deploy),
    }
    (tmp_path / "shown.json").write_text(json.dumps(shown), "utf-8")
    log = "data/a.yml:3:7: [E203] 警号“张三 13900000000”应为 6 位数字。\n共 1 个错误、0 个提醒。\n"
    (tmp_path / "log").write_text(log, "utf-8")
    lookup = (
        f"import json,sys; print(json.load(open('{tmp_path}/shown.json'))[sys.argv[1].partition('=')[2]])"
    )
    programs = {
        "systemctl": f'{sys.executable} -c "{lookup}" "$3"',
        "journalctl": f"cat {tmp_path}/log",
        "sendmail": f'[ "$1" = -t ] && cat > {tmp_path}/mail',
    }
    for name, body in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "SENDMAIL": f"{tmp_path}/sendmail"}
    command = (SYSTEMD / "jingwu-deploy-failed", SERVICE.name)
    printed = run(*command, **environment)
    assert (printed.returncode, printed.stderr) == (0, "")
    assert not (tmp_path / "mail").exists()
    sent = run(*command, **environment, MAILTO="webmaster@jingwu.example")
    assert (sent.returncode, sent.stderr, sent.stdout) == (0, "", printed.stdout)
    head, _, body = (tmp_path / "mail").read_text("utf-8").partition("\n\n")
    assert "To: webmaster@jingwu.example" in head
    assert "Content-Transfer-Encoding: base64" in head
    subject = re.search(r"Subject: =\?UTF-8\?B\?(.*)\?=", head)
    assert subject
    assert base64.b64decode(subject[1]).decode() == "社区警务公开网今天没有更新"
    assert base64.b64decode(body).decode() == printed.stdout
    for part in (*expected, f"退出码 {code}", "data/a.yml:3:7: [E203]\n", f"systemctl start {SERVICE.name}"):
        assert part in printed.stdout
    assert "张三" not in printed.stdout
    assert "13900000000" not in printed.stdout


def instructions() -> list[tuple[str, str]]:
    """The Containerfile's instructions, continued lines joined."""
    text = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def test_the_container_runs_as_nobody_and_fetches_only_what_is_locked() -> None:
    """Nothing is fetched but Debian's packages and those of uv.lock; the last user is not root."""
    found = instructions()
    words = [word for word, _ in found]
    assert words[0] == "FROM"
    assert "ADD" not in words
    assert not re.search(r"curl|wget|https?:|pip install", " ".join(rest for _, rest in found))
    users = [rest for word, rest in found if word == "USER"]
    assert re.fullmatch(r"[1-9][0-9]*:[1-9][0-9]*", users[-1])
    assert {word for word, _ in found[words.index("USER") :]} == {"USER", "ENTRYPOINT", "CMD"}
    usage = (DEPLOY / "Containerfile").read_text("utf-8")
    for promised in ("--network none", "--read-only", "--cap-drop all", "no-new-privileges", "/records:ro"):
        assert promised in usage


def test_what_the_container_copies_is_the_whole_program(root: Path, tmp_path: Path) -> None:
    """From the copied files alone, without a network and with a read-only root, the container's command publishes."""
    image, site = tmp_path / "image", tmp_path / "site"
    (image / "temporary").mkdir(parents=True)
    site.mkdir()
    (root / ".jingwu_cache").mkdir(mode=0o700)
    for word, rest in instructions():
        if word == "COPY":
            *sources, target = rest.split()
            for source in sources:
                if (REPOSITORY / source).is_dir():
                    no_caches = shutil.ignore_patterns("__pycache__")
                    shutil.copytree(REPOSITORY / source, image / target, ignore=no_caches)
                else:
                    shutil.copy(REPOSITORY / source, image / target)
    arguments = json.loads(next(rest for word, rest in instructions() if word == "CMD"))
    places = {"/records": str(root), "/site": str(site)}
    arguments = [places.get(one, one) for one in arguments]
    start = f"import generator.cli as cli; assert cli.__file__.startswith({str(image)!r}); cli.main()"
    done = confined(
        [sys.executable, "-P", "-c", start, *arguments, "--as-of", "2026-11-24"],
        [site, root / ".jingwu_cache", image / "temporary"],
        {"PYTHONPATH": str(image), "TMPDIR": str(image / "temporary"), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert (site / "current/index.html").is_file()
