"""milestones.yml: the document's dates, rules of a single record, and what is public on a day."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

import pytest
from pydantic import ValidationError

from generator.model.area import AreaKind
from generator.model.rollout import AcceptanceResult, Cycle, GoalId, Milestones
from generator.privacy import publish
from tests.bureaus import day, milestones
from tests.small_sites import REPOSITORY, ezhou

# Quotes from 方案二(进度) and their days: 上旬 is the 1st to the 10th of a month, 中旬 the 11th to the 20th, 下旬 the
# 21st to its end. The document gives the five goals no first day: they follow 全面展开.
DATES: Final = (
    ("二OO二年六月二十八日", "2002-06-28", "2002-06-28"),
    ("今年6月中旬至7月上旬", "2002-06-11", "2002-07-10"),
    ("7月下旬", "2002-07-21", "2002-07-31"),
    *(("2002年10月底前", "2002-07-21", "2002-10-31"),) * 5,
    ("年底", "2002-12-01", "2002-12-31"),
)
FIVE: Final = "警务室建设到位、警力到位、警务规范化建设到位、工作到位和服务到位"
STEP: Final = {
    "id": "m1",
    "title": "核对",
    "starts": "2026-01-12",
    "ends": "2026-03-31",
    "clause": "二(进度)",
}


def round_of_2002() -> Cycle:
    """The archived round of 2002."""
    (found,) = (cycle for cycle in ezhou().bureau.milestones.cycles if cycle.archive)
    return found


def test_the_archive_has_the_documents_own_dates() -> None:
    """Each archived step quotes the document and has the days that the quote means, in the document's order."""
    document = (REPOSITORY / "data/scheme/ezhou-2002-69.yml").read_text("utf-8")
    steps = round_of_2002().milestones
    assert [(step.starts, step.ends) for step in steps] == [(day(a), day(b)) for _, a, b in DATES]
    for step, (words, _, _) in zip(steps, DATES, strict=True):
        assert step.original is not None
        assert words in step.original
        assert step.original in document


def test_the_archive_has_the_five_goals_in_the_documents_order() -> None:
    """The archive and the model have the document's five goals 五个到位, in its order."""
    titles = FIVE.replace("和", "、").split("、")
    steps = [step for step in round_of_2002().milestones if step.goal is not None]
    assert [step.title for step in steps] == titles
    assert [step.goal for step in steps] == list(GoalId)
    assert [goal.label for goal in GoalId] == titles


def test_the_archive_claims_nothing_that_was_not_written_down() -> None:
    """The archive records only the document's own issue as done, and no acceptance."""
    found = round_of_2002()
    assert [step.id for step in found.milestones if step.done_on is not None] == ["y2002-issued"]
    assert found.acceptance == ()


def accepted(**fields: str) -> dict[str, str]:
    return {"result": "passed", "on": "2026-11-10", "evidence": "验收1号", **fields}


def cycle(*acceptance: dict[str, str], **changes: Any) -> dict[str, Any]:
    fields = {
        "id": "now",
        "title": "本轮",
        "archive": "false",
        "milestones": [STEP],
        "acceptance": acceptance,
    }
    return fields | changes


@pytest.mark.parametrize(
    ("acceptance", "found"),
    [
        pytest.param([accepted(area="a", station="b")], "一条验收既写了社区又写了派出所", id="two things"),
        pytest.param([accepted(area="a"), accepted(area="a", result="failed")], "写了两次", id="one day"),
        pytest.param([accepted(), accepted()], "写了两次", id="the bureau twice"),
        pytest.param([accepted(area="a"), accepted(station="a"), accepted()], None, id="three things"),
        pytest.param([accepted(area="a", on="2026-11-09"), accepted(area="a")], None, id="looked at again"),
    ],
)
def test_an_acceptance_is_of_one_thing_on_one_day(
    acceptance: list[dict[str, str]], found: str | None
) -> None:
    """An acceptance is of one area, one station or the bureau, and at most once a day."""
    if found is None:
        assert len(Cycle.model_validate(cycle(*acceptance)).acceptance) == len(acceptance)
    else:
        with pytest.raises(ValidationError, match=found):
            Cycle.model_validate(cycle(*acceptance))


