"""A source that gives what stands on a shelf, a few records at a time, and a folder to harvest it into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ndl_workbench.catalogue.harvest.harvest import collect
from ndl_workbench.catalogue.harvest.results import Harvested
from ndl_workbench.catalogue.records import Dataset
from ndl_workbench.catalogue.sources import Page
from ndl_workbench.errors import SourceUnavailable


def _book(name: str, **said: object) -> Dataset:
    return Dataset(**{"id": f"shelf/{name}", "title": name.title(), "source": "shelf", **said})


@dataclass
class Shelf:
    """Records in order; ``breaks`` names the page that is not answered, ``dated`` says what changed when."""

    books: list[Dataset]
    name: str = "shelf"
    size: int = 2
    breaks: int | None = None
    dated: dict[str, str] | None = None
    total: int | None = None
    whole: bool = False
    live: bool = True
    asked: list[tuple[str, str]] = field(default_factory=list)

    def search(self, query: str, area: str | None, limit: int) -> tuple[Dataset, ...]:
        return tuple(self.books)

    def get(self, id: str) -> Dataset | None:
        return next((book for book in self.books if book.id == id), None)

    def pages(self, cursor: str = "", since: str = "") -> Iterator[Page]:
        wanted = [book for book in self.books if not self.dated or not since or self.dated[book.id] >= since]
        start = int(cursor or 0)
        while True:
            self.asked.append((str(start), since))
            if self.breaks is not None and start // self.size >= self.breaks:
                raise SourceUnavailable(
                    found=f"page {start // self.size} did not come", expected="a page", done="nothing", next="try later"
                )
            behind = start + self.size
            end = behind >= len(wanted)
            yield Page(tuple(wanted[start:behind]), "" if end else str(behind), self.total, self.whole)
            if end:
                return
            start = behind


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's harvests go."""
    monkeypatch.setenv("NDL_HARVEST", str(tmp_path / "harvested"))
    return tmp_path / "harvested"


@pytest.fixture
def book() -> Callable[..., Dataset]:
    """``book("atlas", description="…")`` is a record of the shelf."""
    return _book


@pytest.fixture
def shelf() -> Callable[..., Shelf]:
    """``shelf("atlas", "bible", size=2)`` is a source with these records."""

    def made(*names: str, **more: object) -> Shelf:
        return Shelf([_book(name) for name in names], **more)

    return made


@pytest.fixture
def harvested() -> Callable[..., Harvested]:
    """Harvest one source, and say what was done."""

    def done(source: Shelf, *, full: bool = False, at: str = "here") -> Harvested:
        (one,) = collect([(at, source)], full=full)
        return one

    return done
