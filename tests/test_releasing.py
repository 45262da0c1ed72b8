"""Publishing a month and correcting it, end to end: the command, the file, what the check says before and after."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import generator.build.releasing
from generator.build import Checked, find_problems, read_bureau, releases
from generator.build.releasing import inputs_digest, release_month, release_text
from generator.cli import main
from generator.load import Loaded, load
from generator.load.document import read_document
from generator.load.files import Source, text_of
from generator.load.records import typed_record
from generator.model.months import CHINA
from generator.model.policy import PartId
from generator.model.public import PublicBureau
from generator.model.release import Release, ReleaseStatus, seal_of
from generator.privacy import problems_in
from generator.problems import Place, Problem, ProblemsFound
from tests.bureaus import MONTH, info
from tests.drawn_bureaus import LAW, as_privacy_shows, bureaus
from tests.small_sites import AS_OF, BINHU, edit, ezhou, republish, tree_in
from tests.test_releases import revision_of


def at(text: str) -> dt.datetime:
    """A moment in China."""
    return dt.datetime.fromisoformat(text)


# The calendar of tests/sites says the 10th, 09:30.
ANNOUNCED: Final = at("2026-11-10 09:30")
LATER: Final = at("2026-11-24 15:04")
FILE: Final = "data/releases/2026-10.yml"
LEDGER: Final = "data/releases/ledger.yml"
REPORT: Final = "data/reports/2026-10/gulou.yml"
STATION: Final = "data/stations/gulou.yml"
POLICY: Final = "data/policy.yml"


@pytest.fixture
def bureau(root: Path) -> Path:
    """The ordinary bureau before it published anything; September and October are reported."""
    shutil.rmtree(root / "data/releases", ignore_errors=True)
    told = (
        (root / STATION).read_text("utf-8").partition("follow_ups:")[0]
    )  # they follow from a released month
    (root / STATION).write_text(told, "utf-8")
    return root


@pytest.fixture
def released(bureau: Path) -> Path:
    """The same with October published on time."""
    release_month(bureau, "2026-10", ANNOUNCED)
    return bureau


def found(root: Path, as_of: dt.date = AS_OF) -> list[str]:
    """What the check says of published rankings."""
    problems = find_problems(root, as_of)
    others = ("W323", "W324", "W37")
    ahead = [
        one for one in problems if one.code == "W329" and not one.place.path.startswith("data/releases/")
    ]
    return [str(one) for one in problems if not one.code.startswith(others) and one not in ahead]


def one_answer_late(root: Path) -> None:
    """A slip in a report is found: of the twenty requests eighteen were answered in time, not nineteen."""
    edit(root, REPORT, "{accepted: 20, on_time: 19}", "{accepted: 20, on_time: 18}")


def as_before_the_chain(root: Path) -> None:
    """Make the releases those of before there were seals and a ledger: what follows from them alone is looked at."""
    (root / LEDGER).unlink()
    for file in (root / "data/releases").iterdir():
        file.write_text(re.sub(r"    (previous|seal): [0-9a-f]{64}\n", "", file.read_text("utf-8")), "utf-8")


def refusal(root: Path, month: str, moment: dt.datetime, **how: Any) -> list[str]:
    """The problems for which the month is refused; nothing is written."""
    before = tree_in(root)
    with pytest.raises(ProblemsFound) as refused:
        release_month(root, month, moment, **how)
    assert tree_in(root) == before
    return [f"{problem.place.path} {problem.code} {problem.message}" for problem in refused.value.problems]


# Publishing


def test_a_month_is_published(bureau: Path) -> None:
    """One file, which holds what was published and is read back as such; the check was waiting for it."""
    (overdue,) = found(bureau)
    assert overdue == (
        "data/bureau.yml:1:1: [W331] 2026-10 的排名应在 2026-11-10 09:30 公布,还没有公布,网站上看不到。"
        "3 个派出所已有 3 个报送月报。 请运行 make release month=2026-10。"
    )
    before = tree_in(bureau)
    done = release_month(bureau, "2026-10", ANNOUNCED)
    after = tree_in(bureau)
    assert set(after) - set(before) == {FILE, LEDGER}
    assert {path: after[path] for path in before} == before
    assert after[FILE] == release_text(done.release).encode()
    assert load(bureau).bureau.releases == {"2026-10": done.release}
    assert done.changes == ()
    assert found(bureau) == []


def test_what_a_publication_says(released: Path) -> None:
    """Every station with its numbers and those of its communities; small counts stay inside.

    gulou, October: officers 31 of 93 days (binhu one of two, qiaotou none), on site 12 of 15 and 0 of 15, services
    3 of 3 and none, in time 19 + 8 of 28 requests and the opinion answered on 1 October: 55/3 + 25 x (1/2 + 28/29).
    """
    (revision,) = load(released).bureau.releases["2026-10"].revisions
    assert (revision.number, revision.status, revision.published, revision.policy, revision.reason) == (
        1,
        ReleaseStatus.PROVISIONAL,
        ANNOUNCED,
        "2026-1",
        None,
    )
    assert [part.value for part in revision.parts] == [
        "officer_days",
        "on_site",
        "services_offered",
        "answered_on_time",
        "case_rate",
    ]
    assert {
        row.station: (str(row.score), row.rank, " ".join(row.numbers), dict(row.areas))
        for row in revision.rows
    } == {
        "gulou": (
            "55.0",
            None,
            "31/93 12/30 3/6 28/29 24/13300",
            {
                "gulou-binhu": ("31/62", "12/15", "3/3", "20/21", "u"),
                "gulou-qiaotou": ("0/31", "0/15", "0/3", "u:8/8", "u"),
            },
        ),
        "shatou": (
            "45.0",
            None,
            "31/31 12/15 0/3 u:5/5 u",
            {"shatou-sanjiang": ("31/31", "12/15", "0/3", "u:5/5", "u")},
        ),
        "xishan": (
            "61.7",
            None,
            "31/31 12/15 1/3 u u",
            {"xishan-leishan": ("31/31", "12/15", "1/3", "u", "u")},
        ),
    }


def test_a_month_is_published_from_its_announced_minute_on(bureau: Path) -> None:
    """A minute earlier it is refused, with the moment it was announced for; so is a second before."""
    assert refusal(bureau, "2026-10", at("2026-11-10 09:29:59")) == [
        f"{FILE} E506 2026-10 的排名预告在 2026-11-10 09:30 公布,现在还没到。"
    ]
    assert release_month(bureau, "2026-10", ANNOUNCED).release.latest.published == ANNOUNCED


@pytest.mark.parametrize(
    ("month", "moment", "message"),
    [
        ("2026-11", at("2026-11-30 23:59"), "2026-11 还没有结束,不能公布。"),
        ("2027-01", LATER, "2027-01 还没有结束,不能公布。"),
        ("2026-08", LATER, "2026-08 还没有一个派出所报送月报。"),
        ("2026-10", at("2026-11-02 12:00"), None),
    ],
    ids=["last day", "to come", "no report", "too early"],
)
def test_a_month_that_cannot_be_published(
    bureau: Path, month: str, moment: dt.datetime, message: str | None
) -> None:
    """It is not over, nobody has reported, or its day has not come."""
    expected = message or "2026-10 的排名预告在 2026-11-10 09:30 公布,现在还没到。"
    assert refusal(bureau, month, moment) == [f"data/releases/{month}.yml E506 {expected}"]


def test_reports_of_a_later_day_do_not_count_as_reports(bureau: Path) -> None:
    """A month whose only reports are dated after the publication has none."""
    edit(bureau, "data/bureau.yml", "day: 10", "day: 1")
    for station in ("gulou", "xishan", "shatou"):
        file = bureau / f"data/reports/2026-10/{station}.yml"
        file.write_text(
            file.read_text("utf-8").replace("filed_on: 2026-11-0", "filed_on: 2026-11-2"), "utf-8"
        )
    assert refusal(bureau, "2026-10", at("2026-11-15 12:00")) == [
        f"{FILE} E506 2026-10 还没有一个派出所报送月报。"
    ]


def test_data_with_an_error_are_not_published(bureau: Path) -> None:
    """The same errors as for a build, beside the reminders about other files, and no file."""
    edit(bureau, BINHU, "badge: 004217", "badge: 4217")
    (problem,) = [one for one in refusal(bureau, "2026-10", ANNOUNCED) if " W" not in one]
    assert problem.startswith(f"{BINHU} E203 警号")


def test_a_month_becomes_final_with_the_next(bureau: Path) -> None:
    """Its own file is not touched by that; a later correction of it says so."""
    release_month(bureau, "2026-09", at("2026-10-10 09:30"))
    before = (bureau / "data/releases/2026-09.yml").read_bytes()
    release_month(bureau, "2026-10", ANNOUNCED)
    assert (bureau / "data/releases/2026-09.yml").read_bytes() == before
    edit(bureau, "data/reports/2026-09/gulou.yml", "{accepted: 8, on_time: 8}", "{accepted: 8, on_time: 7}")
    done = release_month(bureau, "2026-09", LATER, reason="漏报一件")
    assert [revision.status for revision in done.release.revisions] == [
        ReleaseStatus.PROVISIONAL,
        ReleaseStatus.FINAL,
    ]


@pytest.mark.parametrize(
    ("month", "day", "moment"),
    [
        ("2026-10", 10, at("2026-11-10 09:30")),
        ("2026-12", 28, at("2027-01-28 09:30")),
        ("2026-01", 20, at("2026-02-24 09:30")),
        ("2026-04", 9, at("2026-05-09 09:30")),
        ("2025-12", 1, at("2026-01-04 09:30")),
        ("2029-11", 1, at("2029-12-03 09:30")),
    ],
)
def test_a_month_is_announced_for_a_day_of_the_next(month: str, day: int, moment: dt.datetime) -> None:
    """The day of bureau.yml, or the next working day: weekends and holidays are none, a make-up Saturday is one."""
    calendar = info(release={"day": day, "at": dt.time(9, 30)}).release
    assert calendar.moment(month, ezhou().bureau.holidays) == moment


def test_a_month_is_overdue_from_the_day_after(bureau: Path) -> None:
    """On the day itself the hour may be yet to come."""
    assert found(bureau, dt.date(2026, 11, 10)) == []
    (overdue,) = found(bureau, dt.date(2026, 11, 11))
    assert "[W331] 2026-10 " in overdue


def test_a_weekend_moves_the_release(bureau: Path) -> None:
    """Neither overdue nor to be published before the Monday: 7 November 2026 is a Saturday."""
    edit(bureau, "data/bureau.yml", "release: {day: 10, at: 09:30}", "release: {day: 7, at: 09:30}")
    assert found(bureau, dt.date(2026, 11, 9)) == []
    (overdue,) = found(bureau, dt.date(2026, 11, 10))
    assert "2026-11-09 09:30" in overdue
    (problem,) = [one for one in refusal(bureau, "2026-10", at("2026-11-09 09:29")) if " W" not in one]
    assert "2026-10 的排名预告在 2026-11-09 09:30 公布,现在还没到" in problem


@pytest.mark.parametrize(
    ("silent", "told", "advice"),
    [
        (
            ("shatou",),
            "3 个派出所已有 2 个报送月报,没有报送的有 1 个:沙头派出所。",
            (
                "请先催报,报齐以后运行 make release month=2026-10;不等的也可以现在运行,没有报送的所不排名,"
                "补报以后再运行 make revise month=2026-10。"
            ),
        ),
        (
            ("gulou", "shatou", "xishan"),
            "3 个派出所已有 0 个报送月报,没有报送的有 3 个:鼓楼派出所、沙头派出所、西山派出所。",
            "请先催报,报齐以后运行 make release month=2026-10。",
        ),
    ],
    ids=["one", "all"],
)
def test_an_overdue_month_says_who_has_not_filed(
    silent: tuple[str, ...], told: str, advice: str, root: Path
) -> None:
    """How many of how many, and which; also where nobody filed, which the command would refuse."""
    republish(root)
    as_before_the_chain(root)
    (root / FILE).unlink()
    for station in silent:
        (root / f"data/reports/2026-10/{station}.yml").unlink()
    (overdue,) = [line for line in found(root) if "W331" in line]
    assert overdue.endswith(f"网站上看不到。{told} {advice}")


def test_a_month_that_was_published_is_restored_and_never_published_anew(bureau: Path) -> None:
    """Its file is gone, a later month's is there: a new release would be another than readers saw."""
    (bureau / "data/reports/2026-11").mkdir()
    for report in (bureau / "data/reports/2026-10").iterdir():
        areas = re.findall(r"area: (\S+)", report.read_text("utf-8"))
        rows = "".join(f"  - area: {area}\n    calls: 1\n" for area in areas)
        text = f"station: {report.stem}\nmonth: 2026-11\nfiled_on: 2026-12-02\nrows:\n{rows}"
        (bureau / "data/reports/2026-11" / report.name).write_text(text, "utf-8")
    for month, day in (("2026-09", "10-10"), ("2026-10", "11-10"), ("2026-11", "12-10")):
        release_month(bureau, month, at(f"2026-{day} 09:30"))
    as_before_the_chain(bureau)
    (bureau / FILE).unlink()
    (overdue,) = [line for line in found(bureau, dt.date(2026, 12, 20)) if "W331" in line]
    assert (
        "后来的 2026-11 已经公布:这个月公布过的,请从备份恢复 data/releases/2026-10.yml,不要再公布一次;"
        "确实没有公布过的,运行 make release month=2026-10。"
    ) in overdue


