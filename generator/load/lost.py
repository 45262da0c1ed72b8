"""Half a text that YAML takes for a comment: 滨湖路 #18号 is read as 滨湖路, and nobody is told.

A comment that people write has a space after its sign; what follows it without one is likelier a number.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from generator.load.filing import Loaded
from generator.memo import remembered
from generator.problems import Place, Problem, shown

_KEY_AND_VALUE: Final = re.compile(
    r"[ ]*+(?:- +)*+(?:(?P<key>[A-Za-z_][A-Za-z0-9_]*): +)?+(?P<value>[^\s\"'\[{|>#].*)"
)
_SIGN: Final = re.compile(r"[ \t]#")
_CHINESE: Final = re.compile("[\u3400-\u9fff]")
# Nobody reads more about one file.
_MOST: Final = 20


@remembered("loaded.source.path")
def lost_problems(loaded: Loaded) -> tuple[Problem, ...]:
    """A W341 for each text that goes on behind a sign of a comment."""
    text = loaded.text
    if _SIGN.search(text) is None:
        return ()
    lines = enumerate(text.splitlines(), 1)
    found = (problem for number, line in lines if (problem := _problem(loaded, number, line)) is not None)
    return tuple(islice(found, _MOST))


def _problem(loaded: Loaded, number: int, line: str) -> Problem | None:
    sign = _SIGN.search(line)
    if sign is None:
        return None
    read, lost = _KEY_AND_VALUE.match(line[: sign.start()]), line[sign.end() :].rstrip()
    if read is None or not lost[:1].strip("#") or _CHINESE.search(read["value"]) is None:
        return None
    if line[sign.end()].isspace() or any(lost in scalar for scalar in loaded.scalars):
        return None
    key, value = f"{read['key']}: " if read["key"] else "", read["value"].rstrip()
    return Problem(
        code="W341",
        place=Place(path=loaded.source.path, line=number, column=sign.end() + 1),
        message=f"“#{shown(lost)}”被当作注释,没有读进来:值只是“{shown(value)}”。",
        hint=f'是文字的一部分,请给整句加引号:{key}"{shown(f"{value} #{lost}", 100)}";真是注释的,在 # 后面空一格。',
    )
