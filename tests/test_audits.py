"""Spot checks: who is drawn, what is written, what is refused, and what the findings are held against."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest
import yaml

from generator.build import find_problems, read_bureau
from generator.build.drawing import draw_audit, make_audit
from generator.facts.confirmation import confirmed_by_part, in_window, observations
from generator.facts.declared import drawn_of
from generator.facts.measure import Measure
from generator.load import load
from generator.model.audit import Audit
from generator.model.policy import PartId
from generator.model.public import PublicBureau
from generator.problems import ProblemsFound
from tests.bureaus import day
from tests.small_sites import AS_OF, edit, republish, tree_in

MONTH = "2026-10"
FILE = f"data/audits/{MONTH}.yml"


@pytest.fixture
def published(root: Path) -> Path:
    """The ordinary bureau with every month published, so that it has seals."""
    republish(root)
    return root


def problems(root: Path, month: str = MONTH, share: int | None = 50) -> list[str]:
    """The problems raised instead of a draw."""
    with pytest.raises(ProblemsFound) as caught:
        draw_audit(root, month, AS_OF, share)
    return [problem.message for problem in caught.value.problems]


def codes(root: Path) -> list[tuple[str, str]]:
    """Place and code of every problem of the month's file."""
    found = find_problems(root, AS_OF)
    return [(f"{one.place.line}", one.code) for one in found if one.place.path == FILE]


def test_a_draw_writes_one_file_that_loads(published: Path) -> None:
    """Each station's share of communities is drawn, with what they declare; nothing else changes."""
    before = tree_in(published)
    audit = draw_audit(published, MONTH, AS_OF, 50)
    after = tree_in(published)
    assert after.keys() - before.keys() == {FILE}
    assert {name: after[name] for name in before} == before
    assert load(published).bureau.audits == {MONTH: audit}
    assert codes(published) == []
    assert [draw.area.partition("-")[0] for draw in audit.draws] == ["gulou", "shatou", "xishan"]


