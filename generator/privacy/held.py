"""Texts that wait for an approval: of minors, victims and suspects by name, key population, firearms, patrol routes.

The scheme itself, duties and services speak of them as tasks, and so may everybody; what is held is a name, a count
or a place beside such a word. A mobile number that is written as a telephone number of the bureau waits too.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from generator.load import Loaded
from generator.load.document import marks_of
from generator.load.files import Source, text_of
from generator.memo import remembered
from generator.personal import BREAK
from generator.personal.naming import FULL_NAME, SURNAME
from generator.personal.normalising import as_shown, shown
from generator.personal.reading import as_written
from generator.problems import Place, Problem
from generator.text.mobiles import MOBILE

# Files that speak of such subjects as tasks.
_TASKS: Final = re.compile(
    r"data/(?:policies/.*|scheme/.*|policy|duties|services|terms|approvals)\.yml|content/(?:policy|duties|services)/.*"
)
_ENDS: Final = (
    r"(?=[,，。、;；:：(（)）\s0-9的在被因于系已家及和与男女说称住受到向把将]"
    r"|同学|报[案警]|走失|失踪|离家|放学|[落溺]水|受伤|上网|$)"
)
# After a surname and two characters, a verb may follow without punctuation.
_DOES: Final = "(?=[放上下去来走玩骑跑落失遭死丢独出入进回打偷抢逃拿用想要能会不没有也都经曾正][一-龥])"
_NO_PLACE: Final = "(?<![村湾组路街巷园])"
_NO_NAME: Final = "(?!某|(?<=陈)[述列]|(?<=黄)[金昏]|(?<=王)[店国]|(?<=张)贴)"
_NAME: Final = f"{SURNAME}{_NO_NAME}(?:[一-龥]{{1,2}}?{_NO_PLACE}(?:{_ENDS})|[一-龥]{{2}}{_NO_PLACE}{_DOES})"
_IS: Final = r"(?:[\s:：为是叫(（“‘「'|\x00\[]|姓名){0,4}"
_PERSON: Final = f"(?:{_NAME}|{FULL_NAME})"
_NO_OFFICER: Final = "".join(
    f"(?<!{title})" for title in ("民警", "辅警", "警长", "所长", "书记", "主任", "代表")
)
_AGE: Final = "(?:[0-9]{1,3}|[一二三四五六七八九十两]{1,3})周?岁"
_YOUNG: Final = "(?:1?[0-9]|十?[一二三四五六七八九]|十)周?岁"
_LINK: Final = (
    f"(?:同学)?[,，、(（系是为作][是为]?(?:本案的?|一[名个位]|[男女][,，、]|{_AGE}的?[,，、]?|在册的?){{0,2}}"
)
_MINOR: Final = (
    "未成年人?|小学生|[初高]?中学?生|学生|儿童|[男女幼]童|[男女小]孩子?|少年|少女|幼女|幼儿|婴儿"
    "|孩子|孤儿|[男女]生"
)
_PARTY: Final = (
    "受害[人者]|被害[人者]|被骗[人者]|(?:报警|被骗|受害|被拐|被害)(?:群众|居民|妇女|老人)|当事人|事主|失主|报[案警]人|举报人|证人|死者|伤者"
    "|肇事者|(?:[醉酒毒]驾|肇事)(?:的?司机|驾驶员|人员)|(?:犯罪|违法)?嫌疑人|嫌犯|犯罪分子|违法(?:行为人|人员)|被告人?|作案人|在逃人员|逃犯|网逃"
    "|小偷|罪犯|犯人|服刑人员|(?:涉案|涉嫌|盗窃|赌博|诈骗|作案)人员"
)
_KEY_PERSON: Final = (
    "(?:信访)?重点人[口员]?|管控对象|列管人员|[吸戒涉]毒(?:康复)?人员|吸毒者|戒毒康复人员|社戒社康人员|(?:涉邪|邪教|涉稳|前科|缓刑)人员"
    "|(?:上|信|缠|闹)访(?:人员?|户)|刑满释放(?:人员|的)|刑释人员|(?:社区)?矫正(?:对象|人员)|社矫对象|(?:肇事肇祸)?精神(?:障碍患者|病[人患]者?)"
    "|重精患者|艾滋病人"
)
_STORE: Final = "枪[弹支械]?[柜库]|弹药库|炸药库|民爆(?:物品)?仓?库"
_FIREARMS: Final = "枪支|配枪|持枪证|枪械|[猎气手步]枪|仿真枪|弹药|子弹|雷管|炸药|火药|爆炸物品?|弓弩"
_COUNT: Final = "(?:[0-9]+|[一二三四五六七八九十百两]+)"
_OF_ARMS: Final = "(?:支|把|本|枚|发|箱|公斤|千克|吨)"
_CLOCK: Final = "[0-9](?:点|时|:[0-5][0-9])"
_WAY: Final = (
    r"[从由沿自经为是:：][^。;；\n]{0,16}?"
    r"(?:[路街巷道口](?:$|[至到经、,，—–~→-]|出发)|[至到→经][^。;；,，\n]{2})"
)


def _named(words: str) -> str:
    """One of these words with a name before or after it."""
    return (
        rf"(?:{words}){_IS}{_PERSON}|{FULL_NAME}(?:{_LINK}|[\s|\x00]{{1,5}}(?:[一-龥]{{2,4}}:)?)(?:{words})"
    )


# What is held, by its name in messages; the first pattern that matches is reported.
_HELD: Final = {
    "未成年人的姓名": (
        rf"{_named(_MINOR)}|(?<![0-9]){_YOUNG}的?(?:{_MINOR})?{FULL_NAME}|{FULL_NAME}同学(?![会们录])"
        rf"|{FULL_NAME}[(（,，|\s]{{1,3}}(?:小学|初中|高中|幼儿园)?[一二三四五六七八九初高]年级"
    ),
    "当事人的姓名": (
        rf"{_named(_PARTY)}|{FULL_NAME}(?:因|涉嫌)[^。,，;；\n]{{1,12}}?(?:拘留|抓获|逮捕|处罚|强制戒毒)"
        rf"|(?:抓获|逮捕|拘留)了?{FULL_NAME}|[真大本]名[是为叫:：]?{FULL_NAME}"
    ),
    "重点人员的姓名": _named(_KEY_PERSON),
    "有姓名的人的年龄": (
        rf"{_NO_OFFICER}{_PERSON}(?:同学)?[,，(（、\s|]{{0,4}}(?:[男女][,，、\s|]{{0,3}})?(?:今年|现年|刚满|年仅)?{_AGE}"
        rf"|{_AGE}的?{FULL_NAME}|{_NO_OFFICER}{_PERSON}\s+(?:[一-龥]{{2,4}}:\s?[男女]\s+)?年龄:\s?[0-9]"
    ),
    "重点人员的数量或名单": (
        rf"(?:{_KEY_PERSON})[^。;；\n]{{0,8}}?(?:{_COUNT}\s?[名人个]|名单|住址|去向|轨迹)"
        rf"|{_COUNT}\s?[名个](?:在册)?(?:{_KEY_PERSON})|(?:{_KEY_PERSON})[数人总]量?[为是:：]{{0,2}}{_COUNT}"
        rf"|(?:{_KEY_PERSON})[:：\s]{{0,2}}[0-9]++(?![.%‰年月日号条次])"
    ),
    "枪爆物品的数量或存放": (
        rf"(?:{_FIREARMS})[^。;；\n]{{0,8}}?(?:{_COUNT}\s?{_OF_ARMS}|存放[在于]|保管在|放在|库址|库房|钥匙|密码)"
        rf"|{_COUNT}\s?{_OF_ARMS}(?:{_FIREARMS})|持枪证[^。;；\n]{{0,8}}?{_COUNT}\s?人"
        rf"|(?:{_STORE})[^。;；\n]{{0,8}}?(?:位于|设在|在[^。;；\n]{{1,6}}[楼室侧]|钥匙|密码)"
    ),
    "巡逻的路线": (
        rf"巡[逻防](?:路线|线路)图?\s?(?:[:：]|见|如下|{_WAY})|巡[逻防][^。;；\n]{{0,14}}路线[^。;；\n]{{2,12}}[至到→]"
        rf"|{_CLOCK}[^。;；\n]{{0,6}}(?:{_WAY}[^。;；\n]{{0,8}}巡[逻防]|[从由沿自][^。;；\n]{{1,10}}巡[逻防][至到])"
        rf"|巡[逻防][^。;；\n]{{0,8}}{_CLOCK}{_WAY}"
    ),
}
# Every match contains one of these words. They are grouped by their first character for speed.
_FIRST_WORDS: Final = (
    "未成年|学生|中生|男生|女生|孤儿|同学|年级|年龄|儿童|男童|女童|幼童|男孩|女孩|小孩|少年|少女|幼女|幼儿|婴儿|孩子|岁"
    "|受害|被害|被骗|被拐|被告|报警|报案人|举报人|作案人|证人|当事人|事主|失主|死者|伤者|肇事|驾司机|驾人员|驾驶员|嫌疑人"
    "|嫌犯|犯罪分子|犯人|罪犯|逃犯|网逃|在逃|小偷|服刑|违法行为人|违法人员|涉嫌|涉案人员|盗窃人员|赌博人员|诈骗人员"
    "|拘留|抓获|逮捕|处罚|强制戒毒|真名|大名|本名|重点人|管控对象|列管人员|毒人员|吸毒者|康复人员|社康人员|涉邪|邪教|涉稳"
    "|前科|缓刑|访人|访户|放人员|放的|释人员|社矫|矫正|重精|精神|艾滋|枪|弹药|雷管|炸药|火药|爆炸物|子弹|弓弩|民爆"
    "|路线|线路|巡[逻防][路线到至]|巡[逻防][^。;；\\n]{0,9}[0-9][点时:]"
    + "".join(f"|{sign}(?<=[0-9].)[^。;；\\n]{{0,40}}巡[逻防]" for sign in "点时:")
).split("|")
_RESTS: Final = {
    first: "|".join(word[1:] for word in words)
    for first, words in itertools.groupby(sorted(_FIRST_WORDS), key=lambda word: word[0])
}
_WORDS: Final = re.compile(
    f"[{''.join(_RESTS)}](?:{'|'.join(f'(?<={first})(?:{rests})' for first, rests in _RESTS.items())})"
)
# A text without any of these has no markup or disguises.
_DISGUISED: Final = re.compile(
    "[^\\x00-\\x7e\\u4e00-\\u9fff\\u3000-\\u303f！-／：-＠·—–‘’“”…]|[*`~<\\[{&%|]"
    "|[一-龥](?<![一-龥].)[ \\u3000\\n-][一-龥](?![一-龥])"
)
_MOBILE: Final = re.compile(f"(?<![0-9]){MOBILE}(?![0-9])")
_FAR: Final = 60  # the most characters from such a word to the far end of a match
_PARAGRAPH: Final = re.compile(r"(?:[^\n]*\S[^\n]*\n?)+")


# How a message names a mobile number that is written as a telephone number of the bureau.
DUTY_MOBILE: Final = "手机号码"


@dataclass(frozen=True, kw_only=True)
class Held:
    """A text or a number that waits: where, what in it is held, and what it says."""

    place: Place
    what: str
    text: str

    @property
    def is_number(self) -> bool:
        """Is it a telephone number? Else a text."""
        return self.what == DUTY_MOBILE

    @property
    def digest(self) -> str:
        """By this an approval names it: the first 16 hexadecimal digits of SHA-256, which change with the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def is_duty_mobile(scalar: str, keys: Sequence[str | int]) -> bool:
    """Is this value, at these keys, a telephone number that the model takes, and a mobile number?"""
    return keys[-1:] == ("phone",) and _MOBILE.fullmatch(scalar) is not None


