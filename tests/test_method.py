"""Pages of the method: the version in force and each version, with their changes, months and anchors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from generator.model.policy import LATEST_EDITION, Band, Policy, RankingRules
from generator.model.public import PublicBureau
from generator.model.release import Release
from generator.model.standards import Standards
from generator.pages.ranking.method import method_pages, method_versions
from generator.privacy import publish
from generator.ranking.words import band_spans
from generator.render import Templates
from tests.bureaus import bureau, day, policy, ranking_rules, standards
from tests.small_sites import ezhou, pages_of

METHOD = "ranking/method/index.html"


@pytest.fixture(scope="module")
def sample() -> tuple[Policy, ...]:
    """The two versions of the sample data that have been in force, the earliest first."""
    return ezhou().bureau.policies[:2]


@pytest.fixture(scope="module")
def pages(sample: tuple[Policy, ...], content: Path) -> Mapping[str, str]:
    """The method's pages as HTML, by file."""
    earlier, now = sample
    records = bureau(policy=now, other_policies={earlier.version: earlier})
    return {file: html for file, html in pages_of(records, content).items() if "ranking/method/" in file}


def test_an_announced_version_is_said_and_not_used(sample: tuple[Policy, ...], content: Path) -> None:
    """Before its first day a version has a page that says from when, and the page in force names it; no more."""
    coming = ezhou().bureau.policies[2]
    earlier, now = sample
    others = {one.version: one for one in (earlier, coming)}
    records = bureau(policy=now, other_policies=others)
    found = pages_of(records, content)
    assert "现行的是 2026-1 版" in text(found[METHOD])
    assert "从2027年1月1日起改用 2027-1 版" in text(found[METHOD])
    own = text(found["ranking/method/2027-1/index.html"])
    assert "尚未施行" in own
    assert "施行：2027年1月1日起" in own
    published = publish(ezhou().bureau, day("2026-11-28"))
    assert published.policy.version == "2026-1"
    assert publish(ezhou().bureau, day("2027-01-01")).policy.version == "2027-1"


