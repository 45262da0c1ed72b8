"""A hub: many bureaus in one site, each whole; what fails stays as it was; only what is comparable is compared."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import fsspec
import orjson
import pytest

from generator.build import build as build_bureau
from generator.cli import main
from generator.hub.pages import HubMember, comparisons
from generator.hub.published import MethodUsed, SiteFacts, published
from generator.model.hub import HubBureau
from generator.problems import ProblemsFound
from tests.hubs import CITIES, HUB, build, hub_in, whole, write_hub
from tests.small_sites import AS_OF, BINHU, edit, tree_in

METHOD = MethodUsed(number="示例〔2026〕1号", title="方案", version="2026-1", digest="0")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub of three cities, built by two processes."""
    root = hub_in(tmp_path_factory.mktemp("hub"))
    assert not build(root)[0].failed
    return root


@pytest.fixture
def changed(hub: Path, tmp_path: Path) -> Path:
    """The built hub, copied to be changed."""
    shutil.copytree(hub, tmp_path / "hub", symlinks=True)
    return tmp_path / "hub"


def home_of(root: Path) -> str:
    return (root / "site/index.html").read_text("utf-8")


def test_each_bureau_is_whole_below_its_path(hub: Path, tmp_path: Path) -> None:
    """A bureau's site in the hub has the bytes that `jingwu build` gives."""
    for name in CITIES:
        build_bureau(hub / name, tmp_path / name, AS_OF)
        assert tree_in(hub / "site" / name) == tree_in(tmp_path / name)


def test_readers_follow_links_that_are_switched_by_one_rename(changed: Path) -> None:
    """What readers see is a link to a link: the inner one alone changes, and whole deployments stand behind it."""
    site = changed / "site"
    assert sorted(path.name for path in site.iterdir()) == [
        "404.html", "assets", "dongcheng", "huangshi", "index.html", "regions", "xiangyang",
    ]  # fmt: skip
    assert all(path.is_symlink() and not path.readlink().is_absolute() for path in site.iterdir())
    assert (changed / ".site-hub/420600").is_symlink()
    before = (site / "xiangyang").readlink()
    edit(changed / "xiangyang", BINHU, "[老滨湖, 湖边大院]", "[老滨湖]")
    build(changed)
    assert (site / "xiangyang").readlink() == before
    assert "湖边大院" not in (site / "xiangyang/communities/gulou-binhu/index.html").read_text("utf-8")


def test_pages_lead_to_cities_by_region(hub: Path) -> None:
    """The home page has every city below its region, each with its day; a region has a page of its own."""
    home, region = home_of(hub), (hub / "site/regions/420000/index.html").read_text("utf-8")
    for name, (_, city, code) in CITIES.items():
        assert f'<a href="./{name}/">{city}</a>' in home
        assert (f'<a href="../../{name}/">{city}</a>' in region) is (code == "420000")
    assert home.index("湖北省") < home.index("襄阳市") < home.index("北京市") < home.index("东城区")
    told = published(hub / "site/xiangyang")
    assert told is not None
    assert told.as_of == AS_OF
    assert f"{told.communities} 个社区" in home


def test_the_finder_begins_with_cities_alone(hub: Path) -> None:
    """The hub's head has names, pinyin, code and path of each city, and nothing of their communities."""
    head = orjson.loads((hub / "site/assets/finder.json").read_bytes())
    assert head["bureaus"][0] == {
        "n": "襄阳市", "k": ["襄阳市", "襄阳"], "y": ["xiang", "yang"], "c": "420600", "t": "湖北省", "p": "xiangyang/",
    }  # fmt: skip
    assert len(head["bureaus"]) == len(CITIES)


def test_only_one_method_is_compared(hub: Path) -> None:
    """Two cities carry out one document by one method; the third, with one word changed, is not beside them."""
    home = home_of(hub)
    table = home[home.index("能放在一起看的") :]
    assert "下面 2 地" in table
    assert "另外 1 地" in table
    assert [city in table for city in ("襄阳市", "黄石市", "东城区")] == [True, True, False]


def member(code: str, method: MethodUsed = METHOD, day: dt.date = AS_OF) -> HubMember:
    bureau = HubBureau(code=code, name="城市", parent="420000", data=code, path=code)
    told = SiteFacts(
        as_of=day, sample=False, address=None, communities=2, staffed=1, method=method
    )  # fmt: skip
    return HubMember(bureau=bureau, published=told, has_failed=False)


def test_nothing_is_compared_without_an_equal() -> None:
    """Another digest or another day is another thing; one bureau alone is no comparison."""
    other = MethodUsed(number=METHOD.number, title=METHOD.title, version=METHOD.version, digest="1")
    one = member("420100")
    assert comparisons([one]) == ()
    assert comparisons([one, member("420200", other)]) == ()
    assert comparisons([one, member("420200", day=AS_OF - dt.timedelta(days=1))]) == ()
    ((group),) = comparisons([one, member("420300", other), member("420200")])
    assert [each.bureau.code for each in group.members] == ["420100", "420200"]


