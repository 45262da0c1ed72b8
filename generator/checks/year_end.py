"""Rules about the year end: reviews name existing records, examinations follow the criteria, stations mend in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.checks.references import area_exists, station_exists
from generator.checks.rules import Findings, Found, each, rule
from generator.model.bureau import Bureau
from generator.model.follow_up import FollowUp
from generator.model.station import Station
from generator.model.year_review import OutcomeKind, YearReview
from generator.problems import Problem


@each("year_reviews", "E303")
def check_every_reviewed_station_exists(review: YearReview, bureau: Bureau) -> Findings:
    """年终结果里的每个派出所都有档案。"""
    for at, outcome in enumerate(review.outcomes):
        yield from station_exists(bureau, outcome.station, review.path, "outcomes", at, "station")


@each("year_reviews", "E303")
def check_every_reviewed_project_has_its_area(review: YearReview, bureau: Bureau) -> Findings:
    """年终考核过的示范项目,所在社区都有档案。"""
    for at, area in enumerate(review.projects or ()):
        yield from area_exists(bureau, area, review.path, "projects", at)
    for at, one in enumerate(review.examinations):
        yield from area_exists(bureau, one.area, review.path, "examinations", at, "area")


@each("year_reviews", "E359")
def check_every_examination_follows_the_criteria(review: YearReview, bureau: Bureau) -> Findings:
    """每次年终考核,这一类项目当年的每条标准各有一条结果。"""
    for at, one in enumerate(review.examinations):
        wanted = {each.id: each.title for each in bureau.examination.of(one.kind, review.year)}
        written = [finding.criterion for finding in one.findings]
        strange = [id_ for id_ in written if id_ not in wanted]
        lacking = [f"{id_}({title})" for id_, title in wanted.items() if id_ not in written]
        if strange or lacking:
            said = [f"多了 {'、'.join(strange)}"] if strange else []
            said += [f"少了 {'、'.join(lacking)}"] if lacking else []
            area = bureau.areas.get(one.area)
            yield Found(
                ("examinations", at, "findings"),
                f"{area.name if area else one.area}的{one.kind.label}考核,"
                f"和 {review.year} 年的标准对不上:{','.join(said)}。",
                "请照 data/examination.yml,这一类的每条标准各写一条 {criterion: ……, met: true 或 false};"
                "标准有变的,在那里给它写 since 或 until(年份)。",
            )


@each("year_reviews", "W415")
def check_every_examined_project_is_on_record(review: YearReview, bureau: Bureau) -> Findings:
    """年终考核的示范项目,社区的档案里有。"""
    for at, one in enumerate(review.examinations):
        area = bureau.areas.get(one.area)
        if area is not None and not any(one.is_of(area.id, brand) for brand in area.brands):
            yield Found(
                ("examinations", at, "kind"),
                f"{area.name}在 {one.examined_on} 没有{one.kind.label}的项目。",
                f"请核对 kind 和 examined_on;项目漏登记的,在 {area.path} 的 brands 里补上,做完的写 until。",
            )


@rule()
def check_every_follow_up_decided_is_on_record(bureau: Bureau, as_of: dt.date) -> Iterator[Problem]:
    """年终决定限期整改的派出所,登记了整改什么、期限到哪天。"""
    for review in bureau.year_reviews.values():
        for at, outcome in enumerate(review.outcomes):
            station = bureau.stations.get(outcome.station)
            is_due = outcome.outcome is OutcomeKind.FOLLOW_UP and outcome.decided_on <= as_of
            if not is_due or station is None:
                continue
            if not any(one.after == review.year for one in station.follow_ups):
                yield bureau.place(review.path, "outcomes", at, "outcome").problem(
                    "W418",
                    f"{station.name} {review.year} 年限期整改,没有登记整改什么、期限到哪天。",
                    f"请在 {station.path} 的 follow_ups 里加一条,after 写 {review.year},"
                    f"document 写 {outcome.document},assigned_on 写 {outcome.decided_on},"
                    "items 写整改什么,due 写期限。",
                )


@each("stations", "W416")
def check_every_follow_up_has_its_cause(station: Station, bureau: Bureau) -> Findings:
    """整改由那一年的限期整改或那个月的重点督导而来。"""
    for at, one in enumerate(station.follow_ups):
        missing = _no_cause(station, one, bureau)
        if missing:
            yield Found(
                ("follow_ups", at, "after"),
                f"{station.name}的整改写着由 {one.after} 而来,{missing}。",
                "请核对 after:年终限期整改的写年份,某月重点督导的写那个月。",
            )


def _no_cause(station: Station, one: FollowUp, bureau: Bureau) -> str:
    """Why the follow-up has no cause, in Chinese; empty if it has one."""
    if one.is_of_a_year:
        review = bureau.year_reviews.get(one.after)
        if review is None:
            return "那一年还没有年终结果"
        outcomes = (found.outcome for found in review.outcomes if found.station == station.id)
        return "" if OutcomeKind.FOLLOW_UP in outcomes else "那一年的年终结果没有对它限期整改"
    release = bureau.releases.get(one.after)
    if release is None:
        return "那个月还没有公布"
    scored = [
        (policy.ranking, row.score)
        for revision in release.revisions
        for policy in bureau.policies
        if policy.version == revision.policy
        for row in revision.rows
        if row.station == station.id and row.score is not None
    ]
    if any(rules.is_lowest(score) for rules, score in scored):
        return ""
    return "那个月它没有得分" if not scored else f"那个月它是“{scored[-1][0].band_of(scored[-1][1]).title}”"


@each("stations", "W417")
def check_stations_mend_in_time(station: Station, as_of: dt.date) -> Findings:
    """整改到了期限,登记了复查的结果;撤销了的派出所不再催。"""
    for at, one in enumerate(station.follow_ups if station.exists_on(as_of) else ()):
        if one.is_overdue(as_of):
            yield Found(
                ("follow_ups", at, "due"),
                f"{station.name}的整改({one.document})期限 {one.due_on} 已过,没有登记复查的结果。",
                f"复查过的,在这一条的 reviews 里加 - {{on: {as_of}, state: done, evidence: ……}}"
                "(没有完成的写 not_done;延期的写 extended 和新的 due);没有复查的,网页上写着“过了期限”。",
            )
