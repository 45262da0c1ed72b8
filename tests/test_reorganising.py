"""Tests of communities and stations that move, merge, split, end or are renamed, and of officers who come and go.

The ordinary bureau: gulou with gulou-binhu and gulou-qiaotou, xishan and shatou; the day is 24 November 2026.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build import find_problems, read_bureau
from generator.build.changing import Change, Changed, change
from generator.build.postings import arrive, hand_over, leave
from generator.build.reorganising import (
    NewArea,
    close_station,
    merge_areas,
    merge_stations,
    move_area,
    rename_area,
    rename_station,
    split_area,
)
from generator.build.touched import touched
from generator.cli import main
from generator.load import load
from generator.model.bureau import Bureau
from generator.model.officer import Officer, Role
from generator.problems import ProblemsFound
from generator.ranking import monthly_ranking
from tests.small_sites import AS_OF, BINHU, bureau_in, edit, published, site_of, tree_in, with_own_content

ON = dt.date(2026, 11, 1)
DECISION = "鄂城政发〔2026〕3号"
STATION = "data/stations/gulou.yml"
MOVED = "data/communities/xishan/gulou-binhu.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return bureau_in(tmp_path / "root")


def made(root: Path, what: Change) -> Changed:
    return change(root, what, AS_OF)


def problems(root: Path) -> set[str]:
    return {f"{one.code} {one.message}" for one in find_problems(root, AS_OF)}


def read(file: bytes | Path) -> str:
    assert isinstance(file, bytes)
    return file.decode()


def move(bureau: Bureau) -> Bureau:
    return move_area(bureau, "gulou-binhu", "xishan", ON)


def test_a_community_moves_in_one_step_and_every_other_line_stays(root: Path) -> None:
    """The file is in the folder of the new station, with one line more; comments and order stay; nothing is wrong."""
    text, before = (root / BINHU).read_text("utf-8"), problems(root)
    (root / BINHU).write_text(text.replace("kind: urban\n", "kind: urban  # 看过\n"), "utf-8")
    made(root, move)
    assert not (root / BINHU).exists()
    assert (root / MOVED).read_text("utf-8") == text.replace(
        "kind: urban\n", "kind: urban  # 看过\n"
    ).replace(
        "station: gulou\n", "station: xishan\nearlier_stations:\n  - {until: 2026-10-31, station: gulou}\n"
    )
    assert problems(root) == before


def test_a_dry_run_writes_nothing_and_tells_what_is_touched(root: Path) -> None:
    """It names the community's page, both stations' communities, its notice and the rosters."""
    before = tree_in(root)
    found = touched(root, change(root, move, AS_OF, dry_run=True), AS_OF)
    assert tree_in(root) == before
    assert {"communities/gulou-binhu/", "stations/gulou/", "stations/xishan/"} <= set(found.pages)
    assert [line.partition(":")[2] for line in found.ranks] == [
        "计分的社区 2 个变 1 个",
        "计分的社区 1 个变 2 个",
    ]
    assert found.plates == (
        "滨湖社区警务室门口的公示(网页 communities/gulou-binhu/)",
        "墙上的民警名册:鼓楼派出所(网页 officers/gulou/)、西山派出所(网页 officers/xishan/)",
    )


def test_a_change_that_brings_an_error_is_not_written(root: Path) -> None:
    """A name with a space is refused as in a file, and all files stay."""
    before = tree_in(root)
    with pytest.raises(ProblemsFound) as refused:
        made(root, lambda bureau: rename_area(bureau, "gulou-binhu", "滨 湖", ON))
    assert [one.code for one in refused.value.problems] == ["E207"]
    assert tree_in(root) == before


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(lambda b: move_area(b, "gulou-nowhere", "xishan", ON), id="unknown community"),
        pytest.param(lambda b: move_area(b, "gulou-binhu", "nowhere", ON), id="unknown station"),
        pytest.param(lambda b: move_area(b, "gulou-binhu", "gulou", ON), id="to its own station"),
        pytest.param(lambda b: rename_area(b, "gulou-binhu", "滨湖社区", ON), id="its own name"),
        pytest.param(
            lambda b: merge_areas(b, ["gulou-binhu"], "gulou-binhu", ON, DECISION), id="into itself"
        ),
        pytest.param(lambda b: merge_stations(b, "gulou", "gulou", ON), id="station into itself"),
        pytest.param(lambda b: close_station(b, "gulou", ON), id="station with communities"),
        pytest.param(lambda b: leave(b, "999999", ON), id="unknown badge"),
        pytest.param(lambda b: hand_over(b, "004217", "gulou-binhu", ON), id="to where they are"),
        pytest.param(
            lambda b: hand_over(b, "004217", "gulou-qiaotou", ON, "999999"), id="a successor unknown"
        ),
        pytest.param(
            lambda b: split_area(
                b,
                "gulou-binhu",
                NewArea(id="gulou-x", name="新", divisions=("1",), residents=1),
                ON,
                DECISION,
            ),
            id="a division of another",
        ),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(root: Path, what: Change) -> None:
    """The message is in Chinese and of one line, and nothing is written."""
    before = tree_in(root)
    with pytest.raises(ProblemsFound) as refused:
        made(root, what)
    assert [one.code for one in refused.value.problems] == ["E514"]
    assert tree_in(root) == before


def test_released_months_stay_and_the_next_month_counts_for_the_new_station(root: Path) -> None:
    """October recomputes to the same numbers with the community in gulou; November counts it for xishan."""
    before = read_bureau(root, AS_OF).public
    old = monthly_ranking(before, "2026-10")
    made(root, move)
    public = read_bureau(root, AS_OF).public
    assert monthly_ranking(public, "2026-10") == old
    area = public.areas["gulou-binhu"]
    assert (area.station, area.station_in("2026-10"), area.station_in("2026-11")) == (
        "xishan",
        "gulou",
        "xishan",
    )


def test_an_announced_move_shows_nothing_before_its_day(root: Path) -> None:
    """Until the day the public records have the old station and no trace of the new one."""
    made(root, lambda bureau: move_area(bureau, "gulou-binhu", "xishan", dt.date(2026, 12, 1)))
    area = read_bureau(root, AS_OF).public.areas["gulou-binhu"]
    assert (area.station, area.earlier_stations) == ("gulou", ())
    assert read_bureau(root, dt.date(2026, 12, 1)).public.areas["gulou-binhu"].station == "xishan"


def test_addresses_and_calendars_of_a_moved_community_stay(root: Path) -> None:
    """All pages are still there, a past meeting is in the old station's calendar, one to come in the new one's."""
    before = site_of(root)
    made(root, move)
    after = site_of(root)
    # The lists of a station that has nothing to list have no page.
    lists = {"brands/gulou/", "brands/xishan/"}
    assert {page.url for page in after.pages} - lists == {page.url for page in before.pages} - lists
    old, new = (read(after.files[f"meetings/stations/{id_}.ics"]) for id_ in ("gulou", "xishan"))
    assert "gulou-binhu-2026-09-15@" in old
    assert "gulou-binhu-2026-12-10@" not in old
    assert "gulou-binhu-2026-12-10@" in new
    assert after.files["meetings/areas/gulou-binhu.ics"] == before.files["meetings/areas/gulou-binhu.ics"]


def test_a_merged_station_keeps_its_page_and_leads_on(root: Path, tmp_path: Path, content: Path) -> None:
    """Its page names the successor and its months; lists, new months and staffing no longer have it."""
    before = problems(root)
    made(root, lambda bureau: merge_stations(bureau, "gulou", "xishan", ON))
    assert problems(root) == before
    published(root, content, tmp_path / "site")
    files = {path: body.decode("utf-8", "replace") for path, body in tree_in(tmp_path / "site").items()}
    page = files["stations/gulou/index.html"]
    assert "已撤销" in page
    assert '现在请找<a href="../../stations/xishan/">西山派出所</a>' in page
    assert 'href="../../ranking/2026-10/gulou/"' in page
    listed = files["stations/index.html"]
    assert listed.index("已经撤销、合并的派出所") < listed.index("鼓楼派出所")
    assert "到<time" in files["communities/gulou-binhu/index.html"]
    assert "meetings/stations/gulou/index.html" in files
    november = monthly_ranking(read_bureau(root, AS_OF).public, "2026-11")
    assert {one.station for one in november.results} == {"shatou", "xishan"}


def test_a_merger_hands_everything_to_the_heir(root: Path) -> None:
    """Land, names, residents and officers go over; the meeting to come is off; past months stay."""
    old = monthly_ranking(read_bureau(root, AS_OF).public, "2026-10")
    made(root, lambda bureau: merge_areas(bureau, ["gulou-binhu"], "gulou-qiaotou", ON, DECISION))
    bureau = load(root).bureau
    gone, heir = bureau.areas["gulou-binhu"], bureau.areas["gulou-qiaotou"]
    assert (gone.until, gone.merged_into, gone.decision) == (
        ON - dt.timedelta(1),
        ("gulou-qiaotou",),
        DECISION,
    )
    assert set(gone.divisions) <= set(heir.divisions)
    assert "滨湖社区" in heir.aliases
    assert heir.population.residents == gone.population.residents + heir.population.earlier[-1].residents
    assert "004217" in {one.badge for one in heir.officers_on(ON)}
    assert bureau.meetings["gulou-binhu-2026-12-10"].status == "cancelled"
    assert monthly_ranking(read_bureau(root, AS_OF).public, "2026-10") == old


def test_a_part_becomes_a_community_of_its_own(root: Path) -> None:
    """It takes its land and residents along, and says openly that it has no officer yet."""
    new = NewArea(
        id="gulou-xincun", name="新村社区", divisions=("990101001009",), residents=1200, covers=("滨湖小区",)
    )
    text = (root / BINHU).read_text("utf-8")
    (root / BINHU).write_text(text.replace("[990101001001]", "[990101001001, 990101001009]"), "utf-8")
    made(root, lambda bureau: split_area(bureau, "gulou-binhu", new, ON, DECISION))
    bureau = load(root).bureau
    old, part = bureau.areas["gulou-binhu"], bureau.areas["gulou-xincun"]
    assert (part.since, part.population.residents, part.vacancy_on(ON) is not None) == (ON, 1200, True)
    assert (old.divisions, len(old.covers), old.population.residents) == (("990101001001",), 1, 7000)
    assert old.population.on(ON - dt.timedelta(1)).residents == 8200


def test_names_of_the_time_stay_in_past_months(root: Path) -> None:
    """A renamed station is found by both names, and October's ranking calls it as it was then."""
    made(root, lambda bureau: rename_station(bureau, "gulou", "古楼派出所", ON))
    made(root, lambda bureau: rename_area(bureau, "gulou-binhu", "湖滨社区", ON))
    public = read_bureau(root, AS_OF).public
    names = public.station_names_in("2026-10")["gulou"], public.station_names["gulou"]
    assert names == ("鼓楼派出所", "古楼派出所")
    files = site_of(root).files
    table, index = (read(files[path]) for path in ("data/ranking/2026-10.csv", "assets/finder.json"))
    assert "鼓楼派出所" in table
    assert '"w":["鼓楼派出所"]' in index
    assert "滨湖社区" in index


