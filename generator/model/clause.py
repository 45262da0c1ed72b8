"""The clauses of 鄂州政办发[2002]69号, as staff cite them and as the policy page anchors them."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, WithJsonSchema

from generator.model.spelling import Contradictions, contradiction, out_of_range
from generator.model.values import Prose, Record

# Each clause with its anchor and the document's own heading. Where the document has none (社区设置, 进度, 三), this
# site says what the clause is about.
_CLAUSES: Final = {
    "一": ("c1", "指导思想与社区设置"),
    "一(社区设置)": ("c1-2", "每个社区配几名民警"),
    "二": ("c2", "实施方法步骤"),
    "二(一)": ("c2-1", "调查、介入社区建设"),
    "二(二)": ("c2-2", "建立社区警务室"),
    "二(三)": ("c2-3", "调整责任区划分和警务配置"),
    "二(四)": ("c2-4", "建立社区警务工作机制"),
    "二(五)": ("c2-5", "推进社区警务规范化建设"),
    "二(进度)": ("c2-6", "试点、展开和验收的时间"),
    "三": ("c3", "明确社区民警工作职责"),
    "三(一)": ("c3-1", "城区社区民警的职责"),
    "三(二)": ("c3-2", "重要集镇社区民警的职责"),
    "三(三)": ("c3-3", "农村社区民警的职责和社区服务"),
    "四": ("c4", "加强对社区警务工作的组织领导"),
    "四(一)": ("c4-1", "提高对社区警务战略重要性的认识"),
    "四(二)": ("c4-2", "建立健全社区治安防范体系"),
    "四(三)": ("c4-3", "建立社区群众代表会制度"),
    "四(四)": ("c4-4", "创建社区警务品牌"),
    "四(五)": ("c4-5", "实施社区警务建设工作情况通报排名制度"),
}
CLAUSES: Final = {clause: anchor for clause, (anchor, _) in _CLAUSES.items()}
HEADINGS: Final = {clause: heading for clause, (_, heading) in _CLAUSES.items()}


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

    def _contradictions(self) -> Contradictions:
        if self.clause is None and self.interpretation is None:
            yield contradiction("没有写依据", "请写 clause(方案条目)或 interpretation(本站解释)。")
