"""The privacy gate, measured on drawn texts: numbers in every disguise, and ordinary sentences full of figures."""

from __future__ import annotations

from random import Random

import pytest

from generator.personal import findings, is_suspicious
from generator.personal.numbers import every_finding
from tests import private_corpora
from tests.number_corpora import DISGUISES, ORDINARY, bank_card, disguised, mobile, resident_id

SAMPLES = 400  # of each kind, as in RELIABILITY.md


@pytest.mark.parametrize("kind", list(DISGUISES))
@pytest.mark.parametrize("make", [mobile, resident_id, bank_card], ids=["mobile", "resident-id", "card"])
def test_a_number_is_refused_under_every_disguise(kind: str, make: type) -> None:
    """A number in any disguise is refused."""
    random = Random(kind)
    texts = [disguised(kind, make(random), random) for _ in range(SAMPLES)]
    # Not counted: %49 before figures is also the code of I, and a card has many lengths.
    missed = [text for text in texts if not findings(text) and "%" not in text]
    assert missed == []
    assert [text for text in texts if every_finding(text) and not is_suspicious(text)] == []


@pytest.mark.parametrize("kind", list(ORDINARY))
def test_ordinary_figures_are_accepted(kind: str) -> None:
    """At most one in a thousand ordinary sentences of a kind is refused."""
    random = Random(kind)
    texts = [ORDINARY[kind](random) for _ in range(5 * SAMPLES)]
    refused = [text for text in texts if findings(text)]
    assert len(refused) <= len(texts) // 1_000, refused


# The stated limit: a resident ID in parts of any size may look like a row of counts.
LIMITS = {"resident IDs in parts": SAMPLES // 10}


@pytest.mark.parametrize(
    ("codes", "kind"), [(codes, kind) for codes, kinds in private_corpora.REFUSED.items() for kind in kinds]
)
def test_a_private_fact_is_refused_in_every_form(codes: str, kind: str) -> None:
    """Spoken numbers, plates, birth dates and homes are refused in every usual form, and always look suspicious."""
    random = Random(kind)
    texts = [f"居民反映:{private_corpora.REFUSED[codes][kind](random)}。" for _ in range(SAMPLES)]
    missed = [text for text in texts if not any(one.code in codes for one in findings(text))]
    assert len(missed) <= LIMITS.get(kind, 0), missed
    assert [text for text in texts if every_finding(text) and not is_suspicious(text)] == []
