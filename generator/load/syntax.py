"""Explain to a clerk why a text is not YAML, by looking for common mistakes around the parser's error.

The parser often notices a mistake a line late; its position is only where the search begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, TypeAlias

import yaml

from generator.problems import Place, Problem, shown

KEY: Final = r"[A-Za-z_][A-Za-z0-9_]*|[0-9]{4}-W[0-9]{2}"
# Longer lines are not searched for mistakes.
_LONGEST: Final = 300
_MAPPING: Final = "mapping values are not allowed"
_NO_COLON: Final = "could not find expected ':'"
_NO_COMMA: Final = "expected ',' or"
# Line and column from 0, message and hint.
Found: TypeAlias = tuple[int, int, str, str]


class _Slip(NamedTuple):
    """A common mistake on a line. The pattern's group `at` is its position; `written` is the corrected line.

    The message and hint may name the groups; the hint may also name {written}.
    """

    pattern: str
    message: str
    hint: str
    written: str = ""
    said: str = ""  # the parser's words, if only they reveal it


_SLIPS: Final = (
    _Slip(r"[ ]*(?P<at>\t)", "这一行用 Tab 键缩进。", "请把 Tab 换成空格,与同一级的键左对齐。"),
    _Slip(
        rf"\s*(?:- +)?(?P<key>{KEY})\s*(?P<at>：)",
        "“{key}”后面是全角冒号“：”。",
        "请换成半角冒号“:”,后面空一格。",
    ),
    _Slip(r"\s*(?P<at>＃)", "这一行以全角“＃”开头,不是注释。", "请换成半角的“# ”。"),
    _Slip(
        rf"\s*(?:- *)?(?:(?:{KEY}): *)?(?P<at>[｛【［])",
        "这里用了全角的括号。",
        "括号、逗号、冒号都请换成半角:[甲, 乙] 或 {{键: 值, 键: 值}}。",
    ),
    _Slip(
        rf"[^\"'#]*[\[{{][^\"'#]*(?P<at>[，；、])\s*(?P<key>{KEY}):\s",
        "“{key}”前面是全角的标点。",
        "请换成半角逗号,后面空一格:“, {key}: ……”。",
    ),
    _Slip(
        rf"\s*(?:- +)?(?P<key>{KEY})(?P<at>:)[^\s:]",
        "“{key}:”后面没有空格。",
        "请在冒号后面空一格,写成“键: 值”。",
    ),
    _Slip(
        rf"\s*(?P<at>-|[—–－−·•*]|[0-9]{{1,2}}[.、)）])\s*(?<!- )(?P<key>{KEY}):\s",
        "列表的这一项没有以“- ”开头。",
        "请写成“- {key}: ……”:半角减号,后面空一格。",
    ),
    _Slip(r"[ ]*(?P<at>-)(?=[^\s-])", "“-”后面没有空格。", "请在减号后面空一格,写成“- ……”。"),
)
_LEAD: Final = rf"(?P<lead>\s*(?:- +)?(?:{KEY}):\s+)"
# Mistakes that only the parser's words distinguish from a correct line.
_TOLD_SLIPS: Final = (
    _Slip(
        rf"{_LEAD}(?P<at>[\"'])(?P<value>(?:(?!(?P=at)).)*?)\s*$",
        "引号只有左边的一个。",
        "请把这一行写成“{written}”。",
        "{lead}{value}",
        "quoted scalar",
    ),
    _Slip(
        rf"{_LEAD}(?=.*: .*\S)(?P<at>[^\s\"\\][^\"\\]*?)\s*$",
        "文字里有冒号和空格“: ”。",
        "请给整句加引号,写成“{written}”。",
        '{lead}"{at}"',
        _MAPPING,
    ),
    _Slip(  # something other than a colon between a key and its value
        rf"(?P<lead>\s*(?:- +)?)(?P<at>{KEY})(?:\s*[=＝;；,，、。.]\s*|[ \t]+)(?P<value>[^\s:=].*?)\s*$",
        "“{at}”后面没有冒号。",
        "请写成“{written}”。",
        "{lead}{at}: {value}",
        _NO_COLON,
    ),
    _Slip(
        rf"(?P<at>\s*)(?P<key>{KEY})\s*$",
        "“{key}”后面没有冒号和值。",
        "请写成“{written}”。",
        "{at}{key}: ……",
        _NO_COLON,
    ),
)
_OPENING: Final = re.compile(rf"\s*(?:- +)?(?:(?:{KEY}):\s+)?(?P<at>[\[{{\"'@`%*&!|>]|(?<=: )[-?,] )")
_LINE: Final = re.compile(rf"{_LEAD}(?P<value>\S.*?)\s*")
_ASKEW: Final = ("这一行与上文对不齐。", "同一级的键请左对齐,用空格缩进。")
# The parser's words, and message and hint if no mistake was found.
_KNOWN: Final = {
    _NO_COLON: ("这一行没有写成“键: 值”。", "请用半角冒号,后面空一格;接着上一行的文字请缩进。"),
    _MAPPING: ("这一行多出一个冒号。", "文字里有“: ”时请给整句加引号;也请检查上一行。"),
    _NO_COMMA: ("方括号或花括号里缺少逗号或右括号。", "请写成 [甲, 乙] 或 {键: 值, 键: 值},用半角逗号。"),
    "unexpected end of stream": ("从这里起的引号或括号没有写完。", "请补上右引号或右括号。"),
    "expected key": _ASKEW,
    "expected <block end>": _ASKEW,
    "expected '-' indicator": (_ASKEW[0], "同一项的键请左对齐;新的一项请以“- ”开头。"),
    "while parsing a quoted scalar": ("双引号里的反斜线写法不对。", "请改用单引号,或把 \\ 写成 \\\\。"),
    "cannot start any token": ("这个字符不能放在这里。", "文字以 @、%、` 等符号开头时请加引号。"),
    "": ("这里的写法有误。", "请对照数据格式说明检查缩进、冒号、引号和括号。"),
}
_BRACKETS: Final = re.compile(r"\"[^\"]*\"|'[^']*'|\s#.*|[\[\]{}]")
_PAIRS: Final = {"[": "]", "{": "}"}
_PAIRED: Final = "请补上缺的括号,写成 [甲, 乙] 或 {键: [甲, 乙], 键: 值},用半角逗号隔开。"
# With these words the mistake is where the parser began, not where it gave up.
_AT_THE_BEGINNING: Final = (_NO_COLON, "unexpected end of stream", _NO_COMMA)


def syntax_problem(path: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """Report a text that the parser rejected (E104)."""
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    if error.context_mark and any(words in said for words in _AT_THE_BEGINNING):
        mark = error.context_mark
    lines = text.splitlines()
    line, column = (mark.line, mark.column) if mark else (0, 0)
    around = [number for number in (line, *_above(lines, line)) if number < len(lines)]
    found = next((slip for number in around if (slip := _slip(_SLIPS, lines, number, said))), None)
    if found is None and line < len(lines):
        found = _unaligned(lines, line, said) or _unpaired(lines, line, said)
        if found is None and "quoted scalar" not in said:
            found = _undashed(lines, line) or _opening(lines, line, column)
        if found is None and len(lines[line]) < _LONGEST:
            found = _slip(_TOLD_SLIPS, lines, line, said)
        found = found or _continued(lines, line, said)
    known = next(words for needle, words in _KNOWN.items() if needle in said)
    line, column, message, hint = found or (line, column, *known)
    return Place(path=path, line=line + 1, column=column + 1).problem("E104", message, hint)


def _slip(slips: Iterable[_Slip], lines: list[str], number: int, said: str) -> Found | None:
    """The first of these mistakes on that line."""
    for slip in slips:
        found = re.match(slip.pattern, lines[number][:_LONGEST]) if slip.said in said else None
        if found is None:
            continue
        more = ""
        if "全角" in slip.message:
            others = sum(re.match(slip.pattern, one[:_LONGEST]) is not None for one in lines) - 1
            more = f"这样的行另有 {others} 处,请一起改。" if others else ""
        written = shown(slip.written.format(**found.groupdict()), 200)
        parts = {name: shown(part or "") for name, part in found.groupdict().items()}
        hint = slip.hint.format(**parts, written=written)
        return number, found.start("at"), slip.message.format(**parts), hint + more
    return None


def _above(lines: list[str], line: int) -> list[int]:
    """The nearest line above that is not blank, if there is one."""
    return [number for number in range(min(line, len(lines))) if lines[number].strip()][-1:]


def _unaligned(lines: list[str], line: int, said: str) -> Found | None:
    """A key that is indented deeper than the complete line above it."""
    if _MAPPING not in said or line == 0:
        return None
    indent, above = (len(text) - len(text.lstrip(" ")) for text in (lines[line], lines[line - 1]))
    if indent <= above or not re.match(rf"\s*(?:{KEY}):\s", lines[line]):
        return None
    before = _column_of_key(lines[line - 2]) if line > 1 else -1
    if above < indent == before:
        written = f"{' ' * indent}{lines[line - 1].strip()}"
        return line - 1, above, "这一行比上下两行缩进得少。", f"请把这一行写成“{shown(written, 200)}”。"
    if _column_of_key(lines[line - 1]) == _column_of_key(lines[line + 1] if line + 1 < len(lines) else ""):
        written = f"{' ' * _column_of_key(lines[line - 1])}{lines[line].strip()}"
        return line, indent, "这一行比上下两行缩进得多。", f"请把这一行写成“{shown(written, 200)}”。"
    return line, indent, "这一行比上一行缩进得多。", "同一级的键请左对齐;如果是列表,请在每一项前写“- ”。"


def _column_of_key(text: str) -> int:
    """The column of a line's key, after its dash if it has one; -1 if there is no key."""
    found = re.match(rf"(?P<lead>\s*(?:- +)?)(?:{KEY}):(?:\s|$)", text)
    return len(found["lead"]) if found else -1


