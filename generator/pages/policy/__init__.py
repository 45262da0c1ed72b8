"""政策原文: beneath the document, each clause with what carries it out, what is missing, what is read into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from generator.model.clause import CLAUSES, HEADINGS
from generator.pages.links import Link
from generator.pages.page import Page, written_page
from generator.pages.policy.interpretations import Interpretation, interpretations
from generator.pages.policy.missing import Today, missing_today
from generator.wording import clause_words, long_day


@dataclass(frozen=True, kw_only=True)
class ClauseRow:
    """One clause. `missing` is empty where nothing is, None where the clause asks for no data."""

    clause: str
    anchor: str
    heading: str
    pages: tuple[Link, ...]
    missing: tuple[str, ...] | None
    interpretations: tuple[Interpretation, ...]


@dataclass(frozen=True, kw_only=True)
class ClauseMatrix:
    """Every clause in the document's order; `own` are interpretations of what the document does not speak of."""

    template: ClassVar[str] = "policy.html"
    as_of: str
    clauses: tuple[ClauseRow, ...]
    own: tuple[Interpretation, ...]


_COMMUNITIES: Final = Link(url="communities/", text="各社区的页面")
_COVERAGE: Final = Link(url="coverage/", text="警力与警务室覆盖")
_DUTIES: Final = Link(url="duties/", text="社区民警职责")
_MEETINGS: Final = Link(url="meetings/", text="代表会")
_ON_SITE: Final = Link(url="on-site/", text="驻社区承诺")
_OPINIONS: Final = Link(url="meetings/opinions/", text="群众意见")
_PREVENTION: Final = Link(url="prevention/", text="一起防范")
_RECORDS: Final = Link(url="work-records/", text="图表、台帐和月报")
_OFFICERS: Final = Link(url="officers/", text="民警名册")
_PROGRESS: Final = Link(url="progress/", text="建设进度")
_RANKING: Final = Link(url="ranking/", text="每月排名")
# A clause that is not here has no page, and the table says so.
_CARRIED_OUT: Final[Mapping[str, tuple[Link, ...]]] = {
    "一": (_RANKING, _MEETINGS),
    "一(社区设置)": (_COVERAGE, _COMMUNITIES),
    "二": (_PROGRESS,),
    "二(一)": (_PREVENTION, _COMMUNITIES, _PROGRESS),
    "二(二)": (_COVERAGE, _COMMUNITIES, _PROGRESS),
    "二(三)": (_COVERAGE, _OFFICERS, _COMMUNITIES),
    "二(四)": (_ON_SITE, _COMMUNITIES, _OFFICERS),
    "二(五)": (_RECORDS, _PROGRESS, _RANKING),
    "二(进度)": (_PROGRESS,),
    "三": (_DUTIES,),
    "三(一)": (_DUTIES,),
    "三(二)": (_DUTIES,),
    "三(三)": (_DUTIES, Link(url="services/", text="办事")),
    "四": (_RANKING, _MEETINGS),
    "四(二)": (_PREVENTION, _COMMUNITIES),
    "四(三)": (_MEETINGS, _OPINIONS),
    "四(四)": (Link(url="brands/", text="示范社区"),),
    "四(五)": (_RANKING, Link(url="ranking/method/", text="排名办法")),
}


def policy_pages(today: Today) -> tuple[Page, ...]:
    """The document with its matrix."""
    stated = interpretations(today.bureau)
    view = ClauseMatrix(
        as_of=long_day(today.bureau.as_of),
        clauses=tuple(_row(today, clause, stated) for clause in CLAUSES),
        own=tuple(one for one in stated if one.clause is None),
    )
    return (written_page("policy/", view),)


def _row(today: Today, clause: str, stated: tuple[Interpretation, ...]) -> ClauseRow:
    return ClauseRow(
        clause=clause_words(clause),
        anchor=CLAUSES[clause],
        heading=HEADINGS[clause],
        pages=_CARRIED_OUT.get(clause, ()),
        missing=missing_today(today, clause),
        interpretations=tuple(one for one in stated if one.clause == clause),
    )