def test_a_month_with_a_release_is_never_overdue(released: Path) -> None:
    """A year mistyped in the release is the fault; nobody is sent to a command that would refuse."""
    as_before_the_chain(released)
    file = released / FILE
    file.write_text(
        file.read_text("utf-8").replace("published_on: 2026-11-10", "published_on: 2027-11-10"), "utf-8"
    )
    (said,) = found(released, dt.date(2026, 11, 24))
    assert said.split(": ", 1)[1] == (
        "[W329] 2026-10 排名的公布日期 2027-11-10 晚于今天(2026-11-24)。 "
        "这个文件由命令写入,不能手改,请从备份恢复;也请核对这台电脑的日期。"
    )


# Correcting


def test_an_edit_after_the_publication_is_said(released: Path) -> None:
    """Which station, both figures, the part with both of its numbers, which community, and how to go on."""
    one_answer_late(released)
    (differing,) = found(released)
    assert differing == (
        f"{FILE}:14:18: [W330] 鼓楼派出所 2026-10 公布的是 55.0 分,按现在的数据是 54.1 分(按时办结 28/29→27/29)"
        ";不同的是滨湖社区(gulou-binhu)。 "
        '数据改得对,请运行 make revise month=2026-10 reason="为什么改";改错了,请改回去。'
    )
    line = (released / FILE).read_text("utf-8").splitlines()[13]
    assert line == "      - station: gulou"


