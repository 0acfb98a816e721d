"""Where a distribution can be had from, and who says so: a record comes from outside, and so does every link in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .. import collections
from ..errors import InputError
from ..loading.fetching.fetch import is_address
from ..settings import settings
from .records import Distribution
from .sources.register import listed


@dataclass(frozen=True)
class Reach:
    """A file on this machine, or an address and what it was found in; one of ``path`` and ``address`` is there.

    ``found_in`` is where the source is, as the user's own list says it and not as the record does: what a record says
    of itself must not open a way into this network.
    """

    path: Path | None = None
    address: str = ""
    found_in: str = ""


def reach(id: str, part: Distribution) -> Reach:
    """Say where a distribution is.

    Parameters
    ----------
    id
        The id of its dataset, or its own: either begins with the name of the source.
    part
        The distribution.

    Raises
    ------
    InputError
        It is neither a web address nor a file in the folder that the source is in.
    """
    if part.url.startswith(collections.PREFIX) and (resource := collections.find(part.url)):
        return Reach(path=resource.path)
    # "" if it is on nobody's list any more.
    at = next((one.at for one in listed() if one.name == id.partition("/")[0]), "")
    if is_address(part.url):
        return Reach(address=part.url, found_in=at or id)
    # A source that is an archive at an address keeps its files in the cache folder.
    root = Path(at).expanduser() if at and not is_address(at) else settings().cache
    if path := _inside(root, part.url):
        return Reach(path=path)
    raise InputError(
        found=f"{part.url!r:.200} as the place of a file of {id!r}",
        expected="a web address, or a file in the folder of the source",
        done="nothing was read",
        next="tell whoever keeps that catalogue",
    )


def _inside(root: Path, url: str) -> Path | None:
    folder = (root if root.is_dir() else root.parent).resolve()
    try:
        path = (folder / url.removeprefix("file://")).resolve()
        return path if path.is_relative_to(folder) and path.is_file() else None
    except (OSError, ValueError):
        return None
