"""Personal numbers and classification marks in every disguise, and texts that only look like them."""

from __future__ import annotations

import datetime as dt
import re
import time
import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchmarks.gate import CLASSES, UNITS, repeated
from generator.personal.glance import is_suspicious
from generator.personal.normalising import NUMERALS, readings
from generator.personal.numbers import every_finding, findings, without_numbers
from tests.small_sites import REPOSITORY

_SPANS = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
REGIONS = [region for first, last in _SPANS for region in range(first, last + 1)]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ZEROS = "0٠۰०০０𝟎𝟘"  # nine more digits follow each of them
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨"
INVISIBLE = ["", "\u200b", "\u200d", "\u2060", "\u00ad", "\u200b\u00ad"]
BETWEEN = ["", " ", "-", "_", "·", ".", ",", " - ", "\u00a0", "\u3000", "－", "—", "，", "．", "•", "\u2011"]
BETWEEN += [":", "+", "~", "|", "'", "*", "：", "～", "｜", "’", "\u2028", "\r\n", " - - - - - - "]
AROUND = st.sampled_from(["", "值班", "电话:", "请拨", "(", "第3次 ", "共 45 起,", "周一", "警号 004217、"])


def code_of(text: str) -> list[tuple[str, str]]:
    return [(one.code, one.content) for one in findings(text)]


@st.composite
def resident_ids(draw: st.DrawFn) -> str:
    """Any valid number: region, birthday since 1900, sequence, check digit by GB 11643."""
    born = draw(st.dates(dt.date(1900, 1, 1), dt.date(2030, 12, 31)))
    county, sequence = draw(st.integers(0, 9999)), draw(st.integers(0, 999))
    first = f"{draw(st.sampled_from(REGIONS))}{county:04d}{born:%Y%m%d}{sequence:03d}"
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first, strict=True))
    return first + "10X98765432"[total % 11]


# The stated limit: digits grouped like a date (138-2026-09-10, 1990-10-10 110) are read as a date.
MOBILES = st.from_regex(re.compile(r"1[3-9][0-9]{9}", re.ASCII), fullmatch=True).filter(
    lambda number: re.search(r"(19|20)[0-9]{2}(0?[1-9]|1[0-2])|2100", number) is None
)


def digit_forms(digit: str) -> list[str]:
    """Ways to write one character of a number."""
    if digit == "X":
        return ["X", "x", "Х", "х", "Χ", "χ", "Ｘ", "&#88;", "&#x58;", "%58"]
    forms = [chr(ord(zero) + int(digit)) for zero in ZEROS]
    drawn = [SUPERSCRIPTS[int(digit)], CIRCLED[int(digit)], f"{digit}\ufe0f\u20e3"]
    coded = [f"&#{ord(digit)};", f"&#x{ord(digit):x};", f"%{ord(digit):02X}", f"&#38;#{ord(digit)};"]
    return [*forms, *drawn, *coded]


@st.composite
def disguised(draw: st.DrawFn, number: str) -> str:
    """Each digit in another script or code, separated at every digit, into the usual groups, or anywhere.

    The stated limit: a number that is separated anywhere by a sign that also separates counts is read as counts.
    """
    where = draw(st.sampled_from(["everywhere", "usual", "anywhere"]))
    cuts = {11: (3, 7), 18: (6, 14)}[len(number)] if where == "usual" else range(1, len(number))
    sign = draw(st.sampled_from([sign for sign in BETWEEN if sign]))
    unlike_a_row = st.sampled_from(
        [sign for sign in BETWEEN if not set(sign) <= set(" ,，+\u00a0\u3000\r\n\u2028")]
    )
    written = ""
    for at, digit in enumerate(number):
        gap = ""
        if at in cuts:
            gap = draw(
                {"everywhere": st.just(sign), "usual": st.sampled_from(BETWEEN)}.get(where, unlike_a_row)
            )
            gap = "" if where == "anywhere" and draw(st.booleans()) else gap
        invisible = draw(st.sampled_from(INVISIBLE)) if at else ""
        written += gap + invisible + draw(st.sampled_from(digit_forms(digit)))
    return written


