"""text.js reads names and addresses exactly as generator/text/ does, by the same examples."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from generator.text.addresses import RULES
from generator.text.comparing import comparable
from generator.text.radicals import RADICALS
from tests.test_text import spelled, vectors

_NAMES = """([texts, radicals]) => {
  const { comparable, folded, table } = JingwuText;
  const known = table(radicals);
  return texts.map((text) => ({ text, comparable: comparable(text, known), folded: folded(text, known) }));
}"""
_ADDRESSES = """([texts, rules, radicals]) => {
  const { folded, table, addressReader, houseNumber, buildingKeys } = JingwuText;
  const read = addressReader(rules);
  return texts.map((text) => {
    const { parts, rest } = read(folded(text, table(radicals)));
    return { text, parts, house: houseNumber(parts), buildings: buildingKeys(parts), rest };
  });
}"""
_TABLE = ["".join(RADICALS), "".join(RADICALS.values())]


def test_a_name_has_the_same_key_in_the_browser(finding: Page) -> None:
    """Every example of names, every radical and every number to 9,999 has the same key in both languages."""
    examples: list[dict[str, Any]] = vectors("names")
    assert finding.evaluate(_NAMES, [[each["text"] for each in examples], _TABLE]) == examples
    numbers = [spelled(number) for number in range(1, 10_000)]
    read = finding.evaluate(_NAMES, [numbers, _TABLE])
    assert [each["folded"] for each in read] == [str(number) for number in range(1, 10_000)]
    radicals = finding.evaluate(_NAMES, [[*RADICALS], _TABLE])
    assert [each["comparable"] for each in radicals] == [comparable(each) for each in RADICALS]


def test_an_address_is_read_the_same_in_the_browser(finding: Page) -> None:
    """Every example of addresses is read the same in both languages, by the rules of the index."""
    examples = vectors("addresses")
    texts = [each["text"] for each in examples]
    assert finding.evaluate(_ADDRESSES, [texts, [list(rule) for rule in RULES], _TABLE]) == examples
