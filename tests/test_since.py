"""First days known only by month or not at all: they count from the earliest day and are certain from the latest."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.checks import officers, staffing
from generator.feeds.datasets import datasets
from generator.figures import figures_of
from generator.load import load
from generator.model.bureau import Bureau
from generator.model.officer import Officer, Vacancy
from generator.model.since import RoughDay, Since, certain_from
from generator.privacy.publishing import publish
from tests.bureaus import area, bureau, day, post, tenure
from tests.small_sites import pages_of
from tests.test_bad_data import bureau_with

SINCE: Final[TypeAdapter[dt.date]] = TypeAdapter(Since)
AS_OF: Final = day("2026-10-12")


@pytest.mark.parametrize(
    ("written", "earliest", "certain"),
    [
        ("2026-10-12", "2026-10-12", "2026-10-12"),
        ("2026-10", "2026-10-01", "2026-10-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("不详", "1949-01-01", None),
    ],
)
def test_a_day_counts_from_the_earliest_and_is_certain_from_the_latest(
    written: str, earliest: str, certain: str | None
) -> None:
    """A rough day counts from its earliest day, is certain from its latest, and keeps its text in every copy."""
    found = SINCE.validate_python(written)
    assert str(found) == f"{found}" == written
    assert found.isoformat() == earliest
    assert found <= day(earliest) < found + dt.timedelta(days=1)
    assert certain_from(found) == (None if certain is None else day(certain))
    assert copy.deepcopy(found) == pickle.loads(pickle.dumps(found)) == found  # pickled here
    assert type(found - dt.timedelta(days=1)) is dt.date


def test_a_month_is_not_its_first_day() -> None:
    """A month is not equal to its first day, so that the memo keeps them apart."""
    assert RoughDay("2026-10") != day("2026-10-01")
    assert day("2026-10-01") != RoughDay("2026-10")
    assert len({RoughDay("2026-10"), RoughDay("2026-10"), day("2026-10-01"), RoughDay("不详")}) == 3


@pytest.mark.parametrize("written", ["2026-13", "2026", "10月", "不知道", "2026-02-30", "1948-10-01", ""])
def test_anything_else_is_refused(written: str) -> None:
    """Only a day, a month of the calendar or 不详 is accepted."""
    with pytest.raises(ValidationError):
        SINCE.validate_python(written)


def officer(**fields: Any) -> Officer:
    """A community officer."""
    standing = {"name": "王建国", "badge": "004217", "role": "community_officer", "phone": "0711-0000217"}
    return Officer.model_validate(standing | fields)


@pytest.mark.parametrize(
    ("since", "in_post"),
    [("2026-10", (False, True, True)), ("不详", (True, True, True)), (None, (True, True, True))],
)
def test_an_officer_with_an_unknown_day_is_in_post_from_the_earliest(
    since: str | None, in_post: tuple[bool, ...]
) -> None:
    """An officer whose first day is unknown is in post from the earliest possible day."""
    one = officer(**({} if since is None else {"since": since}))
    days = ("2026-09-30", "2026-10-01", "2026-10-31")
    assert tuple(one.in_post_on(day(each)) for each in days) == in_post
    with pytest.raises(ValidationError, match="早于到岗日期 2026-10"):
        officer(since="2026-10", until="2026-09-30")


@pytest.fixture
def records(tmp_path: Path) -> Bureau:
    """The small bureau without problems."""
    return load(bureau_with("_base", tmp_path)).bureau


def moved(records: Bureau, since: str, until: str | None = "2026-08-31") -> Bureau:
    """The bureau with 王建国 in another area since `since`; he left his first area on `until`, or never."""
    here, there = records.areas["gulou-guanliu"], records.areas["huarong-jie"]
    left = officer(since="2024-03-01", **({} if until is None else {"until": until}))
    areas = {
        here.id: here.model_copy(update={"officers": (left,)}),
        there.id: there.model_copy(update={"officers": (officer(since=since),), "vacancies": ()}),
    }
    return replace(records, areas={**records.areas, **areas})


@pytest.mark.parametrize("since", ["2026-08", "2026-09", "不详"])
def test_two_records_clash_only_where_that_is_certain(records: Bureau, since: str) -> None:
    """Two times in post clash only if they certainly overlap."""
    rule = officers.check_every_community_officer_serves_one_area
    if since != "2026-08":
        assert [*rule(moved(records, since), AS_OF)] == []
    assert [problem.code for problem in rule(moved(records, since, None), day("2026-11-24"))] == ["E307"]


@pytest.mark.parametrize(
    ("since", "codes"), [("2026-10-05", ["W328"]), ("2026-09", ["W328"]), ("2026-10", []), ("不详", [])]
)
def test_a_vacancy_of_an_unknown_beginning_is_not_held_against_the_officer(
    records: Bureau, since: str, codes: list[str]
) -> None:
    """A vacancy contradicts an officer in post only if it certainly began before the officer left."""
    there = records.areas["gulou-guanliu"].model_copy(
        update={
            "officers": (officer(since="2024-03-01", until="2026-10-10"),),
            "vacancies": (Vacancy.model_validate({"since": since, "reason": "选配"}),),
        }
    )
    found = staffing.check_no_vacancy_is_stated_while_the_post_is_filled(
        replace(records, areas={there.id: there}), AS_OF
    )
    assert [problem.code for problem in found] == codes


def test_a_post_opened_on_an_unknown_day_is_in_use() -> None:
    """A post with an unknown opening day is in use from the earliest possible day."""
    assert post(opened="不详").is_in_use_on(day("2010-01-01"))
    assert post(opened="2026-10").is_in_use_on(day("2026-10-01"))
    assert not post(opened="2026-10").is_in_use_on(day("2026-09-30"))
    assert not post(opened=None).is_in_use_on(AS_OF)
    assert not post(status="repair", status_since="2026-10").is_in_use_on(day("2026-10-01"))


@pytest.mark.parametrize(
    ("since", "text"),
    [("2026-10-05", "10月5日（周一）起空缺：选配"), ("2026-10", "10月起空缺：选配"),
     ("2025-12", "2025年12月起空缺：选配"), ("不详", "空缺，从哪天起不详：选配")],
)  # fmt: skip
def test_pages_and_tables_say_what_is_known(content: Path, since: str, text: str) -> None:
    """Pages and tables show a month without a day and 不详 without a date, never the earliest day."""
    vacancy = Vacancy.model_validate({"since": since, "reason": "选配"})
    world = bureau(as_of=AS_OF, areas=[area("gulou-a", tenures=(), vacancy=vacancy)])
    site: Mapping[str, str] = pages_of(world, content)
    html = site["communities/gulou-a/index.html"]
    assert text in html.replace(f'<time datetime="{since}">', "").replace("</time>", "")
    assert "1949" not in html
    tables = datasets(world, figures_of(world))
    (row,) = next(table for table in tables if table.id == "communities").rows
    assert since in row


def test_a_known_month_is_among_the_changes(content: Path) -> None:
    """An arrival in a known month is among the changes without a day, an unknown one is not."""
    world = bureau(
        as_of=AS_OF,
        areas=[
            area("gulou-a", tenures=(replace(tenure(), since=RoughDay("2026-10")),)),
            area("gulou-b", tenures=(replace(tenure(), since=RoughDay("不详")),)),
        ],
    )
    html = pages_of(world, content)["index.html"]
    assert "社区民警到岗" in html
    assert "10月1日" not in html


def test_a_published_rough_day_is_kept(records: Bureau) -> None:
    """A published time in post keeps its rough first day, which counts from the earliest."""
    found = publish(moved(records, "2026-09"), AS_OF).areas["huarong-jie"].tenures
    assert [str(one.since) for one in found] == ["2026-09"]
    assert found[0].includes(day("2026-09-01"))