@st.composite
def in_numerals(draw: st.DrawFn, number: str) -> str:
    """The digits as Chinese numerals, common or financial, some left as digits; the first is always a numeral."""
    chosen = ""
    for at, digit in enumerate(number):
        forms = [numeral for numeral, value in NUMERALS.items() if value == digit]
        chosen += draw(st.sampled_from(forms if at == 0 or digit == "X" else [*forms, digit]))
        chosen += draw(st.sampled_from(["", "", "-", " ", "\u200b"])) if at < len(number) - 1 else ""
    return chosen


@given(resident_ids(), AROUND, st.data())
def test_every_resident_id_is_found(number: str, before: str, data: st.DataObject) -> None:
    """A valid resident ID is found in every disguise, with its exact span."""
    written = data.draw(disguised(number))
    # %31 is both a coded 1 and two digits, so that either reading may be a number.
    assume(written == number or number not in written)
    # The stated limit: four parts with dots are read as an IP address.
    assume(not re.search(r"(?:\b[0-9]{1,3}\.){3}[0-9]", unicodedata.normalize("NFKC", written)))
    text = f"{before}{written}。"
    found = [(one.code, one.content, one.start, one.end) for one in findings(text)]
    assume(
        not {*"%&"} & {*written} or not found or found[0][1:3] == (number, len(before))
    )  # &#50; is a coded 2 and also the figures 50
    assert found == [("E401", number, len(before), len(before) + len(written))]


@given(MOBILES, AROUND, st.sampled_from(["", "+86", "+86 ", "0086-", "86", "0"]), st.data())
def test_every_mobile_is_found(number: str, before: str, prefix: str, data: st.DataObject) -> None:
    """A mobile number is found in every disguise, with or without a country code."""
    text = f"{before}{prefix}{data.draw(disguised(number))}。"
    ((code, content),) = code_of(text)
    # The 一 of 周一 before +86 1 3… gives two readings, and either may be found.
    assert (code, content if before != "周一" else number) == ("E402", number)


@given(MOBILES, AROUND, st.data())
def test_every_mobile_in_chinese_numerals_is_found(number: str, before: str, data: st.DataObject) -> None:
    """A mobile number in Chinese numerals is found, common or financial, also after 周一."""
    text = before + data.draw(in_numerals(number))
    assert ("E402", number) in code_of(text)


@pytest.mark.parametrize(
    "words",
    [
        "yao san ba ling ling yao san ba ling ling liang",
        "one three eight oh oh one three eight zero zero two",
    ],
)
def test_a_mobile_read_out_in_words_is_found(words: str) -> None:
    """A mobile number spelled in pinyin or English is found, also with yao and oh for 1 and 0."""
    assert code_of(f"请拨 {words}") == [("E402", "13800138002")]


