"""Every kind of page that a resident can meet, in each of its states, found in the built site by its text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

COMMUNITIES: Final = "communities/*/index.html"
MEETINGS: Final = "meetings/*-*-*-*/index.html"
LEDGERS: Final = "meetings/opinions/*-*/index.html"
REPORTS: Final = "work-records/*/*/index.html"
SHEETS: Final = "meetings/report-back/*/index.html"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """The first page of `pattern` (a glob below the site) that contains all of `says` and none of `silent`."""

    name: str
    pattern: str
    says: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    def address(self, site: Path) -> str:
        """The page's address relative to the site's home; raises LookupError when the sample has no such page."""
        for file in sorted(site.glob(self.pattern)):
            html = file.read_text(encoding="utf-8")
            if all(text in html for text in self.says) and not any(text in html for text in self.silent):
                return file.relative_to(site).as_posix().removesuffix("index.html")
        raise LookupError(f"no page of the sample site is: {self.name}")


KINDS: Final = (
    Kind(name="home", pattern="index.html"),
    Kind(name="communities", pattern="communities/index.html"),
    Kind(name="officer", pattern=COMMUNITIES, says=("社区民警</span>",), silent=("空缺", ">待核实<", "辅警")),
    Kind(name="officer and auxiliary", pattern=COMMUNITIES, says=("社区民警</span>", "辅警</span>")),
    Kind(name="vacant with cover", pattern=COMMUNITIES, says=("社区民警空缺</h2>", "代管民警</span>")),
    Kind(name="vacant without cover", pattern=COMMUNITIES, says=("社区民警空缺</h2>", "暂无人代管")),
    Kind(name="post in repair", pattern=COMMUNITIES, says=(">维修中</span>",)),
    Kind(name="not verified", pattern=COMMUNITIES, says=(">待核实</span>",)),
    Kind(name="promise not kept", pattern=COMMUNITIES, says=(" 周少了：", "jw-square--open")),
    Kind(name="promise not reported", pattern=COMMUNITIES, says=("有数字的 ",)),
    Kind(name="days in villages", pattern=COMMUNITIES, says=("<dt>民警在各村</dt>",)),
    Kind(name="terms over", pattern=COMMUNITIES, says=("任期已满</span>", "任期已满，还没有重新产生</span>")),
    Kind(name="meeting not listed", pattern=COMMUNITIES, says=("还没有定下来，所以没有列出",)),
    Kind(name="named project", pattern=COMMUNITIES, says=(">已命名</span>", "目标 ")),
    Kind(name="project with an expired name", pattern=COMMUNITIES, says=("，命名已过期</span>",)),
    Kind(name="project given up", pattern=COMMUNITIES, says=("以前的示范项目（", ">已撤销</span>")),
    Kind(name="project with figures withheld", pattern=COMMUNITIES, says=("这一类项目的数字依规定不公开",)),
    Kind(name="officers", pattern="officers/index.html"),
    Kind(name="officers of a station", pattern="officers/*/index.html"),
    Kind(name="stations", pattern="stations/index.html"),
    Kind(name="station", pattern="stations/*/index.html", says=("怎么算的",)),
    Kind(name="station with control limits", pattern="stations/*/index.html", says=("jw-centre",)),
    Kind(name="station not ranked", pattern="stations/*/index.html", says=("：不排名。",)),
    Kind(name="ranking", pattern="ranking/index.html"),
    Kind(name="month", pattern="ranking/????-??/index.html", says=("没有排名次</h3>",)),
    Kind(name="revised month", pattern="ranking/????-??/index.html", says=('id="revision-2"',)),
    Kind(name="month worked out", pattern="ranking/????-??/*/index.html", says=("<b>总分</b>",)),
    Kind(name="month not ranked", pattern="ranking/????-??/*/index.html", says=("没有排名次：",)),
    Kind(name="year", pattern="ranking/????/index.html", says=("限期整改", "没有排名次</h3>")),
    Kind(name="year so far", pattern="ranking/????/index.html", says=(">目前的情况</span>",)),
    Kind(name="method", pattern="ranking/method/index.html"),
    Kind(name="version of the method", pattern="ranking/method/*/index.html", says=("改了措辞",)),
    Kind(
        name="first version of the method", pattern="ranking/method/*/index.html", says=("没有更早的可以比",)
    ),
    Kind(name="meetings", pattern="meetings/index.html"),
    Kind(name="meetings of a month", pattern="meetings/????-??/index.html", says=("已取消", "已召开")),
    Kind(name="meetings of a station", pattern="meetings/stations/*/index.html", says=("没有固定的日子",)),
    Kind(name="held", pattern=MEETINGS, says=(">已召开</span>", "结果：")),
    Kind(name="tentative", pattern=MEETINGS, says=(">拟定</span>",)),
    Kind(name="confirmed", pattern=MEETINGS, says=(">已确定</span>",)),
    Kind(name="past and still confirmed", pattern=MEETINGS, says=(">结果待补</span>",)),
    Kind(name="cancelled", pattern=MEETINGS, says=(">已取消</span>",)),
    Kind(name="rescheduled", pattern=MEETINGS, says=("已改期</dd>",)),
    Kind(name="opinions", pattern="meetings/opinions/index.html"),
    Kind(name="opinions of a station", pattern="meetings/opinions/stations/*/index.html", says=("已逾期",)),
    Kind(
        name="opinions of a community", pattern=LEDGERS, says=("已逾期", "不能采纳</span>", "已转交</span>")
    ),
    Kind(name="opinions all answered", pattern=LEDGERS, says=("都已经答复",)),
    Kind(name="report back", pattern=SHEETS, says=("jw-blank", "已办结</span>")),
    Kind(name="nothing to report back", pattern=SHEETS, says=("没有要回报的意见",)),
    Kind(name="brands", pattern="brands/index.html"),
    Kind(name="brands of a station", pattern="brands/*/index.html"),
    Kind(name="prevention", pattern="prevention/index.html"),
    Kind(name="prevention of a station", pattern="prevention/*/index.html"),
    Kind(name="coverage", pattern="coverage/index.html"),
    Kind(name="coverage of a station", pattern="coverage/*/index.html", says=("还缺民警的社区的表",)),
    Kind(name="progress", pattern="progress/index.html"),
    Kind(name="progress of a station", pattern="progress/*/index.html"),
    Kind(name="on-site", pattern="on-site/index.html"),
    Kind(name="on-site of a station", pattern="on-site/*/index.html", says=("少了的周",)),
    Kind(name="work records", pattern="work-records/index.html"),
    Kind(name="work records of a station", pattern="work-records/*/index.html"),
    Kind(name="month report with work records", pattern=REPORTS, says=("<b>工作纪实</b>", "还差")),
    Kind(name="month report without work records", pattern=REPORTS, says=("没有记工作纪实", "还差")),
    Kind(name="month not reported", pattern=REPORTS, says=("这个月没有报送月报",)),
    Kind(
        name="work and targets of a community", pattern=COMMUNITIES, says=("<dt>合署办公</dt>", "联系时间 ")
    ),
    Kind(name="targets", pattern="targets/index.html"),
    Kind(name="targets of a station", pattern="targets/*/index.html", says=("不公布",)),
    Kind(name="services", pattern="services/index.html"),
    Kind(name="services of a station", pattern="services/*/index.html"),
    Kind(name="spot checks", pattern="ranking/audit/index.html"),
    Kind(name="spot checks of a station", pattern="ranking/audit/*/index.html"),
    Kind(name="duties", pattern="duties/index.html"),
    Kind(name="policy", pattern="policy/index.html"),
    Kind(name="data", pattern="data/index.html"),
    Kind(name="privacy", pattern="privacy/index.html"),
    Kind(name="accessibility", pattern="accessibility/index.html"),
    Kind(name="data format", pattern="staff/data-format/index.html"),
)
