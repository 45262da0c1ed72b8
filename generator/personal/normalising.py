"""A text as its readers understand it: disguises of digits removed, each character with its origin.

Removed, in this order: compatibility forms (NFKC), invisible and combining characters, digits of other
scripts, look-alikes; then %xx and HTML entities; then tags, emphasis, targets of links, notes, labels and spaces
between characters; then letters and Chinese numerals meant as digits. Last, tables as they are read.
"""

from __future__ import annotations

import html
import re
import unicodedata
import urllib.parse
from functools import lru_cache
from typing import Final

from generator.personal.reading import BREAK, TextReading, as_written, replaced
from generator.personal.tables import tables

MARK: Final = "\x00"  # replaces markup
NOTHING: Final = "\x01"  # replaces invisible characters until they are removed
NUMERALS: Final = {
    numeral: str(digit)
    for numerals in (
        "〇一二三四五六七八九",
        "零壹贰叁肆伍陆柒捌玖",
        "洞幺貳參  陸拐 勾",  # on the radio, in the old forms
        " 么弍叄     钩",
        " 弌两弎     鉤",
    )
    for digit, numeral in enumerate(numerals)
    if numeral != " "
}
LETTERS: Final = {"O": "0", "o": "0", "l": "1", "I": "1"}  # typed for a digit: 二OO二年, l38
# Digits converted from numerals. They may begin a number after another digit: 周一 may precede 一三八.
SPELLED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NUMBER_WORDS: Final = {
    word: digit
    for words in (
        "zero one two three four five six seven eight nine",
        "ling yi er san si wu liu qi ba jiu",
        "oh yao liang",
    )
    for digit, word in zip(SPELLED, words.split(), strict=False)
}
GAP: Final = re.compile(r"[\s\x00-\x02]+")
_ROUNDS: Final = 2  # an entity inside an escape: a page decodes the first, a link the second

