"""`jingwu new`: a bureau's own folder from a list of its communities."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import click
from pydantic import ValidationError

from generator.cli.options import AS_OF
from generator.cli.outcome import stopped
from generator.cli.usage import Command
from generator.founding.folder import NewBureau, make_bureau
from generator.founding.places import Request, Unusable, divisions_in, expected
from generator.problems import visible

_PATH = click.Path(path_type=Path)


@click.command(cls=Command)
@click.argument("folder", metavar="目录", type=_PATH)
@click.option("--divisions", required=True, metavar="文件", type=_PATH, help="社区、村的名单。")
@click.option("--name", required=True, metavar="单位", help="单位全称,例如 襄阳市公安局。")
@click.option("--city", metavar="城市", help="城市名;单位名里看不出来的才写。")
@click.option("--code", default="", metavar="代码", help="名单里只取这个代码开头的,例如 4206。")
@click.option("--sample/--empty", "is_sample", help="虚构的示例数据,或只有名单里的(不写就是)。")
@click.option("--months", default="3", metavar="月数", help="示例月报的月数,默认 3。")
@click.option("--own-content", "owns_content", is_flag=True, help="正文也拷一份,由自己改。")
@AS_OF
def new(folder: Path, as_of: dt.date, *, is_sample: bool, owns_content: bool, **asked: str) -> None:
    """新建一个单位的文件夹:数据、设置、说明都有,马上可以生成网站。

    名单缺哪些列,会告诉您;全国的名单 villages.csv 也可以,streets.csv、areas.csv 放在它旁边。
    """
    try:
        places, remarks = divisions_in(Path(asked["divisions"]), asked["code"])
        request = _request(as_of, {**asked, "divisions": places})
        with stopped("没有新建。"):
            make_bureau(folder, NewBureau(request=request, is_sample=is_sample, owns_content=owns_content))
    except Unusable as unusable:
        click.echo(str(unusable), err=True)
        raise SystemExit(1) from None
    for remark in remarks:
        click.echo(remark, err=True)
    kind = "示例数据,都是虚构的" if is_sample else "没有填的写着“待填写”"
    click.echo(f"已新建 {visible(str(folder))}:{len(places)} 个社区、村,{kind}。请看里面的 README.md。")


def _request(as_of: dt.date, asked: dict[str, object]) -> Request:
    name = str(asked["name"])
    found = re.match(r"(.+?)公安", name)
    given = {
        "divisions": asked["divisions"],
        "name": name,
        "city": asked["city"] or (found[1] if found else name),
        "months": asked["months"],
        "as_of": f"{as_of}",
        "seed": "1",
    }
    try:
        return Request.model_validate(given)
    except ValidationError as error:
        raise Unusable(f"--{expected(error)}") from None
