"""The finder over an index in parts: the same answers as from the whole, from the parts that a question needs."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Page

from generator.build import read_bureau
from generator.feeds import finder_parts
from generator.feeds.finder import finder_index
from generator.feeds.finder_parts import HEAD, finder_files
from generator.model.public import PublicBureau
from tests.small_sites import AS_OF, REPOSITORY
from tools.sweep.questions import questions

# Files come from the test in place of a server; each question can be asked of an index that has no part yet.
_PUT = """([files, whole]) => {
  window.asked = [];
  window.fetch = async (url) => {
    const path = new URL(url).pathname.slice(1);
    window.asked.push(path);
    return { ok: path in files, status: 404, json: async () => JSON.parse(files[path]) };
  };
  window.whole = JingwuKnowing.prepare(JSON.parse(whole));
  window.told = (found) => [found.note || '', found.map(({ entry, match, isGuess }, at) => (
    [entry.item.u, match.rank, match.needle, isGuess, at < 20 ? match.hint : '']))];
}"""
_COMPARE = """async ([typed, fresh]) => {
  const differing = [];
  let index = null;
  for (const [at, each] of typed.entries()) {
    if (!index || at % fresh === 0) index = await JingwuParts.open('http://x/assets/finder.json');
    const parted = JSON.stringify(told(await index.search(each)));
    const whole = JSON.stringify(told(JingwuFinding.search(window.whole, each)));
    if (parted !== whole) differing.push([each, parted.slice(0, 300), whole.slice(0, 300)]);
  }
  return differing;
}"""
_PARTS = """async (typed) => {
  const index = await JingwuParts.open('http://x/assets/finder.json');
  window.asked = [];
  const [note] = told(await index.search(typed));
  return [window.asked.map((path) => path.replace(/.*[/]/, '')).sort(), note];
}"""
_OFTEN = (
    "怎么办身份证",
    "投诉民警",
    "王警官",
    "小区的民警是谁",
    "附近派出所",
    "古楼派出所 glsq",
    "18号",
    "华容区",
)


@pytest.fixture(scope="module")
def public() -> PublicBureau:
    return read_bureau(REPOSITORY, AS_OF).public


@pytest.fixture
def parted(finding: Page, public: PublicBureau, monkeypatch: pytest.MonkeyPatch) -> Page:
    """A blank page with the scripts, whose index is Ezhou's in three parts."""
    monkeypatch.setattr(finder_parts, "MOST_BYTES", 0)
    files = {path: body.decode() for path, body in finder_files(public).items() if path.endswith(".json")}
    assert [path for path in files if path != HEAD] == [
        f"assets/finder/{name}.json" for name in (0, 1, 2, "rest")
    ]
    finding.evaluate("document.head.append(document.createElement('base'))")
    finding.evaluate("document.querySelector('base').href = 'http://x/'")
    finding.evaluate(_PUT, [files, finder_index(public).decode()])
    return finding


def pieces(typed: list[str], drawn: random.Random, count: int) -> list[str]:
    """Parts of questions, as typed so far or from their middle; of two characters and more."""
    found: list[str] = []
    while len(found) < count:
        text = drawn.choice(typed)
        start, end = sorted(drawn.choices(range(len(text) + 1), k=2))
        if len(text[start:end].strip()) > 1:
            found.append(text[start:end])
    return found


@pytest.mark.parametrize(("fresh", "count"), [(1, 60), (50, 300)])
def test_parts_answer_like_the_whole(parted: Page, public: PublicBureau, fresh: int, count: int) -> None:
    """Any question has the same answers in the same order, whether its parts are the first or others are there."""
    drawn = random.Random(fresh)
    every = [question.typed for question in questions(public)]
    asked = [*drawn.sample(every, count), *pieces(every, drawn, count // 2), *_OFTEN]
    asked = [each for each in asked if parted.evaluate("(each) => whole.fold(each).length", each) > 1]
    assert parted.evaluate(_COMPARE, [asked, fresh]) == []


@pytest.mark.parametrize(
    ("typed", "loaded"),
    [
        ("官柳社区", ["2.json"]),
        # A village 花园 of another district is not meant, for the estate is there.
        ("新华花园3栋", ["0.json"]),
        ("我住新华花园", ["0.json"]),
        # But an estate that is not there may be that village's.
        ("鑫鑫鑫花园3栋", ["0.json", "1.json", "2.json", "rest.json"]),
        ("怎么办身份证", []),
        # Any name may be meant by pinyin, or by what no name is like.
        ("guanliu", ["0.json", "1.json", "2.json", "rest.json"]),
        ("管留社区", ["0.json", "1.json", "2.json", "rest.json"]),
        # So may be a division code, of which the head knows none.
        ("420704002001", ["0.json", "1.json", "2.json", "rest.json"]),
    ],
)
def test_a_question_loads_what_it_needs(parted: Page, typed: str, loaded: list[str]) -> None:
    """A name loads the part that has it; services are in the head."""
    assert parted.evaluate(_PARTS, typed)[0] == loaded


def test_one_character_loads_nothing(parted: Page) -> None:
    """Most names have it; the finder asks for another character, and offers stations."""
    assert parted.evaluate(_PARTS, "官") == [[], "请再多写一个字，才能找到小区、村和民警。"]


def test_a_part_of_a_later_site_is_refused(parted: Page) -> None:
    """A part that is not the head's ends the search, and the next one begins with the new head."""
    told = parted.evaluate(
        """async () => {
      const before = window.fetch;
      const index = await JingwuParts.open('http://x/assets/finder.json');
      window.fetch = async () => ({ ok: true, json: async () => ({ id: 'other' }) });
      const first = await index.search('官柳社区').then(() => 'found', (error) => error.message);
      window.fetch = before;
      return [first, (await index.search('官柳社区')).length > 0];
    }"""
    )
    assert told == ["the site has changed", True]
