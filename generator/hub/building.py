"""Build a hub: every bureau behind a link of its own, and the hub's pages, which lead to them.

`site/` is a folder of links into the store beside it. A link never changes while its bureau stays; what it leads to is
switched by one rename, bureau by bureau, and so are the hub's own pages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.build.engine import content_folder, render_content
from generator.build.tree import ComposedSite, assemble, engine_output
from generator.deploy import MADE, current, deploy, workplace
from generator.deploy.store import unusable
from generator.disk import make_folder, refusals_told
from generator.hub.pages import INDEX, HubMember, finder_head, hub_blocks, hub_pages, hub_texts
from generator.hub.published import published
from generator.hub.running import Outcome, Task, executor_for, outcomes
from generator.load.hub import LoadedHub, load_hub
from generator.load.site import prose_sources
from generator.model.hub import Hub
from generator.model.scheme import NO_SCHEME
from generator.problems import Problem, ProblemsFound

SITE: Final = Path(__file__).parent / "site"
_SCRIPT: Final = "assets/jingwu/hub.js"
_PAGES: Final = "pages"


@dataclass(frozen=True, kw_only=True)
class How:
    """The day, the number of processes, and the address of a Dask scheduler that takes their place."""

    as_of: dt.date
    jobs: int = 1
    scheduler: str | None = None


@dataclass(frozen=True, kw_only=True)
class HubBuilt:
    """The hub's members, and what is to be told of hub.yml."""

    members: tuple[HubMember, ...]
    warnings: tuple[Problem, ...]

    @property
    def failed(self) -> tuple[HubMember, ...]:
        """The bureaus that were not made anew."""
        return tuple(one for one in self.members if one.has_failed)


def build_hub(root: Path, out: Path, how: How, told: Callable[[Outcome], None]) -> HubBuilt:
    """Build all bureaus of hub.yml and the hub's pages behind `out`. Tells each outcome. Raises ProblemsFound."""
    root, out = root.absolute(), out.absolute()
    loaded = load_hub(root)
    hub = loaded.hub
    with refusals_told(out):
        store = _open(out, loaded)
        failed = _build_bureaus(loaded, store, how, told)
        members = {
            one.code: HubMember(
                bureau=one, published=published(store / one.code), has_failed=one.code in failed
            )
            for one in hub.bureaus
        }
        names = _build_pages(hub, members, store / _PAGES)
        _link(out, _links(store, names, members))
    return HubBuilt(members=tuple(members.values()), warnings=_misaddressed(loaded, members))


def store_of_hub(out: Path) -> Path:
    """The folder of the sites of all bureaus and of the hub's pages."""
    return out.with_name(f".{out.name}-hub")


def _open(out: Path, loaded: LoadedHub) -> Path:
    """Make the store and `out`, or refuse what somebody else has put there."""
    for folder in loaded.folders.values():
        if out.is_relative_to(folder) or folder.is_relative_to(out):
            raise unusable(out, f"和单位的文件夹 {folder.name} 是同一个地方", "请换一个 --out 目录")
    store = store_of_hub(out)
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise unusable(out, "是链接或文件,不是汇总网站的目录", "请先移走,或换一个 --out 目录")
    make_folder(store)
    make_folder(out)
    strangers = sorted(entry.name for entry in out.iterdir() if not _is_ours(entry, store))
    if strangers:
        found = f"里有别的内容(例如 {strangers[0]}),不是本程序生成的"
        raise unusable(out, found, "请先移走,或换一个 --out 目录")
    return store


def _is_ours(entry: Path, store: Path) -> bool:
    return entry.is_symlink() and entry.readlink().is_relative_to(f"../{store.name}")


def _build_bureaus(
    loaded: LoadedHub, store: Path, how: How, told: Callable[[Outcome], None]
) -> frozenset[str]:
    """Build every bureau; the codes of those that could not be."""
    number = len(loaded.hub.bureaus)
    jobs = 1 if how.scheduler else max(1, how.jobs // number)
    tasks = [
        Task(code=one.code, root=loaded.folders[one.code], out=store / one.code, as_of=how.as_of, jobs=jobs)
        for one in loaded.hub.bureaus
    ]
    failed = set()
    with executor_for(min(how.jobs, number), how.scheduler) as executor:
        for outcome in outcomes(tasks, executor):
            told(outcome)
            if outcome.problems:
                failed.add(outcome.code)
    return frozenset(failed)


def _build_pages(hub: Hub, members: Mapping[str, HubMember], out: Path) -> Sequence[str]:
    """Deploy the hub's own pages; the names of its files and folders at the root."""
    site = ComposedSite(
        pages=hub_pages(hub, members),
        files={INDEX: finder_head(hub, members), _SCRIPT: SITE / "hub.js"},
        texts=hub_texts(hub),
        blocks=hub_blocks(hub, members.values()),
        scheme=NO_SCHEME,
        address=hub.address,
        beside=frozenset(f"{one.url}index.html" for one in hub.bureaus),
    )
    with workplace(out) as work:
        content = content_folder(SITE)
        sources, problems = prose_sources(content)
        if problems:
            raise ProblemsFound(problems)
        render_content(SITE, sources, work / "content")
        before = current(out)
        tree = assemble(site, engine_output(work / "content", content), before, work / MADE)
        deploy(out, tree.files, tree.pages, work, before)
    return sorted({path.partition("/")[0] for path in tree.files})


def _links(store: Path, names: Iterable[str], members: Mapping[str, HubMember]) -> dict[str, str]:
    """What each link in the hub's folder leads to."""
    own = {name: f"../{store.name}/{_PAGES}/{name}" for name in names}
    there = {
        one.bureau.path: f"../{store.name}/{code}"
        for code, one in members.items()
        if one.published is not None
    }
    return own | there


def _link(out: Path, links: Mapping[str, str]) -> None:
    """Make the links, each by one rename; remove those of bureaus and pages that are gone."""
    for name, target in links.items():
        place = out / name
        if place.is_symlink() and str(place.readlink()) == target:
            continue
        new = store_of_hub(out) / "link"
        new.unlink(missing_ok=True)
        new.symlink_to(target)
        new.replace(place)
    for entry in out.iterdir():
        if entry.name not in links:
            entry.unlink()


def _misaddressed(loaded: LoadedHub, members: Mapping[str, HubMember]) -> tuple[Problem, ...]:
    """Bureaus whose own address is not that under which they stand in the hub."""
    found = []
    for one in loaded.hub.bureaus:
        told, right = members[one.code].published, loaded.hub.address_of(one)
        if told is not None and right is not None and told.address != right:
            message = f"{one.name}的网址写着 {told.address or '没有写'},在这里是 {right}。"
            hint = (
                f"请在 {one.data}/data/bureau.yml 的 site 里写 address: {right};单独发布、以那里为准的不改。"
            )
            found.append(loaded.places[one.code].problem("W440", message, hint))
    return tuple(found)
