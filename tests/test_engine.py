"""The engine can be exchanged: MkDocs and ProperDocs, which goes on with its code, make the same site."""

from __future__ import annotations

import logging
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from generator import ENGINES
from generator.build import build, engine
from generator.problems import ProblemsFound
from tests.small_sites import AS_OF, edit, tree_in, with_own_content


def test_both_engines_make_the_same_bytes(root: Path, tmp_path: Path) -> None:
    """Every file of a site is the same by either engine."""
    sites = []
    for name in ENGINES:
        build(root, tmp_path / name, AS_OF, name)
        sites.append(tree_in(tmp_path / name))
    assert sites[0] == sites[1]
    assert b"properdocs" not in sites[1]["index.html"].lower()


def test_a_warning_of_either_engine_stops_the_build(root: Path, out: Path) -> None:
    """ProperDocs logs under its own name, and is heard all the same."""
    edit(with_own_content(root), "content/privacy.md", "{#top}\n", "{#top}\n\n[x](nowhere.md)\n")
    with pytest.raises(ProblemsFound) as found:
        build(root, out, AS_OF, "properdocs")
    assert [(problem.code, problem.place.path) for problem in found.value.problems] == [
        ("E504", "content/privacy.md")
    ]
    assert logging.getLogger("properdocs").propagate


def test_an_engine_that_is_not_installed_is_named(
    root: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says how to install it, and the site is as it was."""
    monkeypatch.setattr(engine, "find_spec", lambda name: None if name == "properdocs" else find_spec(name))
    with pytest.raises(ProblemsFound) as found:
        build(root, out, AS_OF, "properdocs")
    (problem,) = found.value.problems
    assert (problem.code, problem.message) == ("E515", "没有安装网页引擎 properdocs。")
    assert "pip install properdocs" in problem.hint
    assert not out.exists()


def test_the_plugin_runs_in_properdocs(root: Path) -> None:
    """`properdocs build` makes a whole site, and stops at a broken link like MkDocs."""
    edit(with_own_content(root), "mkdocs.yml", "  - jingwu\n", f"  - jingwu:\n      as_of: {AS_OF}\n")
    command = [sys.executable, "-m", "properdocs", "build", "-f", "mkdocs.yml"]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    before = (root / "site").readlink()
    assert (root / "site/communities/gulou-binhu/index.html").is_file()
    edit(root, "content/privacy.md", "{#top}\n", "{#top}\n\n[x](nowhere.md)\n")
    stopped = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    assert (stopped.returncode, (root / "site").readlink()) == (1, before)
    assert "链接 nowhere.md 所指的文件不存在" in stopped.stderr
