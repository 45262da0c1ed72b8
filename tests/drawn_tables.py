"""Tables of every kind of column, drawn by hypothesis; many texts begin as a formula does."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

from generator.feeds.tables import Cell, Column, Dataset
from generator.model.public import Suppressed

# What a spreadsheet runs, or may: at the start of a cell, after blanks too, in full width too.
STARTERS: Final = "=+-@\t\r\n＝＋－＠﹦﹢﹣﹫−"
TEXT = st.text() | st.builds("".join, st.tuples(st.text(f"{STARTERS}' \u3000", max_size=3), st.text()))
KINDS: dict[str, st.SearchStrategy[Cell]] = {
    "string": st.none() | TEXT,
    "decimal": st.none() | TEXT | st.decimals(allow_nan=False, allow_infinity=False).map(str),
    "integer": st.none() | st.integers(0, 10**9),
    "integer,string": st.none() | st.integers(0, 10**9) | st.just(Suppressed(below=5)),
    "boolean": st.none() | st.booleans(),
    "array": st.lists(TEXT).map(tuple),
}


@st.composite
def tables(draw: st.DrawFn) -> Dataset:
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=5))
    columns = tuple(
        Column(
            key=f"k{at}",
            title=draw(st.text(max_size=5)),
            types=("string",) if kind == "decimal" else tuple(kind.split(",")),
            decimal=kind == "decimal",
        )
        for at, kind in enumerate(kinds)
    )
    rows = draw(st.lists(st.tuples(*(KINDS[kind] for kind in kinds)), max_size=4))
    return Dataset(id="t", title="表", what="每行一个", columns=columns, rows=tuple(rows))
