"""Names: places spelled in pinyin, people who do not exist, telephone numbers that nobody has, and no two alike."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Final

from pypinyin import lazy_pinyin

from generator.text.comparing import comparable
from tools.sample.texts import words

# A meeting's id, made of town, area, both codes and a date, has to stay under 100.
_LONGEST_SLUG: Final = 30


class Given(set[str]):
    """Names or ids that were given so far, without the differences that nobody sees or hears: （2）, （二）."""

    def first_free(self, *choices: str, numbered: str) -> str:
        """The first choice that nobody has, else the first that is free with a number in place of {}."""
        numbers = (numbered.replace("{}", f"{number}") for number in itertools.count(2))
        name = next(one for one in itertools.chain(choices, numbers) if one and comparable(one) not in self)
        self.add(comparable(name))
        return name


def slug(name: str) -> str:
    """The name in pinyin, letters and digits only, without spaces; empty where nothing can be spelled."""
    readings = words("names")["readings"] | words("names")["surname_readings"]
    spelled = "".join(lazy_pinyin(_own_readings().sub(lambda found: readings[found[0]], name)))
    return re.sub("[^a-z0-9]", "", spelled.lower())[:_LONGEST_SLUG]


@cache
def _own_readings() -> re.Pattern[str]:
    table = words("names")
    family = f"^[{''.join(table['surname_readings'])}](?=[{table['after_a_surname']}])"
    return re.compile("|".join([family, *table["readings"]]))


def people(seed: int, numbers: Iterator[str]) -> Iterator[dict[str, str]]:
    """Ever new people with a telephone; no badge twice, six digits that begin with 00 for the first ten thousand."""
    for badge in itertools.count(101):
        name = person_name(Random(f"{seed} person {badge}"))
        yield {"name": name, "badge": f"{badge:06d}", "phone": next(numbers)}


def person_name(random: Random) -> str:
    """A surname and one or two characters."""
    surnames, *parts = (words("names")[key] for key in ("surnames", "middles", "lasts"))
    chosen = parts if random.randrange(4) else [words("names")["singles"]]
    return "".join(random.choice(characters) for characters in (surnames, *chosen))


def phones() -> Iterator[str]:
    """Ever new numbers, with an area code that does not exist."""
    return (f"000-{number:08d}" for number in itertools.count(1))
