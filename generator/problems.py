"""What can be wrong, and where.

A problem is a value: stable code, severity, place, what was found and what is expected, how to correct it.
Nothing here finds problems: load, checks, privacy and build do. The command line and the plugin print them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Self

from generator.personal import without_numbers
from generator.text.mobiles import SPACED_MOBILE


class Severity(StrEnum):
    """An error stops the build; a warning is only shown."""

    ERROR = "error"
    WARNING = "warning"


_LOOKED_AT: Final = 1_000  # a personal number that begins in the quoted part ends within these characters
# The form of a mobile or resident ID number; a division code has 12 digits.
_PERSONAL: Final = re.compile(rf"(?<![0-9])(?:{SPACED_MOBILE}|[0-9](?:[ -]?[0-9]){{14,17}}[Xx]?)(?![0-9])")

# Stable codes: E1 reading a file, E2 one record, E3 between records, W warnings, E4 privacy, E5 pages.
CODES: Final[dict[str, str]] = {
    "E101": "文件不是 UTF-8 编码",
    "E102": "文件过大",
    "E103": "含有控制字符或改变书写方向的字符",
    "E104": "YAML 写法有误",
    "E105": "用了不允许的 YAML 写法(标签、锚点、别名、合并键)",
    "E106": "一个文件里有多份文档",
    "E107": "嵌套层数过多",
    "E108": "同一个键写了两次",
    "E109": "文件为空,或最外层不是“键: 值”",
    "E110": "文件放错了地方或名称不合规定",
    "E111": "缺少必需的文件",
    "E112": "符号链接或无法读取的文件",
    "E113": "文件里有合并冲突的标记",
    "E114": "含有看不见的、私用区的或没有定义的字符",
    "E115": "含有样子相同、编码不同的字符",
    "E116": "乱码",
    "E117": "content/ 里有不能公开的文件",
    "E118": "正文里有不允许的 HTML",
    "E119": "文件名不是 UTF-8,或含看不见的字符",
    "E120": "汇总网站共用的资料用不了",
    "E121": "自己的文件和共用的是同一个",
    "E201": "不认识的键",
    "E202": "缺少必填的键",
    "E203": "值的写法不对",
    "E204": "值不在允许的范围或选项内",
    "E205": "结构不对(应为列表、键值或单个值)",
    "E206": "同一条记录里前后矛盾",
    "E207": "名称中间有空格,或几个名称写在了一起",
    "E208": "姓名里带了称呼、职务、号码或标点",
    "E209": "值外面多了引号或标点",
    "E301": "编号与文件名不一致",
    "E302": "编号重复",
    "E303": "引用的对象不存在",
    "E304": "同一个地方归了两个社区",
    "E305": "同一门牌、小区或楼栋归了两个社区",
    "E306": "同一警号同时属于两个人",
    "E307": "一名民警同一时间登记了两处任职",
    "E308": "社区既没有在岗民警,也没有写明空缺",
    "E309": "月报中有不属于本所的社区",
    "E310": "数字互相矛盾",
    "E311": "照片缺失或不能公开",
    "E312": "月报中的周不属于当月",
    "E313": "已公布的排名自相矛盾",
    "E314": "公布过的社区改到了别的派出所",
    "E315": "公布过的月份,月报不见了",
    "E316": "登记簿断了",
    "E317": "公布的排名和登记簿对不上",
    "E318": "报送日期早于登记簿里收到的日期",
    "E319": "办法不从 1 月 1 日起施行",
    "E320": "抽到的社区不是由公布时的封存码算出来的",
    "E340": "年度目标多于一年里能有的",
    "E342": "民警去的村不是本警务区的",
    "E343": "工作纪实的日子不属于当月",
    "E353": "工作纪实写的不是本所的社区",
    "E354": "一天的工作纪实加起来超过这一天",
    "E357": "年度目标写的不是本所的社区",
    "E359": "年终考核和标准对不上",
    "E362": "主方案不是正好一份",
    "W321": "警力少于配备标准",
    "W322": "会议日期已过,状态仍未更新",
    "W323": "群众意见超过答复期限仍未办结",
    "W324": "联系信息超过期限未核实",
    "W325": "示范社区或安全小区已过有效期",
    "W326": "月报缺少某个社区",
    "W327": "代表会定在节假日",
    "W328": "民警或空缺的起止日期相接不上",
    "W329": "已经做过的事,日期却晚于今天",
    "W330": "已公布的排名与现在的数据算出来的不同",
    "W331": "到了公布时间,排名还没有公布",
    "W332": "代表会所在的年份没有放假安排",
    "W333": "代表会改期或取消,改动次数没有加",
    "W334": "开会的规律慢于规定的周期",
    "W335": "意见在后来的代表会上没有回报",
    "W336": "公开的文字里像是写了个人的姓名",
    "W337": "公布过的代表会、排名、社区、派出所、民警、月报或意见不见了",
    "W338": "两个派出所,或一个派出所的两个社区同名",
    "W339": "一名民警同一时间承诺在两个社区",
    "W341": "文字的后一半被当作注释",
    "W344": "时间在半夜,或者过夜的时间长得像写反了",
    "W345": "启用了的警务室没有写启用日期",
    "W346": "民警没有写到岗日期",
    "W347": "数字远离自己的历史",
    "W348": "月报的数字与另一份完全相同",
    "W349": "开过的代表会什么都没有填",
    "W350": "取消或改期的代表会没有写原因",
    "W351": "一行缺了计分的数字,全所因此不排名",
    "W352": "两个人的姓名在警号上像是写反了",
    "W355": "像是写了要审批才能公开的内容",
    "W356": "审批对不上现在的文字",
    "W358": "公布过的代表会改了时间、地点或状态,改动次数没有加",
    "W360": "月报还没有登记收到",
    "W361": "网站的文件生成以后被改动过",
    "W365": "办事的事项没有写时限",
    "W370": "示范项目的案件数多于社区当月的案件",
    "W371": "报了防范宣传,当月却没有人到社区,也没有开会",
    "W372": "驻社区天数多于时间表允许的天数",
    "W373": "报了巡逻,档案里却没有巡逻队",
    "W374": "警务室整月没有开,却报了受理服务",
    "W375": "图表、台帐都齐,却没有一周有工作纪实",
    "W376": "安全小区不在社区的责任区里",
    "W377": "抽查的月份没有公布,抽到的社区没有封存码可以对",
    "W380": "社区的设立、撤销、变动要市局核对",
    "W381": "受理的求助忽然少了,或者忽然件件按时",
    "W382": "许多周一天没到,只写了原因",
    "W383": "意见大多写了不能采纳",
    "W384": "代表会应到的代表比以前少了一大半",
    "W385": "纪要的公布日期早于网站上没有它的那一天",
    "W390": "月报到期还缺着",
    "W392": "农村警务区的人口和方案的规模差得多",
    "W393": "集镇的民警社区多于方案的个数",
    "W394": "调剂没有写谁决定的,或者过了期",
    "W400": "治保会的任期已满",
    "W405": "工作纪实和月报的驻社区天数对不上",
    "W410": "验收不合格,没有复查",
    "W411": "群防群治经费的支出多于结余和收入",
    "W412": "安全小区快到期或限期整改,还没有复核",
    "W413": "保安公司服务的社区已经撤销",
    "W414": "社区改归的派出所没有记工作纪实",
    "W415": "年终考核的项目,社区的档案里没有",
    "W416": "整改没有由来",
    "W417": "整改过了期限,没有登记结果",
    "W418": "年终限期整改,没有登记整改什么",
    "W419": "两个派出所给同一个社区定了同一项年度目标",
    "W420": "党委、政府决定的事过了期限没有写落实",
    "W421": "治保会的委员不到定的人数",
    "W422": "在村里的日子民警没有承诺",
    "W423": "同一时间在两个村",
    "W424": "群众代表的任期已满",
    "W426": "工作纪实和月报的防范宣传场数对不上",
    "W427": "合署办公的日子警务室不开",
    "W428": "年度目标没有工作纪实可以算",
    "W429": "记过工作纪实的派出所这个月没有",
    "W430": "记录写了条目,没有公布文件",
    "W431": "办法执行的文件没有公布",
    "W440": "单位的网址和它在汇总网站里的不同",
    "E401": "疑似居民身份证号",
    "E402": "疑似手机号码",
    "E403": "疑似银行卡号",
    "E404": "密级或内部资料标识",
    "E406": "疑似车牌号",
    "E407": "疑似出生日期",
    "E408": "疑似住户的门牌",
    "E409": "等审批的文字将要公开",
    "E501": "页面的空位没有内容填写",
    "E502": "两个页面争用同一网址",
    "E503": "站内链接指向不存在的页面",
    "E504": "网页引擎报告了警告或错误",
    "E505": "输出目录不能使用",
    "E506": "这个月的排名现在不能公布或修订",
    "E507": "这个季度的代表会现在不能拟定",
    "E508": "系统不让读写一个文件或目录",
    "E509": "要写的文件刚才被别的程序写过",
    "E510": "要写的地方有别的内容",
    "E511": "这个月的抽查现在不能抽取",
    "E512": "收不下这份月报",
    "E513": "网站公开过的登记或排名,数据里没有了",
    "E514": "社区、派出所、民警的变动不能这样写",
    "E515": "没有安装要用的网页引擎",
    "E530": "汇总网站的一个单位不在它的目录里",
    "E531": "一个单位的生成中断了",
    "E532": "集群或对象存储用不了",
}


@dataclass(frozen=True, kw_only=True, order=True)
class Place:
    """A point in a file: path relative to the root given to the command, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1
    stands_at: str | None = field(default=None, compare=False)  # where it is, if it stands in for `path`

    @property
    def readable_path(self) -> str:
        """The path on one line, personal numbers masked. A file name may contain line ends or terminal codes."""
        return visible(masked(self.stands_at or self.path))

    @classmethod
    def in_text(cls, path: str, text: str, offset: int) -> Self:
        """The place of the character at that offset of a file's text."""
        line = text.count("\n", 0, offset) + 1
        return cls(path=path, line=line, column=offset - text.rfind("\n", 0, offset))

    def problem(self, code: str, message: str, hint: str) -> Problem:
        """A problem at this place."""
        return Problem(code=code, place=self, message=message, hint=hint)

    def __str__(self) -> str:
        return f"{self.readable_path}:{self.line}:{self.column}"


