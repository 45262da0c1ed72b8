"""The least and the greatest value of each unknown count, by scipy's HiGHS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from tools.disclosure.program import Block
from tools.disclosure.published import Key
from tools.disclosure.statements import Sum

_OPTIMAL, _INFEASIBLE = 0, 2


@dataclass(frozen=True, kw_only=True)
class Range:
    """The values that a count can have; `proved` unless the solver ran out of time."""

    key: Key
    low: int
    high: int
    proved: bool


def ranges(block: Block, seconds: float) -> Iterator[Range]:
    """The range of each count; `seconds` bounds each search. A solution that reaches a bound spares other searches."""
    solver = _Solver(block, seconds) if block.sums else None
    for at, (key, (low, high)) in enumerate(block.bounds.items()):
        ends = (low, high) if solver is None else (solver.extreme(at, 1, low), solver.extreme(at, -1, high))
        yield Range(
            key=key,
            low=low if ends[0] is None else ends[0],
            high=high if ends[1] is None else ends[1],
            proved=None not in ends,
        )


def consistent(block: Block, seconds: float) -> tuple[Block, tuple[Sum, ...]]:
    """The block without statements that contradict the earlier ones (what was corrected since), and these."""
    if _Solver(block, seconds).is_feasible:
        return block, ()
    kept: list[Sum] = []
    dropped: list[Sum] = []
    for one in block.sums:
        fits = _Solver(replace(block, sums=(*kept, one)), seconds).is_feasible
        (kept if fits else dropped).append(one)
    return replace(block, sums=tuple(kept)), tuple(dropped)


class _Solver:
    """The block as arrays."""

    def __init__(self, block: Block, seconds: float) -> None:
        self._at: Mapping[Key, int] = {key: at for at, key in enumerate(block.bounds)}
        lows, highs = zip(*block.bounds.values(), strict=True)
        self._bounds = Bounds(np.array(lows), np.array(highs))
        entries = [
            (row, self._at[key], factor)
            for row, one in enumerate(block.sums)
            for key, factor in one.terms.items()
        ]
        rows, columns, factors = zip(*entries, strict=True)
        matrix = coo_array((factors, (rows, columns)), shape=(len(block.sums), len(self._at))).tocsr()
        self._rows = LinearConstraint(
            matrix, [one.low for one in block.sums], [one.high for one in block.sums]
        )
        self._options = {"time_limit": seconds}
        self._seen: list[set[int]] = [set() for _ in self._at]

    def extreme(self, at: int, sign: int, bound: int) -> int | None:
        """The least value (or with sign -1 the greatest) at a position; None if not found in time."""
        if bound in self._seen[at]:
            return bound
        status, values = self._solve(at, sign)
        for seen, value in zip(self._seen, values, strict=False):
            seen.add(value)
        return values[at] if status == _OPTIMAL else None

    @property
    def is_feasible(self) -> bool:
        """Is there any solution (or none ruled out in time)?"""
        return self._solve(0, 0)[0] != _INFEASIBLE

    def _solve(self, at: int, sign: int) -> tuple[int, list[int]]:
        """The solver's status, and the values of its solution if it is optimal."""
        wanted = np.zeros(len(self._at))
        wanted[at] = sign
        found = milp(
            wanted,
            integrality=np.ones(len(self._at)),
            bounds=self._bounds,
            constraints=self._rows,
            options=self._options,
        )
        return found.status, [round(value) for value in found.x] if found.status == _OPTIMAL else []
