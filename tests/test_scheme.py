"""Tests of the documents of a bureau: another city's scheme, none at all, several side by side, hostile text."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import ValidationError

from generator.build import find_problems
from generator.checks.schemes import check_cited_clauses_are_there
from generator.figures import figures_of
from generator.model.mechanism import Mechanism
from generator.model.scheme import Scheme, SchemeDocument
from generator.pages.policy import DocumentPage, policy_pages
from generator.render import BASES, Templates
from generator.wording import clause_link, clauses_asking
from tests.bureaus import bureau, ezhou_scheme
from tests.small_sites import AS_OF, bureau_in, edit, published, tree_in

# The text of 鄂州政办发[2002]69号, as the municipal office issued it.
_TEXT: Final = "8deceff5f468f23493b1b8cbd73b19caf8f8f24e1c0291c0063acd7b8b72c77a"

CITY: Final = """\
id: xiangyang-sample
primary: true
level: city
short: 办法
title: 襄阳市社区警务工作办法（示例文本，虚构）
number: 襄公示例[2026]1号
issuer: 襄阳市公安局
issued_on: 2026-01-05
source: 虚构的示例文本
opening:
  - 示例文本，不是真的文件。
clauses:
  - id: 第一条
    anchor: c1
    heading: 警务室
    heading_by: site
    asks: 每个社区有警务室。
    carried_out_by: [posts]
    text: [第一条 每个社区设一个警务室。]
  - id: 第二条
    anchor: c2
    heading: 走访
    heading_by: site
    text: [第二条 民警每年走访每一户。]
  - id: 第三条
    anchor: c3
    heading: 公布
    heading_by: site
    carried_out_by: [ranking, method]
    text: [第三条 每月公布各派出所的工作。]
"""
PROVINCE: Final = """\
id: hubei-sample
level: province
short: 意见
title: 湖北省社区警务工作意见（示例文本，虚构）
number: 鄂公示例[2025]9号
issuer: 湖北省公安厅
issued_on: 2025-05-06
until: 2026-06-30
source: 虚构的示例文本
clauses:
  - id: 第一条
    anchor: c1
    heading: 代表会
    heading_by: site
    carried_out_by: [meetings]
    text: [第一条 定期召开群众代表会。]
"""


def xiangyang(root: Path, city: str = CITY) -> Path:
    """The ordinary small bureau under two invented documents; its records cite clauses of both."""
    bureau_in(root)
    shutil.rmtree(root / "data/scheme")
    (root / "data/scheme").mkdir()
    (root / "data/scheme/xiangyang-sample.yml").write_text(city, "utf-8")
    (root / "data/scheme/hubei-sample.yml").write_text(PROVINCE, "utf-8")
    citing(root, "第一条")
    edit(root, "data/policy.yml", "ranking:\n  clause: 第一条", "ranking:\n  clause: hubei-sample:第一条")
    services = root / "data/services.yml"
    text = services.read_text("utf-8")
    services.write_text(text.replace("clause: 第一条", "clause: hubei-sample:第一条", 1), "utf-8")
    for file in (root / "data").rglob("*.yml"):
        text = file.read_text("utf-8")
        if "鄂州政办发[2002]69号" in text and file.parent.name != "releases":
            file.write_text(text.replace("鄂州政办发[2002]69号", "襄公示例[2026]1号"), "utf-8")
    return root


def citing(root: Path, clause: str) -> None:
    """Replace every clause that a record cites; it must not be a word that YAML reads otherwise."""
    for file in (root / "data").rglob("*.yml"):
        if file.parent.name not in ("releases", "scheme"):
            text = re.sub(r"\bclause: [^,}\n]+", f"clause: {clause}", file.read_text("utf-8"))
            file.write_text(text, "utf-8")


def built(root: Path, content: Path) -> Mapping[str, str]:
    """The pages of the bureau's site, with all links checked; its months are published anew."""
    shutil.rmtree(root / "data/releases", ignore_errors=True)
    shutil.rmtree(root / "data/audits", ignore_errors=True)
    published(root, content, root.parent / "site", AS_OF)
    files = tree_in(root.parent / "site").items()
    return {path: body.decode() for path, body in files if path.endswith(".html")}


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, content: Path) -> Mapping[str, str]:
    """The site of the bureau with two invented documents."""
    return built(xiangyang(tmp_path_factory.mktemp("xiangyang") / "root"), content)


def test_ezhous_document_is_the_very_text() -> None:
    """Number, letter, title and every paragraph, in their order, are those of the document."""
    document = ezhou_scheme().primary
    assert document is not None
    assert document.forwarding is not None
    letter = (document.forwarding.to, *document.forwarding.text, document.forwarding.signed)
    parts = [f"发布文号: {document.number}", *letter, document.title, *document.opening]
    for clause in document.clauses:
        parts += [line for line in (clause.line, *clause.text) if line is not None]
    assert hashlib.sha256("\n".join(parts).encode()).hexdigest() == _TEXT


