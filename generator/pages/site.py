"""What stands on every page: the sample banner, the footer, the site's names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final
from urllib.parse import urlsplit

from generator.model.public import PublicBureau
from generator.pages.page import View
from generator.problems import Problem

# More would push the page itself out of sight; the terminal has them all.
_LISTED_FAULTS: Final = 5


@dataclass(frozen=True, kw_only=True)
class Banner:
    """示例数据, until the bureau turns it off."""

    template: ClassVar[str] = "site_banner.html"
    sample: bool


@dataclass(frozen=True, kw_only=True)
class FaultBanner:
    """In the preview only, in the banner's place: these are the last good pages, and why. `more` are not listed."""

    template: ClassVar[str] = "site_faults.html"
    faults: tuple[str, ...]
    more: int


@dataclass(frozen=True, kw_only=True)
class Footer:
    """主办单位, contact, and what is configured. `sitemap` is absolute, since one footer serves pages of any depth."""

    template: ClassVar[str] = "site_footer.html"
    bureau: str
    unit: str
    phone: str
    address: str
    hours: str
    complaints: str
    identity_code: str | None
    icp: str | None
    police_record: str | None
    sitemap: str | None
    document: str


def fault_banner(errors: Sequence[Problem]) -> FaultBanner:
    """The first errors, each with its place."""
    return FaultBanner(
        faults=tuple(str(error) for error in errors[:_LISTED_FAULTS]),
        more=max(0, len(errors) - _LISTED_FAULTS),
    )


def site_texts(bureau: PublicBureau) -> dict[str, str]:
    """The site-wide text slots. `site_home` and its path are the host's root where no address is configured."""
    site = bureau.info.site
    home = site.address or "/"
    return {
        "site_name": site.name,
        "bureau_name": bureau.info.name,
        "site_domain": urlsplit(site.address).netloc if site.address else "",
        "site_code": site.identity_code or "",
        "site_home": home,
        "site_path": f"/{urlsplit(home).path.lstrip('/')}",
    }


def site_blocks(bureau: PublicBureau) -> dict[str, View]:
    """The site-wide block slots."""
    info = bureau.info
    return {
        "site_banner": Banner(sample=info.sample),
        "site_footer": Footer(
            bureau=info.name,
            unit=info.contact.unit,
            phone=info.contact.phone,
            address=info.contact.address,
            hours=info.contact.hours,
            complaints=info.contact.complaints,
            identity_code=info.site.identity_code,
            icp=info.site.icp,
            police_record=info.site.police_record,
            sitemap=f"{info.site.address}sitemap.xml" if info.site.address else None,
            document=f"{bureau.policy.document.number}《{bureau.policy.document.title}》",
        ),
    }
