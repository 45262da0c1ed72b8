"""The latest seal, at the end of every ranking page: who keeps it can tell later whether anything was changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from generator.model.ledger import LatestSeal
from generator.model.public import Setting
from generator.pages.links import LEDGER, VERIFY
from generator.pages.page import Page

_SHORT = 8


@dataclass(frozen=True, kw_only=True)
class SealNote:
    """The latest seal; None before anything was published under a seal. `address` is the site's, if it has one."""

    template: ClassVar[str] = "ranking_seal.html"
    program: ClassVar[str] = VERIFY
    ledger: ClassVar[str] = f"{LEDGER}.csv"
    latest: LatestSeal | None
    address: str | None

    @property
    def short(self) -> str:
        """Its first characters, as the page shows it at a glance."""
        return self.latest.seal[:_SHORT] if self.latest else ""


def with_seal(page: Page, setting: Setting) -> Page:
    """The page with the latest seal in its second slot."""
    note = SealNote(latest=setting.latest_seal, address=setting.info.site.address)
    return replace(page, blocks={**page.blocks, "seal": note})
