"""The built site over HTTP, as a bureau's web server serves it: below a sub-path, with a strict content policy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

SUB_PATH: Final = "/gov/jingwu/"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class SitePages(SimpleHTTPRequestHandler):
    """Serve the files of `directory` below `sub_path`; answer every other request with 404.html and status 404."""

    protocol_version = "HTTP/1.1"
    sub_path = SUB_PATH

    def do_GET(self) -> None:
        if self._exists():
            super().do_GET()
        else:
            self._answer_that_there_is_no_such_page()

    def do_HEAD(self) -> None:
        if self._exists():
            super().do_HEAD()
        else:
            self._answer_that_there_is_no_such_page()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.sub_path))

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the parent class names it so
        """Log nothing: a test reports its own failures."""

    def _exists(self) -> bool:
        file = Path(self.translate_path(self.path))
        return self.path.startswith(self.sub_path) and (file.is_file() or (file / "index.html").is_file())

    def _answer_that_there_is_no_such_page(self) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(site: Path, sub_path: str = SUB_PATH) -> Iterator[str]:
    """Yield the address of the site's home page while the server runs."""
    pages = type("PagesBelow", (SitePages,), {"sub_path": sub_path})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(pages, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{sub_path}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
