"""Nothing published can be rewritten: the chain of seals, the ledger, and every door that an attacker would try."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import orjson
import pytest
from click.testing import CliRunner, Result

from generator.build import find_problems
from generator.build.ledger import ledger_text
from generator.build.receiving import receive_reports
from generator.build.releasing import release_month, release_text, withdraw_month
from generator.cli import main
from generator.founding.publications import chained
from generator.load import load
from generator.model.ledger import LedgerEvent, ReleaseLedger
from generator.model.release import seal_of, sealed_text
from generator.problems import ProblemsFound
from generator.render import Templates, page_values
from tests.small_sites import REPOSITORY, edit, published, site_of, tree_in

LEDGER: Final = "data/releases/ledger.yml"
SEPTEMBER, OCTOBER = "data/releases/2026-09.yml", "data/releases/2026-10.yml"
REPORT: Final = "data/reports/2026-09/gulou.yml"
FIRST, SECOND, LATER = map(
    dt.datetime.fromisoformat, ("2026-10-10 09:30", "2026-11-10 09:30", "2026-11-24 15:04")
)


@pytest.fixture
def bureau(root: Path) -> Path:
    """The ordinary bureau before it published anything; September and October are reported."""
    for file in (root / "data/releases").glob("*.yml"):
        file.unlink()
    return root


@pytest.fixture
def released(bureau: Path) -> Path:
    """The same with September and October published in their time."""
    release_month(bureau, "2026-09", FIRST)
    release_month(bureau, "2026-10", SECOND)
    return bureau


def errors(root: Path) -> list[str]:
    """What stops everything."""
    return [str(problem) for problem in find_problems(root, LATER.date()) if problem.code.startswith("E")]


def refused(what: Any, *arguments: Any, **named: Any) -> str:
    """The only problem that stops the command, which writes nothing."""
    root = arguments[0]
    before = tree_in(root / "data")
    with pytest.raises(ProblemsFound) as found:
        what(*arguments, **named)
    assert tree_in(root / "data") == before
    return "\n".join(str(problem) for problem in found.value.problems if problem.code.startswith("E"))


def rewrite(root: Path) -> None:
    """The attack: delete a published month, improve a report, and publish the month anew with an older day."""
    (root / SEPTEMBER).unlink()
    edit(root, REPORT, "{accepted: 8, on_time: 8}", "{accepted: 8, on_time: 7}")


def forged(root: Path) -> None:
    """The same with all that the data allow: a release of the right day, and a ledger and chain made to fit it."""
    rewrite(root)
    old = load(root).bureau.releases["2026-10"]
    for path in (LEDGER, OCTOBER):
        (root / path).unlink()
    release_month(root, "2026-09", FIRST)
    loaded = load(root)
    releases, ledger = chained([loaded.bureau.releases["2026-09"], old], loaded)
    for release in releases:
        (root / release.path).write_text(release_text(release), "utf-8")
    (root / LEDGER).write_text(ledger_text(ReleaseLedger().with_entries(*ledger.publications)), "utf-8")


def test_revisions_form_one_chain(released: Path) -> None:
    """Each revision names the seal of the one published before it, whatever its month, and seals that too."""
    edit(released, REPORT, "{accepted: 8, on_time: 8}", "{accepted: 8, on_time: 7}")
    release_month(released, "2026-09", LATER, reason="漏报一件")
    bureau = load(released).bureau
    first, third = bureau.releases["2026-09"].revisions
    (second,) = bureau.releases["2026-10"].revisions
    assert [one.previous for one in (first, second, third)] == [None, first.seal, second.seal]
    assert (
        third.seal
        == seal_of("2026-09", third)
        != seal_of("2026-09", third.model_copy(update={"previous": None}))
    )
    assert [(entry.what, entry.title, entry.digest) for entry in bureau.ledger.entries] == [
        (LedgerEvent.RELEASED, "2026-09 第 1 版", first.seal),
        (LedgerEvent.RELEASED, "2026-10 第 1 版", second.seal),
        (LedgerEvent.REVISED, "2026-09 第 2 版", third.seal),
    ]
    assert errors(released) == []


def test_the_ledger_only_grows(released: Path) -> None:
    """An appended entry changes no line before it."""
    before = (released / LEDGER).read_text("utf-8")
    edit(released, REPORT, "{accepted: 8, on_time: 8}", "{accepted: 8, on_time: 7}")
    release_month(released, "2026-09", LATER, reason="漏报一件")
    assert (released / LEDGER).read_text("utf-8").startswith(before)


def test_older_releases_are_before_the_chain(released: Path) -> None:
    """Releases without seals and a ledger still load; the next publication enters them and continues from the last."""
    (released / LEDGER).unlink()
    for path in (SEPTEMBER, OCTOBER):
        text = re.sub(r"    (previous|seal): [0-9a-f]{64}\n", "", (released / path).read_text("utf-8"))
        (released / path).write_text(text, "utf-8")
    assert errors(released) == []
    edit(released, REPORT, "{accepted: 8, on_time: 8}", "{accepted: 8, on_time: 7}")
    done = release_month(released, "2026-09", LATER, reason="漏报一件")
    bureau = load(released).bureau
    assert done.release.latest.previous == seal_of("2026-10", bureau.releases["2026-10"].latest)
    assert [entry.title for entry in bureau.ledger.publications] == [
        "2026-09 第 1 版",
        "2026-10 第 1 版",
        "2026-09 第 2 版",
    ]
    assert errors(released) == []


# The attack, door by door


def test_the_check_finds_a_deleted_month(released: Path) -> None:
    """The month stands in the ledger: an error that names the file, and no command publishes anything."""
    rewrite(released)
    (said,) = errors(released)
    assert said == (
        f"{SEPTEMBER}:1:1: [E317] 2026-10-10 公布的 2026-09 第 1 版不见了,登记簿里有它。 这些文件由命令写入,"
        f"不能手改也不能删:请从备份恢复 {SEPTEMBER};数字要更正的,恢复以后运行 make revise。"
    )
    assert "[E317]" in refused(release_month, released, "2026-09", LATER)
    assert "[E317]" in refused(release_month, released, "2026-09", LATER, reason="重新公布")


def test_the_command_refuses_a_month_behind_a_later_one(released: Path) -> None:
    """Without a ledger too: a month before one that is published needs --revise and --reason."""
    rewrite(released)
    (released / LEDGER).unlink()
    (released / OCTOBER).write_text(
        re.sub(r"    (previous|seal): [0-9a-f]{64}\n", "", (released / OCTOBER).read_text("utf-8")), "utf-8"
    )
    said = refused(release_month, released, "2026-09", LATER)
    assert "后来的 2026-10 已经公布,2026-09 不能再当作按时的第一次公布。" in said
    assert "--revise --reason" in said
    late = release_month(released, "2026-09", LATER, reason="当时漏了公布").release.latest
    assert (late.number, late.reason, late.published) == (1, "当时漏了公布", LATER)
    pages = {page.url: page for page in site_of(released).pages}
    assert "没有按时公布的原因：当时漏了公布" in page_values(pages["ranking/2026-09/"], Templates())["main"]


def test_the_command_refuses_another_day(released: Path) -> None:
    """A release is made today: --as-of is a fault of the command line; and nothing goes behind the last entry."""
    result = run("release", "2026-09", "--root", released, "--as-of", "2026-10-10", now=LATER)
    assert (result.exit_code, "公布只能按今天" in result.stderr) == (2, True)
    edit(released, REPORT, "{accepted: 8, on_time: 8}", "{accepted: 8, on_time: 7}")
    assert "早于登记簿最后一条的时间 2026-11-10 09:30" in refused(
        release_month, released, "2026-09", FIRST, reason="漏报一件"
    )


def test_the_chain_finds_a_month_made_anew(released: Path) -> None:
    """With a ledger made to fit, later revisions still name the seal that is gone."""
    october = (released / OCTOBER).read_bytes()
    forged(released)
    (released / OCTOBER).write_bytes(october)
    ledger = load(released).bureau.ledger
    second = ledger.entries[1].model_copy(
        update={"digest": re.findall(rb"  seal: (\w+)", october)[0].decode()}
    )
    (released / LEDGER).write_text(
        ledger_text(ReleaseLedger().with_entries(ledger.entries[0], second)), "utf-8"
    )
    (said,) = errors(released)
    assert "[E317] 2026-10 第 1 版没有接在它前面公布的那一版后面:中间的一版被换过或删过。" in said
    assert said.startswith(f"{OCTOBER}:11:")


def test_a_build_never_takes_back_what_the_site_published(released: Path, content: Path, out: Path) -> None:
    """Even if release, chain and ledger are forged to fit: the deployed site knows them, and stays as it is."""
    published(released, content, out)
    before = tree_in(out)
    forged(released)
    assert errors(released) == []
    with pytest.raises(ProblemsFound) as found:
        published(released, content, out)
    assert [str(problem) for problem in found.value.problems] == [
        (
            f"{LEDGER}:4:5: [E513] 网站已经公开的登记簿第 1 条(2026-10-10 公布 2026-09 第 1 版),现在的数据里"
            "不一样了:公布过的排名不能重新来过。 请从备份恢复 data/releases/ledger.yml 和 data/releases/2026-09.yml,"
            "不要改网站的目录;数字要更正的,恢复以后运行 make revise。"
        )
    ]
    assert tree_in(out) == before
    assert "[E513]" in refused(release_month, released, "2026-10", LATER, reason="改", site=out)


def test_a_ledger_that_was_cut_is_an_error(released: Path, content: Path, out: Path) -> None:
    """Everything deleted at once is found by the build; a ledger altered in the site's folder too."""
    published(released, content, out)
    before = {path: (released / path).read_bytes() for path in (LEDGER, SEPTEMBER, OCTOBER)}
    for path in before:
        (released / path).unlink()
    with pytest.raises(ProblemsFound, match=r"E513.*第 1 条.*不见了"):
        published(released, content, out)
    for path, text in before.items():
        (released / path).write_bytes(text)
    assert published(released, content, out).changed is False
    (out / "data/ranking/ledger.json").write_bytes(b"{}")
    with pytest.raises(ProblemsFound, match=r"E513.*被改动过或读不出来"):
        published(released, content, out)


