"""Tests that following a hint to the letter removes the problem, changes no published month and loses nothing.

`bad_data/<case>/follow.yml` has the edits of a clerk who follows the hints of that case. Each step quotes the words
that it follows, so whoever changes a hint reads its effect again. October 2026 is already published: from the case
itself if it has no error, else from the valid bureau, which is also the backup.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from generator.build import find_problems
from generator.build.receiving import receive_reports
from generator.build.releasing import release_month
from generator.codes import CODES
from generator.load import load
from generator.model.bureau import Bureau
from generator.problems import Problem, ProblemsFound, Severity
from tests.small_sites import edit
from tests.test_bad_data import AS_OF, BAD_DATA, bureau_with

MONTH: Final = "2026-10"
RELEASE: Final = f"data/releases/{MONTH}.yml"
PUBLISHED: Final = dt.datetime.fromisoformat("2026-11-10T09:30")
REVISED: Final = dt.datetime.fromisoformat("2026-11-24T10:00")
BASE: Final = BAD_DATA / "_base"
PLANS: Final = sorted(p.relative_to(BAD_DATA).as_posix() for p in BAD_DATA.glob("*/follow*.yml"))
# The codes that report a change of a published month.
CHANGED: Final = {"E313", "E314", "E315", "W330"}

# Codes that no data can show: what a clerk does instead, and where that is tested.
ELSEWHERE: Final[Mapping[str, str]] = {
    "E102": "A file of more than a megabyte is split or restored; test_load.py makes one.",
    "E117": "What is no prose is moved out of content/; no data are touched.",
    "E118": "Prose is written without that HTML; no data are touched.",
    "E119": "A file is renamed; test_load.py makes one.",
    "E120": "Files of a hub are outside the bureau; test_shared.py makes each case.",
    "E121": "One of two files is removed; test_shared.py makes one.",
    "E112": "A link or an unreadable file is replaced by a copy; test_load.py makes them.",
    "E409": "As W355 says it before; test_privacy_held.py shows that nothing is built until then.",
    "E501": "Prose is restored from the backup; no data are touched.",
    "E502": "One of two pages is renamed; no data are touched.",
    "E503": "A link in prose is mended; no data are touched.",
    "E504": "Prose is mended as the engine says; no data are touched.",
    "E505": "Another --out is given; no data are touched.",
    "E506": "The command is run again when it may be; test_releasing.py shows that nothing was written.",
    "E507": "The command is run for another quarter; test_planning.py shows that nothing was written.",
    "E508": "The disk or its permissions are mended; no data are touched.",
    "E509": "The command is run again when the other is done; no data are touched.",
    "E510": "The command is run again on what is there now; no data are touched.",
    "E511": "The command is run for another month; test_audits.py shows that nothing was written.",
    "E512": "The report is mended or its month is over; test_ledger.py shows that nothing was written.",
    "E514": "The command is run with another id or day; test_reorganising.py shows that nothing was written.",
    "E520": "The data are restored, or --allow-removals is given; test_published_site.py shows both.",
    "E521": "The clock is set right; test_published_site.py shows that nothing was replaced.",
    "E522": "Another deployment is named; test_published_site.py shows that nothing was switched.",
    "E523": "As W433 says it before; test_purging.py shows that nothing is built until then.",
    "E530": "hub.yml is mended; test_hub.py shows that nothing was written.",
    "E531": "The bureau is built alone; test_cluster.py makes a process end.",
    "E532": "The cluster is started or installed; test_cluster.py shows the messages.",
    "W440": "The address is written; test_hub.py shows the warning.",
    "E515": "The engine is installed; test_engine.py shows the message.",
    "E513": "The files are restored from the backup; test_ledger.py shows that nothing was built until then.",
    "E320": "The file is restored; test_audits.py shows that a draw as it was made is silent.",
    "W377": "The month is released again, and its spot check drawn anew; test_audits.py shows the warning.",
    "W385": "The day is written as residents saw it; test_vanished.py shows that the build is silent then.",
    "W358": "revision is raised by one; test_unannounced.py shows that the build is silent then.",
    "W361": "The build has put back what belongs there; no data are touched.",
    "W337": "The file or the entry is restored; test_vanished.py shows that the build after it is silent.",
}


def publish(root: Path, moment: dt.datetime, reason: str | None = None) -> None:
    """Publish as `make release` and `make revise` do, with the release day set to the 10th."""
    calendar = root / "data/bureau.yml"
    kept = calendar.read_bytes()
    calendar.write_text((BASE / "data/bureau.yml").read_text("utf-8").replace("day: 28", "day: 10"), "utf-8")
    release_month(root, MONTH, moment, reason=reason)
    calendar.write_bytes(kept)


def published_bureau(case: str, plan: Mapping[str, Any], root: Path) -> str | None:
    """Write the case with October already published; return the text of that release, if there is one."""
    bureau_with(case, root)
    is_altered = plan.get("published") == "altered"
    if plan.get("published") == "not yet" or ((BAD_DATA / case / RELEASE).is_file() and not is_altered):
        return (root / RELEASE).read_text("utf-8") if (root / RELEASE).is_file() else None
    if not is_altered and not errors(find_problems(root, AS_OF)):
        publish(root, PUBLISHED)
        return (root / RELEASE).read_text("utf-8")
    shutil.rmtree(root)
    bureau_with("_base", root)
    publish(root, PUBLISHED)
    release = (root / RELEASE).read_text("utf-8")
    bureau_with(case, root)
    return release


def errors(problems: tuple[Problem, ...]) -> list[str]:
    """The text of the problems that stop a build."""
    return [str(problem) for problem in problems if problem.severity is Severity.ERROR]


def take(step: Mapping[str, str], root: Path, release: str | None) -> None:
    """Apply a clerk's step; a step without effect is an error of the plan."""
    match {key: value for key, value in step.items() if key != "says"}:
        case {"in": path, "old": old, "new": new}:
            edit(root, path, old, new)
        case {"restore": path} if path == RELEASE and release is not None:
            (root / path).write_text(release, "utf-8")
        case {"restore": path}:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(BASE / path, root / path)
        case {"write": path, "text": text}:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        case {"delete": path}:
            (root / path).unlink()
        case {"copy": path, "to": to}:
            (root / to).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / path, root / to)
        case {"move": path, "to": to}:
            (root / to).parent.mkdir(parents=True, exist_ok=True)
            (root / path).rename(root / to)
        case {"run": "release"}:
            publish(root, PUBLISHED)
        case {"run": "receive"}:
            receive_reports(root, PUBLISHED)
        case {"run": "revise"}:
            publish(root, REVISED, "更正")
        case other:
            raise ValueError(other)


