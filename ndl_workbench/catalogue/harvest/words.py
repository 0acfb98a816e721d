"""Keep the index of words in step with the records, from which it is derived and can be made anew."""

from __future__ import annotations

from .store import Store

_BATCH = 5_000


def bring_up_to_date(store: Store) -> None:
    """Tell the index of every record that changed. If this is cut short, the next harvest goes on with it."""
    while ids := store.changed(_BATCH):
        store.settled(ids)
