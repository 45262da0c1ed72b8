"""The finder's index of a large city in parts: a head, which knows what part may answer, and communities by district.

theme/assets/jingwu/parts.js loads the head, and then the parts that a question needs.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Final

import orjson

from generator.feeds.finder import Row, index_of, names_in
from generator.feeds.table_files import with_compressed
from generator.model.public import PublicBureau
from generator.text.numerals import with_digits

HEAD: Final = "assets/finder.json"
# Up to this size the index is one file [bytes]: a third of it is sent, compressed.
MOST_BYTES: Final = 300_000
# Communities in a part; a larger district has several parts.
MOST_AREAS: Final = 400
# What only questions need that load all parts: pinyin, and what may have been meant.
_REST: Final = "finder/rest.json"
_FOR_ALL: Final = ("sounds", "first", "alike", "traditional")
# A name before its ending is a name too: 望京 of 望京社区.
_ENDING: Final = re.compile(
    "(?:(?:社区)?(?:居民委员会|居委会|社区)|村民委员会|村村委会|村委会|村|警务区|派出所)$"
)
# Codes of two characters and more, as parts.js computes them; more for names of three and more, of which a part has
# most. In the sample of Beijing half as many codes save 4 KB of 78, and one question in ten loads 7 parts instead of 5.
_PAIR: Final = 2
_FACTOR: Final = 40503
_CODES: Final = 0x7FFF
_LONG_CODES: Final = 0xFFFF
# A gap between two codes is one printable character, after one ! for each 90; " and \ are left out.
_GAP: Final = 90
_FIRST: Final = ord("#")
_BACKSLASH: Final = ord("\\")


def finder_files(bureau: PublicBureau) -> dict[str, bytes]:
    """The index by path: one file, or a head and its parts, with their compressed siblings."""
    index = index_of(bureau)
    whole = orjson.dumps(index)
    if len(whole) <= MOST_BYTES:
        return {HEAD: whole}
    return with_compressed(_in_parts(index, _groups(index)))


def _groups(index: Row) -> list[list[int]]:
    """The numbers of the areas of each part: a district, or so many stations of it as have MOST_AREAS."""

    def district(number: int) -> str:
        station = index["stations"][index["areas"][number].get("s", 0)]
        return str(index["towns"][station["t"]][0])

    ordered = sorted(range(len(index["areas"])), key=district)
    found = []
    for _, own in groupby(ordered, key=district):
        numbers = [*own]
        parts = -(-len(numbers) // MOST_AREAS)
        size = -(-len(numbers) // parts)
        found += [numbers[at : at + size] for at in range(0, len(numbers), size)]
    return found


def _in_parts(index: Row, groups: Sequence[Sequence[int]]) -> dict[str, bytes]:
    part_of = {number: part for part, numbers in enumerate(groups) for number in numbers}
    former: dict[int, list[int]] = {}
    needed: dict[int, set[int]] = {}
    for number, row in enumerate(index["former"]):
        # A dissolved area's land is that of its successors, all of which must be there.
        parts = [part_of[heir] for heir in row["h"]] or [0]
        former.setdefault(parts[0], []).append(number)
        needed.setdefault(parts[0], set()).update(parts[1:])
    files: dict[str, bytes] = {}
    listed = []
    for part, numbers in enumerate(groups):
        content = _part(index, numbers, former.get(part, ()))
        digest = hashlib.sha256(orjson.dumps(content)).hexdigest()[:12]
        path = f"finder/{part}.json"
        files[f"assets/{path}"] = orjson.dumps({"id": digest, **content})
        rows = (*content["areas"], *content["former"])
        also = sorted(needed.get(part, set()) - {part})
        listed.append({"u": path, "id": digest, "n": _codes(index, rows), "w": also})
    files[f"assets/{_REST}"] = orjson.dumps({key: index[key] for key in _FOR_ALL})
    head = {key: value for key, value in index.items() if key not in {"areas", "former", *_FOR_ALL}} | {
        "keys": _keys(index, names_in(index | {"areas": (), "former": ()})),
        "parts": listed,
        "surnames": "".join(dict.fromkeys(name[0] for row in index["areas"] for name in row.get("o", ()))),
        "rest": _REST,
    }
    return {HEAD: orjson.dumps(head)} | files


def _part(index: Row, numbers: Sequence[int], former: Sequence[int]) -> Row:
    """Areas with their numbers in the whole index, which say their order, and the keys of their names."""
    areas = [index["areas"][number] for number in numbers]
    gone = [index["former"][number] for number in former]
    keys = _keys(index, names_in({"city": (), "towns": (), "stations": (), "areas": areas, "former": gone}))
    return {"at": numbers, "areas": areas, "formerAt": former, "former": gone, "keys": keys}


def _keys(index: Row, names: Iterable[str]) -> dict[str, str]:
    return {name: index["keys"][name] for name in names if name in index["keys"]}


def _codes(index: Row, rows: Sequence[Row]) -> list[str]:
    """Of the part's names and stems: every two neighbours, names of two, longer names; names of one."""
    pairs: set[int] = set()
    short: set[int] = set()
    long: set[int] = set()
    single: dict[str, None] = {}
    for key in _names_of(index, rows):
        units = _units(key)
        pairs.update(map(_code, pairwise(units)))
        if len(units) > _PAIR:
            long.add(_code(units, last=_LONG_CODES))
        elif len(units) == _PAIR:
            # Begun differently, so that two neighbours and a name of two are not mistaken for others together.
            short.add(_code(units, 1))
        else:
            single[key] = None
    for row in rows:
        for text in (*row.get("b", ()), row.get("a", "")):
            units = _units(_as_searched(text))
            pairs.update(map(_code, pairwise(units)))
    return [_packed(pairs), _packed(short), _packed(long), "".join(single)]


def _names_of(index: Row, rows: Iterable[Row]) -> Iterator[str]:
    """The keys of all names, and their stems of two characters and more, as knowing.js takes them."""
    keys: Mapping[str, str] = index["keys"]
    for name in names_in({"city": (), "towns": (), "stations": (), "areas": rows, "former": ()}):
        key = keys.get(name) or with_digits(name)
        yield key
        if len(stem := _ENDING.sub("", key)) >= _PAIR:
            yield stem


def _as_searched(text: str) -> str:
    """An address or badge as shelf.js searches it: letters and numbers alone."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return with_digits("".join(each for each in plain if unicodedata.category(each)[0] in "LNM"))


def _units(text: str) -> tuple[int, ...]:
    """The code units of a text, which JavaScript counts."""
    plain = text.encode("utf-16-le")
    return tuple(plain[at] | plain[at + 1] << 8 for at in range(0, len(plain), 2))


def _code(units: Iterable[int], begun: int = 0, last: int = _CODES) -> int:
    code = begun
    for unit in units:
        code = (code * _FACTOR + unit) & last
    return code


def _packed(codes: Iterable[int]) -> str:
    """Ascending codes as one text: the gap before each."""
    packed = []
    last = -1
    for code in sorted(codes):
        more, gap = divmod(code - last - 1, _GAP)
        place = _FIRST + gap
        packed.append("!" * more + chr(place + (place >= _BACKSLASH)))
        last = code
    return "".join(packed)