def facts(bureau: Bureau) -> Iterator[str]:
    """What must not be lost, one line each: records, tenures, awards, opinions, counts."""
    yield from (f"station {id_}" for id_ in bureau.stations)
    for id_, area in bureau.areas.items():
        yield f"area {id_}"
        yield from (f"division {id_} {code}" for code in area.divisions)
        yield from (f"officer {id_} {o.badge} {o.name} {o.since}" for o in area.officers)
        yield from (f"vacancy {id_} {vacancy.since}" for vacancy in area.vacancies)
        yield from (f"verified {id_} {day}" for day in (area.verified.on, *area.verified.earlier))
        counts = (area.population, *area.population.earlier)
        yield from (f"residents {id_} {count.as_of} {count.residents}" for count in counts)
        places = area.prevention.safe_places if area.prevention else ()
        yield from (f"safe place {id_} {place.name} {place.awarded_on}" for place in places)
        yield from (
            f"cover {id_} {cover.model_dump(mode='json', exclude_defaults=True)}" for cover in area.covers
        )
        for brand in area.brands:
            reviews = (brand.reviewed_on, *(one.reviewed_on for one in brand.earlier))
            yield from (f"review {id_} {day}" for day in reviews)
    for id_, meeting in bureau.meetings.items():
        yield f"meeting {id_}"
        yield f"reported {id_} {meeting.reporting_officer}"
        for opinion in meeting.opinions:
            yield f"opinion {id_} {opinion.id}"
            yield from (f"read back {id_} {opinion.id} {day}" for day in opinion.read_back_on)
    yield from (f"row {m} {s} {row.area}" for (m, s), report in bureau.reports.items() for row in report.rows)
    for (m, s), record in bureau.work_records.items():
        yield from (f"entry {m} {s} {entry.area} {entry.on} {entry.kind}" for entry in record.entries)
    for (y, s), targets in bureau.targets.items():
        yield from (f"target {y} {s} {row.area} {row.measure}" for row in targets.rows)
    yield from (f"published {m} {one.number}" for m, r in bureau.releases.items() for one in r.revisions)
    yield from (f"policy {policy.version}" for policy in (bureau.policy, *bureau.earlier_policies.values()))
    yield from (f"service {service.id}" for service in bureau.services.services)
    yield from (f"duty {duty.id}" for kind in bureau.duties.kinds for duty in kind.duties)
    yield from (f"holiday {day.date}" for year in bureau.holidays.years for day in year.holidays)


