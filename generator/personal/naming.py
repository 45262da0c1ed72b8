"""Patterns that distinguish a resident's name from other words."""

from __future__ import annotations

from typing import Final

# The most common surnames, except those that also begin everyday words: 方, 安, 高, 关, 周, 田, 许, 钱.
SURNAME: Final = (
    "[王李张刘陈杨赵黄吴徐孙胡朱郭罗梁谢宋韩冯邓曹彭萧肖董袁潘蔡蒋杜叶苏魏吕沈姚卢傅崔谭廖汪贾邱薛阎]"
)
_OTHER_SURNAME: Final = (
    "周林何高马罗郑田任姜范石姚金陆孔白康毛秦江史顾侯邵孟龙段雷钱汤尹黎易武乔贺赖龚许熊戴夏钟丁余程唐"
)
# The surname of a full name.
FAMILY: Final = f"(?:{SURNAME[:-1]}{_OTHER_SURNAME}]|欧阳|司马|上官|诸葛)"
# The most common characters in given names.
GIVEN: Final = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛超霞刚燕玲桂兰英梅红霖婷玉鹏浩宇轩涵萱怡欣琪雨桐晨俊豪博睿皓辉斌彬峰亮华萍波凯鑫慧雪莹莉倩"
    "琳颖佳嘉颜晓晶雯瑶璐珊珍琴淑凤秀荣翠香菊娥琼国志明建文海德福贵祥顺庆春秋冬子梓诗翔瑞泽鸣君宁悦馨彤妍思语甜蕾昊然"
)
# Beside a word for a person, these are almost always full names: 张建国, 王芳, 郑小红, 欧阳娜娜.
FULL_NAME: Final = (
    "(?!高[峰明德]|黎明|白雪|白玉兰|金[华秋玉]|江海|石[英子]|孔子|钱贵|贺岁|范文|黄梅|陆军|雷雨|唐诗|王国[游乐的])"
    f"(?:{FAMILY}|[方万骆柯祝])(?!某)"
    f"(?:[小大一{GIVEN}][{GIVEN}力]|[{GIVEN}])(?!路(?![上过])|路上[学班]|[街巷村湾组园{GIVEN}])"
)
