"""Texts that wait for an approval: of minors, victims and suspects by name, key population, firearms, patrol routes.

The scheme itself, duties and services speak of them as tasks, and so may everybody; what is held is a name, a count
or a place beside such a word. `data/approvals.yml` names a text that may be published all the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.kept import Kept
from generator.load import Load, Loaded
from generator.load.document import Marks, read_document
from generator.load.files import Source, text_of
from generator.model.approval import Approval
from generator.personal import BREAK
from generator.personal.naming import FULL_NAME, SURNAME
from generator.problems import Place, Problem

_APPROVALS: Final = "data/approvals.yml"
# Where the words are those of the scheme.
_TASKS: Final = re.compile(
    r"data/(?:policies/.*|policy|duties|services|milestones|approvals)\.yml|content/(?:policy|duties|services)/.*"
)
_ENDS: Final = r"(?=[,，。、;；:：(（)）\s0-9的在被因于系已家及和与男女说称住受到向把将]|同学|报[案警]|$)"
# Where two characters follow the surname, what somebody does may begin without a sign.
_DOES: Final = "(?=[放上下去来走玩骑跑落失遭死丢独出入进回打偷抢逃拿用想要能会不没有也都经曾正][一-龥])"
_NO_PLACE: Final = "(?<![村湾组路街巷园])"
_NAME: Final = f"{SURNAME}(?!某)(?:[一-龥]{{1,2}}?{_NO_PLACE}(?:{_ENDS})|[一-龥]{{2}}{_NO_PLACE}{_DOES})"
_IS: Final = r"(?:[\s:：为是叫(（“‘「]|姓名){0,4}"
_PERSON: Final = f"(?:{_NAME}|{FULL_NAME})"
_AGE: Final = "[0-9]{1,3}周?岁"
_LINK: Final = (
    f"(?:同学)?[,，、(（系是为作][是为]?(?:本案的?|一[名个位]|[男女][,，、]|{_AGE}的?[,，、]?|在册的?){{0,2}}"
)
_MINOR: Final = (
    "未成年人?|小学生|[初高]?中学?生|学生|儿童|[男女幼]童|[男女小]孩子?|少年|少女|幼女|幼儿|婴儿|孩子"
)
_PARTY: Final = (
    "受害[人者]|被害[人者]|被骗[人者]|当事人|事主|失主|报案人|举报人|证人|死者|伤者|肇事者|[醉酒毒]驾司机|(?:犯罪)?嫌疑人"
    "|违法行为人|被告人?|作案人|在逃人员"
)
_KEY_PERSON: Final = (
    "(?:信访)?重点人[口员]?|管控对象|列管人员|[吸戒涉]毒人员|社戒社康人员|涉邪人员|上访人员|刑满释放人员|刑释人员"
    "|(?:社区)?矫正对象|(?:肇事肇祸)?精神(?:障碍患者|病人)"
)
_FIREARMS: Final = "枪支|枪械|[猎气手步]枪|仿真枪|弹药|子弹|雷管|炸药|火药|爆炸物品?|弓弩"
_COUNT: Final = "(?:[0-9]+|[一二三四五六七八九十百两]+)"
_OF_ARMS: Final = "(?:支|把|枚|发|箱|公斤|千克|吨)"
_CLOCK: Final = "[0-9](?:点|时|:[0-5][0-9])"
_WAY: Final = (
    r"[从由沿自经为是:：][^。;；\n]{0,16}?"
    r"(?:[路街巷道口](?:$|[至到经、,，—–~→-]|出发)|[至到→经][^。;；,，\n]{2})"
)


def _named(words: str) -> str:
    """Such a word and a name, on either side."""
    return rf"(?:{words}){_IS}{_PERSON}|{FULL_NAME}{_LINK}(?:{words})"


# What is held, what it is called, and how it is known; the order tells which is said.
_HELD: Final = (
    ("未成年人的姓名", rf"{_named(_MINOR)}|{_AGE}的?(?:{_MINOR})?{FULL_NAME}"),
    ("当事人的姓名", _named(_PARTY)),
    ("重点人员的姓名", _named(_KEY_PERSON)),
    ("有姓名的人的年龄", rf"{_PERSON}(?:同学)?[,，(（、\s]{{0,2}}(?:[男女][,，、\s]?)?{_AGE}"),
    (
        "重点人员的数量或名单",
        (
            rf"(?:{_KEY_PERSON})[^。;；\n]{{0,8}}?(?:{_COUNT}\s?[名人个]|名单|住址|去向|轨迹)"
            rf"|{_COUNT}\s?[名个](?:在册)?(?:{_KEY_PERSON})|(?:{_KEY_PERSON})[数人总]量?[为是:：]{{0,2}}{_COUNT}"
        ),
    ),
    (
        "枪爆物品的数量或存放",
        (
            rf"(?:{_FIREARMS})[^。;；\n]{{0,8}}?(?:{_COUNT}\s?{_OF_ARMS}|存放[在于]|保管在|放在|库址|库房|钥匙|密码)"
            rf"|{_COUNT}\s?{_OF_ARMS}(?:{_FIREARMS})"
        ),
    ),
    (
        "巡逻的路线",
        (
            rf"巡[逻防](?:路线|线路)图?\s?(?:[:：]|{_WAY})|巡[逻防][^。;；\n]{{0,14}}路线[^。;；\n]{{2,12}}[至到→]"
            rf"|{_CLOCK}[^。;；\n]{{0,6}}(?:{_WAY}[^。;；\n]{{0,8}}巡[逻防]|[从由沿自][^。;；\n]{{1,10}}巡[逻防][至到])"
            rf"|巡[逻防][^。;；\n]{{0,8}}{_CLOCK}{_WAY}"
        ),
    ),
)
_ANY: Final = re.compile("|".join(f"(?P<held{at}>{pattern})" for at, (_, pattern) in enumerate(_HELD)))
# No less than that: one of the words that each begins with or ends in, which the engine skips to.
_WORDS: Final = re.compile(
    "未成年|学生|中生|儿童|[男女幼]童|[男女小]孩|少年|少女|幼女|幼儿|婴儿|孩子|岁|巡[逻防][路线到至]|路线|[受被]害|被骗|当事人|事主|失主"
    "|[报举案]人|举报人|证人|死者|伤者|肇事者|驾司机|嫌疑人|违法行为人|被告|在逃|重点人|管控对象|列管人员|毒人员|社康人员|涉邪|上访"
    "|[放释]人员|矫正对象|精神"
    rf"|{_FIREARMS}|[点时:](?<=[0-9].)[^。;；\n]{{0,40}}巡[逻防]|巡[逻防][^。;；\n]{{0,9}}{_CLOCK}"
)
_FAR: Final = 60  # characters from such a word to the other end of what is held
_PARAGRAPH: Final = re.compile(r"(?:[^\n]*\S[^\n]*\n?)+")


@dataclass(frozen=True, kw_only=True)
class Held:
    """A text that waits: where, what in it is held, and the digest by which an approval names it."""

    place: Place
    what: str
    digest: str


def held_problems(load: Load, content: Iterable[Source], kept: Kept | None = None) -> tuple[Problem, ...]:
    """W355 for each text without its approval, W356 for each approval without its text."""
    keep = kept or Kept()
    if "approvals" in load.bureau.unread:
        return ()
    held = [
        *(one for path, file in load.files.items() for one in keep.of(("held", path), held_in_file, file)),
        *(one for source in content for one in keep.of(("held", source.path), held_in_prose, source)),
    ]
    approvals = load.bureau.approvals
    approved = {(approval.place, approval.digest) for approval in approvals}
    there = {(one.place.path, one.digest) for one in held}
    return (
        *(_waiting(one) for one in held if (one.place.path, one.digest) not in approved),
        *(
            _idle(load.bureau.place(_APPROVALS, "approvals", at, "digest"), approval)
            for at, approval in enumerate(approvals)
            if (approval.place, approval.digest) not in there
        ),
    )


def refused(warnings: Sequence[Problem]) -> tuple[Problem, ...]:
    """What waits, as the errors that it is where it would be published."""
    return tuple(
        Problem(code="E409", place=one.place, message=one.message, hint=one.hint)
        for one in warnings
        if one.code == "W355"
    )


def held_in_file(loaded: Loaded) -> tuple[Held, ...]:
    """Every value of a data file that is held."""
    path = loaded.source.path
    if _TASKS.fullmatch(path) or not _is_worth_a_look(BREAK.join(loaded.scalars)):
        return ()
    marks = Marks()
    read_document(path, loaded.text, marks)
    return tuple(
        _held(Place(path=path, line=line, column=column), scalar, found)
        for scalar, (line, column) in zip(loaded.scalars, marks.scalars, strict=True)
        if (found := _ANY.search(scalar))
    )


def _is_worth_a_look(text: str) -> bool:
    start = end = 0
    for word in _WORDS.finditer(text):
        if word.start() - _FAR > end:
            if _ANY.search(text, start, end):
                return True
            start = word.start() - _FAR
        end = word.end() + _FAR
    return _ANY.search(text, start, end) is not None


def held_in_prose(source: Source) -> tuple[Held, ...]:
    """Every paragraph of a hand-written page that is held."""
    text = text_of(source)
    if isinstance(text, Problem) or _TASKS.fullmatch(source.path) or not _is_worth_a_look(text):
        return ()
    return tuple(_held_paragraphs(source.path, text))


def _held_paragraphs(path: str, text: str) -> Iterator[Held]:
    for paragraph in _PARAGRAPH.finditer(text):
        if found := _ANY.search(paragraph[0]):
            at = paragraph.start() + found.start()
            line_start = text.rfind("\n", 0, at) + 1
            place = Place(path=path, line=text.count("\n", 0, at) + 1, column=at - line_start + 1)
            yield _held(place, paragraph[0].strip(), found)


def _held(place: Place, text: str, found: re.Match[str]) -> Held:
    what = next(name for at, (name, _) in enumerate(_HELD) if found[f"held{at}"])
    return Held(place=place, what=what, digest=digest_of(text))


def digest_of(text: str) -> str:
    """The first 16 figures of SHA-256: a text that was altered since has another."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _waiting(held: Held) -> Problem:
    place = held.place.path
    entry = f"- {{place: {place}, digest: {held.digest}, approver: 审批人, on: 年-月-日}}"
    return Problem(
        code="W355",
        place=held.place,
        message=f"这段文字像是写了{held.what},审批以前不能公开:生成网站时会停下。",
        hint="请改成不指明是谁、有多少、在哪里的写法;确需公开的,负责人审批后在 data/approvals.yml 的 approvals: "
        f"下面加一行“{entry}”,换上审批人和日期(没有这个文件就新建,第一行写 approvals:)。",
    )


def _idle(place: Place, approval: Approval) -> Problem:
    return Problem(
        code="W356",
        place=place,
        message=f"这条审批对不上 {approval.place} 现在的文字:文字改过、删了,或者不再需要审批。",
        hint="请删去这一条;文字改过、还要公开的,请重新审批,照 W355 的提示换上新的 digest。",
    )
