"""frictionless, on the same Table Schema, with no limit to the errors it lists."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from frictionless import Resource, Schema
from timed import RULE_OF, SCHEMA, run

NO_LIMIT = 1_000_000_000
# Kinds of error that are the rules; any other is not meant to be there.
KINDS = ("unique-error", "constraint-error", "type-error")


def check(path: str) -> dict[str, int]:
    place = Path(path)
    schema = Schema.from_descriptor(json.loads(SCHEMA.read_text(encoding="utf-8")))
    resource = Resource(path=place.name, basepath=str(place.parent), schema=schema)
    counts: Counter[str] = Counter()
    for column, kind in resource.validate(limit_errors=NO_LIMIT).flatten(["fieldName", "type"]):
        counts[RULE_OF[column] if kind in KINDS else f"{column}: {kind}"] += 1
    return counts


if __name__ == "__main__":
    run(check)
