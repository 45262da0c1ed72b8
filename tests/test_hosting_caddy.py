"""deploy/caddy/Caddyfile in Debian's Caddy: the promises of the configuration of nginx, but for links."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from generator.deploy.store import DEPLOYS
from tests.small_sites import tree_in
from tests.web_servers import DEPLOY, SECRET, TYPES, ask, caddy, has_all_headers, plant


def test_every_file_is_served_with_its_type(current: Path, tmp_path: Path) -> None:
    """Every file of a site arrives whole, as what it is, with all headers."""
    for ending in TYPES.keys() - {".gz"}:
        plant(current, f"of-each-kind/file{ending}", b"{}")
    plant(current, "of-each-kind/file.csv.gz", gzip.compress(b"{}"))
    files = tree_in(current)
    with caddy(tmp_path, current) as port:
        for path, body in files.items():
            # Caddy leads from index.html to the folder only where it is told to.
            answer = ask(port, f"/{path}")
            found = (answer.status, answer.header("Content-Type"), answer.body)
            assert found == (200, TYPES[Path(path).suffix], body), path
            assert has_all_headers(answer), path
            if path.endswith("/index.html"):
                assert ask(port, "/" + path.removesuffix("index.html")).body == body, path


def test_every_answer_has_every_header_once(current: Path, tmp_path: Path) -> None:
    """Whatever the status, an answer has all headers, each once, and names no server."""
    with caddy(tmp_path, current) as port:
        tag = ask(port, "/").header("ETag") or ""
        for method, path, headers, status in (
            ("GET", "", {}, 200),
            ("HEAD", "", {}, 200),
            ("GET", "", {"Range": "bytes=0-9"}, 206),
            ("GET", "communities", {}, 308),
            ("GET", "", {"If-None-Match": tag}, 304),
            ("GET", "nothing", {}, 404),
            ("GET", "assets/", {}, 404),
            ("GET", "%00", {}, 404),
            ("GET", "", {"Range": "bytes=99999999-"}, 416),
        ):
            answer = ask(port, f"/{path}", method, headers)
            assert (answer.status, has_all_headers(answer)) == (status, True), (method, path, answer.headers)
            assert answer.header("Server") is None
            assert answer.header("Cache-Control") == "no-cache"
            if status == 404:
                assert answer.body == (current / "404.html").read_bytes(), path


@pytest.mark.parametrize("method", ["TRACE", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
def test_the_site_can_be_read_and_nothing_else(method: str, current: Path, tmp_path: Path) -> None:
    """A method other than GET and HEAD is refused everywhere, with all headers, and repeats nothing of the request."""
    with caddy(tmp_path, current) as port:
        for path in ("/", "/index.html", "/communities", "/nothing", "/.git/config"):
            answer = ask(port, path, method, {"Cookie": "secret=1", "Content-Length": "0"})
            found = (answer.status, answer.header("Allow"), has_all_headers(answer))
            assert found == (405, "GET, HEAD", True), path
            assert b"secret" not in answer.body


def test_what_is_no_part_of_a_site_is_never_served(current: Path, tmp_path: Path) -> None:
    """Version control, settings, backups, records, manifests and kept deployments are no addresses."""
    planted = (
        *(".git/config", ".env", "communities/.htaccess", "index.html~", "index.html.bak", ".index.html.swp"),
        *(
            "data/bureau.yml",
            "notes.md",
            "id_rsa",
            "data/dump",
            "x.php",
            "x.tar.gz",
            "x.pem",
            "deploys/1.json",
        ),
    )
    for path in planted:
        plant(current, path)
    (manifest,) = (current.parent / DEPLOYS).glob("*.json")
    kept = (f"{DEPLOYS}/{manifest.name}", f"{DEPLOYS}/{manifest.stem}/index.html", f"{DEPLOYS}/lock")
    climbs = ("../", "%2e%2e/", "%2e%2e%2f", "..%2f", "..%5c", "%252e%252e/", "//../", "communities/../../")
    missing = (current / "404.html").read_bytes()
    with caddy(tmp_path, current) as port:
        for path in (*planted, *(climb + path for climb in climbs for path in kept)):
            answer = ask(port, f"/{path}")
            assert (answer.status, answer.body, has_all_headers(answer)) == (404, missing, True), path
            assert SECRET not in answer.body
    with caddy(tmp_path, current.parent) as port:
        for path in kept:
            assert ask(port, f"/{path}").status == 404, f"{path}, with a root that lacks /current"


def test_named_files_compression_and_moved_addresses(current: Path, tmp_path: Path) -> None:
    """As with nginx: kept for ever only with a digest in the name, compressed, and sent on for good."""
    plain, packed = b'{"a": 1}' * 9000, gzip.compress(b'{"a": 1}' * 9000, mtime=0)
    plant(current, "data/large.json", plain)
    plant(current, "data/large.json.gz", packed)
    (named,) = current.glob("assets/stylesheets/main.*.min.css")
    old = "# Addresses of an older website, one a line: redir"
    with caddy(tmp_path, current, {old: "redir"}) as port:
        style = ask(port, f"/{named.relative_to(current)}")
        assert style.header("Cache-Control") == "public, max-age=31536000, immutable"
        large = ask(port, "/data/large.json", headers={"Accept-Encoding": "gzip"})
        assert (large.header("Content-Encoding"), large.body) == ("gzip", packed)
        assert large.header("Content-Type") == TYPES[".json"]
        page = ask(port, "/", headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(page.body) == (current / "index.html").read_bytes()
        moved = ask(port, "/jwgk/paiming.html")
        assert (moved.status, moved.header("Location"), has_all_headers(moved)) == (301, "/ranking/", True)


def test_the_headers_are_those_of_nginx() -> None:
    """Both configurations send the same headers with the same values."""
    nginx = (DEPLOY / "nginx/headers.conf").read_text("utf-8")
    told = [line.split(None, 2)[1:] for line in nginx.splitlines() if line.startswith("add_header")]
    caddyfile = (DEPLOY / "caddy/Caddyfile").read_text("utf-8")
    for name, rest in told:
        value = rest.removesuffix(" always;")
        assert value.startswith("$") or f"\t\t{name} {value}\n" in caddyfile, name
