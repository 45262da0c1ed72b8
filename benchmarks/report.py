"""`python -m benchmarks.report`: results.json as the tables of RESULTS.md and the plot docs/growth.svg."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from benchmarks.plot import Series, plotted
from benchmarks.process import Cost

HERE: Final = Path(__file__).parent
RESULTS: Final = HERE / "results.json"
PAGE: Final = HERE / "RESULTS.md"
PLOT: Final = HERE.parent / "docs" / "growth.svg"
_BEGIN: Final = "<!-- written by benchmarks.report -->\n"
_END: Final = "<!-- end -->\n"
_LINES: Final = {
    "cold": "jingwu, cold, from YAML",
    "unchanged": "jingwu, nothing changed",
    "edit": "jingwu, one community edited",
    "policy": "jingwu, one number of the policy changed",
    "hugo": "Hugo, from the finished bodies",
    "cp": "`cp -r` of the site",
    "mkdocs": "MkDocs, Material and its search, from Markdown",
}
GIB: Final = 1 << 30


@dataclass(frozen=True, kw_only=True)
class Result:
    """What was measured of one bureau or of many, and when."""

    name: str
    communities: int
    pages: int
    told: Mapping[str, Any]
    costs: Mapping[str, Cost]

    def ratio(self, one: str, other: str, of: str = "wall") -> float | None:
        """One line as a multiple of another; None where either was not measured."""
        if one not in self.costs or other not in self.costs:
            return None
        return float(getattr(self.costs[one], of) / getattr(self.costs[other], of))


@dataclass(frozen=True, kw_only=True)
class Aim:
    """A figure that is at most `most`; how it is worked out from the results, None if it was not measured."""

    what: str
    most: float
    figure: Callable[[Mapping[str, Result]], float | None]


def add(name: str, result: Mapping[str, Any]) -> None:
    """Keep a result in place of an earlier one, and write the page and the plot anew."""
    results = orjson.loads(RESULTS.read_bytes()) if RESULTS.exists() else {}
    results[name] = result
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    RESULTS.write_bytes(orjson.dumps(results, option=options))
    main()


def read(results: Mapping[str, Any]) -> dict[str, Result]:
    """The results by name, the smallest first."""
    made = [
        Result(
            name=name,
            communities=told["communities"],
            pages=told["pages"],
            told=told,
            costs={line: Cost(**value) for line, value in told["costs"].items()},
        )
        for name, told in results.items()
    ]
    return {result.name: result for result in sorted(made, key=lambda result: result.communities)}


def exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """The slope of a straight line through the logarithms, by least squares; None for fewer than two sizes."""
    xs, ys = (
        ([math.log(value) for value in values] for values in zip(*points, strict=True))
        if points
        else ([], [])
    )
    if len(set(xs)) < 2:
        return None
    middle, level = sum(xs) / len(xs), sum(ys) / len(ys)
    above = sum((x - middle) * (y - level) for x, y in zip(xs, ys, strict=True))
    return above / sum((x - middle) ** 2 for x in xs)


def growth(results: Mapping[str, Result], line: str = "cold", of: str = "wall") -> float | None:
    """The exponent of what a line costs over the pages of the sample bureaus of every size."""
    sizes = [result for result in results.values() if result.name.isdecimal() and line in result.costs]
    return exponent([(result.pages, getattr(result.costs[line], of)) for result in sizes])


def _whole_growth(results: Mapping[str, Result]) -> float | None:
    """The exponent of time, once the smallest and the largest size are measured."""
    return growth(results) if {"155", "7560"} <= results.keys() else None


def _ratio(
    name: str, one: str, other: str, of: str = "wall"
) -> Callable[[Mapping[str, Result]], float | None]:
    return lambda results: results[name].ratio(one, other, of) if name in results else None


def _value(name: str, line: str, of: str, unit: float = 1) -> Callable[[Mapping[str, Result]], float | None]:
    def figure(results: Mapping[str, Result]) -> float | None:
        found = results[name].costs.get(line) if name in results else None
        return getattr(found, of) / unit if found else None

    return figure


AIMS: Final = (
    Aim(what="Ezhou, nothing changed [s]", most=0.6, figure=_value("ezhou", "unchanged", "wall")),
    Aim(what="Ezhou, one community edited [s]", most=0.9, figure=_value("ezhou", "edit", "wall")),
    Aim(what="Ezhou, cold / Hugo, wall time", most=2.5, figure=_ratio("ezhou", "cold", "hugo")),
    Aim(what="Ezhou, cold / Hugo, memory", most=1, figure=_ratio("ezhou", "cold", "hugo", "memory")),
    Aim(what="Beijing, cold / Hugo, wall time", most=1, figure=_ratio("beijing", "cold", "hugo")),
    Aim(what="Beijing, cold / Hugo, memory", most=0.5, figure=_ratio("beijing", "cold", "hugo", "memory")),
    Aim(what="Hubei, one edit / full build, wall time", most=0.05, figure=_ratio("hubei", "edit", "cold")),
    Aim(what="China complete, memory [GiB]", most=2, figure=_value("china", "cold", "memory", GIB)),
    Aim(what="China complete / `cp -r`, wall time", most=6, figure=_ratio("china", "cold", "cp")),
    Aim(what="exponent of wall time over pages, 155 to 7,560", most=1.05, figure=_whole_growth),
)


def aims(results: Mapping[str, Result]) -> Iterator[str]:
    """The table of aims."""
    yield "| aim | at most | measured | |"
    yield "|---|---:|---:|---|"
    for aim in AIMS:
        found = aim.figure(results)
        verdict = "not measured" if found is None else "met" if found <= aim.most else "missed"
        yield f"| {aim.what} | {aim.most:g} | {'' if found is None else f'{found:.2f}'} | {verdict} |"


def table(result: Result) -> Iterator[str]:
    """Every line measured of a bureau."""
    told = result.told
    yield f"### {result.name.capitalize()}"
    yield ""
    yield (
        f"{result.communities:,} communities, {result.pages:,} pages, {told['files']:,} files, "
        f"{told['bytes'] / 1e6:,.0f} MB. {told['date']}, {told['machine']}, load {told['load']}, "
        f"best of {told['rounds']}."
    )
    yield ""
    yield "| | wall [s] | CPU [s] | memory [MiB] | wall / Hugo | CPU / Hugo | memory / Hugo | wall / `cp -r` |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for line, title in _LINES.items():
        if line in result.costs:
            cost = result.costs[line]
            against = [result.ratio(line, "hugo", of) for of in ("wall", "cpu", "memory")]
            cells = [
                "" if ratio is None else f"{ratio:.2f}" for ratio in (*against, result.ratio(line, "cp"))
            ]
            yield (
                f"| {title} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.memory / (1 << 20):,.0f} | "
                f"{' | '.join(cells)} |"
            )
    yield ""


def sizes(results: Mapping[str, Result]) -> Iterator[str]:
    """How cost grows with the city."""
    measured = [result for result in results.values() if result.name.isdecimal()]
    yield "| communities | pages | jingwu wall [s] | CPU [s] | ms a page | MiB | Hugo wall [s] | MiB | measured |"
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|---|"
    for result in measured:
        ours, theirs = result.costs["cold"], result.costs["hugo"]
        yield (
            f"| {result.communities:,} | {result.pages:,} | {ours.wall:.1f} | {ours.cpu:.1f} | "
            f"{1000 * ours.wall / result.pages:.2f} | {ours.memory >> 20:,} | {theirs.wall:.1f} | "
            f"{theirs.memory >> 20:,} | {result.told['date']} |"
        )
    yield ""
    told = [
        f"{title} {found:.2f}"
        for title, line, of in (
            ("jingwu wall", "cold", "wall"),
            ("jingwu CPU", "cold", "cpu"),
            ("jingwu memory", "cold", "memory"),
            ("Hugo wall", "hugo", "wall"),
            ("Hugo memory", "hugo", "memory"),
        )
        if (found := growth(results, line, of)) is not None
    ]
    yield f"Exponents over pages, by least squares on the logarithms: {', '.join(told)}."
    yield ""


def drawn(results: Mapping[str, Result]) -> str:
    """The plot of time and memory against communities."""
    measured = [result for result in results.values() if result.name.isdecimal()]
    lines = (("jingwu", "cold"), ("Hugo", "hugo"), ("cp -r", "cp"))
    time = [
        Series(name=name, points=tuple((r.communities, r.costs[line].wall) for r in measured))
        for name, line in lines
    ]
    memory = [
        Series(name=name, points=tuple((r.communities, r.costs[line].memory / (1 << 20)) for r in measured))
        for name, line in lines[:2]
    ]
    return plotted({"wall time [s]": time, "memory of all processes [MiB]": memory}, "communities")


def main() -> None:
    """Write the page and the plot from the results that are there."""
    results = read(orjson.loads(RESULTS.read_bytes()))
    bureaus = [result for result in results.values() if not result.name.isdecimal()]
    lines = ["## Aims", "", *aims(results), "", "## Bureaus", ""]
    lines += [line for result in bureaus for line in table(result)]
    lines += ["## Sizes", "", *sizes(results)]
    before, _, rest = PAGE.read_text("utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    PAGE.write_text(before + _BEGIN + "\n" + "\n".join(lines) + _END + after, "utf-8")
    if any(result.name.isdecimal() for result in results.values()):
        PLOT.write_text(drawn(results), "utf-8")


if __name__ == "__main__":
    main()
