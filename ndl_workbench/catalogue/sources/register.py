"""The sources there are: those that come with the workbench, and those a user adds in ``sources.toml``.

::

    [leeds]
    kind = "ckan"                      # ckan, dcat, ndl or datapackage
    at = "https://data.example.org"    # an address, or a folder or file

    ["data.gov.uk"]
    off = true                         # one of ours, left out

``NDL_SOURCES`` names another file in place of the user's own; then only what it says is there, beside the embedded
collections.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...errors import InputError, NotFound
from . import Source

KINDS = ("ckan", "datapackage", "dcat", "ndl")
EMBEDDED = "embedded"
HARVESTED = "harvested"
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")


@dataclass(frozen=True)
class Listed:
    """A source as the list has it: its name, its kind, and the address, folder or file it is at."""

    name: str
    kind: str
    at: str


# What comes with the workbench. Nothing is asked of any of them unless a search names it, or ``all``.
OURS: tuple[Listed, ...] = (
    # The branch of the National Data Library's pages is the one its own workflow checks.
    Listed("ndl", "ndl", "https://github.com/alphagov/datagovuk/archive/refs/heads/main.zip"),
    # Its API answers at this address, and at https://ckan.publishing.service.gov.uk. Read in others' published notes of
    # 2026 on what answered; never asked from where this was written.
    Listed("data.gov.uk", "ckan", "https://data.gov.uk"),
    # DataPress's imitation of CKAN's API, which has no number of a version in its address. Read in DataPress's
    # documentation and in others' programs that read it; never asked from where this was written.
    Listed("london", "ckan", "https://data.london.gov.uk/api/action"),
)


def listed() -> tuple[Listed, ...]:
    """Every source there is but the embedded one, in the order they are asked.

    Raises
    ------
    InputError
        The file cannot be read as a list of sources.
    """
    path = file()
    said = _read(path) if os.environ.get("NDL_SOURCES") or path.is_file() else {}
    there = {} if os.environ.get("NDL_SOURCES") else {one.name: one for one in OURS}
    for name, entry in said.items():
        if isinstance(entry, dict) and entry.get("off") is True:
            there.pop(name, None)
        else:
            there[name] = _one(path, name, entry)
    return tuple(there.values())


def file() -> Path:
    """The file with the user's own sources, which need not be there."""
    own = os.environ.get("NDL_SOURCES")
    return Path(own).expanduser() if own else _user_file()


def is_ours(name: str) -> bool:
    """Whether a source of that name comes with the workbench."""
    return not os.environ.get("NDL_SOURCES") and name in {one.name for one in OURS}


def checked(name: str, entry: object) -> Listed:
    """An entry as the list has it.

    Raises
    ------
    InputError
        It is not one that could be in the list.
    """
    return _one(file(), name, entry)


def opened(one: Listed) -> Source:
    """The source itself; nothing is asked of it yet."""
    kinds: dict[str, Callable[[Listed], Source]] = {
        "ckan": _ckan,
        "datapackage": _datapackage,
        "dcat": _dcat,
        "ndl": _ndl,
    }
    return kinds[one.kind](one)


def sources() -> tuple[Source, ...]:
    """All sources; those first that ask nobody for what was harvested or comes with us."""
    from .embedded import EmbeddedSource
    from .harvested import HarvestedSource

    return (EmbeddedSource(), HarvestedSource(), *(opened(one) for one in listed()))


def chosen(wanted: str | Sequence[str]) -> tuple[Source, ...]:
    """The sources meant by ``all``, by ``local`` (those that open no connection), by a name or by several.

    Raises
    ------
    NotFound
        There is no source of that name.
    """
    there = sources()
    if wanted == "all":
        return there
    if wanted == "local":
        return tuple(source for source in there if not source.live)
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    by_name = {source.name: source for source in there}
    for name in names:
        if name not in by_name:
            raise NotFound(
                found=f"no source called {name!r}",
                expected=f"all, local, or one of: {', '.join(by_name)}",
                done="nothing was searched",
                next="leave source out to search what is on this machine",
            )
    return tuple(by_name[name] for name in dict.fromkeys(names))


def _ckan(one: Listed) -> Source:
    from .ckan import CkanSource

    return CkanSource(one.name, one.at)


def _dcat(one: Listed) -> Source:
    from .dcat import DcatSource

    return DcatSource(one.name, one.at)


def _ndl(one: Listed) -> Source:
    from .ndl import NdlSource

    return NdlSource(one.name, one.at)


def _datapackage(one: Listed) -> Source:
    from .datapackage import DataPackageSource

    return DataPackageSource(one.name, one.at)


def _user_file() -> Path:
    import platformdirs

    return Path(platformdirs.user_config_dir("ndl-workbench", appauthor=False)) / "sources.toml"


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _refused(f"{path}: {error}", "a TOML file that lists sources") from None


def _one(path: Path, name: str, entry: object) -> Listed:
    if not _NAME.fullmatch(name) or name in ("all", "local", EMBEDDED, HARVESTED):
        raise _refused(f"a source called {name!r} in {path}", "a name of small letters, digits, dots and hyphens")
    kind, at = (entry.get("kind"), entry.get("at")) if isinstance(entry, dict) else (None, None)
    if kind not in KINDS:
        raise _refused(f"kind = {kind!r} for {name!r} in {path}", f"one of {', '.join(KINDS)}")
    if not isinstance(at, str) or not at.strip():
        raise _refused(f"at = {at!r} for {name!r} in {path}", "an address, or the path of a folder or file")
    return Listed(name, kind, at.strip())


def _refused(found: str, expected: str) -> InputError:
    return InputError(found=found, expected=expected, done="no source was asked", next="mend the file")