def test_anybody_can_draw_again_from_the_files(published: Path) -> None:
    """Sorting SHA-256(seed + id) with Python alone, from the release's text, gives the same communities."""
    audit = draw_audit(published, MONTH, AS_OF, 50)
    release = yaml.safe_load((published / f"data/releases/{MONTH}.yml").read_text("utf-8"))["revisions"][0]
    seed = hashlib.sha256(release["seal"].encode()).hexdigest()
    drawn = []
    for row in release["rows"]:
        order = sorted(
            row.get("areas", {}), key=lambda id_: hashlib.sha256((seed + id_).encode()).hexdigest()
        )
        drawn += order[: -(-len(order) * 50 // 100)]
    assert (audit.seed, [draw.area for draw in audit.draws]) == (seed, drawn)


def test_a_draw_is_never_repeated(published: Path) -> None:
    """A month that was drawn is refused, and its file stays."""
    draw_audit(published, MONTH, AS_OF, 50)
    before = tree_in(published)
    assert problems(published, share=100) == [f"{MONTH} 已经抽过了,不能重抽。"]
    assert tree_in(published) == before


def test_an_unpublished_month_is_not_drawn(published: Path) -> None:
    """Without a publication there is no seal, so nobody can say who is drawn."""
    (published / f"data/releases/{MONTH}.yml").unlink()
    (published / "data/releases/ledger.yml").unlink()
    assert problems(published) == [f"{MONTH} 的排名还没有公布,抽谁由公布时的封存码决定。"]


def test_a_number_is_needed(published: Path) -> None:
    """Without a standard in the policy the share has to be given."""
    assert problems(published, share=None) == ["办法里没有写每所抽几个社区(audit_communities)。"]


def test_other_communities_than_the_seed_gives_are_noticed(published: Path) -> None:
    """A community that was put in place of a drawn one, or another seed, is E320: nothing is built."""
    audit = draw_audit(published, MONTH, AS_OF, 50)
    (drawn,) = [draw.area for draw in audit.draws if draw.area.startswith("gulou-")]
    areas = [area for area in load(published).bureau.areas if area.startswith("gulou-")]
    other = next(area for area in areas if area != drawn)
    edit(published, FILE, f"area: {drawn}", f"area: {other}")
    assert [code for _, code in codes(published)] == ["E320"]
    edit(published, FILE, f"area: {other}", f"area: {drawn}")
    assert codes(published) == []
    edit(published, FILE, audit.seed, "0" * 64)
    assert [code for _, code in codes(published)] == ["E320"]


def test_a_draw_without_a_published_seal_is_noticed(published: Path) -> None:
    """A spot check of a month that is not published (any more) is W377, so that the month can be released again."""
    draw_audit(published, MONTH, AS_OF, 50)
    other = FILE.replace(MONTH, "2026-08")
    (published / other).write_text((published / FILE).read_text("utf-8").replace(MONTH, "2026-08"), "utf-8")
    found = find_problems(published, AS_OF)
    assert [(one.place.path, one.code) for one in found if one.code in ("W377", "E320")] == [(other, "W377")]


def test_a_community_that_no_longer_counts_stays_drawn(published: Path) -> None:
    """One that was dissolved in the month, after its publication, is drawn by the seal and declares nothing."""
    public = read_bureau(published, AS_OF).public
    dissolved = {
        id_: dataclasses.replace(area, until=day("2026-10-20")) if area.station == "gulou" else area
        for id_, area in public.areas.items()
    }
    before, after = (
        make_audit(one, MONTH, AS_OF, 50)
        for one in (public, PublicBureau(dataclasses.replace(public, areas=dissolved)))
    )
    assert [draw.area for draw in after.draws] == [draw.area for draw in before.draws]
    assert [bool(draw.items) for draw in after.draws] == [
        not draw.area.startswith("gulou-") for draw in after.draws
    ]


def audit_of(*findings: str, services: str = "[report]") -> Audit:
    """An audit with one community, drawn on 2026-11-12."""
    text = (
        f"{{area: gulou-binhu, items: [patrol, talk, unified_sign], services: {services}, "
        f"findings: [{', '.join(findings)}]}}"
    )
    draws = yaml.load(text, Loader=yaml.BaseLoader)
    record = {"month": MONTH, "drawn_on": "2026-11-12", "seed": "0" * 64, "share": "10", "draws": (draws,)}
    return Audit.model_validate(record)


SEEN = "{on: 2026-11-15, by: 治安支队, seen: as_declared, items: [patrol, unified_sign], services: [report]}"
NOT = "{on: 2026-11-15, by: 治安支队, seen: not_as_declared, items: [talk], note: 没有签到表}"


def test_findings_count_by_part_in_a_window_of_twelve_months() -> None:
    """What could not be seen counts neither way; a finding counts from its day for twelve months."""
    found = observations([audit_of(SEEN, NOT)], [])
    assert confirmed_by_part(in_window(found, "2026-11")) == {
        PartId.POST_FACILITIES: Measure(attained=1, due=1),
        PartId.PATROLS: Measure(attained=1, due=1),
        PartId.TALKS: Measure(attained=0, due=1),
        PartId.SERVICES_OFFERED: Measure(attained=1, due=1),
    }
    assert in_window(found, "2026-10") == ()
    assert len(in_window(found, "2027-10")) == len(found)
    assert in_window(found, "2027-11") == ()
    unseen = NOT.replace("not_as_declared", "not_seen")
    assert confirmed_by_part(observations([audit_of(unseen)], [])) == {
        PartId.TALKS: Measure(attained=0, due=0)
    }


@pytest.mark.parametrize(
    ("finding", "found"),
    [
        (SEEN.replace("patrol", "minutes"), "核查了没有抽到的项目 minutes"),
        (SEEN.replace("report", "elderly"), "核查了没有抽到的服务事项 elderly"),
        (SEEN.replace("11-15", "11-01"), "核查日期 2026-11-01 早于抽取日期 2026-11-12"),
        (NOT.replace(", note: 没有签到表", ""), "结果是“不符”,没有写看到了什么"),
        ("{on: 2026-11-15, by: 治安支队, seen: as_declared}", "这次核查没有写看了哪些项目"),
    ],
)
def test_a_finding_fits_the_draw(finding: str, found: str) -> None:
    """Only drawn things are checked, after the draw, and a difference is explained."""
    with pytest.raises(ValueError, match=found.replace("(", r"\(")):
        audit_of(finding)


def test_two_results_for_one_item_are_refused() -> None:
    """One thing has one result."""
    with pytest.raises(ValueError, match="核查过的同一个项目写了两次"):
        audit_of(SEEN, NOT.replace("talk", "patrol"))


def test_findings_name_units_and_past_days(published: Path) -> None:
    """A person instead of a unit is W336, a day to come W329, an unknown community or service E303."""
    item = draw_audit(published, MONTH, day("2026-11-12"), 50).draws[0].items[0]
    text = (published / FILE).read_text("utf-8")
    said = f"{{on: 2026-12-01, by: 张建国, seen: as_declared, items: [{item}]}}"
    finding = f"    findings:\n      - {said}\n"
    first, *others = text.split("  - area: ")
    (published / FILE).write_text("  - area: ".join([first, others[0] + finding, *others[1:]]), "utf-8")
    assert sorted(code for _, code in codes(published)) == ["W329", "W336"]


def test_the_smallest_digests_are_drawn_in_any_order_of_the_list() -> None:
    """The draw does not depend on the order of the communities."""
    areas = [f"gulou-{number}" for number in range(20)]
    assert drawn_of("5", areas, 4) == drawn_of("5", reversed(areas), 4)
    assert drawn_of("5", areas, 4) != drawn_of("6", areas, 4)
