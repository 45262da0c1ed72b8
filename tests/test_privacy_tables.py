"""Personal numbers and private facts in tables and inside markup: footnotes, links, labels."""

from __future__ import annotations

import pytest

from generator.personal import findings
from generator.personal.numbers import PersonalFinding

ID = "11010519491231002X"


def only(text: str) -> PersonalFinding:
    (found,) = findings(text)
    return found


@pytest.mark.parametrize(
    "table",
    [
        "| 姓名 | {} |\n|---|---|\n| 张三 | {} |",
        "| 姓名 | 性别 | {} | 民族 |\n|---|:--|--:|---|\n| 张三 | 男 | {} | 汉 |",
        "|{}|姓名|\n|-|-|\n|{}|张三|",
        "居民:| 姓名 | {} |\n|---|---|\n| 张三 | {} |。",
        "姓名\t{}\n张三\t{}",
        "姓名,{}\n张三,{}",
        "姓名 性别 {}\n张三 男 {}",
        "<table><tr><th>姓名</th><th>{}</th></tr><tr><td>张三</td><td>{}</td></tr></table>",
    ],
)
@pytest.mark.parametrize(
    ("code", "heading", "cell"),
    [
        ("E407", "出生日期", "1987-03-02"),
        ("E407", "出生年月", "1987.03"),
        ("E406", "车牌号", "G12345"),
        ("E408", "住址", "官柳路18号"),
    ],
)
def test_a_cell_is_read_with_its_heading(table: str, code: str, heading: str, cell: str) -> None:
    """A cell is read with its column's heading, and the finding's span is the cell."""
    text = table.format(heading, cell)
    found = only(text)
    assert (found.code, text[found.start : found.end].strip()) == (code, cell)


def test_each_cell_below_a_heading_is_found() -> None:
    """Every cell below a heading is found, not only the first."""
    text = "| 姓名 | 出生日期 |\n|---|---|\n| 张三 | 1987-03-02 |\n| 李四 | 1990-01-02 |"
    assert [text[one.start : one.end].strip() for one in findings(text)] == ["1987-03-02", "1990-01-02"]


@pytest.mark.parametrize(
    "text",
    [
        "| 社区 | 户数 |\n|---|---|\n| 官柳 | 30 |\n\n名单\n\n| 姓名 | 生日 |\n|---|---|\n| 张三 | {} |\n| 李四 | {} |",
        "| 社区 | 户数 |\n|---|---|\n| 官柳 | 30 |\n\n| 姓名 | 出生年月 |\n|---|---|\n| 张三 | {} |\n| 李四 | {} |",
        "<tr><td>户数</td></tr>\n<tr><td>生日</td></tr>\n<tr><td>{}</td></tr>\n<tr><td>{}</td></tr>",
        "姓名,房号\n王五,302\n姓名,出生日期\n张三,{}\n李四,{}",
    ],
)
def test_a_later_table_is_read_with_its_own_headings(text: str) -> None:
    """A later table is read with its own headings."""
    born = ("1987-03-02", "1990-01-02")
    text = text.format(*born)
    found = [text[one.start : one.end].strip() for one in findings(text) if one.code == "E407"]
    assert found == [*born]


def test_an_empty_row_of_dashes_begins_no_table() -> None:
    """A row of dashes within a table begins no new one."""
    text = "| 姓名 | 出生日期 |\n|---|---|\n| 张三 | 不详 |\n| - | - |\n| 李四 | 1990-01-02 |"
    assert only(text).code == "E407"


def test_a_home_is_read_across_the_columns_of_its_parts() -> None:
    """A home is found across columns whose headings name building, unit and room."""
    table = "| 楼栋 | 单元 | 房号 | 姓名 |\n|---|---|---|---|\n| 5 | 1 | 302 | 张三 |"
    assert only(table).code == "E408"
    assert only(table.replace("楼栋", "栋").replace("房号", "室")).code == "E408"


