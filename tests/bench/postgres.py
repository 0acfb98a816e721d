"""The gradebook in PostgreSQL: the same marks as in SQLite, how long grading takes, and who has to wait meanwhile.

A server of our own, in a folder that is thrown away, on this machine alone. It is Debian's: ``apt-get install
postgresql``. What speaks to it is psycopg 3, which our extra ``postgres`` installs.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import by_hand
from grading import OURS, graded
from make_cohort import handed_in, marks, release_again, released
from measuring import machine, made, versions

SUBMISSIONS = int(os.environ.get("NDL_BENCH_SUBMISSIONS", "60"))
PACKAGES = ("ndl-workbench", "nbgrader", "sqlalchemy")
DRIVER = Path(__file__).parents[2] / "build" / "peers" / "postgres"
WANTED = Path(__file__).with_name("peers") / "postgres.txt"
SQLITE, POSTGRES = "SQLite", "PostgreSQL"


def section(folder: Path) -> str:
    """Grade into both, mark by hand and grade again meanwhile, and return the table."""
    _install_driver()
    cohort = Path(made(released, folder))
    due = handed_in(cohort, SUBMISSIONS)
    with tempfile.TemporaryDirectory(prefix="ndl-postgres-") as home, _server(Path(home)) as address:
        both = {SQLITE: cohort, POSTGRES: Path(shutil.copytree(cohort, folder / "in-postgres"))}
        with (both[POSTGRES] / "nbgrader_config.py").open("a") as settings:
            settings.write(f"c.CourseDirectory.db_url = {address!r}\n")
        (both[POSTGRES] / "gradebook.db").unlink()
        made(release_again, folder, both[POSTGRES])
        told = {name: _worked_through(place, due) for name, place in both.items()}
        if (both[POSTGRES] / "gradebook.db").exists():
            sys.exit("a gradebook in SQLite was made beside the one in PostgreSQL; no table was written")
    if told[SQLITE]["marks"] != told[POSTGRES]["marks"] or told[SQLITE]["exported"] != told[POSTGRES]["exported"]:
        sys.exit(f"found other marks in PostgreSQL than in SQLite: {told}; no table was written")
    return _report(told)


def _worked_through(cohort: Path, due: dict[str, float]) -> dict[str, Any]:
    """Grade, mark by hand while all is graded again, grade once more, and export."""
    first = graded(cohort, OURS, due)
    marking = [sys.executable, Path(by_hand.__file__), cohort]
    meanwhile = subprocess.Popen(marking, cwd=cohort, stdout=subprocess.PIPE, text=True)
    again = graded(cohort, OURS, due, "--again")
    meanwhile.terminate()
    waits = [float(line) for line in meanwhile.communicate()[0].split()]
    given = made(marks, cohort)
    lost = {trainee: cells for trainee, cells in given.items() if cells["why"][1] not in (None, by_hand.MARKS)}
    if not waits or lost or sum(cells["why"][1] is not None for cells in given.values()) == 0:
        sys.exit(f"marks by hand were lost or never given ({len(waits)} were): {lost}; no table was written")
    made(by_hand.everybody, cohort)
    graded(cohort, OURS, due, "--again")
    exported = made(by_hand.exported, cohort)
    return {
        "first": first.seconds,
        "again": again.seconds,
        "waits": waits,
        "marks": made(marks, cohort),
        "exported": exported,
    }


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """Start a server that listens on this machine alone; its address. It ends with the bench."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        sys.exit("found no PostgreSQL; expected Debian's; nothing was measured; next: apt-get install postgresql")
    home, word = programs[-1].parent, secrets.token_hex(16)
    (folder / "word").write_text(word)
    # It refuses to run as root.
    user: dict[str, Any] = {"user": "postgres"} if os.getuid() == 0 else {}
    for path in (folder, folder / "word") if user else ():
        shutil.chown(path, "postgres")
    data = folder / "data"
    make = [home / "initdb", "-D", data, "-U", "ndl", "--auth=scram-sha-256", f"--pwfile={folder / 'word'}"]
    subprocess.run([*make, "--encoding=UTF8"], check=True, stdout=subprocess.DEVNULL, cwd=folder, **user)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    options = ["-c", "listen_addresses=127.0.0.1", "-p", str(port), "-k", str(folder)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([home / "postgres", "-D", data, *options], stdout=log, stderr=log, cwd=folder, **user)
    try:
        ready = [home / "pg_isready", "-h", "127.0.0.1", "-p", str(port), "-q"]
        until = time.monotonic() + 60
        while subprocess.run(ready).returncode:
            if server.poll() is not None or time.monotonic() > until:
                sys.exit(f"PostgreSQL did not start: {(folder / 'log').read_text()[-500:]}")
            time.sleep(0.1)
        at = f"127.0.0.1:{port}"
        create = [home / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "ndl", "marks"]
        subprocess.run(create, check=True, env={**os.environ, "PGPASSWORD": word})
        yield f"postgresql://ndl:{word}@{at}/marks"
    finally:
        server.terminate()
        server.wait()


def _install_driver() -> None:
    """Put psycopg where this bench and what it starts find it, and nobody else."""
    made_from = DRIVER / "made-from.txt"
    if not made_from.is_file() or made_from.read_text() != WANTED.read_text():
        shutil.rmtree(DRIVER, ignore_errors=True)
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", DRIVER, "--no-deps"]
        subprocess.run([*install, "-r", WANTED], check=True)
        made_from.write_text(WANTED.read_text())
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(DRIVER), os.environ.get("PYTHONPATH"))))


def _report(told: dict[str, dict[str, Any]]) -> str:
    lines = [
        f"{machine()}; {versions(PACKAGES)}, {WANTED.read_text().split()[0].replace('==', ' ')}.",
        f"{SUBMISSIONS} submissions, graded, graded again while somebody gives marks by hand without a pause, and once "
        "more. All marks, by machine and by hand, and the exported table were the same in both, and no mark was lost.",
        "",
        "| gradebook | seconds, first | seconds, while marked by hand | marks by hand | longest wait for one, s |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, found in told.items():
        first, again, waits = found["first"], found["again"], found["waits"]
        lines.append(f"| {name} | {first:.1f} | {again:.1f} | {len(waits)} | {max(waits):.2f} |")
    return "\n".join(lines)
