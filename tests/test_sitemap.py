"""The sitemap: absolute addresses or none, in files no larger than the protocol allows."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator.feeds import sitemap as module
from generator.feeds.sitemap import MOST_BYTES, MOST_URLS, sitemaps
from tests.small_sites import edit, site_of, stamped

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ADDRESS = "https://jingwu.example/gov/"


def locations(document: bytes) -> tuple[str, list[str]]:
    """The root element's name and the text of every <loc>, in order."""
    root = ET.fromstring(document)  # the code under test wrote it
    return root.tag.removeprefix(NAMESPACE), [str(found.text) for found in root.iter(f"{NAMESPACE}loc")]


def test_a_small_site_has_one_file_with_absolute_addresses() -> None:
    """A small site has one sitemap of absolute, escaped addresses in order."""
    files = sitemaps(["meetings/", "", "a&b/"], ADDRESS)
    assert {path: locations(document) for path, document in files.items()} == {
        "sitemap.xml": ("urlset", [ADDRESS, f"{ADDRESS}a&b/", f"{ADDRESS}meetings/"])
    }


def test_a_site_without_an_address_has_no_sitemap(root: Path, content: Path) -> None:
    """A site without an address has no sitemap and no link to one."""
    edit(root, "data/bureau.yml", "  address: https://jingwu.example/jiangzhou/\n", "")
    tree = stamped(site_of(root), content)
    assert [path for path in tree.files if "sitemap" in path] == []
    linking = [
        path for path, body in tree.files.items() if path.endswith(".html") and isinstance(body, bytes)
        and "网站地图" in body.decode()
    ]  # fmt: skip
    assert linking == []


def test_a_large_site_is_split() -> None:
    """A large site has files of at most 50,000 addresses and an index of them, with every page once."""
    urls = [f"meetings/{at:06}/" for at in range(2 * MOST_URLS + 1)]
    files = sitemaps(reversed(urls), ADDRESS)
    kind, parts = locations(files["sitemap.xml"])
    assert kind == "sitemapindex"
    assert parts == [f"{ADDRESS}sitemap-{at}.xml" for at in (1, 2, 3)]
    read = [locations(files[part.removeprefix(ADDRESS)]) for part in parts]
    assert [(kind, len(found)) for kind, found in read] == [
        ("urlset", MOST_URLS), ("urlset", MOST_URLS), ("urlset", 1)
    ]  # fmt: skip
    assert [address for _, found in read for address in found] == [ADDRESS + url for url in urls]


def test_the_most_that_fits_is_one_file() -> None:
    """50,000 addresses fit one file."""
    assert list(sitemaps([f"{at}/" for at in range(MOST_URLS)], ADDRESS)) == ["sitemap.xml"]


def test_no_file_is_larger_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is split by its size in bytes as well."""
    assert MOST_BYTES == 52_428_800
    monkeypatch.setattr(module, "MOST_BYTES", 1_000)
    urls = [f"{at}{'社区' * 9}/" for at in range(40)]
    files = sitemaps(urls, ADDRESS)
    parts = [document for path, document in files.items() if path != "sitemap.xml"]
    assert len(parts) > 1
    assert max(map(len, parts)) <= 1_000
    assert sorted(address for part in parts for address in locations(part)[1]) == sorted(
        ADDRESS + url for url in urls
    )
