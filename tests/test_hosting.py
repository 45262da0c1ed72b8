"""Tests of the README's nginx configuration: types, headers, missing pages, and a sub-path."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.browser.serving import POLICY
from tests.hubs import build as build_hub
from tests.hubs import hub_in
from tests.small_sites import BINHU, REPOSITORY, edit, published

README: Final = REPOSITORY / "README.md"
# Where tools/setup.sh unpacks nginx if the machine has none.
UNPACKED: Final = REPOSITORY / ".venv/nginx"
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
PATIENCE: Final = 10.0  # [s]


class Answer(NamedTuple):
    """A response of the server."""

    status: int
    type: str | None
    location: str | None
    headers: dict[str, str | None]
    body: bytes


def blocks() -> tuple[str, str]:
    """The README's two nginx snippets: a whole server, and the part for a path below another site."""
    whole, below = re.findall(r"```nginx\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    return whole, below


def server_text(sub_path: str) -> str:
    """The server's configuration at the domain's root or below `sub_path`, as the README says to write it."""
    whole, below = blocks()
    if sub_path == "/":
        return whole
    kept = [line for line in whole.splitlines() if not line.strip().startswith(("root ", "error_page "))]
    at_end = len(kept) - 1
    assert kept[at_end] == "}"
    return "\n".join([*kept[:at_end], below, "}"])


def settings(folder: Path, site: Path, port: int, sub_path: str) -> str:
    """The README's snippet within a configuration like Debian's, with every written file below `folder`."""
    places = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    text = server_text(sub_path)
    for written, here in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("/srv/jingwu/site", str(site)),
        ("/etc/nginx/mime.types", str(mime_types())),
    ):
        assert written in text
        text = text.replace(written, here)
    return "\n".join([
        "user root;" if os.geteuid() == 0 else "",
        f"daemon off; pid {folder}/nginx.pid; error_log stderr;",
        "events {}",
        "http {",
        "default_type application/octet-stream; access_log off;",
        *(f"{place}_temp_path {folder}/{place};" for place in places),
        text,
        "}",
    ])  # fmt: skip


def program() -> str:
    """The path of Debian's nginx."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:{UNPACKED}/usr/sbin")
    assert found, "nginx is missing: sh tools/setup.sh webserver"
    return found


def mime_types() -> Path:
    """The path of nginx's mime.types."""
    installed = Path("/etc/nginx/mime.types")
    return installed if installed.is_file() else UNPACKED / "etc/nginx/mime.types"


