"""Our index over the same records, in memory or in a folder.

Called as ``python with_our_index.py RECORDS QUESTIONS [FOLDER]``. A folder that holds an index is only searched.
Prints, as JSON, the seconds of processor to build it, the five best ids of each question, and the seconds of each.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ndl_workbench.catalogue.index import Index


def main(records: str, questions: str, folder: str = "") -> None:
    """Index the records, ask every question, and print what came of it."""
    asked = [json.loads(line) for line in Path(questions).read_text(encoding="utf-8").splitlines()]
    start = time.process_time()
    index = Index.at(folder) if folder else Index.build(_records(records))
    if folder and not len(index):
        index.add(_records(records))
    # The arrays are made at the first search, which is part of building.
    index.search("data")
    built = time.process_time() - start
    found, seconds = [], []
    for question in asked:
        start = time.process_time()
        results = index.search(question)
        seconds.append(time.process_time() - start)
        found.append([hit.id for hit in results][:5])
    print(json.dumps({"built": built, "found": found, "seconds": seconds}))


def _records(path: str) -> Iterator[dict[str, Any]]:
    with Path(path).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    main(*sys.argv[1:])
