"""What can be wrong, and where.

A problem is a value: stable code, severity, place, what was found and what is expected, how to correct it.
Nothing here finds problems: load, checks, privacy and build do. The command line and the plugin print them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Self

from generator.codes import CODES
from generator.personal import without_numbers
from generator.text.mobiles import SPACED_MOBILE


class Severity(StrEnum):
    """An error stops the build; a warning is only shown."""

    ERROR = "error"
    WARNING = "warning"


_LOOKED_AT: Final = 1_000  # a personal number that begins in the quoted part ends within these characters
# The form of a mobile or resident ID number; a division code has 12 digits.
_PERSONAL: Final = re.compile(rf"(?<![0-9])(?:{SPACED_MOBILE}|[0-9](?:[ -]?[0-9]){{14,17}}[Xx]?)(?![0-9])")


@dataclass(frozen=True, kw_only=True, order=True)
class Place:
    """A point in a file: path relative to the root given to the command, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1
    stands_at: str | None = field(default=None, compare=False)  # where it is, if it stands in for `path`

    @property
    def readable_path(self) -> str:
        """The path on one line, personal numbers masked. A file name may contain line ends or terminal codes."""
        return visible(masked(self.stands_at or self.path))

    @classmethod
    def in_text(cls, path: str, text: str, offset: int) -> Self:
        """The place of the character at that offset of a file's text."""
        line = text.count("\n", 0, offset) + 1
        return cls(path=path, line=line, column=offset - text.rfind("\n", 0, offset))

    def problem(self, code: str, message: str, hint: str) -> Problem:
        """A problem at this place."""
        return Problem(code=code, place=self, message=message, hint=hint)

    def __str__(self) -> str:
        return f"{self.readable_path}:{self.line}:{self.column}"


@dataclass(frozen=True, kw_only=True, order=True)
class Problem:
    """One thing that is wrong. `message` says what was found and expected, `hint` how to correct it.

    Personal numbers in either are masked, whether they come from a value, a key, a file name or a guess.
    """

    place: Place
    code: str
    message: str
    hint: str

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(self.code)
        object.__setattr__(self, "message", masked(self.message))
        object.__setattr__(self, "hint", masked(self.hint))

    @property
    def severity(self) -> Severity:
        """The first letter of a code is its severity: E error, W warning."""
        return Severity.WARNING if self.code.startswith("W") else Severity.ERROR

    def __str__(self) -> str:
        return f"{self.place}: [{self.code}] {self.message} {self.hint}".rstrip()


class ProblemsFound(Exception):  # noqa: N818 (a statement about data, not a fault of the program)
    """A stage found errors, so the build ends. Caught only by the command line and the plugin."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by path, line, column and code, and drop duplicates."""
    return tuple(sorted(set(problems)))


def errors_first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors before warnings, otherwise in the given order."""
    return tuple(sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Is any of them an error?"""
    return any(problem.severity is Severity.ERROR for problem in problems)


def nearest(word: str, known: Iterable[str], alike: float = 0.6) -> str | None:
    """The known word most similar to `word`, or None if no similarity reaches `alike` (0 to 1)."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=alike)
    return found[0] if found else None


def shown(text: str, limit: int = 40) -> str:
    """A value as a message quotes it: shortened, on one line, with invisible characters escaped.

    Personal numbers are masked, because messages are copied and forwarded.
    """
    clean = masked(text[:_LOOKED_AT])
    return visible(clean if len(clean) <= limit else clean[:limit] + "…")


def masked(text: str) -> str:
    """Mask personal numbers in any disguise, and anything of their form."""
    return _PERSONAL.sub(
        lambda found: f"{found[0][:3]}{'*' * (len(found[0]) - 5)}{found[0][-2:]}", without_numbers(text)
    )


def visible(text: str) -> str:
    """Escape invisible characters."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