@cache
def _any() -> re.Pattern[str]:
    """All of them; made when a text has one of the words, since it takes a tenth of all imports."""
    return re.compile("|".join(f"({pattern})" for pattern in _HELD.values()))


@remembered("loaded.source.path")
def held_in_file(loaded: Loaded) -> tuple[Held, ...]:
    """Every value of a data file that is held."""
    source, text = loaded.source, BREAK.join(loaded.scalars)
    if _TASKS.fullmatch(source.path) or not (_MOBILE.search(text) or _is_worth_a_look(text)):
        return ()
    marks = marks_of(source.path, loaded.text)
    keys = {place: keys for keys, place in marks.values.items()}
    return tuple(
        Held(
            place=Place(path=source.path, line=at[0], column=at[1], stands_at=source.stands_at),
            what=what,
            text=scalar,
        )
        for scalar, at in zip(loaded.scalars, marks.scalars, strict=True)
        if (what := _what(scalar, keys.get(at, ())))
    )


def _what(scalar: str, keys: Sequence[str | int]) -> str | None:
    if is_duty_mobile(scalar, keys):
        return DUTY_MOBILE
    found = _first(scalar)
    return found[1] if found else None


def _is_worth_a_look(text: str) -> bool:
    """A fast check: may anything be held, in the text as written or without markup and disguises?"""
    if _is_near_a_word(text):
        return True
    if not _DISGUISED.search(text):
        return False
    plain = shown(text)
    return ("|" in plain and _WORDS.search(plain) is not None) or _is_near_a_word(plain)


