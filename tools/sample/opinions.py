"""What representatives say at meetings, and what may become of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from generator.model.meeting import Opinion, OpinionStatus

_ANSWER_DAYS: Final = 30
_FORGOTTEN_ONE_IN: Final = 25


@dataclass(frozen=True, kw_only=True)
class _Concern:
    """An opinion with who could deal with it and the answers it may get; no answer where none would be honest."""

    text: str
    done: str
    declined: str | None = None
    other: str | None = None


_ANYWHERE: Final = (
    _Concern(
        text="夜里路灯少，希望加强巡逻。",
        done="巡逻队每晚增加一次巡查，已报装路灯两盏并亮灯。",
    ),
    _Concern(
        text="警务室周末没人，上班的人办事不方便。",
        done="周六上午增开半天，开放时间已更新在公示牌上。",
        declined="现有警力不足以周末全天值守；急事请打派出所 24 小时电话，也可预约工作日晚间办理。",
    ),
    _Concern(
        text="路口车速快，学生过马路危险，希望装减速带。",
        done="交警部门勘查后已装减速带和提示牌。",
        other="已转交交警大队勘查，由其直接答复。",
    ),
    _Concern(
        text="最近冒充客服的诈骗电话多，老人分不清。",
        done="办了防诈骗讲座，并逐户发放识骗提示卡。",
    ),
    _Concern(
        text="路口的监控坏了几个月没人修。",
        done="已更换损坏的摄像头并接入派出所。",
        other="已转交综治中心列入维修计划。",
    ),
    _Concern(
        text="邻居家养大狗不拴绳。",
        done="上门告知养犬规定，狗主人已拴绳并登记。",
    ),
)
_IN_TOWNS: Final = (
    _Concern(
        text="楼道里停放电动车充电，怕起火。",
        done="会同居委会、物业清理楼道，新建集中充电棚，另贴提示。",
        declined="充电棚用地不符合消防间距，不能按提出的位置建，已另选位置征求意见。",
    ),
    _Concern(
        text="广场舞音响太吵，影响孩子写作业。",
        done="与舞队约定晚上九点前结束并调低音量，民警不定期查看。",
        other="已转交城市管理部门，由其与舞队商定场地和时间。",
    ),
    _Concern(
        text="出租屋租客换得勤，不知道住的是什么人。",
        done="民警逐户核对出租房屋登记，房东已补登记。",
        declined="租客的个人信息依法不能向邻居公开；发现可疑情况请随时告诉社区民警。",
    ),
    _Concern(
        text="希望民警把电话贴在每个楼栋门口。",
        done="警民联系牌已贴到各楼栋门口。",
    ),
)
_IN_VILLAGES: Final = (
    _Concern(
        text="塘边、河边暑假有孩子玩水，要有人管。",
        done="设立警示牌和救生杆，假期每天下午巡查。",
        other="已转交水利站加装护栏，由其直接答复。",
    ),
    _Concern(
        text="收废品的进村收东西，怀疑收赃。",
        done="对流动收购的人逐个登记检查，未发现赃物，并告知举报方式。",
    ),
    _Concern(
        text="年轻人外出多，白天村里只剩老人，怕人上门行骗。",
        done="组织村干部和志愿者每周上门一次，并教老人遇事打警务室电话。",
    ),
    _Concern(
        text="希望每个湾子都有民警电话。",
        done="警民联系牌已贴到各村湾公告栏。",
        declined="村湾公告栏还在改造，先用警民联系卡逐户发放，牌子待改造后再装。",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Session:
    """A meeting that was held, as far as opinions depend on it; a model station answers all in time."""

    held: dt.date
    station: str
    rural: bool
    exemplary: bool
    as_of: dt.date


def opinions_of(session: Session, random: Random) -> tuple[Opinion, ...]:
    """None to four opinions of one meeting as they stand on the day."""
    concerns = (*_ANYWHERE, *(_IN_VILLAGES if session.rural else _IN_TOWNS))
    raised = random.sample(concerns, random.randint(0, 4))
    return tuple(
        _opinion(f"o{number}", concern, session, random) for number, concern in enumerate(raised, start=1)
    )


def _opinion(identifier: str, concern: _Concern, session: Session, random: Random) -> Opinion:
    held, as_of = session.held, session.as_of
    due = held + dt.timedelta(days=_ANSWER_DAYS)
    days = (
        random.randint(4, _ANSWER_DAYS)
        if session.exemplary or random.randrange(10)
        else random.randint(34, 55)
    )
    closed = held + dt.timedelta(days=days)
    status, outcome = random.choice(tuple(_answers(concern)))
    # Some of the last months' are still open although they are due.
    lingers = not session.exemplary and held > as_of - dt.timedelta(days=120) and random.randrange(8) == 0
    if closed > as_of or lingers:
        pending = OpinionStatus.IN_PROGRESS if random.randrange(2) else OpinionStatus.OPEN
        return Opinion(id=identifier, text=concern.text, owner=session.station, due=due, status=pending)
    return Opinion(
        id=identifier,
        text=concern.text,
        owner=session.station,
        due=due,
        status=status,
        outcome=outcome,
        closed_on=closed,
    )


def _answers(concern: _Concern) -> Iterator[tuple[OpinionStatus, str]]:
    """Ways in which it may end; most end well."""
    yield from [(OpinionStatus.DONE, concern.done)] * 4
    if concern.declined is not None:
        yield OpinionStatus.DECLINED, concern.declined
    if concern.other is not None:
        yield OpinionStatus.TRANSFERRED, concern.other


def read_back(opinion: Opinion, later: Sequence[dt.date], random: Random) -> Opinion:
    """The opinion as read back at the meetings held later, ascending: until its answer was, now and then forgotten."""
    days = []
    for day in later:
        if random.randrange(_FORGOTTEN_ONE_IN):
            days.append(day)
            if opinion.closed_on is not None and opinion.closed_on <= day:
                break
    return opinion.model_copy(update={"read_back_on": tuple(days)})
