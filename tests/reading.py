"""The text that a reader sees in a view."""

from __future__ import annotations

import re
from html import unescape

from generator.pages.page import View
from generator.render import Templates
from tests.bureaus import ezhou_scheme


def text_of(view: View) -> str:
    """The view's text without tags; every run of spaces and tags is one space."""
    return re.sub(
        r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", Templates(scheme=ezhou_scheme()).block(view, "./")))
    ).strip()