_CODED: Final = re.compile(
    r"%(?:[2-7][0-9A-Fa-f]|0[9AaDd])|(?:%[89A-Fa-f][0-9A-Fa-f])+|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});?"
)
_NUMERAL: Final = "".join(NUMERALS)
_NUMERAL_RUN: Final = re.compile(
    rf"[0-9{SPELLED}{_NUMERAL}Oo](?:[^\w{BREAK}]*+_*+[^\w{BREAK}]*+[0-9{SPELLED}{_NUMERAL}Oo]){{10,}}"
)
_NUMBER_WORD: Final = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_ANY_WORD: Final = re.compile(rf"(?<![A-Za-z])(?:{_NUMBER_WORD})+(?![A-Za-z])", re.IGNORECASE)
_FIRST_LETTERS: Final = "".join(sorted({word[0] for word in _NUMBER_WORDS}))
_OTHER_LETTERS: Final = "|".join(sorted({word[1:] for word in _NUMBER_WORDS}, key=len, reverse=True))
# Two such words with only digits between them, or five written together; begins with a class for speed.
WORD_RUN: Final = re.compile(
    rf"[{_FIRST_LETTERS}](?<![A-Za-z].)(?:{_OTHER_LETTERS})"
    rf"(?:(?:{_NUMBER_WORD}){{4}}|(?:{_NUMBER_WORD}){{0,3}}(?:[^\w{BREAK}]{{1,4}}[0-9{_NUMERAL}]){{0,4}}"
    rf"[^\w{BREAK}]{{1,4}}(?:{_NUMBER_WORD})+(?![A-Za-z]))",
    re.IGNORECASE,
)
_EACH_WORD: Final = re.compile(_NUMBER_WORD, re.IGNORECASE)
_TO_SPELLED: Final = str.maketrans(
    {numeral: SPELLED[int(digit)] for numeral, digit in (NUMERALS | {"O": "0", "o": "0"}).items()}
)
CN: Final = "一二三四五六七八九十"
# Tags, emphasis, link targets, notes; labels of list items (1. 138 / 2. 0013 / 3. 8000 shows as a list) and of parts
# of a number. Begins with a class for speed.
_MARKUP: Final = re.compile(
    r"[<*~`\]\[({\n前中后末尾最](?:"
    r"(?<=<)(?:sup>[^<>]{1,6}</sup>|[/!]?[A-Za-z-][^<>]*>)|(?<=\*)\*+|(?<=~)~+|(?<=`)`*|(?<=\])\([^()\s]{0,200}\)"
    r"|(?<=\[)(?:(?:\^|脚?注)[^\[\]\s]{0,9}\]|(?<=[0-9]\[)[0-9]{1,2}\](?=[ -]?[0-9]))"
    r"|(?<=\()注[0-9]{0,2}\)|(?<=\{)[.#:][^{}\n]{0,40}\}"
    rf"|(?<=\n)[ >]*(?:[0-9]{{1,2}}(?:[.)] |、)|\([0-9{CN}]{{1,2}}\)|[A-Za-z][.)] "
    rf"|[{CN}]{{1,2}}、|[甲乙丙丁前中后]:|第[0-9{CN}]{{1,2}}[段行步]:?)"
    rf"|(?<=[前中后末尾最])[间后]?[0-9{CN}]{{0,2}}位(?:数字?|号码)?[是为:]?|(?<=尾)号[是为:]?)"
)
_CELL_TAG: Final = re.compile("</?t(?P<cell>[dh]|r)[ >]")
_SPACED: Final = re.compile(r"[一-龥](?<![一-龥].)(?:[ \u3000\n-][一-龥])+(?![一-龥])")
# A footnote mark inside a number.
_NOTE: Final = re.compile(r"[⁰¹²³⁴-⁹①-⑳†‡※](?<=[0-9].)(?=[ -]?[0-9])")
_LETTERED: Final = re.compile("(?<![A-Za-z0-9])(?=[0-9]*[OoIl])[0-9OoIl]+(?![A-WYZa-z])")
_TO_DIGITS: Final = str.maketrans(LETTERS)
_INVISIBLE: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # letters and symbols that show nothing
_SAME: Final = {
    **dict.fromkeys("ХхΧχx×✕✖叉", "X"),
    **dict.fromkeys("•‧∙⋅・･●▪", "·"),
    **dict.fromkeys("‐‑‒–—―−﹘─", "-"),
    **dict.fromkeys("ОоΟο", "O"),
    **dict.fromkeys("○◯⭕", "〇"),
    **dict.fromkeys("ІΙӀı", "I"),
    **dict(zip("АВЕКМНРСТУΑΒΕΖΗΚΜΝΡΤΥ", "ABEKMHPCTYABEZHKMNPTY", strict=True)),
    **dict.fromkeys("〔【「『〈《", "("),
    **dict.fromkeys("〕】」』〉》", ")"),
    **dict.fromkeys("‘’“”′", "'"),
    **dict.fromkeys("⁄∕", "/"),
    **dict.fromkeys("％﹪", "‰"),  # a percent sign that begins no escape
    **dict.fromkeys("〜∼", "~"),
    **dict.fromkeys("│┃", "|"),
    **dict.fromkeys("\t", " "),
    **dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"),
}
# Characters that stand for a digit with something else, or for several digits: ⒈ ⑿ ㋀ ½ ⓫.
COMPOUND: Final = (
    "\u00bc-\u00be\u2150-\u215f\u2189\u2469-\u2473\u2474-\u249b\u24eb-\u24f4\u24fe\u277f\u2789\u2793"
    "\u3248-\u324f\u3251-\u325f\u32b1-\u32bf\u32c0-\u32cb\u3358-\u3370\u33e0-\u33fe\U0001f100-\U0001f10a"
)
_UNEVEN: Final = re.compile(f"{NOTHING}+|[{COMPOUND}]")


def readings(text: str) -> tuple[TextReading, ...]:
    """The text without disguises; then, where they differ: decoded, bare, with words, letters and numerals as digits.

    All of them are searched: removing one disguise may hide a number written without it (90%13800…).
    """
    written = as_written(text)
    found = _decodings(_folded(written))
    reading = found[-1]
    marked = [found[0], *found[1:][-1:]]  # no other markup occurs between two encodings
    if (worded := _worded(reading)) is not reading:
        marked.append(worded)
    if (unnoted := replaced(written, _NOTE, lambda _: "")) is not written:
        marked.append(_folded(unnoted))
    found += [each for each in marked[1:] if each is not reading]
    for spelled in (_bare, _counted):
        others = [other for each in marked if (other := spelled(each)) is not each]
        marked += others
        found += others
    return (*found, *tables(_bare(reading)))


def as_shown(text: str) -> tuple[TextReading, ...]:
    """The text without disguises and markup, words and figures unchanged; then its tables."""
    reading = _bare(_decodings(_folded(as_written(text)))[-1])
    return (reading, *tables(reading))


