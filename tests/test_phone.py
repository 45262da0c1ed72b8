"""Published phone numbers: which are accepted, and what a telephone dials for each."""

from __future__ import annotations

import re
from typing import Final

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.model.phone import Phone, tel_address
from generator.render import TEMPLATES

PHONE: Final = TypeAdapter(Phone)
DIALLED: Final = {
    "0711-0000123": "tel:07110000123",
    "010-00001234": "tel:01000001234",
    "0990-0000217-801": "tel:09900000217;ext=801",
    "400-000-0123": "tel:4000000123",
    "800-000-0123": "tel:8000000123",
    "4000000123": "tel:4000000123",
    "110": "tel:110",
    "12345": "tel:12345",
    "0711-12345": "tel:071112345",
    "95598": "tel:95598",
    "955988": "tel:955988",
    "96110": "tel:96110",
    "961188": "tel:961188",
    "0711-96333": "tel:071196333",
    "027-961188": "tel:027961188",
    "116114": "tel:116114",
}


@pytest.mark.parametrize(("phone", "dialled"), DIALLED.items())
def test_a_published_number_is_dialled_as_it_is_written(phone: str, dialled: str) -> None:
    """A phone link drops the hyphens of the number and keeps an extension apart."""
    assert PHONE.validate_python(phone) == phone
    assert tel_address(phone) == dialled


@pytest.mark.parametrize(
    "phone",
    ["13800000217", "0711-13800000217", "0711 0000123", "07110000123", "0711-0000123转801", "0711-0000123-",
     "0711-0000123-123456", "95", "9", "0711-9611088123", "86-0711-0000123", "66110", "0000123", "0000217-8", "２", ""],
)  # fmt: skip
def test_a_mobile_number_or_another_spelling_is_refused(phone: str) -> None:
    """Mobile numbers and other spellings are refused."""
    with pytest.raises(ValidationError):
        PHONE.validate_python(phone)


def test_every_link_to_a_number_in_a_template_is_made_in_one_place() -> None:
    """No template builds a phone link itself, so that none forgets the extension."""
    own = [
        (file.name, found)
        for file in sorted(TEMPLATES.rglob("*.html"))
        for found in re.findall(r'"tel:[^"]*"', file.read_text("utf-8"))
    ]
    assert own == []
