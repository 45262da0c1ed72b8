"""Why a text is no YAML, said to a clerk: the slips that people make are looked for around the error.

The parser often notices a slip a line later than it was made; its own place is only where the search begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from generator.problems import Place, Problem, shown

_KEY: Final = r"[A-Za-z_][A-Za-z0-9_]*|[0-9]{4}-W[0-9]{2}"
# Where people write by hand; in a longer line a slip is not looked for.
_LONGEST: Final = 300
# A slip on a line: the group `at` is where it stands; `{key}` is the key it belongs to.
_SLIPS: Final = (
    (
        r"[ ]*(?P<at>\t)",
        "这一行用 Tab 键缩进。",
        "请把 Tab 换成空格,与同一级的键左对齐。",
    ),
    (
        rf"\s*(?:- +)?(?P<key>{_KEY})\s*(?P<at>：)",
        "“{key}”后面是全角冒号“：”。",
        "请换成半角冒号“:”,后面空一格。",
    ),
    (
        r"\s*(?P<at>＃)",
        "这一行以全角“＃”开头,不是注释。",
        "请换成半角的“# ”。",
    ),
    (
        rf"\s*(?:- *)?(?:(?:{_KEY}): *)?(?P<at>[｛【［])",
        "这里用了全角的括号。",
        "括号、逗号、冒号都请换成半角:[甲, 乙] 或 {{键: 值, 键: 值}}。",
    ),
    (
        rf"[^\"'#]*[\[{{][^\"'#]*(?P<at>[，；、])\s*(?P<key>{_KEY}):\s",
        "“{key}”前面是全角的标点。",
        "请换成半角逗号,后面空一格:“, {key}: ……”。",
    ),
    (
        rf"\s*(?:- +)?(?P<key>{_KEY})(?P<at>:)[^\s:]",
        "“{key}:”后面没有空格。",
        "请在冒号后面空一格,写成“键: 值”。",
    ),
    (
        rf"\s*(?P<at>-|[—–－−·•*]|[0-9]{{1,2}}[.、)）])\s*(?<!- )(?P<key>{_KEY}):\s",
        "列表的这一项没有以“- ”开头。",
        "请写成“- {key}: ……”:半角减号,后面空一格。",
    ),
    (
        r"[ ]*(?P<at>-)(?=[^\s-])",
        "“-”后面没有空格。",
        "请在减号后面空一格,写成“- ……”。",
    ),
)
_OPENING: Final = re.compile(rf"\s*(?:- +)?(?:(?:{_KEY}):\s+)?(?P<at>[\[{{\"'@`%*&!|>]|(?<=: )[-?,] )")
_LINE: Final = re.compile(rf"(?P<lead>\s*(?:- +)?(?:{_KEY}):\s+)(?P<value>\S.*?)\s*")
# A key and its value with something else than a colon between them.
_UNMARKED: Final = re.compile(
    rf"(?P<lead>\s*(?:- +)?)(?P<key>{_KEY})(?:\s*[=＝;；,，、。.]\s*|[ \t]+)(?P<value>[^\s:=].*?)\s*"
)
_KNOWN: Final = (
    (
        "could not find expected ':'",
        "这一行没有写成“键: 值”。",
        "请用半角冒号,后面空一格;接着上一行的文字请缩进。",
    ),
    (
        "mapping values are not allowed",
        "这一行多出一个冒号。",
        "文字里有“: ”时请给整句加引号;也请检查上一行。",
    ),
    (
        "expected ',' or",
        "方括号或花括号里缺少逗号或右括号。",
        "请写成 [甲, 乙] 或 {键: 值, 键: 值},用半角逗号。",
    ),
    ("unexpected end of stream", "从这里起的引号或括号没有写完。", "请补上右引号或右括号。"),
    ("expected key", "这一行与上文对不齐。", "同一级的键请左对齐,用空格缩进。"),
    ("expected <block end>", "这一行与上文对不齐。", "同一级的键请左对齐,用空格缩进。"),
    ("expected '-' indicator", "这一行与上文对不齐。", "同一项的键请左对齐;新的一项请以“- ”开头。"),
    ("while parsing a quoted scalar", "双引号里的反斜线写法不对。", "请改用单引号,或把 \\ 写成 \\\\。"),
    ("cannot start any token", "这个字符不能放在这里。", "文字以 @、%、` 等符号开头时请加引号。"),
)
_BRACKETS: Final = re.compile(r"\"[^\"]*\"|'[^']*'|\s#.*|[\[\]{}]")
_PAIRS: Final = {"[": "]", "{": "}"}
_PAIRED: Final = "请补上缺的括号,写成 [甲, 乙] 或 {键: [甲, 乙], 键: 值},用半角逗号隔开。"
# Where these are said, the mistake lies where the parser began, not where it gave up.
_AT_THE_BEGINNING: Final = ("could not find expected ':'", "unexpected end of stream", "expected ',' or")


def syntax_problem(path: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """The E104 for a text that the parser gave up on."""
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    if error.context_mark and any(words in said for words in _AT_THE_BEGINNING):
        mark = error.context_mark
    lines = text.splitlines()
    line, column = (mark.line, mark.column) if mark else (0, 0)
    found = _slip(lines, line) or _unaligned(lines, line, said) or _unpaired(lines, line, said)
    if found is None and "quoted scalar" not in said:
        found = _undashed(lines, line) or _opening(lines, line, column)
    found = found or _unquoted(lines, line, said) or _unmarked(lines, line, said)
    line, column, message, hint = found or (line, column, *_words(said))
    return Problem(
        code="E104", place=Place(path=path, line=line + 1, column=column + 1), message=message, hint=hint
    )


def _slip(lines: list[str], line: int) -> tuple[int, int, str, str] | None:
    """The first known slip on the line or the one above it."""
    for number in _around(lines, line):
        for pattern, message, hint in _SLIPS:
            if found := re.match(pattern, lines[number][:_LONGEST]):
                key = shown(found.groupdict().get("key") or "")
                others = _count_of(pattern, lines) - 1
                more = f"这样的行另有 {others} 处,请一起改。" if others and "全角" in message else ""
                return number, found.start("at"), message.format(key=key), hint.format(key=key) + more
    return None


def _count_of(pattern: str, lines: list[str]) -> int:
    return sum(re.match(pattern, one[:_LONGEST]) is not None for one in lines)


def _around(lines: list[str], line: int) -> Iterator[int]:
    if line < len(lines):
        yield line
    above = (number for number in range(min(line, len(lines)) - 1, -1, -1) if lines[number].strip())
    yield from [number for number in [next(above, None)] if number is not None]


def _unaligned(lines: list[str], line: int, said: str) -> tuple[int, int, str, str] | None:
    """A key that is indented more than the finished line above it."""
    if "mapping values are not allowed" not in said or not 0 < line < len(lines):
        return None
    indent, above = (len(text) - len(text.lstrip(" ")) for text in (lines[line], lines[line - 1]))
    if indent <= above or not re.match(rf"\s*(?:{_KEY}):\s", lines[line]):
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
    """Where the key of a line stands, behind its dash too; -1 where there is none."""
    found = re.match(rf"(?P<lead>\s*(?:- +)?)(?:{_KEY}):(?:\s|$)", text)
    return len(found["lead"]) if found else -1


def _undashed(lines: list[str], line: int) -> tuple[int, int, str, str] | None:
    """A key that stands where the items above have their dash: another item without it."""
    found = re.match(rf"(?P<indent> *)(?P<key>{_KEY}):\s", lines[line]) if line < len(lines) else None
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


def _unpaired(lines: list[str], line: int, said: str) -> tuple[int, int, str, str] | None:
    """The first bracket from this line on that is never closed, or closed by one of the other kind."""
    if "expected ',' or" not in said:
        return None
    opened: list[tuple[int, int, str]] = []
    unclosed = "括号没有配对:“{}”没有对应的“{}”。"
    for number, text in enumerate(lines[line:], line):
        for found in _BRACKETS.finditer(text):
            if found[0] in _PAIRS:
                opened.append((number, found.start(), found[0]))
            elif found[0] in _PAIRS.values():
                if not opened:
                    return None
                at, column, bracket = opened.pop()
                if _PAIRS[bracket] != found[0]:
                    return at, column, unclosed.format(bracket, _PAIRS[bracket]), _PAIRED
        if not opened:
            return None
    at, column, bracket = opened[0]
    return at, column, unclosed.format(bracket, _PAIRS[bracket]), _PAIRED


def _opening(lines: list[str], line: int, column: int) -> tuple[int, int, str, str] | None:
    """A text that begins with a character which means something else."""
    found = _OPENING.match(lines[line]) if line < len(lines) else None
    if found is None or found.start("at") >= column + (found["at"][0] in "@`%-?,"):
        return None
    if found["at"] in "\"'":
        return line, found.start("at"), "引号只引了前一半文字。", "请给整句加引号,或换成中文引号“”。"
    sign, whole, hint = (
        found["at"].strip(),
        _LINE.fullmatch(lines[line]),
        "以这个符号开头的文字请给整句加引号。",
    )
    if whole and '"' not in whole["value"] and "\\" not in whole["value"] and sign not in "[{":
        written = f'{whole["lead"]}"{whole["value"]}"'
        hint = f"请给整句加引号,写成“{shown(written, 200)}”。"
    return line, found.start("at"), f"文字以“{sign}”开头。", hint


def _unquoted(lines: list[str], line: int, said: str) -> tuple[int, int, str, str] | None:
    """A colon within a text, or a quote of which there is only one: the whole line as it should be."""
    found = _LINE.fullmatch(lines[line]) if line < len(lines) and len(lines[line]) < _LONGEST else None
    if found is None:
        return None
    at, lead, value = found.start("value"), found["lead"], found["value"]
    if "quoted scalar" in said and value[0] in "\"'" and value.count(value[0]) == 1:
        hint = f"请把这一行写成“{shown(lead + value[1:], 200)}”。"
        return line, at, "引号只有左边的一个。", hint
    if "mapping values are not allowed" in said and ": " in value and '"' not in value and "\\" not in value:
        written = f'{lead}"{value}"'
        return line, at, "文字里有冒号和空格“: ”。", f"请给整句加引号,写成“{shown(written, 200)}”。"
    return None


def _unmarked(lines: list[str], line: int, said: str) -> tuple[int, int, str, str] | None:
    """A line without a colon: a key without one, or the rest of the text above."""
    if "could not find expected ':'" not in said or line >= len(lines):
        return None
    text = lines[line][:_LONGEST]
    if found := _UNMARKED.fullmatch(text):
        written = f"{found['lead']}{found['key']}: {found['value']}"
        return line, found.start("key"), f"“{found['key']}”后面没有冒号。", f"请写成“{shown(written, 200)}”。"
    above = next((number for number in range(line - 1, -1, -1) if lines[number].strip()), None)
    if re.fullmatch(_KEY, text.strip()):
        return line, 0, f"“{text.strip()}”后面没有冒号和值。", f"请写成“{text.rstrip()}: ……”。"
    if above is None or not _LINE.fullmatch(lines[above][:_LONGEST]) or "\t" in text:
        return None
    joined = f"{lines[above].rstrip()}{text.strip()}".strip()
    return (
        line,
        0,
        "这一行没有写成“键: 值”。",
        f"是上一行的文字,请把两行并成一行“{shown(joined, 200)}”;是另一项,请写成“键: 值”。",
    )


def _words(said: str) -> tuple[str, str]:
    found = ((message, hint) for known, message, hint in _KNOWN if known in said)
    return next(found, ("这里的写法有误。", "请对照数据格式说明检查缩进、冒号、引号和括号。"))


def misspelled_mapping(text: Any) -> str | None:
    """How to mend a text that was meant as “key: value”, or None where it does not look so."""
    found = re.match(rf"(?P<key>{_KEY})\s*(?P<colon>[:：])", text) if isinstance(text, str) else None
    if found is None:
        return None
    count = len(re.findall(rf"(?<!\S)(?:{_KEY})\s*：", text))
    if count > 1:
        return f"有 {count} 个键后面是全角冒号:请都换成半角“:”,后面空一格;文字里的“：”不动。"
    colon = "全角冒号请换成半角“:”," if found["colon"] == "：" else ""
    return f"“{found['key']}”后面的冒号写法不对:{colon}冒号后面要空一格。"
