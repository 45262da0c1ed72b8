"""The clauses of 鄂州政办发[2002]69号, as staff cite them and as the policy page anchors them."""

from __future__ import annotations

from typing import Annotated, Any, Final, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from generator.model.values import Prose, Record, contradiction, out_of_range

CLAUSES: Final[dict[str, str]] = {
    "一": "c1",
    "一(社区设置)": "c1-2",
    "二": "c2",
    "二(一)": "c2-1",
    "二(二)": "c2-2",
    "二(三)": "c2-3",
    "二(四)": "c2-4",
    "二(五)": "c2-5",
    "二(进度)": "c2-6",
    "三": "c3",
    "三(一)": "c3-1",
    "三(二)": "c3-2",
    "三(三)": "c3-3",
    "四": "c4",
    "四(一)": "c4-1",
    "四(二)": "c4-2",
    "四(三)": "c4-3",
    "四(四)": "c4-4",
    "四(五)": "c4-5",
}


def _known_clause(value: Any) -> Any:
    if isinstance(value, str) and value not in CLAUSES:
        raise out_of_range("方案的条目,例如 二(四);可用的有:" + "、".join(CLAUSES))
    return value


Clause = Annotated[str, BeforeValidator(_known_clause), WithJsonSchema({"enum": list(CLAUSES)})]


class Based(Record):
    """Something that rests on a clause of the scheme, or on this site's stated interpretation where it is silent."""

    clause: Clause | None = Field(default=None, title="条目", description="方案的条目,例如 二(四)")
    interpretation: Prose | None = Field(
        default=None, title="本站解释", description="方案没有写明时,本站怎样理解、为什么"
    )

    @model_validator(mode="after")
    def _says_what_it_rests_on(self) -> Self:
        if self.clause is None and self.interpretation is None:
            raise contradiction("没有写依据", "请写 clause(方案条目)或 interpretation(本站解释)。")
        return self
