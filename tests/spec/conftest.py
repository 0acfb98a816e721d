"""What a drawn example is made of: a table drawn in text, on every engine, and a standard of a few lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(params=["pandas", "polars", "duckdb"])
def draw(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Turn a drawing into a frame of the engine. Cells are text, an empty one is missing, and ¦ is a bar in one.

    ``draw("area | children\\n-----+---------\\nEast | 12", numbers=["children"])``
    """

    def frame(drawing: str, numbers: tuple[str, ...] = ()) -> Any:
        names, _, *rows = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
        columns = {name: [row[place].replace("¦", "|") or None for row in rows] for place, name in enumerate(names)}
        return _frame(request.param, columns, numbers)

    return frame


@pytest.fixture
def standard(tmp_path: Path) -> Callable[[str], Path]:
    """Write the fields of a standard to a file of one's own, ready for ``standard=``."""

    def write(fields: str) -> Path:
        path = tmp_path / "mine.yaml"
        path.write_text(
            f"name: mine\ntitle: Mine\nsource: {{title: Drawn, url: https://example.org}}\nfields:\n{fields}",
            encoding="utf-8",
        )
        return path

    return write


def _frame(engine: str, columns: dict[str, list[str | None]], numbers: tuple[str, ...]) -> Any:
    import polars as pl

    drawn = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).with_columns(
        pl.col(name).cast(pl.Int64) for name in numbers
    )
    if engine == "polars":
        return drawn
    if engine == "pandas":
        return drawn.to_pandas()
    import duckdb

    return duckdb.connect().from_arrow(drawn.to_arrow())
