"""Honest work that went wrong, and means no harm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

ATTACKS = sorted((Path(__file__).parent / "unlucky").glob("*.py"))


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: path.stem)
def test_it_gets_what_its_file_says_and_harms_nobody(path: Path, try_attack: Callable[[Path], tuple]) -> None:
    before, after = try_attack(path)
    assert after == before
