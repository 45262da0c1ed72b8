"""The files of deploy/nginx in Debian's nginx: what is served, with which headers, and what never is."""

from __future__ import annotations

import gzip
import http.client
import re
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from generator.deploy.kept import roll_back
from generator.deploy.store import DEPLOYS
from tests.hubs import build as build_hub
from tests.hubs import hub_in
from tests.small_sites import BINHU, edit, published, tree_in
from tests.web_servers import (
    DEPLOY,
    HEADERS,
    MODULES,
    PATIENCE,
    SECRET,
    TYPES,
    Answer,
    ask,
    has_all_headers,
    nginx,
    plant,
)

BELOW: Final = (
    "include jingwu/maps.conf;"
    "server { listen 80; location / { return 200 parent; } include jingwu/below.conf; }"
)


def is_refused(answer: Answer, missing: bytes) -> bool:
    """Is this the site's page for missing addresses, or nginx's for addresses that are none, with all headers?"""
    page = (answer.status, answer.body) == (404, missing) or answer.status == 400
    return page and has_all_headers(answer) and SECRET not in answer.body


@pytest.mark.parametrize(("at", "server"), [("/", "include jingwu/site.conf;"), ("/gov/jingwu/", BELOW)])
def test_every_file_is_served_with_its_type(at: str, server: str, current: Path, tmp_path: Path) -> None:
    """Every file of a site arrives whole, as what it is, at a domain's root and below another site's path."""
    for ending in TYPES:
        plant(current, f"of-each-kind/file{ending}", b"{}")
    plant(current, "of-each-kind/file.csv.gz", gzip.compress(b"{}"))
    files = tree_in(current)
    with nginx(tmp_path, current, server=server) as port:
        for path, body in files.items():
            if path == "of-each-kind/file.gz":
                continue  # of compressed files only tables and indexes are served
            answer = ask(port, at + path)
            found = (answer.status, answer.header("Content-Type"), answer.body)
            assert found == (200, TYPES[Path(path).suffix], body), path
            assert has_all_headers(answer), path
            if path.endswith("/index.html"):
                assert ask(port, at + path.removesuffix("index.html")).body == body, path
        assert ask(port, at).body == files["index.html"]


def test_a_site_below_another_one_leaves_that_one_alone(current: Path, tmp_path: Path) -> None:
    """The parent's pages have none of the site's headers, and no path beside the site's own reaches its files."""
    with nginx(tmp_path, current, server=BELOW) as port:
        for path in ("/", "/communities/", "/gov/jingwux/", "/gov/jingwu../current/index.html"):
            answer = ask(port, path)
            assert answer.body == b"parent", path
            assert not {name.lower() for name in HEADERS} & answer.headers.keys()
        bare = ask(port, "/gov/jingwu")
        assert (bare.status, bare.header("Location"), has_all_headers(bare)) == (301, "/gov/jingwu/", True)


@pytest.mark.parametrize(("at", "server"), [("/", "include jingwu/site.conf;"), ("/gov/jingwu/", BELOW)])
def test_every_answer_has_every_header_once(at: str, server: str, current: Path, tmp_path: Path) -> None:
    """Whatever the status, an answer has all headers, each once, and does not tell the server's version."""
    with nginx(tmp_path, current, server=server) as port:
        page = ask(port, at)
        cases: list[tuple[str, str, dict[str, str], int]] = [
            ("GET", "", {}, 200),
            ("HEAD", "", {}, 200),
            ("GET", "", {"Range": "bytes=0-9"}, 206),
            ("GET", "communities", {}, 301),
            ("GET", "", {"If-None-Match": page.header("ETag") or ""}, 304),
            ("GET", "%00", {}, 400),
            ("GET", "nothing", {}, 404),
            ("GET", "a/b/c/d/e/", {}, 404),
            ("GET", "assets/", {}, 404),
            ("GET", "meetings/nothing.ics", {}, 404),
            ("POST", "", {"Content-Length": "0"}, 405),
        ]
        for method, path, headers, status in cases:
            answer = ask(port, at + path, method, headers)
            # A request that is none never reaches a location, so there the parent's own rules hold.
            own = status != 400 or at == "/"
            assert (answer.status, has_all_headers(answer)) == (status, own), (method, path, answer.headers)
            assert answer.header("Server") in {"nginx"} | ({None} if own else {answer.header("Server")})
            if status == 404:
                assert answer.body == (current / "404.html").read_bytes(), path
        # nginx 1.22 runs its filters twice for this one: each header comes twice, with the same value.
        twice = ask(port, at, headers={"Range": "bytes=99999999-"})
        assert twice.status == 416
        assert {name: {*twice.headers[name.lower()]} for name in HEADERS} == {
            name: {value} for name, value in HEADERS.items()
        }


