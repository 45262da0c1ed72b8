"""What a bureau's site has published of itself: the hub tells residents nothing that stands nowhere else.

Read from the public files of the site that stands, so that the figures of a bureau whose build failed are those of
its last good pages, with their day.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

_COVERAGE: Final = "data/coverage.json"
_PACKAGE: Final = "data/datapackage.json"
_POLICIES: Final = "data/policies"


@dataclass(frozen=True, kw_only=True)
class MethodUsed:
    """What a bureau measures by: its document, and the version and digest of its policy."""

    number: str
    title: str
    version: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class SiteFacts:
    """A site's day and address, whether its data are invented, its communities, and how many have an officer.

    The counts are None where the table is in parts; `shared` is the version of the hub's shared files that it uses.
    """

    as_of: dt.date
    sample: bool
    address: str | None
    communities: int | None
    staffed: int | None
    method: MethodUsed
    shared: str | None = None

    @property
    def vacant(self) -> int | None:
        """Communities without an officer of their own."""
        if self.communities is None or self.staffed is None:
            return None
        return self.communities - self.staffed

    @property
    def share(self) -> float | None:
        """The part of the communities that have an officer."""
        return None if not self.communities or self.staffed is None else self.staffed / self.communities


def published(site: Path) -> SiteFacts | None:
    """What the site at this link says; None if there is none, or one that this program did not make."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        table = orjson.loads((site / _COVERAGE).read_bytes())
        rows, package = table.get("rows"), orjson.loads((site / _PACKAGE).read_bytes())
        as_of = dt.date.fromisoformat(table["as_of"])
        return SiteFacts(
            as_of=as_of,
            sample=table["sample"],
            address=package.get("homepage"),
            communities=None if rows is None else len(rows),
            staffed=None if rows is None else sum(row["in_post"] > 0 for row in rows),
            method=_method(site / _POLICIES, as_of),
            shared=package.get("shared_version"),
        )
    return None


def _method(folder: Path, as_of: dt.date) -> MethodUsed:
    """The version of the method in force on that day, else the first."""
    versions = sorted(
        (_since(policy), file.name, policy, file)
        for file in folder.glob("*.json")
        if (policy := orjson.loads(file.read_bytes()))
    )
    in_force = [one for one in versions if one[0] <= as_of] or versions[:1]
    *_, policy, file = in_force[-1]
    document: Mapping[str, Any] = policy["document"]
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return MethodUsed(
        number=document["number"], title=document["title"], version=policy["version"], digest=digest
    )


def _since(policy: Mapping[str, Any]) -> dt.date:
    return dt.date.fromisoformat(policy["since"])
