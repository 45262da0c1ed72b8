"""Lead readers from one deployment to another: by one rename of a link, or by two renames where there are no links."""

from __future__ import annotations

import errno
from contextlib import suppress
from pathlib import Path
from typing import Final

from generator.deploy.store import LIVE, live_deployment, refuse_strangers, store_of, unusable
from generator.deploy.trees import found_in, sync, sync_tree, write_tree

_NO_LINKS: Final = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS})
_NO_PRIVILEGE: Final = 1314  # Windows: only administrators make links


def switch(out: Path, target: Path, work: Path, *, is_synced: bool) -> None:
    """Lead readers to `target`: the old site or the new one, at every moment; refuse what else has appeared at `out`.

    Without symbolic links `out` is a folder with a copy, and is missing between the two renames.
    """
    refuse_strangers(out)
    try:
        if is_folder(out) or not _linked(out, target, work):
            _exchange(out, target, work, is_synced=is_synced)
    except (FileExistsError, NotADirectoryError) as error:
        raise unusable(out, "在生成的时候有了别的内容", "请移走后再生成") from error
    if is_synced:
        sync(out.parent)


def is_folder(out: Path) -> bool:
    """Is the site a folder, because there are no symbolic links where it is?"""
    return not out.is_symlink() and live_deployment(out) is not None


def _linked(out: Path, target: Path, work: Path) -> bool:
    """Switch by one rename over the old link; False if there are no links here."""
    link, was_linked = work / "link", out.is_symlink()
    try:
        link.symlink_to(Path(target.parent.name) / target.name)
    except (AttributeError, NotImplementedError):
        return False
    except OSError as error:
        has_links = error.errno not in _NO_LINKS and getattr(error, "winerror", None) != _NO_PRIVILEGE
        if was_linked or has_links:
            raise
        return False
    if was_linked:
        link.replace(out)
    else:
        if out.is_dir():
            out.rmdir()
        # Unlike `replace`, this refuses whatever has appeared there.
        link.unlink()
        out.symlink_to(Path(target.parent.name) / target.name)
    return True


def _exchange(out: Path, target: Path, work: Path, *, is_synced: bool) -> None:
    new, old = work / "live", work / "old"
    write_tree(new, {path: target / path for path in found_in(target)}, target.parent)
    if is_synced:
        sync_tree(new)
    if out.exists():
        out.rename(old)
    try:
        new.rename(out)
    except OSError:
        with suppress(OSError):
            old.rename(out)
        raise
    draft = work / LIVE
    draft.write_text(target.name, encoding="ascii")
    draft.replace(store_of(out) / LIVE)


def restore(out: Path, work: Path) -> None:
    """Put a folder back that a killed build has left missing between its two renames."""
    name = live_deployment(out)
    if name is not None and not out.is_symlink() and not out.exists():
        target = store_of(out) / name
        if target.is_dir() and not target.is_symlink():
            _exchange(out, target, work, is_synced=False)