def _undashed(lines: list[str], line: int) -> Found | None:
    """A key in the column where the items above have their dash: an item without one."""
    found = re.match(rf"(?P<indent> *)(?P<key>{KEY}):\s", lines[line])
    if found is None:
        return None
    dashed = re.compile(rf"{found['indent']}- +{found['key']}:")
    if not any(dashed.match(above) for above in lines[:line]):
        return None
    right = f"{found['indent']}- {lines[line].strip()}"
    return (
        line,
        found.end("indent"),
        "列表的这一项没有以“- ”开头。",
        f"请把这一行写成“{shown(right, 200)}”,同一项其余的行与“{found['key']}”左对齐。",
    )


def _unpaired(lines: list[str], line: int, said: str) -> Found | None:
    """The first bracket from this line on that is not closed, or closed by the other kind."""
    if _NO_COMMA not in said:
        return None
    opened: list[tuple[int, int, str]] = []
    for number, text in enumerate(lines[line:], line):
        for found in _BRACKETS.finditer(text):
            if found[0] in _PAIRS:
                opened.append((number, found.start(), found[0]))
            elif found[0] in _PAIRS.values():
                if not opened:
                    return None
                if _PAIRS[opened[-1][2]] != found[0]:
                    return _without_partner(*opened[-1])
                opened.pop()
        if not opened:
            return None
    return _without_partner(*opened[0])