@pytest.mark.parametrize(
    "method", ["TRACE", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "MKCOL"]
)
def test_the_site_can_be_read_and_nothing_else(method: str, current: Path, tmp_path: Path) -> None:
    """A method other than GET and HEAD is refused everywhere, with all headers, and repeats nothing of the request."""
    before = tree_in(current)
    with nginx(tmp_path, current) as port:
        for path in ("/", "/index.html", "/communities", "/nothing", "/new.html", "/.git/config"):
            answer = ask(port, path, method, {"Cookie": "secret=1", "Content-Length": "0"})
            assert (answer.status, answer.header("Allow"), has_all_headers(answer)) == (
                405,
                "GET, HEAD",
                True,
            ), path
            assert b"secret" not in answer.body
    assert tree_in(current) == before


def test_what_is_no_part_of_a_site_is_never_served(current: Path, tmp_path: Path) -> None:
    """Version control, settings, backups of editors, records and programs are no addresses, even where they lie."""
    planted = (
        *(".git/config", ".env", ".jingwu", "communities/.htaccess", ".site-releases/x/index.html"),
        *(
            "index.html~",
            "index.html.bak",
            "index.html.orig",
            "index.html.swp",
            ".index.html.swp",
            "#index.html#",
        ),
        *("data/bureau.yml", "data/bureau.yaml", "mkdocs.yml", "notes.md", "id_rsa", "data/dump", "core"),
        *(
            "x.php",
            "x.sh",
            "x.sql",
            "x.tar.gz",
            "x.zip",
            "x.log",
            "x.conf",
            "x.pem",
            "x.HTML",
            "x.json.bak",
            "x.pyc",
        ),
    )
    for path in planted:
        plant(current, path)
    missing = (current / "404.html").read_bytes()
    with nginx(tmp_path, current) as port:
        for path in planted:
            assert is_refused(ask(port, "/" + path.replace("#", "%23")), missing), path


def test_kept_deployments_and_manifests_are_out_of_reach(current: Path, tmp_path: Path) -> None:
    """No address leads out of the deployment that readers see, in whatever encoding it climbs."""
    (manifest,) = (current.parent / DEPLOYS).glob("*.json")
    plant(current.parent, "secret.txt")
    missing = (current / "404.html").read_bytes()
    kept = (
        f"{DEPLOYS}/{manifest.name}",
        f"{DEPLOYS}/{manifest.stem}/index.html",
        f"{DEPLOYS}/lock",
        "secret.txt",
    )
    climbs = (
        *(
            "",
            "../",
            "%2e%2e/",
            "%2e%2e%2f",
            "..%2f",
            "..%5c",
            "..\\",
            "%252e%252e/",
            "..;/",
            "./../",
            "//../",
        ),
        *("communities/../../", "communities/%2e%2e/%2e%2e/", "assets..%2f", "assets../", "%c0%ae%c0%ae/"),
    )
    with nginx(tmp_path, current) as port:
        for climb in climbs:
            for path in kept:
                assert is_refused(ask(port, f"/{climb}{path}"), missing), climb + path
    with nginx(tmp_path, current.parent) as port:
        for path in kept[:3]:
            answer = ask(port, f"/{path}")
            assert (answer.status, has_all_headers(answer)) == (404, True), (
                f"{path}, with a root that lacks /current"
            )


