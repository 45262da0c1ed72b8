"""政策原文: each document of the bureau, and what carries out its clauses, what is missing, interpretations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from generator.figures import Figures
from generator.gaps import missing_today
from generator.gaps.today import Today
from generator.model.clause import Based
from generator.model.mechanism import Mechanism
from generator.model.public import PublicBureau, setting_of
from generator.model.reference import Duties
from generator.model.scheme import Scheme, SchemeClause, SchemeDocument
from generator.model.terms import Terms
from generator.pages.links import Link, method_url
from generator.pages.page import Head, Page, record_page, written_page
from generator.ranking.form import ranking_word
from generator.ranking.words import titled_standards


@dataclass(frozen=True, kw_only=True)
class Interpretation:
    """An interpretation of the scheme by this site: its subject, the rule that states it, and a link to the rule."""

    title: str
    rule: Based
    where: Link


@dataclass(frozen=True, kw_only=True)
class ClauseRow:
    """A clause: the pages that carry it out, what their data lack, interpretations."""

    clause: SchemeClause
    pages: tuple[Link, ...]
    missing: tuple[str, ...]
    stated: tuple[Interpretation, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentPage:
    """A document with every clause in its order. `document` is None where the bureau has published none.

    `own` are interpretations of matters that no document mentions, `unnamed` what the site does and no clause names;
    they are on the page of the primary document.
    """

    template: ClassVar[str] = "policy.html"
    as_of: dt.date
    document: SchemeDocument | None
    others: tuple[SchemeDocument, ...]
    rows: tuple[ClauseRow, ...] = ()
    own: tuple[Interpretation, ...] = ()
    unnamed: tuple[tuple[Mechanism, tuple[Link, ...]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class TodaysWords:
    """The primary document's words that have changed, with today's."""

    template: ClassVar[str] = "policy_terms.html"
    as_of: dt.date
    document: SchemeDocument | None
    terms: Terms


def policy_pages(bureau: PublicBureau, figures: Figures) -> tuple[Page, ...]:
    """Each document with its matrix; the primary one also with its words of today."""
    primary, today = bureau.scheme.primary, Today(bureau=bureau, figures=figures)
    pages = {name: _links(links, ranking_word(bureau.policy)) for name, links in _PAGES.items()}
    stated = tuple(one for one in _rules(bureau) if one.rule.interpretation is not None)
    views = [_view(today, document, pages, stated) for document in bureau.scheme.documents]
    main = next((view for view in views if view.document is primary), None)
    if main is None:
        main = DocumentPage(as_of=bureau.as_of, document=None, others=())
    else:
        named = {one for view in views for row in view.rows for one in row.clause.carried_out_by}
        unnamed = tuple((one, links) for one, links in pages.items() if one not in named)
        main = replace(main, own=tuple(one for one in stated if one.rule.clause is None), unnamed=unnamed)
    words = TodaysWords(as_of=bureau.as_of, document=primary, terms=bureau.terms)
    page = written_page("policy/", main)
    texts = {"description": _described(primary)}
    return (
        replace(page, texts=texts, blocks={**page.blocks, "terms": words}),
        *(_other_page(bureau, view, view.document) for view in views if view.document not in (None, primary)),
    )


def _described(document: SchemeDocument | None) -> str:
    if document is None:
        return "本站没有公布所执行的文件。"
    return f"《{document.title}》（{document.number}）全文，每一条都有链接。"


def _other_page(bureau: PublicBureau, view: DocumentPage, document: SchemeDocument) -> Page:
    head = Head(
        title=document.title,
        description=_described(document),
        published=document.issued_on,
        source=document.issuer,
    )
    return record_page(
        setting_of(bureau),
        url=document.url,
        frame="policy/_document/",
        origin=document.path,
        head=head,
        main=view,
    )


def _view(
    today: Today,
    document: SchemeDocument,
    pages: Mapping[Mechanism, tuple[Link, ...]],
    stated: tuple[Interpretation, ...],
) -> DocumentPage:
    scheme: Scheme = today.bureau.scheme
    rows = [
        ClauseRow(
            clause=cited.clause,
            pages=tuple(dict.fromkeys(link for one in cited.clause.carried_out_by for link in pages[one])),
            missing=missing_today(today, words),
            stated=tuple(one for one in stated if one.rule.clause == words),
        )
        for words, cited in scheme.cited.items()
        if cited.document is document
    ]
    others = tuple(one for one in scheme.documents if one is not document)
    return DocumentPage(as_of=today.bureau.as_of, document=document, others=others, rows=tuple(rows))


def _links(links: tuple[tuple[str, str], ...], named: str) -> tuple[Link, ...]:
    return tuple(Link(url=url, text=text.format(named)) for url, text in links)


_COMMUNITIES: Final = ("communities/", "各社区的页面")
_COVERAGE: Final = ("coverage/", "警力与警务室覆盖")
_DUTIES: Final = ("duties/", "社区民警职责")
_OFFICERS: Final = ("officers/", "民警名册")
_PREVENTION: Final = ("prevention/", "一起防范")
_PROGRESS: Final = ("progress/", "建设进度")
_STATIONS: Final = ("stations/", "派出所")
# Where residents see each mechanism, in the order of importance; {} is what the site calls its ranking.
_PAGES: Final[Mapping[Mechanism, tuple[tuple[str, str], ...]]] = {
    Mechanism.STAFFING: (_COVERAGE, _COMMUNITIES),
    Mechanism.COMMITTEES: (_PREVENTION, _COMMUNITIES, _PROGRESS),
    Mechanism.POSTS: (_COVERAGE, _COMMUNITIES, _PROGRESS),
    Mechanism.OFFICERS: (_COVERAGE, _OFFICERS, _COMMUNITIES, _STATIONS),
    Mechanism.ON_SITE: (("on-site/", "驻社区承诺"),),
    Mechanism.TARGETS: (("targets/", "年度目标"),),
    Mechanism.LINKAGE: (_PREVENTION,),
    Mechanism.JOINT_OFFICE: (_COMMUNITIES, _OFFICERS),
    Mechanism.RECORDS: (
        ("work-records/", "图表、台帐和月报"),
        ("work-records/#stations", "各派出所的工作纪实和月报"),
        _PROGRESS,
        ("ranking/", "每月{}"),
    ),
    Mechanism.ROLLOUT: (_PROGRESS,),
    Mechanism.GOALS: (_PROGRESS, _COMMUNITIES),
    Mechanism.PILOTS: (_PROGRESS,),
    Mechanism.ACCEPTANCE: (_PROGRESS,),
    Mechanism.DUTY_MODES: (_DUTIES, _STATIONS),
    Mechanism.URBAN_DUTIES: (_DUTIES,),
    Mechanism.TOWN_DUTIES: (_DUTIES,),
    Mechanism.RURAL_DUTIES: (_DUTIES,),
    Mechanism.SERVICES: (("services/", "办事"),),
    Mechanism.LEADERSHIP: (("leadership/", "组织领导"),),
    Mechanism.PREVENTION: (_PREVENTION, _COMMUNITIES),
    Mechanism.MEETINGS: (("meetings/", "代表会"),),
    Mechanism.REPRESENTATIVES: (_COMMUNITIES,),
    Mechanism.OPINIONS: (("meetings/opinions/", "群众意见"),),
    Mechanism.BRANDS: (("brands/", "示范社区"),),
    Mechanism.RANKING: (("ranking/", "每月{}"),),
    Mechanism.METHOD: (("ranking/method/", "{}办法"),),
    Mechanism.EXAMINATION: (("brands/#examination", "年终考核"),),
    Mechanism.SUPERVISION: (_STATIONS, ("leadership/#bodies", "督导的公安分局")),
}


def _rules(bureau: PublicBureau) -> Iterator[Interpretation]:
    """Every rule that may have an interpretation, in the policy in force and the rollout, in the order of the files."""
    policy, named = bureau.policy, ranking_word(bureau.policy)

    def of_policy(title: str, rule: Based, anchor: str) -> Interpretation:
        where = Link(url=method_url(policy.version, anchor), text=f"{named}办法")
        return Interpretation(title=title, rule=rule, where=where)

    def of_rollout(title: str, rule: Based, anchor: str) -> Interpretation:
        where = Link(url=f"progress/#{anchor}", text="建设进度")
        return Interpretation(title=title, rule=rule, where=where)

    for staffing in policy.staffing:
        yield of_policy(f"警力配备标准（{staffing.kind.label}）", staffing, "#staffing")
    for title, standard in titled_standards(policy):
        yield of_policy(title, standard, "#standards")
    yield of_policy(f"每月{named}", policy.ranking, "#items")
    for item in policy.ranking.indicators:
        yield of_policy(f"公布的项目（{item.id.label}）", item, f"#item-{item.id}")
    for _, duty in bureau.duties.every:
        where = Link(url=f"duties/#{duty.id}", text="社区民警职责")
        yield Interpretation(title=f"职责：{duty.plain}", rule=duty, where=where)
    yield from _of_committees_and_signs(bureau.duties)
    for criterion in bureau.examination.criteria:
        where = Link(url="brands/#examination", text="示范社区")
        yield Interpretation(title=f"年终考核：{criterion.title}", rule=criterion, where=where)
    if (yearly := bureau.leadership.yearly_briefings) is not None:
        where = Link(url="leadership/#briefings", text="组织领导")
        yield Interpretation(title="向党委、政府汇报", rule=yearly, where=where)
    for goal in bureau.milestones.goals:
        yield of_rollout(goal.id.label, goal, f"goal-{goal.id}")
    for cycle in bureau.milestones.cycles:
        for step in cycle.milestones:
            yield of_rollout(f"{cycle.title}：{step.title}", step, f"step-{step.id}")


def _of_committees_and_signs(duties: Duties) -> Iterator[Interpretation]:
    where = Link(url="prevention/#committees", text="一起防范")
    if duties.committee is not None and duties.committee.members is not None:
        yield Interpretation(title="治保会委员", rule=duties.committee.members, where=where)
    for duty in duties.of_committees:
        yield Interpretation(title=f"治保会的职责：{duty.plain}", rule=duty, where=where)
    for item in duties.sign:
        sign = Link(url="coverage/#sign", text="警力与警务室覆盖")
        yield Interpretation(title=f"统一标识：{item.title}", rule=item, where=sign)
