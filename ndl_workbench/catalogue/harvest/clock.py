"""Times as they are kept and shown: ISO 8601, in UTC, to the second."""

from __future__ import annotations

import datetime as dt

# A catalogue may be slow to list what changed, and its clock may differ from ours: asking for a day more costs little.
_MARGIN = dt.timedelta(days=1)


def now() -> str:
    """The time."""
    return _written(dt.datetime.now(dt.UTC))


def a_day_before(time: str) -> str:
    """The time a day earlier."""
    return _written(dt.datetime.fromisoformat(time) - _MARGIN)


def _written(time: dt.datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
