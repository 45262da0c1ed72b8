"""Words that residents type around the name of a place, and words that lead to a page or a telephone number.

The finder's index contains them, folded; the words for services come from the bureau's own records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.model.phone import tel_address
from generator.model.public import PublicBureau
from generator.ranking.form import ranking_word

# Words before a name. None of them begins a name: 旧 would, and 旧民主街 must not be read as 民主街.
_BEFORE: Final = """
请问 请问一下 问一下 想问 想问一下 我想问 我想问一下 我想问问 问问 想知道 我想知道 你好
您好 帮我 帮忙 麻烦 麻烦问一下 我 我们 我家 我家住 我家住在 我家在 我住 我住在
我现在住在 我们住在 我们住 我在 我是 住 住在 家住 家在 住址 地址 地址是 我的地址是 在
找 找一下 查 查一下 查找 查询 搜索 我找 我要找 我想找 我要查 我想查 要找 想找 到 去
我要去 怎么去 知道 谁管 谁负责 哪个民警管 哪位民警管 哪个派出所管 哪个社区管 派出所
社区民警 民警 片警 户籍民警 管片民警 警务室
俺 俺们 咱 咱们 咱家 想 想查 想查一下 想查询 查查 问下 查下 找下 帮忙查 家里 本人 报警 我要报警
"""
# Words after a name, or between two names.
_AFTER: Final = """
归 归谁管 归谁 归哪 归哪里 归哪里管 归哪个 归哪儿 归属 属于 属于哪个 属 由 由谁 哪
哪个 哪里 哪儿 哪位 哪一个 哪家 什么 谁 谁管 是谁 谁是 谁是我的 谁是我们的 谁是我家的
是 是哪个 是哪位 是什么 管 管的 管辖 管理 负责 的 我的 我们 我们的 我家的 派出所
派出所管 公安 公安局 社区民警 民警 片警 片儿警 管片 户籍 户籍警 警官 警察 警长 辅警
同志 警务室 警务站 警务工作站 警务区 警务 居委会 村委会 居民委员会 村民委员会
党群服务中心 服务中心 物业 电话 电话号码 号码 电话是多少 联系电话 值班电话 办公电话 座机
手机 手机号 联系方式 联系 联系人 怎么联系 地址 位置 地点 在哪 在哪里 在哪儿 在什么地方
怎么走 怎么去 多少 是多少 附近 旁边 隔壁 门口 楼上 楼下 里 里面 内 院内 这里 这边
那里 那边 这儿 那儿 这一带 这一片 一带 周边 住户 居民 业主 租户 人 吗 呢 啊 呀 吧
了 么 有 有没有 叫 叫什么 叫什么名字 名字 姓名 名称 辖区 片区 所 哪个所 上班时间
上班 下班 几点 几点上班 几点开门 开门 时间 值班 开放时间 怎么办 怎么 如何 办 办理
办事 咨询 在 住 到 去 去哪 去哪里 找 找谁 找哪个 找哪位 该 该找谁 应该 应该找谁 应
要 要找谁 想 请 请问 能 可以 查 查询 一下 信息 情况
谢谢 对面 后面 前面 斜对面 底商 商铺 门面 店铺 门店 地下室 地下车库 车库 东门 南门 西门 北门
"""
BEFORE: Final = (*_BEFORE.split(),)
AFTER: Final = (*_AFTER.split(),)

# Residents' words, and after the colon the words of the bureau's own texts for the same thing. A crime says 报警:
# its service begins with when to call 110, and no item such as 当面报案 stands before that.
_RESIDENTS_SAY: Final = """
身份证 补身份证: 身份证
户口 户口本 户口簿 户籍 落户 迁户 上户口 改名 销户 新生儿: 户口
护照 签证 港澳通行证 通行证 出入境: 出入境 出国出境
居住证 暂住证: 居住证
暂住: 暂住 居住登记
居住登记: 居住登记
租房 出租房 出租: 出租房 房屋出租
房东: 房东 出租房
流动人口: 居住登记 暂住
报警: 报警
报案 立案: 报案
被骗: 被骗 报警
诈骗 骗子 刷单: 诈骗 被骗
反诈: 反诈 诈骗
防骗: 反诈 防骗
被盗 被偷 偷 小偷 盗窃 入室盗窃 电动车被偷 电动车被盗 电动车丢: 被盗 报警
打架 被打 打人 家暴 家庭暴力 骚扰 恐吓: 被打 报警
求助: 求助
走失 走丢 失踪: 走失
丢了 丢 丢东西 遗失 挂失: 丢了
捡到: 捡到
失物: 捡到 丢了
纠纷 调解 邻里纠纷: 争执
吵架: 争执
噪音 扰民: 噪 争执
法律咨询: 法律咨询
咨询: 咨询
法律援助: 法律援助
律师: 律师
企业: 企业
商户: 商户
老人: 老人
低保 困难: 困难
停电: 停电
火灾 起火 失火: 着火
救护车 急病 晕倒: 急救
欠薪 拖欠工资 讨薪: 工资
停水: 停水
燃气: 燃气
市场监管: 市场监管
消费: 消费
城管: 城管
无犯罪记录证明 无犯罪证明 无犯罪记录 无犯罪 开证明: 无犯罪 开具证明
驾驶证 驾照 换驾照 行驶证 车管所: 驾驶证 机动车
养狗证 狗证 养犬证 养犬登记 狗牌 办狗证 养狗: 养犬
电动车上牌 电动车牌照 电动车登记 上牌 电动车: 电动车 电动自行车
车祸 交通事故 违停 乱停车 违章: 交通事故 机动车
赌博 吸毒 贩毒 毒品 卖淫 嫖娼 卖淫嫖娼 枪支 枪 爆炸物 炸药 管制刀具 传销 非法集资: 报警 赌博 毒品
开锁 换锁: 开锁
"""
_PAGES: Final = (
    (
        "meetings/",
        "群众代表会",
        "会议安排",
        "代表会 群众代表会 居民代表会 居民代表 开会 会议 会议安排 代表会时间",
    ),
    ("meetings/opinions/", "群众意见和答复", "意见", "意见 建议 提意见 意见答复 意见办理 答复"),
    ("ranking/", "派出所月度{named}", "{named}", "排名 排行 排行榜 考核 通报 得分 月度排名 派出所排名"),
    ("stations/", "派出所列表", "地址和 24 小时电话", "派出所 派出所列表 所有派出所 派出所电话"),
    ("services/", "警务室能办什么", "办事", "办事 办证 业务 服务 办什么 能办什么"),
    ("brands/", "示范社区", "示范社区", "示范社区 无盗社区 示范"),
)
_COMPLAINTS: Final = """
投诉 举报 监督 监督电话 投诉电话 举报电话 举报民警 投诉民警 投诉举报 服务态度 不作为
态度不好 态度差 态度恶劣 态度 不出警 不处理 踢皮球 推诿 乱收费
"""
_PARTS: Final = re.compile(r"[、，,；;和与及]")
_LEAD: Final = re.compile(r"^(?:代办|办理|受理|提供)")


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A search result that is not a place: its address (a page, or `tel:`), its title, the words that find it."""

    url: str
    title: str
    kind: str
    phone: str = ""
    words: tuple[str, ...]


