"""The parts of every page: the sample banner, the footer, the site's names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit

from generator.model.bureau import BureauInfo
from generator.model.public import PublicBureau
from generator.model.scheme import SchemeDocument
from generator.pages.page import View
from generator.problems import Problem
from generator.ranking.form import ranking_word


@dataclass(frozen=True, kw_only=True)
class Banner:
    """示例数据, until the bureau turns it off."""

    template: ClassVar[str] = "site_banner.html"
    sample: bool


@dataclass(frozen=True, kw_only=True)
class FaultBanner:
    """Replaces the banner in the preview only: why the pages shown are the last good ones."""

    template: ClassVar[str] = "site_faults.html"
    errors: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class Footer:
    """主办单位, contact, registration numbers, and the document that the bureau works by."""

    template: ClassVar[str] = "site_footer.html"
    info: BureauInfo
    document: SchemeDocument | None


def site_texts(bureau: PublicBureau) -> dict[str, str]:
    """The site-wide text slots. `site_home` and `site_path` are "/" if no address is configured."""
    site = bureau.info.site
    home = site.address or "/"
    return {
        "site_name": site.name,
        "bureau_name": bureau.info.name,
        "site_domain": urlsplit(site.address).netloc if site.address else "",
        "site_code": site.identity_code or "",
        "site_home": home,
        "site_path": f"/{urlsplit(home).path.lstrip('/')}",
        "ranking_word": ranking_word(bureau.policy),
        "scheme_word": bureau.scheme.word,
    }


def site_blocks(bureau: PublicBureau) -> dict[str, View]:
    """The site-wide block slots."""
    return {
        "site_banner": Banner(sample=bureau.info.sample),
        "site_footer": Footer(info=bureau.info, document=bureau.scheme.primary),
    }