def test_a_link_in_the_published_files_leads_nowhere(current: Path, tmp_path: Path) -> None:
    """Beyond `current` itself no link is followed: neither to a file nor to a folder, absolute or relative."""
    plant(tmp_path, "outside/secret.txt")
    plant(tmp_path, "outside/index.html")
    deployment = current.resolve()
    (deployment / "file.txt").symlink_to(tmp_path / "outside/secret.txt")
    (deployment / "folder").symlink_to(tmp_path / "outside")
    (deployment / "relative.txt").symlink_to("../../../outside/secret.txt")
    (deployment / "again.html").symlink_to("index.html")
    assert current.is_symlink()
    missing = (current / "404.html").read_bytes()
    with nginx(tmp_path, current) as port:
        assert ask(port, "/").status == 200
        for path in ("file.txt", "folder/secret.txt", "folder/", "folder", "relative.txt", "again.html"):
            assert is_refused(ask(port, f"/{path}"), missing), path


def test_what_is_removed_is_asked_for_again(current: Path, tmp_path: Path) -> None:
    """Only a file whose name has its digest is kept by browsers without asking; errors and pages never are."""
    named = next(path for path in tree_in(current) if re.search(r"\.[0-9a-f]{8}\.min\.css$", path))
    for_ever = "public, max-age=31536000, immutable"
    with nginx(tmp_path, current) as port:
        for path, headers, expected in (
            (named, {}, (200, for_ever)),
            (named, {"If-None-Match": ask(port, f"/{named}").header("ETag") or ""}, (304, for_ever)),
            (named.replace(".min", "0.min"), {}, (404, "no-cache")),
            ("assets/jingwu/site.css", {}, (200, "no-cache")),
            ("assets/jingwu/finder.js", {}, (200, "no-cache")),
            ("", {}, (200, "no-cache")),
            ("communities", {}, (301, "no-cache")),
            ("data/officers.csv", {}, (200, "no-cache")),
            ("nothing", {}, (404, "no-cache")),
        ):
            answer = ask(port, f"/{path}", headers=headers)
            assert (answer.status, answer.header("Cache-Control")) == expected, path
        assert ask(port, f"/{named}", "POST").header("Cache-Control") == "no-cache"


def test_large_files_are_sent_as_the_build_compressed_them(current: Path, tmp_path: Path) -> None:
    """A compressed sibling is sent under the plain address; all other text is compressed as it is sent."""
    plain, packed = b'{"a": 1}' * 9000, gzip.compress(b'{"a": 1}' * 9000, mtime=0)
    plant(current, "data/large.json", plain)
    plant(current, "data/large.json.gz", packed)
    page = (current / "index.html").read_bytes()
    with nginx(tmp_path, current) as port:
        for path, accepted, encoding, body in (
            ("data/large.json", "gzip", "gzip", packed),
            ("data/large.json", "identity", None, plain),
            ("data/large.json.gz", "gzip", None, packed),
            ("data/officers.xlsx", "gzip", None, (current / "data/officers.xlsx").read_bytes()),
        ):
            answer = ask(port, f"/{path}", headers={"Accept-Encoding": accepted})
            assert (answer.header("Content-Encoding"), answer.body) == (encoding, body), path
        answer = ask(port, "/", headers={"Accept-Encoding": "gzip"})
        assert (answer.header("Content-Encoding"), gzip.decompress(answer.body)) == ("gzip", page)
        assert answer.header("Vary") == "Accept-Encoding"


def test_brotli_where_debians_module_is_there(current: Path, tmp_path: Path) -> None:
    """With the line of rules.conf switched on, a browser that knows brotli gets it, and no answer lacks a header."""
    assert (
        any(place.glob("*brotli_filter*")) if (place := next(filter(Path.is_dir, MODULES), None)) else False
    )
    with nginx(tmp_path, current, {"# include jingwu/brotli.conf": "include jingwu/brotli.conf"}) as port:
        sizes = {}
        for coding in ("br", "gzip"):
            answer = ask(port, "/", headers={"Accept-Encoding": coding})
            assert (answer.status, answer.header("Content-Encoding"), has_all_headers(answer)) == (
                200,
                coding,
                True,
            )
            sizes[coding] = len(answer.body)
        assert sizes["br"] < sizes["gzip"]


