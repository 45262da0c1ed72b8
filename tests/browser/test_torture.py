"""What counts the complaints of pages does count them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.torture.browsing import opened
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