def _is_near_a_word(text: str) -> bool:
    start = end = 0
    for word in _WORDS.finditer(text):
        if word.start() - _FAR > end:
            if end and _any().search(text, start, end):
                return True
            start = word.start() - _FAR
        end = word.end() + _FAR
    return end > 0 and _any().search(text, start, end) is not None


@remembered("source.path")
def held_in_prose(source: Source) -> tuple[Held, ...]:
    """Every paragraph of a hand-written page that is held."""
    text = text_of(source)
    if isinstance(text, Problem) or _TASKS.fullmatch(source.path) or not _is_worth_a_look(text):
        return ()
    return tuple(_held_paragraphs(source.path, text))


def _held_paragraphs(path: str, text: str) -> Iterator[Held]:
    for paragraph in _PARAGRAPH.finditer(text):
        if found := _first(paragraph[0]):
            place = Place.in_text(path, text, paragraph.start() + found[0])
            yield Held(place=place, what=found[1], text=paragraph[0].strip())


def _first(text: str) -> tuple[int, str] | None:
    """The position and name of what is held, by the first reading that shows it."""
    readings = as_shown(text) if _DISGUISED.search(text) else (as_written(text),)
    for reading in readings:
        if found := _any().search(reading.text):
            return reading.origins[found.start()], [*_HELD][(found.lastindex or 1) - 1]
    return None
