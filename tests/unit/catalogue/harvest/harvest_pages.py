"""Harvest from a server that gives pages as JSON: a process that a test can end at any moment.

``python harvest_pages.py ADDRESS [LARGEST_FILE]``; the second argument is how large a file may become, in bytes.
"""

from __future__ import annotations

import json
import sys
import urllib.request
from collections.abc import Iterator

from ndl_workbench.catalogue.harvest.harvest import collect
from ndl_workbench.catalogue.records import Dataset
from ndl_workbench.catalogue.sources import Page
from ndl_workbench.errors import NdlError


class Pages:
    """A source whose pages are asked for by their number."""

    name, live = "shelf", True

    def __init__(self, address: str) -> None:
        self._address = address

    def pages(self, cursor: str = "", since: str = "") -> Iterator[Page]:
        while True:
            with urllib.request.urlopen(f"{self._address}/{cursor or 0}", timeout=60) as answer:
                said = json.load(answer)
            records = (
                Dataset(id=f"shelf/{id}", title=id, source="shelf", description=said["text"]) for id in said["ids"]
            )
            cursor = said["next"]
            yield Page(tuple(records), cursor, said["total"])
            if not cursor:
                return


if __name__ == "__main__":
    if len(sys.argv) > 2:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
    try:
        print(json.dumps(collect([(sys.argv[1], Pages(sys.argv[1]))]).to_dict()))
    except NdlError as error:
        sys.exit(str(error))
