"""Files and their updates: the same for a seed, other for another, with the two traps in it."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from ndl_workbench.academy.practice.updates import EVERY, updates

TODAY = dt.date(2026, 3, 2)


def test_the_same_seed_gives_the_same_files_and_another_gives_others():
    one, again, other = (updates(random.Random(seed), TODAY) for seed in ("a", "a", "b"))
    assert one.equals(again)
    assert not one.equals(other)


@pytest.mark.parametrize("seed", range(20))
def test_old_is_not_late_and_late_is_not_old(seed):
    rows = updates(random.Random(seed), TODAY).to_dict("records")
    ago = {row["file"]: (TODAY - dt.date.fromisoformat(row["last_updated"])).days for row in rows}
    about = {row["file"]: (TODAY - dt.date.fromisoformat(row["about_days_to"])).days for row in rows}
    allowed = {row["file"]: EVERY[row["updated_every"]] for row in rows}
    late = {name for name in ago if ago[name] > allowed[name]}
    assert late
    assert min(ago[name] for name in late) < max(ago[name] for name in ago.keys() - late)
    assert any(about[name] > allowed[name] for name in ago.keys() - late)
    # No file is on the day itself, where people may count differently.
    assert all(abs(ago[name] - allowed[name]) > 4 for name in ago)
