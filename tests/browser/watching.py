"""A page under watch: what it logs, throws, has refused by the content policy or requests from another host."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

# The browser itself logs most violations, but not all.
TELL_OF_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', (event) => {
  console.error('policy: ' + event.effectiveDirective + ' ' + event.blockedURI);
});
"""


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A page and its complaints, oldest first."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def refuse(self, route: Route) -> None:
        self.complaints.append(f"another host: {route.request.url}")
        route.abort()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@contextmanager
def watched_page(browser: Browser, site_url: str, **options: Any) -> Iterator[Watched]:
    """A page in a context of its own; `options` are those of Browser.new_context."""
    defaults = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": {"width": 1280, "height": 800}}
    context = browser.new_context(**(defaults | options))
    watched = Watched(page=context.new_page())
    watched.page.on("console", lambda message: watched.hear(message))  # noqa: PLW0108 # Playwright alters method owners
    watched.page.on("pageerror", lambda error: watched.complaints.append(f"thrown: {error}"))
    elsewhere = re.compile(rf"^(?!{re.escape(urljoin(site_url, '/'))}|data:)")
    context.route(elsewhere, lambda route: watched.refuse(route))  # noqa: PLW0108
    if options.get("java_script_enabled", True):
        context.add_init_script(TELL_OF_VIOLATIONS)
    try:
        yield watched
    finally:
        context.close()