def verify(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the published verifier in a separate Python, without this project's packages."""
    program = REPOSITORY / "tools/verify_releases.py"
    command = [sys.executable, "-I", "-S", str(program), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_a_kept_seal_convicts_a_forged_site(released: Path, content: Path, out: Path) -> None:
    """Whoever noted a seal needs no deployed site: the verifier misses it in the forged chain."""
    published(released, content, out)
    seal = load(released).bureau.releases["2026-10"].latest.seal
    assert verify(out, seal).returncode == 0
    forged(released)
    other = out.parent / "other"
    published(released, content, other)
    assert verify(other).returncode == 0
    done = verify(other, seal)
    assert (done.returncode, f"抄下的封存码 {seal} 不在链里" in done.stdout) == (1, True)


# The chain's own faults


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (
            LEDGER,
            "hour: 09:30\n    what: released\n    month: 2026-09",
            "hour: 09:31\n    what: released\n    month: 2026-09",
            "E316",
        ),
        (LEDGER, "month: 2026-10", "month: 2026-11", "E316"),
        (OCTOBER, "published_at: 09:30", "published_at: 09:31", "E313"),
        (OCTOBER, "    previous: ", "    # previous: ", "E313"),
    ],
)
def test_an_altered_byte_is_found(released: Path, path: str, old: str, new: str, said: str) -> None:
    """In the ledger or a release."""
    edit(released, path, old, new)
    assert any(f"[{said}]" in one for one in errors(released))