def test_an_officer_hands_over_and_the_vacancy_is_stated(root: Path) -> None:
    """The times in post meet, the phone stays with the community, and a community left alone is vacant."""
    on = dt.date(2026, 12, 1)
    made(root, lambda bureau: leave(bureau, "004218", on))
    made(root, lambda bureau: hand_over(bureau, "004217", "gulou-qiaotou", on))
    bureau = load(root).bureau
    left, new = bureau.areas["gulou-binhu"], bureau.areas["gulou-qiaotou"]
    assert [one.badge for one in left.officers_on(on)] == []
    assert left.vacancy_on(on) is not None
    assert "004217" in {one.badge for one in new.officers_on(on)}
    assert new.vacancy_on(on) is None
    assert not [one for one in problems(root) if one.startswith("E")]


def test_an_officer_arrives_and_ends_the_vacancy(root: Path) -> None:
    """The vacancy lasts to the day before; the same badge cannot arrive twice."""
    arrived = Officer(
        name="张明",
        role=Role.COMMUNITY_OFFICER,
        badge="004299",
        phone="0990-0000299",
        since=dt.date(2026, 12, 1),
    )
    made(root, lambda bureau: arrive(bureau, arrived, "gulou-qiaotou"))
    area = load(root).bureau.areas["gulou-qiaotou"]
    assert area.vacancy_on(dt.date(2026, 11, 30)) is not None
    assert area.vacancy_on(dt.date(2026, 12, 1)) is None
    with pytest.raises(ProblemsFound):
        made(root, lambda bureau: arrive(bureau, arrived, "gulou-binhu"))


