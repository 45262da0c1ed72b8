"""How often one month's range held the next month's rank."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from generator.model.months import next_month
from generator.model.station import StationKind
from generator.pages.ranking.method import method_pages
from generator.pages.ranking.reading import MethodRange
from generator.ranking.back_test import BackTest, back_test
from generator.ranking.results import MonthRanking
from tests.bureaus import bureau
from tests.test_rank_changes import Scores, ranked
from tests.years import month_of


def month(name: str, scores: Scores, due: int = 1000) -> MonthRanking:
    return MonthRanking(month=name, groups=(ranked(scores, due=due),), reported=1, stations=1)


def test_a_hand_counted_back_test() -> None:
    """Only stations ranked in two consecutive months count, with the range and the rank as published.

    September: a 1–1, b 2–2, c 3–3. October: c is ahead of b, and d, which was not there, last; November is missing.
    """
    september = month("2026-09", {"a": 90, "b": 80, "c": 70})
    october = month("2026-10", {"a": 90, "b": 70, "c": 80, "d": 10})
    december = month("2026-12", {"a": 10, "b": 20})
    assert back_test([september, october, december]) == BackTest(cases=3, held=1, places=3)
    unsure = month("2026-09", {"a": 90, "b": 80, "c": 70}, due=1)
    assert back_test([unsure, october]) == BackTest(cases=3, held=3, places=9)
    assert back_test([september]) == BackTest(cases=0, held=0, places=0)


def test_groups_are_compared_with_themselves() -> None:
    """A station that changed its group is no case."""
    town = MonthRanking(
        month="2026-10", groups=(ranked({"a": 9}, kind=StationKind.TOWN),), reported=1, stations=1
    )
    assert back_test([month("2026-09", {"a": 9, "b": 8}), town]).cases == 0


def held(months: int) -> str:
    """The method page's sentence on so many months, in which four stations keep their order, far apart."""
    kept = {"a": 1000, "b": 800, "c": 600, "d": 400}
    every = [
        month_of(
            f"{2024 + at // 12}-{at % 12 + 1:02d}",
            {
                name: {"on_site": (days, 1000), "services_offered": (days, 1000)}
                for name, days in kept.items()
            },
        )
        for at in range(months)
    ]
    view = method_pages(bureau(), every)[0].blocks["range"]
    assert isinstance(view, MethodRange)
    return view.held


def test_the_method_page_states_how_often_ranges_held() -> None:
    """The page counts the published months; of the latest twelve it speaks apart where there are more."""
    assert held(1) == "公布满两个月以后，这里写明范围准不准。"
    assert held(13) == "13 个月里比了 48 次，48 次落在范围里（100%），平均一个范围有 1 个名次。"
    assert held(15) == (
        "15 个月里比了 56 次，56 次落在范围里（100%），平均一个范围有 1 个名次；"
        "其中最近 12 个月 48 次，48 次落在范围里（100%）。"
    )


def ranks_in(table: Path) -> Mapping[tuple[str, str], tuple[int, int, int]]:
    """Rank, best and worst of each ranked station, by group and station."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        return {
            (row["group"], row["station"]): (int(row["rank"]), int(row["rank_best"]), int(row["rank_worst"]))
            for row in csv.DictReader(file)
            if row["rank"]
        }


def test_the_figure_on_the_method_page_follows_from_the_published_tables(ezhou_site: Path) -> None:
    """Counting in the months' tables alone gives the page's cases and hits; every range holds its own rank."""
    folder = ezhou_site / "data" / "ranking"
    months = {
        file.stem: ranks_in(file) for file in folder.glob("*.csv") if re.fullmatch(r"\d{4}-\d\d", file.stem)
    }
    cases = [
        best <= months[following][key][0] <= worst
        for month, own in months.items()
        for following in [next_month(month)]
        for key, (_, best, worst) in own.items()
        if key in months.get(following, {})
    ]
    assert all(best <= rank <= worst for own in months.values() for rank, best, worst in own.values())
    page = re.sub(r"<[^>]+>", "", (ezhou_site / "ranking" / "method" / "index.html").read_text("utf-8"))
    assert f"{len(months)} 个月里比了 {len(cases)} 次，{sum(cases)} 次落在范围里" in page
    assert sum(cases) > 0.9 * len(cases) > 0
