"""The formulas of the method: every part has one in every edition, every symbol is explained, every example is real."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import pytest

from generator.model.policy import LATEST_EDITION, PartId, Policy
from generator.pages.ranking.clarified import rules_said
from generator.pages.ranking.formulas import formula_of
from generator.pages.ranking.method import MethodVersion, method_pages
from generator.pages.ranking.notation import tokens_of
from generator.privacy import publish
from generator.ranking.published import published_months
from generator.render import Templates, page_values
from tests.small_sites import AS_OF, ezhou

EDITIONS: Final = range(1, LATEST_EDITION + 1)


@pytest.fixture(scope="module")
def versions() -> Mapping[str, tuple[MethodVersion, str]]:
    """Each version of the method in the sample with its page's block, by version."""
    bureau = ezhou().bureau
    assert bureau is not None
    public = publish(bureau, AS_OF)
    templates, found = Templates(), {}
    for page in method_pages(public, published_months(public).values()):
        view = page.blocks["main"]
        assert isinstance(view, MethodVersion)
        found[page.url.removeprefix("ranking/method/").strip("/") or "in force"] = (
            view,
            page_values(page, templates)["main"],
        )
    return found


def in_edition(policy: Policy, edition: int) -> Policy:
    """The policy with another edition."""
    return policy.model_copy(update={"ranking": policy.ranking.model_copy(update={"edition": edition})})


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("part", PartId)
def test_every_symbol_of_a_formula_is_explained(
    versions: Mapping[str, tuple[MethodVersion, str]], part: PartId, edition: int
) -> None:
    """Every part has a formula in every edition; its symbols and indices are among the terms, with no blank left."""
    found = formula_of(part, in_edition(versions["in force"][0].version.policy, edition))
    used = {
        (token.symbol, token.index) for token in tokens_of(f"{found.attained}; {found.due}") if token.symbol
    }
    explained = {
        (token.symbol, token.index)
        for symbol, _ in found.terms
        for token in tokens_of(symbol)
        if token.symbol
    }
    assert {one for one in used if one[0] != "Σ"} <= explained
    assert {index for _, indices in used for index in indices or ""} <= {symbol for symbol, _ in explained}
    said = "".join((found.absent, found.idle, *(what for _, what in found.terms)))
    assert found.absent
    assert found.idle
    assert not re.search(r"[{}]", said)


def test_a_formula_is_split_into_symbols_and_text() -> None:
    """A letter is a symbol, what follows its underscore an index, min and signs are text."""
    written = [
        f"[{token.symbol}{token.index or ''}]" if token.symbol else token.text
        for token in tokens_of("Σ_ct min(n_ct, r_c)")
    ]
    assert "".join(map(str, written)) == "[Σct] min([nct], [rc])"


def test_the_examples_are_published_numbers(versions: Mapping[str, tuple[MethodVersion, str]]) -> None:
    """The example of a version is a station of the last month that it ranked, with the numbers of that release."""
    for view, html in versions.values():
        if not view.version.used:
            assert view.example is None
            continue
        assert view.example is not None
        assert view.example.month == view.version.used[-1][-1]
        for part in view.example.result.scored_parts:
            if part.numerator:
                assert f"{part.measure.attained}/{part.measure.due}（" in html.replace(",", ""), part.id
            assert f'id="formula-{part.id.value}"' in html
        assert f"= {view.example.result.score}" in html


def test_what_had_to_be_guessed_is_said(versions: Mapping[str, tuple[MethodVersion, str]]) -> None:
    """Each version's page says the rules that words leave open, with the numbers of its own policy."""
    for view, html in versions.values():
        rules = dict(rules_said(view.version.policy))
        assert len(rules) == 10
        assert all(subject in html and rule in html for subject, rule in rules.items())
        most = view.version.policy.year.missing_at_most.value
        assert f"恰好缺 {most} 个月的还有全年得分" in rules["全年缺几个月"]


def test_editions_differ_where_their_rules_do(versions: Mapping[str, tuple[MethodVersion, str]]) -> None:
    """The second edition takes the union of promised weekdays and asks a reason of a week of 0 days."""
    policy = versions["in force"][0].version.policy
    first, second = (dict(rules_said(in_edition(policy, edition))) for edition in (1, 2))
    assert "最多的一位" in first["两名民警承诺的天数"]
    assert "合在一起" in second["两名民警承诺的天数"]
    assert first["写“0 天”的周"] != second["写“0 天”的周"]
    assert first["一周算哪个月"] == second["一周算哪个月"]
