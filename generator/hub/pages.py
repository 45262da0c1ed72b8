"""The hub's pages: its bureaus by region, what is comparable among them, and the head of its finder."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final
from urllib.parse import urlsplit

import orjson

from generator.feeds.sounds import in_pinyin
from generator.hub.published import MethodUsed, SiteFacts
from generator.model.hub import Hub, HubBureau, HubRegion
from generator.model.scheme import NO_SCHEME
from generator.pages.page import Page, View
from generator.pages.site import Banner

INDEX: Final = "assets/finder.json"
_FRAME: Final = "regions/_region/"
_ENDINGS: Final = "市区县州盟旗"
_SHORTEST: Final = 2


@dataclass(frozen=True, kw_only=True)
class HubMember:
    """A bureau of the hub: what its site says, None if it never had one, and whether its last build failed."""

    bureau: HubBureau
    published: SiteFacts | None
    has_failed: bool


@dataclass(frozen=True, kw_only=True)
class HubGroup:
    """A region with its bureaus."""

    region: HubRegion
    members: tuple[HubMember, ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Bureaus that carry out one document by one method, on one day."""

    method: MethodUsed
    members: tuple[HubMember, ...]

    @property
    def size(self) -> int:
        """How many bureaus they are."""
        return len(self.members)

    @property
    def shared(self) -> str | None:
        """The version of the shared files that all of them use."""
        versions = {one.published.shared for one in self.members if one.published is not None}
        return versions.pop() if len(versions) == 1 else None


@dataclass(frozen=True, kw_only=True)
class HubHome:
    """The home page. `is_divided`: regions have pages of their own."""

    template: ClassVar[str] = "hub_home.html"
    groups: tuple[HubGroup, ...]
    is_divided: bool
    comparisons: tuple[Comparison, ...]

    @property
    def example(self) -> str | None:
        """A city to ask for: the first that has a site."""
        every = itertools.chain.from_iterable(group.members for group in self.groups)
        return next((_bare(one.bureau.name) for one in every if one.published is not None), None)

    @property
    def total(self) -> int:
        """How many bureaus there are."""
        return sum(len(group.members) for group in self.groups)


@dataclass(frozen=True, kw_only=True)
class RegionPage:
    """A region's bureaus, and what is comparable among them."""

    template: ClassVar[str] = "hub_region.html"
    group: HubGroup
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, kw_only=True)
class HubFooter:
    """主办单位 and its telephone."""

    template: ClassVar[str] = "hub_footer.html"
    hub: Hub


def hub_pages(hub: Hub, members: Mapping[str, HubMember]) -> tuple[Page, ...]:
    """The home page, and a page for each region if there are several; `members` by code."""
    groups = tuple(
        HubGroup(region=region, members=tuple(members[one.code] for one in hub.of(region)))
        for region in hub.regions
    )
    is_divided = len(groups) > 1
    every = tuple(itertools.chain.from_iterable(group.members for group in groups))
    home = HubHome(groups=groups, is_divided=is_divided, comparisons=comparisons(every))
    pages = [Page(url="", frame="", origin="hub.yml", blocks={"main": home})]
    if is_divided:
        pages += map(_region_page, groups)
    return tuple(pages)


def _region_page(group: HubGroup) -> Page:
    return Page(
        url=group.region.url,
        frame=_FRAME,
        origin="hub.yml",
        texts={"title": f"{group.region.name}各地"},
        blocks={"main": RegionPage(group=group, comparisons=comparisons(group.members))},
    )


def comparisons(members: Iterable[HubMember]) -> tuple[Comparison, ...]:
    """The groups of two or more bureaus whose figures mean the same: document, method and day are one.

    Not those whose last build failed: their figures are of another day, or may not be right.
    """
    found: dict[tuple[object, ...], list[HubMember]] = {}
    for member in members:
        told = member.published
        if told is not None and told.share is not None and not member.has_failed:
            found.setdefault((told.method, told.as_of, told.sample), []).append(member)
    return tuple(
        Comparison(method=told.method, members=tuple(alike))
        for alike in found.values()
        if len(alike) >= _SHORTEST and (told := alike[0].published) is not None
    )


def hub_texts(hub: Hub) -> dict[str, str]:
    """The site-wide text slots, as `site_texts` has them for a bureau."""
    home = hub.address or "/"
    return {
        "site_name": hub.name,
        "bureau_name": hub.publisher,
        "site_domain": urlsplit(hub.address).netloc if hub.address else "",
        "site_code": "",
        "site_home": home,
        "site_path": f"/{urlsplit(home).path.lstrip('/')}",
        "ranking_word": "排名",
        "scheme_word": NO_SCHEME.word,
    }


def hub_blocks(hub: Hub, members: Iterable[HubMember]) -> dict[str, View]:
    """The site-wide block slots: the banner stands as long as any bureau's data are invented."""
    sample = any(one.published is not None and one.published.sample for one in members)
    return {"site_banner": Banner(sample=sample), "site_footer": HubFooter(hub=hub)}


def finder_head(hub: Hub, members: Mapping[str, HubMember]) -> bytes:
    """What the hub's finder knows at first: of each city its names, pinyin, initials, code and sub-path.

    `p` is absent for a bureau without a site.
    """
    regions = {region.code: region.name for region in hub.regions}
    rows = [
        {"n": one.name, "k": list(_names(one.name)), "y": in_pinyin(_bare(one.name)), "c": one.code}
        | {"t": regions[one.parent]}
        | ({"p": one.url} if members[one.code].published is not None else {})
        for one in hub.bureaus
    ]
    return orjson.dumps({"bureaus": rows})


def _names(name: str) -> Iterator[str]:
    """How people call a city: 襄阳市, 襄阳; the longest first."""
    yield name
    if _bare(name) != name:
        yield _bare(name)


def _bare(name: str) -> str:
    return name[:-1] if name[-1] in _ENDINGS and len(name) > _SHORTEST else name