def test_a_published_month_is_not_published_again(released: Path) -> None:
    """With or without a difference: a correction has to be called one."""
    message = f"{FILE} E506 2026-10 的排名已经公布过了。"
    assert refusal(released, "2026-10", LATER) == [message]
    one_answer_late(released)
    assert refusal(released, "2026-10", LATER) == [message]


def test_a_correction_is_a_numbered_revision(released: Path) -> None:
    """The old lines stay byte for byte and the new stand after them; then the check is quiet again."""
    before = (released / FILE).read_bytes()
    one_answer_late(released)
    done = release_month(released, "2026-10", LATER, reason="漏看一件,核对后改正")
    after = (released / FILE).read_bytes()
    assert after.startswith(before)
    added = after.removeprefix(before).decode().splitlines()
    assert added[:9] == [
        "  - number: 2",
        "    status: provisional",
        "    published_on: 2026-11-24",
        "    published_at: 15:04",
        "    policy: 2026-1",
        f"    inputs: {done.release.latest.inputs}",
        f"    previous: {done.release.revisions[0].seal}",
        f"    seal: {seal_of('2026-10', done.release.latest)}",
        '    reason: "漏看一件,核对后改正"',
    ]
    assert "        numbers: 31/93 12/30 3/6 27/29 24/13300" in added
    assert [(each.station, [part.part for part in each.parts]) for each in done.changes] == [
        ("gulou", [PartId.ANSWERED_ON_TIME])
    ]
    assert load(released).bureau.releases["2026-10"] == done.release
    assert found(released) == []


