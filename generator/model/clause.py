"""A clause of a document of the bureau, as records cite it: 二(四) of its scheme, 文件编号:条目 of another document."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.spelling import TEXT, Contradictions, Spelling, contradiction
from generator.model.values import Prose, Record

# Whether the document has the clause is a rule between records (checks/schemes.py).
Clause = Annotated[
    str,
    Spelling(
        r"([a-z0-9-]+:)?[^\s:：]{1,40}", "条目,例如 二(四);别的文件的写“文件编号:条目”", "二(四)", types=TEXT
    ),
]


class Based(Record):
    """Something that rests on a clause of the scheme, or on this site's stated interpretation where it is silent."""

    clause: Clause | None = Field(default=None, title="条目", description="方案的条目,例如 二(四)")
    interpretation: Prose | None = Field(
        default=None, title="本站解释", description="方案没有写明时,本站怎样理解、为什么"
    )

    def _contradictions(self) -> Contradictions:
        if self.clause is None and self.interpretation is None:
            yield contradiction("没有写依据", "请写 clause(方案条目)或 interpretation(本站解释)。")
