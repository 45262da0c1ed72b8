"""Plates of vehicles, birth dates and home addresses: refused; what only looks like them is not."""

from __future__ import annotations

import pytest

from generator.personal import findings, is_suspicious, without_numbers

REFUSED = {
    "E406": [
        "鄂A12345",
        "鄂A·12345",
        "鄂A 1234警",
        "鄂AD12345",
        "鄂A12345D",
        "鄂g·8k9l2",
        "WJ01 12345",
        "ＷＪ鄂12345",
        "京A12B45",
        "鄂A1234挂",
        "粤Z1234港",
        "鄂\u200bA-1-2-3-4-5",
        "军A12345",
        "VA·12345",
        "使224578",
        "鄂\u041012345",
        "车牌:AB12345",
    ],
    "E407": [
        "出生于1987年3月2日",
        "生于1987年",
        "1987-03-02生",
        "１９８７年３月２日出生",
        "出生日期:1987-03-02",
        "张三(1987年生)",
        "生日3月2日",
        "出生年月 1987.03",
        "一九八七年三月二日生",
        "一九八○年出生,住",
        "出生日期为：二〇〇一年三月五日",
        "87年3月2日生",
        "生日是农历八月初一",
        "1987年腊月初八生",
        "DOB: 1987-03-02",
    ],
    "E408": [
        "滨湖小区5栋1单元302",
        "5幢302室",
        "12号楼2单元1201",
        "五栋一单元三〇二室",
        "5-1-302室",
        "3#楼1单元501",
        "住3栋2单元5楼502",
        "A座2单元1502室",
        "A座1203室",
        "3号楼501室",
        "18弄3号502室",
        "3栋501",
        "滨湖小区3-2-501",
        "5幢乙单元302室",
        "20号院3号楼501室",
        "家住碧石村4排7号",
    ],
}
ORDINARY = [
    "鄂A区",
    "京ICP备12345678号",
    "京公网安备 42070002000001号",
    "更新A10023",
    "新A12",
    "云A2026版",
    "鄂政办发[2002]69号",
    "学生1987年",
    "发生于1987年",
    "2026年出生人口 12 人",
    "1987年生产",
    "2015年9月1日以前出生",
    "2026年3月出生登记 12 件",
    "2020年出生的孩子",
    "2026-03-02生效",
    "先生于2026年3月提出",
    "5栋1单元门灯坏了",
    "5栋楼道灯不亮",
    "会议室在3栋1单元101室",
    "滨湖小区3栋1单元101室(社区警务室)",
    "2号楼305室(办公)",
    "滨湖路1-88号",
    "5栋-9栋",
    "12栋、13栋",
    "1-13-801、1-13-802",
    "5栋302户居民",
]


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in REFUSED.items() for text in texts]
)
def test_a_private_fact_is_refused_and_masked(code: str, text: str) -> None:
    """In any script; what a message shows of it does not give it away."""
    (found,) = findings(f"居民反映:{text}。")
    assert found.code == code
    assert is_suspicious(text)
    masked = without_numbers(text)
    assert findings(masked) == ()
    assert sum(map(str.isdigit, masked)) == 0


@pytest.mark.parametrize("text", ORDINARY)
def test_what_only_looks_like_a_private_fact_is_left_alone(text: str) -> None:
    """Areas, documents, offices, generations and buildings that residents speak of."""
    assert findings(f"通报:{text}。") == ()