def test_a_correction_of_a_correction(released: Path) -> None:
    """Taken back, it is a third revision with the numbers of the first; all three stand in the file."""
    one_answer_late(released)
    release_month(released, "2026-10", LATER, reason="漏看一件")
    second = (released / FILE).read_bytes()
    edit(released, REPORT, "{accepted: 20, on_time: 18}", "{accepted: 20, on_time: 19}")
    (differing,) = found(released)
    assert "公布的是 54.1 分,按现在的数据是 55.0 分(按时办结 27/29→28/29)" in differing
    lines = second.decode().splitlines()
    at_line = len(lines) - lines[::-1].index("      - station: gulou")
    assert differing.startswith(f"{FILE}:{at_line}:18: [W330] ")
    done = release_month(released, "2026-10", LATER, reason="原来是对的")
    assert (released / FILE).read_bytes().startswith(second)
    first, _, third = done.release.revisions
    assert (third.number, third.rows, third.inputs) == (3, first.rows, first.inputs)
    assert found(released) == []


def test_what_cannot_be_corrected(released: Path) -> None:
    """What is as published, and at a moment before the last revision."""
    assert refusal(released, "2026-10", LATER, reason="再算一遍") == [
        f"{FILE} E506 2026-10 的排名按现在的数据算出来和已公布的一样,没有要修订的。"
    ]
    one_answer_late(released)
    assert refusal(released, "2026-10", at("2026-11-10 09:29"), reason="改正") == [
        f"{LEDGER} E506 现在的时间 2026-11-10 09:29 早于登记簿最后一条的时间 2026-11-10 09:30。"
    ]


def test_a_correction_waits_for_no_calendar(released: Path) -> None:
    """What was published on the 10th is corrected on the 12th, though months now come out on the 20th."""
    edit(released, "data/bureau.yml", "day: 10", "day: 20")
    one_answer_late(released)
    assert (
        release_month(released, "2026-10", at("2026-11-12 09:00"), reason="漏看一件").release.latest.number
        == 2
    )


def test_an_overwritten_record_contradicts_and_a_kept_one_does_not(released: Path) -> None:
    """A service less and fewer people today: October differs, unless the file says how it was then."""
    edit(released, BINHU, "services: [report, certificates, residence]", "services: [report, certificates]")
    edit(released, BINHU, "population: {actual: 8200", "population: {actual: 6000")
    (differing,) = found(released)
    for said in ("服务事项开办 3/6→2/6", "请在社区档案里留下原来的", "earlier"):
        assert said in differing
    done = release_month(released, "2026-10", LATER, reason="警务室当时只办两项")
    assert [part.part for each in done.changes for part in each.parts] == [
        PartId.OFFICER_DAYS,
        PartId.SERVICES_OFFERED,
        PartId.CASE_RATE,
    ]
    gulou = done.release.latest.rows[0]
    assert gulou.numbers == ("31/62", "12/30", "2/6", "28/29", "24/11100")
    assert gulou.areas["gulou-binhu"] == ("31/31", "12/15", "2/3", "20/21", "u")
    assert found(released) == []


def test_what_was_before_is_kept_in_the_file(released: Path) -> None:
    """The same edits with the old values under `earlier`: nothing differs."""
    edit(
        released,
        BINHU,
        "services: [report, certificates, residence]",
        "services: [report, certificates]\n"
        "  earlier:\n    - {until: 2026-11-01, services: [report, certificates, residence]}",
    )
    edit(
        released,
        BINHU,
        "population: {actual: 8200, temporary: 640, as_of: 2026-09-30}",
        "population: {actual: 6000, as_of: 2026-11-02, earlier: [{actual: 8200, as_of: 2026-09-30}]}",
    )
    assert found(released) == []