@dataclass(frozen=True, kw_only=True, order=True)
class Problem:
    """One thing that is wrong. `message` says what was found and expected, `hint` how to correct it.

    Personal numbers in either are masked, whether they come from a value, a key, a file name or a guess.
    """

    place: Place
    code: str
    message: str
    hint: str

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(self.code)
        object.__setattr__(self, "message", masked(self.message))
        object.__setattr__(self, "hint", masked(self.hint))

    @property
    def severity(self) -> Severity:
        """The first letter of a code is its severity: E error, W warning."""
        return Severity.WARNING if self.code.startswith("W") else Severity.ERROR

    def __str__(self) -> str:
        return f"{self.place}: [{self.code}] {self.message} {self.hint}".rstrip()


class ProblemsFound(Exception):  # noqa: N818 (a statement about data, not a fault of the program)
    """A stage found errors, so the build ends. Caught only by the command line and the plugin."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by path, line, column and code, and drop duplicates."""
    return tuple(sorted(set(problems)))


def errors_first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors before warnings, otherwise in the given order."""
    return tuple(sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Is any of them an error?"""
    return any(problem.severity is Severity.ERROR for problem in problems)


def nearest(word: str, known: Iterable[str], alike: float = 0.6) -> str | None:
    """The known word most similar to `word`, or None if no similarity reaches `alike` (0 to 1)."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=alike)
    return found[0] if found else None


def shown(text: str, limit: int = 40) -> str:
    """A value as a message quotes it: shortened, on one line, with invisible characters escaped.

    Personal numbers are masked, because messages are copied and forwarded.
    """
    clean = masked(text[:_LOOKED_AT])
    return visible(clean if len(clean) <= limit else clean[:limit] + "…")


def masked(text: str) -> str:
    """Mask personal numbers in any disguise, and anything of their form."""
    return _PERSONAL.sub(
        lambda found: f"{found[0][:3]}{'*' * (len(found[0]) - 5)}{found[0][-2:]}", without_numbers(text)
    )


def visible(text: str) -> str:
    """Escape invisible characters."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