def test_addresses_that_moved_lead_to_where_they_are(current: Path, tmp_path: Path) -> None:
    """A line of moved.map sends readers of an older website on, for good and with all headers."""
    with nginx(tmp_path, current, {"# /jwgk": "/jwgk"}) as port:
        for old, new in (("/jwgk/index.html", "/"), ("/jwgk/paiming.html", "/ranking/")):
            answer = ask(port, old)
            assert (answer.status, answer.header("Location"), has_all_headers(answer)) == (301, new, True)
            assert ask(port, new).status == 200
        assert ask(port, "/jwgk/other.html").status == 404


def test_with_https_the_port_without_leads_there(current: Path, tmp_path: Path) -> None:
    """HTTP leads to the same name by HTTPS, whose every answer tells browsers to stay there; HTTP never does."""
    key, certificate = tmp_path / "key.pem", tmp_path / "fullchain.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    subprocess.run(
        [*command, "-keyout", key, "-out", certificate, "-subj", "/CN=localhost"],
        check=True,
        capture_output=True,
    )
    with nginx(tmp_path / "plain", current) as port:
        assert ask(port, "/").header("Strict-Transport-Security") is None
        secure = port  # free again below
    changes = {
        "# include jingwu/tls.conf": "include jingwu/tls.conf",
        "listen 443": f"listen 127.0.0.1:{secure}",
    }
    with nginx(tmp_path, current, {**changes, "/etc/ssl/jingwu": str(tmp_path)}) as port:
        for path in ("/ranking/?a=b", "/nothing", "/.git/config"):
            led = ask(port, path, headers={"Host": "jingwu.example"})
            assert (led.status, led.header("Location")) == (301, f"https://jingwu.example{path}")
            assert led.header("Strict-Transport-Security") is None
            assert has_all_headers(led)
        for path, status in (("/", 200), ("/communities", 301), ("/nothing", 404), ("/%00", 400)):
            answer = ask(secure, path, is_tls=True)
            assert (answer.status, has_all_headers(answer)) == (status, True)
            assert answer.header("Strict-Transport-Security") == "max-age=31536000; includeSubDomains"


def test_a_flood_is_turned_away_with_the_way_to_help(current: Path, tmp_path: Path) -> None:
    """Past the limit an address gets a page that names 110, with all headers."""
    changes = {
        "# include jingwu/limits": "include jingwu/limits",
        "burst=500": "burst=5",
        "rate=50r/s": "rate=1r/s",
    }
    with nginx(tmp_path, current, changes) as port:
        answers = [ask(port, "/") for _ in range(12)]
    turned = [answer for answer in answers if answer.status != 200]
    assert len(answers) - len(turned) >= 6
    assert {answer.status for answer in turned} == {429}
    assert all(answer.body == (DEPLOY / "nginx/busy.html").read_bytes() for answer in turned)
    assert all(map(has_all_headers, turned))


