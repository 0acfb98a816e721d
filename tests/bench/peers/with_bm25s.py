"""Plain BM25 (bm25s) over title and description: Lucene's formula, k1 = 1.2, b = 0.75, English stop words, no stemmer.

Called as ``python with_bm25s.py RECORDS QUESTIONS``: two files, a JSON value a line. Prints what ``with_our_index.py``
does.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import bm25s


def main(records: str, questions: str) -> None:
    """Index the records, ask every question, and print what came of it."""
    there = [json.loads(line) for line in Path(records).read_text(encoding="utf-8").splitlines()]
    asked = [json.loads(line) for line in Path(questions).read_text(encoding="utf-8").splitlines()]
    start = time.process_time()
    index = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    texts = [f"{one['title']} {one['description']}" for one in there]
    index.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)
    built = time.process_time() - start
    found, seconds = [], []
    for question in asked:
        start = time.process_time()
        words = bm25s.tokenize([question], stopwords="en", show_progress=False)
        places, scores = index.retrieve(words, k=min(5, len(there)), show_progress=False)
        seconds.append(time.process_time() - start)
        pairs = zip(places[0], scores[0], strict=True)
        found.append([there[place]["id"] for place, score in pairs if score > 0])
    print(json.dumps({"built": built, "found": found, "seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
