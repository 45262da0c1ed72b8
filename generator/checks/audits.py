"""Rules about the spot checks (抽查核实): what they name exists, and who was drawn follows from the seed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.references import area_exists, no_such
from generator.checks.rules import Findings, each, rule
from generator.facts.declared import drawn_of
from generator.model.audit import Audit, seed_of
from generator.model.bureau import Bureau
from generator.model.release import Revision
from generator.problems import Problem


@each("audits", "E303")
def check_every_drawn_area_exists(audit: Audit, bureau: Bureau) -> Findings:
    """抽到的社区都有档案。"""
    for at, draw in enumerate(audit.draws):
        yield from area_exists(bureau, draw.area, audit.path, "draws", at, "area")


@each("audits", "E303")
def check_every_audited_service_exists(audit: Audit, bureau: Bureau) -> Findings:
    """抽到的服务事项都在 services.yml 里。"""
    known = {service.id: service.title for service in bureau.services.services}
    for at, draw in enumerate(audit.draws):
        for number, service in enumerate(draw.services):
            if service not in known:
                place = bureau.place(audit.path, "draws", at, "services", number)
                yield no_such(place, "服务事项", service, known)


@rule("releases")
def check_every_draw_follows_from_its_seed(bureau: Bureau) -> Iterator[Problem]:
    """种子来自当月排名第一版的封存码,抽到的社区由种子算出来。"""
    for audit in bureau.audits.values():
        file = f"data/releases/{audit.month}.yml"
        release = bureau.releases.get(audit.month)
        if release is None:  # withdrawn: an error would keep the month from being released again
            yield bureau.place(audit.path, "seed").problem(
                "W377",
                f"{audit.month} 现在没有公布,这次抽查没有封存码可以对。",
                f"公布撤回过的,这次抽查作废:删去 {audit.path},重新公布以后再抽;没有撤回的,请从备份恢复 {file}。",
            )
        elif found := _unlike(audit, release.revisions[0]):
            yield bureau.place(audit.path, "seed").problem(
                "E320",
                f"{found}:抽取以后文件被改过,或者公布的文件换过。",
                f"抽谁不能由人定。请从备份恢复 {audit.path} 和 {file};"
                f"公布撤回以后重新公布过的,旧的抽查作废:删去 {audit.path} 再抽。",
            )


def _unlike(audit: Audit, first: Revision) -> str | None:
    """How the draw differs from the one that the month's first publication gives; None if it does not."""
    if first.seal is None or audit.seed != seed_of(first.seal):
        return f"种子与 {audit.month} 第一版的封存码对不上"
    wanted = {
        area
        for row in first.rows
        for area in drawn_of(audit.seed, row.areas, audit.number_of(len(row.areas)))
    }
    wrong = sorted(wanted ^ {draw.area for draw in audit.draws})
    listed = "、".join(f"{area}({'漏了' if area in wanted else '不该有'})" for area in wrong[:8])
    return f"照种子重抽,抽到的社区不同:{listed}" if wrong else None