def test_a_report_that_came_late_is_a_correction(bureau: Path) -> None:
    """Published without it, the station is not ranked and the reason says so; corrected, it is."""
    edit(bureau, "data/reports/2026-10/shatou.yml", "filed_on: 2026-11-09", "filed_on: 2026-11-16")
    first = release_month(bureau, "2026-10", ANNOUNCED).release.latest.rows[1]
    assert (first.station, first.score, first.filed_on, first.reasons) == (
        "shatou",
        None,
        None,
        ("本月未报送月报",),
    )
    assert [line for line in found(bureau, dt.date(2026, 11, 15)) if "W33" in line] == []
    (differing,) = found(bureau)
    assert "沙头派出所 2026-10 公布的是不排名(本月未报送月报),按现在的数据是 45.0 分" in differing
    second = release_month(bureau, "2026-10", LATER, reason="沙头所补报").release.latest.rows[1]
    assert (str(second.score), second.filed_on) == ("45.0", dt.date(2026, 11, 16))
    assert found(bureau) == []


def without_communities(root: Path) -> None:
    """A station more, of which nothing is known yet."""
    (root / "data/stations/xincheng.yml").write_text(
        "id: xincheng\nname: 新城派出所\ndistrict: 东城区\ntown: 新城街道\nkind: urban\npeer_group: urban\n"
        "address: 新城路 1 号\nphone: 0990-0000204\n",
        "utf-8",
    )


def test_a_station_set_up_later_is_no_correction(released: Path) -> None:
    """Its file says since when it is there, so the published month has nothing to say of it."""
    without_communities(released)
    (differing,) = found(released)
    assert "新城派出所 2026-10 公布的是没有这个所" in differing
    edit(released, "data/stations/xincheng.yml", "kind: urban", "since: 2026-11-12\nkind: urban")
    assert found(released) == []
    one_answer_late(released)
    done = release_month(released, "2026-10", LATER, reason="漏看一件")
    assert [row.station for row in done.release.latest.rows] == ["gulou", "shatou", "xishan"]
    assert found(released) == []


def test_a_station_that_was_published_stays_in_every_correction(bureau: Path) -> None:
    """Also one without a community."""
    without_communities(bureau)
    first = release_month(bureau, "2026-10", ANNOUNCED).release.latest
    one_answer_late(bureau)
    second = release_month(bureau, "2026-10", LATER, reason="漏看一件").release.latest
    assert [row.station for row in second.rows] == ["gulou", "shatou", "xincheng", "xishan"]
    assert second.rows[2] == first.rows[2]
    assert first.rows[2].reasons == ("没有所辖社区",)
    assert found(bureau) == []


def test_a_community_left_out_then_is_a_correction(released: Path) -> None:
    """It was there and had no row: the station is not ranked until it reports.

    The other, alone no longer, has its answers told. Of many communities three are named.
    """
    more = tuple(f"xishan-{letter}" for letter in "abcd")

    def differing(*ids: str) -> str:
        for id_ in ids:
            code = 990101002002 + ("xishan-hou", *more).index(id_)
            (released / f"data/communities/xishan/{id_}.yml").write_text(
                f"id: {id_}\nstation: xishan\nname: 后山社区\nkind: urban\ndivisions: [{code}]\n"
                "population: {actual: 100, as_of: 2026-09-30}\nverified: {on: 2026-11-01, by: 西山派出所}\n"
                "vacancies:\n  - {since: 2020-01-01, reason: 没有配到}\n",
                "utf-8",
            )
        (line,) = [line for line in found(released) if "W330" in line]
        return line

    one = differing("xishan-hou")
    assert "西山派出所 2026-10 公布的是 61.7 分,按现在的数据是不排名(“驻社区兑现”未报送：后山社区;" in one
    assert ";不同的是后山社区(xishan-hou)、雷山社区(xishan-leishan)。" in one
    named = "、".join(f"后山社区(xishan-{letter})" for letter in "abc")
    assert f";不同的是{named}等 6 个社区。" in differing(*more)


