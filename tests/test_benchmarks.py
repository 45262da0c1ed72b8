"""The harness of `make bench`: what it counts, and that it compares the same pages. No time is asserted."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import orjson
import pytest

from benchmarks import hugo, many
from benchmarks.places import cities, communities_in, edit_policy, of_size
from benchmarks.plot import Series, plotted
from benchmarks.process import Cost, cost
from benchmarks.report import AIMS, aims, exponent, read
from generator.founding.places import Division

MIB = 1 << 20
HOLDS = "import time; held = bytearray(%d); held[::4096] = b'x' * len(held[::4096]); time.sleep(0.5)"
STARTS = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]], check=True)"
PAGE = (
    '<html><head><title>{title}</title><meta name="description" content="a&amp;b"></head>'
    "<body><header>{title}</header><main class=x>{body}</main><footer/></body></html>"
)


def test_the_memory_of_a_child_counts() -> None:
    """Memory is that of the whole tree, not of the process that was started."""
    alone = cost([sys.executable, "-c", STARTS, "import time; time.sleep(0.5)"])
    holding = cost([sys.executable, "-c", STARTS, HOLDS % (200 * MIB)])
    assert holding.memory - alone.memory > 150 * MIB


def test_the_time_of_a_child_counts() -> None:
    """CPU time is that of the whole tree: a process that only waits for a busy child has used as much."""
    busy = "import time\nwhile time.process_time() < 0.4: pass"
    assert cost([sys.executable, "-c", STARTS, busy]).cpu > 0.4


def test_python_keeps_what_it_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the environment says otherwise, a second of every start would be that of a compiler."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    (tmp_path / "module.py").write_text("", encoding="utf-8")
    cost([sys.executable, "-c", "import module"], cwd=tmp_path)
    assert (tmp_path / "__pycache__").is_dir()


def test_a_failing_command_is_told() -> None:
    """A command that fails is no measurement, and its last words are shown."""
    with pytest.raises(RuntimeError, match=r"(?s)ended with 3.*not here"):
        cost([sys.executable, "-c", "import sys; print('not here'); sys.exit(3)"])


def test_costs_one_after_the_other() -> None:
    """Times add up; memory is the larger of the two."""
    one, other = Cost(wall=1, cpu=2, memory=30), Cost(wall=10, cpu=20, memory=3)
    assert one + other == Cost(wall=11, cpu=22, memory=30)


def test_hugo_gets_every_page_and_file(tmp_path: Path) -> None:
    """Each page becomes one content file with its address, title and body; other files become static."""
    site, source = tmp_path / "site", tmp_path / "hugo"
    pages = ("index.html", "a/index.html", "a/b/index.html", "c/d/index.html", "404.html")
    for path in pages:
        hugo.write(site / path, PAGE.format(title="甲&amp;乙", body=f"<p>{path}</p>"))
    hugo.write(site / "data" / "x.csv", "1")
    assert hugo.prepare(site, source) == len(pages)
    content = source / "content"
    written = {path.relative_to(content).as_posix(): path for path in content.rglob("*.html")}
    sections = {name for name, path in written.items() if '"never"' in path.read_text("utf-8")}
    assert sections == {"c/_index.html"}
    assert set(written) - sections == {"_index.html", "a/_index.html", "a/b.html", "c/d.html", "404.html"}
    front, _, body = written["a/b.html"].read_text("utf-8").partition("\n")
    assert orjson.loads(front) == {"title": "甲&乙", "url": "/a/b/", "description": "a&b"}
    assert body == "<p>a/b/index.html</p>"
    shell = (source / "layouts" / "all.html").read_text("utf-8")
    assert "<title>{{ .Title }}</title>" in shell
    assert "<main class=x>{{ .Content }}</main>" in shell
    assert [path.relative_to(source) for path in (source / "static").rglob("*.*")] == [
        Path("static/data/x.csv")
    ]


@pytest.mark.parametrize("power", [0.5, 1.0, 1.7])
def test_the_exponent_is_found(power: float) -> None:
    """Least squares on the logarithms find the power of a curve, and the middle of two that disagree."""
    curve = [(x, 3 * x**power) for x in (10.0, 70.0, 900.0)]
    assert exponent(curve) == pytest.approx(power)
    assert exponent([*curve, *((x, 5 * y) for x, y in curve)]) == pytest.approx(power)


def test_one_size_has_no_exponent() -> None:
    """A single size, measured twice, says nothing of growth."""
    assert exponent([(10, 1), (10, 2)]) is None
    assert exponent([]) is None


def test_an_aim_is_met_missed_or_not_measured() -> None:
    """The table says of each aim whether it was met, and never that of one that was not measured."""
    costs = {"cold": Cost(wall=2, cpu=1, memory=50), "hugo": Cost(wall=1, cpu=1, memory=100)}
    told = orjson.loads(orjson.dumps({"communities": 1, "pages": 1, "costs": costs}))
    lines = list(aims(read({"beijing": told})))[2:]
    verdicts = {
        line.split(" | ")[0].removeprefix("| "): line.split(" | ")[-1].removesuffix(" |") for line in lines
    }
    assert verdicts.pop("Beijing, cold / Hugo, wall time") == "missed"
    assert verdicts.pop("Beijing, cold / Hugo, memory") == "met"
    assert set(verdicts.values()) == {"not measured"}
    assert len(lines) == len(AIMS)


def test_the_growth_is_told_of_all_sizes_alone() -> None:
    """The aim about growth is not judged by a part of the sizes."""
    told = {
        size: {
            "communities": int(size),
            "pages": int(size),
            "costs": {"cold": {"wall": 1, "cpu": 1, "memory": 1}},
        }
        for size in ("155", "600", "7560")
    }
    assert list(aims(read(told)))[-1].endswith("| 0.00 | met |")
    del told["7560"]
    assert list(aims(read(told)))[-1].endswith("|  | not measured |")


def test_the_plot_has_a_point_for_each_result() -> None:
    """Every measured point is drawn, and the file is well-formed."""
    lines = [Series(name="a & b", points=((10, 1), (100, 9))), Series(name="c", points=((10, 1), (100, 9)))]
    tree = ET.fromstring(plotted({"time [s]": lines, "memory": lines}, "communities"))
    assert len(tree.findall(".//{*}circle")) == 8
    labels = [label.get("y") for label in tree.iter("{http://www.w3.org/2000/svg}text") if label.text == "c"]
    ends = [
        label.get("y") for label in tree.iter("{http://www.w3.org/2000/svg}text") if label.text == "a & b"
    ]
    assert not {*labels} & {*ends}


def test_a_smaller_list_has_whole_towns() -> None:
    """A list of another size is made of whole towns, spread over the list."""
    places = tuple(
        Division(
            code=f"420101{town:03}{at:03}",
            name=f"甲{at}社区居委会",
            town_code=f"420101{town:03}",
            town=f"乙{town}街道",
            district_code="420101",
            district="丙区",
        )
        for town in range(1, 41)
        for at in range(1, 11)
    )
    taken = of_size(places, communities_in(places) // 4)
    assert communities_in(taken) == communities_in(places) // 4
    assert len({place.town_code for place in taken}) == 10
    assert all(sum(one.town_code == place.town_code for one in taken) == 10 for place in taken)


def test_the_cities_of_a_list(tmp_path: Path) -> None:
    """A city has its name, a municipality its province's, and only those within the code are taken."""
    rows = {
        "provinces": [{"code": "11", "name": "北京市"}, {"code": "42", "name": "湖北省"}],
        "cities": [{"code": "1101", "name": "市辖区"}, {"code": "4207", "name": "鄂州市"}],
        "villages": [{"cityCode": "1101"}, {"cityCode": "4207"}, {"cityCode": "4207"}],
    }
    for name, lines in rows.items():
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, lines[0].keys())
            writer.writeheader()
            writer.writerows(lines)
    listed = tmp_path / "villages.csv"
    assert cities(listed, "") == {"1101": ("北京市", 1), "4207": ("鄂州市", 2)}
    assert cities(listed, "42") == {"4207": ("鄂州市", 2)}


