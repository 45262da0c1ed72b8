"""Invented people: common names, badges counted from one number on, telephone numbers that nobody has."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

_SURNAMES: Final = (
    "张王李赵刘陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单解柯余章詹"
)
_MIDDLES: Final = "建国志文晓海永春明光家德玉俊立新少卫学向正宏秋雅慧静丽思"
_LASTS: Final = "国华军平强伟勇斌涛波辉林峰杰东霞芳敏燕娟莉梅兰婷洁宁安川"
_SINGLES: Final = "勇斌伟强涛敏静磊洋艳丽刚杰娟超霞平鹏宇晨"
_FIRST_BADGE: Final = 101


@dataclass(frozen=True, kw_only=True)
class Person:
    """An invented officer."""

    name: str
    badge: str


def people(seed: int) -> Iterator[Person]:
    """Ever new people; no badge twice, six digits that begin with 00 for the first ten thousand."""
    for badge in itertools.count(_FIRST_BADGE):
        yield Person(name=person_name(Random(f"{seed} person {badge}")), badge=f"{badge:06d}")


def person_name(random: Random) -> str:
    """A surname and one or two characters."""
    surname = random.choice(_SURNAMES)
    if random.randrange(4) == 0:
        return surname + random.choice(_SINGLES)
    return surname + random.choice(_MIDDLES) + random.choice(_LASTS)


def phones(city_code: str) -> Iterator[str]:
    """Ever new numbers: Ezhou's own area code, for other cities one that does not exist; the number begins 0000."""
    prefix, digits = ("0711", 7) if city_code == "420700" else ("000", 8)
    for number in itertools.count(1):
        yield f"{prefix}-{number:0{digits}d}"
