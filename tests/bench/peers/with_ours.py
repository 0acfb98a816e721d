"""Our verb, as a reader would call it, on the rules as a Table Schema; told ``rules``, without repairs."""

from __future__ import annotations

from collections import Counter

from timed import RULE_OF, SCHEMA, engine, run

import ndl_workbench as ndl

# Checks that are the rules; any other finding is not meant to be there.
CHECKS = (
    "reference values are not unique", "missing value", "too long", "invalid category value", "too small", "too large",
    "invalid date", "invalid pattern",
)  # fmt: skip


def check(path: str) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for finding in ndl.check(path, standard=SCHEMA, repair=engine() != "rules").findings:
        known = finding.check in CHECKS
        counts[RULE_OF[finding.column] if known else f"{finding.column}: {finding.check}"] += finding.count
    return counts


if __name__ == "__main__":
    run(check)
