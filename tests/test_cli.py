"""Tests of the command line: what it prints, to which stream, and with which exit code."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import orjson
import pytest
from click.testing import CliRunner, Result

from generator import ENGINES
from generator.build import find_problems
from generator.cli import main
from generator.problems import has_errors
from tests.small_sites import AS_OF, BINHU, REPOSITORY, edit, published, tree_in, with_own_content


def jingwu(*arguments: object) -> Result:
    """Run the command; let any exception except an exit fail the test."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def check(root: Path, *arguments: object) -> Result:
    return jingwu("check", "--root", root, "--as-of", AS_OF, *arguments)


def build(root: Path, *arguments: object) -> Result:
    return jingwu("build", "--root", root, "--as-of", AS_OF, *arguments)


def test_check_prints_one_problem_per_line(root: Path) -> None:
    """With warnings alone the exit code is 0, problems go to stdout, and the totals go to stderr."""
    found = find_problems(root, AS_OF)
    result = check(root)
    assert found
    assert not has_errors(found)
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "".join(f"{problem}\n" for problem in found),
        f"共 0 个错误、{len(found)} 个提醒。\n",
    )


def test_check_fails_for_an_error(root: Path) -> None:
    """With an error the exit code is 1, and the place has the form that editors recognise."""
    edit(root, BINHU, "badge: 004217", "badge: 4217")
    result = check(root)
    assert result.exit_code == 1
    assert result.stdout == "".join(f"{problem}\n" for problem in find_problems(root, AS_OF))
    assert result.stdout.startswith(f"{BINHU}:15:12: [E203] ")
    assert result.stderr == "共 1 个错误、2 个提醒。\n"


def test_check_lists_errors_before_warnings(root: Path) -> None:
    """Text output lists errors first, then warnings, each by path; JSON is sorted by path alone."""
    edit(root, "data/stations/xishan.yml", "name: 西山派出所", "name: 西山派出所 13800000217")
    found = find_problems(root, AS_OF)
    errors = [problem for problem in found if problem.code.startswith("E")]
    warnings = [problem for problem in found if problem.code.startswith("W")]
    assert list(found) != [*errors, *warnings]
    assert check(root).stdout == "".join(f"{problem}\n" for problem in [*errors, *warnings])
    listed = orjson.loads(check(root, "--format", "json").stdout)
    assert [problem["code"] for problem in listed] == [problem.code for problem in found]


def test_check_says_that_nothing_is_wrong(root: Path) -> None:
    """Without a problem the command says so."""
    edit(root, "data/communities/gulou/gulou-qiaotou.yml", "on: 2026-06-01", "on: 2026-11-01")
    edit(root, "data/meetings/2026/gulou-binhu-2026-09-15.yml", "due: 2026-11-10", "due: 2026-12-10")
    result = check(root)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "没有问题。\n")


