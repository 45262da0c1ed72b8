"""`make bench`: compare this generator with MkDocs alone, in one run on the same data, at Ezhou's size.

Cold: a whole build in a new process with nothing to reuse. Nothing changed, and one community edited: the same command
again. Preview: the update by `mkdocs serve` after an edit. MkDocs alone: the same pages as Markdown.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import orjson

from benchmarks.markdown_pages import markdown_of
from generator.build import collector_at_rest, finish, read_bureau
from generator.build.composing import compose
from generator.build.engine import prose, render_content
from generator.build.preview import Preview
from generator.deploy import workplace
from generator.deploy.trees import write_tree
from generator.pages.page import Page
from generator.render import Templates

REPOSITORY = Path(__file__).parent.parent
AS_OF = dt.date(2026, 11, 24)
EDITED = "data/communities/gulou/gulou-guanliu.yml"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the table: total seconds, and the number of data pages."""

    title: str
    seconds: float
    pages: int


def _seconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def _jingwu(root: Path, out: Path) -> float:
    command = [str(Path(sys.executable).with_name("jingwu")), "build", "--as-of", str(AS_OF)]
    return _seconds(
        lambda: subprocess.run(
            [*command, "--root", str(root), "--out", str(out)], check=True, capture_output=True
        )
    )


def _data_pages(root: Path) -> dict[str, str]:
    """Every page made from records, as Markdown with its front matter, by URL."""
    templates = Templates()
    site = compose(root, read_bureau(root, AS_OF).public)
    return {page.url: _markdown(page, templates) for page in site.pages if page.frame.rpartition("/_")[1]}


def _markdown(page: Page, templates: Templates) -> str:
    front = "".join(f"{key}: {orjson.dumps(value).decode()}\n" for key, value in page.texts.items())
    body = "".join(templates.block(view, page.root) for view in page.blocks.values())
    return f"---\n{front}---\n\n{markdown_of(body)}"


def _alone(root: Path, work: Path, pages: dict[str, str], theme: str) -> float:
    prepared = work / "pages.json"
    prepared.write_bytes(orjson.dumps(pages))
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [
        sys.executable,
        "-m",
        "benchmarks.mkdocs_alone",
        str(root),
        str(prepared),
        str(work / "alone"),
        theme,
    ]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=REPOSITORY, env=environment
    )
    return float(done.stdout.split()[-1])


def _from_records(root: Path, work: Path) -> tuple[float, float]:
    """Seconds from the records, and from the pages' views alone, which correspond to MkDocs' finished Markdown."""
    checked = read_bureau(root, AS_OF)
    out = work / "stamped" / "site"
    out.parent.mkdir()
    with collector_at_rest(), workplace(out) as place:
        began = time.perf_counter()
        site = compose(root, checked.public)
        composed = time.perf_counter()
        finish(root, site, work / "content", out, place, checked)
        written = time.perf_counter()
    return written - began, written - composed


def _written(work: Path) -> float:
    """Seconds to write the same pages to disk, which every generator has to spend."""
    site = (work / "stamped" / "site").resolve()
    pages = {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*.html")}
    return _seconds(lambda: write_tree(work / "written", pages, work))


def _preview(root: Path, work: Path) -> float:
    out = work / "preview"
    out.mkdir()
    render_content(root, prose(root)[0], work / "content")
    preview = Preview(root=root, out=out)
    preview.take_content(work / "content")
    preview.update(AS_OF)
    times = []
    for number in range(5):
        _edit(root, f"0711-000090{number}")
        times.append(_seconds(lambda: preview.update(AS_OF)))
    preview.close()
    return sorted(times)[len(times) // 2]


def _edit(root: Path, phone: str) -> None:
    file = root / EDITED
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if "phone:" in line)
    begins = lines[at].index("0711-")
    lines[at] = lines[at][:begins] + phone + lines[at][begins + len(phone) :]
    file.write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Measure and print the table, ready for README.md."""
    with tempfile.TemporaryDirectory(prefix="jingwu-bench-") as folder:
        work = Path(folder)
        root = work / "root"
        root.mkdir()
        shutil.copytree(REPOSITORY / "data", root / "data")
        pages = _data_pages(root)
        count = len(pages)
        cold = _jingwu(root, work / "site")
        unchanged = _jingwu(root, work / "site")
        _edit(root, "0711-0000900")
        edited = _jingwu(root, work / "site")
        preview = _preview(root, work)
        # Measure the cold build again with a warm disk cache, as the others have; the better time counts.
        cold = min(cold, _jingwu(root, work / "site-again"))
        stamped, from_views = _from_records(root, work)
        written = _written(work)
        default = _alone(REPOSITORY, work, pages, "default") - _alone(REPOSITORY, work, {}, "default")
        material = _alone(REPOSITORY, work, pages, "material") - _alone(REPOSITORY, work, {}, "material")
        ours = _alone(REPOSITORY, work, pages, "ours") - _alone(REPOSITORY, work, {}, "ours")
    lines = [
        Line(title="a whole cold build: read, check, pages, downloads, calendars", seconds=cold, pages=count),
        Line(title="the same again, nothing changed", seconds=unchanged, pages=count),
        Line(title="the same again, one community edited", seconds=edited, pages=count),
        Line(title="one community edited, in the preview", seconds=preview, pages=count),
        Line(title="from the records in memory to the written site", seconds=stamped, pages=count),
        Line(title="of that, from the pages' finished views", seconds=from_views, pages=count),
        Line(title="of that, writing the pages to this disk", seconds=written, pages=count),
        Line(title="MkDocs alone, Material and its search: the pages", seconds=default, pages=count),
        Line(title="MkDocs alone, Material without search: the pages", seconds=material, pages=count),
        Line(title="MkDocs alone, this product's theme: the pages", seconds=ours, pages=count),
    ]
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{dt.datetime.now(dt.UTC).date()} · {machine}\n")
    print(f"| {count} data pages | time [s] | per data page [ms] |\n|---|---:|---:|")
    for line in lines:
        each = f"{1000 * line.seconds / line.pages:.2f}" if line.pages else ""
        print(f"| {line.title} | {line.seconds:.2f} | {each} |")
    for name, alone in (("with search", default), ("without search", material)):
        print(
            f"\nMaterial {name} / from finished views: {alone / from_views:.1f};"
            f" / from records: {alone / stamped:.1f}; / whole cold build: {alone / cold:.1f}"
        )


if __name__ == "__main__":
    main()
