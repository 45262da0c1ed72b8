"""Names of people and places: complete, one per value, without titles; each error says what to write instead."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator

from generator.model.spelling import unfit
from generator.model.values import Text
from generator.personal.naming import FAMILY
from generator.text.names import (
    is_nobody,
    is_several,
    lost_in,
    mask_in,
    places_in,
    strange_in,
    without_marks,
    without_spaces,
    without_stops,
    without_title,
)

# Only names between the commas; any other text with a comma counts as one name.
_SEVERAL: Final = re.compile(r"[\w·#()（）-]+(?:\s*[、，,;；]\s*[\w·#()（）-]+)+")
# 第二、三社区 is the name of one place.
_JOINED: Final = re.compile(r"(?<=[\d一二三四五六七八九十])、(?=[\d一二三四五六七八九十]+(?:社区|居委会|村))")
_COMMA: Final = re.compile(r"\s*[、，,;；]\s*")
_ALL: Final = re.compile(
    "全(?:部|社区|辖区|小区|村|境)|所有(?:楼栋?)?|(?:本|整个)?(?:社区|辖区|小区)(?:内|全部)?"
)
_GONE: Final = re.compile("[调离退辞]|原任|前任")
_PERSON: Final = f"{FAMILY}[\u3400-\u9fff]{{1,2}}"


def _require_all_of(name: str) -> None:
    if lost := lost_in(name):
        raise unfit("E116", f"里有“{lost}”,原来的字已经丢失", "请照原件重新输入这个字。")


def _in_one_piece(name: str) -> str:
    _require_all_of(name)
    if _ALL.fullmatch(name):
        mend = "请写它自己的名称,有几个的逐一写;小区全部都管的,不写 buildings。"
        raise unfit("E203", "不是名称", mend)
    if plain := without_stops(name):
        raise unfit("E209", "外面多了标点", f"请写成 {plain}。")
    plain = without_spaces(name)
    if plain is not None:
        raise unfit("E207", "中间有空格", f"请写成“{plain}”。")
    return name


def _one_place(name: str) -> str:
    if len(parts := places_in(name)) > 1:
        said = f"请只写一个:{' 或 '.join(parts)};都要写的,分成两项。"
        raise unfit("E207", "里写了几个名称", said)
    return _in_one_piece(name)


def _one_name(name: str) -> str:
    parts = _COMMA.split(name) if _SEVERAL.fullmatch(_JOINED.sub("", name)) else places_in(name)
    if len(parts) > 1:
        raise unfit("E207", "里写了几个名称", f"请分成几项,用半角逗号隔开:{', '.join(parts)}。")
    return _in_one_piece(name)


def _one_person(name: str) -> str:
    _require_all_of(name)
    if is_nobody(name):
        mend = "请写姓名;没有人的,不要登记这一条,社区没有民警的写进 vacancies。"
        raise unfit("E203", "不是姓名", mend)
    if is_several(name, _PERSON):
        mend = "请一人写一项,各写各的警号和电话;只能写一人的,写负责的那一位。"
        raise unfit("E207", "里写了几个人", mend)
    plain = without_title(without_spaces(name) or name)
    if (mask := mask_in(plain or name)) or len(name) == 1:
        found = f"里有“{mask}”,不是全名" if mask else "不是全名"
        raise unfit("E203", found, "请写全名;不公开姓名的人不要登记。")
    if plain is not None:
        gone = "离任的另写 until(最后在岗的一天)。" if _GONE.search(name) else ""
        mend = f"请只写姓名:{plain}。{gone}" if plain else "请写全名。"
        raise unfit("E208", "里带了称呼、职务或号码", mend)
    if plain := without_marks(name):
        raise unfit("E208", "里多了标点或符号", f"请只写姓名:{plain}。")
    if other := strange_in(without_spaces(name) or name):
        raise unfit("E208", f"里有“{other}”", "请写汉字的全名。")
    return _in_one_piece(name)


Name = Annotated[Text, AfterValidator(_one_place)]
ListedName = Annotated[Text, AfterValidator(_one_name)]
PersonName = Annotated[Text, AfterValidator(_one_person)]
