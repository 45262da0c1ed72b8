"""What counts the complaints of pages does count them."""

from __future__ import annotations

import html
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.torture.browsing import opened
from benchmarks.torture.payloads import PAYLOADS, Ran
from tests.web_servers import nginx, plant

BAD = b"""<!doctype html><html lang="zh"><title>x</title><script>document.title = "ran"</script>
<img src="http://192.0.2.1/x.png" alt=""><p onclick="1">x</p></html>"""


def test_what_a_page_should_not_do_is_counted(browser: Browser, tmp_path: Path) -> None:
    """An inline script and a picture of another host: refused by the policy, and asked for where nothing forbids it."""
    site = tmp_path / "site"
    plant(site, "bad/index.html", BAD)
    plant(site, "good/index.html", b"<!doctype html><title>x</title>")
    with nginx(tmp_path / "nginx", site) as port:
        url = f"http://127.0.0.1:{port}/"
        good, bad = opened(browser, url, ["good/"]), opened(browser, url, ["bad/"])
        open_ = opened(browser, url, ["bad/"], bypass_csp=True)
    assert (good.loads, good.violations, good.elsewhere, good.other) == (1, [], [], [])
    assert any("script-src" in one for one in bad.violations)
    assert any("img-src" in one for one in bad.violations)
    assert open_.elsewhere == ["another host: http://192.0.2.1/x.png"]


def test_a_payload_that_runs_is_counted(browser: Browser, tmp_path: Path) -> None:
    """A script that runs by itself, a link that waits for a reader, and the same as text."""
    found = Ran()
    plant(tmp_path, "404.html", b"")
    plant(tmp_path, "ran/index.html", f"<!doctype html>{PAYLOADS[0]}".encode())
    plant(tmp_path, "waits/index.html", b'<!doctype html><a href="javascript:1">x</a>')
    plant(tmp_path, "text/index.html", f"<!doctype html>{html.escape(PAYLOADS[0])}".encode())
    found.open(browser, tmp_path, ["text/"], "text")
    assert (found.loads, found.ran, found.standing) == (1, [], [])
    found.open(browser, tmp_path, ["ran/", "waits/"], "raw")
    assert len(PAYLOADS) == len({*PAYLOADS}) == 60
    assert (found.loads, len(found.ran), found.standing) == (3, 1, ["waits/: raw"])
