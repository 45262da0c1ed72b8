"""The memo: equal calls return the same object while it is in use, and nothing is kept outside it."""

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
    """An equal call returns the object of this build or of the one before."""
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
        assert _line(_Place("a", 3), 2) is not first, "a whole build passed without this call"


def test_what_changed_is_made_again() -> None:
    """A changed argument gives a new result and leaves the results of other keys."""
    memo, CALLS[:] = Memo(), []
    with memo:
        other = _line(_Place("b", 1), 2)
        assert _line(_Place("a", 3), 2) == [6]
        assert _line(_Place("a", 4), 2) == [8]
        assert _line(place=_Place("a", 4), factor=3) == [12]
        assert _line(_Place("b", 1), 2) is other
    assert CALLS == [("b", 2), ("a", 2), ("a", 2), ("a", 3)]


def test_without_a_memo_every_call_is_made() -> None:
    """Without a memo every call is made anew, and a memo knows nothing of another one inside it."""
    memo, inner = Memo(), Memo()
    with memo:
        kept = _line(_Place("a", 3), 2)
        with inner:
            assert _line(_Place("a", 3), 2) is not kept
        assert _line(_Place("a", 3), 2) is kept
    assert _line(_Place("a", 3), 2) is not kept


@dataclass
class _Counted:
    """Counts how often it is compared."""

    text: str
    compared = 0

    def __eq__(self, other: object) -> bool:
        _Counted.compared += 1
        return isinstance(other, _Counted) and self.text == other.text

    __hash__ = None  # type: ignore[assignment]


@remembered("id")
def _of(id: str, shared: _Counted) -> tuple[str, str]:
    return id, shared.text


def test_what_many_calls_share_is_compared_once() -> None:
    """A station's page is told of the whole month: n pages would compare n times n results."""
    memo = Memo()
    with memo:
        first = [_of(str(at), shared) for shared in [_Counted("x")] for at in range(50)]
    memo.turn()
    _Counted.compared = 0
    with memo:
        again = [_of(str(at), shared) for shared in [_Counted("x")] for at in range(50)]
        assert all(one is other for one, other in zip(first, again, strict=True))
        assert _Counted.compared == 1
        assert _of("0", _Counted("y")) == ("0", "y")
        assert [_of("1", _Counted(text)) for text in "xyz"] == [("1", text) for text in "xyz"]