def test_another_city_publishes_its_own_document(pages: Mapping[str, str]) -> None:
    """The page has the city's title, number and clauses; nothing of another document is anywhere on the site."""
    html = pages["policy/index.html"]
    for said in (
        "襄阳市社区警务工作办法（示例文本，虚构）",
        "襄公示例[2026]1号",
        "第二条 民警每年走访每一户。",
    ):
        assert said in words(html)
    assert re.findall(r'<tr id="row-([^"]+)"', html) == ["c1", "c2", "c3"]
    assert [path for path, page in pages.items() if "69号" in page or "鄂州政办发" in page] == []
    assert "依据：襄公示例[2026]1号" in words(pages["index.html"])


def test_what_nothing_carries_out_and_what_no_clause_names_is_said(pages: Mapping[str, str]) -> None:
    """A clause without a mechanism is not carried out; a mechanism without a clause is the site's own."""
    html = pages["policy/index.html"]
    row = re.findall(r'<tr id="row-c2">(.*?)</tr>', html, re.DOTALL)[0]
    assert "本站还没有落实" in words(row)
    unnamed = words(html.split('id="unnamed"')[1].split("</ul>")[0])
    assert "组织领导：" in unnamed.replace("： ", "：")
    assert "警务室：" not in unnamed
    assert "群众代表会：" not in unnamed  # the province's document names it


def test_notes_and_prose_name_the_citys_clauses(pages: Mapping[str, str]) -> None:
    """A page's basis are the clauses that name its mechanism, of any document; without one, prose says so."""
    meetings, coverage, targets = (
        pages[f"{name}/index.html"] for name in ("meetings", "coverage", "targets")
    )
    assert '依据 <a href="../policy/hubei-sample/#c1">意见第一条</a>' in meetings
    assert '依据 <a href="../policy/#c1">办法第一条</a>' in coverage
    assert "（本站自定）" in words(targets)


def test_a_second_document_has_its_own_page(pages: Mapping[str, str]) -> None:
    """Each document is a page that links to the other; one that has run out says so; rules cite both."""
    other = words(pages["policy/hubei-sample/index.html"])
    assert "另一份文件： 市级，《襄阳市社区警务工作办法（示例文本，虚构）》" in other
    assert "已失效 有效到2026年6月30日" in other
    assert "省级，《湖北省社区警务工作意见（示例文本，虚构）》" in words(pages["policy/index.html"])
    assert '<a href="../policy/hubei-sample/#c1">意见第一条</a>' in pages["services/index.html"]


def test_a_bureau_without_a_document_says_so(tmp_path: Path, content: Path) -> None:
    """The site is built; no document, no table, no clause and no link to one is anywhere."""
    root = bureau_in(tmp_path / "root")
    shutil.rmtree(root / "data/scheme")
    found = [one for one in find_problems(root, AS_OF) if one.code in ("W430", "E303")]
    assert [one.code for one in found] == ["W430"]
    pages = built(root, content)
    assert "本站没有公布所执行的文件" in words(pages["policy/index.html"])
    assert "row-" not in pages["policy/index.html"]
    assert [path for path, page in pages.items() if "policy/#" in page] == []
    assert "依据：" not in words(pages["index.html"])


def test_records_are_checked_against_the_bureaus_own_clauses(tmp_path: Path) -> None:
    """A clause of another city is unknown here, and the message has those that there are."""
    root = xiangyang(tmp_path / "root")
    edit(root, "data/policy.yml", "clause: hubei-sample:第一条", "clause: 四(五)")
    found = [one for one in find_problems(root, AS_OF) if one.code == "E303"]
    assert [one.message for one in found] == ["文件里没有条目“四(五)”。"]
    assert found[0].place.path == "data/policy.yml"
    assert found[0].hint == "可用的有:第一条、第二条、第三条、hubei-sample:第一条。"


def test_an_earlier_version_of_the_method_may_be_of_a_replaced_document(tmp_path: Path) -> None:
    """It keeps the clauses of its own document, which is not published any more."""
    root = xiangyang(tmp_path / "root")
    text = (root / "data/policy.yml").read_text("utf-8").replace("襄公示例[2026]1号", "鄂州政办发[2002]69号")
    text = re.sub(r"^version: .*", "version: 2020-1", text, flags=re.MULTILINE)
    text = re.sub(r"^since: .*", "since: 2020-01-01", text, flags=re.MULTILINE)
    (root / "data/policies").mkdir(exist_ok=True)
    (root / "data/policies/2020-1.yml").write_text(re.sub("第一条", "四(五)", text), "utf-8")
    assert "四(五)" not in " ".join(one.message for one in find_problems(root, AS_OF) if one.code == "E303")


