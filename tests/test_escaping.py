"""Tests of escaping: any text that a record may contain is shown as exactly that text."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import orjson
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from pydantic import BaseModel

from generator.load.files import UNSAFE_CHARACTER
from generator.model.area import EstateCover, StreetCover
from generator.model.brand import Brand
from generator.model.bureau import Contact, Site
from generator.model.linkage import JointOffice, Linkage, PartnerUnit
from generator.model.meeting import Minutes
from generator.model.officer import Role, Vacancy
from generator.model.prevention import PatrolKind
from generator.model.public import PublicBureau
from generator.model.public_people import PublicOfficer
from generator.model.public_prevention import PublicPatrol, PublicPrevention
from generator.model.public_work import PublicWork, PublicWorkRecord, WorkSentence
from generator.model.target import YearTargets
from generator.model.values import Weekday
from generator.model.work_record import WorkKind
from generator.privacy.projects import public_brand
from tests.bureaus import MONTH, area, bureau, day, info, meeting, opinion, post, report, station
from tests.small_sites import pages_of, site_of_public

MARK = "甲乙丙"
TRICKS = (
    "<", ">", "&", '"', "'", "`", "=", "{{", "}}", "{%", "%}", "{#", "⟦main⟧", "⟦site_name⟧", "</script>",
    "<!--", "-->", "]]>", "&lt;", "&#39;", "\\", "\\n", ";", ",", ":", "、", "\t", " ", "=1+1", "@", "-", "|",
    "javascript:", "\u200b", "\u00a0", "\U0001f46e", "é", "社", "\u0301", "%", "#", "*", "_", "[x](y)",
)  # fmt: skip


def is_one_line(text: str) -> bool:
    """Whether a file may contain the text on one line. Texts that only some fields refuse are escaped too."""
    is_broken = "\r" in text or "\n" in text
    return text == text.strip() != "" and not (is_broken or UNSAFE_CHARACTER.search(text) or MARK in text)


TEXTS = (
    st.lists(st.sampled_from(TRICKS) | st.characters(codec="utf-8"), max_size=30)
    .map("".join)
    .filter(is_one_line)
)


def put(value: Any, text: str) -> Any:
    """Replace the mark by the text everywhere, without validation, since models would refuse much of it."""
    if type(value) is str:
        return value.replace(MARK, text)
    if isinstance(value, BaseModel):
        return value.model_copy(update={name: put(each, text) for name, each in value})
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in dataclasses.fields(value) if field.init)
        return dataclasses.replace(value, **{name: put(getattr(value, name), text) for name in names})
    if isinstance(value, Mapping):
        return {key: put(each, text) for key, each in value.items()}
    return tuple(put(each, text) for each in value) if isinstance(value, tuple) else value


def bureau_saying(text: str) -> PublicBureau:
    """A bureau with the text in every text field."""
    said: PublicBureau = put(_marked(MARK), text)
    return said


def _marked(text: str) -> PublicBureau:
    officer = PublicOfficer(
        name=text, badge="004217", role=Role.COMMUNITY_OFFICER, phone="0711-0000217", on_site=None, photo=None
    )
    brand = Brand.model_validate(
        {"kind": "theft_free", "title": text, "stage": "building", "problem": text, "measures": (text,),
         "measure": text, "unit": text, "baseline": "3", "target": "1",
         "series": [{"month": "2026-08", "value": "2"}, {"month": "2026-09", "value": "1"}]}
    )  # fmt: skip
    covers = (
        StreetCover.model_validate({"street": text, "from": "1", "to": "9"}),
        EstateCover(estate=text, buildings=(text,)),
    )
    link = PartnerUnit(unit=text, phone="0711-0000001", commitment=text, contact=text)
    told = WorkSentence(on=day("2026-09-10"), kind=WorkKind.VISIT, sentence=text, theme=None)
    done = PublicWorkRecord(station="gulou", month=MONTH, areas={"gulou-a": PublicWork(sentences=(told,))})
    goals = YearTargets.model_validate(
        {"station": "gulou", "year": "2026", "decided_on": "2026-01-12", "document": "鄂州公古〔2026〕3号",
         "basis": text, "rows": [{"area": "gulou-a", "measure": "talks", "target": "12"}]}
    )  # fmt: skip
    known = area(
        name=text, aliases=(text,), villages=(text,), covers=covers, officers=(officer,),
        brands=(public_brand(brand, {}, 5),),
        vacancy=Vacancy(since=day("2026-09-01"), reason=text),
        linkage=Linkage(detective=link, patrol_110=link),
        joint_office=JointOffice(organisations=(text,), days=(Weekday.MONDAY,)),
        post=post(name=text, address=text, status_note=text, status="repair", status_since="2026-09-01"),
        prevention=PublicPrevention(patrols=(PublicPatrol(kind=PatrolKind.GUARD, members=2, shift=text),)),
    )  # fmt: skip
    said = opinion(closed_on="2026-09-12").model_copy(update={"text": text, "owner": text, "outcome": text})
    waiting = [
        opinion(id_, due=due).model_copy(update={"text": text, "owner": text})
        for id_, due in (("o2", "2026-10-01"), ("o3", "2026-12-01"))
    ]
    held = meeting(
        place=text, agenda=(text,), report=text, opinions=(said, *waiting), status_note=text,
        minutes=Minutes(published_on=day("2026-09-11"), text=text),
    )  # fmt: skip
    contact = Contact(unit=text, phone="0711-0000123", address=text, hours=text, complaints="12389")
    return bureau(
        info=info(name=text, city=text, site=Site(name=text), contact=contact, privacy_grounds=(text,)),
        stations=(station(name=text, district=text, town=text, address=text),),
        areas=(known,),
        meetings=(held, meeting(date="2026-12-10", status="confirmed", place=text)),
        reports=(report(),),
        work_records={(MONTH, "gulou"): done},
        targets={("2026", "gulou"): goals},
    )


class Reader(HTMLParser):
    """A page as a browser parses it: elements with their attributes, and the text between them."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[tuple[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.events.append((f"/{tag}", None))

    def handle_data(self, data: str) -> None:
        if self.events and self.events[-1][0] == "#text":
            self.events[-1] = ("#text", self.events[-1][1] + data)
        else:
            self.events.append(("#text", data))

    def handle_comment(self, data: str) -> None:
        self.events.append(("#comment", data))