@contextmanager
def nginx(folder: Path, site: Path, sub_path: str) -> Iterator[int]:
    """Run the server and yield its port on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    file = folder / "nginx.conf"
    file.write_text(settings(folder, site, port, sub_path), "utf-8")
    command = [program(), "-e", "stderr", "-p", str(folder), "-c", str(file)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            wait_for(port, server)
            yield port
        finally:
            server.terminate()
            server.communicate(timeout=PATIENCE)


def wait_for(port: int, server: subprocess.Popen[str]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    server.kill()
    pytest.fail(f"nginx did not start: {server.communicate()[1]}")


def ask(port: int, path: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return Answer(
            status=response.status,
            type=response.getheader("Content-Type"),
            location=response.getheader("Location"),
            headers={name: response.getheader(name) for name in HEADERS},
            body=response.read(),
        )
    finally:
        connection.close()


TYPES: Final = {
    "": "text/html; charset=utf-8",
    "communities/gulou-binhu/": "text/html; charset=utf-8",
    "meetings/all.ics": "text/calendar; charset=utf-8",
    "data/officers.csv": "text/csv; charset=utf-8",
    "data/officers.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "data/officers.json": "application/json; charset=utf-8",
    "assets/jingwu/site.css": "text/css; charset=utf-8",
    "assets/jingwu/404.js": "application/javascript; charset=utf-8",
    "assets/jingwu/favicon.svg": "image/svg+xml",
}


@pytest.mark.parametrize("sub_path", ["/", "/gov/jingwu/"])
def test_the_readmes_nginx_configuration_serves_the_site(
    sub_path: str, root: Path, content: Path, out: Path, tmp_path: Path
) -> None:
    """Each file has its type and all headers; a missing page gives 404, 404.html and the headers."""
    published(root, content, out)
    missing = (out / "404.html").read_bytes()
    with nginx(tmp_path, out, sub_path) as port:
        for path, type_ in TYPES.items():
            answer = ask(port, sub_path + path)
            assert (answer.status, answer.type, answer.headers) == (200, type_, HEADERS), path
            file = path if path and not path.endswith("/") else f"{path}index.html"
            assert answer.body == (out / file).read_bytes(), path
        for path in ("nothing", "a/b/c/d/e/f/g/h/i/j/k/l/", "assets/", "meetings/nothing.ics"):
            answer = ask(port, sub_path + path)
            assert answer == (404, "text/html; charset=utf-8", None, HEADERS, missing), path
        moved = ask(port, f"{sub_path}communities")
        assert (moved.status, moved.location, moved.headers) == (301, f"{sub_path}communities/", HEADERS)
        if sub_path != "/":
            outside = ask(port, "/communities/")
            assert (outside.status, outside.headers) == (404, HEADERS)
            bare = ask(port, sub_path.removesuffix("/"))
            assert (bare.status, bare.location) == (301, sub_path)


def test_the_same_configuration_serves_a_hub(tmp_path: Path) -> None:
    """Every link of a hub is followed, the store beside it is no path, and a bureau with errors keeps its pages."""
    root = hub_in(tmp_path / "hub")
    build_hub(root)
    site = root / "site"
    missing = (site / "404.html").read_bytes()
    paths = ("", "regions/420000/", "assets/finder.json", "xiangyang/", "huangshi/communities/gulou-binhu/")
    with nginx(tmp_path, site, "/") as port:
        for path in paths:
            answer, file = ask(port, f"/{path}"), path if path.endswith(".json") else f"{path}index.html"
            assert (answer.status, answer.headers, answer.body) == (
                200,
                HEADERS,
                (site / file).read_bytes(),
            ), path
        moved = ask(port, "/xiangyang")
        assert (moved.status, moved.location) == (301, "/xiangyang/")
        for path in (
            "/.site-hub/",
            "/.site-hub/420600/index.html",
            "/xiangyang/../.site-hub/420600/",
            "/hub.yml",
        ):
            assert ask(port, path) == (404, "text/html; charset=utf-8", None, HEADERS, missing), path
        assert ask(port, "/xiangyang/data/bureau.yml").status == 404
        before = ask(port, "/huangshi/communities/gulou-binhu/").body
        edit(root / "huangshi", BINHU, "kind: urban", "kind: city")
        edit(root / "xiangyang", BINHU, "[老滨湖, 湖边大院]", "[老滨湖, 湖边楼]")
        built, _ = build_hub(root)
        assert [one.bureau.name for one in built.failed] == ["黄石市"]
        assert ask(port, "/huangshi/communities/gulou-binhu/").body == before
        assert "湖边楼" in ask(port, "/xiangyang/communities/gulou-binhu/").body.decode()
        assert "资料有错误，页面没有更新" in ask(port, "/").body.decode()


def test_headers_are_set_in_one_place() -> None:
    """An add_header inside a location would drop the outer ones; each header is sent with every status."""
    whole, below = blocks()
    assert "add_header" not in below
    assert not re.search(r"^ *location ", whole, re.MULTILINE)
    found = re.findall(r"^    add_header (\S+) (?:\"(.*?)\"|(\S+)) always;$", whole, re.MULTILINE)
    assert {name: quoted or plain for name, quoted, plain in found} == HEADERS
    assert len(found) == len(HEADERS)
