"""Bureaus built by other machines: the same function through Dask, and what becomes of a process that ends."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from distributed import Client, LocalCluster

from generator.hub import running
from generator.hub.running import Task, executor_for, outcomes
from generator.problems import ProblemsFound
from tests.hubs import build, hub_in, whole
from tests.small_sites import AS_OF

PATIENCE = 120.0  # [s]


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two worker processes of one thread each."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=0) as started:
        yield started


def kill_a_worker_at_work(address: str, store: Path, killed: list[int]) -> None:
    """Wait until a bureau is being built, and kill the process that builds it."""
    with Client(address, set_as_default=False) as client:
        pids = client.run(os.getpid)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not killed:
            busy = [worker for worker, tasks in client.processing().items() if tasks]
            if busy and any(store.glob(".*-releases/building-*")):
                os.kill(pids[busy[0]], signal.SIGKILL)
                killed.append(pids[busy[0]])
            time.sleep(0.05)


def test_a_cluster_that_loses_a_worker_gives_the_same_site(cluster: Any, tmp_path: Path) -> None:
    """One of two workers is killed in the middle: every bureau is built, with the bytes of the process pool."""
    alone, many = hub_in(tmp_path / "alone"), hub_in(tmp_path / "many")
    assert not build(alone)[0].failed
    killed: list[int] = []
    arguments = (cluster.scheduler_address, many / ".site-hub", killed)
    killer = threading.Thread(target=kill_a_worker_at_work, args=arguments)
    killer.start()
    built, told = build(many, scheduler=cluster.scheduler_address)
    killer.join()
    assert len(killed) == 1
    assert [one.problems for one in told.values()] == [(), (), ()]
    assert not built.failed
    files = whole(many / "site")
    assert len(files) > 900
    assert files == whole(alone / "site")


def _end(_: Task) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_ends_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bureau whose process the system ends has a problem that says what to do; the build itself goes on."""
    monkeypatch.setattr(running, "build_bureau", _end)
    task = Task(code="420600", root=tmp_path, out=tmp_path / "out", as_of=AS_OF)
    with ProcessPoolExecutor(1) as pool:
        (outcome,) = outcomes([task], pool)
    (problem,) = outcome.problems
    assert problem.code == "E531"
    assert "BrokenProcessPool" in problem.message


def test_an_unknown_scheduler_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package, or without an answer at the address, a sentence in Chinese."""
    monkeypatch.setattr(running, "PATIENCE", 1)
    with pytest.raises(ProblemsFound, match=r"\[E532\] 连不上调度程序"), executor_for(1, "tcp://127.0.0.1:1"):
        pass
    monkeypatch.setattr(running, "find_spec", lambda _: None)
    with (
        pytest.raises(ProblemsFound, match=r"\[E532\] 没有安装 distributed"),
        executor_for(1, "tcp://127.0.0.1:1"),
    ):
        pass