SIGNS = [
    "\n",
    "\r\n",
    "\u2028",
    "\u2029",
    "\x85",
    "/",
    ":",
    "、",
    "+",
    "~",
    "|",
    ";",
    "'",
    "[",
    "』",
    " " * 9,
    "<b>",
]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_number_is_found_through_any_sign_or_line_break(sign: str) -> None:
    """A number is found whatever sign or line break separates its groups."""
    for number, groups in (
        ("13800138000", ["138", "0013", "8000"]),
        ("11010519491231002X", ["110105", "19491231", "002X"]),
    ):
        text = f"请记 {sign.join(groups)}。"
        assert [(one.content, one.start, one.end) for one in findings(text)] == [(number, 3, len(text) - 1)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("(138)0013-8000", ["13800138000"]),
        ("138(0013)8000", ["13800138000"]),
        ("13/80/01/38/00/0", ["13800138000"]),
        ("+86 130 1000-1000", ["13010001000"]),
        ("1-1-0-0-0-0-2-0-0-0-0-1-0-1-0.0.0.0", ["110000200001010000"]),
        ("1-1-0-0-0-0-2-0-0-0-0-1-0-10.0.0.0", ["110000200001010000"]),
        ("1-1-0-0-0-0-2-0-0-0-0-1·0.10.0.0-0", ["110000200001010000"]),
        ("13800138000/1 1/1 1/1", ["13800138000"]),
        ("一三八、零零一三、八零零零", ["13800138000"]),
        ("1、3、9、1、2、3、4、5、6、7、8", ["13912345678"]),
        ("138<b>0013</b>8000", ["13800138000"]),
        ("138&lt;b&gt;0013&lt;/b&gt;8000", ["13800138000"]),
        ("11010519491231002(X)", ["11010519491231002X"]),
        ("138OO138OOO", ["13800138000"]),
        ("138-ОО13-8ooo", ["13800138000"]),
        ("138-OOOO-8000", ["13800008000"]),
        ("1380013800013900139000", ["13800138000", "13900139000"]),
        ("44052418800101001413800138000", ["440524188001010014", "13800138000"]),
        ("11010519491231002X11010519491231002X", ["11010519491231002X"] * 2),
        ("公民身份号码 110105491231002", ["110105491231002"]),
        ("a440524188001010014b", ["440524188001010014"]),
    ],
)
def test_a_number_is_found_however_it_is_typed(text: str, numbers: list[str]) -> None:
    """Brackets, tags, the letter O for zero and adjoining numbers do not hide a number."""
    assert [one.content for one in findings(text)] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "工作日 13.30-17.30,8.00-11.30",
        "8:00-11:30,13:30-17:30,9:00",
        "周1-5 8:00-11:30,13:30-17:30",
        "2026-11-24 13:30-15:30、2026-12-01 8:00",
        "2026-11-24、2026-12-01",
        "1949/01/08/123",
        "0711-0000123、0711-0000124",
        "鄂州政办发[2002]69号、[2003]12号",
        "420704002001、420704002002、420704002003",
        "1、3、5、7、9、11、13、15号",
        "19、101、103、105号",
        "13、45、60、12、18、9 起",
        "13(8)、15(9)、17(10)、18(3)",
        "192.168.100.1-192.168.100.10",
        "13-1、13-2、13-3、15-1",
        "1-3、1-4、1-5、2-1、2-2、2-3",
        "1-13-801、1-13-802",
        "13:30:00-17:30:00,8:00:00",
        "一、二、三、三(一)、三(二)、三(三)、四、四(一)、四(二)、四(三)、四(四)、四(五)",
        "120/120 52/52 4/4 16/16 2/4 4/4 26/28 161/161 4/4 24/25953",
        "155/155 53/75 5/5 18/20 4/5 5/5 3/5 5/5 3/5 33/35 36/71 19/45 11/20 23/25 1/1 5/5 1/2 37/37591",
        "62/62 35/35 2/2 8/8 1/2 2/2 2/2 2/2 2/2 14/14 23/25 18/18 8/8 10/10 1/1 2/2 0/0 u:17/14061",
    ],
)
def test_ordinary_figures_are_no_phone(text: str) -> None:
    """Times, dates, landlines, codes, house numbers, counts and shares are not found."""
    assert code_of(text) == []


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_examples_of_the_standard_are_found(number: str) -> None:
    """The two example numbers of GB 11643 are found."""
    assert code_of(f"身份证{number}") == [("E401", number)]


@given(resident_ids(), st.integers(1, 10))
def test_a_wrong_check_digit_is_no_resident_id(number: str, off: int) -> None:
    """A number with a wrong check digit is no resident ID."""
    endings = "0123456789X"
    other = endings[(endings.index(number[-1]) + off) % 11]
    assert [one for one in findings(f"编号 {number[:-1]}{other}") if one.code == "E401"] == []


@given(resident_ids(), st.integers(0, 10), st.sampled_from(["身份证号{}", "{}(公民身份号码)", "证件: {}。"]))
def test_a_resident_id_beside_its_word_needs_no_check_digit(number: str, last: int, text: str) -> None:
    """Beside 身份证 a number with a region and a birth date is a resident ID, whatever its last digit, or without."""
    for written in (number[:-1] + "0123456789X"[last], number[:-1]):
        assert code_of(text.format(written)) == [("E401", written)]


