"""Prevention as tables: who takes part, companies, talks, the criteria and reviews of titles, money (方案四(二))."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Final

from generator.facts.talks import StationTalks
from generator.feeds.tables import Column, Dataset, Table, fields
from generator.model.area import Area
from generator.model.prevention import Fund, Payer, Purpose, SafePlace, SafePlaceReview, Volunteers
from generator.model.prevention_system import GuardedArea, SafeCriterion, SecurityCompany
from generator.model.public import PublicArea, PublicBureau
from generator.model.public_prevention import PublicComposition, Share
from generator.model.work_record import TalkTheme

_first, _second, _third = itemgetter(0), itemgetter(1), itemgetter(2)


_COMPOSITIONS: Final = Table[tuple[PublicComposition, Share | None]](
    "每行一个群体的一段;比例只说在哪一档,没有公布的各段为空",
    Column("group", "谁", str, lambda row: row[0].group),
    Column("trait", "按什么", str, lambda row: row[0].trait),
    Column("station", "派出所编号", str, lambda row: row[0].station),
    Column("areas", "社区编号", tuple, lambda row: row[0].areas),
    Column("members", "人数 [人]", int, lambda row: row[0].members),
    Column("band", "段", str, lambda row: row[1] and row[1].band),
    Column("at_least", "不少于 [%]", int, lambda row: row[1] and row[1].at_least),
    Column("below", "不到 [%]", int, lambda row: row[1] and row[1].below),
)


_VOLUNTEERS: Final = Table[tuple[PublicArea, Volunteers]](
    "每行一个登记了志愿者的社区",
    *fields(Area, "id station", _first, id="社区编号", station="派出所编号"),
    *fields(Volunteers, "registered as_of does join phone", _second),
)


_COMPANIES: Final = Table[tuple[SecurityCompany, GuardedArea]](
    "每行一家保安公司服务的一个社区",
    *fields(SecurityCompany, "name licence phone", _first),
    *fields(GuardedArea, "area guards", _second, area="社区编号"),
)


_CRITERIA: Final = Table[SafeCriterion](
    "每行安全小区、安全村居的一条条件",
    *fields(SafeCriterion, "id kinds what clause interpretation", clause="文件条目"),
)


_REVIEWS: Final = Table[tuple[PublicArea, SafePlace, SafePlaceReview]](
    "每行一次复核",
    *fields(Area, "id", _first, id="社区编号"),
    *fields(SafePlace, "kind name", _second),
    *fields(SafePlaceReview, "on by result unmet", _third),
)


def _part(attribute: str, key: Payer | Purpose, title: str) -> Column[tuple[PublicArea, Fund]]:
    def amount(row: tuple[PublicArea, Fund]) -> Decimal | None:
        parts: Mapping[Payer | Purpose, Decimal] = getattr(row[1], attribute)
        return parts.get(key)

    return Column(f"{attribute}_{key.value}", f"{title}{key.label} [元]", Decimal, amount)


_FUNDS: Final = Table[tuple[PublicArea, Fund]](
    "每行一个社区的一个时段;没有分类、不知道结余的为空",
    *fields(Area, "id", _first, id="社区编号"),
    *fields(Fund, "period opening income spending", _second),
    Column("closing", "期末结余 [元]", Decimal, lambda row: row[1].closing),
    *(_part("paid", payer, "出钱：") for payer in Payer),
    *(_part("used", purpose, "用于：") for purpose in Purpose),
)


_TALKS: Final = Table[tuple[StationTalks, TalkTheme | None, int]](
    "每行一个派出所一个月一种内容的宣传;内容为空的是没有写",
    Column("month", "月份", str, lambda row: row[0].month),
    Column("station", "派出所编号", str, lambda row: row[0].station),
    Column("theme", "内容", str, _second),
    Column("talks", "场数 [场]", int, _third),
)


def prevention_datasets(bureau: PublicBureau, talks: Sequence[StationTalks]) -> tuple[Dataset, ...]:
    """Seven tables, of the communities of today; talks of every month with work records."""
    areas = [(area, area.prevention) for area in bureau.areas.values() if area.prevention is not None]
    by_theme = ((one, theme, times) for one in talks for theme, times in one.themes.items())
    untold = ((one, None, one.untold) for one in talks if one.untold)
    return (
        _COMPOSITIONS.of(
            "compositions",
            "治保会、巡逻队的构成",
            ((one, share) for one in bureau.compositions for share in one.shares or (None,)),
        ),
        _VOLUNTEERS.of(
            "volunteers", "志愿者", ((area, own.volunteers) for area, own in areas if own.volunteers)
        ),
        _COMPANIES.of(
            "security_companies",
            "保安公司",
            ((company, one) for company in bureau.prevention.companies for one in company.serves),
        ),
        _CRITERIA.of("title_criteria", "称号的条件", bureau.prevention.criteria),
        _REVIEWS.of(
            "title_reviews",
            "称号的复核",
            ((area, place, one) for area, own in areas for place in own.safe_places for one in place.reviews),
        ),
        _FUNDS.of("funds", "群防群治经费", ((area, fund) for area, own in areas for fund in own.funds)),
        _TALKS.of("talks", "防范宣传", (*by_theme, *untold)),
    )