@pytest.mark.parametrize(
    "table",
    [
        "| 张三 | {} | 鄂州 |\n| 李四 | {} | 武汉 |\n| 王五 | {} | 黄石 |",
        "| 序号 | 姓名 | 手机 |\n|---|---|---|\n| 1 | 张三 | {} |\n| 2 | 李四 | {} |\n| 3 | 王五 | {} |",
        "<tr><td>甲</td><td>{}</td></tr><tr><td>乙</td><td>{}</td></tr><tr><td>丙</td><td>{}</td></tr>",
        "名单\n{}. 张三\n{}. 李四\n{}. 王五",
    ],
)
@pytest.mark.parametrize(
    ("number", "groups"),
    [
        ("13800138000", ("138", "0013", "8000")),
        ("13912345678", ("139", "1234", "5678")),
        (ID, ("110105", "19491231", "002X")),
    ],
)
def test_a_number_down_a_column_is_one(table: str, number: str, groups: tuple[str, ...]) -> None:
    """A number whose groups are below each other in a column is found, also as the numbers of a list."""
    if "{}. " in table and number == ID:
        return  # a list item has no number of eight digits
    assert only(table.format(*groups)).content == number


@pytest.mark.parametrize(
    "text",
    [
        "| 社区 | 接警 | 走访 |\n|---|---|---|\n| 古楼 | 139 | 7123 |\n| 凤凰 | 120 | 800 |\n| 西山 | 188 | 912 |",
        "| 社区 | 接警数 |\n|---|---|\n| 古楼 | 139 |\n| 凤凰 | 7123 |\n| 西山 | 4567 |",
        "| 月份 | 接警 |\n|---|---|\n| 1月 | 139 |\n| 2月 | 712 |\n| 3月 | 345 |\n| 4月 | 67 |",
        "| 所 | 人口 | 户数 |\n|---|---|---|\n| 古楼 | 13912 | 4567 |\n| 凤凰 | 234567 | 7890 |",
        "| 社区 | 电话 |\n|---|---|\n| 古楼 | 0711-3850001 |\n| 凤凰 | 0711-3850002 |",
        "| 电话 |\n|---|\n| 110 |\n| 119 |\n| 12345 |\n| 96110 |",
        "| 5栋 | 1单元 | 12户 |",
        "| 栋 | 层数 | 户数 |\n|---|---|---|\n| 5栋 | 18 | 302 |",
        "| 号段 | 数量 |\n|---|---|\n| 鄂G | 12345辆 |",
        "137. 走访\n138. 巡逻\n139. 宣传\n140. 调解",
    ],
)
def test_tables_of_counts_are_not_refused(text: str) -> None:
    """Tables of counts, station phones and buildings are not refused."""
    assert findings(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "{}[^1]{}{}",
        "{}[^1] {}[^2] {}",
        "{}{}[1]{}",
        "{}[脚注1]{}{}",
        "{}<sup>1</sup>{}{}",
        "{}¹ {}² {}",
        "{}①{}②{}",
        "{}(注1){}(注2){}",
        "[{}](#a)[{}](#b)[{}](#c)",
        "[{}](x.md) [{}](y.md) [{}](z.md)",
        "{}{{.a}}{}{}",
        "甲:{}\n乙:{}\n丙:{}",
        "(1) {}\n(2) {}\n(3) {}",
        "一、{}\n二、{}\n三、{}",
        "第1段:{}\n第2段:{}\n第3段:{}",
        "号码前几位{},中间{},末几位{}",
        "号码前三位{},中间四位{},后四位{}",
    ],
)
@pytest.mark.parametrize(
    ("number", "groups"),
    [("13912345678", ("139", "1234", "5678")), (ID, ("110105", "19491231", "002X"))],
)
def test_marks_inside_a_number_hide_nothing(text: str, number: str, groups: tuple[str, ...]) -> None:
    """Footnote marks, link targets and labels between its groups do not hide a number."""
    if "几位" in text:
        text = text.replace("几位", "6位")
    assert only(text.format(*groups)).content == number


@pytest.mark.parametrize("last", ["末位X", " 末位为X", "叉", "(X)", "\\X"])
def test_the_last_character_of_a_resident_id_is_found_however_it_is_named(last: str) -> None:
    """The last X of a resident ID is found in words and beside signs."""
    assert only(f"号码{ID[:-1]}{last}。").content == ID


@pytest.mark.parametrize(
    "text",
    [
        "接警139[^1]起、7123[^2]起、4567[^3]起",
        "全年139¹起,7123²户,4567³人",
        "① 139起 ② 7123户 ③ 4567件",
        "第1组:139分\n第2组:712分\n第3组:456分",
        "1. 139起\n2. 712户\n3. 4567件",
        "限行尾号:1和6、2和7、3和8、4和9、5和0",
        "前六位为地址码,中间八位为出生日期码,后四位为顺序码和校验码",
    ],
)
def test_marked_figures_are_not_refused(text: str) -> None:
    """Counts with footnotes or labels are not refused."""
    assert findings(text) == ()