def known_before(root: Path, backup: Path) -> set[str]:
    """The facts of the case, or of the backup if the case cannot be loaded."""
    try:
        return set(facts(load(root).bureau))
    except ProblemsFound:
        bureau_with("_base", backup)
        return set(facts(load(backup).bureau))


@pytest.mark.parametrize("name", PLANS)
def test_following_a_hint_does_no_harm(name: str, tmp_path: Path) -> None:
    """The case's code and all errors are gone, October is unchanged, and only facts that the plan names are lost."""
    case, plan = name.split("/", maxsplit=1)[0], yaml.safe_load((BAD_DATA / name).read_text("utf-8"))
    root = tmp_path / "root"
    release = published_bureau(case, plan, root)
    before = known_before(root, tmp_path / "backup")
    for step in plan["steps"]:
        take(step, root, release)
    left = find_problems(root, AS_OF)
    assert errors(left) == []
    assert {one.code for one in left} & ({case[:4]} | CHANGED) <= set(plan.get("stays", ()))
    after = load(root).bureau
    assert sorted(before - set(facts(after))) == sorted(plan.get("corrects", ()))


@pytest.mark.parametrize("name", PLANS)
def test_each_step_quotes_a_hint(name: str) -> None:
    """Each quoted text is in the case's output; the plan states what a hint cannot know."""
    case, plan = name.split("/", maxsplit=1)[0], yaml.safe_load((BAD_DATA / name).read_text("utf-8"))
    read = (BAD_DATA / case / "expected.txt").read_text("utf-8")
    assert [step["says"] for step in plan["steps"] if step["says"] not in read] == []
    assert set(plan) <= {"steps", "knows", "stays", "corrects", "published"}


def test_every_code_has_a_plan() -> None:
    """A new code needs a plan that follows its hint, or an entry in ELSEWHERE."""
    assert set(CODES) == {name[:4] for name in PLANS} | ELSEWHERE.keys()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        pytest.param(
            "communities/gulou/gulou-guanliu.yml",
            "since: 2024-03-01\n    on",
            "since: 2026-10-20\n    on",
            id="an officer written anew",
        ),
        pytest.param(
            "communities/huarong/huarong-sanjiang.yml", "badge: 004301", "badge: 004302", id="another badge"
        ),
        pytest.param(
            "reports/2026-10/gulou.yml",
            "    on_site_days:\n      2026-W40: 3\n",
            "    on_site_days:\n      2026-W40: 0\n",
            id="another figure",
        ),
        pytest.param(
            "communities/gulou/gulou-guanliu.yml",
            "awarded_on: 2025-12-01",
            "awarded_on: 2026-11-20",
            id="an award overwritten",
        ),
    ],
)
def test_harm_is_detected(path: str, old: str, new: str, tmp_path: Path) -> None:
    """A harmful edit either changes a published month or loses a fact."""
    root = bureau_with("_base", tmp_path)
    publish(root, PUBLISHED)
    before = set(facts(load(root).bureau))
    take({"in": f"data/{path}", "old": old, "new": new}, root, None)
    changed = {problem.code for problem in find_problems(root, AS_OF)} & CHANGED
    assert changed or before - set(facts(load(root).bureau))