def test_a_closed_stations_meetings_stay_at_their_address(root: Path, tmp_path: Path, content: Path) -> None:
    """The page of its meetings still lists those of the communities that it had."""
    made(root, lambda bureau: merge_stations(bureau, "gulou", "xishan", ON))
    published(root, content, tmp_path / "site")
    page = (tmp_path / "site/meetings/stations/gulou/index.html").read_text("utf-8")
    assert "gulou-binhu-2026-09-15" in page
    assert "还没有开会的记录" not in page


def test_the_commands_say_what_they_did(root: Path) -> None:
    """A dry run lists files, pages, the ranking and notices, and says that nothing was written; a refusal exits 1."""
    with_own_content(root)
    before = tree_in(root)
    asked = ["community", "move", "gulou-binhu", "--root", str(root), "--on", "2026-11-01"]
    told = CliRunner().invoke(main, [*asked, "--to", "xishan", "--dry-run"])
    assert told.exit_code == 0, told.output
    for line in (
        f"移走 {BINHU}",
        f"写 {MOVED}",
        "鼓楼派出所(城区组):计分的社区 2 个变 1 个",
        "要换的:滨湖社区警务室门口的公示",
        "只是试算,什么也没有写。",
    ):
        assert line in told.output
    refused = CliRunner().invoke(main, [*asked, "--to", "gulou"])
    assert refused.exit_code == 1
    assert "[E514] 滨湖社区已经归鼓楼派出所。" in refused.output
    assert refused.output.endswith("共 1 个错误、0 个提醒。什么也没有写。\n")
    assert tree_in(root) == before


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param(
            BINHU,
            "station: gulou\n",
            "station: gulou\nearlier_stations:\n  - {station: gulou, until: 2026-01-31}\n",
            id="the same station",
        ),
        pytest.param(STATION, "peer_group:", "merged_into: xishan\npeer_group:", id="merged without an end"),
        pytest.param(
            STATION, "peer_group:", "since: 2026-02-01\nuntil: 2026-01-31\npeer_group:", id="ends first"
        ),
        pytest.param(
            STATION, "peer_group:", "until: 2026-12-31\nmerged_into: gulou\npeer_group:", id="into itself"
        ),
    ],
)
def test_what_contradicts_itself_is_an_error(root: Path, path: str, old: str, new: str) -> None:
    """A history or an end that cannot be true is reported at its record."""
    edit(root, path, old, new)
    assert "E206" in {one.code for one in find_problems(root, AS_OF)}
