"""`jingwu deploy`, `rollback`, `deploys`, `verify`: nothing older, nothing emptied, every byte known, a way back."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.build.releasing import release_month
from generator.cli import main
from generator.deploy import Deployment, current, trees, workplace
from generator.deploy.manifest import manifest_of
from generator.deploy.store import DEPLOYS, LIVE
from generator.deploy.trees import Content
from tests.small_sites import AS_OF, BINHU, bureau_in, edit, put, republish, tree_in

ONE: Mapping[str, Content] = {"index.html": b"one", "a/b/index.html": b"b"}
TWO: Mapping[str, Content] = {"index.html": b"two", "a/b/index.html": b"b"}
THREE: Mapping[str, Content] = {"index.html": b"three"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a site is published."""
    return tmp_path / "www"


def run(*arguments: str | Path) -> Result:
    """Run a command; its output is both streams."""
    return CliRunner().invoke(main, [*map(str, arguments)])


def ids(place: Path) -> list[str]:
    return [one["id"] for one in json.loads(run("deploys", "--to", place, "--format", "json").stdout)]


def live(place: Path) -> Deployment:
    found = current(place / "current")
    assert found is not None
    return found


def no_links(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


@pytest.fixture(name="disk", params=["links", "no links"])
def some_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A disk with symbolic and hard links, or one without, such as FAT, exFAT and most of SMB."""
    if request.param == "no links":
        monkeypatch.setattr(os, "symlink", no_links)
        monkeypatch.setattr(os, "link", no_links)
    return str(request.param)


def test_a_published_site_has_a_manifest_beside_it(place: Path) -> None:
    """Path, size and SHA-256 of every file; in the served folder there is none of it."""
    put(place, ONE, made="2026-11-24T08:00:00+08:00")
    folder = (place / "current").resolve()
    assert folder.parent == place / DEPLOYS
    assert tree_in(place / "current") == ONE
    manifest = manifest_of(folder)
    assert manifest is not None
    assert manifest["files"] == {
        "a/b/index.html": {
            "size": 1,
            "sha256": "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d",
        },
        "index.html": {
            "size": 3,
            "sha256": "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
        },
    }
    assert (manifest["id"], manifest["made"]) == (folder.name, "2026-11-24T08:00:00+08:00")


def test_rollback_leads_back_one_by_one_and_to_any(place: Path, disk: str) -> None:
    """Without an id to the one before; with the beginning of an id to that one. All stay."""
    for number, tree in enumerate((ONE, TWO, THREE)):
        put(place, tree, made=f"2026-11-0{number + 1}")
    newest, middle, oldest = ids(place)
    for expected, arguments in ((TWO, ()), (ONE, ()), (THREE, (newest[:8],)), (ONE, (oldest,))):
        assert run("rollback", "--to", place, *arguments).exit_code == 0
        assert tree_in(place / "current") == expected
        assert ids(place) == [newest, middle, oldest]
    assert (place / "current").is_symlink() == (disk == "links")
    failed = run("rollback", "--to", place)
    assert failed.exit_code == 1
    assert "[E522] 没有更早的网站可以退回。" in failed.output
    assert "[E522] 没有正好一个以 zz 开头的网站可以退回。" in run("rollback", "--to", place, "zz").output
    assert tree_in(place / "current") == ONE


@pytest.mark.usefixtures("disk")
def test_after_a_rollback_a_new_site_is_published_as_ever(place: Path) -> None:
    """And the one gone back from stays among those that are kept."""
    for number, tree in enumerate((ONE, TWO)):
        put(place, tree, made=f"2026-11-0{number + 1}")
    run("rollback", "--to", place)
    put(place, THREE, made="2026-11-03")
    assert tree_in(place / "current") == THREE
    assert len(ids(place)) == 3


@pytest.mark.usefixtures("disk")
def test_only_so_many_are_kept(place: Path) -> None:
    """The newest, besides the one that readers see."""
    for number in range(6):
        put(place, {"index.html": str(number).encode()}, made=f"2026-11-0{number + 1}", keep=2)
    kept = [tree_in(place / DEPLOYS / one)["index.html"] for one in ids(place)]
    assert kept == [b"5", b"4", b"3"]


def change(_place: Path, folder: Path) -> str:
    (folder / "index.html").chmod(0o644)
    (folder / "index.html").write_bytes(b"onf")
    return "被改动:index.html"


def lose(_place: Path, folder: Path) -> str:
    (folder / "index.html").unlink()
    return "不见了:index.html"


def add(_place: Path, folder: Path) -> str:
    (folder / "a/planted.html").write_bytes(b"")
    return "多出来:a/planted.html"


def add_empty_folder(_place: Path, folder: Path) -> str:
    (folder / "a/empty").mkdir()
    return "多出来:a/empty/"


def put_a_link(_place: Path, folder: Path) -> str:
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to("a/b/index.html")
    return "被改动:index.html"


def forge_manifest(place: Path, folder: Path) -> str:
    change(place, folder)
    for manifest in (place / DEPLOYS).glob("*.json"):
        found = json.loads(manifest.read_bytes())
        found["files"]["index.html"]["sha256"] = trees.digest_of(b"onf")
        manifest.write_text(json.dumps(found))
    return "被改动:清单本身"


@pytest.mark.parametrize("alter", [change, lose, add, add_empty_folder, put_a_link, forge_manifest])
def test_verify_finds_what_is_not_as_it_was_made(place: Path, alter: Callable[[Path, Path], str]) -> None:
    """One byte changed, a file missing or added, a link in place of a file, a manifest made to fit."""
    put(place, ONE)
    assert run("verify", "--to", place).exit_code == 0
    said = alter(place, (place / "current").resolve())
    found = run("verify", "--to", place)
    assert (found.exit_code, said in found.output) == (1, True), found.output
    assert put(place, ONE) is True
    assert tree_in(place / "current") == ONE
    assert tree_in(live(place).folder) == ONE


@pytest.mark.usefixtures("disk")
@pytest.mark.parametrize("name", ["stranger.html", "aaaaaaaaaaaaaaaaaaaaaaaa", "manifest"])
def test_verify_finds_what_lies_among_the_deployments(place: Path, name: str) -> None:
    """A file, a folder like a deployment, and a deployment whose manifest was removed, which nothing would forget."""
    put(place, ONE)
    put(place, TWO, made="2026-11-02")
    (place / DEPLOYS / "building-7").mkdir()
    assert run("verify", "--to", place).exit_code == 0
    if name == "manifest":
        kept = json.loads(run("deploys", "--to", place, "--format", "json").stdout)
        name = next(one["id"] for one in kept if not one["is_live"])
        (place / DEPLOYS / f"{name}.json").unlink()
    else:
        (place / DEPLOYS / name).mkdir()
    done = run("verify", "--to", place)
    assert done.exit_code == 1
    assert f"deploys/{name}:没有它的清单" in done.output


@pytest.mark.parametrize("alter", [change, lose, add])
def test_a_site_that_is_a_folder_is_verified_as_readers_see_it(
    place: Path, alter: Callable[[Path, Path], str]
) -> None:
    """Not only the copy beside it; the next deployment puts it right."""
    put(place, ONE)
    said = alter(place, place / "current")
    found = run("verify", "--to", place)
    assert (found.exit_code, said in found.output) == (1, True), found.output
    assert put(place, ONE) is True
    assert tree_in(place / "current") == ONE
    assert run("verify", "--to", place).exit_code == 0


def test_a_kept_deployment_that_was_altered_is_not_gone_back_to(place: Path) -> None:
    """Readers keep what they see, and the command names the file."""
    put(place, ONE, made="2026-11-01")
    put(place, TWO, made="2026-11-02")
    change(place, place / DEPLOYS / ids(place)[1])
    failed = run("rollback", "--to", place)
    assert failed.exit_code == 1
    assert "的文件不是当时的样子了(index.html),没有换过去。" in failed.output
    assert tree_in(place / "current") == TWO


@pytest.mark.parametrize("command", ["rollback", "deploys", "verify"])
def test_where_nothing_was_published_it_is_said(place: Path, command: str) -> None:
    """A wrong folder after --to; nothing is made there."""
    place.mkdir()
    failed = run(command, "--to", place)
    assert failed.exit_code == 1
    assert f"[E522] {place} 里还没有发布过网站。" in failed.output
    assert [*place.iterdir()] == []


@pytest.mark.usefixtures("disk")
def test_a_folder_of_somebody_else_is_not_replaced(place: Path) -> None:
    """`current` and `deploys` in the place may be anybody's."""
    (place / "current").mkdir(parents=True)
    (place / "current/letter.txt").write_text("x")
    failed = run("deploy", "--to", place, "--root", bureau_in(place.parent / "root"))
    assert failed.exit_code == 1
    assert "[E505]" in failed.output
    assert tree_in(place) == {"current/letter.txt": b"x"} | {
        name: body for name, body in tree_in(place).items() if name.startswith(DEPLOYS)
    }


def test_a_killed_exchange_is_mended_by_the_next(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between its two renames the folder is missing: whoever works there next puts it back first."""
    monkeypatch.setattr(os, "symlink", no_links)
    put(place, ONE)
    shutil.rmtree(place / "current")
    with workplace(place / "current"):
        assert tree_in(place / "current") == ONE
    assert (place / DEPLOYS / LIVE).read_text() == live_id(place)


def live_id(place: Path) -> str:
    kept = json.loads(run("deploys", "--to", place, "--format", "json").stdout)
    return str(next(one["id"] for one in kept if one["is_live"]))


def test_everything_is_synced_before_the_switch(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every new file and folder, the manifest and the store, and after the switch the folder with the link."""
    events: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        events.append(str(Path(f"/proc/self/fd/{handle}").readlink()).partition("/www")[2])
        fsync(handle)

    def replaced(old: Path, new: Path) -> Path:
        events.append(f"{old.name} -> {new.name}")
        return replace(old, new)

    put(place, ONE)
    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    put(place, TWO, made="2026-11-02")
    named = [one.partition("tree")[2] if "tree" in one and "->" not in one else one for one in events]
    switched = named.index("link -> current")
    assert named[:switched].count("/index.html") == 1
    assert "/a/b/index.html" not in named, "it is the file of the deployment before"
    for needed in ("/a/b", "/a", "", f"/{DEPLOYS}"):
        assert needed in named[:switched], (needed, named)
    assert named[switched + 1 :] == [""]
    manifest = next(at for at, one in enumerate(events) if one.startswith("manifest -> "))
    assert any(one.endswith("/manifest") for one in events[:manifest])


# ---- the command


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small bureau."""
    return bureau_in(tmp_path / "root")


def published(root: Path, place: Path, *more: str, as_of: dt.date = AS_OF) -> Result:
    return run("deploy", "--root", root, "--to", place, "--as-of", str(as_of), "--jobs", "1", *more)


def test_a_bureau_is_published(root: Path, place: Path) -> None:
    """Pages behind `current`; the manifest says of what data, for which day, by which version and method."""
    done = published(root, place)
    assert done.exit_code == 0, done.output
    assert (place / "current/communities/gulou-binhu/index.html").is_file()
    (one,) = json.loads(run("deploys", "--to", place, "--format", "json").stdout)
    assert one["is_live"] is True
    origin = one["origin"]
    assert (origin["as_of"], origin["generator"], len(origin["inputs"])) == ("2026-11-24", "0.2.0", 64)
    assert origin["method"]
    assert f"网站已发布:{place / 'current'},编号 {one['id']}" in done.output
    assert run("verify", "--to", place).exit_code == 0
    edit(root, BINHU, "[老滨湖, 湖边大院]", "[老滨湖, 湖边楼]")
    published(root, place)
    inputs = {
        one["origin"]["inputs"]
        for one in json.loads(run("deploys", "--to", place, "--format", "json").stdout)
    }
    assert len(inputs) == 2


def test_an_error_leaves_the_published_site(root: Path, place: Path) -> None:
    """As it was, byte for byte, and the exit code says so."""
    published(root, place)
    before = tree_in(place / "current")
    edit(root, BINHU, "kind: urban", "kind: city")
    failed = published(root, place)
    assert failed.exit_code == 1
    assert "网站没有改动。" in failed.output
    assert tree_in(place / "current") == before


def test_an_older_build_never_replaces_a_newer(root: Path, place: Path) -> None:
    """Neither one for an earlier day nor, from a machine whose clock is behind, one that was read earlier."""
    published(root, place)
    failed = published(root, place, as_of=AS_OF - dt.timedelta(days=1))
    assert failed.exit_code == 1
    assert "[E521] 网站上的更新" in failed.output
    manifest = next((place / DEPLOYS).glob("*.json"))
    found = json.loads(manifest.read_bytes())
    manifest.write_text(json.dumps({**found, "made": "2999-01-01T00:00:00+08:00"}))
    failed = published(root, place, as_of=AS_OF + dt.timedelta(days=1))
    assert failed.exit_code == 1
    assert "是 2999-01-01T00:00 读的资料" in failed.output


def test_a_site_that_lacks_much_is_not_published_by_itself(root: Path, place: Path) -> None:
    """A file of meetings' pages is gone: refused with what would go, unless somebody says that it is meant."""
    set_removed_share(root, 3)
    published(root, place)
    before = tree_in(place / "current")
    for file in (root / "data/meetings").rglob("*.yml"):
        file.unlink()
    failed = published(root, place)
    assert failed.exit_code == 1, failed.output
    assert "[E520] 网站上的 99 页网页里,这次要去掉 6 页,超过 3%:meetings/2026-" in failed.output
    assert tree_in(place / "current") == before
    assert published(root, place, "--allow-removals").exit_code == 0
    assert not (place / "current/meetings/gulou-binhu-2026-12-10/index.html").exists()


def set_removed_share(root: Path, percent: int) -> None:
    text = f"\n  removed_share: {{value: {percent}, unit: '%', interpretation: 再多要确认。}}\nranking:"
    edit(root, "data/policy.yml", "\nranking:", text)


def test_the_policy_says_how_much_may_go(root: Path, place: Path) -> None:
    """`removed_share` in policy.yml, in percent; officers are counted by themselves."""
    published(root, place)
    set_removed_share(root, 0)
    edit(root, BINHU, "004218", "004299")
    failed = published(root, place)
    assert failed.exit_code == 1
    assert "民警里,这次要去掉 1 名,超过 0%:004218。" in failed.output


def test_what_a_kept_deployment_has_published_is_not_taken_back(root: Path, place: Path) -> None:
    """After a rollback nothing that readers saw before it may be made anew: one ledger goes on over all."""
    republish(root)
    releases = root / "data/releases"
    published(root, place)
    before = {file: file.read_bytes() for file in releases.iterdir()}
    edit(root, "data/reports/2026-09/gulou.yml", "{accepted: 8, on_time: 8}", "{accepted: 8, on_time: 7}")
    release_month(root, "2026-09", dt.datetime.fromisoformat("2026-11-24T10:00"), reason="漏报一件")
    published(root, place)
    assert run("rollback", "--to", place).exit_code == 0
    for file, text in before.items():
        file.write_bytes(text)
    failed = published(root, place)
    assert failed.exit_code == 1, failed.output
    assert "[E513]" in failed.output
