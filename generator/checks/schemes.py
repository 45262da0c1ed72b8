"""Rules about the documents of data/scheme/: one is primary, and what records cite of them is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from generator.checks.rules import rule
from generator.load.kinds import SINGLE
from generator.model.bureau import Bureau, Unread
from generator.model.policy import Policy
from generator.model.spelling import Keys
from generator.model.values import Record
from generator.problems import Place, Problem, shown

# The kinds of file that cite clauses, besides earlier policies and year reviews.
_CITING: Final = ("policy", "services", "duties", "prevention", "leadership", "examination", "milestones")
_HALF_WIDTH: Final = str.maketrans("（）：", "():")


@rule()
def check_one_document_is_primary(bureau: Bureau) -> Iterator[Problem]:
    """几份文件里,只写条目的记录说的是哪一份,要有一份而且只有一份写 primary: true。"""
    primary = [one for one in bureau.documents.values() if one.primary]
    if bureau.documents and len(primary) != 1:
        last = primary[-1] if primary else next(iter(bureau.documents.values()))
        found = f"{len(primary)} 份文件都写了" if primary else "没有一份文件写"
        yield bureau.place(last.path, "primary").problem(
            "E362", f"{found} primary: true。", "请只在主方案里写 primary: true,别的文件删去这一行。"
        )


@rule(*(SINGLE[name].held_in for name in _CITING), "earlier_policies", "year_reviews")
def check_cited_clauses_are_there(bureau: Bureau) -> Iterator[Problem]:
    """记录引用的条目,data/scheme/ 的文件里要有。"""
    cited = [*_citations(bureau)]
    known = bureau.scheme.cited
    if not bureau.documents:
        if cited and not bureau.unread:
            yield _place(bureau, cited[0][0]).problem(
                "W430",
                f"{len(cited)} 处写了条目(clause),可是 data/scheme/ 里没有文件,网页上不显示条目。",
                "请把本局执行的文件写进 data/scheme/;没有文件的,删去 clause,写 interpretation。",
            )
        return
    for where, words in cited:
        if words not in known:
            plain = words.translate(_HALF_WIDTH)
            mend = f"请写成 {plain}。" if plain in known else f"可用的有:{'、'.join(known)}。"
            yield _place(bureau, where).problem("E303", f"文件里没有条目“{shown(words)}”。", mend)


@rule()
def check_the_method_names_a_published_document(bureau: Bureau) -> Iterator[Problem]:
    """办法写的文件,要在 data/scheme/ 里。"""
    document = bureau.policy.document
    known = {one.number for one in bureau.documents.values()}
    if bureau.documents and document is not None and document.number not in known:
        yield bureau.place("data/policy.yml", "document", "number").problem(
            "W431",
            f"办法执行的文件 {shown(document.number)} 不在 data/scheme/ 里。",
            "请核对文号;本局执行的是另一份文件的,请把它写进 data/scheme/。",
        )


def _citations(bureau: Bureau) -> Iterator[tuple[Keys, str]]:
    """Every clause that a record cites, with file and keys; an earlier policy's while it is of the same document."""
    primary = bureau.scheme.primary
    files: list[tuple[str, Any]] = [
        (SINGLE[name].file, getattr(bureau, SINGLE[name].held_in)) for name in _CITING
    ]
    files += [(review.path, review) for review in bureau.year_reviews.values()]
    earlier: list[Policy] = [*bureau.earlier_policies.values()]
    files += [
        (bureau.policy_path(one), one)
        for one in earlier
        if primary is None or one.document is None or one.document.number == primary.number
    ]
    for path, record in files:
        if not isinstance(record, Unread):
            yield from (((path, *keys), words) for keys, words in _cited_in(record, ()))


def _place(bureau: Bureau, where: Keys) -> Place:
    path, *keys = where
    return bureau.place(str(path), *keys)


def _cited_in(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """The clauses that a record cites, at any depth, with their keys."""
    if isinstance(value, Record):
        for name, inner in value:
            if name == "clause" and inner is not None:
                yield (*keys, name), inner
            else:
                yield from _cited_in(inner, (*keys, name))
    elif isinstance(value, tuple):
        for at, inner in enumerate(value):
            yield from _cited_in(inner, (*keys, at))
