"""Unique names: places in pinyin, invented people, telephone numbers that do not exist."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Final

from pypinyin import lazy_pinyin

from generator.founding.texts import words
from generator.text.comparing import comparable

# A meeting's id consists of town, area, both codes and a date, and must stay under 100 characters.
_LONGEST_SLUG: Final = 30


class Given(set[str]):
    """Names or ids given so far, in comparable form: （2） and （二） are the same."""

    def first_free(self, *choices: str, numbered: str) -> str:
        """The first free choice, else the first free number in place of {} in `numbered`."""
        numbers = (numbered.replace("{}", f"{number}") for number in itertools.count(2))
        name = next(one for one in itertools.chain(choices, numbers) if one and comparable(one) not in self)
        self.add(comparable(name))
        return name


def slug(name: str) -> str:
    """The name in pinyin, only letters and digits; empty if nothing can be spelled."""
    readings = words("names")["readings"] | words("names")["surname_readings"]
    spelled = "".join(lazy_pinyin(_own_readings().sub(lambda found: readings[found[0]], name)))
    return re.sub("[^a-z0-9]", "", spelled.lower())[:_LONGEST_SLUG]


@cache
def _own_readings() -> re.Pattern[str]:
    table = words("names")
    family = f"^[{''.join(table['surname_readings'])}](?=[{table['after_a_surname']}])"
    return re.compile("|".join([family, *table["readings"]]))


def people(seed: int, numbers: Iterator[str]) -> Iterator[dict[str, str]]:
    """Yield new people with a telephone; badges are unique six-digit numbers, the first ones beginning with 00."""
    for badge in itertools.count(101):
        name = person_name(Random(f"{seed} person {badge}"))
        yield {"name": name, "badge": f"{badge:06d}", "phone": next(numbers)}


def person_name(random: Random) -> str:
    """A surname and one or two characters."""
    surnames, *parts = (words("names")[key] for key in ("surnames", "middles", "lasts"))
    chosen = parts if random.randrange(4) else [words("names")["singles"]]
    return "".join(random.choice(characters) for characters in (surnames, *chosen))


def phones() -> Iterator[str]:
    """Yield new numbers, with an area code that does not exist."""
    return (f"000-{number:08d}" for number in itertools.count(1))