def shown(text: str) -> str:
    """What a reader sees: the text without disguises and markup. Faster than `as_shown`."""
    return bare_text(_CODED.sub(lambda coded: _decode(coded[0]), _fold_text(text))).replace(MARK, "")


def without_gaps(text: str) -> str:
    """What a reader sees, without spaces, line ends and what stands for markup: names are compared so."""
    return GAP.sub("", shown(text))


def _decodings(reading: TextReading) -> list[TextReading]:
    found = [reading]
    while len(found) <= _ROUNDS and (decoded := replaced(found[-1], _CODED, _decode)) is not found[-1]:
        found.append(decoded)
    return found


def _folded(reading: TextReading) -> TextReading:
    even = TextReading(text=reading.text.translate(_FOLDS), origins=reading.origins)
    return replaced(even, _UNEVEN, _figures)


def _fold_text(text: str) -> str:
    return text.translate(_FOLDS).replace(NOTHING, "")


@lru_cache(maxsize=512)
def _figures(character: str) -> str:
    """The text that a compound stands for, "" for an invisible one; ⓫ has no compatibility form."""
    if character[0] == NOTHING:
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return f"{unicodedata.numeric(character):.0f}" if plain == character else _fold_text(plain)


class _Folds(dict[int, str]):
    """A table for str.translate, filled on demand; maps one character to one character."""

    def __missing__(self, code: int) -> str:
        return _fold(chr(code))


_FOLDS: Final = _Folds()
_IS_COMPOUND: Final = re.compile(f"[{COMPOUND}]")


@lru_cache(maxsize=8192)
def _fold(character: str) -> str:
    """The character that it stands for; of several, the first that can be part of a number."""
    if character == BREAK or _IS_COMPOUND.match(character):
        return character
    category = unicodedata.category(character)
    if character in _INVISIBLE or category in ("Cf", "Mn", "Me"):
        return NOTHING
    if category == "Cc" and not character.isspace():
        return NOTHING
    if character in _SAME:
        return _SAME[character]
    parts = [_SAME.get(part, _as_digit(part)) for part in unicodedata.normalize("NFKD", _as_digit(character))]
    return next((part for part in parts if part.isalnum()), parts[0])


def _as_digit(character: str) -> str:
    """A digit of any script, circled, of Suzhou (〡〢〣) or Rome (Ⅲ), as an ASCII digit."""
    digit = unicodedata.digit(character, None)
    if digit is None and unicodedata.category(character) == "Nl":
        number = unicodedata.numeric(character)
        digit = int(number) if number in range(10) else None
    return character if digit is None else str(digit)


@lru_cache(maxsize=512)
def _decode(coded: str) -> str:
    return _fold_text(urllib.parse.unquote(coded) if coded.startswith("%") else html.unescape(coded))


def _bare(reading: TextReading) -> TextReading:
    """Replace markup by a mark and join spaced words: 138<b>0013</b>8000 shows one number, 出 生 one word."""
    return replaced(replaced(reading, _MARKUP, _mark), _SPACED, _together)


def bare_text(text: str) -> str:
    """The same for plain text, which is faster."""
    return _SPACED.sub(lambda words: _together(words[0]), _MARKUP.sub(lambda tag: _mark(tag[0]), text))


def _mark(markup: str) -> str:
    if markup[0] == "\n":
        return f"\n{MARK}"
    if markup[0] in "*~`":
        return ""
    tag = _CELL_TAG.match(markup)
    return MARK if tag is None else "\n" if tag["cell"] == "r" else "|"


def _together(words: str) -> str:
    return re.sub("[^一-龥]", "", words)


def _worded(reading: TextReading) -> TextReading:
    """Replace runs of English or pinyin number words by digits: yao san ba."""
    return replaced(reading, _ANY_WORD, _figures_of) if WORD_RUN.search(reading.text) else reading


def _figures_of(words: str) -> str:
    return _EACH_WORD.sub(lambda word: _NUMBER_WORDS[word[0].lower()], words)


def _counted(reading: TextReading) -> TextReading:
    """Replace letters without adjacent letters, and runs of eleven or more numerals, by digits."""
    text = _LETTERED.sub(lambda letters: letters[0].translate(_TO_DIGITS), reading.text)
    text = _NUMERAL_RUN.sub(lambda run: run[0].translate(_TO_SPELLED), text)
    return reading if text == reading.text else TextReading(text=text, origins=reading.origins)