def topics(bureau: PublicBureau) -> Iterator[Topic]:
    """Services, other numbers to call, complaints and pages; words that match none of these lead to the stations."""
    listed = [*_listed(bureau)]
    yield from listed
    phone, words = bureau.info.contact.complaints, (*_COMPLAINTS.split(),)
    yield Topic(url=tel_address(phone), title="投诉民警", kind="监督电话", phone=phone, words=words)
    named = ranking_word(bureau.policy)
    for page, title, kind, words_of_page in _PAGES:
        said = title.format(named=named), kind.format(named=named)
        yield Topic(url=page, title=said[0], kind=said[1], words=tuple(words_of_page.split()))
    known = {word for topic in listed for word in topic.words}
    every = (word for line in _RESIDENTS_SAY.split("\n") for word in line.partition(": ")[0].split())
    words = tuple(word for word in every if word not in known)
    kind = "警务室没有列出这一项，请问派出所"
    yield Topic(url="stations/", title="派出所列表", kind=kind, words=words)


def _listed(bureau: PublicBureau) -> Iterator[Topic]:
    for service in bureau.services.services:
        of_items: set[str] = set()
        for item in service.items:
            words = (*_parts_of(item.title), *_said_of(item.title))
            of_items.update(words)
            yield Topic(url=f"services/#{item.id}", title=item.title, kind="办事", words=words)
        every = (*_parts_of(service.title), *_said_of(f"{service.title}{service.original}{service.what}"))
        words = tuple(word for word in every if word not in of_items)
        yield Topic(url=f"services/#{service.id}", title=service.title, kind="办事", words=words)
    for other in bureau.duties.elsewhere:
        words = (other.call, other.phone, *_parts_of(other.need), *_said_of(f"{other.need}{other.call}"))
        yield Topic(
            url=tel_address(other.phone), title=other.call, kind="电话", phone=other.phone, words=words
        )


def _parts_of(text: str) -> Iterator[str]:
    """The parts of a text: 户口 and 居民身份证 of 代办户口、居民身份证等."""
    parts = (_LEAD.sub("", part) for part in _PARTS.split(re.sub("（.*?）", "", text).removesuffix("等")))
    return (part for part in parts if len(part) > 1)


def _said_of(text: str) -> Iterator[str]:
    for line in _RESIDENTS_SAY.split("\n"):
        words, _, said = line.partition(": ")
        if any(each in text for each in said.split()):
            yield from words.split()
