"""The README's commands run, in the order they are written, in a copy of the repository.

Blocks fenced as ``bash`` hold commands, blocks fenced as ``python`` hold code that runs on from block
to block. A command that opens JupyterLab is started, waited for and ended.
"""

from __future__ import annotations

import csv
import os
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"

NOT_RUN = {
    "git clone": "the copy stands for the clone",
    "make test": "it is what runs this",
    "pip install": "it would change the environment that runs this; test_lab.py builds and unpacks the wheel",
    "python -m pip install": "as above",
}
SERVERS = ("make lab", "ndl lab")
MAY_FIND_SOMETHING = ("ndl check", "ndl audit")  # which is what exit status 1 means
ADDRESS = "http://127.0.0.1"
PATIENCE = 120


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def commands() -> list[str]:
    lines = "\n".join(blocks("bash")).replace("\\\n", " ").splitlines()
    without_comments = [re.sub(r"(^|\s)#.*", "", line).strip().removeprefix("$ ") for line in lines]
    parts = [part.strip() for line in without_comments for part in line.split("&&")]
    return [part for part in parts if part and not part.startswith(tuple(NOT_RUN))]


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A copy of the repository as a clone would have it, with ../shared beside it."""
    unwanted = shutil.ignore_patterns(
        ".git", ".venv", "node_modules", "__pycache__", ".*_cache", "*.ipynb", "build", "dist", "*.html"
    )
    copy = tmp_path / "clone"
    # Templates of pages are .html files too, and wanted.
    shutil.copytree(root, copy, ignore=unwanted, symlinks=True)
    shutil.copytree(root / "ndl_workbench", copy / "ndl_workbench", dirs_exist_ok=True)
    return copy


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody who has just installed the workbench."""
    return {
        **os.environ,
        "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]]),
        "NDL_CACHE": str(tmp_path / "cache"),
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
        **{name: str(tmp_path / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")},
    }


def test_there_are_commands_to_run():
    assert any(command.startswith("ndl check") for command in commands())
    assert any(command.startswith("ndl audit") for command in commands())
    assert "make lab" in README.read_text(encoding="utf-8")
    assert "make test" in README.read_text(encoding="utf-8")


def test_every_command_runs(copy, surroundings, request):
    if any("../shared" in command for command in commands()):
        (copy.parent / "shared").symlink_to(request.getfixturevalue("shared"))
    here = copy
    for command in commands():
        if command.startswith("cd "):
            here = here / command.removeprefix("cd ")
        elif command.startswith(SERVERS):
            start_and_end(command, here, surroundings)
        else:
            run(command, here, surroundings)

    for saved in ("school-readiness.csv", "quality.html", "audit.html"):
        assert (copy / saved).stat().st_size > 0
    with (copy / "my-cohort" / "grades.csv").open(encoding="utf-8", newline="") as grades:
        marks = {row["student_id"]: (row["score"], row["max_score"]) for row in csv.DictReader(grades)}
    # As the README says: 14 of 18 marks, 0 and 0.
    assert marks == {
        "trainee-right": ("14.0", "18.0"),
        "trainee-untouched": ("0.0", "18.0"),
        "trainee-wrong": ("0.0", "18.0"),
    }


def test_the_python_runs(copy, surroundings):
    code = "\n".join(blocks("python"))
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=copy,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )

    assert done.returncode == 0, f"{code}\n{done.stderr}"


def run(command: str, copy: Path, surroundings: dict[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-c", as_run(command)],
        cwd=copy,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    allowed = {0, 1} if command.startswith(MAY_FIND_SOMETHING) else {0}

    assert done.returncode in allowed, f"$ {command}\n{done.stdout}{done.stderr}"
    assert "Traceback" not in done.stderr, f"$ {command}\n{done.stderr}"


def start_and_end(command: str, copy: Path, surroundings: dict[str, str]) -> None:
    """Start a server, wait until it tells its address, and end it as Ctrl-C twice would."""
    started = subprocess.Popen(
        ["bash", "-c", f"exec {as_run(command)}"],
        cwd=copy,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        said = read_until(ADDRESS, started)
        assert ADDRESS in said, f"$ {command}\n{said}"
    finally:
        os.killpg(started.pid, signal.SIGTERM)
        started.communicate(timeout=30)


def read_until(wanted: str, process: subprocess.Popen[bytes]) -> str:
    assert process.stdout
    said, until = b"", time.monotonic() + PATIENCE
    while wanted.encode() not in said and time.monotonic() < until:
        if select.select([process.stdout], [], [], 1)[0]:
            chunk = os.read(process.stdout.fileno(), 65536)
            if not chunk:
                break
            said += chunk
    return said.decode(errors="replace")


def as_run(command: str) -> str:
    """Write a command so that it neither installs again nor looks for a screen."""
    words = shlex.split(command, posix=False)
    if words[0] == "make":
        # The environment is the one running this: tell make that it is up to date.
        ready = f"VENV={shlex.quote(sys.prefix)} -o {shlex.quote(sys.prefix)}/.ready"
        without_arguments = [word for word in words if not word.startswith("ARGS=")]
        arguments = 'ARGS="--no-browser --port=0"' if "lab" in words else ""
        return f"make {ready} {' '.join(without_arguments[1:])} {arguments}"
    if command.startswith("ndl lab"):
        return "ndl lab --no-browser --port=0"
    return command
