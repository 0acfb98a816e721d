"""``make cohort-demo`` runs, and what it says of itself is so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path


def test_the_demo_runs_and_says_what_to_look_at(sandbox, tmp_path):
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("demo.py"))],
        env={**os.environ, "TMPDIR": str(tmp_path), "NO_COLOR": "1", "COLUMNS": "200", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )

    assert (done.returncode, done.stderr) == (0, "Saved status.html\nSaved marks.csv\n")
    told = re.findall(r"her answer is there: (\w+)|files of the container that hold her code: (\d+)", done.stdout)
    assert ["".join(one) for one in told] == ["False", "True", "0"]
    assert "not answered: Say why (why)" in done.stdout
    assert "left out forged.ndl-handin: it says it is Ann Other's, and was changed or forged" in done.stdout
    assert re.search(r"ann-other +3 of 3$", done.stdout, re.MULTILINE)
    assert re.search(r"mal-lory +0 of 3$", done.stdout, re.MULTILINE)
    places = re.findall(r"^    look: (.+)$", done.stdout, re.MULTILINE)
    assert len(places) == 6
    assert [place for place in places if not Path(place).exists()] == []