def test_a_stopped_run_goes_on(tmp_path: Path) -> None:
    """Of the log every whole line counts, also after one that was cut short."""
    log = tmp_path / "finished.jsonl"
    assert many.finished(log) == {}
    log.write_bytes(b'\n{"code":"1101","pages":1}\n\n{"code":"42\n{"code":"4207","pages":2}\n')
    assert [told["pages"] for told in many.finished(log).values()] == [1, 2]


def test_the_disk_must_hold_all_bureaus(tmp_path: Path) -> None:
    """There must be room for all bureaus that wait, and for a copy of the largest."""
    bureaus = [many.City(code=f"{n}", name="", divisions=n, root=tmp_path, out=tmp_path) for n in (10, 30)]
    assert many.needed(bureaus) - many.SPARE == 70 * many.BYTES_A_DIVISION
    assert many.needed(()) == many.SPARE


def test_the_policy_of_the_sample_can_be_edited(tmp_path: Path) -> None:
    """The number that a measurement changes is in the policy."""
    policy = (Path(__file__).parent.parent / "data" / "policy.yml").read_text("utf-8")
    hugo.write(tmp_path / "data" / "policy.yml", policy)
    edit_policy(tmp_path, 31)
    edited = (tmp_path / "data" / "policy.yml").read_text("utf-8")
    assert edited != policy
    assert "value: 31" in edited
