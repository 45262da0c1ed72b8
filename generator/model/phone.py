"""Published phone numbers: how they are written, and what a telephone dials for them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Annotated, Final

from generator.model.spelling import DIGITS, Spelling
from generator.text.mobiles import MOBILE

# A subscriber's number as a mobile dials it, perhaps with an extension; one that the callee pays for; a short one:
# 110, 95598, 0711-96333.
_PHONE: Final = Spelling(
    r"0[0-9]{2,3}-[0-9]{7,8}(?:-(?P<extension>[0-9]{1,5}))?"
    r"|[48]00-?[0-9]{3}-?[0-9]{4}"
    r"|(?:0[0-9]{2,3}-)?[19][0-9]{2,5}",
    "公布的固定电话(带区号)或短号",
    "0711-0000123",
    types=DIGITS,
    outline="",
)

Phone = Annotated[str, _PHONE]
# Of somebody or something on duty: a mobile number too, which the privacy gate lets through if it was approved.
DutyPhone = Annotated[str, replace(_PHONE, pattern=f"{_PHONE.pattern}|{MOBILE}")]


def tel_address(phone: str) -> str:
    """The link that dials a published number (RFC 3966): 0711-0000123-801 is tel:07110000123;ext=801."""
    written = re.fullmatch(_PHONE.pattern, phone)
    extension = written["extension"] if written is not None else None
    number = phone.removesuffix(f"-{extension}").replace("-", "")
    return f"tel:{number}" + (f";ext={extension}" if extension else "")
