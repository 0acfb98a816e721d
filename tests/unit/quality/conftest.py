"""What the tests of quality share: a standard and a file of a few lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

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
