"""The whole city at a glance, for the home page: one figure for each thing that was promised, and where the rest is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from generator.pages.figures import Figures
from generator.pages.links import Link
from generator.wording import number


@dataclass(frozen=True, kw_only=True)
class GlanceLine:
    """One figure in words; `lacks` says that something is still owed."""

    link: Link
    text: str
    lacks: str | None


@dataclass(frozen=True, kw_only=True)
class Glance:
    """Officers, their promise, opinions, the five goals; nothing where nothing is on record."""

    template: ClassVar[str] = "home_glance.html"
    lines: tuple[GlanceLine, ...]


def glance(figures: Figures) -> Glance:
    """The same figures as on the pages that they lead to."""
    return Glance(lines=tuple(_lines(figures)))


def _lines(figures: Figures) -> Iterator[GlanceLine]:
    staff, kept = figures.coverage.total, figures.promises.total
    opinions, progress = figures.opinions.bureau.statistics, figures.progress
    if staff.areas:
        yield GlanceLine(
            link=Link(url="coverage/", text="社区民警"),
            text=f"{number(staff.areas)} 个社区应配 {number(staff.required)} 名，在岗 {number(staff.in_post)} 名",
            lacks=f"缺 {number(staff.gap)} 名" if staff.gap else None,
        )
    if kept.promised:
        yield GlanceLine(
            link=Link(url="on-site/", text="驻社区承诺"),
            text=f"最近 {len(figures.promises.weeks)} 周承诺 {number(kept.promised)} 天，兑现 {number(kept.kept)} 天",
            lacks=f"少 {number(kept.promised - kept.kept)} 天" if kept.kept < kept.promised else None,
        )
    if opinions.total:
        yield GlanceLine(
            link=Link(url="meetings/opinions/", text="群众意见"),
            text=f"提了 {number(opinions.total)} 条，没有答复的 {number(opinions.waiting)} 条",
            lacks=f"逾期 {number(opinions.overdue)} 条" if opinions.overdue else None,
        )
    if progress.areas:
        yield GlanceLine(
            link=Link(url="progress/", text="五个“到位”"),
            text=f"{number(progress.areas)} 个社区中 {number(progress.complete)} 个五项全部到位",
            lacks=None,
        )
