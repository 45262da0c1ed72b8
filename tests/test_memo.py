"""The memo: equal calls give the same object while it is in use, and nothing is kept outside of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.memo import Memo, remembered

CALLS: list[tuple[str, int]] = []


@dataclass(frozen=True)
class _Place:
    id: str
    people: int


@remembered("place.id")
def _line(place: _Place, factor: int) -> list[int]:
    CALLS.append((place.id, factor))
    return [place.people * factor]


def test_an_equal_call_gives_the_same_object_within_two_builds() -> None:
    """Equal, not the same: records are read anew; by keyword as by position only if written so again."""
    memo = Memo()
    with memo:
        first = _line(_Place("a", 3), 2)
        assert first == [6]
        assert _line(_Place("a", 3), 2) is first
    memo.turn()
    with memo:
        assert _line(_Place("a", 3), 2) is first
    memo.turn()
    memo.turn()
    with memo:
        assert _line(_Place("a", 3), 2) is not first, "a whole build did not ask for it"


def test_what_changed_is_made_again() -> None:
    """Under its own key alone: another place keeps its result."""
    memo, CALLS[:] = Memo(), []
    with memo:
        other = _line(_Place("b", 1), 2)
        assert _line(_Place("a", 3), 2) == [6]
        assert _line(_Place("a", 4), 2) == [8]
        assert _line(place=_Place("a", 4), factor=3) == [12]
        assert _line(_Place("b", 1), 2) is other
    assert CALLS == [("b", 2), ("a", 2), ("a", 2), ("a", 3)]


def test_without_a_memo_every_call_is_made() -> None:
    """Also behind one that was in use, and inside of another one's end."""
    memo, inner = Memo(), Memo()
    with memo:
        kept = _line(_Place("a", 3), 2)
        with inner:
            assert _line(_Place("a", 3), 2) is not kept
        assert _line(_Place("a", 3), 2) is kept
    assert _line(_Place("a", 3), 2) is not kept
