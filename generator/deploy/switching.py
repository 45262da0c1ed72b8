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
    was = live_deployment(out)
    try:
        if is_folder(out) or not _linked(out, target, work):
            _exchange(out, target, work, is_synced=is_synced)
        elif is_synced:
            _synced_or_back(out, target.with_name(was) if was else None, work)
    except (FileExistsError, NotADirectoryError) as error:
        raise unusable(out, "在生成的时候有了别的内容", "请移走后再生成") from error


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


def _synced_or_back(out: Path, was: Path | None, work: Path) -> None:
    """Have the link on the disk itself; where the disk fails, what is told to have failed has not happened."""
    try:
        sync(out.parent)
    except OSError:
        with suppress(OSError):
            if was is None:
                out.unlink()
            else:
                _linked(out, was, work)
        raise


def _exchange(out: Path, target: Path, work: Path, *, is_synced: bool) -> None:
    """The name is noted first: whoever finds the folder missing, or another one there, knows what belongs there."""
    new, old, was = work / "live", work / "old", live_deployment(out)
    write_tree(new, {path: target / path for path in found_in(target)}, target.parent)
    if is_synced:
        sync_tree(new)
    _note_live(out, target.name, work, is_synced=is_synced)
    try:
        if out.exists():
            out.rename(old)
        new.rename(out)
        if is_synced:
            sync(out.parent)
    except OSError:
        with suppress(OSError):
            if not new.exists():
                out.rename(new)
            if old.exists():
                old.rename(out)
            _note_live(out, was, work, is_synced=is_synced)
        raise


def _note_live(out: Path, name: str | None, work: Path, *, is_synced: bool) -> None:
    draft, store = work / "noted", store_of(out)
    if name is None:
        (store / LIVE).unlink()
        return
    draft.write_text(name, encoding="ascii")
    if is_synced:
        sync(draft)
    draft.replace(store / LIVE)
    if is_synced:
        sync(store)


def restore(out: Path, work: Path) -> None:
    """Put a folder back that a killed build has left missing between its two renames."""
    name = live_deployment(out)
    if name is not None and not out.is_symlink() and not out.exists():
        target = store_of(out) / name
        if target.is_dir() and not target.is_symlink():
            _exchange(out, target, work, is_synced=True)
