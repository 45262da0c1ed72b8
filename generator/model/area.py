"""A community (社区) or rural policing area (警务区): its people and land, officer, post, committee, project."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Annotated, Any

from pydantic import ConfigDict, Discriminator, Field, Tag

from generator.model.brand import Brand, two_at_once
from generator.model.duplicates import same_days
from generator.model.history import Earlier, EarlierName, EarlierStation, History, OfStation
from generator.model.linkage import JointOffice, Linkage
from generator.model.meeting_rule import MeetingRule
from generator.model.naming import ListedName, Name
from generator.model.officer import Officer, Vacancy
from generator.model.post import Post
from generator.model.prevention import Committee, Prevention
from generator.model.representation import Representation
from generator.model.spelling import Contradictions, contradiction
from generator.model.values import FORM_MARK, Count, Day, DivisionCode, Identifier, Labelled, Record, Text


class AreaKind(Labelled):
    """The three kinds of area the scheme names (方案一)."""

    URBAN = "urban", "城区社区"
    TOWN = "town", "集镇社区"
    RURAL = "rural", "农村警务区"


class Parity(Labelled):
    """Which side of a street belongs to the area."""

    ODD = "odd", "单号"
    EVEN = "even", "双号"
    ALL = "all", "全部"


class Headcount(Record):
    """Residents [persons] on a day."""

    actual: Count | None = Field(default=None, title="实有人口", description="城区、集镇社区填写 [人]")
    permanent: Count | None = Field(default=None, title="常住人口", description="农村警务区填写 [人]")
    temporary: Count | None = Field(default=None, title="暂住人口", description="其中暂住的人数 [人]")
    not_counted: Text | None = Field(
        default=None, title="还没有统计", description="还没有人口数字的,写为什么;有了数字就删去这一行"
    )
    as_of: Day = Field(title="统计日期", description="这些数字是哪一天的")

    def _contradictions(self) -> Contradictions:
        is_counted = self.actual is not None or self.permanent is not None
        if not is_counted and self.not_counted is None:
            yield contradiction(
                "既没有实有人口也没有常住人口",
                "请填写 actual(实有人口)或 permanent(常住人口);还没有统计的写 not_counted(为什么)。",
            )
        if is_counted and self.not_counted is not None:
            yield contradiction("有人口数字,又写了还没有统计(not_counted)", "请删去其中一个。")

    @property
    def residents(self) -> int:
        """The number that the staffing standard counts: 实有人口, else 常住人口 [persons]; 0 if `not_counted`."""
        return (self.actual if self.actual is not None else self.permanent) or 0


class Population(Headcount):
    """The last count of residents, and those before it."""

    earlier: tuple[Headcount, ...] = Field(
        default=(),
        title="以前的人口",
        description="换上新的统计时,把原来的数字和日期移到这里,以前的月份仍按当时的人口计算",
    )

    def _contradictions(self) -> Contradictions:
        yield from super()._contradictions()
        yield from same_days("人口(population)", (self.as_of, *(count.as_of for count in self.earlier)))
        if any(count.as_of > self.as_of for count in self.earlier):
            yield contradiction(
                "以前的人口比现在的统计日期还晚", "请把最近一次统计写在外面,以前的写进 earlier。"
            )

    def on(self, day: dt.date) -> Headcount:
        """The last count up to that day, or the first one where all are later."""
        counts: list[Headcount] = sorted((*self.earlier, self), key=lambda count: count.as_of)
        return next((count for count in reversed(counts) if count.as_of <= day), counts[0])

    def up_to(self, day: dt.date) -> Population:
        """The counts up to that day, without one that comes with a merger announced for later."""
        last = self.on(day)
        if last is self:
            return self
        own = {name: getattr(last, name) for name in Headcount.model_fields}
        return Population(**own, earlier=tuple(one for one in self.earlier if one.as_of < last.as_of))


class StreetCover(Record):
    """House numbers of one street."""

    model_config = ConfigDict(title="门牌")

    street: Name = Field(title="街道名", description="路、街、巷的名称")
    start: Count = Field(ge=1, alias="from", title="起始门牌", description="最小的门牌号")
    end: Count = Field(ge=1, alias="to", title="截止门牌", description="最大的门牌号")
    parity: Parity = Field(default=Parity.ALL, title="单双号", description="odd 单号、even 双号、all 全部")

    def _contradictions(self) -> Contradictions:
        if self.start > self.end:
            yield contradiction(
                f"起始门牌 {self.start} 大于截止门牌 {self.end}", "请把小的写在 from,大的写在 to。"
            )


class EstateCover(Record):
    """An estate, or some of its buildings; also a village group."""

    model_config = ConfigDict(title="小区、楼栋")

    estate: Name = Field(title="小区或村湾", description="小区、院落、村湾的名称")
    buildings: tuple[ListedName, ...] = Field(
        default=(), max_length=200, title="楼栋", description="只管其中几栋时逐一列出;全部都管就不写"
    )


def _kind_of_cover(value: Any) -> str:
    is_estate = "estate" in value if isinstance(value, dict) else isinstance(value, EstateCover)
    return _ESTATE if is_estate else _STREET


_STREET, _ESTATE = f"{FORM_MARK}street", f"{FORM_MARK}estate"
Cover = Annotated[
    Annotated[StreetCover, Tag(_STREET)] | Annotated[EstateCover, Tag(_ESTATE)],
    Discriminator(_kind_of_cover),
]


class Verified(Record):
    """Who last checked that the contact data are right, and when."""

    on: Day = Field(title="核实日期", description="最近一次核对联系信息的日期")
    by: Text = Field(title="核实单位", description="由谁核对,写单位名称")
    earlier: tuple[Day, ...] = Field(
        default=(), title="以前核实的日期", description="每次核实后,把原来的日期移到这里"
    )

    def _contradictions(self) -> Contradictions:
        yield from same_days("核实(verified)", (self.on, *self.earlier))
        if any(day > self.on for day in self.earlier):
            yield contradiction("以前核实的日期比最近一次还晚", "请把最近一次写在 on,以前的写进 earlier。")

    def last_by(self, day: dt.date) -> dt.date | None:
        """The last check up to that day; None where none is on record."""
        return max((on for on in (self.on, *self.earlier) if on <= day), default=None)


class EarlierKind(Earlier):
    """What kind of area it was."""

    kind: AreaKind = Field(title="类别", description="那时是哪一类")


class Area(Record, OfStation):
    """A policing area; one file, data/communities/<station>/<id>.yml."""

    id: Identifier = Field(title="编号", description="与文件名相同,定下后不再改动")
    station: Identifier = Field(title="派出所", description="所属派出所的编号", examples=["gulou"])
    earlier_stations: History[EarlierStation] = Field(
        default=(),
        title="以前的派出所",
        description="改归别的派出所时由 jingwu community move 写:原来归哪个所、到哪天为止;每个月归月末那天的所",
    )
    name: Name = Field(title="名称", description="社区或警务区的全称")
    earlier_names: History[EarlierName] = Field(
        default=(), title="以前的名称", description="改名时写原来的名称、用到哪天为止;居民照旧名也找得到"
    )
    kind: AreaKind = Field(title="类别", description="urban 城区社区、town 集镇社区、rural 农村警务区")
    earlier_kinds: History[EarlierKind] = Field(
        default=(), title="以前的类别", description="类别改变时写原来是哪一类、到哪天为止"
    )
    since: Day | None = Field(
        default=None,
        title="设立",
        description="新设的社区写设立的日期,之前的月份不要求它有月报;一直就有的不写",
    )
    until: Day | None = Field(
        default=None,
        title="撤销",
        description="撤销、并入别处的社区写最后一天;文件留着,以前的月份仍有它,网页告诉居民并到了哪里",
    )
    decision: Text | None = Field(
        default=None,
        title="设立、撤销的依据",
        description="批准设立、拆分、合并、撤销的文件,例如 江城政发〔2026〕3号;一直就有的不写",
    )
    merged_into: tuple[Identifier, ...] = Field(
        default=(), title="并入", description="撤销以后由哪些社区接管,写它们的编号"
    )
    aliases: tuple[ListedName, ...] = Field(default=(), title="别名", description="旧名、俗称,居民可能这样找")
    divisions: tuple[DivisionCode, ...] = Field(
        min_length=1, title="区划代码", description="包含的社区、村的 12 位统计用区划代码"
    )
    villages: tuple[ListedName, ...] = Field(default=(), title="所辖村", description="农村警务区包含的村")
    population: Population = Field(title="人口", description="实有或常住人口、暂住人口及统计日期")
    households: Count | None = Field(default=None, title="户数", description="[户]")
    institutions: Count | None = Field(default=None, title="机关企事业单位", description="多少家 [个]")
    shops: Count | None = Field(default=None, title="门店商场", description="多少家 [个]")
    covers: tuple[Cover, ...] = Field(
        default=(), title="责任区", description="门牌 {street, from, to, parity} 或小区 {estate, buildings}"
    )
    verified: Verified = Field(title="核实", description="联系信息最近一次核对")
    officers: tuple[Officer, ...] = Field(default=(), title="民警", description="现任和历任,离任的写 until")
    vacancies: tuple[Vacancy, ...] = Field(default=(), title="空缺", description="没有社区民警的时段和原因")
    post: Post | None = Field(default=None, title="警务室", description="地址、电话、开放时间、设施")
    committee: Committee | None = Field(default=None, title="治保会", description="治安保卫委员会")
    prevention: Prevention | None = Field(
        default=None, title="群防群治", description="巡逻队、安全小区、经费"
    )
    brands: tuple[Brand, ...] = Field(
        default=(),
        title="示范社区",
        description="特色示范社区项目,先后做过的各写一条;同一时间每类最多一个",
    )
    linkage: Linkage | None = Field(default=None, title="警种联动", description="刑警联社区、110进社区")
    representatives: Representation | None = Field(
        default=None, title="群众代表", description="几名、怎样产生、来自哪些方面、任期;不写姓名"
    )
    joint_office: JointOffice | None = Field(
        default=None, title="合署办公", description="哪些单位在警务室一起办公、哪几天;没有的不写"
    )
    meeting_rule: MeetingRule | None = Field(
        default=None, title="开会规律", description="群众代表会定期在什么时候、什么地方开"
    )

    @property
    def path(self) -> str:
        """The record's file, relative to the root."""
        return f"data/communities/{self.station}/{self.id}.yml"

    def _contradictions(self) -> Contradictions:
        if self.merged_into and self.until is None:
            yield contradiction("写了并入(merged_into),没有写撤销的日期", "请写 until(最后一天)。")
        if self.until is not None and self.since is not None and self.until < self.since:
            yield contradiction(
                f"撤销(until)的 {self.until} 早于设立(since)的 {self.since}", "请核对两个日期。"
            )
        if self.id in self.merged_into:
            yield contradiction("并入(merged_into)写的是自己", "请写接管的社区的编号。")
        yield from two_at_once(self.brands)
        told = sorted(self.earlier_stations, key=lambda one: one.until)
        ids = [*(one.station for one in told), self.station]
        if any(one == other for one, other in itertools.pairwise(ids)):
            yield contradiction(
                "以前的派出所(earlier_stations)和后一段写的是同一个派出所",
                "没有改归过的,删去那一条;改归过的,station 写现在的派出所。",
            )

    def officers_on(self, day: dt.date) -> tuple[Officer, ...]:
        """Everyone in post on that day, in the file's order."""
        return tuple(officer for officer in self.officers if officer.in_post_on(day))

    def vacancy_on(self, day: dt.date) -> Vacancy | None:
        """The stated vacancy that covers the day, or None."""
        return next((vacancy for vacancy in self.vacancies if vacancy.covers(day)), None)