def run(root: Path, *options: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["hub", "build", "--root", f"{root}", "--as-of", f"{AS_OF}", "--jobs", "2", *options])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_a_bureau_with_errors_keeps_its_pages(changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It stays as it was and is named; the others are made anew; the exit code tells it. Mended, it goes on."""
    site = changed / "site"
    before = tree_in(site / "huangshi")
    edit(changed / "huangshi", BINHU, "kind: urban", "kind: city")
    edit(changed / "xiangyang", BINHU, "[老滨湖, 湖边大院]", "[老滨湖, 湖边楼]")
    assert run(changed) == 1
    said = capsys.readouterr()
    assert f"420200 {BINHU}:4:7: [E204]" in said.err
    assert "网站保持原样的:黄石市。" in said.err
    assert tree_in(site / "huangshi") == before
    assert "湖边楼" in (site / "xiangyang/communities/gulou-binhu/index.html").read_text("utf-8")
    home = home_of(changed)
    assert home.count("资料有错误，页面没有更新") == 1
    assert "停在<time" in home
    assert "没有。执行的文件、办法的版本或资料的日期不同" in home
    edit(changed / "huangshi", BINHU, "kind: city", "kind: urban")
    assert run(changed) == 0
    assert "资料有错误，页面没有更新" not in home_of(changed)


def test_a_bureau_that_never_had_a_site_is_named_without_a_link(changed: Path) -> None:
    """A city whose folder is missing is on the page, without a link; one taken out of hub.yml leaves the site."""
    text = HUB.replace("data: dongcheng, path: dongcheng", "data: nowhere, path: nowhere").replace(
        "110101", "110102"
    )
    write_hub(changed, text)
    built, told = build(changed)
    assert [one.bureau.code for one in built.failed] == ["110102"]
    assert [problem.code for problem in told["110102"].problems] == ["E111"]
    assert "<b>东城区</b>" in home_of(changed)
    assert "还没有网站" in home_of(changed)
    assert not {"nowhere", "dongcheng"} & {path.name for path in (changed / "site").iterdir()}
    head = orjson.loads((changed / "site/assets/finder.json").read_bytes())
    assert "p" not in head["bureaus"][2]


def test_an_address_that_differs_is_told(changed: Path) -> None:
    """A bureau's own address stays in its pages; where it is not that of the hub, a warning says which to write."""
    write_hub(changed, HUB.replace("regions:", "address: https://jingwu.example/\nregions:", 1))
    built, _ = build(changed)
    assert [problem.code for problem in built.warnings] == ["W440"] * 3
    assert str(built.warnings[0]).startswith(
        "hub.yml:8:5: [W440] 襄阳市的网址写着 https://jingwu.example/jiangzhou/"
    )
    assert "address: https://jingwu.example/xiangyang/" in built.warnings[0].hint


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("path: huangshi", "path: ../huangshi", "hub.yml:8:69: [E203]", id="a path that climbs"),
        pytest.param("path: huangshi", "path: /huangshi", "hub.yml:8:69: [E203]", id="an absolute path"),
        pytest.param("path: huangshi", "path: xiangyang", "hub.yml:8:69: [E206]", id="one path twice"),
        pytest.param("path: huangshi", "path: assets", "hub.yml:8:69: [E206]", id="a path of the hub's own"),
        pytest.param("code: 420200", "code: 420600", "hub.yml:8:12: [E206]", id="one code twice"),
        pytest.param("data: huangshi", "data: xiangyang", "hub.yml:8:53: [E206]", id="one folder twice"),
        pytest.param(
            "data: huangshi", "data: ./xiangyang/.", "hub.yml:8:53: [E530]", id="one folder, two names"
        ),
        pytest.param("data: huangshi", "data: ../else", "hub.yml:8:53: [E530]", id="a folder outside"),
        pytest.param("data: huangshi", "data: /etc", "hub.yml:8:53: [E530]", id="an absolute folder outside"),
        pytest.param("data: huangshi", "data: link", "hub.yml:8:53: [E530]", id="a link that leads outside"),
        pytest.param("data: huangshi", "data: .", "hub.yml:8:53: [E530]", id="the hub's own folder"),
        pytest.param("parent: 110000", "parent: 120000", "hub.yml:9:39: [E206]", id="an unknown region"),
        pytest.param(
            "path: huangshi", "path: huangshi, run: rm", "hub.yml:8:79: [E201]", id="an unknown key"
        ),
        pytest.param("publisher: ", "publisher: &x ", "hub.yml:2:12: [E105]", id="an anchor"),
    ],
)
def test_a_hostile_hub_is_refused(old: str, new: str, expected: str, tmp_path: Path) -> None:
    """Each problem of hub.yml has its place, and nothing is written."""
    (tmp_path / "else").mkdir()
    root = tmp_path / "hub"
    root.mkdir()
    (root / "link").symlink_to(tmp_path / "else")
    write_hub(root, HUB.replace(old, new, 1))
    with pytest.raises(ProblemsFound) as found:
        build(root)
    assert [str(problem)[: len(expected)] for problem in found.value.problems] == [expected]
    assert sorted(path.name for path in root.iterdir()) == ["hub.yml", "link"]


def test_a_hub_is_copied_whole(changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What stands at the address is what readers of the folder see; pages that are gone leave it, strangers stay."""
    store = fsspec.filesystem("memory")
    store.pipe({"/hub/xiangyang/gone.html": b"", "/hub/other/page.html": b""})
    assert run(changed, "--publish", "memory://hub") == 0
    kept = {path.removeprefix("/hub/"): store.cat(path) for path in store.find("/hub")}
    assert kept == whole(changed / "site") | {"other/page.html": b""}
    edit(changed / "xiangyang", BINHU, "湖边大院", "湖边大楼")  # of the same length
    assert run(changed, "--publish", "memory://hub") == 0
    assert "湖边大楼" in store.cat("/hub/xiangyang/communities/gulou-binhu/index.html").decode()
    assert run(changed, "--publish", "nowhere://hub") == 1
    assert "[E532] 写不进 nowhere://hub" in capsys.readouterr().err


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written into a folder that has other files in it, nor over a bureau's data."""
    write_hub(tmp_path, HUB)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/mine.txt").write_text("mine")
    with pytest.raises(ProblemsFound, match="里有别的内容"):
        build(tmp_path)
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["mine.txt"]
