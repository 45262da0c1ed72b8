"""What of this site carries out a clause. Clauses name it in data/scheme/; the code knows these names and no clause."""

from __future__ import annotations

from generator.model.values import Labelled


class Mechanism(Labelled):
    """A kind of record or figure that carries out a clause; its pages and gaps are in generator/gaps/."""

    STAFFING = "staffing", "警力配备标准"
    COMMITTEES = "committees", "治保会"
    POSTS = "posts", "警务室"
    OFFICERS = "officers", "民警到位和责任区"
    ON_SITE = "on_site", "驻社区"
    TARGETS = "targets", "年度目标"
    LINKAGE = "linkage", "警种联动"
    JOINT_OFFICE = "joint_office", "合署办公"
    RECORDS = "records", "图表、台帐、工作纪实和月报"
    ROLLOUT = "rollout", "建设步骤"
    GOALS = "goals", "五个“到位”"
    PILOTS = "pilots", "试点"
    ACCEPTANCE = "acceptance", "验收"
    DUTY_MODES = "duty_modes", "勤务方式"
    URBAN_DUTIES = "urban_duties", "城区民警的职责"
    TOWN_DUTIES = "town_duties", "集镇民警的职责"
    RURAL_DUTIES = "rural_duties", "农村民警的职责"
    SERVICES = "services", "社区服务"
    LEADERSHIP = "leadership", "组织领导"
    PREVENTION = "prevention", "治安防范"
    MEETINGS = "meetings", "群众代表会"
    REPRESENTATIVES = "representatives", "群众代表"
    OPINIONS = "opinions", "群众意见"
    BRANDS = "brands", "示范社区"
    RANKING = "ranking", "每月通报"
    METHOD = "method", "通报的算法"
    EXAMINATION = "examination", "年终考核"
    SUPERVISION = "supervision", "督导和整改"
