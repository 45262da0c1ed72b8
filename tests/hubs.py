"""A hub of three small cities: two that work by one method, one by another."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from generator.hub.building import How, HubBuilt, build_hub
from generator.hub.running import Outcome
from tests.small_sites import AS_OF, bureau_in, edit, tree_in

CITIES: Final = {
    "xiangyang": ("420600", "襄阳市", "420000"),
    "huangshi": ("420200", "黄石市", "420000"),
    "dongcheng": ("110101", "东城区", "110000"),
}


SHARED: Final = (
    "policy.yml", "policies", "services.yml", "duties.yml", "scheme", "terms.yml", "examination.yml", "holidays.yml"
)  # fmt: skip


def hub_in(root: Path) -> Path:
    """Write hub.yml and the data of its cities; 东城区 has another version of the method."""
    for name in CITIES:
        bureau_in(root / name)
    edit(root / "dongcheng", "data/policy.yml", "方案没有写数量。", "文件没有写数量。")
    write_hub(root, HUB)
    return root


def share(root: Path, *cities: str, version: str = "2026-1") -> Path:
    """Let cities share the first one's documents, method, holidays and so on; the folder with their data/."""
    write_hub(root, HUB.replace("regions:", "shared: shared\nregions:", 1))
    folder = root / "shared" / version
    for name in SHARED:
        for city in cities:
            own = root / city / "data" / name
            if city == cities[0]:
                (folder / "data").mkdir(parents=True, exist_ok=True)
                shutil.copytree(own, folder / "data" / name) if own.is_dir() else shutil.copy2(
                    own, folder / "data"
                )
            shutil.rmtree(own) if own.is_dir() else own.unlink()
    for city in cities:
        (root / city / "data/shared.yml").write_text(f"version: {version}\n", "utf-8")
    return folder


def whole(site: Path) -> dict[str, bytes]:
    """Every file that readers of the hub see by its path, behind all links."""
    files: dict[str, bytes] = {}
    for entry in site.iterdir():
        below = tree_in(entry) if entry.is_dir() else {"": entry.read_bytes()}
        files |= {f"{entry.name}/{path}".rstrip("/"): body for path, body in below.items()}
    return files


def write_hub(root: Path, text: str) -> None:
    """Write hub.yml."""
    (root / "hub.yml").write_text(text, "utf-8")


def build(root: Path, jobs: int = 2, scheduler: str | None = None) -> tuple[HubBuilt, dict[str, Outcome]]:
    """Build the hub into root/site; what became of it, and of each bureau."""
    told: dict[str, Outcome] = {}
    how = How(as_of=AS_OF, jobs=jobs, scheduler=scheduler)
    built = build_hub(root, root / "site", how, lambda one: told.update({one.code: one}))
    return built, told


HUB: Final = """\
name: 三地社区警务公开网
publisher: 示例单位（虚构）
regions:
  - {code: 420000, name: 湖北省}
  - {code: 110000, name: 北京市}
bureaus:
""" + "".join(
    f"  - {{code: {code}, name: {city}, parent: {parent}, data: {name}, path: {name}}}\n"
    for name, (code, city, parent) in CITIES.items()
)