def test_a_slip_that_changes_many_months_is_said_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more than so many months of a station the last is told, and how many differ before it."""
    republish(root)
    edit(root, BINHU, "actual: 8200", "actual: 9200")
    told = [line.split("[W330] ")[1].split(" ")[1] for line in found(root)]
    assert told == ["2026-09", "2026-10"]
    monkeypatch.setattr(releases, "_MONTHS_TOLD", 1)
    (line,) = found(root)
    assert "鼓楼派出所 2026-10 公布的数字与现在的数据不同(案件发生 24/13300→24/14300),得分和名次不变" in line
    assert "。更早的还有 1 个月也不同。 数据改得对" in line


# The file


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("gulou-binhu: 31/62", "gulou-binhu: 30/62"),
        ("gulou-qiaotou:", "gulou-qiaoto:"),
        ("status: provisional", "status: final"),
        ("published_on: 2026-11-10", "published_on: 2026-11-11"),
        (r"inputs: (.)(.{63})", r"inputs: \2\1"),
        ("cases: 24", "cases: 23"),
        (r" +filed_on: .+\n", ""),
    ],
    ids=["community", "name", "status", "day", "inputs", "cases", "filed"],
)
def test_whatever_is_altered_by_hand_stops_everything(old: str, new: str, released: Path) -> None:
    """Not only what contradicts the score: each revision carries a digest of all that it says."""
    text = (released / FILE).read_text("utf-8")
    altered = re.sub(old, new, text, count=1)
    assert altered != text
    (released / FILE).write_text(altered, "utf-8")
    (line,) = [at for at, each in enumerate(text.splitlines(), start=1) if "seal:" in each]
    (problem,) = found(released)
    assert problem == (
        f"{FILE}:{line}:11: [E313] 第 1 版的内容和公布时不一样了,文件被手改过。 "
        "这个文件由命令写入,不能手改,请从备份恢复;数字要更正的,恢复以后运行 make revise。"
    )


def test_a_score_altered_by_hand_stops_everything(released: Path) -> None:
    """No build, no further publication: the file says something that its own numbers do not."""
    as_before_the_chain(released)
    edit(released, FILE, "score: 55.0", "score: 95.0")
    expected = (
        f"{FILE}:13:18: [E313] 鼓楼派出所的得分或名次与本行的数字不符:按数字应为55.0 分。 "
        "这个文件由命令写入,不能手改,请从备份恢复;如果改过办法 2026-1 的权重,请改回去,要改另写一个新版本。"
    )
    assert found(released) == [expected]
    one_answer_late(released)
    problems = refusal(released, "2026-10", LATER, reason="改正")
    assert len([problem for problem in problems if problem.startswith(f"{FILE} E313 ")]) == 1


def test_a_number_altered_by_hand_is_found(released: Path) -> None:
    """By the score that no longer follows from it; and where the score still does, by today's data."""
    as_before_the_chain(released)
    edit(released, FILE, "numbers: 31/93", "numbers: 93/93")
    (contradictory,) = found(released)
    assert "[E313] 鼓楼派出所" in contradictory
    edit(released, FILE, "numbers: 93/93", "numbers: 31/93")
    edit(released, FILE, "24/13300", "25/13300")
    (differing,) = found(released)
    assert (
        "[W330] 鼓楼派出所 2026-10 公布的数字与现在的数据不同(案件发生 25/13300→24/13300),得分和名次不变"
        in differing
    )
    assert "不同的是" not in differing


def test_weights_changed_under_the_same_version_contradict_what_was_published(released: Path) -> None:
    """A version that was used is not edited: every score that would be another is an error."""
    edit(
        released,
        POLICY,
        "weight: 50\n      parts:\n        - {id: officer_days",
        "weight: 60\n      parts:\n        - {id: officer_days",
    )
    assert [line.split(" ", 2)[1] for line in found(released)] == ["[E313]"] * 3


def test_a_standard_changed_under_the_same_version_is_said(released: Path) -> None:
    """The published numbers stand, and today's data would give others."""
    edit(released, POLICY, "unstable_base: {value: 20", "unstable_base: {value: 30")
    (line,) = found(released)
    assert "[W330] 鼓楼派出所" in line


def test_a_new_version_of_the_policy_leaves_published_months_alone(released: Path) -> None:
    """The old version is kept whole; without it, what was published by it cannot be read."""
    old = (released / POLICY).read_text("utf-8")
    new = old.replace("version: 2026-1", "version: 2027-1").replace(
        "since: 2026-01-01", "since: 2027-01-01", 1
    )
    new = new.replace("on_site_days: {value: 3", "on_site_days: {value: 4")
    new = new.replace("weight: 50\n      parts", "weight: 70\n      parts", 1)
    (released / POLICY).write_text(new, "utf-8")
    (missing,) = found(released)
    assert "[E303] 没有编号为“2026-1”的办法版本。" in missing
    (released / "data/policies").mkdir(exist_ok=True)
    (released / "data/policies/2026-1.yml").write_text(old, "utf-8")
    assert found(released) == []
    one_answer_late(released)
    done = release_month(released, "2026-10", LATER, reason="漏看一件")
    assert (done.release.latest.policy, str(done.release.latest.rows[0].score)) == ("2026-1", "54.1")


