"""Every touch of the disk may be refused: a sentence with the path, exit code 1, and nothing lost or half-made."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.small_sites import REPOSITORY

# How many refusals of each command are tried, evenly over its run; `python -m tests.refusing` tries all.
TRIED = {
    "check": 6,
    "build": 9,
    "release": 9,
    "revise": 5,
    "plan": 5,
    "schema": 8,
    "mkdocs": 4,
    "update": 14,
    "rebuild": 4,
}
# Where nothing is other in the end than it was.
UNCHANGED = ("check", "update")
# It may begin with a file's name.
SENTENCE = re.compile(
    r"^(?P<path>.+?):\d+:\d+: \[E\d{3}\] (?:[\w.]+ )?[^a-z]*[一-龥].*。$", re.MULTILINE | re.ASCII
)


@pytest.mark.parametrize("command", TRIED)
def test_whatever_is_refused_nothing_is_lost_and_it_is_said(tmp_path: Path, command: str) -> None:
    """One touch fails once, of each command at places all over its run."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.refusing", str(tmp_path), command, str(TRIED[command])],
        cwd=REPOSITORY, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    whole, *refused = [json.loads(line) for line in done.stdout.splitlines()]
    assert (whole["code"], whole["changed"]) == (0, command not in UNCHANGED), whole["said"]
    assert len(refused) >= TRIED[command] // 2
    assert [one for one in refused if not one["refused"]] == []
    wrong = [(fault, one) for one in refused for fault in faults(command, one)]
    assert not wrong, json.dumps(wrong, ensure_ascii=False, indent=1)


def faults(command: str, one: dict[str, Any]) -> list[str]:
    """What must not have happened."""
    found = []
    if "Traceback" in one["said"]:
        found.append("a traceback")
    if one["lost"] or one["left"] or one["half"]:
        found.append("lost, left or half-made")
    if one["code"] not in (0, 1) or (one["code"] == 0 and not one["done"]):
        found.append("success for what was not done, or an odd exit code")
    if one["code"] == 1 and one["done"] and command not in UNCHANGED:
        found.append("failure for what was done")
    if one["code"] == 1 and not any(is_of_the_bureau(path) for path in SENTENCE.findall(one["said"])):
        found.append("no sentence with a path")
    if one["again"] is not None and one["again"][0] != 0:
        found.append("the next run fails")
    return found


def is_of_the_bureau(path: str) -> bool:
    """In full, or from the root or the site on."""
    return Path(path).is_absolute() or path.split("/", maxsplit=1)[0] in (
        "data",
        "content",
        "mkdocs.yml",
        "site",
    )
