"""What ``binder/start`` tells JupyterLab of the minutes after which an idle container goes."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("set_to", "told", "said"),
    [
        (None, "10", ""),
        ("0", "0", ""),
        ("7.5", "7.5", ""),
        ('10", "x": "y', "10", "NDL_IDLE_MINUTES is no number of minutes: 10 is taken\n"),
    ],
)
def test_the_idle_minutes_are_told_to_jupyterlab(root, tmp_path, set_to, told, said):
    surroundings = {name: value for name, value in os.environ.items() if name != "NDL_IDLE_MINUTES"}
    surroundings |= {"REPO_DIR": str(root), "JUPYTER_CONFIG_PATH": "/theirs", "TMPDIR": str(tmp_path)}
    started = subprocess.run(
        [str(root / "binder" / "start"), "printenv", "JUPYTER_CONFIG_PATH"],
        env=surroundings if set_to is None else {**surroundings, "NDL_IDLE_MINUTES": set_to},
        capture_output=True,
        text=True,
        check=True,
    )
    first, *rest = started.stdout.strip().split(":")

    assert json.loads((Path(first) / "labconfig" / "page_config.json").read_text()) == {"ndlIdleMinutes": told}
    assert rest == [str(root / "ndl_workbench" / "_jupyter"), "/theirs"]
    assert started.stderr == said


def test_where_nothing_can_be_written_jupyterlab_is_started_all_the_same(root):
    surroundings = {**os.environ, "REPO_DIR": str(root), "TMPDIR": "/nowhere"}
    started = subprocess.run(
        [str(root / "binder" / "start"), "echo", "started"], env=surroundings, capture_output=True, text=True
    )

    assert (started.returncode, started.stdout) == (0, "started\n")
