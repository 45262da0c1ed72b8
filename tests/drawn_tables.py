"""Hypothesis strategies for tables with every kind of column; many texts begin like a formula."""

from __future__ import annotations

from decimal import Decimal
from operator import itemgetter
from typing import Any, Final

from hypothesis import strategies as st

from generator.feeds.tables import Column, Dataset, Table
from generator.model.public import Suppressed

# Characters that make a spreadsheet run a cell, also after blanks and in full width.
STARTERS: Final = "=+-@\t\r\n＝＋－＠﹦﹢﹣﹫−"
TEXT = st.text() | st.builds("".join, st.tuples(st.text(f"{STARTERS}' \u3000", max_size=3), st.text()))
KINDS: dict[type, st.SearchStrategy[Any]] = {
    str: st.none() | TEXT,
    Decimal: st.none() | TEXT | st.decimals(allow_nan=False, allow_infinity=False).map(str),
    int: st.none() | st.integers(0, 10**9),
    Suppressed: st.none() | st.integers(0, 10**9) | st.just(Suppressed(below=5)),
    bool: st.none() | st.booleans(),
    tuple: st.lists(TEXT).map(tuple),
}


@st.composite
def tables(draw: st.DrawFn) -> Dataset:
    kinds = draw(st.lists(st.sampled_from([*KINDS]), min_size=1, max_size=5))
    columns = (
        Column(f"k{at}", draw(st.text(max_size=5)), kind, itemgetter(at)) for at, kind in enumerate(kinds)
    )
    rows = draw(st.lists(st.tuples(*(KINDS[kind] for kind in kinds)), max_size=4))
    return Table("每行一个", *columns).of("t", "表", rows)