def test_check_as_json(root: Path) -> None:
    """JSON has the same problems as records, and stderr is empty."""
    edit(root, BINHU, "badge: 004217", "badge: 4217")
    result = check(root, "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert orjson.loads(result.stdout) == [
        {
            "code": problem.code,
            "severity": problem.severity.value,
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in find_problems(root, AS_OF)
    ]


@pytest.mark.parametrize(
    "text", ["a: [", "\t- x", "{{{", "a: b: c", "- 1", "", "a: 1\na: 2", "%", "'", "\x00", "a: !!python/x 1"]
)
def test_no_data_can_give_a_traceback(root: Path, text: str) -> None:
    """Whatever a file contains, check and build print problems with a place and no traceback."""
    (root / BINHU).write_text(text, "utf-8")
    for result in (check(root), build(root)):
        assert result.exit_code == 1
        assert re.search(rf"^{BINHU}:\d+:\d+: \[E\d\d\d\] .+", result.output, re.MULTILINE)
        assert "Traceback" not in result.output


def test_a_root_without_data_is_reported(tmp_path: Path) -> None:
    """The message says to change to the folder with the data."""
    result = check(tmp_path)
    assert result.exit_code == 1
    assert result.stdout == (
        "data/:1:1: [E111] 这里没有 data/(数据目录)。 请先用 cd 进入有 data/ 的那个目录再运行,"
        "或在命令后面加 --root 那个目录;data/ 丢失了的,请从备份恢复。\n"
    )


def test_build_says_what_it_did(root: Path, tmp_path: Path, content: Path) -> None:
    """A root that contains only data uses the product's content; --out defaults to its `site`."""
    first, again = build(root), build(root)
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.stdout == f"网站已更新:{root}/site,共 99 页,重新生成 99 页。\n"
    assert again.stdout == f"网站没有变化:{root}/site,共 99 页,重新生成 0 页。\n"
    assert first.stderr == "".join(f"{problem}\n" for problem in find_problems(root, AS_OF))
    published(root, content, tmp_path / "other")
    assert tree_in(root / "site") == tree_in(tmp_path / "other")


def test_a_build_that_fails_says_so_and_changes_nothing(root: Path, tmp_path: Path, content: Path) -> None:
    """A failed build prints problems and totals to stderr, exits with 1, and leaves the old site."""
    published(root, content, tmp_path / "site")
    before = tree_in(tmp_path / "site")
    edit(root, BINHU, "badge: 004217", "badge: 4217")
    result = build(root, "--out", tmp_path / "site")
    problems = "".join(f"{problem}\n" for problem in find_problems(root, AS_OF))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{problems}共 1 个错误、2 个提醒。网站没有改动。\n"
    assert tree_in(tmp_path / "site") == before


def test_a_folder_of_other_files_is_refused(root: Path, tmp_path: Path) -> None:
    """If --out is a folder with other files, the build reports an error and leaves them."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents/letter.txt").write_text("x")
    result = build(root, "--out", tmp_path / "documents")
    assert (result.exit_code, "[E505]" in result.stderr) == (1, True)
    assert tree_in(tmp_path / "documents") == {"letter.txt": b"x"}


def test_out_may_be_relative_to_the_working_directory(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative --out starts from the working directory."""
    monkeypatch.chdir(tmp_path)
    assert build(root, "--out", "www").exit_code == 0
    assert (tmp_path / "www/index.html").is_file()


def test_a_root_with_content_of_its_own_is_built_with_it(root: Path) -> None:
    """A bureau may word its own pages."""
    with_own_content(root)
    edit(root, "content/communities/index.md", "先找派出所，再找社区", "先找所，再找社区")
    assert build(root).exit_code == 0
    assert "先找所，再找社区" in (root / "site/communities/index.html").read_text("utf-8")


@pytest.mark.parametrize("day", ["2026-13-01", "昨天", "20261124x", ""])
def test_an_invalid_date_is_refused(root: Path, day: str) -> None:
    """The message is in Chinese, and the exit code is 2."""
    result = jingwu("check", "--root", root, "--as-of", day)
    assert (result.exit_code, "日期请写成 2026-11-24 的样子。" in result.stderr) == (2, True)


def test_as_of_decides_what_is_overdue(root: Path) -> None:
    """Another day gives other warnings."""
    found = jingwu("check", "--root", root, "--as-of", "2026-09-16").stdout
    assert "W323" not in found
    assert "W323" in check(root).stdout


def test_schema_writes_the_schemas_of_the_repository(tmp_path: Path) -> None:
    """The committed schemas equal those of the model; after a change of model/ run `jingwu schema`."""
    result = jingwu("schema", "--root", tmp_path)
    assert (result.exit_code, result.stdout) == (0, f"已写入 {tmp_path}/schemas/,共 26 个文件。\n")
    assert tree_in(tmp_path / "schemas") == tree_in(REPOSITORY / "schemas")


def test_a_plan_lists_what_it_wrote_and_what_it_skipped(root: Path) -> None:
    """The output has the number of meetings, those moved, the communities without one, and the source of holidays."""
    result = jingwu("meetings", "plan", "--quarter", "2027-Q1", "--root", root, "--as-of", AS_OF)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "已写入 data/meetings/2027/:2027-Q1 拟定 1 次会。定下来的把 status 改成 confirmed。\n"
        "  避开节假日:滨湖社区,2027-01-01(元旦放假)改到 2027-01-08(周五)\n"
        "  没有拟定,没有写 meeting_rule(3 个):桥头社区、三江警务区、雷山社区\n"
        "节假日按 data/holidays.yml 的 2027 年:未公布,暂按惯例\n"
    )
    assert (root / "data/meetings/2027/gulou-binhu-2027-01-08.yml").is_file()
    again = jingwu("meetings", "plan", "--quarter", "2027-Q1", "--root", root, "--as-of", AS_OF)
    assert again.stdout.splitlines()[:2] == [
        "没有新的会要写:2027-Q1。",
        "  没有拟定,没有写 meeting_rule(3 个):桥头社区、三江警务区、雷山社区",
    ]
    assert "  没有拟定,已经有会(1 个):滨湖社区(2027-01-08)\n" in again.stdout


