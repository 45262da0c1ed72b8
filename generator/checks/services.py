"""Rules about the services for residents (方案三(三))."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.rules import rule
from generator.model.bureau import Bureau
from generator.problems import Problem


@rule()
def check_every_service_item_has_a_time_limit(bureau: Bureau) -> Iterator[Problem]:
    """居民来办的每一件事都写明几个工作日办好。"""
    for at, service in enumerate(bureau.services.services):
        for number, item in enumerate(service.items):
            if item.time_limit is None:
                yield bureau.place("data/services.yml", "services", at, "items", number).problem(
                    "W365",
                    f"“{item.title}”没有写时限,居民不知道要等多久。",
                    "请添一行 time_limit: 几个工作日;当场办好的写 time_limit: 0。",
                )
