"""What the tests of quality share: a standard and a file of a few lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from ndl_workbench.loading.resolve import place_of, read_place
from ndl_workbench.loading.tables.from_frame import table_from_frame
from ndl_workbench.quality.check import check_table
from ndl_workbench.quality.marked import save_marked
from ndl_workbench.quality.standard import standard_named

HEAD = "name: mine\ntitle: Mine\nsource: {title: Drawn, url: https://example.org}\n"


@pytest.fixture
def standard(tmp_path: Path) -> Callable[..., Path]:
    """Write a standard of one's own: its fields, and more lines for its head."""

    def write(fields: str, head: str = "") -> Path:
        path = tmp_path / "mine.yaml"
        path.write_text(f"{HEAD}{head}fields:\n{fields}", encoding="utf-8")
        return path

    return write


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[[str], Path]:
    """Write a CSV file."""

    def write(text: str) -> Path:
        path = tmp_path / "sites.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


FIELDS = "  - {name: ref, unique: true}\n  - {name: start, type: date, required: true}\n  - {name: note}\n"


@pytest.fixture
def checked(standard, tmp_path):
    """Check a file, or a frame, against drawn fields and save it marked; the report, the table and the workbook."""

    def check(source, fields=FIELDS, sheet=None):
        asked = standard_named(standard(fields))
        framed = isinstance(source, pd.DataFrame)
        table = table_from_frame(source) if framed else read_place(place_of(source), sheet)
        report = check_table(table, asked, "maps", repairs=True)
        path = save_marked(report, table, tmp_path / "marked.xlsx")
        return report, table, openpyxl.load_workbook(path)

    return check