def test_a_goal_has_conditions_and_each_goal_is_there_once() -> None:
    """Each goal is given exactly once, without a repeated condition."""
    goals = [goal.model_dump() for goal in milestones([cycle()]).goals]
    for wrong in (goals[:4], [*goals, goals[0]], [goals[0], *goals[:4]]):
        with pytest.raises(ValidationError, match="没有给五个到位各写一条"):
            Milestones.model_validate({"goals": wrong, "cycles": [cycle()]})
    with pytest.raises(ValidationError, match="同一个条件写了两次"):
        milestones([cycle()], work=("committee", "committee"))


def test_future_steps_and_acceptances_are_not_public() -> None:
    """A step done later and an acceptance made later are not public yet."""
    bureau = ezhou().bureau
    step = {**STEP, "done_on": "2026-03-27", "evidence": "核对表"}
    made = [accepted(area="taihe-taihe", on="2026-03-27"), accepted(on="2026-03-28")]
    given = milestones([cycle(*made, milestones=[step])])
    bureau = dataclasses.replace(bureau, milestones=given)
    public = {
        on: publish(bureau, day(on)).milestones.cycles[0] for on in ("2026-03-26", "2026-03-27", "2026-03-28")
    }
    assert [(c.milestones[0].done_on, c.milestones[0].evidence) for c in public.values()] == [
        (None, None),
        (day("2026-03-27"), "核对表"),
        (day("2026-03-27"), "核对表"),
    ]
    assert [len(c.acceptance) for c in public.values()] == [0, 1, 2]
    assert publish(bureau, day("2026-03-28")).milestones == given


def test_what_a_pilot_found_is_not_public_before_it_began() -> None:
    """What a pilot found is public from the first day of its step."""
    step = {**STEP, "pilots": [{"place": "古楼街办", "area": "gulou-guanliu", "found": "晚上也有人"}]}
    bureau = dataclasses.replace(ezhou().bureau, milestones=milestones([cycle(milestones=[step])]))
    found = [
        publish(bureau, day(on)).milestones.cycles[0].milestones[0].pilots[0].found
        for on in ("2026-01-11", "2026-01-12")
    ]
    assert found == [None, "晚上也有人"]


def test_the_six_pilots_of_2002_are_the_documents() -> None:
    """The archive names the document's six places in its order, and neither a community nor what was found."""
    (step,) = (step for step in round_of_2002().milestones if step.pilots)
    assert [one.place for one in step.pilots] == [
        "古楼街办",
        "凤凰街办",
        "西山街办",
        "华容区",
        "葛店开发区",
        "梁子湖区",
    ]
    for place in step.pilots:
        assert place.place.removesuffix("街办") in (step.original or "")
        assert (place.area, place.found) == (None, None)


def test_the_pilots_of_the_sample_are_of_every_kind() -> None:
    """The pilots of the invented round are of all three kinds, and say that they are invented."""
    records = ezhou().bureau
    pilots = [pilot for step in records.milestones.cycles[-1].milestones for pilot in step.pilots]
    assert {records.areas[pilot.area or ""].kind for pilot in pilots} == set(AreaKind)
    assert all((pilot.found or "").startswith("示例：") for pilot in pilots)


def test_the_sample_has_every_result_and_says_that_it_is_one() -> None:
    """The sample has an acceptance with every result, and every evidence is marked 示例."""
    found = ezhou().bureau.milestones.cycles[-1].acceptance
    assert {made.result for made in found} == set(AcceptanceResult)
    assert all(made.evidence.startswith("示例：") for made in found)
