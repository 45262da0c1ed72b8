"""The parts of the method as formulas: a over d, the set and the day of every term, what a missing value does.

One entry for each part, and one more where a later edition measures in another way. In a formula a letter is a symbol
and what follows its underscore an index; in a text a name in braces is a standard of the policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from generator.model.policy import PartId, Policy
from generator.pages.ranking.notation import COMMUNITY, NO_COMMUNITY, NUMBER, Formula, each, filled, up_to

_KEPT_AS_ZERO: Final = "没有登记的当作没有，算 0"
_UNREPORTED: Final = (
    "有一个社区的月报没有写这一项（写 0 不算没写），这一部分就是“未报送”（x），派出所当月没有总分"
)
_FIRST: Final[Mapping[PartId, Formula]] = {
    PartId.OFFICER_DAYS: Formula(
        attained="Σ_ct min(n_ct, r_c)",
        due="Σ_ct r_c",
        terms=(
            COMMUNITY,
            ("t", "当月的每一天；全月都按这些天加起来"),
            ("n_ct", "社区 c 在 t 这天在岗的社区民警人数；到岗那天和最后在岗那天都算，辅警、代管民警不算"),
            ("r_c", "社区 c 应配的人数，按当月最后一天的类别和最近一次人口统计，全月一个数"),
        ),
        absent="没有登记在岗的日子算没有人。当月最后一天以前没有人口统计的，用最早的一次",
        idle=NO_COMMUNITY,
    ),
    PartId.ON_SITE: Formula(
        attained="Σ_cw min(k_cw, p_cw)",
        due="Σ_cw p_cw",
        terms=(
            COMMUNITY,
            ("w", "星期四在当月里的每一周（星期一到星期日）"),
            ("k_cw", "月报写的这一周到社区的天数"),
            (
                "p_cw",
                (
                    "承诺的天数：星期四那天在岗的社区民警里承诺天数最多的一位，不足 {on_site_days} 天、"
                    "没有民警或没有承诺的按 {on_site_days} 天"
                ),
            ),
        ),
        absent="月报没有写某一周的，那一周算 0 天；整行没有写驻社区天数的，是“未报送”（x），派出所当月没有总分",
        idle=NO_COMMUNITY,
    ),
    PartId.POST_IN_USE: each(
        "x", "当月最后一天警务室的状态是“已启用”算 1，维修、筹建、撤销算 0", _KEPT_AS_ZERO
    ),
    PartId.POST_FACILITIES: up_to(
        "f",
        "F",
        (
            "当月最后一天已有的设施项数：统一标识、统一工作规范、办公设施、通讯设施",
            "要求的项数，{facilities} 项",
        ),
        _KEPT_AS_ZERO,
    ),
    PartId.CONTACT_VERIFIED: each(
        "x",
        "当月最后一天往前数 {verification_days} 天以内（含第 {verification_days} 天）核实过的算 1",
        _KEPT_AS_ZERO,
    ),
    PartId.COMMITTEE: each("x", "当月最后一天治保会有主任、又至少有一名委员的算 1", _KEPT_AS_ZERO),
    PartId.PATROLS: each("x", "当月报了至少 {patrol_shifts} 次巡逻的算 1", _UNREPORTED),
    PartId.SAFE_PLACES: up_to(
        "s",
        "S",
        (
            "当月最后一天有效的称号数：授予那天和到期那天都算有效，同一个小区有两条有效的算 2",
            "每个社区的目标，{safe_places} 个",
        ),
        _KEPT_AS_ZERO,
    ),
    PartId.TALKS: each("x", "当月报了至少 {talks} 场防范宣传的算 1", _UNREPORTED),
    PartId.SERVICES_OFFERED: up_to(
        "v",
        "V",
        ("当月最后一天警务室能办的事项数；警务室在维修也照样数", "列出的项数，{services} 项"),
        _KEPT_AS_ZERO,
    ),
    PartId.ANSWERED_ON_TIME: Formula(
        attained="min(h, q) + g",
        due="q + u",
        terms=(
            ("q", "全所当月受理的求助、申请件数"),
            ("h", "其中按时办结的件数"),
            ("u", "答复期限在当月里的群众意见条数，只算开过的会上提的，不论哪个月提的"),
            ("g", "其中在期限当天或以前答复的：已办结、不能采纳、已转交都算答复，待办、办理中不算"),
        ),
        absent=(
            "有一个社区没有报受理数或按时办结数，是“未报送”（x）。"
            "q ＋ u 不到 {unstable_base} 的只列出、不计（u）；"
            "q 或 h 会说出某个社区的小数目（不到 {suppressed_below}）的，不写出、不计（u），意见条数不因此隐去"
        ),
        idle="q ＋ u 是 0 的月份，不计，权重分给本项其余部分",
    ),
    PartId.CHARTS: up_to(
        "b", "B", ("当月月报写的更新到位的图表张数", "应有的张数，{basic_charts} 张"), _UNREPORTED
    ),
    PartId.LEDGERS: up_to(
        "l", "L", ("当月月报写的更新到位的台帐本数", "应有的本数，{ledgers} 本"), _UNREPORTED
    ),
    PartId.WORK_RECORDS: Formula(
        attained="Σ_c y_c",
        due="N × W",
        terms=(
            COMMUNITY,
            ("y_c", "记了工作纪实的所，记了的周数；没有记的，月报写了到社区天数的周数，写 0 天的周也算"),
            ("W", "当月的周数，4 或 5：星期四在当月里的周"),
            NUMBER,
        ),
        absent=_UNREPORTED,
        idle=NO_COMMUNITY,
    ),
    PartId.REPORT_ON_TIME: Formula(
        attained="x",
        due="1",
        terms=(("x", "月报在次月 {report_due_day} 日或以前报送的算 1，晚报的算 0"),),
        absent="没有报送月报，是“未报送”（x），派出所当月没有总分",
        idle="没有这种情况",
    ),
    PartId.MEETING_IN_CYCLE: each(
        "x",
        (
            "到当月最后一天为止的 {meeting_cycle} 个月（当月也算一个月，"
            "从第一个月的 1 日起）里开过群众代表会的算 1；改期的按改定的日子"
        ),
        "取消的、还没有写明开过的，不算开过",
    ),
    PartId.MINUTES_ON_TIME: Formula(
        attained="y",
        due="M",
        terms=(
            ("M", "开会那天加 {minutes_days} 天，落在当月里的会，有几次"),
            ("y", "其中在第 {minutes_days} 天或以前公布纪要的"),
        ),
        absent="没有公布纪要的算没有按时",
        idle="当月没有会议到公布纪要的期限，不计，权重分给本项其余部分",
    ),
    PartId.CASE_RATE: Formula(
        attained="Σ_m k_m",
        due="R",
        terms=(
            ("m", "到当月为止的 {rolling_months} 个月"),
            ("k_m", "m 这个月全所的案件数；有社区没有报案件数的月份不加"),
            ("R", "全所各社区的人口，按当月最后一天以前最近一次统计；公布的比率是 a ÷ d × 10000"),
        ),
        absent="有一个月会说出某个社区的小数目，合计就不写出（u）；合计不到 {unstable_base} 的提示波动大（u）",
        idle="不计分，任何月份都不进总分",
    ),
    PartId.CASES_IN_LIMITS: Formula(
        attained="x",
        due="1",
        terms=(
            ("x", "没有异常增多算 1：n 不大于 m，或（n − m）的平方不大于 18 ×（n ＋ m）"),
            ("n", "到当月为止的 {rolling_months} 个月的案件数"),
            ("m", "再以前 {rolling_months} 个月的案件数"),
        ),
        absent="两段时间里有一个月没有报全或不写出，就不算",
        idle="还没有两段完整的数，不计，权重分给本项其余部分",
    ),
}

_SECOND: Final[Mapping[PartId, Formula]] = {
    PartId.OFFICER_DAYS: replace(
        _FIRST[PartId.OFFICER_DAYS],
        attained="Σ_ct min(n_ct, r_ct)",
        due="Σ_ct r_ct",
        terms=(
            *_FIRST[PartId.OFFICER_DAYS].terms[:2],
            ("n_ct", "社区 c 在 t 这天在岗的社区民警人数；同一个警号同一天登记在两处的，只算先到的那一处"),
            ("r_ct", "社区 c 在 t 这天应配的人数，按那天的类别和那天以前最近一次人口统计"),
        ),
    ),
    PartId.ON_SITE: replace(
        _FIRST[PartId.ON_SITE],
        terms=(
            *_FIRST[PartId.ON_SITE].terms[:3],
            (
                "p_cw",
                (
                    "承诺的天数：星期四那天在岗的社区民警承诺的星期几合在一起（居民看到的那些天），"
                    "不少于 {on_site_days} 天，也不少于当年 1 月 1 日承诺的（当年设立的社区看设立那天）"
                ),
            ),
        ),
        absent="月报没有写某一周的，那一周算 0 天；驻社区天数没有写、或者一周也没有写的，是“未报送”（x）",
    ),
    PartId.SAFE_PLACES: up_to(
        "s",
        "S",
        (
            "当月最后一天有效的小区、村居数：同一个名称只算一个，写了户数又不到 {title_homes} 户的不算",
            "每个社区的目标，{safe_places} 个",
        ),
        _KEPT_AS_ZERO,
    ),
    PartId.ANSWERED_ON_TIME: Formula(
        attained="P",
        due="100",
        terms=(
            (
                "P",
                (
                    "到当月为止 {rolling_months} 个月里按时办结的求助、申请和意见，占应办结的百分之几，"
                    "四舍五入到 5 的倍数；12 个月里有月份只有一个社区的所，和应办结不到 10 件的，四舍五入到整十"
                ),
            ),
        ),
        absent=(
            "当月有一个社区没有报受理数或按时办结数，是“未报送”（x）；以前没有报全的月份，"
            "按其余月份里应办结最多的那个月算，全都没有按时办结。百分数由确切的数算出，"
            "只公布取整以后的，外人只能核对它以后的各步"
        ),
        idle=(
            "从应报月报起不满 {rolling_months} 个月：几个月的百分数会说出其中一个月的小数目。"
            "{rolling_months} 个月里一件也没有的，算“未报送”"
        ),
    ),
    PartId.WORK_RECORDS: replace(
        _FIRST[PartId.WORK_RECORDS],
        terms=(
            COMMUNITY,
            ("y_c", "记了工作纪实的所，记了的周数；没有记的，月报写了到过的周数；一天没到、写了原因的周都算"),
            *_FIRST[PartId.WORK_RECORDS].terms[2:],
        ),
    ),
    PartId.MEETING_IN_CYCLE: each(
        "x",
        (
            "到当月最后一天为止的 {meeting_cycle} 个月里开过群众代表会的算 1；"
            "不到 {meeting_minutes} 分钟的、到会不到应到的 {meeting_share}% 的不算开过"
        ),
        "取消的、没有写明开过的、没有写结束时间或到会人数的，不算开过",
    ),
    PartId.MINUTES_ON_TIME: Formula(
        attained="y",
        due="M + Z",
        terms=(
            (
                "M",
                (
                    "开会那天加 {minutes_days} 天，落在到当月为止的 {meeting_cycle} 个月里的会，有几次；"
                    "不算开过的会，纪要没有按时公布的也加进来，按时的不加"
                ),
            ),
            ("y", "其中在第 {minutes_days} 天或以前公布纪要的"),
            ("Z", "这 {meeting_cycle} 个月里既没有开会、也没有纪要到期的社区数"),
        ),
        absent="没有公布纪要的算没有按时",
        idle="全部社区开的会都还没有到公布纪要的期限，不计，权重分给本项其余部分",
    ),
}
_EDITIONS: Final = {1: _FIRST, 2: {**_FIRST, **_SECOND}}


def formula_of(part: PartId, policy: Policy) -> Formula:
    """The formula of a part in the policy's edition, with the policy's numbers."""
    found = _EDITIONS[policy.edition][part]
    return replace(
        found,
        terms=tuple((symbol, filled(what, policy)) for symbol, what in found.terms),
        absent=filled(found.absent, policy),
        idle=filled(found.idle, policy),
    )
