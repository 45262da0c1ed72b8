"""Ask the questions in the finder's own scripts in Chromium, and judge the answers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from tools.sweep.questions import Kind, Question

_THEME: Final = Path(__file__).parents[2] / "generator" / "theme"
# In the order in which pages load them, without the last one, which only displays.
SCRIPTS: Final = ("text", "sounding", "around", "knowing", "shelf", "finding", "near", "parts")
_PREPARE: Final = """(index) => {
  window.known = JingwuKnowing.prepare(JSON.parse(index));
}"""
_ASK: Final = """(typed) => typed.map((each) => {
  const began = performance.now();
  const found = JingwuFinding.search(window.known, each);
  const took = performance.now() - began;
  return [found.slice(0, 20).map((one) => one.entry.item.u), found.some((one) => one.isGuess), took];
})"""
_AT_ONCE: Final = 500


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The pages offered, best first; whether they are guesses; the time taken [ms]."""

    question: Question
    pages: tuple[str, ...]
    is_guess: bool
    took: float

    @property
    def is_wrong(self) -> bool:
        """Is the first page wrong, and not marked as a guess?"""
        return bool(self.pages) and not self.is_guess and self.pages[0] not in self.question.right

    @property
    def is_silent(self) -> bool:
        """Is the right page missing from the answers?"""
        return self.question.kind is not Kind.UNKNOWN and self.question.right.isdisjoint(self.pages)


@contextmanager
def blank_page(slower: int = 1) -> Iterator[Page]:
    """A page of Debian's Chromium with the finder's scripts, with the processor throttled by the factor `slower`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page()
        add_scripts(page)
        if slower > 1:
            client = page.context.new_cdp_session(page)
            client.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        yield page
        browser.close()


def add_scripts(page: Page) -> None:
    """Add the scripts that search, not the one that displays."""
    for name in SCRIPTS:
        page.add_script_tag(path=_THEME / "assets" / "jingwu" / f"{name}.js")


def put(page: Page, index: bytes, asked: Sequence[Question]) -> list[Answer]:
    """Ask the questions one after the other, as if typed, on a page that has the scripts."""
    page.evaluate(_PREPARE, index.decode())
    answers = []
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        found: list[list[Any]] = page.evaluate(_ASK, [question.typed for question in some])
        for question, (pages, is_guess, took) in zip(some, found, strict=True):
            answers.append(Answer(question=question, pages=tuple(pages), is_guess=is_guess, took=took))
    return answers
