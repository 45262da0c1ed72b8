"""What spot checks say in public: rates with their base, what is not yet checked, and an unranked station."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.build.drawing import draw_audit
from generator.facts.confirmation import confirmations
from generator.feeds.audit_tables import audit_datasets
from generator.feeds.table_files import csv_bytes
from generator.load import load
from generator.model.audit import Audit, AuditItem
from generator.model.meeting import Meeting, Tally
from generator.model.policy import PartId, Policy
from generator.model.public import AnsweredShare, PublicBureau
from generator.pages.ranking import ranking_views
from generator.pages.ranking.audit import AuditPage, StationConfirmation, audit_pages
from generator.pages.ranking.month import RankingMonth
from generator.privacy import publish
from generator.ranking import monthly_ranking
from generator.ranking.published import published_months
from generator.ranking.results import StationMonthResult
from tests.bureaus import MONTH, bureau, day, meeting, policy, ranking_rules, released, report, row, standards
from tests.reading import text_of
from tests.small_sites import AS_OF, REPOSITORY, republish

PAGE = REPOSITORY / "content/ranking/audit/index.md"
FOUND = "{on: 2026-09-20, by: 治安支队, seen: %s, items: [%s]%s}"


def audit(*findings: str, area_id: str = "gulou-a") -> Audit:
    """A draw of one community in August 2026, with findings of September."""
    text = f"{{area: {area_id}, items: [patrol, talk, contact], services: [], findings: [{', '.join(findings)}]}}"
    draw = yaml.load(text, Loader=yaml.BaseLoader)
    record = {"month": "2026-08", "drawn_on": "2026-09-11", "seed": "0" * 64, "per_station": "1"}
    return Audit.model_validate(record | {"draws": (draw,)})


def seen(result: str, items: str) -> str:
    """A finding of 20 September."""
    return FOUND % (result, items, "" if result == "as_declared" else ", note: 没有记录")


def judged(edition: int = 2, base: int = 1, share: int = 80) -> Policy:
    """A policy with that base and share."""
    rules = ranking_rules().model_copy(update={"edition": edition})
    return policy(ranking=rules, standards=standards(audit_base=base, audit_share=share))


def result_of(world: PublicBureau) -> StationMonthResult:
    (result,) = monthly_ranking(world, MONTH).results
    return result


def world(*findings: str, **changes: Any) -> PublicBureau:
    """One station that did and reported everything, and what was seen there."""
    usual = {
        "reports": [report(rows=[row()])],
        "audits": {"2026-08": audit(*findings)},
        "policy": judged(),
        "answered": {(MONTH, "gulou"): AnsweredShare(percent=88, base=420)},
    }
    return bureau(**(usual | changes))


def view_of(public: PublicBureau) -> AuditPage:
    view = audit_pages(public, confirmations(public))[0].blocks["main"]
    assert isinstance(view, AuditPage)
    return view


def stations_of(view: AuditPage) -> list[StationConfirmation]:
    return [own for group in view.groups for _, own in group.stations]


def part_of(public: PublicBureau) -> str:
    """The text of the first station's page."""
    return text_of(audit_pages(public, confirmations(public))[1].blocks["main"])


def test_what_is_not_confirmed_is_not_ranked_from_the_second_edition_on() -> None:
    """A part under the policy's share costs the rank, with the reason; the first edition only flags it."""
    wrong = seen("not_as_declared", "patrol"), seen("as_declared", "talk")
    said = "“巡逻开展”最近 12 个月核实了 1 次，属实 0 次，低于 80%"
    found = result_of(world(*wrong))
    assert (found.score, found.reasons) == (None, (said,))
    assert result_of(world(*wrong, policy=judged(edition=1))).reasons == ()
    (own,) = stations_of(view_of(world(*wrong, policy=judged(edition=1))))
    assert own.doubtful == (PartId.PATROLS,)


def month_of(public: PublicBureau) -> RankingMonth:
    """The view of the month's page, released from these records."""
    made = released(public)
    return ranking_views(made, published_months(made))[MONTH]


def test_the_page_of_a_month_flags_who_was_not_confirmed() -> None:
    """The station is listed without rank, with the flag and the reason; the sentence says why; others have no flag."""
    wrong = seen("not_as_declared", "patrol")
    found = text_of(month_of(world(wrong)))
    assert "1个因核实不足不排名。" in found
    assert "核实不足 “巡逻开展”最近 12 个月核实了 1 次，属实 0 次，低于 80% 抽查核实" in found
    assert "属实的不到 80%" in found
    silent = text_of(month_of(world(reports=[report(rows=[row(talks=None)])])))
    assert "1个因缺少数据不排名。" in silent
    assert " 核实不足 " not in silent
    assert "核实不足" not in text_of(month_of(world(wrong, policy=judged(edition=1))))


@pytest.mark.parametrize(
    ("findings", "changes"),
    [
        ((seen("not_as_declared", "patrol"),), {"policy": judged(base=2)}),
        ((seen("not_seen", "patrol"),), {}),
        ((seen("as_declared", "patrol, talk, contact"),), {}),
        ((seen("not_as_declared", "patrol").replace("09-20", "10-01"),), {}),
        ((), {}),
    ],
    ids=["few", "not seen", "as declared", "after the month", "not checked"],
)
def test_doubt_needs_a_base_and_a_finding_of_the_window(findings: Any, changes: Any) -> None:
    """Few observations, what could not be seen, and findings after the month's end leave the rank."""
    assert result_of(world(*findings, **changes)).reasons == ()


