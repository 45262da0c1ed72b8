"""The privacy gate, over everything that people write: each kind of private fact, in every place for a text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from typing import Any, Final

import pytest

from generator.build.engine import prose
from generator.load import Loaded
from generator.load.document import marks_of
from generator.load.files import Source
from generator.load.kinds import KINDS, kind_of
from generator.privacy import problems_in, prose_problems
from generator.privacy.held import held_in_file, held_in_prose
from generator.problems import Problem
from tests.number_corpora import DISGUISES, bank_card, disguised, mobile, resident_id
from tests.private_corpora import HELD, REFUSED
from tests.small_sites import REPOSITORY, ezhou
from tests.test_privacy_refusing import loaded

Maker = Callable[[Random], str]
Keys = tuple[str | int, ...]

# Rooms of public places are nobody's home.
PLACES: Final = {"address", "place", "covers"}
# Documents that speak of minors and suspects as tasks; the approvals themselves; what commands write.
NOT_HELD: Final = {"policy", "scheme", "policies", "duties", "services", "terms", "approvals"}


def _hidden(make: Maker) -> Maker:
    return lambda random: disguised(random.choice([*DISGUISES]), make(random), random)


def _any_of(makers: Iterable[Maker]) -> Maker:
    listed = [*makers]
    return lambda random: f"居民反映:{random.choice(listed)(random)}。"


KINDS_OF_FACT: Final[Mapping[str, tuple[str, Maker]]] = {
    "resident ID": ("E401", _hidden(resident_id)),
    "mobile": ("E402", _hidden(mobile)),
    "bank card": ("E403", _hidden(bank_card)),
    "spoken number": ("E401 E402", _any_of(REFUSED["E401 E402"].values())),
    "plate": ("E406", _any_of(REFUSED["E406"].values())),
    "birth date": ("E407", _any_of(REFUSED["E407"].values())),
    "home": ("E408", _any_of(REFUSED["E408"].values())),
    "minor": ("held", _any_of([HELD["minors"]])),
}


def spots() -> Iterator[tuple[str, Keys]]:
    """Every place of the sample's records that has a value: one for each path of keys, whatever the item."""
    seen = set()
    for path, file in ezhou().files.items():
        kind = kind_of(path)
        assert not isinstance(kind, Problem)
        for keys in marks_of(path, file.text).values:
            names = (kind.name, *(key for key in keys if isinstance(key, str)))
            if keys and names not in seen:
                seen.add(names)
                yield path, keys


def file_with(path: str, keys: Keys, text: str) -> Loaded:
    """A file in which nothing stands but this text, at these keys."""
    nested: Any = text
    for key in reversed(keys):
        nested = [nested] if isinstance(key, int) else {key: nested}
    return loaded(json.dumps(nested, ensure_ascii=False), path)


def is_caught(code: str, file: Loaded) -> bool:
    """Is the fact refused, or does the text wait for an approval?"""
    if code == "held":
        return bool(held_in_file(file))
    if code == "E402" and any(one.is_number for one in held_in_file(file)):
        return True
    return any(one.code in code for one in problems_in(file))


def test_the_sample_has_every_kind_of_file() -> None:
    """All kinds of records but what a bureau seldom has are among the places."""
    seen = {kind.name for path, _ in spots() if not isinstance(kind := kind_of(path), Problem)}
    assert {kind.name for kind in KINDS} - seen == {"approvals", "shared"}


@pytest.mark.parametrize("fact", list(KINDS_OF_FACT))
def test_a_private_fact_is_caught_in_every_field(fact: str) -> None:
    """Wherever a record has a value, a private fact in its place is caught, in whatever disguise."""
    code, make = KINDS_OF_FACT[fact]
    random = Random(fact)
    missed = []
    for path, keys in spots():
        folder = path.removeprefix("data/").removesuffix(".yml").split("/")[0]
        if (code == "E408" and not PLACES.isdisjoint(keys)) or (code == "held" and folder in NOT_HELD):
            continue
        text = make(random)
        # Not counted, as in test_privacy_corpora.py: %49 before figures is also the code of I.
        if not is_caught(code, file_with(path, keys, text)) and "%" not in text:
            missed.append((path, keys, text))
    assert missed == []


@pytest.mark.parametrize("fact", list(KINDS_OF_FACT))
def test_a_private_fact_is_caught_on_every_page(fact: str) -> None:
    """At the end of every hand-written page a private fact is caught, but for minors where tasks are quoted."""
    code, make = KINDS_OF_FACT[fact]
    random = Random(fact)
    missed = []
    for page in prose(REPOSITORY)[0]:
        text = make(random)
        source = Source(path=page.path, content=page.content + f"\n\n{text}\n".encode())
        folder = page.path.split("/")[1]
        if code == "held":
            if folder not in NOT_HELD and not held_in_prose(source):
                missed.append((page.path, text))
        elif "%" not in text and not any(one.code in code for one in prose_problems(source)):
            missed.append((page.path, text))
    assert missed == []
