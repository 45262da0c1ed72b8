"""What stands on every page: the sample banner, the footer, the site's names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit

from generator.model.public import PublicBureau
from generator.pages.page import View


@dataclass(frozen=True, kw_only=True)
class Banner:
    """示例数据, until the bureau turns it off."""

    template: ClassVar[str] = "site_banner.html"
    sample: bool


@dataclass(frozen=True, kw_only=True)
class Footer:
    """主办单位, contact, and the numbers that are configured."""

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
    document: str


def site_texts(bureau: PublicBureau) -> dict[str, str]:
    """The site-wide text slots."""
    site = bureau.info.site
    return {
        "site_name": site.name,
        "bureau_name": bureau.info.name,
        "site_domain": urlsplit(site.address).netloc if site.address else "",
        "site_code": site.identity_code or "",
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
            document=f"{bureau.policy.document.number}《{bureau.policy.document.title}》",
        ),
    }