def _without_partner(line: int, column: int, bracket: str) -> Found:
    return line, column, f"括号没有配对:“{bracket}”没有对应的“{_PAIRS[bracket]}”。", _PAIRED


def _opening(lines: list[str], line: int, column: int) -> Found | None:
    """A text that begins with a character that YAML reserves."""
    found = _OPENING.match(lines[line])
    if found is None or found.start("at") >= column + (found["at"][0] in "@`%-?,"):
        return None
    if found["at"] in "\"'":
        return line, found.start("at"), "引号只引了前一半文字。", "请给整句加引号,或换成中文引号“”。"
    sign, whole = found["at"].strip(), _LINE.fullmatch(lines[line])
    hint = "以这个符号开头的文字请给整句加引号。"
    if whole and '"' not in whole["value"] and "\\" not in whole["value"] and sign not in "[{":
        written = f'{whole["lead"]}"{whole["value"]}"'
        hint = f"请给整句加引号,写成“{shown(written, 200)}”。"
    return line, found.start("at"), f"文字以“{sign}”开头。", hint


def _continued(lines: list[str], line: int, said: str) -> Found | None:
    """A line without a key: the rest of the text above, or a separate value."""
    above, text = _above(lines, line), lines[line][:_LONGEST]
    if _NO_COLON not in said or not above or not _LINE.fullmatch(lines[above[0]][:_LONGEST]) or "\t" in text:
        return None
    joined = shown(f"{lines[above[0]].rstrip()}{text.strip()}".strip(), 200)
    hint = f"是上一行的文字,请把两行并成一行“{joined}”;是另一项,请写成“键: 值”。"
    return line, 0, _KNOWN[_NO_COLON][0], hint


def misspelled_mapping(text: Any) -> str | None:
    """A hint for a text that was meant as “key: value”; None for other text."""
    found = re.match(rf"(?P<key>{KEY})\s*(?P<colon>[:：])", text) if isinstance(text, str) else None
    if found is None:
        return None
    count = len(re.findall(rf"(?<!\S)(?:{KEY})\s*：", text))
    if count > 1:
        return f"有 {count} 个键后面是全角冒号:请都换成半角“:”,后面空一格;文字里的“：”不动。"
    colon = "全角冒号请换成半角“:”," if found["colon"] == "：" else ""
    return f"“{found['key']}”后面的冒号写法不对:{colon}冒号后面要空一格。"
