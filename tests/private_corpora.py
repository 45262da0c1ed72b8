"""Plates, birth dates, homes, sensitive texts and spoken numbers as people write them, drawn from a seed by kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from random import Random

from tests.number_corpora import mobile, resident_id

NUMERALS = "〇一二三四五六七八九"
ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
PINYIN = ("ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu")
TONED = ("líng", "yī", "èr", "sān", "sì", "wǔ", "liù", "qī", "bā", "jiǔ")
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
CYRILLIC = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
GREEK = str.maketrans("ABEHKMNPTXYZ", "ΑΒΕΗΚΜΝΡΤΧΥΖ")
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
Maker = Callable[[Random], str]


def _partition(number: str, random: Random) -> list[str]:
    """Split the number into parts of two, three, four or six digits, or of random sizes up to six."""
    size = random.choice([2, 2, 3, 4, 6, 0])
    parts: list[str] = []
    while number:
        length = size or random.randint(1, 6)
        parts.append(number[:length])
        number = number[length:]
    return parts


def _id_in_parts(random: Random) -> str:
    number = resident_id(random)
    sign = random.choice(
        [" ", "-", ".", "/", "、", ",", "，", " - ", ":", "|", "\n", "*", "~", "_", "\u3000", "\u200b "]
    )
    return sign.join(_partition(number, random))


def _id_in_pairs(random: Random) -> str:
    number = resident_id(random)
    sign = random.choice([" ", "-", ".", "/", "、", ",", "，", "\n", "|", ";"])
    return sign.join(number[at : at + 2] for at in range(0, 18, 2))


def _spoken(words: tuple[str, ...], number: str, random: Random) -> str:
    said = [words[int(digit)] if digit.isdigit() else "X" for digit in number]
    if random.random() < 0.3:
        said = [word.capitalize() for word in said]
    sign = random.choice([" ", "-", ", ", ",", "\n", " - ", "·", "."])
    return sign.join(said)


def _in_english(random: Random) -> str:
    words = ENGLISH if random.random() < 0.7 else ("oh", *ENGLISH[1:])
    return _spoken(words, random.choice([mobile, resident_id])(random), random)


def _in_pinyin(random: Random) -> str:
    words = random.choice([PINYIN, TONED, (PINYIN[0], random.choice(["yao", "yāo"]), *PINYIN[2:])])
    return _spoken(words, random.choice([mobile, resident_id])(random), random)


def _in_pinyin_together(random: Random) -> str:
    said = mobile(random)
    words = ("ling", "yao", *PINYIN[2:])
    groups = random.choice([[said], [said[:3], said[3:7], said[7:]]])
    return " ".join("".join(words[int(digit)] for digit in group) for group in groups)


def _mixed_words(random: Random) -> str:
    words = random.choice([ENGLISH, PINYIN])
    said = [
        random.choice([words[int(digit)], digit, NUMERALS[int(digit)]]) if digit.isdigit() else digit
        for digit in mobile(random)
    ]
    said[random.randrange(11)] = words[int(random.randint(3, 9))]
    return " ".join(["one", random.choice(ENGLISH[3:]), *said[2:]])


def _digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def _serial(random: Random) -> str:
    serial = list(_digits(random, 5))
    for at in random.sample(range(5), random.randint(0, 2)):
        serial[at] = random.choice("ABCDEFGHJKLMNPQRSTUVWXYZ")
    return "".join(serial)


def _letter(random: Random) -> str:
    return random.choice("ABCDEFGHJKLM")


def _plate(random: Random) -> str:
    sign = random.choice(["", "", "·", " ", "-", ".", "—"])
    return f"{random.choice(PROVINCES)}{_letter(random)}{sign}{_serial(random)}"


def _plate_in_look_alikes(random: Random) -> str:
    letter = random.choice("ABCEHKM")
    written = f"{letter}{random.choice(['', '·', ' '])}{_digits(random, 5)}"
    alike = random.choice([CYRILLIC, WIDE, GREEK if letter != "C" else WIDE])
    return random.choice(PROVINCES) + written.translate(alike)


def _plate_of_a_kind(random: Random) -> str:
    kind = random.choice("警学挂港澳领使试超")
    sign, gap = random.choice(["", "·", " ", "-"]), random.choice(["", " "])
    return f"{random.choice(PROVINCES)}{_letter(random)}{sign}{_digits(random, 4)}{gap}{kind}"


def _plate_new_energy(random: Random) -> str:
    sign = random.choice(["", "·", " "])
    number = random.choice(
        [f"{random.choice('DF')}{_digits(random, 5)}", f"{_digits(random, 5)}{random.choice('DF')}"]
    )
    return f"{random.choice(PROVINCES)}{_letter(random)}{sign}{number}"


def _plate_of_forces(random: Random) -> str:
    sign = random.choice(["", "·", " ", "-"])
    return random.choice(
        [
            f"军{_letter(random)}{sign}{_digits(random, 5)}",
            f"V{_letter(random)}{sign}{_digits(random, 5)}",
            f"空{_letter(random)}{sign}{_digits(random, 5)}",
            f"海{_letter(random)}{sign}{_digits(random, 5)}",
            f"WJ{sign}{random.choice(PROVINCES)}{sign}{_digits(random, 4)}{random.choice('XBTSHJD')}",
            f"WJ{random.choice(['01', '17', '31'])}{sign}{_digits(random, 5)}",
        ]
    )


def _plate_of_missions(random: Random) -> str:
    first, last = _digits(random, 3), _digits(random, 3)
    sign = random.choice(["", "·"])
    return random.choice(
        [
            f"使{first}{sign}{last}",
            f"{random.choice(PROVINCES)}{_letter(random)}{_digits(random, 4)}领",
            f"{first}{sign}{last}使",
        ]
    )


def _plate_named(random: Random) -> str:
    word = random.choice(["车牌", "车牌号", "车牌号码", "号牌", "牌照", "车号"])
    sign = random.choice([":", "：", "为", "是", " "])
    letters = random.choice(["AB", "KC", "ZA", "BE", "A"])
    return f"{word}{sign}{letters}{random.choice(['', '·', '-'])}{_digits(random, 5)}"


def _numeral(number: int) -> str:
    """The Chinese numeral of a number from 1 to 99."""
    tens, ones = divmod(number, 10)
    first = "" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return first + (NUMERALS[ones] if ones or not tens else "")


def _born_day(random: Random) -> dt.date:
    return dt.date(1930, 1, 1) + dt.timedelta(days=random.randint(0, 33_000))


def _in_figures(born: dt.date, random: Random) -> str:
    year = random.choice([f"{born.year}", f"{born.year}", f"{born.year % 100:02d}"])
    exact = random.choice(
        [
            "年{m}月{d}日",
            "年{m}月{d}号",
            "年{m}月",
            "年 {m} 月 {d} 日",
            "-{m:02d}-{d:02d}",
            ".{m}.{d}",
            "/{m}/{d}",
        ]
    )
    if len(year) == 2 and not exact.startswith("年"):
        year = f"{born.year}"
    return year + exact.format(m=born.month, d=born.day)


def _in_numerals(born: dt.date, random: Random) -> str:
    zero = random.choice("〇零○")
    year = "".join(NUMERALS[int(digit)] for digit in f"{born.year}").replace("〇", zero)
    if random.random() < 0.2:
        year = year[2:]
    rest = random.choice([f"{_numeral(born.day)}日", f"{_numeral(born.day)}号", ""])
    return f"{year}年{_numeral(born.month)}月{rest}"


def _in_the_lunar_year(born: dt.date, random: Random) -> str:
    month = random.choice(["正月", "腊月", "冬月", f"{_numeral(random.randint(2, 10))}月", "闰四月"])
    day = random.choice(
        [
            f"初{_numeral(random.randint(1, 10))}",
            f"十{_numeral(random.randint(1, 9))}",
            f"廿{_numeral(random.randint(1, 9))}",
            "三十",
        ]
    )
    return f"{born.year}年{random.choice(['农历', '阴历', '旧历', ''])}{month}{day}"


def _day(random: Random) -> str:
    return random.choice([_in_figures, _in_numerals, _in_the_lunar_year])(_born_day(random), random)


def _born_before(random: Random) -> str:
    word = random.choice(
        [
            "出生日期",
            "出生年月",
            "出生年月日",
            "出生时间",
            "出生",
            "生日",
            "生于",
            "出生于",
            "生辰",
            "出生年份",
        ]
    )
    sign = (
        "" if word.endswith("于") else random.choice([":", "：", "为", "为:", "为：", "是", " ", "(", "在"])
    )
    return f"{word}{sign}{_day(random)}"


def _born_after(random: Random) -> str:
    return f"{_day(random)}{random.choice(['出生', '生', '生人', '出生。', '生。', '生，', '出世', '降生'])}"


def _birthday(random: Random) -> str:
    born = _born_day(random)
    said = random.choice(
        [
            f"{born.month}月{born.day}日",
            f"{_numeral(born.month)}月{_numeral(born.day)}",
            f"农历{_numeral(born.month)}月初{_numeral(born.day % 10 or 1)}",
        ]
    )
    return random.choice([f"生日是{said}", f"生日:{said}", f"生日{said}", f"{said}生日", f"过生日({said})"])


def _born_in_english(random: Random) -> str:
    born = _born_day(random)
    return random.choice(
        [f"DOB: {born}", f"born on {born}", f"date of birth {born:%Y/%m/%d}", f"Born {born:%d.%m.%Y}"]
    )


def _few(random: Random, most: int) -> str:
    number = random.randint(1, most)
    return random.choice([f"{number}", f"{number}", _numeral(number)])


def _room(random: Random) -> str:
    floor, door = random.randint(1, 30), random.randint(1, 8)
    number = f"{floor}{door:02d}"
    return random.choice(
        [number, number, "".join(NUMERALS[int(digit)] for digit in number).replace("〇", "零")]
    )


def _house(random: Random) -> str:
    number = _few(random, 40)
    return random.choice(
        [
            f"{number}栋",
            f"{number}幢",
            f"{number}号楼",
            f"{number}座",
            f"{number}#",
            f"{number}#楼",
            f"{random.choice('ABCD')}座",
            f"{random.choice('ABCD')}栋",
            f"{random.choice('ABC')}{random.randint(1, 9)}栋",
            f"第{number}栋",
        ]
    )


def _unit(random: Random) -> str:
    return random.choice(
        [
            f"{_few(random, 6)}单元",
            f"{random.choice('甲乙丙丁')}单元",
            f"{random.choice('ABC')}单元",
            f"{_few(random, 6)}门",
        ]
    )


def _room_of_a_unit(random: Random) -> str:
    gap = random.choice(["", "", " ", "-", ",", "，"])
    floor = random.choice(["", "", f"{_few(random, 20)}楼", f"{_few(random, 20)}层"])
    door = random.choice(["室", "室", "号", "户", "房", ""])
    return f"{_house(random)}{gap}{_unit(random)}{gap}{floor}{_room(random)}{door}"


def _room_of_a_house(random: Random) -> str:
    gap, door = random.choice(["", "", " ", "-"]), random.choice(["室", "室", "房", "户", "号", ""])
    return f"住{random.choice(['', '在'])}{_house(random)}{gap}{_room(random)}{door}"


def _room_of_a_lane(random: Random) -> str:
    lane, house = random.choice(["弄", "巷", "号院", "胡同"]), random.choice(["号", "号楼", "幢", "排"])
    return f"{_few(random, 90)}{lane}{_few(random, 60)}{house}{_room(random)}室"


def _room_in_dashes(random: Random) -> str:
    parts = f"{random.randint(1, 40)}-{random.randint(1, 6)}-{random.randint(1, 30)}0{random.randint(1, 8)}"
    estate = random.choice(["滨湖小区", "阳光花园", "锦绣家园", "住", "家住", "东方苑", "幸福里小区"])
    return f"{estate}{parts}{random.choice(['', '', '室', '号'])}"


def _row_house(random: Random) -> str:
    lives, where = (
        random.choice(["住", "家住", "家在", "住在"]),
        random.choice(["滨湖村", "碧石村", "", "老街"]),
    )
    return f"{lives}{where}{_few(random, 20)}{random.choice('排组队')}{_few(random, 90)}号"


NAMES = (
    "张建国",
    "李小明",
    "王芳",
    "刘子涵",
    "陈晨",
    "杨丽华",
    "赵大力",
    "黄俊杰",
    "周婷",
    "吴敏",
    "徐海燕",
    "孙浩然",
    "高翔",
    "林雨桐",
    "郑小红",
    "欧阳娜娜",
    "谢小刚",
    "马超",
    "罗文斌",
    "何一鸣",
)


def _minor(random: Random) -> str:
    name, age = random.choice(NAMES), random.randint(4, 17)
    word = random.choice(
        [
            "小学生",
            "初中生",
            "中学生",
            "高中生",
            "学生",
            "未成年人",
            "女童",
            "男孩",
            "女孩",
            "儿童",
            "少年",
            "幼儿",
            "孩子",
        ]
    )
    return random.choice(
        [
            f"{word}{name},{age}岁",
            f"{word}{name}走失",
            f"{name}({word},{age}岁)",
            f"{name},{age}岁,{word}",
            f"{word}{name}被送回家中",
            f"{age}岁的{name}独自离家",
            f"{age}岁{word}{name}",
            f"{name}同学({age}岁)在校门口受伤",
            f"{word}“{name}”放学未归",
            f"帮{word}{name}找到家长",
            f"{name}是一名{age}岁的{word}",
        ]
    )


def _party(random: Random) -> str:
    name = random.choice(NAMES)
    word = random.choice(
        [
            "受害人",
            "被害人",
            "嫌疑人",
            "犯罪嫌疑人",
            "事主",
            "失主",
            "报案人",
            "死者",
            "伤者",
            "违法行为人",
            "被告人",
            "当事人",
            "被骗人",
            "肇事者",
            "举报人",
            "证人",
            "醉驾司机",
        ]
    )
    return random.choice(
        [
            f"{word}{name}报案",
            f"{word}:{name}",
            f"{word}{name}已被抓获",
            f"{word}{name}(男)",
            f"将{word}{name}抓获",
            f"{word}为{name}",
            f"{name}系{word}",
            f"{word}{name}涉嫌盗窃",
            f"{name}(本案{word})",
            f"{word}“{name}”",
            f"{name}作为{word}到所陈述",
            f"对{word}{name}行政拘留十日",
            f"{word}{name}、{random.choice(NAMES)}",
        ]
    )


def _key_person(random: Random) -> str:
    name = random.choice(NAMES)
    word = random.choice(
        [
            "吸毒人员",
            "戒毒人员",
            "社区矫正对象",
            "刑满释放人员",
            "重点人员",
            "精神障碍患者",
            "精神病人",
            "刑释人员",
            "涉毒人员",
            "上访人员",
            "信访重点人",
            "社戒社康人员",
            "肇事肇祸精神病人",
            "管控对象",
            "涉邪人员",
        ]
    )
    return random.choice(
        [
            f"{word}{name}在家",
            f"{word}:{name}",
            f"走访{word}{name}",
            f"{name}({word})",
            f"{name}是{word}",
            f"{word}{name}的家属",
            f"{word}“{name}”",
            f"{name},{word},住3栋",
            f"已将{word}{name}送医",
        ]
    )


def _key_count(random: Random) -> str:
    count = random.choice([str(random.randint(1, 90)), _numeral(random.randint(1, 90)), "两"])
    word = random.choice(
        [
            "吸毒人员",
            "社区矫正对象",
            "刑满释放人员",
            "重点人员",
            "重点人口",
            "精神障碍患者",
            "涉毒人员",
            "上访人员",
            "肇事肇祸精神病人",
            "管控对象",
            "在册吸毒人员",
            "社戒社康人员",
        ]
    )
    return random.choice(
        [
            f"辖区{word}{count}人",
            f"{word}共{count}名",
            f"现有{word}{count}名",
            f"{count}名{word}",
            f"{word}共计 {count} 人",
            f"列管{count}名{word}",
            f"{word}数量为{count}",
            f"{word}名单如下",
            f"管理{word}{count}人次以外的{count}人",
        ]
    )


def _firearms(random: Random) -> str:
    count = random.choice([str(random.randint(1, 90)), _numeral(random.randint(1, 90)), "两"])
    word, unit = random.choice(
        [
            ("猎枪", "支"),
            ("气枪", "支"),
            ("枪支", "支"),
            ("子弹", "发"),
            ("雷管", "枚"),
            ("炸药", "公斤"),
            ("弹药", "箱"),
            ("手枪", "把"),
            ("仿真枪", "支"),
            ("弓弩", "把"),
            ("步枪", "支"),
            ("火药", "千克"),
        ]
    )
    return random.choice(
        [
            f"收缴{word}{count}{unit}",
            f"{word}共{count}{unit}",
            f"{count}{unit}{word}",
            f"所里存有{word}{count}{unit}",
            f"{word}存放在所二楼",
            f"{word}库房在后院",
            f"{word}保管在保险柜",
            f"{word}放在值班室柜子里",
            f"查获{word} {count} {unit}",
        ]
    )


def _patrol(random: Random) -> str:
    first, last = random.sample(["滨湖路", "官柳路", "古城路", "北门", "凤凰大道", "文星桥", "菜市场"], 2)
    hour = random.randint(19, 23)
    return random.choice(
        [
            f"巡逻路线:从{first}到{last}",
            f"巡逻路线由{first}至{last}",
            f"巡逻线路：{first}—{last}",
            f"每晚{hour}点从{first}巡逻到{last}",
            f"夜间巡逻{hour}:00由{first}出发经{last}",
            f"巡逻时间为{hour}点,路线{first}至{last}",
            f"巡防路线:{first}→{last}",
            f"{hour}时巡逻组沿{first}至{last}巡逻",
        ]
    )


REFUSED: Mapping[str, Mapping[str, Maker]] = {
    "E401": {"resident IDs in pairs": _id_in_pairs, "resident IDs in parts": _id_in_parts},
    "E401 E402": {
        "in English": _in_english,
        "in pinyin": _in_pinyin,
        "in pinyin together": _in_pinyin_together,
        "in words and figures": _mixed_words,
    },
    "E406": {
        "plates": _plate,
        "plates in look-alikes": _plate_in_look_alikes,
        "plates of a kind": _plate_of_a_kind,
        "plates of new energy": _plate_new_energy,
        "plates of forces": _plate_of_forces,
        "plates of missions": _plate_of_missions,
        "plates named": _plate_named,
    },
    "E407": {
        "births, word first": _born_before,
        "births, word last": _born_after,
        "birthdays": _birthday,
        "births in English": _born_in_english,
    },
    "E408": {
        "rooms of a unit": _room_of_a_unit,
        "rooms of a house": _room_of_a_house,
        "rooms of a lane": _room_of_a_lane,
        "rooms in dashes": _room_in_dashes,
        "houses in rows": _row_house,
    },
}
HELD: Mapping[str, Maker] = {
    "minors": _minor,
    "parties": _party,
    "key population by name": _key_person,
    "key population counted": _key_count,
    "firearms": _firearms,
    "patrol routes": _patrol,
}