@pytest.mark.parametrize(
    "text",
    [
        "身份证号420704198513011299",
        "身份证号990704198501011299",
        "身份证号4207041985010112990",
        "身份证号4207041985010112",
        "流水号420704198501011299",
    ],
)
def test_other_long_numbers_beside_its_word_are_no_resident_id(text: str) -> None:
    """A wrong month, a wrong region, too many or too few digits, or another word make it no resident ID."""
    assert [one for one in findings(text) if one.code == "E401"] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("身份证 110105491231002", [("E401", "110105491231002")]),
        ("110105491231002(证件号码)", [("E401", "110105491231002")]),
        ("流水号 110105491231002", []),
        ("身份证 110105491331002", []),
        ("身份证 990105491231002", []),
    ],
)
def test_the_old_resident_id_needs_its_word(text: str, found: list[tuple[str, str]]) -> None:
    """Fifteen digits are a resident ID only beside 身份证 or 证件, with a valid region and date."""
    assert code_of(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("6222 0212 3456 7890 128", [("E403", "6222021234567890128")]),
        ("卡号:4111-1111-1111-1111", [("E403", "4111111111111111")]),
        ("开户银行 ４１１１１１１１１１１１１１１１", [("E403", "4111111111111111")]),
        ("流水号 4111111111111111", []),
        ("卡号 4111111111111112", []),
    ],
)
def test_a_bank_card_needs_its_check_digit_and_a_word_or_prefix(
    text: str, found: list[tuple[str, str]]
) -> None:
    """A bank card has a valid Luhn digit, and 卡号, 账号 or 银行 nearby or the prefix 62."""
    assert code_of(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("机密★", [("E404", "机密★")]),
        ("秘 密 ★ 一年", [("E404", "秘密★")]),
        ("绝\u200b密★长期", [("E404", "绝密★")]),
        ("内部资料 不得外传", [("E404", "内部资料"), ("E404", "不得外传")]),
        ("保守国家秘密", []),
        ("机密性和完整性★", []),
        ("资料齐全,内部整洁", []),
    ],
)
def test_classification_marks_are_found(text: str, found: list[tuple[str, str]]) -> None:
    """Classification marks are found, ordinary uses of their words are not."""
    assert code_of(text) == found


DAYS = st.dates(dt.date(1949, 1, 8), dt.date(2100, 12, 31))
HARMLESS: Mapping[str, st.SearchStrategy[str]] = {
    "landline": st.from_regex(
        r"(010|02[0-9]|0[3-9][0-9]{2})[- ]?[2-8][0-9]{6,7}(-[0-9]{1,4})?", fullmatch=True
    ),
    "short": st.sampled_from(["110", "119", "120", "122", "12345", "12389", "96110", "114"]),
    "400": st.from_regex(r"400-?[0-9]{3}-?[0-9]{4}", fullmatch=True),
    "division": st.from_regex(r"[1-6][0-9]{11}", fullmatch=True),
    "date": DAYS.map(str),
    "dates": DAYS.map(lambda day: f"{day - dt.timedelta(days=7)}, {day}"),
    "time": st.times().map(lambda time: f"{time:%H:%M}"),
    "week": st.builds(lambda year, week: f"{year}-W{week:02d}", st.integers(1949, 2100), st.integers(1, 53)),
    "meeting": st.builds(lambda n, day: f"gulou-{n}-{day}", st.integers(0, 999), DAYS),
    "amount": st.decimals(0, 99_999_999, places=2).map(lambda amount: f"{amount:,}"),
    "count": st.integers(0, 999_999_999).map(str),
    "badge": st.from_regex(r"[0-9]{6}", fullmatch=True),
    "digest": st.from_regex(r"[0-9a-f]{31}[a-f]", fullmatch=True),
    "longer": st.from_regex(r"[0-9]{20,30}", fullmatch=True).filter(
        lambda digits: len(digits) not in (22, 29) or digits[0] not in "1234568"  # else two numbers
    ),
    "document": st.just("鄂州政办发[2002]69号,二OO二年六月二十八日"),
}


@pytest.mark.parametrize("kind", list(HARMLESS))
@given(st.data())
def test_texts_that_look_like_numbers_are_not_found(kind: str, data: st.DataObject) -> None:
    """Landlines, short numbers, codes, dates, times, weeks, amounts and digests are not found."""
    text = data.draw(HARMLESS[kind])
    assert code_of(text) == []
    assert code_of(f"电话{text},") == []


