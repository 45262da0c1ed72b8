"""What the words of the method leave open, and readers had to guess: each subject with the rule of each edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from generator.model.policy import Policy
from generator.pages.ranking.notation import filled

# By edition; a later one without an entry keeps the rule of the one before.
_SAID: Final[tuple[tuple[str, Mapping[int, str]], ...]] = (
    (
        "看哪一天的情况",
        {
            1: "当月最后一天的情况，不是公布那天的。以后补登记以前的事，已经公布的月份不变。",
        },
    ),
    (
        "两名民警承诺的天数",
        {
            1: "取承诺天数最多的一位，不是两人合起来。居民看到周一至周三一人、周四至周六一人，是 6 天，计分按 3 天。",
            2: "两人承诺的星期几合在一起：居民看到几天，就按几天。",
        },
    ),
    ("一周算哪个月", {1: "看星期四：星期四在哪个月，这一周就算哪个月。"}),
    (
        "写“0 天”的周",
        {
            1: "驻社区算 0 天；工作纪实算有，因为报了。记了工作纪实的所，只看那一周记了没有。",
            2: "驻社区算 0 天；写了原因的，工作纪实算有，没有写的算没有。记了工作纪实的所，那一周记了的也算有。",
        },
    ),
    ("什么算答复了意见", {1: "已办结、不能采纳、已转交三种，日期在期限当天或以前。"}),
    (
        "纪要的期限",
        {
            1: "开会那天加 {minutes_days} 天，落在哪个月就算哪个月的。",
            2: "开会那天加 {minutes_days} 天，看它是不是在到当月为止的 {meeting_cycle} 个月里。",
        },
    ),
    ("代表会的周期", {1: "连同当月往前数 {meeting_cycle} 个自然月，不是按季度。"}),
    (
        "不到 {unstable_base} 件不计",
        {
            1: "只管“按时办结”（合计不到 {unstable_base} 件不计）和只公布的案件数。其他部分分母再小也照样计。",
            2: "只管只公布的案件数；“按时办结”用 {rolling_months} 个月的合计，多少都计。",
        },
    ),
    (
        "小数目和意见",
        {
            1: (
                "月报里的求助、申请、案件、接处警、纠纷，一个社区不到 {suppressed_below} 的不写出；"
                "意见是会上公开提的，逐条公布，不隐去。"
            ),
        },
    ),
    (
        "全年缺几个月",
        {
            1: "缺的月份不加进全年。恰好缺 {missing_at_most} 个月的还有全年得分，多于 {missing_at_most} 个月的没有。",
            2: (
                "缺的月份算没有做到，加进全年。恰好缺 {missing_at_most} 个月的还有全年得分，"
                "多于 {missing_at_most} 个月的没有。"
            ),
        },
    ),
)


def rules_said(policy: Policy) -> Iterator[tuple[str, str]]:
    """Subject and rule, of what the words of the method leave open, in the policy's edition."""
    for subject, rules in _SAID:
        yield filled(subject, policy), filled(rules[max(e for e in rules if e <= policy.edition)], policy)
