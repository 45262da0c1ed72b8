"""Rules about wording: published texts name no resident, and who did something is told by unit or post.

Names cannot be recognised with certainty, so these are warnings, and only about text that is hardly anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, TypeAlias

from generator.checks.rules import Keys, rule
from generator.model.bureau import Bureau, NotRead
from generator.model.duplicates import values_at
from generator.personal.naming import FULL_NAME, SURNAME
from generator.problems import Problem

# By field of the bureau, where texts stand in one of its records.
_Texts: TypeAlias = Mapping[str, Sequence[str]]

_FILES: Final = {
    "leadership": "data/leadership.yml",
    "milestones": "data/milestones.yml",
    "prevention": "data/prevention.yml",
}
# What residents read and a clerk writes freely.
_SENTENCES: Final[_Texts] = {
    "areas": (
        "post.premises.project",
        "prevention.volunteers.does",
        "prevention.volunteers.join",
        "representatives.reach",
    ),
    "leadership": (
        "bodies.duties",
        "briefings.subject",
        "resolutions.what",
        "resolutions.result",
    ),
    "meetings": ("report", "minutes.text", "opinions.text", "opinions.outcome"),
    "milestones": (
        "cycles.milestones.evidence",
        "cycles.milestones.pilots.found",
        "cycles.acceptance.evidence",
        "cycles.acceptance.goals.found",
    ),
    "stations": ("follow_ups.reviews.evidence",),
    "targets": ("basis",),
    "work_records": ("entries.sentence",),
    "year_reviews": ("examinations.findings.found", "examinations.reason"),
}
# Units and posts.
_UNITS: Final[_Texts] = {
    "areas": (
        "joint_office.organisations",
        "officers.seconded_by",
        "post.facilities_seen.by",
        "prevention.safe_places.reviews.by",
        "representatives.by",
        "verified.by",
    ),
    "audits": ("draws.findings.by",),
    "leadership": (
        "bodies.headed_by",
        "bodies.members",
        "bodies.name",
        "briefings.by",
        "briefings.recipient",
        "resolutions.by",
    ),
    "prevention": ("companies.name",),
    "year_reviews": ("examinations.units",),
}
# The added characters are common words too; before a form of address they are surnames.
_ADDRESSED: Final = f"{SURNAME[:-1]}周许何林高田唐龙钱毛郑曾]"
_TITLE: Final = "先生|女士|大爷|大妈|大娘|大叔|大嫂|婆婆|爹爹|阿姨|奶奶|爷爷|师傅"
_RESIDENT: Final = "居民|村民|业主|住户|租户|房东|群众代表"
_VISITED: Final = f"{_RESIDENT}|老人|租客|老板|店主|走访了?|慰问了?|看望了?"
_NO_PLACE: Final = "(?![路街巷村湾里园楼栋]|小区|社区|公司|商店|超市)"
_SPEAKS: Final = "反映|提出|提到|建议|投诉|希望|要求|认为|[说称][：:，,“]|家[的里门中养]"
_RESIDENT_NAMED: Final = re.compile(
    f"{SURNAME}某某?(?![些个种天次处家项一])"  # 王某, but not 由于某些
    f"|{_ADDRESSED}(?:{_TITLE})(?![路街巷])"
    # 居民张三反映, but not 村民董事会提出, 居民沈阳路建议
    f"|(?:{_RESIDENT}){SURNAME}[一-龥]{{0,1}}[一-龥](?<![路街巷村湾里组会区园])(?={_SPEAKS})"
    f"|(?:{_VISITED}){FULL_NAME}{_NO_PLACE}"
)
_POST: Final = "副?(?:[局所处科股队厅校]长|主任|书记|主席|组长|经理|警官|同志)|民警|[等和及、,，）)（(\\s]"
# At the end, or before a post: 街道办王建国, 王建国副局长, but not 张建国保安公司.
_PERSON_NAMED: Final = re.compile(f"{FULL_NAME}(?=$|{_POST})")


@rule(*_SENTENCES)
def check_no_resident_is_named(bureau: Bureau) -> Iterator[Problem]:
    """会议记录、意见和别的公开文字里不写居民的姓名。"""
    for path, keys, text in _texts(bureau, _SENTENCES):
        if named := _RESIDENT_NAMED.search(text):
            yield bureau.place(path, *keys).problem(
                "W336",
                f"“{named[0]}”像是居民的姓名或称呼。",
                "请改成“有居民”“一名住户”这样的写法;不是居民的可以不改。",
            )


@rule(*_UNITS)
def check_units_are_no_persons(bureau: Bureau) -> Iterator[Problem]:
    """写单位、职务的地方,不写个人姓名。"""
    for path, keys, text in _texts(bureau, _UNITS):
        if named := _PERSON_NAMED.search(text):
            yield bureau.place(path, *keys).problem(
                "W336",
                f"“{named[0]}”像是个人的姓名。",
                "请写单位或职务,例如 市公安局治安支队、官柳社区居委会、分管副局长;不是姓名的可以不改。",
            )


def _texts(bureau: Bureau, texts: _Texts) -> Iterator[tuple[str, Keys, str]]:
    """Every text of these that is written, with its file and keys: to find its place takes longer than to read it."""
    for field, paths in texts.items():
        with suppress(NotRead):
            for path, record in _records(bureau, field):
                for keys, text in _written(record, paths):
                    yield path, keys, text


def _records(bureau: Bureau, field: str) -> Iterator[tuple[str, Any]]:
    records = getattr(bureau, field)
    if field in _FILES:
        yield _FILES[field], records
    else:
        yield from ((record.path, record) for record in records.values())


def _written(record: object, paths: Sequence[str]) -> Iterator[tuple[Keys, str]]:
    for path in paths:
        yield from ((keys, text) for keys, text in values_at(record, *path.split(".")) if text is not None)
