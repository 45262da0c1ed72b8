"""Payloads in every text field of a bureau, opened in Chromium with the content policy off: does any script run?

`python -m benchmarks.torture.payloads [PAGES]`; needs `sh tools/setup.sh browser`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from generator.build.composing import compose
from generator.build.engine import prose, render_content
from generator.load import Load, load, load_changed
from generator.problems import ProblemsFound
from tests.browser.serving import served
from tests.browser.watching import chromium, watched_page
from tests.bureaus import released
from tests.small_sites import BINHU, REPOSITORY, bureau_in, put, stamped
from tests.test_escaping import MARK, bureau_saying

RAN: Final = "payload ran"
_DO: Final = "console.error('payload '+'ran')"
_TAGS: Final = (
    *("<script>{}</script>", "</script><script>{}</script>", "</title><script>{}</script>", "<SCRIPT>{}</SCRIPT >"),
    *("</textarea><script>{}</script>", "<scr<script>ipt>{}</scr</script>ipt>", "--><script>{}</script><!--"),
    *("]]><script>{}</script>", "</style><script>{}</script>", "<script\t>{}</script\t>", "<<script>{}//<</script>"),
    *('<script src="data:text/javascript,{}"></script>', "<script type=module>{}</script>",
      "</main><script>{}</script>"),
    *("<noscript><p title='</noscript><script>{}</script>'>", "</template><script>{}</script>"),
    *("<template><script>{}</script></template>", "<xmp><script>{}</script></xmp><script>{}</script>"),
)  # fmt: skip
_HANDLERS: Final = (
    *('<img src=x onerror="{}">', "<img src=x onerror={}>", "<img/src=x/onerror={}>", '<svg onload="{}">'),
    *('<svg><script>{}</script></svg>', '<svg><animate onbegin="{}" attributeName=x dur=1s>', '<body onload="{}">'),
    *('<details open ontoggle="{}">', '<input autofocus onfocus="{}">', '<video><source onerror="{}"></video>'),
    *('<audio src=x onerror="{}">', '<iframe srcdoc="<script>{}</script>">', '<iframe src="javascript:{}">'),
    *('<object data="data:text/html,<script>{}</script>">', '<style onload="{}"></style>', '<marquee onstart="{}">'),
    *('<math><mtext><img src=x onerror="{}">', '<svg><foreignObject><img src=x onerror="{}">',
      '<embed src="javascript:{}">'),
    '<meta http-equiv=refresh content="0;url=javascript:{}">',
)  # fmt: skip
_BREAKS: Final = (
    *('"><script>{}</script>', "'><script>{}</script>", '" autofocus onfocus="{}', "' autofocus onfocus='{}"),
    *('"><img src=x onerror="{}">', "` onfocus=`{}", '" onload="{}" x="', '">\t<svg/onload="{}">', "javascript:{}"),
    *("JaVaScRiPt:{}", "&#106;avascript:{}", "java&Tab;script:{}"),
)  # fmt: skip
_ENCODED: Final = (
    *("&lt;script&gt;{}&lt;/script&gt;", "&#60;script&#62;{}&#60;/script&#62;", "%3Cscript%3E{}%3C/script%3E"),
    *("\\u003cscript\\u003e{}\\u003c/script\\u003e", "&amp;lt;img src=x onerror={}&amp;gt;", "＜script＞{}＜/script＞"),
)  # fmt: skip
_WORDS: Final = (
    "[x](javascript:{})",
    '![x](x"onerror="{})',
    "<javascript:{}>",
    "{{{{ {} }}}}<img src=x onerror={}>",
)
PAYLOADS: Final = tuple(
    one.format(*[_DO] * 2) for one in (*_TAGS, *_HANDLERS, *_BREAKS, *_ENCODED, *_WORDS)
)  # fmt: skip
# What would run only once a reader acts.
STANDING: Final = """() => [...document.querySelectorAll('*')].filter((e) => [...e.attributes].some((a) =>
  a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value) && ['href', 'src', 'action'].includes(a.name))).length"""


@dataclass
class Ran:
    """What pages with payloads did."""

    loads: int = 0
    ran: list[str] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)

    def open(self, browser: Browser, site: Path, paths: Sequence[str], payload: str) -> None:
        """Open pages without the content policy, and count the scripts that ran and those that wait for a reader."""
        with served(site) as url, watched_page(browser, url, bypass_csp=True) as watched:
            for path in paths:
                watched.page.goto(url + path, wait_until="load")
                if watched.page.evaluate(STANDING):
                    self.standing.append(f"{path}: {payload}")
                self.loads += 1
        self.ran += [f"{payload}: {one}" for one in watched.complaints if one.startswith(f"error: {RAN}")]


def is_accepted(root: Path, whole: Load, payload: str) -> bool:
    """Does the loader take the payload as another name of a community?"""
    text = (root / BINHU).read_text("utf-8").replace("老滨湖", json.dumps(payload, ensure_ascii=False))
    try:
        load_changed(whole, {BINHU: text.encode()})
    except ProblemsFound:
        return False
    return True


def pages_with(text: str, content: Path) -> Mapping[str, bytes]:
    """Pages and index of a bureau with the text in every text field, past all checks."""
    files = stamped(compose(content, released(bureau_saying(text))), content).files
    return {
        path: body
        for path, body in files.items()
        if isinstance(body, bytes) and (path.endswith(".html") or path == "assets/finder.json")
    }


def run(payloads: Sequence[str], most: int, folder: Path) -> Ran:
    """Open the pages that show the most text fields with each payload."""
    content, site, found = folder / "content", folder / "www", Ran()
    pages, _ = prose(REPOSITORY)
    render_content(REPOSITORY, pages, content)
    put(site, stamped(compose(content, released(bureau_saying(MARK))), content).files)
    marked = pages_with(MARK, content)
    chosen = sorted(marked, key=lambda path: -marked[path].count(MARK.encode()))
    chosen = [path for path in chosen if path.endswith(".html")][:most]
    with chromium() as browser:
        for payload in payloads:
            said = pages_with(payload, content)
            for path in (*chosen, "assets/finder.json"):
                file = site / "current" / path
                file.unlink()
                file.write_bytes(said[path])
            found.open(browser, site / "current", chosen, payload)
    return found


def main(arguments: Sequence[str]) -> int:
    """Print a row for RELIABILITY.md, and each payload that ran."""
    most = int(arguments[0]) if arguments else 8
    with tempfile.TemporaryDirectory() as folder:
        root = bureau_in(Path(folder) / "root")
        whole = load(root)
        accepted = sum(is_accepted(root, whole, payload) for payload in PAYLOADS)
        found = run(PAYLOADS, most, Path(folder))
    print(
        f"| {len(PAYLOADS)} payloads in every text field, past the checks (as another name of a community the loader "
        f"takes {accepted}), policy off, the {most} pages with most of them: {found.loads} loads | scripts executed "
        f"{len(found.ran)}; waiting for a reader {len(found.standing)} | `python -m benchmarks.torture.payloads` |"
    )
    print(*found.ran, *found.standing, sep="\n", file=sys.stderr)
    return int(bool(found.ran or found.standing))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
