"""What the program is made of: the list of its packages, and whether vulnerabilities of them were published."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Thread
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from tests.small_sites import REPOSITORY

SCHEMAS = ("bom-1.5", "spdx", "jsf-0.82")
SETUP = ("sh", str(REPOSITORY / "tools/setup.sh"))


@pytest.fixture(scope="module")
def sbom(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("sbom") / "dist/jingwu.cdx.json"
    subprocess.run([*SETUP, "sbom", str(file)], check=True, capture_output=True)
    return file.read_text("utf-8")


def locked() -> dict[str, dict[str, Any]]:
    """The packages of uv.lock that a bureau installs, with all extras and without what only tests need."""
    packages = {one["name"]: one for one in tomllib.loads((REPOSITORY / "uv.lock").read_text())["package"]}
    program = packages.pop("jingwu")
    wanted = [
        *program["dependencies"],
        *(one for ones in program["optional-dependencies"].values() for one in ones),
    ]
    found: dict[str, dict[str, Any]] = {}
    while wanted:
        name = wanted.pop()["name"]
        if name not in found:
            found[name] = packages[name]
            wanted += packages[name].get("dependencies", [])
    return found


def test_the_list_of_packages_is_valid(sbom: str) -> None:
    """`make sbom` writes CycloneDX 1.5 that its published schema accepts, and a damaged list is not accepted."""
    schemas = files("cyclonedx.schema._res")
    read = {
        name: json.loads((schemas / f"{name}.SNAPSHOT.schema.json").read_text("utf-8")) for name in SCHEMAS
    }
    registry = Registry().with_resources(
        (f"http://cyclonedx.org/schema/{name}.SNAPSHOT.schema.json", Resource.from_contents(one))
        for name, one in read.items()
    )
    validator = Draft7Validator(read["bom-1.5"], registry=registry)
    assert [error.message for error in validator.iter_errors(json.loads(sbom))] == []
    damaged = json.loads(sbom.replace('"type": "library"', '"type": "book"', 1))
    assert [error.message.split(" ")[0] for error in validator.iter_errors(damaged)] == ["'book'"]


def test_the_list_has_every_package_with_its_hashes(sbom: str) -> None:
    """All packages that uv.lock has for a bureau are listed, no others, each with the hashes of uv.lock."""
    listed = {
        (one["name"], one["version"], tuple(sorted(re.findall("[0-9a-f]{64}", json.dumps(one)))))
        for one in json.loads(sbom)["components"]
    }
    wanted = {
        (name, one["version"], tuple(sorted(re.findall("sha256:([0-9a-f]{64})", str(one)))))
        for name, one in locked().items()
    }
    assert listed == wanted
    assert all(hashes for _, _, hashes in listed)


@contextmanager
def advising(vulnerable: str | None) -> Iterator[str]:
    """A database of vulnerabilities (OSV) that knows one of the package, and none of any other."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["package"]["name"]
            known = {"id": "PYSEC-0000-1", "summary": "invented", "aliases": [], "affected": []}
            body = json.dumps({"vulns": [known]} if asked == vulnerable else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
    finally:
        server.shutdown()
        server.server_close()


def advisories(address: str) -> subprocess.CompletedProcess[str]:
    service = ("--vulnerability-service", "osv", "--osv-url", address)
    return subprocess.run([*SETUP, "advisories", *service], capture_output=True, text=True, check=False)


def test_packages_without_a_known_vulnerability_pass() -> None:
    """The number of packages asked for is told: all of uv.lock but the program itself."""
    count = len(tomllib.loads((REPOSITORY / "uv.lock").read_text())["package"]) - 1
    with advising(None) as address:
        done = advisories(address)
    assert (done.returncode, done.stdout) == (0, f"查过 uv.lock 里的 {count} 个软件包,没有公布过的漏洞。\n")


def test_a_known_vulnerability_fails() -> None:
    """A package with a published vulnerability is named, with what to do."""
    with advising("jinja2") as address:
        done = advisories(address)
    assert done.returncode == 1
    assert re.search(r"jinja2 .* PYSEC-0000-1", done.stdout)
    assert "make lock upgrade=1" in done.stderr


def test_without_a_network_nothing_passes() -> None:
    """Where nobody answers the command fails with one sentence that says so."""
    with advising(None) as address:
        pass  # closed again
    done = advisories(address)
    said = "没有查成：漏洞库连不上，或者没有全部软件包的答复。没有查过不等于没有漏洞，请在能上网的电脑上再运行一次。\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)
