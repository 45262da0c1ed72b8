"""Tests of the overview on the home page."""

from __future__ import annotations

from generator.model.public import PublicBureau
from generator.pages.home import Glance
from tests.bureaus import area, bureau, meeting, opinion, report, row, tenure
from tests.reading import text_of
from tests.small_sites import site_of_public


def glance_of(world: PublicBureau) -> str:
    """The text of the home page's overview."""
    (home,) = (page for page in site_of_public(world).pages if page.url == "")
    view = home.blocks["glance"]
    assert isinstance(view, Glance)
    return text_of(view)


def test_each_line_has_its_figure_and_its_shortfall() -> None:
    """Two officers are needed and one is in post, one on-site day is missing, and one opinion is overdue."""
    raised = (opinion("o1", due="2026-09-20"), opinion("o2", due="2026-09-20", closed_on="2026-09-19"))
    short = {"2026-W36": 2, "2026-W37": 3, "2026-W38": 3, "2026-W39": 3}

    world = bureau(
        areas=[area("gulou-a"), area("gulou-b", tenures=(tenure("2020-01-01", "2026-10-01"),))],
        reports=[report(rows=[row("gulou-a", on_site_days=short), row("gulou-b")])],
        meetings=[meeting(opinions=raised)],
    )
    assert glance_of(world).startswith(
        "社区民警 2 个社区应配 2 名，在岗 1 名 缺 1 名 驻社区承诺 最近 12 周承诺 24 天，兑现 23 天 少 1 天 "
        "群众意见 提了 2 条，没有答复的 1 条 逾期 1 条 五个“到位” 2 个社区中 "
    )


def test_a_bureau_without_communities_has_no_figures() -> None:
    """The overview says that there are no communities."""
    assert glance_of(bureau(areas=[])) == "还没有登记社区。"