HOSTILE: Final = '<script>alert(1)</script> & "二" ⟦main⟧ {{ view }}'


def test_the_text_of_a_document_is_escaped(tmp_path: Path, content: Path) -> None:
    """Markup in any text of a document is shown as it is written."""
    text = CITY.replace("示例文本，不是真的文件。", "'" + HOSTILE + "'")
    text = text.replace("[第二条 民警每年走访每一户。]", "['第二条 " + HOSTILE + "']")
    text = text.replace("heading: 走访", "heading: '<b>走访</b>'")
    html = built(xiangyang(tmp_path / "root", text), content)["policy/index.html"]
    assert "<script>alert" not in html
    assert "<b>走访" not in html
    assert unescape(html).count(HOSTILE) == 2


@pytest.mark.parametrize("number", ["11010519491231002X", "13907112345"])
def test_a_personal_number_in_a_document_is_refused(tmp_path: Path, number: str) -> None:
    """The text of a document passes the privacy gate like all other text."""
    root = xiangyang(tmp_path / "root", CITY.replace("不是真的文件", f"联系 {number}"))
    found = {one.code for one in find_problems(root, AS_OF) if one.place.path.startswith("data/scheme/")}
    assert found & {"E401", "E402"}


def document(**changes: Any) -> SchemeDocument:
    fields = {
        "id": "d", "primary": "true", "level": "city", "short": "办法", "title": "办法", "number": "1号",
        "issuer": "市局", "issued_on": "2026-01-01", "source": "示例",
    }  # fmt: skip
    return SchemeDocument.model_validate(fields | changes)


def clause(id_: str, anchor: str, *carried_out_by: str, **changes: Any) -> dict[str, Any]:
    fields = {"id": id_, "anchor": anchor, "heading": "讲什么", "heading_by": "site", "text": ["原文"]}
    return fields | {"carried_out_by": carried_out_by} | changes


def test_a_chapter_stands_for_a_mechanism_that_none_of_its_clauses_names() -> None:
    """Of the clauses that name a mechanism, those below chapters count; a chapter only where it is alone."""
    scheme = Scheme(
        (
            document(
                clauses=[
                    clause("一", "c1", "posts", "meetings"),
                    clause("一(一)", "c1-1", "posts", under="一"),
                    clause("二", "c2", "posts"),
                ]
            ),
        )
    )
    assert scheme.asking_for("posts") == ("一(一)", "二")
    assert scheme.asking_for("meetings") == ("一",)
    assert scheme.asking_for("meetings", "posts") == ("一", "一(一)", "二")
    assert scheme.asking_for("brands") == ()


def test_a_clause_link_needs_a_published_document() -> None:
    """A clause is named with its document and linked; one that nothing publishes has no link."""
    link = clause_link(ezhou_scheme(), "四(五)")
    assert link is not None
    assert (link.text, link.url) == ("方案四（五）", "policy/#c4-5")
    assert clause_link(ezhou_scheme(), None) is None
    assert clause_link(Scheme(), "四(五)") is None
    assert [one.url for one in clauses_asking(ezhou_scheme(), ["posts", "duty_modes"])] == [
        "policy/#c2-2",
        "policy/#c3",
    ]


@pytest.mark.parametrize(
    "clauses",
    [
        [clause("一", "c1"), clause("一", "c2")],
        [clause("一", "c1"), clause("二", "c1")],
        [clause("一", "c1", under="二"), clause("二", "c2")],
        [clause("一", "c1", text=[])],
        [clause("一", "c1", heading_by="document")],
        [clause("一", "c1", "dogs")],
        [clause("a:b", "c1")],
        [clause("一", "main")],
        [],
    ],
)
def test_documents_that_contradict_themselves_are_refused(clauses: list[dict[str, Any]]) -> None:
    """Ids and anchors are unique, a chapter stands before its clauses, a heading of the document is in its text."""
    with pytest.raises(ValidationError):
        document(clauses=clauses)


def test_every_mechanism_has_pages_and_a_slot() -> None:
    """The code knows mechanisms: each leads somewhere, and prose can name the clauses of each."""
    (page, *_) = policy_pages(*_records(Scheme((document(clauses=[clause("一", "c1")]),))))
    view = page.blocks["main"]
    assert isinstance(view, DocumentPage)
    assert [mechanism for mechanism, links in view.unnamed if links] == [*Mechanism]
    assert [*BASES.values()] == [one.value for one in Mechanism]
    assert Templates().basis("posts", "./") == "本站自定"


def _records(scheme: Scheme) -> tuple[Any, Any]:
    records = bureau(scheme=scheme)
    return records, figures_of(records)


def test_the_check_of_clauses_reads_all_files() -> None:
    """The rule may run while single files cannot be read, and needs the documents."""
    assert "documents" not in check_cited_clauses_are_there.may_lack
    assert "policy" in check_cited_clauses_are_there.may_lack
