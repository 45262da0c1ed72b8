"""What a reader sees of a view: the text of its block."""

from __future__ import annotations

import re
from html import unescape

from generator.pages.page import View
from generator.render import Templates


def text_of(view: View) -> str:
    """Its words in order, without tags; one space for each run of space and tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", Templates().block(view, "./")))).strip()