def test_a_seal_that_was_removed_is_missed(released: Path) -> None:
    """A revision without its seal is held against the ledger: its numbers cannot be changed either."""
    text = (released / SEPTEMBER).read_text("utf-8")
    bare = re.sub(r"    seal: [0-9a-f]{64}\n", "", text)
    (released / SEPTEMBER).write_text(bare, "utf-8")
    assert errors(released) == []
    (released / SEPTEMBER).write_text(bare.replace("residents: 13300", "residents: 13301"), "utf-8")
    (said,) = errors(released)
    assert "[E317] 2026-09 第 1 版的封存码和登记簿里的不同,不是当时公布的那一版。" in said


def test_two_revisions_never_follow_the_same_one(released: Path) -> None:
    """The second that names a predecessor is told, with the one that had it already."""
    edit(released, REPORT, "{accepted: 8, on_time: 8}", "{accepted: 8, on_time: 7}")
    done = release_month(released, "2026-09", LATER, reason="漏报一件").release
    first, twice = done.revisions
    twice = twice.model_copy(update={"previous": first.seal})
    twice = twice.model_copy(update={"seal": seal_of("2026-09", twice)})
    (released / SEPTEMBER).write_text(
        release_text(done.model_copy(update={"revisions": (first, twice)})), "utf-8"
    )
    entries = load_ledger(released).entries
    last = entries[-1].model_copy(update={"digest": twice.seal})
    (released / LEDGER).write_text(ledger_text(ReleaseLedger().with_entries(*entries[:-1], last)), "utf-8")
    (said,) = errors(released)
    assert "[E317] 2026-09 第 2 版没有接在它前面公布的那一版后面,和 2026-10 第 1 版接在了同一版后面" in said