def digest_by_hand(root: Path) -> str:
    """SHA-256 of `sha256  path` lines by path, of every data file but the releases."""
    data = {path: body for path, body in tree_in(root).items() if path.startswith("data/")}
    lines = [
        f"{hashlib.sha256(body).hexdigest()}  {path}\n"
        for path, body in sorted(data.items())
        if not path.startswith("data/releases/")
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def test_the_inputs_are_a_digest_that_anybody_can_repeat(bureau: Path) -> None:
    """Of the files as they lay when the month was published; a release is no input, an edit gives another."""
    expected = digest_by_hand(bureau)
    done = release_month(bureau, "2026-10", ANNOUNCED)
    assert done.release.latest.inputs == expected == inputs_digest(load(bureau).files)
    one_answer_late(bureau)
    again = release_month(bureau, "2026-10", LATER, reason="漏看一件").release.latest.inputs
    assert again == digest_by_hand(bureau)
    assert again != expected


def test_the_inputs_are_what_sha256sum_prints(released: Path) -> None:
    """One line in a shell repeats it."""
    command = (
        "find data -name '*.yml' ! -path 'data/releases/*' | LC_ALL=C sort | xargs sha256sum | sha256sum"
    )
    printed = subprocess.run(command, shell=True, cwd=released, capture_output=True, check=True, text=True)
    assert printed.stdout.split()[0] == load(released).bureau.releases["2026-10"].latest.inputs


@pytest.mark.parametrize("failing", ["write_bytes", "chmod", "replace"])
def test_a_file_is_written_at_once_or_not_at_all(
    released: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """A full disk leaves the old file whole, nothing beside it, and a message."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    one_answer_late(released)
    before = tree_in(released)
    with monkeypatch.context() as broken:
        broken.setattr(f"pathlib.Path.{failing}", full)
        with pytest.raises(ProblemsFound) as refused:
            release_month(released, "2026-10", LATER, reason="漏看一件")
    assert [str(problem) for problem in refused.value.problems] == [
        f"{released / 'data'}:1:1: [E508] 这里读写不了:磁盘满了。 请腾出磁盘空间后再试。"
    ]
    assert tree_in(released) == before
    release_month(released, "2026-10", LATER, reason="漏看一件")
    assert sorted(path.name for path in (released / "data/releases").iterdir()) == [
        "2026-10.yml",
        "ledger.yml",
    ]


def test_of_two_corrections_at_once_one_fails(released: Path) -> None:
    """The second waits, reads what the first has written, and finds nothing left to correct: none is lost."""
    one_answer_late(released)
    script = (
        "import datetime as dt, pathlib, sys; from generator.build.releasing import release_month; "
        "moment = dt.datetime.fromisoformat(sys.argv[2]); "
        "print(release_month(pathlib.Path(sys.argv[1]), '2026-10', moment, reason='漏看一件').release.latest.number)"
    )
    command = [sys.executable, "-c", script, str(released), LATER.isoformat()]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    said = [process.communicate(timeout=120) for process in running]
    assert sorted(process.returncode for process in running) == [0, 1]
    assert [out for out, _ in said if out] == ["2\n"]
    assert ["没有要修订的" in error for _, error in said].count(True) == 1
    assert len(load(released).bureau.releases["2026-10"].revisions) == 2


def test_a_file_that_was_changed_meanwhile_is_not_written_over(
    released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By an editor or a restored backup, which know of no lock."""
    one_answer_late(released)

    def then_changed(*arguments: Any) -> Checked:
        checked = read_bureau(*arguments)
        edit(released, FILE, "month: 2026-10", "month: 2026-10 # 手改")
        return checked

    monkeypatch.setattr(generator.build.releasing, "read_bureau", then_changed)
    with pytest.raises(ProblemsFound) as refused:
        release_month(released, "2026-10", LATER, reason="漏看一件")
    assert [str(problem) for problem in refused.value.problems] == [
        f"{FILE}:1:1: [E509] 这个文件刚才被别的程序写过,没有覆盖它。 请看看里面是什么,再运行一次。"
    ]
    assert "手改" in (released / FILE).read_text("utf-8")


def test_a_published_file_can_be_read_by_all(released: Path) -> None:
    """A draft is its writer's alone; what it becomes is a data file like any other."""
    assert (released / FILE).stat().st_mode & 0o777 == 0o644


def as_read(text: str, path: str) -> Loaded:
    """The text as `jingwu check` reads it; a problem is a failure of the test."""
    source = Source(path=path, content=text.encode())
    read = text_of(source)
    assert isinstance(read, str)
    document = read_document(path, read)
    record = typed_record(Release, document.plain, path, read)
    assert isinstance(record, Release)
    return Loaded(source=source, record=record, scalars=document.scalars)


REASONS: Final = st.sampled_from(
    [
        "漏报一件",
        "引号“”\"'",
        "# 不是注释: [x]",
        "- 第一\n- 第二",
        "反斜杠 \\n 和制表\t",
        "  前后有空格  ",
        "no",
        "2026",
    ]
)


@LAW
@given(bureaus() | bureaus().map(as_privacy_shows), REASONS)
def test_what_is_written_is_read_back(world: PublicBureau, reason: str) -> None:
    """Whatever the figures and the reason; the first revision's text stands before the second's as it was.

    And no number in it looks like a person's.
    """
    first = revision_of(world)
    second = revision_of(world, MONTH, first, reason=reason)
    release = Release(month=MONTH, revisions=(first, second))
    text = release_text(release)
    loaded = as_read(text, release.path)
    assert loaded.record == release
    assert problems_in(loaded) == ()
    assert text.startswith(release_text(Release(month=MONTH, revisions=(first,))))


@pytest.mark.parametrize(
    "reason",
    ["\u200b", "a" * 5001, "致电 13800000217 后改正", "机密★", "改\u202e正", "改\x07正", "改\u0085正"],
    ids=["invisible", "long", "mobile", "secret", "bidi", "bell", "next line"],
)
def test_a_reason_that_could_not_be_published_is_refused(released: Path, reason: str) -> None:
    """Before it is written: the file is not edited by hand, and with it the next build would stop."""
    one_answer_late(released)
    (problem,) = refusal(released, "2026-10", LATER, reason=reason)
    assert problem.startswith(f"{FILE} E506 修订的原因")
    assert "13800000217" not in problem


def test_a_reason_names_as_many_communities_as_did_not_report(bureau: Path) -> None:
    """A station of forty communities whose report lists one of them is still published."""
    for number in range(40):
        (bureau / f"data/communities/xishan/xishan-{number}.yml").write_text(
            f"id: xishan-{number}\nstation: xishan\nname: 西山路第{number}社区\nkind: urban\n"
            f"divisions: [9901010021{number:02}]\npopulation: {{actual: 100, as_of: 2026-09-30}}\n"
            "verified: {on: 2026-11-01, by: 西山派出所}\n"
            "vacancies:\n  - {since: 2020-01-01, reason: 没有配到}\n",
            "utf-8",
        )
    xishan = release_month(bureau, "2026-10", ANNOUNCED).release.latest.rows[-1]
    assert [reason.count("社区") for reason in xishan.reasons] == [41, 40]
    assert load(bureau).bureau.releases["2026-10"].latest.rows[-1] == xishan


# The command


def jingwu(*arguments: object) -> Result:
    """Run the command; an exception that is no exit is a failure of the test."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def command(root: Path, month: str, *arguments: object, now: dt.datetime = LATER) -> Result:
    """Publish at a moment, as far as the command knows."""
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr("generator.cli.options.now", lambda: now)
        clock.setattr("generator.cli.publishing.now", lambda: now)
        return jingwu("release", month, "--root", root, *arguments)


def test_the_command_publishes_and_corrects(bureau: Path) -> None:
    """One line says what was written; a correction also how many stations it touches."""
    first = command(bureau, "2026-10", now=ANNOUNCED)
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout == f"已写入 {FILE}:第 1 版(初步),3 个派出所,没有排名次。生成网站后公开。\n"
    one_answer_late(bureau)
    second = command(bureau, "2026-10", "--revise", "--reason", "漏看一件")
    assert (second.exit_code, second.stderr) == (0, "")
    assert second.stdout == (
        f"已写入 {FILE}:第 2 版(初步),3 个派出所,没有排名次,1 个派出所的数字或名次有变。生成网站后公开。\n"
    )
    assert [(str(r.published), r.reason) for r in load(bureau).bureau.releases["2026-10"].revisions] == [
        ("2026-11-10 09:30:00", None),
        ("2026-11-24 15:04:00", "漏看一件"),
    ]


def test_the_command_says_why_it_did_not_publish(bureau: Path) -> None:
    """The problem and the sum on stderr, exit code 1, no file."""
    result = command(bureau, "2026-10", now=at("2026-11-09 23:59"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"{FILE}:1:1: [E506] 2026-10 的排名预告在 2026-11-10 09:30 公布,现在还没到。 "
        "到时再运行;公布日和时间写在 data/bureau.yml 的 release 里。\n"
        "共 1 个错误、0 个提醒。没有公布。\n"
    )
    assert not (bureau / FILE).exists()


def test_the_command_lists_errors_before_warnings(bureau: Path) -> None:
    """As check and build do."""
    edit(bureau, "data/stations/xishan.yml", "name: 西山派出所", "name: 西山派出所 13800000217")
    result = command(bureau, "2026-10")
    lines = result.stderr.splitlines()
    assert result.exit_code == 1
    assert "[E402]" in lines[0]
    assert all("[W" in line for line in lines[1:-1])
    assert lines[-1].endswith("没有公布。")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2026-10", "--reason", "漏看一件"], "修订要同时写 --revise 和 --reason"),
        (["2026-10", "--revise"], "修订要同时写 --revise 和 --reason"),
        (["2026-10", "--revise", "--reason", "  "], "修订要同时写 --revise 和 --reason"),
        (["2026-13"], "月份请写成 2026-10 的样子。"),
        (["2026年9月"], "月份请写成 2026-09。"),
        (["2026-1"], "月份请写成 2026-01。"),
        (["2026-10", "--as-of", "今天"], "日期请写成 2026-11-24 的样子。"),
        (["2026-10", "--as-of", "2026-11-10"], "公布只能按今天,--as-of 不能写别的日期"),
        ([], "命令没有执行:没有写“月份”。"),
    ],
)
def test_a_command_that_contradicts_itself_is_refused(bureau: Path, arguments: list[str], said: str) -> None:
    """In Chinese, as a fault of the command line: exit code 2, and nothing is written."""
    before = tree_in(bureau)
    result = jingwu("release", "--root", bureau, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert tree_in(bureau) == before


def test_a_release_of_a_later_day_is_not_seen_before(released: Path) -> None:
    """As of an earlier day the month was not published yet, and nothing is compared with it."""
    one_answer_late(released)
    (early,) = found(released, dt.date(2026, 11, 9))
    assert "[W329] 2026-10 排名的公布日期 2026-11-10 晚于今天(2026-11-09)。" in early
    assert [line.split(" ", 2)[1] for line in found(released, dt.date(2026, 11, 10))] == ["[W330]"]


def test_today_is_this_very_minute(bureau: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --as-of a month is published as of now, in China, so that its hour is not taken for its day's end."""
    asked: list[dt.datetime] = []

    def note(_root: Path, month: str, moment: dt.datetime, **_: object) -> object:
        asked.append(moment)
        raise ProblemsFound([Problem(code="E506", place=Place(path=month), message="。", hint="。")])

    monkeypatch.setattr("generator.cli.publishing.release_month", note)
    before = dt.datetime.now(CHINA).replace(tzinfo=None)
    jingwu("release", "2026-10", "--root", bureau)
    after = dt.datetime.now(CHINA).replace(tzinfo=None)
    assert before <= asked[0] <= after or before.date() != after.date()
