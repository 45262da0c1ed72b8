"""Names of people and of places: whole, one at a time, as they are called; what is wrong says what to write."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator

from generator.model.values import Text, unfit
from generator.text.names import lost_in, mask_in, without_spaces, without_title

# Names and nothing else between the commas: other text with a comma in it is one name.
_SEVERAL: Final = re.compile(r"[\w·#()（）-]+(?:\s*[、，,;；]\s*[\w·#()（）-]+)+")
# 第二、三社区 is the name of one place.
_JOINED: Final = re.compile(r"(?<=[\d一二三四五六七八九十])、(?=[\d一二三四五六七八九十]+(?:社区|居委会|村))")
_COMMA: Final = re.compile(r"\s*[、，,;；]\s*")


def _in_one_piece(name: str) -> str:
    if lost := lost_in(name):
        raise unfit("E116", f"里有“{lost}”,原来的字已经丢失", "请照原件重新输入这个字。")
    plain = without_spaces(name)
    if plain is not None:
        raise unfit("E207", "中间有空格", f"请写成“{plain}”。")
    return name


def _one_name(name: str) -> str:
    if _SEVERAL.fullmatch(_JOINED.sub("", name)):
        parts = _COMMA.split(name)
        raise unfit("E207", "里写了几个名称", f"请分成几项,用半角逗号隔开:{', '.join(parts)}。")
    return _in_one_piece(name)


def _one_person(name: str) -> str:
    if _SEVERAL.fullmatch(name):
        raise unfit("E207", "里写了几个人", "请一人写一项,各写各的警号和电话。")
    plain = without_title(without_spaces(name) or name)
    if mask := mask_in(plain or name):
        raise unfit("E203", f"里有“{mask}”,不是全名", "请写全名;不公开姓名的人不要登记。")
    if plain is not None:
        raise unfit("E208", "里带了称呼、职务或号码", f"请只写姓名:{plain}。" if plain else "请写全名。")
    return _in_one_piece(name)


Name = Annotated[Text, AfterValidator(_in_one_piece)]
ListedName = Annotated[Text, AfterValidator(_one_name)]
PersonName = Annotated[Text, AfterValidator(_one_person)]
