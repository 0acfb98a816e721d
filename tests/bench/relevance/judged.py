"""Questions with graded answers, the records they are asked over, and how well a ranking answers them.

``records.txt`` is written by hand for this; the pages of the National Data Library are read from where they lie and are
no part of the repository. Weights and words were tuned on the files called tuning, and on nothing else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PAGES = HERE.parents[3] / "shared" / "data" / "ndl-collections" / "collections"


@dataclass(frozen=True)
class Asked:
    """A question, and how well each record answers it: 3, 2 or 1; those that are not named do not."""

    question: str
    grades: dict[str, int]


def records() -> list[dict[str, object]]:
    """The records written by hand."""
    blocks = (HERE / "records.txt").read_text(encoding="utf-8").split("\n\n")
    return [_record(block) for block in blocks if not block.startswith("#") and block.strip()]


def pages() -> list[dict[str, object]]:
    """The pages of the National Data Library, as plain records; none where they are not on this machine."""
    return [_page(path) for path in sorted(PAGES.glob("*/*.md"))]


def asked(name: str) -> list[Asked]:
    """The questions of one of the files."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [_asked(line) for line in lines if line and not line.startswith("#")]


def ndcg(questions: Sequence[Asked], search: Callable[[str], Sequence[str]], depth: int = 5) -> float:
    """The mean of nDCG at a depth: gains of 2^grade - 1, each divided by log2(1 + its rank), beside the best order.

    K. Jarvelin, J. Kekalainen, *Cumulated gain-based evaluation of IR techniques* (2002), with the gains of C. Burges
    et al., *Learning to rank using gradient descent* (2005).
    """
    return sum(_one(one, search(one.question)[:depth], depth) for one in questions) / len(questions)


def _one(one: Asked, found: Sequence[str], depth: int) -> float:
    best = _gain(sorted(one.grades.values(), reverse=True)[:depth])
    return _gain([one.grades.get(id, 0) for id in found]) / best


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))


def _record(block: str) -> dict[str, object]:
    head, _, description = block.strip().partition("\n")
    id, title, publisher, keywords = head.split(" | ")
    return {
        "id": id,
        "title": title,
        "publisher": publisher,
        "keywords": keywords.split(", "),
        "description": " ".join(description.split()),
    }


def _page(path: Path) -> dict[str, object]:
    text = path.read_text(encoding="utf-8")
    front, body = re.fullmatch(r"---\n(.*?)\n---\n(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    title = re.search(r"^title: *(.+)$", front, re.MULTILINE)
    return {
        "id": f"{path.parent.name}/{path.stem}",
        "title": title[1].strip(" '\"") if title else path.stem,
        "description": re.sub(r"\(https?://[^)]*\)", " ", body),
        "themes": [path.parent.name.replace("-", " ")],
    }


def _asked(line: str) -> Asked:
    question, told = line.rsplit(" | ", 1)
    pairs = [part.split(":", 1) for part in told.split()]
    return Asked(question, {id: int(grade) for grade, ids in pairs for id in ids.split(",")})
