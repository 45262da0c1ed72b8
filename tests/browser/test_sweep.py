"""The finder, asked for every street, lane, estate and community of Ezhou in every usual spelling."""

from __future__ import annotations

import datetime as dt

from playwright.sync_api import Page

from generator.feeds.finder import finder_index
from generator.privacy.publishing import publish
from tests.small_sites import ezhou
from tools.sweep.asking import put
from tools.sweep.questions import Kind, questions


def test_nobody_is_sent_to_another_community(finding: Page) -> None:
    """No exact answer is wrong, and fewer than one question in a thousand goes without a right one."""
    bureau = publish(ezhou().bureau, dt.date(2026, 11, 24))
    asked = [*questions(bureau)]
    assert {question.kind for question in asked} == set(Kind)
    assert len(asked) > 15_000
    answers = put(finding, finder_index(bureau), asked)
    assert [answer.question.typed for answer in answers if answer.is_wrong] == []
    assert sum(answer.is_silent for answer in answers) < len(asked) / 1000
