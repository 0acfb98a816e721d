"""Where a distribution can be had from, and who says so: a record comes from outside, and so does every link in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..collections import PREFIX
from ..errors import InputError
from ..loading.fetching.fetch import is_address
from ..settings import settings
from .records import Dataset, Distribution
from .sources.register import EMBEDDED, listed


@dataclass(frozen=True)
class Reach:
    """A file on this machine, or an address and what it was found in; one of ``path`` and ``address`` is there.

    ``found_in`` is where the source is, as the user's own list says it and not as the record does: what a record says
    of itself must not open a way into this network.
    """

    path: Path | None = None
    address: str = ""
    found_in: str = ""


def reach(dataset: Dataset, part: Distribution) -> Reach:
    """Say where a distribution is.

    Raises
    ------
    InputError
        It is neither a web address nor a file in the folder that the source is in.
    """
    from .. import collections

    if dataset.source == EMBEDDED and (resource := collections.find(part.url.removeprefix(PREFIX))):
        return Reach(path=resource.path)
    at = _at(dataset)
    if is_address(part.url):
        return Reach(address=part.url, found_in=at or dataset.id)
    # A source that is an archive at an address keeps its files in the cache folder.
    root = Path(at).expanduser() if at and not is_address(at) else settings().cache
    if path := _inside(root, part.url):
        return Reach(path=path)
    raise InputError(
        found=f"{part.url!r:.200} as the place of a file of {dataset.id!r}",
        expected="a web address, or a file in the folder of the source",
        done="nothing was read",
        next="tell whoever keeps that catalogue",
    )


def _at(dataset: Dataset) -> str:
    """Return where the dataset's source is, or "" if it is on nobody's list any more."""
    names = (dataset.source, dataset.id.partition("/")[0])
    return next((one.at for name in names for one in listed() if one.name == name), "")


def _inside(root: Path, url: str) -> Path | None:
    folder = (root if root.is_dir() else root.parent).resolve()
    try:
        path = (folder / url.removeprefix("file://")).resolve()
        return path if path.is_relative_to(folder) and path.is_file() else None
    except (OSError, ValueError):
        return None