def load_ledger(root: Path) -> ReleaseLedger:
    return load(root).bureau.ledger


# Withdrawing


def run(*arguments: object, now: dt.datetime) -> Result:
    """Run the command line at a moment."""
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr("generator.cli.options.now", lambda: now)
        clock.setattr("generator.cli.publishing.now", lambda: now)
        return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_a_release_is_withdrawn_until_it_is_deployed(bureau: Path, content: Path, out: Path) -> None:
    """The file is as before, the ledger remembers both; then the month is published as if for the first time."""
    release_month(bureau, "2026-09", FIRST)
    published(bureau, content, out, FIRST.date())
    release_month(bureau, "2026-10", SECOND, site=out)
    done = run("withdraw", "2026-10", "--root", bureau, "--out", out, now=LATER)
    assert (done.exit_code, done.stdout) == (
        0,
        "已撤回 2026-10 第 1 版,登记簿里记了一条。改好以后重新公布。\n",
    )
    assert not (bureau / OCTOBER).exists()
    assert [entry.what.value for entry in load_ledger(bureau).entries] == [
        "released",
        "released",
        "withdrawn",
    ]
    assert errors(bureau) == []
    again = release_month(bureau, "2026-10", LATER, site=out).release.latest
    assert (again.number, again.previous) == (1, load(bureau).bureau.releases["2026-09"].latest.seal)
    published(bureau, content, out)
    assert verify(out).returncode == 0
    assert "2026-10 第 1 版已经在网站上公开了,不能撤回。" in refused(
        withdraw_month, bureau, "2026-10", LATER, site=out
    )


def test_a_correction_is_withdrawn_alone(released: Path) -> None:
    """The revisions before it stay byte for byte; only the last publication can be withdrawn."""
    before = (released / SEPTEMBER).read_bytes()
    edit(released, REPORT, "{accepted: 8, on_time: 8}", "{accepted: 8, on_time: 7}")
    release_month(released, "2026-09", LATER, reason="漏报一件")
    assert "最后一次公布的不是 2026-10,是 2026-09 第 2 版。" in refused(
        withdraw_month, released, "2026-10", LATER
    )
    withdraw_month(released, "2026-09", LATER)
    assert (released / SEPTEMBER).read_bytes() == before
    assert errors(released) == []


def test_withdraw_is_a_command_of_its_own(released: Path) -> None:
    """`release` takes a month; who writes the other command there is told its name."""
    result = run("release", "withdraw", "2026-10", "--root", released, now=LATER)
    assert (result.exit_code, "撤回请运行 jingwu withdraw 月份。" in result.stderr) == (2, True)


