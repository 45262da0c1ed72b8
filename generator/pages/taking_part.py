"""Who takes part in a community's prevention: its part of the compositions, and the companies that guard it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.prevention_system import PreventionSystem, SecurityCompany
from generator.model.public import PublicBureau
from generator.model.public_prevention import PublicComposition


@dataclass(frozen=True, kw_only=True)
class TakingPart:
    """Of one community: the groups that it is counted in, and the companies, each with its guards there [persons]."""

    compositions: tuple[PublicComposition, ...]
    companies: tuple[tuple[SecurityCompany, int], ...]
    system: PreventionSystem

    @property
    def alone(self) -> tuple[PublicComposition, ...]:
        """The groups of this community alone."""
        return tuple(one for one in self.compositions if len(one.areas) == 1)

    @property
    def is_pooled(self) -> bool:
        """Is one of its groups told together with those of other communities?"""
        return len(self.alone) < len(self.compositions)


def taking_part(bureau: PublicBureau, area: str) -> TakingPart:
    """What is on record of the community with this id."""
    companies = bureau.prevention.companies
    return TakingPart(
        compositions=tuple(one for one in bureau.compositions if area in one.areas),
        companies=tuple((one, at.guards) for one in companies for at in one.serves if at.area == area),
        system=bureau.prevention,
    )