def test_a_plan_that_cannot_be_made_is_reported(root: Path) -> None:
    """Problems go to stderr with exit code 1; an invalid quarter is a usage error."""
    result = jingwu("meetings", "plan", "--quarter", "2029-Q1", "--root", root, "--as-of", AS_OF)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[E507] 没有 2029 年的放假安排" in result.stderr
    assert result.stderr.endswith("共 1 个错误、0 个提醒。没有拟定。\n")
    for quarter in ("2027", "2027-Q5", "春季"):
        result = jingwu("meetings", "plan", "--quarter", quarter, "--root", root)
        assert (result.exit_code, "季度请写成 2027-Q1 的样子。" in result.stderr) == (2, True)
    for quarter in ("2027Q1", "2027年一季度", "2027年第1季度"):
        result = jingwu("meetings", "plan", "--quarter", quarter, "--root", root)
        assert (result.exit_code, "季度请写成 2027-Q1。" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("release", "没有写月份:请写成 make release month=2026-10"),
        ("revise month=2026-10", '请写成 make revise month=2026-10 reason="为什么改"'),
        ("plan", "没有写季度:请写成 make plan quarter=2027-Q1"),
    ],
)
def test_make_without_a_value_says_what_to_type(target: str, said: str) -> None:
    """The message gives the make command, as in the README, and nothing is run."""
    stamps = ["-o", ".venv/.site-stamp"]
    made = subprocess.run(
        ["make", *stamps, *target.split()], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert (made.returncode, said in made.stdout) == (2, True)


def test_a_release_without_data_says_where_to_run_it(tmp_path: Path) -> None:
    """A command that writes gives the same message in a wrong folder as one that reads."""
    result = jingwu("release", "2026-10", "--root", tmp_path)
    assert (result.exit_code, "[E111] 这里没有 data/(数据目录)。 请先用 cd" in result.stderr) == (1, True)


def commands_of(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name, including those of groups."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def test_every_command_is_described() -> None:
    """Each command and option has a Chinese help text, and the README lists each command."""
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    for name, command in commands_of(main):
        assert re.search(r"[\u4e00-\u9fff]", command.help or ""), name
        assert f"`jingwu {name} " in readme or f"`jingwu {name}`" in readme, name
        for option in (param for param in command.params if isinstance(param, click.Option)):
            help_text = str(getattr(option, "help", ""))
            assert re.search(r"[\u4e00-\u9fff]", help_text), (name, option.name)


@pytest.mark.parametrize(
    ("called", "fault", "command"),
    [
        pytest.param("releas", "没有命令“releas”。是不是 release?", "jingwu", id="no such command"),
        pytest.param("bauen", "没有命令“bauen”。", "jingwu", id="no command like it"),
        pytest.param(
            "check --rot x", "没有选项 --rot。是不是 --root、--format?", "jingwu check", id="no such option"
        ),
        pytest.param("release", "没有写“月份”。", "jingwu release", id="no argument"),
        pytest.param(
            "meetings plan", "没有写选项 --quarter 。", "jingwu meetings plan", id="no required option"
        ),
        pytest.param(
            "check --format xml", "选项 --format 不对:可以写 text、json。", "jingwu check", id="choice"
        ),
        pytest.param(
            "check --as-of 1/2",
            "选项 --as-of 不对:日期请写成 2026-11-24 的样子。",
            "jingwu check",
            id="value",
        ),
        pytest.param(
            "release 2026-10 补报 漏报",
            "多写了“补报 漏报”;有空格的内容请放在引号里。",
            "jingwu release",
            id="too many words",
        ),
        pytest.param(
            "check --root", "选项 --root 的写法不对:要写值的在后面写上,不要值的不写。", None, id="no value"
        ),
        pytest.param(
            "release 2026-10 --revise=1",
            "选项 --revise 的写法不对:要写值的在后面写上,不要值的不写。",
            None,
            id="a value for a flag",
        ),
    ],
)
def test_a_usage_error_is_reported_in_chinese(called: str, fault: str, command: str | None) -> None:
    """The message says what is wrong, the usage, and where to read more; the exit code is 2."""
    result = jingwu(*called.split())
    first, *rest = result.stderr.splitlines()
    assert (result.exit_code, result.stdout, first) == (2, "", f"命令没有执行:{fault}")
    if command is not None:
        assert rest[0].startswith(f"用法:{command} ")
        assert rest[1:] == [f"详细说明请运行 {command} --help。"]


@pytest.mark.parametrize(
    "called",
    [
        "--help",
        "release -h",
        "meetings --help",
        "meetings",
        "",
        *(f"{name} --help" for name, _ in commands_of(main)),
    ],
)
def test_help_is_in_chinese(called: str) -> None:
    """Only names of commands, options and files are in Latin letters."""
    result = jingwu(*called.split())
    said = result.stdout + result.stderr
    assert result.exit_code == (0 if called.endswith(("-h", "--help")) else 2)
    assert said.startswith("用法:jingwu")
    words = set(re.findall(r"(?<![\w./-])[A-Za-z]{3,}(?![\w./])", said))
    assert words <= {
        "jingwu",
        "data",
        "schemas",
        "site",
        "Dask",
        "JSON",
        "cluster",
        "current",
        "hub",
        "fsspec",
        "s3",
        "tcp",
        *ENGINES,
        "Schema",
        "text",
        "json",
        "policy",
        "gulou",
        "mkdocs",
        "properdocs",
        *(word for name, _ in commands_of(main) for word in name.split()),
    }
