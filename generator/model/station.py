"""A police station (派出所), and the sub-bureau (公安分局) above it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from generator.model.badge import Badge
from generator.model.follow_up import FollowUp
from generator.model.history import Earlier, EarlierName, History, Lasting, earlier_on
from generator.model.naming import Name, PersonName
from generator.model.phone import DutyPhone
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import Count, Day, Identifier, Labelled, Prose, Record, Text


class StationKind(Labelled):
    """The three kinds of station, each with its own duty mode (方案三); also the peer groups of the ranking."""

    URBAN = "urban", "城区"
    TOWN = "town", "集镇"
    RURAL = "rural", "农村"


class DutyMode(Labelled):
    """The three ways to divide the work that the scheme names (方案三), in its words."""

    AREA_TEAM_GROUP_ROOM = (
        "area_team_group_room",
        "区(社区)──队(治安队)──组(内务组)──室(公开调处室)结合式",
    )
    AREA_TEAM = "area_team", "区队结合式"
    TOGETHER_APART = "together_apart", "统分结合式"


class StationForm(Labelled):
    """How a station is organised inside today."""

    TWO_TEAMS_ONE_OFFICE = "two_teams_one_office", "两队一室（社区警务队、案件办理队、综合指挥室）"
    ONE_TEAM_ONE_OFFICE = "one_team_one_office", "一队一室（警务队、综合指挥室）"
    UNDIVIDED = "undivided", "不分队，民警一警多能"


class Leader(Record):
    """Who answers for the station's community policing."""

    name: PersonName = Field(title="姓名", description="姓名")
    badge: Badge = Field(title="警号", description="6 位数字")
    title: Text = Field(title="职务", description="例如 所长")


class SubBureau(Record):
    """A sub-bureau: it lends officers (方案二(三)) and supervises its stations (方案四(五))."""

    id: Identifier = Field(title="编号", description="与文件名相同,定下后不再改动", examples=["echeng"])
    name: Name = Field(title="名称", description="公安分局的全称")
    address: Text = Field(title="地址", description="街道门牌")
    phone: DutyPhone = Field(title="电话", description="值班电话")
    supervision: Prose | None = Field(
        default=None, title="怎样督导", description="怎样督导各派出所的社区警务,写给居民看;没有定的不写"
    )

    @property
    def path(self) -> str:
        """The record's file, relative to the root."""
        return f"data/sub_bureaus/{self.id}.yml"


class EarlierGroup(Earlier):
    """In which group it was ranked."""

    peer_group: StationKind = Field(title="分组", description="那时与哪一组同列")


class Station(Record, Lasting):
    """A police station; one file, data/stations/<id>.yml."""

    id: Identifier = Field(title="编号", description="与文件名相同,定下后不再改动", examples=["gulou"])
    name: Name = Field(title="名称", description="派出所的全称")
    earlier_names: History[EarlierName] = Field(
        default=(), title="以前的名称", description="改名时写原来的名称、用到哪天为止"
    )
    district: Text = Field(title="区", description="所在的区")
    sub_bureau: Identifier | None = Field(
        default=None,
        title="公安分局",
        description="归哪个公安分局,写它的编号;市公安局直接管的不写",
        examples=["echeng"],
    )
    town: Text = Field(title="街道、镇、乡", description="辖区")
    kind: StationKind = Field(title="类别", description="urban 城区、town 集镇、rural 农村")
    peer_group: StationKind = Field(title="分组", description="排名时与哪一组同列")
    earlier_groups: History[EarlierGroup] = Field(
        default=(), title="以前的分组", description="换组时写原来在哪一组、到哪天为止"
    )
    since: Day | None = Field(
        default=None, title="设立", description="新设的派出所写设立的日期,之前的月份不列它;一直就有的不写"
    )
    until: Day | None = Field(
        default=None,
        title="撤销",
        description="撤销、合并的派出所写最后一天,先把社区都改归别的所;文件留着,公布过的月份还要用",
    )
    merged_into: Identifier | None = Field(
        default=None, title="并入", description="撤销以后由哪个派出所接管,写它的编号", examples=["gulou"]
    )
    duty_mode: DutyMode | None = Field(
        default=None,
        title="勤务方式",
        description="area_team_group_room 区队组室结合式、area_team 区队结合式、together_apart 统分结合式;"
        "不写就是方案给这一类派出所的那一种",
    )
    form: StationForm | None = Field(
        default=None,
        title="内部分工",
        description="two_teams_one_office 两队一室、one_team_one_office 一队一室、undivided 不分队",
    )
    address: Text = Field(title="地址", description="街道门牌")
    phone: DutyPhone = Field(title="24小时电话", description="值班电话")
    strength: Annotated[Count, Field(ge=1)] | None = Field(
        default=None,
        title="民警总数",
        description="全所在编民警,不算辅警 [名];只用来算社区民警占多少,没有定第二个标准的不写",
    )
    leader: Leader | None = Field(default=None, title="负责人", description="分管社区警务的负责人")
    follow_ups: tuple[FollowUp, ...] = Field(
        default=(), title="整改", description="年终限期整改、每月重点督导以后要求整改的事,一次一条,办完不删"
    )

    def _contradictions(self) -> Contradictions:
        if self.merged_into is not None and self.until is None:
            yield contradiction("写了并入(merged_into),没有写撤销的日期", "请写 until(最后一天)。")
        if self.until is not None and self.since is not None and self.until < self.since:
            yield contradiction(
                f"撤销(until)的 {self.until} 早于设立(since)的 {self.since}", "请核对两个日期。"
            )
        if self.merged_into == self.id:
            yield contradiction("并入(merged_into)写的是自己", "请写接管的派出所的编号。")

    def peer_group_on(self, day: dt.date) -> StationKind:
        """The group in which it was ranked on that day."""
        return (earlier_on(self.earlier_groups, day) or self).peer_group

    @property
    def path(self) -> str:
        """The record's file, relative to the root."""
        return f"data/stations/{self.id}.yml"