@given(MOBILES | resident_ids(), AROUND)
def test_a_masked_number_cannot_be_read_back(number: str, before: str) -> None:
    """A masked number shows its first three and last two characters, and is not found again."""
    (found,) = findings(f"{before}{number}")
    assert found.masked == number[:3] + "*" * (len(number) - 5) + number[-2:]
    masked = without_numbers(f"{before}{number}.yml")
    assert (masked, findings(masked)) == (f"{before}{found.masked}.yml", ())


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    """Findings lie within any text, and every text with a finding looks suspicious."""
    found = every_finding(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert not found or is_suspicious(text)


def test_every_disguise_looks_suspicious() -> None:
    """A character that does not look suspicious normalises to no digit, X, code or separator."""
    telling = set("0123456789XOoIl%&#") | set(NUMERALS)
    usual = [chr(code) for code in range(0x80, 0x10000) if not is_suspicious(chr(code))]
    meant = {c: unicodedata.normalize("NFKC", c) for c in usual if c not in NUMERALS}
    assert {
        c: m for c, m in meant.items() if telling & set(m) or unicodedata.digit(c, None) is not None
    } == {}
    signs = {c for c in usual if not unicodedata.category(c).startswith("L")}
    assert {c for c in signs if c != "。" and not is_suspicious(c.join("13800138000"))} == set()


def test_every_compound_is_taken_apart() -> None:
    """A character that combines several figures, or a figure and a sign, yields all its figures: ⑬ ⒈ ½ ⓫."""
    signs = (chr(code) for code in range(0x2000, 0x1F110) if unicodedata.category(chr(code)) in ("No", "So"))
    for sign in signs:
        plain = unicodedata.normalize("NFKC", sign)
        figures = "".join(filter(str.isdecimal, plain))
        if plain == sign and (unicodedata.numeric(sign, None) or 0) >= 10 and ord(sign) < 0x3000:
            figures = f"{unicodedata.numeric(sign):.0f}"
        if figures and len(plain) < 4 and not plain[0].isalpha():
            (first, *_) = readings(sign)
            assert "".join(filter(str.isdigit, first.text)) == figures, sign


REPEATED = [
    "6 2 ",
    "1 3 8 ",
    "1 3-",
    "&#49;1l\n1. ",
    "%36%32 ",
    "&yi ",
    "1+1=2 ",
    "一 三",
    "13转",
    "1,234,",
    "4/4 ",
]
REPEATED += ["8:00-", "2026-01-01 ", "银行1 2 ", "身份证1 2 ", "10.0.0.1 ", "138那", "\n1. 3", "&#38;#49;"]
FIRST_OF_A_CLASS = [units[0] for units in CLASSES.values()]


@pytest.mark.parametrize(
    "unit",
    [*dict.fromkeys([*REPEATED, *UNITS, *(a + b for a in FIRST_OF_A_CLASS for b in FIRST_OF_A_CLASS)])],
)
def test_the_work_grows_with_the_text(unit: str) -> None:
    """Four times the text takes less than eight times the time, whatever is repeated."""

    def seconds(size: int) -> float:
        text = repeated(unit, size)
        start = time.process_time()
        every_finding(text)
        is_suspicious(text)
        return time.process_time() - start

    tries = ((seconds(4_000), seconds(16_000)) for _ in range(4))
    assert any(large < 8 * max(small, 0.002) for small, large in tries)


def test_no_text_costs_much_more_than_any_other() -> None:
    """The most expensive known repetition takes less than eight times the time of a page, per character."""
    page = (REPOSITORY / "content/staff/data-format.md").read_text("utf-8")

    def seconds(text: str) -> float:
        start = time.process_time()
        findings(text)
        return (time.process_time() - start) / len(text)

    dearest = repeated("&#38;#49;\n1. I", 16_000)
    assert any(seconds(dearest) < 8 * seconds(page) for _ in range(4))


@pytest.mark.parametrize("text", ["&we &they ", "R&D;AT&T ", "第 1 页 &x "])
def test_no_character_reference_gives_no_second_reading(text: str) -> None:
    """A sign that begins no character reference gives no second reading."""
    assert len(readings(text * 3)) == 1
