"""Data packages (datapackage.org, versions 1 and 2): a folder, a folder of such folders, or an address.

As with the embedded collections, each resource is a dataset and the package is the collection they belong to. A
package comes from elsewhere: every value is looked at before it is used, and a path leads to a file inside its own
folder or to a web address, or is left out and said to be.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...errors import SourceUnavailable
from ...loading.fetching.fetch import fetch, is_address
from ..records import UNKNOWN, Dataset, Inference
from . import Page, walk
from .package_records import Package, package_dataset, resource_datasets

FILE = "datapackage.json"
_MOST_BYTES = 16_000_000
_MOST_FOLDERS = 20_000
_MOST_PACKAGES = 5_000
_MOST_DEPTH = 6


@dataclass(frozen=True)
class DataPackageSource:
    """Packages at a folder, a ``datapackage.json`` or the address of one."""

    name: str
    at: str

    @property
    def live(self) -> bool:
        """Whether the package is at an address."""
        return is_address(self.at)

    def search(self, query: str, area: str | None, limit: int) -> tuple[Dataset, ...]:
        """Every resource, by package."""
        return tuple(walk(self))

    def get(self, id: str) -> Dataset | None:
        """The resource or the whole package of that id."""
        for package in self._packages():
            if isinstance(package, Dataset):
                if package.id == id:
                    return package
                continue
            if id == package.id:
                return package_dataset(package)
            if id.startswith(f"{package.id}/"):
                return next((dataset for dataset in resource_datasets(package) if dataset.id == id), None)
        return None

    def pages(self, cursor: str = "", since: str = "") -> Iterator[Page]:
        """A page for each package, behind the one the cursor names."""
        left = [package for package in self._packages() if package.id > cursor]
        for package in left:
            datasets = (package,) if isinstance(package, Dataset) else _datasets(package)
            yield Page(datasets, cursor="" if package is left[-1] else package.id, whole=True)

    def _packages(self) -> Iterator[Package | Dataset]:
        """Each package by id; one that cannot be read, among several, is a record that says so."""
        if self.live:
            read = _json(fetch(self.at).path, self.at)
            yield Package(self.name, self._id(_called(read, "package")), read, self.at, None)
            return
        top = Path(self.at).expanduser().absolute()
        files = _files(top, self.at)
        there: dict[str, Package | Dataset] = {}
        for file in files:
            own = file.parent.name or "package"
            try:
                read = _json(file, str(file))
            except SourceUnavailable as problem:
                if len(files) == 1:
                    raise
                unread = self._unread(own, problem)
                there.setdefault(unread.id, unread)
                continue
            id = self._id(_called(read, own))
            # Two packages of one name are told apart by their folders.
            id = f"{id}-{_slug(os.path.relpath(file.parent, top))}" if id in there else id
            there.setdefault(id, Package(self.name, id, read, "", file.parent))
        yield from (there[id] for id in sorted(there))

    def _id(self, called: str) -> str:
        return f"{self.name}/{called}"

    def _unread(self, own: str, problem: SourceUnavailable) -> Dataset:
        return Dataset(
            id=self._id(_slug(own)),
            title=own,
            source=self.name,
            inferences=(Inference("package", UNKNOWN, "unknown", f"found {problem.found}"),),
        )


def _datasets(package: Package) -> tuple[Dataset, ...]:
    """Its resources; a package without any is a dataset itself."""
    return resource_datasets(package) or (package_dataset(package),)


def _files(at: Path, name: str) -> tuple[Path, ...]:
    """The packages at a place, by path."""
    if at.is_file():
        return (at,)
    if (at / FILE).is_file():
        return (at / FILE,)
    found: list[Path] = []
    for number, (path, folders, files) in enumerate(os.walk(at, followlinks=False)):
        deep = len(Path(path).relative_to(at).parts) >= _MOST_DEPTH
        folders[:] = [] if deep else sorted(folder for folder in folders if not folder.startswith("."))
        if FILE in files and not (Path(path) / FILE).is_symlink():
            found.append(Path(path) / FILE)
        if number > _MOST_FOLDERS or len(found) >= _MOST_PACKAGES:
            break
    if not found:
        raise _unavailable(f"no {FILE} in {name}", "a data package, or a folder of them")
    return tuple(sorted(found))


def _json(file: Path, name: str) -> dict[str, Any]:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise _unavailable(f"more than {_MOST_BYTES:,} bytes in {name}", "the description of a data package")
        said = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        raise _unavailable(f"no JSON that can be read in {name}", "the description of a data package") from None
    if not isinstance(said, dict):
        raise _unavailable(f"JSON that is no object in {name}", "the description of a data package")
    return said


def _called(read: dict[str, Any], otherwise: str) -> str:
    return _slug(read["name"] if isinstance(read.get("name"), str) and read["name"].strip() else otherwise)


def _slug(name: str) -> str:
    """A name as part of an id: what stands between slashes, without spaces."""
    return "-".join(name.strip().replace("\\", "/").replace("/", "-").split())[:200] or "package"


def _unavailable(found: str, expected: str) -> SourceUnavailable:
    return SourceUnavailable(
        found=found,
        expected=f"{expected} (datapackage.org)",
        done="no package was read",
        next="correct it, or the place in sources.toml",
    )