def understood(html: str) -> list[tuple[str, Any]]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.events


def instead_of_mark(events: list[tuple[str, Any]], text: str) -> Iterator[tuple[str, Any]]:
    """The parsed page with the text in place of the mark."""
    for tag, value in events:
        if isinstance(value, list):
            yield tag, [(name, held.replace(MARK, text) if held else held) for name, held in value]
        else:
            yield tag, value.replace(MARK, text) if value else value


@given(TEXTS)
@settings(max_examples=6, deadline=None)
@example("".join(TRICKS))
@example("<b>&amp; ⟦main⟧ </title></script><!-- {{ 7*7 }} \"'")
def test_every_page_shows_any_text_unchanged(content: Path, text: str) -> None:
    """Pages with two different texts have the same elements, and differ only where the text belongs."""
    marked, shown = pages_of(bureau_saying(MARK), content), pages_of(bureau_saying(text), content)
    assert shown.keys() == marked.keys()
    for path, html in shown.items():
        written, expected = without_sizes(html), without_sizes(marked[path])
        assert understood(written) == list(instead_of_mark(understood(expected), text)), path


def without_sizes(html: str) -> str:
    """The page but for the sizes of files, which follow from the length of the text."""
    return re.sub(r"[0-9.]+ (?=[KM]B)", "", html)


def test_the_text_is_on_the_pages(content: Path) -> None:
    """Some pages do contain the text; otherwise the law above would prove nothing."""
    pages = pages_of(bureau_saying(MARK), content)
    shown = {path: html.count(MARK) for path, html in pages.items()}
    assert shown["communities/gulou-a/index.html"] > 25
    assert shown["meetings/gulou-a-2026-09-10/index.html"] > 12
    assert shown["meetings/opinions/index.html"] > 12
    assert shown["meetings/opinions/stations/gulou/index.html"] > 12
    assert shown["meetings/opinions/gulou-a/index.html"] > 12
    assert shown["meetings/report-back/gulou-a/index.html"] > 12
    assert shown["targets/gulou/index.html"] > shown["targets/index.html"]
    assert shown[f"work-records/{MONTH}/gulou/index.html"] > shown["targets/index.html"]
    assert min(shown.values()) > 0  # the footer names the bureau on every page


def without_guard(cell: str) -> str:
    """The cell's text without the quote before a formula, as the data page tells programs to read it."""
    return cell[1:] if re.match(r"'+\s*[=+\-@＝＋－＠﹦﹢﹣﹫−]", cell) else cell


@given(TEXTS)
@settings(max_examples=30, deadline=None)
@example("".join(TRICKS))
@example("-->")
@example("'=1+1")
def test_tables_index_and_calendars_keep_any_text_unchanged(text: str) -> None:
    """A CSV reader, a JSON parser and a calendar parser read back the same text."""
    files = {
        path: body
        for path, body in site_of_public(bureau_saying(text)).files.items()
        if isinstance(body, bytes)
    }
    rows = list(csv.DictReader(io.StringIO(files["data/opinions.csv"].decode("utf-8-sig"), newline="")))
    assert [tuple(map(without_guard, (row["text"], row["owner"], row["outcome"]))) for row in rows] == [
        (text, text, text),
        (text, text, ""),
        (text, text, ""),
    ]
    statistics = csv.DictReader(
        io.StringIO(files["data/opinion_statistics.csv"].decode("utf-8-sig"), newline="")
    )
    assert [without_guard(row["name"]) for row in statistics] == ["", text, text]
    (known,) = orjson.loads(files["data/communities.json"])["rows"]
    assert (known["name"], known["aliases"], known["villages"]) == (text, [text], [text])
    found = orjson.loads(files["assets/finder.json"])
    named = found["areas"][0], found["stations"][0]
    assert (named[0]["n"], named[0]["o"], named[1]["n"]) == (text, [text], text)
    places = [
        str(event["LOCATION"]) for event in Calendar.from_ical(files["meetings/all.ics"]).walk("VEVENT")
    ]
    assert places == [text, text]