# Receiving


def without_a_day(root: Path, path: str) -> str:
    """Remove filed_on from a report; return its text then."""
    text = re.sub(r"filed_on: .*\n", "", (root / path).read_text("utf-8"))
    (root / path).write_text(text, "utf-8")
    return text


def test_a_report_is_received_by_a_line(bureau: Path) -> None:
    """The command adds one line, keeps comments and order, and enters a digest that only the salt opens."""
    path = "data/reports/2026-10/gulou.yml"
    text = without_a_day(bureau, path)
    commented = text.replace("month: 2026-10\n", "month: 2026-10  # 十月\n# 由内勤填\n")
    (bureau / path).write_bytes(commented.replace("\n", "\r\n").encode())
    (warned,) = [str(p) for p in find_problems(bureau, SECOND.date()) if p.code == "W360"]
    assert "这份月报还没有登记收到,排名里按没有报送算。 请运行 make receive month=2026-10" in warned
    done = run("month", "receive", "2026-10", "--root", bureau, now=SECOND)
    assert (done.exit_code, done.stdout) == (0, "登记收到 1 份月报:2026-10/gulou。\n")
    expected = commented.replace("# 十月\n", "# 十月\nfiled_on: 2026-11-10\n").replace("\n", "\r\n").encode()
    assert (bureau / path).read_bytes() == expected
    (entry,) = load_ledger(bureau).entries
    assert (entry.what, entry.month, entry.station, entry.moment) == ("received", "2026-10", "gulou", SECOND)
    assert entry.is_of(expected)
    assert not entry.is_of(expected + b"#")
    assert run("month", "receive", "--root", bureau, now=SECOND).stdout == "登记收到 0 份月报,没有新的。\n"
    assert errors(bureau) == []


def test_a_report_not_received_does_not_count(bureau: Path) -> None:
    """It is as if it had not been filed."""
    without_a_day(bureau, "data/reports/2026-10/shatou.yml")
    row = release_month(bureau, "2026-10", SECOND).release.latest.rows[1]
    assert (row.station, row.filed_on, row.reasons) == ("shatou", None, ("本月未报送月报",))


def test_a_day_before_the_arrival_is_an_error(bureau: Path) -> None:
    """With the day to write."""
    path = "data/reports/2026-10/gulou.yml"
    without_a_day(bureau, path)
    receive_reports(bureau, SECOND)
    edit(bureau, path, "filed_on: 2026-11-10", "filed_on: 2026-11-02")
    (said,) = errors(bureau)
    assert (
        "[E318] 报送日期 2026-11-02 早于登记簿里收到的日期 2026-11-10。 请改成 filed_on: 2026-11-10。" in said
    )


def test_a_report_with_an_error_waits_alone(bureau: Path) -> None:
    """It is told and left out, and the command fails; the others are received."""
    for station in ("gulou", "shatou"):
        without_a_day(bureau, f"data/reports/2026-10/{station}.yml")
    edit(bureau, "data/reports/2026-10/gulou.yml", "month: 2026-10", "month: 2026-10\nwrong: 1")
    done = receive_reports(bureau, SECOND)
    assert [report.station for report in done.reports] == ["shatou"]
    assert [problem.code for problem in done.refused] == ["E201"]
    assert "filed_on: 2026-11-10" in (bureau / "data/reports/2026-10/shatou.yml").read_text("utf-8")


def test_a_month_that_is_not_over_is_not_received(bureau: Path) -> None:
    """A report is filed after its month."""
    assert "2026-11 还没有过完。" in refused(receive_reports, bureau, LATER, "2026-11")


def second_edition(root: Path) -> None:
    """From January on the bureau ranks by the second edition of the method."""
    old = (root / "data/policy.yml").read_text("utf-8")
    (root / "data/policies").mkdir(exist_ok=True)
    before = old.replace("since: 2026-01-01", "since: 2025-01-01", 1)
    (root / "data/policies/2026-1.yml").write_text(before, "utf-8")
    new = old.replace("version: 2026-1", "version: 2027-1")
    (root / "data/policy.yml").write_text(new.replace("ranking:\n", "ranking:\n  edition: 2\n", 1), "utf-8")


