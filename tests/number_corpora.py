"""Disguised personal numbers, and ordinary sentences full of figures; a seed draws both, by kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from random import Random

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SPANS = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
REGIONS = [region for first, last in _SPANS for region in range(first, last + 1)]
RADIO = str.maketrans("0123456789", "洞幺两三四五六拐八勾")


def mobile(random: Random) -> str:
    """Any mobile number, without separators."""
    return f"1{random.randint(3, 9)}{random.randint(0, 999_999_999):09d}"


def resident_id(random: Random) -> str:
    """Any valid identity number: region, birthday since 1900, sequence, check digit by GB 11643."""
    born = dt.date(1900, 1, 1) + dt.timedelta(days=random.randint(0, 46_000))
    first = f"{random.choice(REGIONS)}{random.randint(0, 9999):04d}{born:%Y%m%d}{random.randint(0, 999):03d}"
    total: int = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first, strict=True))
    return f"{first}{'10X98765432'[total % 11]}"


def bank_card(random: Random) -> str:
    """A UnionPay card number of 16 or 19 digits with a valid Luhn check digit."""
    first = "62" + "".join(str(random.randint(0, 9)) for _ in range(random.choice([13, 16])))
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in first[::-2])
    total = doubled + sum(int(digit) for digit in first[-2::-2])
    return f"{first}{-total % 10}"


def usual_groups(number: str) -> list[str]:
    """The groups in which people read the number out."""
    cuts = {11: (3, 7), 18: (6, 14), 16: (4, 8, 12), 19: (4, 8, 12, 16)}[len(number)]
    return [number[start:end] for start, end in zip((0, *cuts), (*cuts, None), strict=True)]


SIGNS = (
    *" -_·.,/:;~|'\"`*^\\+=#@%×&!?$<>",
    *"、，。；：？！·—–…～｜／＝＃＠％＋＊（）「」【】《》〈〉",
    *"•◆★☆→←↔√°¥€§※◎■□▲▽♦☎✆✂️",
    *("\n", "\r\n", "\t", "  ", "\u3000", "\u00a0", "\u200b", "\u00ad", " - ", " / ", "--", "——", "\n\n"),
    *("\n- ", "\n2. ", "<br>", "<b>", "&nbsp;", "%20", "**", " | ", ") ("),
    *("转", "接", "再", "加", "然后", "后面", "杠", "横杠", "点", "空格", "和", "x", "X", " to ", " dash "),
)
Disguise = Callable[[str, Random], str]


def _looks(number: str, random: Random) -> str:
    swaps = {"0": "0Oo０", "1": "1lI１", "X": "XxＸХ"}
    return "".join(random.choice(swaps.get(digit, digit)) for digit in number)


def _apart(number: str, random: Random) -> str:
    sign: str = random.choice([sign for sign in SIGNS if sign not in ("\n2. ", "\u200b", "\u00ad")])
    return sign.join(number)


def _grouped(number: str, random: Random) -> str:
    sign: str = random.choice(SIGNS)
    return sign.join(usual_groups(number))


def _mixed(number: str, random: Random) -> str:
    first, *others = usual_groups(number)
    return first + "".join(random.choice(SIGNS) + other for other in others)


def _lettered(number: str, random: Random) -> str:
    return random.choice(["", " ", "-"]).join(_looks(group, random) for group in usual_groups(number))


def _radio(number: str, random: Random) -> str:
    words = number.translate(RADIO).replace("勾", random.choice("勾钩"))
    return words if random.random() < 0.5 else random.choice([" ", "-", ",", "、", "，"]).join(words)


def _coded(number: str, random: Random) -> str:
    code = random.choice(["&#{:d};", "&#x{:x};", "%{:02X}"])
    return "".join(code.format(ord(digit)) for digit in number)


def _full_width(number: str, _random: Random) -> str:
    return "".join(chr(ord(character) + 0xFEE0) for character in number)


DISGUISES: Mapping[str, Disguise] = {
    "plain": lambda number, _: number,
    "one sign": _grouped,
    "many signs": _mixed,
    "digit by digit": _apart,
    "letters for digits": _lettered,
    "radio": _radio,
    "coded": _coded,
    "full width": _full_width,
}
AROUND = (
    ("", ""),
    ("联系人电话", "。"),
    ("找网格员", ",谢谢"),
    ("共 45 起,请打", " 找他"),
    ("第3次会议:", "\n2026年10月"),
    ("微信同号 ", ""),
)


def disguised(kind: str, number: str, random: Random) -> str:
    """A sentence that contains the number in one disguise."""
    before, after = random.choice(AROUND)
    return f"{before}{DISGUISES[kind](number, random)}{after}"


def _counts(random: Random, count: int) -> list[int]:
    most = random.choice([9, 99, 999, 9_999, 20_000])
    if random.random() < 0.3:
        return [random.randint(0, random.choice([9, 999, 9_999])) for _ in range(count)]
    return [random.randint(0, most) for _ in range(count)]


def _listed(random: Random) -> str:
    counts = "、".join(map(str, _counts(random, random.choice([3, 4, 4, 5, 6, 8, 8, 12]))))
    what = random.choice(["接处警", "各社区走访", "矛盾纠纷", "1至8月分别为", "各所得分", "入户"])
    return f"{what}{counts}{random.choice(['起', '件', '人', '户', '次', ' 起。', '人次'])}"


def _bare_list(random: Random) -> str:
    sign = random.choice(["、", "、", ",", "，", ";", ", "])
    return f"各所依次报送 {sign.join(map(str, _counts(random, random.choice([4, 5, 6, 8, 10]))))}。"


def _bare_counts(random: Random) -> str:
    return f"走访数:{'、'.join(map(str, _counts(random, random.choice([4, 8]))))}。"


def _row(random: Random) -> str:
    return random.choice([" ", "  ", "\t", " | ", ","]).join(
        map(str, _counts(random, random.choice([6, 8, 8, 9, 12])))
    )


def _table(random: Random) -> str:
    rows = [_counts(random, 5) for _ in range(4)]
    return "| 所 | 一 | 二 | 三 | 四 |\n|---|---|---|---|---|\n" + "\n".join(
        f"| 古楼 | {' | '.join(map(str, row))} |" for row in rows
    )


def _csv(random: Random) -> str:
    rows = [[f"2026-{month:02d}", "gulou", *map(str, _counts(random, 6))] for month in range(1, 9)]
    return "\n".join(",".join(row) for row in rows)


def _amounts(random: Random) -> str:
    amounts = [random.randint(1_000, 99_999_999) for _ in range(random.randint(1, 4))]
    cents = random.choice(["", f".{random.randint(0, 99):02d}"])
    unit = random.choice(["元", " 元。", ""])
    return f"收支 {'、'.join(f'{one:,}{cents}' for one in amounts)}{unit}"


def _machines(random: Random) -> str:
    octets = [random.randint(0, 255) for _ in range(4)]
    pairs = [f"{random.randint(0, 255):02x}" for _ in range(6)]
    address, mac = ".".join(map(str, octets)), random.choice(":-").join(pairs)
    port = random.choice(["", f":{random.randint(1, 65535)}", "/24"])
    return random.choice(
        [f"摄像头地址 {address}{port}。", f"设备 {mac},", f"{address} {mac}", f"{address}、{address}"]
    )


def _times(random: Random) -> str:
    def span() -> str:
        sign = random.choice(":.")
        first, last = random.randint(6, 12), random.randint(13, 22)
        return f"{first}{sign}{random.choice(['00', '30', '15'])}-{last}{sign}{random.choice(['00', '30', '45'])}"

    sign = random.choice(["、", ",", ";", " "])
    return f"开放 {sign.join(span() for _ in range(random.randint(1, 4)))}"


def _landline(random: Random) -> str:
    area = random.choice(["0711", "027", "010", "0713"])
    digits = 7 if len(area) == 4 else 8
    return f"{area}-{random.randint(2 * 10 ** (digits - 1), 9 * 10 ** (digits - 1) - 1)}"


def _phones(random: Random) -> str:
    sign = random.choice(["、", "，", " ", "\n", ";", "/"])
    phones = [_landline(random) for _ in range(random.randint(2, 6))]
    if random.random() < 0.4:
        phones = [phone.partition("-")[2] for phone in phones]
    shorts = ["110", "119", "122", "12345", "12389", "96110", "114"]
    if random.random() < 0.4:
        phones = random.sample(shorts, 4)
    return f"值班电话:{sign.join(phones)}。"


def _sum(random: Random) -> str:
    parts = [random.randint(1, 2_000) for _ in range(random.randint(3, 8))]
    sign = random.choice(["+", " + ", "＋"])
    return f"{sign.join(map(str, parts))}{random.choice(['=', ' = '])}{sum(parts)}"


def _bare_sum(random: Random) -> str:
    return "得分 " + "+".join(str(random.randint(10, 300)) for _ in range(random.choice([4, 5, 6])))


def _dates(random: Random) -> str:
    days = [
        dt.date(2026, 1, 1) + dt.timedelta(days=random.randint(0, 700)) for _ in range(random.randint(1, 5))
    ]
    form = random.choice(["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日", "%m月%d日", "%Y-%m-%d %H:%M"])
    return "、".join(f"{day:{form}}" for day in days)


def _doors(random: Random) -> str:
    first = random.randint(1, 300)
    doors = sorted({first, *(random.randint(1, 1500) for _ in range(random.randint(2, 9)))})
    return f"滨湖路{'、'.join(map(str, doors))}号归滨湖社区,{first}-{first + 12}号、{random.randint(1, 9)}栋"


def _codes(random: Random) -> str:
    return "区划 " + "、".join(f"420704{random.randint(0, 999_999):06d}" for _ in range(random.randint(1, 5)))


def _badges(random: Random) -> str:
    return "警号 " + "、".join(f"00{random.randint(0, 9_999):04d}" for _ in range(random.randint(2, 6)))


def _shares(random: Random) -> str:
    return "得分 " + random.choice([" ", "、"]).join(
        f"{random.randint(1, most)}/{most}"
        for most in [random.randint(1, 400) for _ in range(random.randint(3, 8))]
    )


def _release(random: Random) -> str:
    """A row of a published month in the form that the privacy gate checks before a release is written."""
    wholes = [random.choice([1, 4, 15, 31, random.randint(0, 40), random.randint(0, 900)]) for _ in range(17)]
    wholes.append(random.randint(100, 99_999))
    shares = [(random.choice([whole, random.randint(0, whole)]), whole) for whole in wholes]
    forms = ["{}/{}"] * 12 + ["u:{}/{}", "u", "x/{1}"]
    return " ".join(random.choice(forms).format(*share) for share in shares)


def _percents(random: Random) -> str:
    shares = [f"{random.randint(0, 100)}.{random.randint(0, 9)}%" for _ in range(random.randint(3, 8))]
    return f"及时率 {'、'.join(shares)}"


def _decimals(random: Random) -> str:
    sign = random.choice(["、", " ", "\n", ", "])
    return "均分 " + sign.join(
        f"{random.randint(0, 100)}.{random.randint(0, 9)}" for _ in range(random.randint(3, 9))
    )


def _documents(random: Random) -> str:
    year, number, clause = random.randint(1990, 2026), random.randint(1, 999), random.randint(1, 30)
    return f"鄂州政办发[{year}]{number}号、鄂公通〔2026〕{number}号第{clause}条第{clause % 9}款"


def _sentence(random: Random) -> str:
    calls, thefts, homes, persons, all_year = _counts(random, 5)
    said = f"本月接警{calls}起,其中盗窃{thefts}起;走访{homes}户{persons}人,2026年累计{all_year}人次"
    return f"{said},同比下降{random.randint(1, 60)}.{random.randint(0, 9)}%。"


def _buildings(random: Random) -> str:
    house, unit, homes = random.randint(1, 40), random.randint(1, 6), random.randint(100, 900)
    what = random.choice(["门灯坏了", "电梯检修", "楼道堆物", "加装电梯", "停水"])
    return random.choice(
        [
            f"{house}栋{unit}单元{what}",
            f"{house}号楼{what},涉及{homes}户",
            f"{house}栋{homes}户居民",
            f"{house}幢 {homes} 户",
            f"{house}栋-{house + 4}栋、三期{unit}栋",
            f"新建{house}栋{homes}套住房",
            f"会议室在{house}号楼{homes}室",
            f"滨湖路1-{house + 1}号、{house}弄{unit}号",
            f"{house}-{unit}-{homes}、{house}-{unit}-{homes + 1}",
            f"古楼社区{unit}组{house}户、{unit}排{house}间",
            f"投入{homes}万元改造{house}座公厕{unit}门",
            f"我住在{house}栋,在滨湖路{homes}号对面",
        ]
    )


def _vehicles(random: Random) -> str:
    count, large = random.randint(2, 999), random.randint(100_000, 999_999)
    return random.choice(
        [
            f"查处违停{count}辆,使{large}人受益",
            f"办理车牌{count}副、号牌{large}面",
            f"车号不清的{count}辆,牌照过期{count}辆",
            f"执行GA {count}-2019、GB{large % 100_000}",
            f"VR设备{count}套,海A区{count}个摄像头",
            f"沪昆高速A{count % 10}段,京A区{count}户",
            f"军A区{large}平方米,促使{large}元返还",
        ]
    )


def _births(random: Random) -> str:
    month, day, count = random.randint(1, 12), random.randint(1, 28), random.randint(2, 99)
    return random.choice(
        [
            f"2026年出生人口{count}人",
            f"{month}月{day}日生日会,{count}位老人参加",
            f"2026年{month}月出生登记{count}件",
            f"2026-{month:02d}-{day:02d}生效",
            f"事故发生于2026年{month}月{day}日",
            f"20{count:02d}年生产{count}件",
            f"{count}年生活经验,十年生聚",
            f"{count}名学生于2026年{month}月{day}日到所参观",
            f"2026年{month}月{day}日以前出生的老人{count}名",
        ]
    )


def _numbered(random: Random) -> str:
    return "\n".join(f"{at}. 走访{random.randint(1, 300)}户" for at in range(1, random.randint(4, 14)))


ORDINARY: Mapping[str, Callable[[Random], str]] = {
    "counts with 、": _listed,
    "counts with any sign": _bare_list,
    "counts with nothing around": _bare_counts,
    "rows": _row,
    "tables": _table,
    "csv": _csv,
    "amounts": _amounts,
    "machines": _machines,
    "times": _times,
    "phones": _phones,
    "sums": _sum,
    "sums without a result": _bare_sum,
    "dates": _dates,
    "doors": _doors,
    "codes": _codes,
    "badges": _badges,
    "shares": _shares,
    "releases": _release,
    "percents": _percents,
    "decimals": _decimals,
    "documents": _documents,
    "sentences": _sentence,
    "numbered": _numbered,
    "buildings": _buildings,
    "vehicles": _vehicles,
    "births": _births,
}
