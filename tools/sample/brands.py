"""Demonstration projects: what each of the seven kinds may be about, at every stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

from generator.model.brand import Brand, BrandKind, BrandStage, Reading
from tools.sample.cases import Case


@dataclass(frozen=True, kw_only=True)
class _Theme:
    """What a project of one kind sets out to change, from `baseline` to `target`."""

    title: str
    problem: str
    measures: tuple[str, ...]
    measure: str
    unit: str
    baseline: int
    target: int


_THEMES: Final[dict[BrandKind, _Theme]] = {
    BrandKind.THEFT_FREE: _Theme(
        title="邻里守望无盗社区",
        problem="院落多没有围墙，电动车电瓶被盗的多，居民反映强烈。",
        measures=("楼栋长每晚巡看一遍车棚", "集中充电棚装上门禁和照明", "给电动车统一上牌、登记电瓶编号"),
        measure="每月盗窃案件",
        unit="起",
        baseline=9,
        target=2,
    ),
    BrandKind.SECURITY_PLEDGE: _Theme(
        title="治安承诺社区",
        problem="临街商铺夜间无人看守，店主之间互不照应。",
        measures=(
            "派出所、居委会和商户三方签订治安承诺书",
            "承诺的事项和兑现情况每季度公布",
            "商铺联防，一家报警多家响应",
        ),
        measure="签订承诺书的商户",
        unit="户",
        baseline=20,
        target=120,
    ),
    BrandKind.TEMPORARY_POPULATION: _Theme(
        title="新居民之家",
        problem="外来务工人员多、流动快，居住登记跟不上。",
        measures=(
            "警务室设新居民窗口，登记、咨询一次办好",
            "房东通过楼栋长报备租客变动",
            "每月到用工单位上门登记一次",
        ),
        measure="居住登记率",
        unit="%",
        baseline=62,
        target=95,
    ),
    BrandKind.KEY_POPULATION: _Theme(
        title="帮一把、拉一程",
        problem="需要帮扶的人员缺少工作和家庭支持，容易走回老路。",
        measures=("民警、社区干部、家属结对帮扶", "联系用工单位提供岗位", "每季度由社区评议帮扶效果"),
        measure="帮扶覆盖率",
        unit="%",
        baseline=55,
        target=100,
    ),
    BrandKind.INFORMATION: _Theme(
        title="信息警务社区",
        problem="警情提示传不到居民手里，同样的骗局反复有人上当。",
        measures=("每周发布一次警情提示", "楼栋公告栏和居民群同步张贴", "每月统计看到提示的户数"),
        measure="警情提示到户率",
        unit="%",
        baseline=30,
        target=90,
    ),
    BrandKind.FIREARMS: _Theme(
        title="枪爆安全社区",
        problem="社区靠近矿山，爆破作业多，居民担心安全。",
        measures=(
            "矿山单位负责人每季度到社区说明安全情况",
            "公布举报方式和奖励办法",
            "开展爆炸物品安全常识宣传",
        ),
        measure="安全宣传到户",
        unit="户",
        baseline=150,
        target=1200,
    ),
    BrandKind.PROPERTY_MANAGEMENT: _Theme(
        title="物业联防社区",
        problem="物业保安和警务室各管各的，小区大门晚上没人登记。",
        measures=(
            "物业保安列入警务室的培训和讲评",
            "夜间出入登记由物业负责、民警抽查",
            "每月一次物业、居委会、警务室碰头会",
        ),
        measure="每月入室盗窃",
        unit="起",
        baseline=6,
        target=1,
    ),
}
_KINDS: Final = tuple(BrandKind)
_STAGES: Final = (
    BrandStage.DEMONSTRATION,
    BrandStage.BUILDING,
    BrandStage.REVIEW,
    BrandStage.PROPOSED,
    BrandStage.DEMONSTRATION,
    BrandStage.WITHDRAWN,
)


def brand_of(base: str, case: Case, months: Sequence[str], as_of: dt.date, random: Random) -> Brand | None:
    """Every third area has a project; kinds and stages take turns, and every other named one has expired."""
    number, rest = divmod(case.index, 3)
    if rest != 0:
        return None
    kind, stage = _KINDS[number % len(_KINDS)], _STAGES[number % len(_STAGES)]
    theme = _THEMES[kind]
    proposed = stage is BrandStage.PROPOSED
    reviewed = _reviewed_on(stage, number, as_of)
    return Brand(
        kind=kind,
        title=f"{base}{theme.title}",
        stage=stage,
        problem=theme.problem,
        measures=theme.measures,
        measure=theme.measure,
        unit=theme.unit,
        baseline=Decimal(theme.baseline),
        target=Decimal(theme.target),
        series=() if proposed else tuple(_series(theme, months[-12:], random)),
        reviewed_on=reviewed,
        expires_on=_two_years_after(reviewed) if stage is BrandStage.DEMONSTRATION and reviewed else None,
    )


def _reviewed_on(stage: BrandStage, number: int, as_of: dt.date) -> dt.date | None:
    if stage is BrandStage.DEMONSTRATION:
        return as_of - dt.timedelta(days=900 if number % len(_STAGES) == 0 and number % 4 == 0 else 330)
    return as_of - dt.timedelta(days=200) if stage is BrandStage.WITHDRAWN else None


def _two_years_after(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=729)


def _series(theme: _Theme, months: Sequence[str], random: Random) -> Iterator[Reading]:
    """On the way from baseline to target, now and then a step back."""
    way = theme.target - theme.baseline
    for at, month in enumerate(months):
        done = min(12, at + random.randint(-1, 1))
        value = theme.baseline + way * max(0, done) // 14
        yield Reading(month=month, value=Decimal(value))