def counted(as_declared: int, of: int) -> Meeting:
    """A meeting whose representatives counted the patrols."""
    tally = Tally(as_declared=as_declared, of=of)
    held = meeting(date="2026-09-10")
    return held.model_copy(update={"confirmed": {AuditItem.PATROL: tally}})


def test_more_than_half_of_the_representatives_confirm() -> None:
    """A count is one observation of its item: as declared if more than half say so."""
    for votes, attained in ((6, 1), (5, 0)):
        public = world(meetings=[counted(votes, 10)], audits={})
        own = confirmations(public).of("gulou", MONTH)[PartId.PATROLS]
        assert (own.attained, own.due) == (attained, 1)


def test_counts_by_representatives_alone_fill_the_page() -> None:
    """A station's page may point to its line, even where nothing was drawn yet."""
    view = view_of(world(meetings=[counted(8, 10)], audits={}))
    assert [own.station for own in stations_of(view)] == ["gulou"]
    assert "只有代表会上的清点" in text_of(view)


def test_the_page_says_what_was_found_and_what_was_not_checked() -> None:
    """The numbers and their base, each difference with its note, and what nobody has looked at yet."""
    public = world(seen("not_as_declared", "patrol"), seen("as_declared", "talk"))
    text = text_of(view_of(public)) + part_of(public)
    assert "去看过 2 件报了“做到”的事，1 件属实（50%），1 件不符" in text
    assert "抽到了还没有去看的 1 件" in text
    assert "不符 开展过巡逻：没有记录" in text
    assert "还没有查 地址电话正确" in text
    assert "巡逻开展 0/1 0% （核实不足）" in text
    assert "2026年9月20日，治安支队" in text


def test_a_rate_needs_the_policys_base() -> None:
    """Below the base there is the count alone."""
    public = world(seen("as_declared", "patrol"), policy=judged(base=2))
    text = text_of(view_of(public))
    assert "开展过巡逻 1/1 — 0 0" in text
    assert "开展过巡逻 1/1 100%" in text_of(view_of(world(seen("as_declared", "patrol"))))


def test_a_bureau_without_spot_checks_says_so() -> None:
    """The empty page says that nothing was checked yet."""
    assert "还没有抽查过" in text_of(view_of(bureau()))


def test_a_community_of_no_station_is_not_counted() -> None:
    """A finding about an unknown community breaks no page."""
    stray = audit(seen("as_declared", "patrol"), area_id="gone-a")
    assert stations_of(view_of(world(audits={"2026-08": stray}))) == []


def test_the_station_is_told_its_own_rate() -> None:
    """A station's rate is over all its parts."""
    view = view_of(world(seen("not_as_declared", "patrol"), seen("as_declared", "talk, contact")))
    (own,) = stations_of(view)
    assert isinstance(own, StationConfirmation)
    assert (own.total.attained, own.total.due, own.has_rate(own.total)) == (2, 3, True)


def test_findings_are_public_from_their_day_on(root: Path) -> None:
    """The day before the draw there is no audit, the day before a visit no finding."""
    republish(root)
    first = draw_audit(root, "2026-10", day("2026-11-12"), 50).draws[0]
    path = root / "data/audits/2026-10.yml"
    text = path.read_text("utf-8")
    head, *draws = text.split("  - area: ")
    finding = f"{{on: 2026-11-20, by: 治安支队, seen: as_declared, items: [{first.items[0]}]}}"
    draws[0] += f"    findings:\n      - {finding}\n"
    path.write_text("  - area: ".join([head, *draws]), "utf-8")
    record = load(root).bureau
    assert publish(record, day("2026-11-11")).audits == {}
    kept = [
        sum(len(draw.findings) for draw in publish(record, day(on)).audits["2026-10"].draws)
        for on in ("2026-11-19", "2026-11-20")
    ]
    assert kept == [0, 1]


def test_the_recipe_on_the_page_draws_the_same_communities(
    root: Path, tmp_path_factory: Any, monkeypatch: Any
) -> None:
    """The published Python, run beside the published list, prints the communities of the published audit."""
    republish(root)
    for month in ("2026-09", "2026-10"):
        draw_audit(root, month, AS_OF, 50)
    public = publish(load(root).bureau, AS_OF)
    things, candidates = audit_datasets(public)
    folder = tmp_path_factory.mktemp("recipe")
    (folder / "audit_candidates.csv").write_bytes(csv_bytes(candidates))
    (recipe,) = re.findall(r"```\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    monkeypatch.chdir(folder)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(recipe, {})
    lines = [line.split() for line in printed.getvalue().splitlines()]
    drawn = {(month, id_) for month, _, *ids in lines for id_ in ids}
    assert drawn == {(one.month, draw.area) for one in public.audits.values() for draw in one.draws}
    at = [column.key for column in candidates.columns].index("drawn")
    assert sum(bool(cells[at]) for cells in candidates.rows) == len(drawn)
    assert {cells[2] for cells in things.rows} == {id_ for _, id_ in drawn}


def test_an_unchecked_thing_has_an_empty_result_in_the_table() -> None:
    """Every drawn thing is a row; what nobody looked at has no result, never a wrong one."""
    table, _ = audit_datasets(world(seen("as_declared", "patrol")))
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, cells, strict=True)) for cells in table.rows]
    assert [(one["item"], one["seen"], one["on"]) for one in rows] == [
        ("patrol", "as_declared", "2026-09-20"),
        ("talk", None, None),
        ("contact", None, None),
    ]
