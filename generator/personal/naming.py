"""Surnames by which a resident's name is told from other words."""

from __future__ import annotations

from typing import Final

# The commonest, without those that begin an everyday word as well: 方, 安, 高, 关, 周, 田, 许, 钱.
SURNAME: Final = (
    "[王李张刘陈杨赵黄吴徐孙胡朱郭罗梁谢宋韩冯邓曹彭萧肖董袁潘蔡蒋杜叶苏魏吕沈姚卢傅崔谭廖汪贾邱薛阎]"
)
