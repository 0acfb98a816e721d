"""The charts of the National Data Library's pages: their data as files that can be loaded, and where it came from."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..formats import fold
from ..records import Distribution, Inference
from .ndl_folder import Folder

_MOST_JSON = 8_000_000
_ADDRESS = re.compile(r"https?://[^\s<>\"\])]+")


@dataclass(frozen=True)
class Chart:
    """A chart's files, its publisher and source as far as they are said, and what could not be read."""

    distributions: tuple[Distribution, ...] = ()
    publisher: str = ""
    source: str = ""
    source_from: str = ""
    problems: tuple[str, ...] = ()


def read(folder: Folder, name: str, id: str) -> Chart:
    """The chart a page names in ``visualisation-data``: the table it offers for download first, then the drawing's own.

    Parameters
    ----------
    folder
        Where the pages are.
    name
        Of its JSON file below ``data``.
    id
        Of the dataset, for the ids of its files.
    """
    if not name:
        return Chart()
    file = folder.chart(name)
    if file is None:
        return Chart(problems=(f"the chart's file data/{name[:120]} is not there",))
    said = _json(file)
    problems = () if said else (f"the chart's file data/{name} is no JSON object",)
    paths = [*_tables(folder, file, said), *([file] if said else [])]
    source, source_from = _source(folder, file, said)
    title = str(said.get("title") or file.stem)[:300]
    return Chart(
        distributions=tuple(_distribution(path, title, f"{id}#{path.name}") for path in paths),
        publisher=_text(said.get("publisher")),
        source=source,
        source_from=source_from,
        problems=problems,
    )


def inferences(chart: Chart) -> tuple[Inference, ...]:
    """Where the chart's data came from, if it has files."""
    if not chart.distributions:
        return ()
    if chart.source:
        return (Inference("distributions.source", chart.source, "stated", chart.source_from),)
    return (Inference("distributions.source", "unknown", "unknown", "neither the chart nor data/README.md names it"),)


def _tables(folder: Folder, file: Path, said: dict[str, Any]) -> list[Path]:
    """The CSV file the chart offers; where it offers none, all beside it."""
    offered = _text(said.get("download"))
    if offered:
        there = folder.chart(str(file.parent.relative_to(folder.data) / offered))
        return [there] if there else []
    return sorted(path for path in file.parent.glob("*.csv") if path.is_file() and not path.is_symlink())


def _distribution(path: Path, title: str, id: str) -> Distribution:
    format = fold("", path.name)
    drawn = " (as drawn)" if format.format == "JSON" else ""
    return Distribution(
        id, f"Chart data: {title}{drawn}", format.format, format.media_type, str(path), path.stat().st_size
    )


def _source(folder: Folder, file: Path, said: dict[str, Any]) -> tuple[str, str]:
    name = file.relative_to(folder.data).as_posix()
    if _ADDRESS.fullmatch(_text(said.get("source"))):
        return _text(said["source"]), f"source in data/{name}"
    readme = folder.chart("README.md")
    text = readme.read_text(encoding="utf-8", errors="replace")[:_MOST_JSON] if readme else ""
    for section in re.split(r"^###\s+", text, flags=re.MULTILINE)[1:]:
        address = _ADDRESS.search(section)
        if address and name.rpartition("/")[0] + "/" in section:
            return address.group(), f"data/README.md, “{section.splitlines()[0].strip()}”"
    return "", ""


def _json(file: Path) -> dict[str, Any]:
    try:
        if file.stat().st_size > _MOST_JSON:
            return {}
        said = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
