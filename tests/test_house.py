"""Rules of this repository that no other tool checks. import-linter checks layers and imports (pyproject.toml)."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.codes import CODES
from generator.load.site import STYLE_PARTS
from tests.small_sites import REPOSITORY

GENERATOR: Final = REPOSITORY / "generator"
TEMPLATES: Final = sorted((GENERATOR / "templates").glob("*.html"))
ROOM: Final = 300
FUNCTION: Final = 50


def modules() -> Iterator[tuple[str, ast.Module, str]]:
    """Yield the path, tree and text of every module of the product."""
    for path in sorted(GENERATOR.rglob("*.py")):
        text = path.read_text("utf-8")
        yield path.relative_to(REPOSITORY).as_posix(), ast.parse(text), text


def test_no_module_has_a_vague_name() -> None:
    """A module is named after its work."""
    junk = {"utils", "util", "helpers", "helper", "common", "base", "misc", "tools", "manager"}
    assert [path for path, _, _ in modules() if {*Path(path).with_suffix("").parts} & junk] == []


def test_no_two_classes_share_a_name() -> None:
    """A class name has one meaning in the whole product."""
    names = [node.name for _, tree, _ in modules() for node in tree.body if isinstance(node, ast.ClassDef)]
    public = [name for name in names if not name.startswith("_")]
    assert sorted({name for name in public if public.count(name) > 1}) == []


def test_modules_stay_small() -> None:
    """A module has at most 300 lines; a longer one becomes a package, split by domain noun."""
    assert {path: lines for path, _, text in modules() if (lines := text.count("\n")) > ROOM} == {}


def test_functions_stay_small() -> None:
    """A function has at most 50 lines; about 25 is usual."""
    long = {}
    for path, tree, _ in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
                lines = node.end_lineno - node.lineno + 1
                if lines > FUNCTION:
                    long[f"{path}:{node.lineno} {node.name}"] = lines
    assert long == {}


def test_every_module_and_public_name_has_a_docstring() -> None:
    """Every module and every public function or class has a docstring."""
    silent = []
    for path, tree, _ in modules():
        if not ast.get_docstring(tree):
            silent.append(path)
        for node in tree.body:
            is_public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if is_public and not ast.get_docstring(node):  # type: ignore[arg-type]
                silent.append(f"{path}:{node.lineno}")
    assert silent == []


def test_the_docstrings_of_modules_are_short() -> None:
    """A module's docstring has at most five lines, in the product, its tests and tools."""
    folders = (GENERATOR, *(REPOSITORY / name for name in ("benchmarks", "tests", "tools")))
    files = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    said = {path: ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "" for path in files}
    assert [path for path, text in said.items() if len(text.splitlines()) > 5] == []


def test_only_privacy_makes_public_records() -> None:
    """Nothing else constructs a PublicBureau or one of its records."""
    makers = {}
    for path, tree, _ in modules():
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        if made := {name for name in called if re.fullmatch(r"Public[A-Z]\w+|Suppressed|Tenure", name)}:
            makers[path] = made
    assert {path for path in makers if not path.startswith("generator/privacy")} == set()
    assert any("PublicBureau" in made for made in makers.values())


def test_only_cli_and_plugin_read_the_clock() -> None:
    """Everything below takes `as_of`, so the build of an earlier day can be repeated."""
    asking = re.compile(r"\.now\(|\.today\(|time\.time\(|localtime|utcnow")
    assert {path for path, _, text in modules() if asking.search(text)} == {
        "generator/cli/options.py",
        "generator/plugin.py",
    }


def test_only_the_cli_prints() -> None:
    """The plugin logs, and everything else returns values."""
    printing = re.compile(r"(?<![\w.])print\(|click\.echo|sys\.std(out|err)")
    found = {path for path, _, text in modules() if printing.search(text)}
    assert {path for path in found if not path.startswith("generator/cli/")} == set()


def test_every_code_is_raised_somewhere() -> None:
    """No code is defined that nothing reports."""
    texts = "".join(text for path, _, text in modules() if path != "generator/problems.py")
    assert {code for code in CODES if f'"{code}"' not in texts} == set()


def test_every_template_is_used() -> None:
    """A view or another template uses each template."""
    texts = "".join(text for _, _, text in modules()) + "".join(path.read_text("utf-8") for path in TEMPLATES)
    assert {path.name for path in TEMPLATES if f'"{path.name}"' not in texts} == set()


def test_every_template_opens_with_its_context() -> None:
    """Each template begins with a comment, and one that renders a view names the view's type."""
    for path in TEMPLATES:
        comment = re.match(r"\{#-?(.*?)-?#\}", path.read_text("utf-8"), re.DOTALL)
        assert comment, path.name
        if not path.name.startswith("_"):
            assert re.search(r"view: (?:pages|hub)\.[a-z_.]+\.[A-Z]\w+", comment[1]), path.name


