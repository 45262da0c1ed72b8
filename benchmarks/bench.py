"""`make bench`: this generator, Hugo with the same finished pages, and `cp -r`, in turn on the same data.

`python -m benchmarks.bench [ezhou] [beijing] [SIZE…]`: Ezhou is data/, Beijing a sample of three months, a SIZE one
of one month without meetings with about so many communities. The results go into benchmarks/results.json.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks import hugo, report
from benchmarks.markdown_pages import markdown_of
from benchmarks.places import (
    AS_OF,
    edit_community,
    edit_policy,
    in_city,
    of_size,
    villages,
    write_data,
)
from benchmarks.process import Cost, cost

REPOSITORY: Final = Path(__file__).parent.parent
ROUNDS: Final = int(os.environ.get("BENCH_ROUNDS", "3"))
_ALONE: Final = """\
site_name: jingwu
theme: {name: material, language: zh, font: false}
plugins: [search]
nav: [index.md]
not_in_nav: '*'
validation: {links: {not_found: ignore, anchors: ignore, unrecognized_links: ignore}}
"""


def work_folder() -> Path:
    """Where the data of measurements are: BENCH_FOLDER, or a folder in the system's temporary one."""
    return Path(os.environ.get("BENCH_FOLDER", Path(tempfile.gettempdir()) / "jingwu-bench"))


def jingwu(*command: str, root: Path, out: Path) -> Cost:
    """A command as a clerk calls it."""
    program = Path(sys.executable).with_name("jingwu")
    return cost([program, *command, "--as-of", f"{AS_OF}", "--root", root, "--out", out])


def build(root: Path, out: Path) -> Cost:
    """`jingwu build`."""
    return jingwu("build", root=root, out=out)


def forget(root: Path, out: Path) -> None:
    """Leave nothing of an earlier build."""
    out.unlink(missing_ok=True)
    for kept in (out.parent / f".{out.name}-releases", root / ".jingwu_cache", out.parent / ".jingwu_cache"):
        shutil.rmtree(kept, ignore_errors=True)


def copy(site: Path, work: Path) -> Cost:
    """`cp -r` of a site."""
    target = work / "copy"
    shutil.rmtree(target, ignore_errors=True)
    done = cost(["cp", "-r", site, target])
    shutil.rmtree(target)
    return done


def with_hugo(site: Path, work: Path) -> Cost:
    """Hugo's whole build of the same pages; its folder is made once. Raises RuntimeError if it makes other pages."""
    source, out = work / "hugo", work / "hugo-site"
    if not source.exists():
        hugo.prepare(site, source)
    shutil.rmtree(out, ignore_errors=True)
    done = cost(hugo.command(source, out))
    ours, theirs = ({path.relative_to(at) for path in at.rglob("*.html")} for at in (site, out))
    if ours != theirs:
        raise RuntimeError(f"Hugo made other pages: {sorted(ours ^ theirs)[:5]}")
    return done


def with_mkdocs(site: Path, work: Path) -> Cost:
    """MkDocs with Material and its search, given the same pages as Markdown files."""
    project = work / "mkdocs"
    for page in site.rglob("index.html"):
        folder = page.parent.relative_to(site)
        name = folder.with_name(f"{folder.name}.md") if folder.name else Path("index.md")
        hugo.write(project / "docs" / name, markdown_of(hugo.content(page, page.read_text("utf-8"))))
    hugo.write(project / "mkdocs.yml", _ALONE)
    command: list[str | Path] = [
        Path(sys.executable).with_name("mkdocs"),
        "build",
        "-q",
        "-d",
        work / "mkdocs-site",
    ]
    done = cost(command, cwd=project, env={"NO_MKDOCS_2_WARNING": "1"})
    for made in (project, work / "mkdocs-site"):
        shutil.rmtree(made)
    return done


def in_turn(root: Path, work: Path, number: int, *, with_changes: bool) -> Iterator[tuple[str, Cost]]:
    """One round of everything that is compared."""
    out = work / "site"
    forget(root, out)
    yield "cold", build(root, out)
    if with_changes:
        yield "unchanged", build(root, out)
        edit_community(root, number)
        yield "edit", build(root, out)
        edit_policy(root, 26 + number % 20)
        yield "policy", build(root, out)
    yield "hugo", with_hugo(out.resolve(), work)
    yield "cp", copy(out.resolve(), work)


def measured(root: Path, work: Path, rounds: int, *, with_changes: bool = True) -> dict[str, Any]:
    """The result of a bureau: of each line the round with the least wall time, and the most memory of any round."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    costs: dict[str, Cost] = {}
    for number in range(rounds):
        for name, now in in_turn(root, work, number, with_changes=with_changes):
            print(f"  {name:10} {now.wall:8.2f} s {now.cpu:8.2f} CPU s {now.memory >> 20:6} MiB", flush=True)
            best = min(costs.get(name, now), now, key=lambda one: one.wall)
            memory = max(costs.get(name, now).memory, now.memory)
            costs[name] = Cost(wall=best.wall, cpu=best.cpu, memory=memory)
    return {**described(root), "rounds": rounds, **size_of((work / "site").resolve()), "costs": costs}


def described(root: Path) -> dict[str, Any]:
    """When, where and of how many communities a result is."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    communities = sum(1 for _ in (root / "data" / "communities").rglob("*.yml"))
    return {
        "date": f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC",
        "machine": machine,
        "load": round(os.getloadavg()[1], 1),
        "communities": communities,
    }


def size_of(site: Path) -> dict[str, int]:
    """Pages, files and bytes of a site."""
    sizes = {path: path.stat().st_size for path in site.rglob("*") if path.is_file()}
    pages = sum(path.suffix == ".html" for path in sizes)
    return {"pages": pages, "files": len(sizes), "bytes": sum(sizes.values())}


def data_of(name: str, work: Path) -> Path:
    """The data of what is measured, made if they are not there."""
    root = work / f"data-{name}"
    if name == "ezhou":
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(REPOSITORY / "data", root / "data")
    elif not (root / "whole").exists():
        shutil.rmtree(root, ignore_errors=True)
        listed = villages(work)
        if name == "beijing":
            write_data(in_city(listed, "11"), root, city="北京市", months=3, with_meetings=True)
        else:
            places = of_size(in_city(listed, "42"), int(name))
            write_data(places, root, city="示例市", months=1, with_meetings=False)
        (root / "whole").touch()
    return root


def main(names: list[str]) -> None:
    """Measure what is named, one after the other."""
    work = work_folder()
    for name in names:
        print(f"{name}:", flush=True)
        root, place = data_of(name, work), work / name
        is_size = name.isdecimal()
        result = measured(root, place, 1 if is_size else ROUNDS, with_changes=not is_size)
        if name == "ezhou":
            result["costs"]["mkdocs"] = with_mkdocs((place / "site").resolve(), place)
        report.add(name, result)
        shutil.rmtree(place)
        if is_size:
            shutil.rmtree(root)


if __name__ == "__main__":
    main(sys.argv[1:] or ["ezhou", "beijing"])
