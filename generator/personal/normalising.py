"""A text as its readers understand it: disguises of digits taken off, each character with its origin.

Taken off, in this order: compatibility forms (NFKC), invisible and combining characters, digits of other
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

MARK: Final = "\x00"  # stands for what marks the text up
NOTHING: Final = "\x01"  # what cannot be seen, until it is taken out
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
# Digits that were written as numerals: whole by themselves, since before 一三八 may stand 周一.
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
_ROUNDS: Final = 2  # an entity inside an escape; a page shows the first, an address the second

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
# Two such words with no more than digits between them, or five in one; the engine skips to the first letter.
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
# Tags, emphasis, targets of links, notes; then labels of items, as 1. 138 / 2. 0013 / 3. 8000 shows as a list, and of
# the parts of a number. The engine skips to the first character.
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
# A mark of a footnote, drawn small, inside a number.
_NOTE: Final = re.compile(r"[⁰¹²³⁴-⁹①-⑳†‡※](?<=[0-9].)(?=[ -]?[0-9])")
_LETTERED: Final = re.compile("(?<![A-Za-z0-9])(?=[0-9]*[OoIl])[0-9OoIl]+(?![A-WYZa-z])")
_TO_DIGITS: Final = str.maketrans(LETTERS)
_INVISIBLE: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # letters and symbols without ink
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
    **dict.fromkeys("％﹪", "‰"),  # a percent sign that codes nothing
    **dict.fromkeys("〜∼", "~"),
    **dict.fromkeys("│┃", "|"),
    **dict.fromkeys("\t", " "),
    **dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"),
}
# Characters that hold a figure and something else, or several figures: ⒈ ⑿ ㋀ ½ ⓫.
COMPOUND: Final = (
    "\u00bc-\u00be\u2150-\u215f\u2189\u2469-\u2473\u2474-\u249b\u24eb-\u24f4\u24fe\u277f\u2789\u2793"
    "\u3248-\u324f\u3251-\u325f\u32b1-\u32bf\u32c0-\u32cb\u3358-\u3370\u33e0-\u33fe\U0001f100-\U0001f10a"
)
_UNEVEN: Final = re.compile(f"{NOTHING}+|[{COMPOUND}]")


def readings(text: str) -> tuple[TextReading, ...]:
    """The text without disguises; then, where they differ, decoded, bare, words, letters and numerals as digits.

    All of them count: taking off one disguise may hide a number that was written without it (90%13800…).
    """
    written = as_written(text)
    found = _decodings(_folded(written))
    reading = found[-1]
    marked = [found[0], *found[1:][-1:]]  # what was coded twice has no other marks in between
    if (worded := _worded(reading)) is not reading:
        marked.append(worded)
    if (unnoted := replaced(written, _NOTE, lambda _: "")) is not written:
        marked.append(_folded(unnoted))
    found += [each for each in marked[1:] if each is not reading]
    for spelled in (bare, _counted):
        others = [other for each in marked if (other := spelled(each)) is not each]
        marked += others
        found += others
    return (*found, *tables(bare(reading)))


def as_shown(text: str) -> tuple[TextReading, ...]:
    """The text without disguises and marks, words and figures as they are written; then its tables."""
    reading = _shown(text)
    return (reading, *tables(reading))


def shown(text: str) -> str:
    """What a reader sees of a text: without any disguise or mark."""
    return _shown(text).text.replace(MARK, "")


def _shown(text: str) -> TextReading:
    return bare(_decodings(_folded(as_written(text)))[-1])


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
    """What a compound stands for, and nothing for what cannot be seen; ⓫ has no compatibility form."""
    if character[0] == NOTHING:
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return f"{unicodedata.numeric(character):.0f}" if plain == character else _fold_text(plain)


class _Folds(dict[int, str]):
    """A table for str.translate that is made as it is asked; one character for each, whatever its form has."""

    def __missing__(self, code: int) -> str:
        return _fold(chr(code))


_FOLDS: Final = _Folds()
_IS_COMPOUND: Final = re.compile(f"[{COMPOUND}]")


@lru_cache(maxsize=8192)
def _fold(character: str) -> str:
    """The one character that it stands for: of a form of several the first that a number may be made of."""
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


def bare(reading: TextReading) -> TextReading:
    """A mark instead of all that marks the text up: 138<b>0013</b>8000 shows as one number; 出 生 as one word."""
    return replaced(replaced(reading, _MARKUP, _mark), _SPACED, _together)


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
    """Words of English or pinyin as the digits they mean, where several stand in a row: yao san ba."""
    return replaced(reading, _ANY_WORD, _figures_of) if WORD_RUN.search(reading.text) else reading


def _figures_of(words: str) -> str:
    return _EACH_WORD.sub(lambda word: _NUMBER_WORDS[word[0].lower()], words)


def _counted(reading: TextReading) -> TextReading:
    """Letters, where no other letter touches them, and runs of eleven or more numerals, as the digits they mean."""
    text = _LETTERED.sub(lambda letters: letters[0].translate(_TO_DIGITS), reading.text)
    text = _NUMERAL_RUN.sub(lambda run: run[0].translate(_TO_SPELLED), text)
    return reading if text == reading.text else TextReading(text=text, origins=reading.origins)