def test_readers_see_a_whole_site_while_it_is_switched(
    root: Path, content: Path, current: Path, tmp_path: Path
) -> None:
    """With connections that stay open and a cache of open files every answer is of one of the two sites."""
    edit(root, BINHU, "[老滨湖, 湖边大院]", "[老滨湖, 湖边楼]")
    older = tree_in(current)
    published(root, content, current)
    newer = tree_in(current)
    paths = ["index.html", "communities/gulou-binhu/index.html", "assets/finder.json", "data/officers.csv"]
    wrong: list[tuple[str, int]] = []
    answered: list[int] = []
    cache = "open_file_cache max=1000; open_file_cache_valid 1s; open_file_cache_min_uses 1; open_file_cache_errors on;"
    done = threading.Event()

    def read(port: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        while not done.is_set():
            for path in paths:
                connection.request("GET", f"/{path}")
                response = connection.getresponse()
                body = response.read()
                answered.append(response.status)
                if response.status != 200 or body not in {older[path], newer[path]}:
                    wrong.append((path, response.status))
        connection.close()

    with nginx(tmp_path, current, server=f"{cache} include jingwu/site.conf;") as port:
        readers = [threading.Thread(target=read, args=(port,)) for _ in range(3)]
        for reader in readers:
            reader.start()
        ids = [folder.name for folder in (current.parent / DEPLOYS).iterdir() if folder.is_dir()]
        for id_ in [one for one in ids if one != current.resolve().name] + [current.resolve().name]:
            roll_back(current, id_)
        for _ in range(10):
            for id_ in sorted(ids, key=lambda one: one == current.resolve().name):
                if id_ != current.resolve().name:
                    roll_back(current, id_)
        done.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    assert len(answered) > 100


def test_the_same_files_serve_a_hub(tmp_path: Path) -> None:
    """Every link of a hub is followed, the store beside it is no path, and a bureau with errors keeps its pages."""
    root = hub_in(tmp_path / "hub")
    build_hub(root)
    site = root / "site"
    missing = (site / "404.html").read_bytes()
    paths = ("", "regions/420000/", "assets/finder.json", "xiangyang/", "huangshi/communities/gulou-binhu/")
    with nginx(tmp_path, site, {"disable_symlinks on ": "disable_symlinks if_not_owner "}) as port:
        for path in paths:
            answer, file = ask(port, f"/{path}"), path if path.endswith(".json") else f"{path}index.html"
            assert (answer.status, has_all_headers(answer), answer.body) == (
                200,
                True,
                (site / file).read_bytes(),
            ), path
        moved = ask(port, "/xiangyang")
        assert (moved.status, moved.header("Location")) == (301, "/xiangyang/")
        for path in (
            *("/.site-hub/", "/.site-hub/420600/index.html", "/xiangyang/../.site-hub/420600/", "/hub.yml"),
            "/xiangyang/data/bureau.yml",
        ):
            assert is_refused(ask(port, path), missing), path
        before = ask(port, "/huangshi/communities/gulou-binhu/").body
        edit(root / "huangshi", BINHU, "kind: urban", "kind: city")
        edit(root / "xiangyang", BINHU, "[老滨湖, 湖边大院]", "[老滨湖, 湖边楼]")
        built, _ = build_hub(root)
        assert [one.bureau.name for one in built.failed] == ["黄石市"]
        assert ask(port, "/huangshi/communities/gulou-binhu/").body == before
        assert "湖边楼" in ask(port, "/xiangyang/communities/gulou-binhu/").body.decode()
        assert "资料有错误，页面没有更新" in ask(port, "/").body.decode()


def settings() -> Mapping[str, str]:
    """Every file of deploy/nginx without its comments."""
    files = (DEPLOY / "nginx").glob("*.conf")
    return {file.name: re.sub(r"(?m)^\s*#.*$|\s# .*$", "", file.read_text("utf-8")) for file in files}


def test_headers_are_set_in_one_place() -> None:
    """A second add_header in a location would drop all others; each header is sent with every status."""
    texts = settings()
    found = {name: re.findall(r"add_header (\S+)", text) for name, text in sorted(texts.items())}
    assert {name: headers for name, headers in found.items() if headers} == {
        "headers.conf": [*HEADERS, "Cache-Control", "Allow"],
        "tls.conf": ["Strict-Transport-Security"],
    }
    lines = texts["headers.conf"].strip().splitlines()
    assert all(re.fullmatch(r"add_header (\S+) (\".*\"|\S+) always;", line) for line in lines)
    assert [name for name, text in texts.items() if "jingwu/headers.conf" in text] == ["rules.conf"]
    assert texts["rules.conf"].count("jingwu/headers.conf") == 1


def test_every_kind_that_is_served_has_a_type() -> None:
    """The allow-list of addresses and the list of types name the same kinds of files."""
    texts = settings()
    allowed = {
        one
        for found in re.findall(r"\\\.\(([a-z|]+)\)(?:\\\.gz)?\$  ", texts["maps.conf"])
        for one in found.split("|")
    }
    (types,) = re.findall(r"types \{(.*?)\}", texts["rules.conf"], re.DOTALL)
    typed = {one for line in types.split(";") for one in line.split()[1:]}
    assert {f".{one}" for one in allowed | {"gz"}} == {f".{one}" for one in typed} == TYPES.keys()
