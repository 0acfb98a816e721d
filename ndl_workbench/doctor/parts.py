"""The parts the workbench stands on, and how each is run."""

from __future__ import annotations

import io
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from ..errors import NoSandbox
from ..settings import settings
from . import commands

PACKAGE = Path(__file__).parents[1]
PATIENCE = 60  # seconds for one program; a cold disk makes the first start of a kernel slow

LABORATORY = "opening the notebooks"
TESTS = "the tests in a browser"


@dataclass(frozen=True)
class Part:
    """Something to try: ``run`` says what it found, and raises where it does not work."""

    name: str
    needed_for: str
    run: Callable[[], str]
    install: Callable[[], str] = lambda: ""
    optional: bool = False
    a_program: bool = False


class Broken(Exception):
    """A part answered, but not as it should."""


def _python() -> str:
    if sys.version_info < (3, 11):  # noqa: UP036 - the point of the check
        raise Broken(f"{platform.python_version()}; 3.11 or newer is needed")
    return f"{platform.python_version()} in {sys.prefix}"


def _frames() -> str:
    import duckdb
    import narwhals.stable.v2 as nw
    import pandas as pd

    children = pd.DataFrame({"area": ["a", "a", "b"], "ready": [1, 0, 1]})
    shares = nw.from_native(children).group_by("area").agg(nw.col("ready").mean()).sort("area")
    with duckdb.connect() as connection:
        connection.register("children", children)
        counted = connection.execute("select area, avg(ready) from children group by 1 order by 1").fetchall()
    _expect(counted, [("a", 0.5), ("b", 1.0)])
    _expect(shares.rows(), counted)
    return _versions("pandas", "duckdb", "narwhals")


def _workbooks() -> str:
    import openpyxl
    import python_calamine

    book = openpyxl.Workbook()
    book.worksheets[0].append(["area", 1])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    sheet = python_calamine.CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)
    _expect(sheet.to_python(), [["area", 1]])
    return _versions("openpyxl", "python-calamine")


def _pictures() -> str:
    from ..display.charts import Bar, bars

    if not bars([Bar("one", 1.0)], axis="share", caption="one bar").svg.startswith("<svg"):
        raise Broken("a chart did not become an SVG picture")
    return _versions("vl-convert-python")


def _collections() -> str:
    packages = sorted((PACKAGE / "collections").rglob("datapackage.json"))
    if not packages:
        raise Broken("no collection is embedded in this installation")
    for package in packages:
        described = json.loads(package.read_text(encoding="utf-8"))
        for resource in described["resources"]:
            with (package.parent / resource["path"]).open(encoding="utf-8") as file:
                if not file.readline().strip():
                    raise Broken(f"{resource['path']} in {described['name']} is empty")
    return ", ".join(package.parent.name for package in packages)


def _cache() -> str:
    folder = settings().cache
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Broken(f"{folder} cannot be made ({error.strerror})") from None
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"1")
    return f"{folder} can be written to"


def _jupyterlab() -> str:
    return f"jupyterlab {_output(sys.executable, '-m', 'jupyterlab', '--version')}"


_ASK_A_KERNEL = """
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="python3", startup_timeout=50)
try:
    questions = {"sum": "1 + 1", "prefix": "__import__('sys').prefix"}
    reply = client.execute("", user_expressions=questions, reply=True, timeout=20)["content"]
    answers = {name: answer["data"]["text/plain"] for name, answer in reply["user_expressions"].items()}
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
print(answers["sum"], answers["prefix"])
"""


def _kernel() -> str:
    total, prefix = _output(sys.executable, "-c", _ASK_A_KERNEL).splitlines()[-1].split(" ", 1)
    _expect(total, "2")
    _expect(prefix, repr(sys.prefix))
    return f"{_versions('ipykernel')}, in this same Python"


def _nbgrader() -> str:
    # nbgrader makes its gradebook by calling alembic as a command.
    if not shutil.which("alembic", path=_search_path()):
        raise Broken("nbgrader is here, but the command alembic, which it calls, is not")
    _output(sys.executable, "-c", "import nbgrader.api")
    return _versions("nbgrader", "alembic")


def _chromium() -> str:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        raise Broken("not installed")
    return _output(program, "--version")


def _sandbox() -> str:
    from ..academy.sandbox.jail import why_not
    from ..academy.sandbox.trial import try_out

    if not sys.platform.startswith("linux"):
        raise Broken(f"grading runs on Linux and on WSL2 in Windows; this is {platform.system() or sys.platform}")
    if not shutil.which("bwrap"):
        raise Broken("not installed")
    if reason := why_not():
        raise Broken(reason)
    try:
        way = try_out()
    except NoSandbox as error:
        raise Broken(error.found) from None
    return f"{_output('bwrap', '--version')}: a cell ran, a socket and a new process were refused; {way}"


def _expect(got: object, wanted: object) -> None:
    if got != wanted:
        raise Broken(f"answered {got!r} where {wanted!r} is right")


def _versions(*names: str) -> str:
    return ", ".join(f"{name} {metadata.version(name)}" for name in names)


def _output(*command: str) -> str:
    done = subprocess.run(  # noqa: S603 - every command is written out in this file
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
        env={**os.environ, "PATH": _search_path(), "JUPYTER_PREFER_ENV_PATH": "1"},
    )
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
        raise Broken(f"{Path(command[0]).name} ended with status {done.returncode}: {last}")
    return done.stdout.strip()


def _search_path() -> str:
    return os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])


PARTS = (
    Part("Python", "everything", _python),
    Part("tables", "loading and judging data", _frames, commands.pip("pandas", "duckdb", "narwhals")),
    Part("workbooks", "Excel and OpenDocument files", _workbooks, commands.pip("openpyxl", "python-calamine")),
    Part("pictures", "charts in reports", _pictures, commands.pip("vl-convert-python")),
    Part("collections", "data that works offline", _collections, commands.collections),
    Part("cache folder", "keeping what was downloaded", _cache, commands.cache),
    Part("JupyterLab", LABORATORY, _jupyterlab, commands.pip("jupyterlab"), a_program=True),
    Part("kernel", LABORATORY, _kernel, commands.pip("ipykernel"), a_program=True),
    Part("nbgrader", "graded courses", _nbgrader, commands.pip("nbgrader"), a_program=True),
    Part("Chromium", TESTS, _chromium, commands.chromium, optional=True, a_program=True),
    Part("sandbox", "grading strangers' notebooks", _sandbox, commands.sandbox, True, True),
)
