"""Files that bureaus of a hub share by reference with a version: what they do, what is refused, who sees a change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from generator.build import build as build_bureau
from generator.build import find_problems
from generator.build.preview import Preview
from generator.cli import main
from generator.hub.published import published
from generator.load import load
from generator.load.kinds import KINDS
from generator.problems import Severity
from generator.unchanged import standing
from tests.hubs import HUB, SHARED, build, hub_in, share, write_hub
from tests.small_sites import AS_OF, BINHU, differing, edit, republish, tree_in
from tests.test_plugin import Served
from tests.test_unchanged import HOW, aged

POLICY = "data/policy.yml"
THERE = f"../shared/2026-1/{POLICY}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub of three cities, two of which share all that can be shared."""
    root = hub_in(tmp_path_factory.mktemp("shared") / "hub")
    share(root, "xiangyang", "huangshi")
    return root


@pytest.fixture
def hub(made: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return shutil.copytree(made, tmp_path / "hub")


def errors(city: Path) -> list[str]:
    return [f"{one}" for one in find_problems(city, AS_OF) if one.severity is Severity.ERROR]


def test_a_shared_file_is_as_good_as_a_copy(hub: Path, tmp_path: Path) -> None:
    """The site is that of copies, but for the version on the page of the method and in the list of the tables."""
    alone = tmp_path / "alone"
    shutil.copytree(hub / "xiangyang", alone)
    shutil.copytree(hub / "shared/2026-1/data", alone / "data", dirs_exist_ok=True)
    (alone / "data/shared.yml").unlink()
    for root in (alone, hub / "xiangyang"):
        build_bureau(root, root / "site", AS_OF)
    own, shared = (tree_in(root / "site") for root in (alone, hub / "xiangyang"))
    assert differing(own, shared) == {"ranking/method/index.html", "data/datapackage.json"}
    said = "和别的单位共用，用的是共用资料的 2026-1 版。"
    assert [said in tree["ranking/method/index.html"].decode() for tree in (own, shared)] == [False, True]
    assert orjson.loads(shared["data/datapackage.json"])["shared_version"] == "2026-1"


def test_every_kind_that_may_be_shared_is_tried(made: Path) -> None:
    """The two cities have none of these files, and all of their records."""
    assert {kind.file.split("/")[1] for kind in KINDS if kind.may_be_shared} == set(SHARED)
    read = load(made / "huangshi")
    assert {path.split("/")[1] for path, one in read.files.items() if one.source.stands_at} == set(SHARED)
    assert read.bureau.shared is not None
    assert (read.bureau.shared.version, len(read.bureau.shared.titles)) == ("2026-1", len(SHARED))


REFUSED = {
    "no hub": (
        lambda hub: (hub / "hub.yml").unlink(),
        "data/shared.yml:1:10: [E120] 上面的目录里没有 hub.yml:共用的资料只能用在汇总网站里。",
    ),
    "a hub with an error": (
        lambda hub: write_hub(hub, "name: x\n"),
        "data/shared.yml:1:10: [E120] 上面的 hub.yml:1:1: [E202] 缺少主办单位(publisher)。",
    ),
    "a hub that shares nothing": (
        lambda hub: write_hub(hub, HUB),
        "data/shared.yml:1:10: [E120] 上面的 hub.yml 没有写 shared(共用的资料在哪个文件夹)。",
    ),
    "a version that is not there": (
        lambda hub: (hub / "xiangyang/data/shared.yml").write_text("version: 2026-2\n"),
        "data/shared.yml:1:10: [E120] 没有共用的资料 2026-2 版(shared/ 里没有这个文件夹,或者它是链接)。 请写其中",
    ),
    "a version that climbs": (
        lambda hub: (hub / "xiangyang/data/shared.yml").write_text("version: ../2026-1\n"),
        "data/shared.yml:1:10: [E203]",
    ),
    "a version that is a link": (
        lambda hub: linked(hub / "shared/2026-1", hub.parent / "elsewhere"),
        "data/shared.yml:1:10: [E120] 没有共用的资料 2026-1 版",
    ),
    "data that are a link": (
        lambda hub: linked(hub / "shared/2026-1/data", hub.parent / "elsewhere"),
        "data/shared.yml:1:10: [E120] 共用的资料 2026-1 版里没有 data/ 文件夹,或者它是链接。",
    ),
    "a link that leaves the hub": (
        lambda hub: linked(hub / "shared", hub.parent / "elsewhere"),
        "data/shared.yml:1:10: [E120] hub.yml 的 shared 写的 shared 不是它那个目录里面的文件夹。",
    ),
    "a path that leaves the hub": (
        lambda hub: edit(hub, "hub.yml", "shared: shared", "shared: ../elsewhere"),
        "data/shared.yml:1:10: [E120] hub.yml 的 shared 写的 ../elsewhere 不是它那个目录里面的文件夹。",
    ),
    "no folder": (
        lambda hub: shutil.rmtree(hub / "shared"),
        "data/shared.yml:1:10: [E120] hub.yml 的 shared 写的 shared 不是它那个目录里面的文件夹。",
    ),
    "an own file of the same path": (
        lambda hub: shutil.copy(hub / "shared/2026-1" / POLICY, hub / "xiangyang/data"),
        f"{POLICY}:1:1: [E121] 这个文件和共用的 {THERE} 是同一个,不知道用哪一个。 用共用的,请删去自己的这一个",
    ),
    "a record of one bureau": (
        lambda hub: shutil.copy(hub / "huangshi/data/bureau.yml", hub / "shared/2026-1/data"),
        "../shared/2026-1/data/bureau.yml:1:1: [E110] 单位和网站是各单位自己的,不能共用。",
    ),
    "another file": (
        lambda hub: (hub / "shared/2026-1/data/letter.txt").write_text("x"),
        "../shared/2026-1/data/letter.txt:1:1: [E110] data/ 里只能放 .yml 数据文件和照片。",
    ),
    "a link to a file": (
        lambda hub: linked(hub / "shared/2026-1" / POLICY, hub.parent / "elsewhere"),
        f"{THERE}:1:1: [E112] 这是链接或特殊文件。",
    ),
    "a value": (
        lambda hub: edit(hub / "shared/2026-1", POLICY, "version: 2026-1", "version: 二〇二六"),
        f"{THERE}:1:10: [E203]",
    ),
    "a rule between records": (
        lambda hub: edit(
            hub / "shared/2026-1", POLICY, "ranking:\n  clause: 四(五)", "ranking:\n  clause: 九"
        ),
        f"{THERE}:",
    ),
}


def linked(place: Path, target: Path) -> None:
    """Move what is there outside of the hub, and leave a link."""
    place.rename(target)
    place.symlink_to(target)


@pytest.mark.parametrize(("change", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_shared_is_one_error_at_its_place(
    change: Callable[[Path], object], expected: str, hub: Path
) -> None:
    """In Chinese with file, line, column and what to write, and without errors that only follow from it."""
    change(hub)
    (found,) = errors(hub / "xiangyang")
    assert found.startswith(expected)


def test_the_hub_refuses_a_shared_folder_outside(hub: Path) -> None:
    """`jingwu hub build` tells it at its place in hub.yml."""
    edit(hub, "hub.yml", "shared: shared", "shared: ../elsewhere")
    said = CliRunner().invoke(main, ["hub", "build", "--root", str(hub), "--as-of", f"{AS_OF}"])
    assert said.exit_code == 1
    assert "hub.yml:3:9: [E530] 共用资料的文件夹没有,或者不在 hub.yml 所在的目录里面。" in said.stderr


def test_a_program_is_told_where_a_shared_file_is(hub: Path) -> None:
    """`jingwu check --format json` has the path that leads from the bureau to the shared file."""
    edit(hub / "shared/2026-1", POLICY, "version: 2026-1", "version: 二〇二六")
    options = ["--root", f"{hub / 'xiangyang'}", "--as-of", f"{AS_OF}", "--format", "json"]
    told = orjson.loads(CliRunner().invoke(main, ["check", *options]).stdout)
    assert THERE in {one["path"] for one in told if one["code"] == "E203"}


def test_a_change_of_the_shared_files_is_seen(hub: Path) -> None:
    """A site is unchanged while nothing is; an edited shared file, or a nearer hub.yml, and it is built."""
    root, out = hub / "xiangyang", hub / "xiangyang/site"

    def built() -> None:
        aged(root)
        build_bureau(root, out, AS_OF)
        assert standing(root, out, HOW) is not None

    built()
    edit(hub / "shared/2026-1", "data/services.yml", "title: 报警、报案", "title: 报警和报案")
    assert standing(root, out, HOW) is None
    built()
    assert "报警和报案" in (out / "services/index.html").read_text("utf-8")
    (hub / "hub.yml").write_text(
        (hub / "hub.yml").read_text("utf-8").replace("shared: shared", "# none"), "utf-8"
    )
    assert standing(root, out, HOW) is None


def test_the_comparison_names_the_version_and_a_city_may_go_first(hub: Path) -> None:
    """Two cities of one version are compared under it; when one takes the next method, nothing is comparable."""
    build(hub)
    home = (hub / "site/index.html").read_text("utf-8")
    assert "办法写在共用资料的 2026-1 版里，各地用的是同一份。" in home
    shutil.copytree(hub / "shared/2026-1", hub / "shared/2026-2")
    edit(hub / "shared/2026-2", POLICY, "方案没有写数量。", "文件没有写数量。")
    (hub / "huangshi/data/shared.yml").write_text("version: 2026-2\n", "utf-8")
    before = (hub / ".site-hub/420600").readlink()
    built, _ = build(hub)
    assert built.failed == ()
    told = [published(hub / "site" / city) for city in ("xiangyang", "huangshi", "dongcheng")]
    assert [one and one.shared for one in told] == ["2026-1", "2026-2", None]
    assert "共用资料的" not in (hub / "site/index.html").read_text("utf-8")
    assert (hub / ".site-hub/420600").readlink() == before


def test_commands_write_into_the_bureau_alone(hub: Path) -> None:
    """A publication is frozen from shared and own files, and stands in the bureau's own folder."""
    shared, other = tree_in(hub / "shared"), tree_in(hub / "huangshi")
    republish(hub / "xiangyang")
    assert (hub / "xiangyang/data/releases/2026-10.yml").is_file()
    assert errors(hub / "xiangyang") == []
    moved = ["community", "rename", "gulou-binhu", "--name", "新滨湖社区", "--on", "2026-12-01"]
    said = CliRunner().invoke(main, [*moved, "--root", f"{hub / 'xiangyang'}"], catch_exceptions=False)
    assert said.exit_code == 0, said.output
    assert "新滨湖社区" in (hub / "xiangyang" / BINHU).read_text("utf-8")
    assert (tree_in(hub / "shared"), tree_in(hub / "huangshi")) == (shared, other)


def test_the_preview_follows_versions(hub: Path, tmp_path: Path, content: Path) -> None:
    """After an edit of a shared file, and after a change of the version, the pages are those of today's files."""
    shutil.copytree(hub / "shared/2026-1", hub / "shared/2026-2")
    edit(hub / "shared/2026-2", "data/services.yml", "title: 报警、报案", "title: 报警或报案")
    shown = Preview(root=hub / "xiangyang", out=tmp_path / "shown")
    shown.take_content(content)

    def services() -> str:
        shown.update(AS_OF)
        return (tmp_path / "shown/services/index.html").read_text("utf-8")

    assert "报警、报案" in services()
    edit(hub / "shared/2026-1", "data/services.yml", "title: 报警、报案", "title: 报警和报案")
    assert "报警和报案" in services()
    edit(hub / "xiangyang", "data/shared.yml", "2026-1", "2026-2")
    assert "报警或报案" in services()
    shown.close()


def test_the_served_preview_watches_the_shared_folder(hub: Path) -> None:
    """`mkdocs serve` of a bureau shows an edit of a shared file, and names it where it has an error."""
    own = hub / "xiangyang"
    (own / "mkdocs.yml").write_text(
        f"site_name: x\ndocs_dir: data\ntheme: {{name: jingwu}}\nplugins:\n  - jingwu: {{as_of: {AS_OF}}}\n",
        "utf-8",
    )
    served = Served(own)
    try:
        served.until("Serving on")
        edit(hub / "shared/2026-1", "data/services.yml", "title: 报警、报案", "title: 报警和报案")
        assert "报警和报案" in served.after("services/", "报警和报案")
        edit(hub / "shared/2026-1", POLICY, "version: 2026-1", "version: 二〇二六")
        assert f"{THERE}:1:10: [E203]" in served.after("services/", THERE)
    finally:
        assert served.end() == 0