def text(html: str) -> str:
    """The text of the page's main part."""
    (main,) = re.findall(r"<main .*?</main>", html, re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


def test_there_is_a_page_for_each_version_and_one_for_today(pages: Mapping[str, str]) -> None:
    """Every version has a page of its own, and the version in force also has the fixed address."""
    assert set(pages) == {METHOD, "ranking/method/2024-1/index.html", "ranking/method/2026-1/index.html"}


def test_the_page_explains_the_score_first(pages: Mapping[str, str]) -> None:
    """The page explains the score, with an example, before it lists the items."""
    found = text(pages[METHOD])
    order = [
        "现行的是 2026-1 版",
        "举例 （数字是编的）",
        "并列",
        "z 不适用",
        "1. 社区民警到位",
        "警力配备标准",
    ]
    places = [found.index(words) for words in order]
    assert places == sorted(places)
    assert "不到 4 个，只列得分" in found
    assert "不到 20 起（件）" in found
    assert "⟦" not in found


def test_the_example_is_right(pages: Mapping[str, str]) -> None:
    """The sums and means of the example are right."""
    sums = re.findall(r"（([0-9＋]+)）÷([0-9])＝([0-9]+)分", text(pages[METHOD]).replace(" ", ""))
    assert len(sums) == 2
    for terms, count, result in sums:
        assert sum(map(int, terms.split("＋"))) == int(count) * int(result)
        assert len(terms.split("＋")) == int(count)


def test_the_first_version_is_marked_as_the_first(pages: Mapping[str, str]) -> None:
    """The first version has no changes to list and is marked as no longer in force."""
    found = text(pages["ranking/method/2024-1/index.html"])
    assert "已停用" in found
    assert "施行：2024年1月1日至2025年12月31日" in found
    assert "这是第一版，没有更早的可以比" in found
    assert "改为" not in found


def test_the_second_version_says_what_it_changed_and_why(pages: Mapping[str, str]) -> None:
    """The page of the second version lists what it changed, worked out by hand from the two files, and its note."""
    for file in (METHOD, "ranking/method/2026-1/index.html"):
        html = pages[file]
        section = html[html.index('id="changes"') :]
        section = section[: section.index("</section>")]
        assert re.findall(r"<h3>(.*?)</h3>", section) == ["警务室设置", "各个标准"], file
        sentences = re.findall(r"<li>(.*?)(?:<br>|</li>)", section)
        assert sentences == [
            "“警务室启用”的权重由 50 改为 40。",
            "“警务室设施”的权重由 50 改为 40。",
            "加上“信息核实”，权重 20：分子是月末联系信息在核实期限内的社区数，分母是社区数。",
            "算法改了措辞。",
            "本站解释改了措辞。",
            "这样算的起始日期由 2024年1月1日 改为 2026年1月1日。",
            "加上“农村警务区规模的出入”：25 %。",
            "加上“集镇的民警社区”：2 个。",
            "加上“升降说明”：5 分。",
            "加上“前任民警的公示”：60 天。",
            "加上“构成：最少人数”：40 人。",
            "加上“构成：每一档”：20 %。",
            "加上“安全小区、安全村居：到期前”：60 天。",
        ], file
        assert (
            "<b>原来：</b>月末启用的警务室数除以社区数，已有的设施项数除以应有的项数，各占一半。" in section
        )
        assert "电话和地址过了时，居民照着去会扑空" in section


def test_a_version_that_changes_nothing_says_so(content: Path) -> None:
    """A version that changes nothing but its number says so."""
    same = policy(version="2025-1", since="2025-01-01")
    found = pages_of(bureau(other_policies={"2025-1": same}), content)
    assert "逐条比：没有变化。" in text(found["ranking/method/2026-1/index.html"])
    assert "这一版没有写明原因。" in text(found["ranking/method/2026-1/index.html"])


def ids(html: str) -> set[str]:
    return set(re.findall(r'\sid="([^"]+)"', html))


def test_every_item_and_part_can_be_linked_to(pages: Mapping[str, str], sample: tuple[Policy, ...]) -> None:
    """Every item and part has an anchor with its id in the data, on the page of each version that contains it."""
    files = ("ranking/method/2024-1/index.html", "ranking/method/2026-1/index.html")
    for file, version in [*zip(files, sample, strict=True), (METHOD, sample[-1])]:
        expected = {f"item-{rule.id.value}" for rule in version.ranking.indicators}
        expected |= {f"part-{part.id.value}" for rule in version.ranking.indicators for part in rule.parts}
        assert {id for id in ids(pages[file]) if id.startswith(("item-", "part-"))} == expected
    assert "part-contact_verified" not in ids(pages[files[0]])


def test_every_item_is_defined_whole(pages: Mapping[str, str], sample: tuple[Policy, ...]) -> None:
    """Every item shows its formula, exclusions, interpretation, clause, first day, target, weight and parts."""
    for file, version in [("2024-1", sample[0]), ("2026-1", sample[1])]:
        html = pages[f"ranking/method/{file}/index.html"]
        for rule in version.ranking.indicators:
            block = html[html.index(f'id="item-{rule.id.value}"') :]
            block = block[: block.index("</table>")]
            said = unescape(block)
            assert rule.formula in said
            assert rule.exclusions in said
            assert rule.interpretation is not None
            assert rule.interpretation in said
            assert 'href="../../../policy/#c4-5"' in block
            assert f"{rule.since.year}年{rule.since.month}月{rule.since.day}日起这样算" in said
            if rule.scored:
                assert "<dd>100%</dd>" in block
                assert f"<dd>{rule.weight}（计分的各项共 100）</dd>" in block
            else:
                assert "不计分，没有目标和权重" in said
            for part in rule.parts:
                row = said[said.index(f'id="part-{part.id.value}"') :]
                row = row[: row.index("</tr>")]
                assert part.numerator in row
                assert part.denominator in row
                assert f"<span>{part.weight}<" in row


def release(month: str, *policies: str) -> Release:
    """A published month with one revision for each of these versions."""
    following = f"{int(month[:4]) + 1}-01" if month.endswith("12") else f"{month[:5]}{int(month[5:]) + 1:02d}"
    revisions: list[dict[str, Any]] = [
        {
            "number": at,
            "status": "provisional",
            "published_on": f"{following}-1{at}",
            "published_at": "09:30",
            "policy": version,
            "inputs": "0" * 64,
            "parts": [],
            "rows": [],
            **({"reason": "漏报"} if at > 1 else {}),
        }
        for at, version in enumerate(policies, start=1)
    ]
    return Release.model_validate({"month": month, "revisions": revisions})


def two_versions(**changes: Any) -> PublicBureau:
    earlier = policy(version="2025-1", since="2025-01-01")
    return bureau(other_policies={"2025-1": earlier}, **changes)


def test_a_version_names_the_months_that_count_by_it() -> None:
    """A month belongs to the version of its latest revision; consecutive months form one span, across years too."""
    months = [
        release("2025-11", "2025-1"),
        release("2025-12", "2025-1"),
        release("2026-01", "2025-1"),
        release("2026-02", "2025-1", "2026-1"),
        release("2026-03", "2025-1"),
    ]
    records = two_versions(releases=months)
    earlier, now = method_versions(records)
    assert earlier.used == (("2025-11", "2025-12", "2026-01"), ("2026-03",))
    assert now.used == (("2026-02",),)
    page = method_pages(records, ())[0]
    html = Templates().block(page.blocks["main"], page.root)
    assert [re.sub(r"<[^>]+>", "", cell) for cell in re.findall('data-label="月份">(.*?)</td>', html)] == [
        "2026年2月",
        "2025年11月至2026年1月，3 个月；2026年3月",
    ]


def test_the_list_of_versions_shows_their_periods() -> None:
    """A version ends on the day before the next one begins."""
    earlier, now = method_versions(two_versions())
    assert (earlier.dates, earlier.state.label) == ("2025年1月1日至2025年12月31日", "已停用")
    assert (now.dates, now.state.label) == ("2026年1月1日起", "现行")
    assert now.used == ()


def test_a_version_that_has_not_begun_is_not_in_force(content: Path) -> None:
    """Before the first day of the version in data/policy.yml its predecessor is in force."""
    records = two_versions(as_of=day("2025-12-31"))
    assert [version.state.label for version in method_versions(records)] == ["现行", "尚未施行"]
    assert method_pages(records, ())[0].origin == "data/policies/2025-1.yml"
    found = pages_of(records, content)
    assert "现行的是 2025-1 版，2025年1月1日起施行" in text(found[METHOD])
    assert "现行的是 2025-1 版 。" in text(found["ranking/method/2026-1/index.html"])


def test_a_page_of_a_version_names_its_own_file() -> None:
    """The page of a version names the file where a clerk corrects it."""
    origins = {page.url: page.origin for page in method_pages(two_versions(), ())}
    assert origins == {
        "ranking/method/": "data/policy.yml",
        "ranking/method/2025-1/": "data/policies/2025-1.yml",
        "ranking/method/2026-1/": "data/policy.yml",
    }


def test_numbers_in_the_prose_are_the_policys() -> None:
    """Numbers in the prose come from the standards of the policy."""
    numbers: Standards = standards(peer_minimum=7, unstable_base=33, suppressed_below=9)
    (current, _) = method_pages(bureau(policy=policy(standards=numbers)), ())
    assert [current.texts[name] for name in ("few", "small")] == ["33", "9"]
    assert "不到 7 个" in Templates().block(current.blocks["legend"], current.root)


def test_a_band_ends_where_the_next_begins() -> None:
    """The span of a band names both bounds, and the lowest band only its upper one."""
    bands = [
        Band.model_validate({"at_least": bound, "title": title})
        for bound, title in (("90", "好"), ("62.5", "达标"), ("0", "重点督导"))
    ]
    assert [(span, band.title) for span, band in band_spans(bands)] == [
        ("90 分以上", "好"),
        ("62.5 分以上、不到 90 分", "达标"),
        ("不到 62.5 分", "重点督导"),
    ]


def test_a_method_without_an_edition_is_the_first() -> None:
    """A policy from before editions is measured by the first; one that the program does not know is refused."""
    rules = ranking_rules().model_dump()
    assert ranking_rules().edition == 1
    with pytest.raises(ValidationError, match="edition"):
        RankingRules.model_validate(rules | {"edition": str(LATEST_EDITION + 1)})
