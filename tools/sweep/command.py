"""`make sweep divisions=FILE`: the sweep over a city made of that list, or over the sample's records."""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from generator.feeds.finder import finder_index
from generator.load import load
from generator.model.public import PublicBureau
from generator.privacy.publishing import publish
from tools import sample_data as sample
from tools.sweep.asking import Answer, blank_page, put
from tools.sweep.questions import in_turns, keystrokes, questions

AS_OF = dt.date(2026, 11, 24)
_NAMES_TYPED = 100


def main(arguments: Sequence[str] | None = None) -> int:
    """Return exit code 1 if any answer is wrong."""
    parser = argparse.ArgumentParser(prog="sweep", description=__doc__)
    parser.add_argument("--divisions", help="名单（CSV），格式同 tools/sample_data.py")
    parser.add_argument("--root", default=".", help="已有 data/ 的目录")
    parser.add_argument("--most", type=int, default=100_000, help="最多问多少个问题")
    parser.add_argument("--slower", type=int, default=1, help="把处理器放慢多少倍，像一部旧手机")
    parser.add_argument("--show", type=int, default=10, help="每类列出多少个例子")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="sweep-") as scratch:
        root = Path(options.root)
        if options.divisions:
            root = Path(scratch)
            if failed := sample.main(["--divisions", options.divisions, "--out", scratch, "--months", "1"]):
                return failed
        bureau = publish(load(root).bureau, AS_OF)
    return report(bureau, options.most, options.slower, options.show)


def report(bureau: PublicBureau, most: int, slower: int, show: int) -> int:
    """Ask the questions, and print counts, times and examples."""
    index = finder_index(bureau)
    asked = in_turns(questions(bureau), most)
    with blank_page(slower) as page:
        answers = put(page, index, asked)
        typing = put(page, index, [*keystrokes(bureau, _NAMES_TYPED)])
    wrong = [answer for answer in answers if answer.is_wrong]
    silent = [answer for answer in answers if answer.is_silent]
    print(f"communities {len(bureau.areas)}, index {len(gzip.compress(index, 9)) / 1000:.1f} KB gzipped")
    print(f"asked {len(answers)}, wrong first {len(wrong)}, nothing found {len(silent)}")
    _times("questions", answers)
    for way in ("characters", "pinyin", "initials"):
        _times(f"typing {way}", [answer for answer in typing if answer.question.way == way])
    _examples("wrong", wrong, show)
    _examples("nothing", silent, show)
    return 1 if wrong else 0


def _times(what: str, answers: Sequence[Answer]) -> None:
    times = sorted(answer.took for answer in answers)
    slowest = max(answers, key=lambda answer: answer.took)
    print(
        f"{what}: {len(times)}, ms: median {statistics.median(times):.1f}, p99 {times[len(times) * 99 // 100]:.1f}, "
        f"slowest {slowest.took:.1f} ({slowest.question.typed})"
    )


def _examples(what: str, answers: Sequence[Answer], show: int) -> None:
    for (kind, way), count in Counter(
        (each.question.kind, each.question.way) for each in answers
    ).most_common():
        print(f"{what}: {kind.value} {way}: {count}")
    for answer in answers[: show * 1000 : max(1, len(answers) // max(1, show))]:
        right = " ".join(sorted(answer.question.right))
        print(f"  {answer.question.typed} -> {' '.join(answer.pages[:3]) or 'nothing'}; right: {right}")


if __name__ == "__main__":
    sys.exit(main())
