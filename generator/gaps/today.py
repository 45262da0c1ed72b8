"""What the gaps of a clause are counted from: today's public records and their figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.figures import Figures
from generator.model.public import PublicArea, PublicBureau
from generator.model.release import ReleaseRow
from generator.model.rollout import ConditionId
from generator.progress import Progress
from generator.progress.conditions import State
from generator.wording import month_text


@dataclass(frozen=True, kw_only=True)
class Today:
    """The public records and their figures, as of the bureau's day."""

    bureau: PublicBureau
    figures: Figures

    @property
    def progress(self) -> Progress:
        """The five 到位 of every area."""
        return self.figures.progress

    def areas_without(self, there: Callable[[PublicArea], object]) -> int:
        """The number of areas for which `there` is false."""
        return sum(not there(area) for area in self.bureau.areas.values())

    def areas_lacking(self, condition: ConditionId) -> int:
        """The number of areas that do not meet the condition; unreported ones are not counted."""
        return self.progress.areas_that_are(State.LACKING, condition)

    @property
    def month(self) -> str | None:
        """The last published month, in words; None if there is none."""
        return month_text(self.progress.month) if self.progress.month else None

    @property
    def rows(self) -> tuple[ReleaseRow, ...]:
        """The stations of that month; empty if no month was published."""
        month = self.progress.month
        return self.bureau.releases[month].latest.rows if month is not None else ()


def some(number: int, words: str) -> Iterator[str]:
    """A sentence with the number; nothing for zero."""
    if number:
        yield f"{number} {words}"
