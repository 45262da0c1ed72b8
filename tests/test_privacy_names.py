"""Names of persons in what is public: residents in free text, and persons where a unit or a post is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.checks.names import check_no_resident_is_named, check_units_are_no_persons
from generator.checks.rules import Keys
from generator.model.bureau import Bureau
from generator.model.duplicates import values_at
from tests.small_sites import AS_OF, ezhou

SENTENCES = """
areas post.premises.project
areas prevention.volunteers.does
areas prevention.volunteers.join
areas representatives.reach
leadership bodies.duties
leadership briefings.subject
leadership resolutions.what
leadership resolutions.result
meetings report
meetings minutes.text
meetings opinions.text
meetings opinions.outcome
milestones cycles.milestones.evidence
milestones cycles.milestones.pilots.found
milestones cycles.acceptance.evidence
milestones cycles.acceptance.goals.found
stations follow_ups.reviews.evidence
targets basis
work_records entries.sentence
year_reviews examinations.findings.found
"""
UNITS = """
areas joint_office.organisations
areas officers.seconded_by
areas post.facilities_seen.by
areas prevention.safe_places.reviews.by
areas representatives.by
areas verified.by
audits draws.findings.by
leadership bodies.headed_by
leadership bodies.members
leadership bodies.name
leadership briefings.by
leadership briefings.recipient
leadership resolutions.by
prevention companies.name
year_reviews examinations.units
"""


def changed(record: Any, keys: Keys, text: str) -> Any:
    """The record with this text at the end of the keys."""
    if not keys:
        return text
    key, *rest = keys
    if isinstance(key, int):
        return (*record[:key], changed(record[key], tuple(rest), text), *record[key + 1 :])
    return record.model_copy(update={key: changed(getattr(record, key), tuple(rest), text)})


def saying(where: str, text: str) -> Bureau:
    """The sample with this text in the first record that has one there."""
    bureau = ezhou().bureau
    field, path = where.split()
    records = getattr(bureau, field)
    listed = records.items() if hasattr(records, "items") else [(None, records)]
    for id_, record in listed:
        for keys, said in values_at(record, *path.split(".")):
            if said is not None:
                new = changed(record, keys, text)
                part: dict[str, Any] = {field: new if id_ is None else {**records, id_: new}}
                return replace(bureau, **part)
    raise AssertionError(f"The sample has no {where}.")


@pytest.mark.parametrize("where", SENTENCES.split("\n")[1:-1])
def test_a_resident_is_named_nowhere(where: str) -> None:
    """In every field of free text that is published, a resident's name is a warning."""
    found = list(check_no_resident_is_named(saying(where, "居民张三反映路灯不亮"), AS_OF))
    assert [one.code for one in found] == ["W336"]


@pytest.mark.parametrize("where", UNITS.split("\n")[1:-1])
def test_a_person_is_no_unit(where: str) -> None:
    """In every field that asks for a unit or a post, a person's name is a warning."""
    found = list(check_units_are_no_persons(saying(where, "张建国"), AS_OF))
    assert [one.code for one in found] == ["W336"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("张建国", "张建国"),
        ("居民张建国", "张建国"),
        ("街道办王建国", "王建国"),
        ("市公安局分管副局长（王建国）", "王建国"),
        ("王建国副局长", "王建国"),
        ("张建国、李明", "张建国"),
        ("官柳社区居委会和社区民警张建国", "张建国"),
        ("张建国保安服务有限公司", None),
        ("市公安局分管副局长", None),
        ("王国店村委会", None),
        ("张家湾社区居委会", None),
    ],
)
def test_a_person_beside_a_unit_is_found(text: str, named: str | None) -> None:
    """A full name at the end, before a post or in a list is found; a company or village with a name in it is not."""
    found = list(check_units_are_no_persons(saying("leadership resolutions.by", text), AS_OF))
    assert [f"“{named}”" in one.message for one in found] == [True] * (named is not None)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("帮独居老人李秀英换了门锁。", "老人李秀英"),
        ("租客周小燕没有登记。", "租客周小燕"),
        ("走访了王建国。", "走访了王建国"),
        ("老板陈国强装了监控。", "老板陈国强"),
        ("走访独居老人。", None),
        ("走访张建国路的店铺。", None),
        ("走访周庆小区。", None),
        ("提醒老板装监控。", None),
    ],
)
def test_a_name_after_a_word_for_a_resident_is_found(text: str, named: str | None) -> None:
    """A full name directly after such a word is found, a place is not."""
    found = list(check_no_resident_is_named(saying("work_records entries.sentence", text), AS_OF))
    assert [f"“{named}”" in one.message for one in found] == [True] * (named is not None)


def test_the_sample_names_nobody() -> None:
    """The sample has no text that these rules take for a name."""
    bureau = ezhou().bureau
    assert [*check_no_resident_is_named(bureau, AS_OF), *check_units_are_no_persons(bureau, AS_OF)] == []
