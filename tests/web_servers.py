"""Debian's nginx and Caddy with the configurations in deploy/, on loopback, and requests that no client normalises."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.browser.serving import POLICY
from tests.small_sites import REPOSITORY

DEPLOY: Final = REPOSITORY / "deploy"
# Where tools/setup.sh unpacks Debian's packages if the machine has none.
UNPACKED: Final = REPOSITORY / ".venv/nginx"
MODULES: Final = (Path("/usr/lib/nginx/modules"), UNPACKED / "usr/lib/nginx/modules")
PATIENCE: Final = 10.0  # [s]
_PLACES: Final = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HTML: Final = "text/html; charset=utf-8"
TYPES: Final = {
    ".html": HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".txt": "text/plain; charset=utf-8",
    ".py": "text/plain; charset=utf-8",
    ".gz": "application/gzip",
}
SECRET: Final = b"not for readers"


class Answer(NamedTuple):
    """A response: its headers by name in lower case, each with all its values."""

    status: int
    headers: Mapping[str, list[str]]
    body: bytes

    def header(self, name: str) -> str | None:
        """The header's only value."""
        values = self.headers.get(name.lower(), [])
        assert len(values) <= 1, (name, values)
        return values[0] if values else None


def program(name: str) -> str:
    """The path of Debian's program."""
    places = (os.environ["PATH"], "/usr/sbin", f"{UNPACKED}/usr/sbin", f"{UNPACKED}/usr/bin")
    found = shutil.which(name, path=":".join(places))
    assert found, f"{name} is missing: sh tools/setup.sh webserver"
    return found


def free_port() -> int:
    """A port on loopback on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextmanager
def nginx(
    folder: Path,
    current: Path,
    changes: Mapping[str, str] | None = None,
    server: str = "include jingwu/site.conf;",
) -> Iterator[int]:
    """Run nginx with deploy/nginx, as it is installed in `folder`, and yield its port.

    `current` is what it serves; `changes` are further replacements, each in every file of deploy/nginx that has the
    text. `server` includes the site in an http block like Debian's.
    """
    port, installed = free_port(), folder / "jingwu"
    folder.mkdir(exist_ok=True)
    shutil.copytree(DEPLOY / "nginx", installed, dirs_exist_ok=True)
    # `listen` is filled in first: a change may speak of the port of the test.
    written = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "/srv/jingwu/current": str(current),
        "/etc/nginx/jingwu": str(installed),
    }
    _replace(installed, {**written, **(changes or {})})
    for old, new in written.items():
        server = server.replace(old, new)
    modules = [found for place in MODULES for found in place.glob("ngx_http_brotli_filter_module.so")][:1]
    file = folder / "nginx.conf"
    lines = (
        "user root;" if os.geteuid() == 0 else "",
        *(f"load_module {module};" for module in modules),
        f"daemon off; pid {folder}/nginx.pid; error_log stderr;",
        "events {}",
        "http {",
        "access_log off;",
        *(f"{place}_temp_path {folder}/{place};" for place in _PLACES),
        server,
        "}",
    )
    file.write_text("\n".join(lines), "utf-8")
    with _running([program("nginx"), "-e", "stderr", "-p", str(folder), "-c", str(file)], port):
        yield port


def _replace(installed: Path, changes: Mapping[str, str]) -> None:
    for old, new in changes.items():
        files = [file for file in installed.iterdir() if old in file.read_text("utf-8")]
        assert files, f"no file of deploy/nginx has {old!r}"
        for file in files:
            file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


@contextmanager
def caddy(folder: Path, current: Path, changes: Mapping[str, str] | None = None) -> Iterator[int]:
    """Run Caddy with deploy/caddy/Caddyfile and yield its port."""
    port, text = free_port(), (DEPLOY / "caddy/Caddyfile").read_text("utf-8")
    written = {"http://jingwu.example": f"http://127.0.0.1:{port}", "/srv/jingwu/current": str(current)}
    for old, new in {**written, **(changes or {})}.items():
        assert old in text, old
        text = text.replace(old, new)
    file = folder / "Caddyfile"
    file.write_text(text, "utf-8")
    command = [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(file)]
    homes = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with _running(command, port, {**os.environ, **homes}):
        yield port


@contextmanager
def _running(command: list[str], port: int, environment: Mapping[str, str] | None = None) -> Iterator[None]:
    # What the server says goes to a file: a pipe that nobody reads would stop it.
    log = Path(command[-1]).with_suffix(".log")
    with (
        log.open("wb") as said,
        subprocess.Popen(command, stderr=said, stdout=said, env=environment) as server,
    ):
        try:
            until = time.monotonic() + PATIENCE
            while not _listens(port):
                if time.monotonic() > until or server.poll() is not None:
                    pytest.fail(f"{command[0]} did not start: {log.read_text('utf-8')}")
                time.sleep(0.02)
            yield
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def ask(
    port: int,
    target: str,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    *,
    is_tls: bool = False,
) -> Answer:
    """Send the request target byte for byte, and read the answer to its end."""
    lines = {"Host": f"127.0.0.1:{port}", "Connection": "close", **(headers or {})}
    text = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    plain = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    with _trusting().wrap_socket(plain) if is_tls else plain as connection:
        connection.sendall(f"{method} {target} HTTP/1.1\r\n{text}\r\n".encode())
        received = b"".join(iter(partial(connection.recv, 65536), b""))
    return answer_in(received)


def answer_in(received: bytes) -> Answer:
    """The answer that these bytes are."""
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    found: dict[str, list[str]] = {}
    for line in lines:
        name, _, value = line.partition(":")
        found.setdefault(name.lower(), []).append(value.strip())
    if found.get("transfer-encoding") == ["chunked"]:
        body = _joined(body)
    status = re.match(r"HTTP/1\.[01] ([0-9]{3})", first)
    assert status, received[:200]
    return Answer(int(status[1]), found, body)


def _joined(chunks: bytes) -> bytes:
    body = b""
    while chunks:
        size, _, chunks = chunks.partition(b"\r\n")
        length = int(size, 16)
        body, chunks = body + chunks[:length], chunks[length + 2 :]
    return body


def _trusting() -> ssl.SSLContext:
    """For the certificate that a test has signed itself."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def plant(folder: Path, path: str, content: bytes = SECRET) -> None:
    """Write a file that no build has made."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def has_all_headers(answer: Answer) -> bool:
    """Has the answer each header of deploy/ once, with its value, and none that would open the site or mark readers?"""
    opening = [name for name in answer.headers if name == "set-cookie" or name.startswith("access-control-")]
    return not opening and {name: answer.header(name) for name in HEADERS} == HEADERS
