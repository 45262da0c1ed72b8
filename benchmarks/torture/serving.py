"""Publications in quick succession under readers: what Debian's nginx answers over connections that stay open.

`python -m benchmarks.torture.serving [SWITCHES] [REQUESTS]`; needs `sh tools/setup.sh webserver`.
"""

from __future__ import annotations

import http.client
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.small_sites import put
from tests.web_servers import PATIENCE, nginx

PATHS: Final = ("index.html", "a/index.html", "a/b/index.html", "data/table.csv")
READERS: Final = 3
_SERVER: Final = (
    "open_file_cache max=1000; open_file_cache_valid 1s; open_file_cache_min_uses 1; open_file_cache_errors on;"
    "include jingwu/site.conf;"
)


@dataclass
class Served:
    """What readers got."""

    statuses: Counter[int] = field(default_factory=Counter)
    mixed: list[str] = field(default_factory=list)
    deployments: set[int] = field(default_factory=set)

    @property
    def requests(self) -> int:
        """How many were answered."""
        return self.statuses.total()

    def count(self, path: str, status: int, body: bytes) -> None:
        """Count an answer."""
        self.statuses[status] += 1
        if status != http.client.OK:
            return
        number = deployment_of(path, body)
        if number is None:
            self.mixed.append(f"{path}: {len(body)} bytes from {body[:40]!r} to {body[-40:]!r}")
        else:
            self.deployments.add(number)


def page_of(number: int, path: str) -> bytes:
    """A page each of whose lines names its deployment, of a length that is seldom the next one's."""
    return f"{number:06} {path}\n".encode() * (2000 + number % 7 * 500)


def deployment_of(path: str, body: bytes) -> int | None:
    """The deployment that the body is wholly of; None where it is of two, cut off or another page's."""
    number = int(body[:6]) if body[:6].isdigit() else None
    return number if number is not None and body == page_of(number, path) else None


def switched(switches: int, requests: int, folder: Path) -> Served:
    """Publish so many times while readers read, and until so many requests were answered."""
    place, found, done = folder / "www", Served(), threading.Event()
    counting = threading.Lock()

    def publish(number: int) -> None:
        put(place, {path: page_of(number, path) for path in PATHS}, made=f"2026-11-24 {number:06}")

    def read(port: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        while not done.is_set() or found.requests < requests:
            for path in PATHS:
                connection.request("GET", f"/{path}")
                response = connection.getresponse()
                body = response.read()
                with counting:
                    found.count(path, response.status, body)
        connection.close()

    publish(0)
    with nginx(folder / "nginx", place / "current", server=_SERVER) as port:
        readers = [threading.Thread(target=read, args=(port,)) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        try:
            for number in range(1, switches + 1):
                publish(number)
        finally:
            done.set()
            for reader in readers:
                reader.join()
    return found


def main(arguments: Sequence[str]) -> int:
    """Print a row for RELIABILITY.md, and each fault."""
    switches, requests = map(int, arguments) if arguments else (1000, 10_000)
    with tempfile.TemporaryDirectory() as folder:
        found = switched(switches, requests, Path(folder))
    bad = found.requests - found.statuses[http.client.OK]
    print(
        f"| {switches:,} switches under {found.requests:,} requests to nginx (kept connections, `open_file_cache`) | "
        f"not 200: {bad}; mixed pages {len(found.mixed)}; deployments seen {len(found.deployments):,} | "
        f"`python -m benchmarks.torture.serving` |"
    )
    print(*found.mixed, {**found.statuses}, sep="\n", file=sys.stderr)
    return int(bad > 0 or bool(found.mixed) or found.requests < requests)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
