"""Every kind of page in Chromium from nginx with deploy/nginx: what the content policy refuses, and who else is asked.

`python -m benchmarks.torture.browsing`; needs `sh tools/setup.sh browser` and `webserver`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser

from generator.build import build
from tests.browser.kinds import KINDS
from tests.browser.watching import chromium, watched_page
from tests.small_sites import AS_OF, REPOSITORY
from tests.web_servers import nginx

WIDTHS: Final = (360, 1280)


@dataclass
class Seen:
    """What pages did that were opened."""

    loads: int = 0
    violations: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    def hear(self, complaint: str) -> None:
        """Count a complaint of a watched page."""
        if complaint.startswith("another host: "):
            self.elsewhere.append(complaint)
        elif "policy" in complaint.lower():
            self.violations.append(complaint)
        else:
            self.other.append(complaint)


def opened(browser: Browser, url: str, addresses: Iterable[str], **options: Any) -> Seen:
    """Open each address below the site's, unfold all that is folded, and count what the page complains of."""
    seen = Seen()
    with watched_page(browser, url, **options) as watched:
        for address in addresses:
            answer = watched.page.goto(url + address, wait_until="load")
            assert answer, address
            assert (answer.status, bool(answer.headers.get("content-security-policy"))) == (200, True), (
                address
            )
            watched.page.eval_on_selector_all("details", "all => all.forEach((e) => { e.open = true; })")
            seen.loads += 1
    for complaint in watched.complaints:
        seen.hear(complaint)
    return seen


def main() -> int:
    """Print a row for RELIABILITY.md, and each complaint."""
    found = Seen()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        site = Path(folder) / "site"
        build(REPOSITORY, site, AS_OF)
        addresses = [kind.address(site) for kind in KINDS]
        with nginx(Path(folder) / "nginx", site) as port:
            for width in WIDTHS:
                size = {"width": width, "height": 800}
                seen = opened(browser, f"http://127.0.0.1:{port}/", addresses, viewport=size)
                found.loads += seen.loads
                found.violations += seen.violations
                found.elsewhere += seen.elsewhere
                found.other += seen.other
    print(
        f"| {len(KINDS)} kinds of pages in Chromium from nginx, {' and '.join(map(str, WIDTHS))} px wide: "
        f"{found.loads} loads | violations of the content policy {len(found.violations)}; requests to other hosts "
        f"{len(found.elsewhere)}; other complaints {len(found.other)} | `python -m benchmarks.torture.browsing` |"
    )
    complaints = [*found.violations, *found.elsewhere, *found.other]
    print(*complaints, sep="\n", file=sys.stderr)
    return int(bool(complaints))


if __name__ == "__main__":
    raise SystemExit(main())
