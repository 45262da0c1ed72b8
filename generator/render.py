"""Page -> HTML: each block's template renders its view, and the results fill the frame's slots.

Pure: the same page, frame, site and templates give the same bytes. Autoescape is on and every name must exist.
In templates, the public functions of `wording` and `ranking.words` are filters, those of `pages.links` functions.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import jinja2
import orjson
from markupsafe import escape

from generator import wording
from generator.frame import Frame
from generator.memo import remembered
from generator.model.mechanism import Mechanism
from generator.model.phone import tel_address
from generator.model.scheme import NO_SCHEME, Scheme
from generator.model.values import Record
from generator.pages import links
from generator.pages.page import Page, View
from generator.ranking import words
from generator.wording import clause_link, clauses_asking

_PROGRAM: Final = Path(__file__).parent
TEMPLATES: Final = _PROGRAM / "templates"
# The slots of hand-written pages for the clauses of a mechanism.
BASES: Final = {f"basis_{mechanism.value}": mechanism.value for mechanism in Mechanism}
_DIGESTED: Final = orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS
_HIDDEN: Final = '<meta name="robots" content="noindex">'
# The pattern begins with a rare string and looks back: two and a half times as fast as the other way round.
_REFERENCE: Final = re.compile(r'="(?:(?<=\shref=")|(?<=\ssrc=")|(?<=\sdata-index="))([^"]*)"')


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A finished page, and the addresses that its blocks link to."""

    html: bytes
    references: frozenset[str]


class Templates:
    """The templates of one build, and a digest that changes with them and with the program that they call.

    `ranking_word` is what the site calls its monthly ranking, `scheme` are the documents that its clauses are of.
    """

    def __init__(
        self, folder: Path = TEMPLATES, *, ranking_word: str = "排名", scheme: Scheme = NO_SCHEME
    ) -> None:
        self._folder, self._by_site = folder, {(ranking_word, scheme): self}
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            optimized=False,  # it would call filters of one site while compiling, for every site
            bytecode_cache=_compiled(folder),
        )
        self._environment.filters |= {"tel_address": tel_address, **_functions(wording), **_functions(words)}
        of_scheme = {
            function.__name__: partial(function, scheme) for function in (clause_link, clauses_asking)
        }
        self._environment.filters |= of_scheme
        called = {"ranking_word": ranking_word, "scheme_word": scheme.word}
        self._environment.globals |= {**_functions(links), **called}
        files = sorted((*folder.rglob("*.html"), *_PROGRAM.rglob("*.py")))
        program = b"".join(file.name.encode() + b"\0" + file.read_bytes() for file in files)
        self.digest = _digest(program + orjson.dumps([called, scheme.documents], default=_plain))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Templates) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __getstate__(self) -> dict[str, str]:
        """What makes templates equal; a build keeps them for comparison alone."""
        return {"digest": self.digest}

    def of_site(self, ranking_word: str, scheme: Scheme) -> Templates:
        """These templates for a site that calls its ranking so and carries out these documents; made once."""
        key = ranking_word, scheme
        if key not in self._by_site:
            self._by_site[key] = Templates(self._folder, ranking_word=ranking_word, scheme=scheme)
        return self._by_site[key]

    def basis(self, mechanism: str, root: str) -> str:
        """依据, with links to the clauses that the mechanism carries out; 本站自定 if no document asks for it."""
        parts: Any = self._environment.get_template("_parts.html").module
        return str(parts.clauses(root, [mechanism])) or "本站自定"

    def block(self, view: View, root: str) -> str:
        """Render one block. Templates see the view as `view`, and the relative path to the site's root as `root`."""
        return self._environment.get_template(view.template).render(view=view, root=root)


def _compiled(folder: Path) -> jinja2.BytecodeCache | None:
    """Where compiled templates are kept: beside them, as Python keeps its own; None if that cannot be written."""
    beside = folder / "__pycache__"
    with suppress(OSError):
        beside.mkdir(exist_ok=True)
    return _Compiled(str(beside)) if os.access(beside, os.W_OK) else None


class _Compiled(jinja2.FileSystemBytecodeCache):
    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep a compiled template; one that cannot be written is compiled again next time."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _functions(module: ModuleType) -> dict[str, Callable[..., Any]]:
    """The public functions that the module defines, by name."""
    found = inspect.getmembers(module, inspect.isfunction)
    return {
        name: function
        for name, function in found
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def page_values(page: Page, templates: Templates) -> dict[str, str]:
    """The values of the page's own slots: texts escaped, blocks rendered."""
    return _listed_values(page, templates) if page.frame == page.url else _values(page, templates)


@remembered("page.file")
def _listed_values(page: Page, templates: Templates) -> dict[str, str]:
    """The values of a page with a frame of its own; remembered, since both its digest and its bytes need them."""
    return _values(page, templates)


def _values(page: Page, templates: Templates) -> dict[str, str]:
    values = {name: str(escape(text)) for name, text in page.texts.items()}
    values |= {name: templates.block(view, page.root) for name, view in page.blocks.items()}
    return values


def render(page: Page, frame: Frame, site: Mapping[str, str], templates: Templates) -> Rendered:
    """Stamp the page into its frame. `site` fills the slots that every page has."""
    based = {slot: templates.basis(BASES[slot], page.root) for slot in frame.slots if slot in BASES}
    values = page_values(page, templates) | based
    html = frame.stamp({**site, **values})
    if page.is_draft:
        html = html.replace("<head>", f"<head>{_HIDDEN}", 1)
    return Rendered(
        html=html.encode(), references=references("".join(values[name] for name in (*page.blocks, *based)))
    )


def references(html: str) -> frozenset[str]:
    """The addresses in href, src and data-index, unescaped."""
    return frozenset(address.replace("&amp;", "&") for address in _REFERENCE.findall(html))


@remembered("page.file")
def page_digest(page: Page, frame_digest: str, templates: Templates) -> str:
    """The digest of everything that goes into a page: equal digests mean equal bytes.

    For a page of a kind it covers the views, which is faster than rendering them. A page with a frame of its own
    shows a little of many records, so its digest covers only the rendered values.
    """
    content: Mapping[str, Any] = {
        "texts": dict(page.texts),
        "blocks": {name: [type(view).__name__, view.template, view] for name, view in page.blocks.items()},
    }
    if page.frame == page.url:
        content = page_values(page, templates)
    values = [page.url, frame_digest, templates.digest, content]
    return _digest(orjson.dumps(values, default=_plain, option=_DIGESTED))


def frame_digest(frame: Frame, site: Mapping[str, str]) -> str:
    """The digest of a frame and the site-wide values."""
    return _digest(orjson.dumps([frame.literals, frame.slots, dict(site)]))


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


@cache
def _fields_of(kind: Any) -> tuple[str, ...] | None:
    """The fields of a record or dataclass, without what it has worked out and keeps beside them; None of others."""
    if issubclass(kind, Record):
        return tuple(kind.model_fields)
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def _plain(value: Any) -> Any:
    """The content of a value for a digest, in an order that is the same in every run."""
    if (names := _fields_of(type(value))) is not None:  # type: ignore[arg-type] # a type is hashable
        return {name: getattr(value, name) for name in names}
    if isinstance(value, Mapping):
        return dict(value)
    return sorted(map(str, value)) if isinstance(value, frozenset) else str(value)