def test_a_template_names_the_view_that_names_it() -> None:
    """The type in a template's comment is the class with that `template`."""
    views = {}
    for path, tree, _ in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                for line in node.body:
                    if (
                        isinstance(line, ast.AnnAssign)
                        and getattr(line.target, "id", "") == "template"
                        and line.value
                    ):
                        views[ast.literal_eval(line.value)] = (path, node.name)
    for template, (path, view) in views.items():
        named = re.search(
            r"view: ((?:pages|hub)\.[\w.]+)\.([A-Z]\w+)",
            (GENERATOR / "templates" / template).read_text("utf-8"),
        )
        assert named, template
        assert named[2] == view, template
        assert path.startswith(f"generator/{named[1].replace('.', '/')}"), template


def test_templates_hold_no_style_and_no_script() -> None:
    """The content security policy allows neither inline styles nor inline scripts."""
    inline = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    themed = sorted((GENERATOR / "theme").rglob("*.html"))
    assert [path.name for path in (*TEMPLATES, *themed) if inline.search(path.read_text("utf-8"))] == []


def test_the_stylesheet_is_joined_from_short_parts() -> None:
    """Each part of the stylesheet is in STYLE_PARTS once and has fewer than 300 lines."""
    theme = GENERATOR / "theme"
    parts = sorted(path.relative_to(theme).as_posix() for path in theme.rglob("*.css"))
    assert sorted(STYLE_PARTS) == parts
    assert [part for part in parts if len((theme / part).read_text("utf-8").splitlines()) >= 300] == []


def test_templates_turn_no_escaping_off() -> None:
    """`| safe` and `autoescape false` would let a record write markup."""
    assert [
        path.name for path in TEMPLATES if re.search(r"\|\s*safe\b|autoescape", path.read_text("utf-8"))
    ] == []


def test_table_heads_have_a_scope() -> None:
    """A screen reader can tell which column or row a number belongs to."""
    for path in TEMPLATES:
        assert re.findall(r"<th(?![^>]*scope=)[ >]", path.read_text("utf-8")) == [], path.name


def test_nothing_is_loaded_from_outside() -> None:
    """No theme file or template loads anything from another host."""
    loading = re.compile(r"(?:src|href)=\"(?:https?:)?//|url\((?!['\"]?data:)['\"]?(?:https?:)?//|@import")
    files = [path for path in GENERATOR.rglob("*") if path.suffix in {".html", ".css", ".js"}]
    assert [path.name for path in files if loading.search(path.read_text("utf-8"))] == []


def test_the_documents_name_existing_files() -> None:
    """Each file that the documents name exists in the repository or in generator/, and each module is named."""
    documents = ("docs/architecture.md", "CONTRIBUTING.md", "README.md", "SECURITY.md")
    page = "".join((REPOSITORY / document).read_text("utf-8") for document in documents)
    named = set(re.findall(r"[a-z_]+(?:/[a-z_]+)*/[a-z_]+\.(?:py|js|md|html)", page))
    assert len(named) > 30
    assert (
        sorted(
            path for path in named if not (REPOSITORY / path).is_file() and not (GENERATOR / path).is_file()
        )
        == []
    )
    rooms = {path.stem for path in GENERATOR.glob("*.py")} | {
        path.parent.name for path in GENERATOR.glob("*/__init__.py")
    }
    assert sorted(room for room in rooms - {"__init__"} if not re.search(rf"\b{room}(?:/|\.py)", page)) == []


def test_the_threat_model_names_existing_tests() -> None:
    """Each promise of SECURITY.md names the tests that prove it, and every test so named exists."""
    promises = (
        (REPOSITORY / "SECURITY.md").read_text("utf-8").split("## Promises")[1].split("## Not promised")[0]
    )
    rows = [row.split(" | ") for row in promises.splitlines() if row.startswith("| ")][1:]
    assert len(rows) >= 20
    named = [re.findall(r"`(tests/\S+\.py)::(test_\w+)`", proofs) for _, proofs in rows]
    assert all(named)
    assert [
        f"{path}::{name}"
        for path, name in itertools.chain(*named)
        if f"\ndef {name}(" not in (REPOSITORY / path).read_text("utf-8")
    ] == []


def test_the_product_names_no_bureau() -> None:
    """Only the number plates that the gate knows name the city of the sample."""
    texts = [REPOSITORY / "mkdocs.yml"]
    for folder in (GENERATOR, REPOSITORY / "content", REPOSITORY / "schemas"):
        texts += [path for path in folder.rglob("*") if path.is_file() and path.parent.name != "__pycache__"]
    naming = {
        path.relative_to(REPOSITORY).as_posix()
        for path in texts
        if re.search("鄂州|ezhou", f"{path} {path.read_text('utf-8')}", re.IGNORECASE)
    }
    assert naming == {"generator/personal/private.py"}