def test_back_dating_never_pays(bureau: Path) -> None:
    """By the second edition a day that the station wrote itself does not count: the day of the release does."""
    second_edition(bureau)
    waiting = {p.place.path for p in find_problems(bureau, SECOND.date()) if p.code == "W360"}
    assert {path for path in waiting if "/2026-10/" in path} == {
        f"data/reports/2026-10/{station}.yml" for station in ("gulou", "shatou", "xishan")
    }
    receive_reports(bureau, dt.datetime.fromisoformat("2026-11-04 10:00"), "2026-10")
    ledger = load_ledger(bureau)
    (bureau / LEDGER).write_text(ledger_text(ReleaseLedger().with_entries(*ledger.entries[:1])), "utf-8")
    rows = release_month(bureau, "2026-10", SECOND).release.latest.rows
    assert [(row.station, str(row.filed_on)) for row in rows] == [
        ("gulou", "2026-11-04"),
        ("shatou", "2026-11-10"),
        ("xishan", "2026-11-10"),
    ]
    assert [(entry.what.value, entry.station) for entry in load_ledger(bureau).entries] == [
        ("received", "gulou"),
        ("received", "shatou"),
        ("received", "xishan"),
        ("released", None),
    ]
    assert "filed_on: 2026-11-10" in (bureau / "data/reports/2026-10/xishan.yml").read_text("utf-8")
    assert errors(bureau) == []


def test_the_salt_stays_inside(bureau: Path, content: Path, out: Path) -> None:
    """A report has small counts that a plain digest would let anybody guess; the site has salted digests alone."""
    path = "data/reports/2026-10/gulou.yml"
    without_a_day(bureau, path)
    receive_reports(bureau, SECOND)
    release_month(bureau, "2026-10", SECOND)
    published(bureau, content, out)
    salt = load_ledger(bureau).entries[0].salt
    assert salt is not None
    files = [file.read_bytes() for file in out.rglob("*") if file.is_file()]
    assert not any(salt.encode() in content for content in files)


# The sample


def test_the_sample_is_one_chain() -> None:
    """Sealing the sample's releases again gives the same bytes."""
    loaded = load(REPOSITORY)
    releases, ledger = chained(loaded.bureau.releases.values(), loaded)
    made = {release.path: release_text(release) for release in releases} | {ledger.path: ledger_text(ledger)}
    assert {path: (REPOSITORY / path).read_text("utf-8") for path in made} == made


def test_a_seal_is_the_digest_of_a_published_file(ezhou_site: Path) -> None:
    """The sealed text stands on the site as it was sealed, and the JSON of a month names its seal and the latest."""
    bureau = load(REPOSITORY).bureau
    last = bureau.ledger.publications[-1]
    for release in bureau.releases.values():
        for revision in release.revisions:
            file = ezhou_site / f"data/ranking/sealed/{release.month}-{revision.number}.json"
            assert file.read_bytes() == sealed_text(release.month, revision)
    table = orjson.loads((ezhou_site / "data/ranking/2026-04.json").read_bytes())
    assert (table["seal"], table["latest_seal"]) == (bureau.releases["2026-04"].latest.seal, last.digest)


def test_every_ranking_page_shows_the_latest_seal(ezhou_site: Path) -> None:
    """Short at a glance, whole one tap away."""
    seal = load(REPOSITORY).bureau.ledger.publications[-1].digest
    parts = {*(ezhou_site / "ranking/audit").glob("*/index.html")}
    pages = [page for page in (ezhou_site / "ranking").rglob("index.html") if page not in parts]
    assert len(pages) > 700
    for page in pages:
        text = page.read_text("utf-8")
        assert f"封存码 <code>{seal[:8]}</code>" in text, page
        assert f"<code>{seal}</code>" in re.sub(r' class="[^"]*"', "", text), page
