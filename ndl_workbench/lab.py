"""Open JupyterLab on the notebooks: what ``ndl lab`` and ``make lab`` do.

The notebooks are percent scripts, and the ``.ipynb`` files are built from them. A built file keeps
two fingerprints in its metadata, of the script it came from and of the cells as they were built, so
that a later build can tell a reader's work from its own and never throws the former away.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import sysconfig
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from .errors import CannotWrite, NotFound

FIRST = "welcome"
PARENTS_SEARCHED = 3
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
OUTSIDE_A_CHECKOUT = "ndl-notebooks"


@dataclass(frozen=True)
class BuiltNotebook:
    """One notebook after a build.

    Attributes
    ----------
    path
        The ``.ipynb`` file.
    action
        ``built`` (it was not there), ``current`` (nothing to do) or ``rebuilt`` (its script has changed).
    kept
        Where the reader's changed copy was moved to, if there was one in the way.
    """

    path: Path
    action: Literal["built", "current", "rebuilt"]
    kept: Path | None = None


def lab(arguments: list[str]) -> int:
    """Build the notebooks and open JupyterLab on the welcome page; return its exit status.

    Parameters
    ----------
    arguments
        Passed on to JupyterLab. They win over ours.

    Raises
    ------
    NotFound
        The notebooks are neither in a folder above this one nor in the installed package.
    CannotWrite
        The notebooks' folder is closed to us.
    """
    scripts, folder = _find_notebooks()
    for notebook in build_notebooks(folder, scripts):
        if notebook.kept:
            print(_kept_sentence(notebook), file=sys.stderr)
    _prepare_surroundings()
    from jupyterlab.labapp import LabApp

    try:
        LabApp.launch_instance(_server_arguments(folder, arguments))
    except KeyboardInterrupt:
        return 0
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return 0


def build_notebooks(folder: Path, scripts: Path | None = None) -> list[BuiltNotebook]:
    """Build an ``.ipynb`` in ``folder`` for every percent script, where there is none or an old one.

    The same script always gives the same bytes. A notebook whose cells somebody has changed is moved
    to ``my-<name>-<date>.ipynb`` before a newer one takes its place.

    Parameters
    ----------
    scripts
        The folder of the scripts, when they are not beside the notebooks.

    Raises
    ------
    CannotWrite
        The folder is closed to us.
    """
    try:
        folder.mkdir(exist_ok=True)
        return [_build(script, folder) for script in sorted((scripts or folder).glob("*.py"))]
    except OSError as error:
        raise CannotWrite(
            found=f"the folder {folder}, closed to us ({error.strerror or error})",
            expected="a folder the notebooks can be written to",
            done="no notebook was changed",
            next="run `ndl lab` in a folder of your own",
        ) from error


def _build(script: Path, folder: Path) -> BuiltNotebook:
    path = folder / f"{script.stem}.ipynb"
    source = script.read_text(encoding="utf-8")
    before = _read(path)
    marks = before.get("metadata", {}).get("ndl", {}) if before else {}
    if marks.get("script") == _hash(source):
        return BuiltNotebook(path, "current")

    kept = None
    if path.exists() and (before is None or marks.get("cells") != _fingerprint(before)):
        kept = _free_name(folder, script.stem)
        path.replace(kept)
    _write(path, _notebook(script.stem, source))
    return BuiltNotebook(path, "rebuilt" if before or kept else "built", kept)


def _notebook(name: str, source: str) -> dict[str, Any]:
    import jupytext

    notebook: dict[str, Any] = jupytext.reads(source, fmt="py:percent")
    for number, cell in enumerate(notebook["cells"], start=1):
        cell["id"] = f"{name}-{number:02d}"
    notebook["metadata"] = {
        "kernelspec": KERNEL,
        "language_info": {"name": "python"},
        "ndl": {"script": _hash(source), "cells": _fingerprint(notebook)},
    }
    return notebook


def _read(path: Path) -> dict[str, Any] | None:
    """Read a notebook, or say ``None`` where there is none or it cannot be made sense of."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        _fingerprint(notebook)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return dict(notebook)


def _write(path: Path, notebook: dict[str, Any]) -> None:
    import nbformat

    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    part = path.with_name(f".{path.name}.part")
    part.write_text(text + "\n", encoding="utf-8", newline="\n")
    part.replace(path)


def _fingerprint(notebook: dict[str, Any]) -> str:
    """Hash what a person writes: running a notebook changes its outputs, not this."""
    # A file holds a cell's text either whole or as a list of lines.
    written = [[cell["cell_type"], "".join(cell["source"])] for cell in notebook["cells"]]
    return _hash(json.dumps(written))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _free_name(folder: Path, name: str) -> Path:
    first = folder / f"my-{name}-{date.today().isoformat()}.ipynb"
    path, number = first, 2
    while path.exists():
        path, number = first.with_stem(f"{first.stem}-{number}"), number + 1
    return path


def _kept_sentence(notebook: BuiltNotebook) -> str:
    kept = notebook.kept.name if notebook.kept else ""
    return f"{notebook.path.name} is newer than your changed copy, which is now {kept}, beside it"


def _find_notebooks() -> tuple[Path, Path]:
    """Find the scripts, and the folder where their notebooks belong."""
    here = Path.cwd()
    for above in (here, *here.parents[:PARENTS_SEARCHED]):
        folder = above / "notebooks"
        if (folder / f"{FIRST}.py").is_file():
            return folder, folder

    package = Path(__file__).parent
    for scripts in (package / "_notebooks", package.parent / "notebooks"):
        if (scripts / f"{FIRST}.py").is_file():
            return scripts, here / OUTSIDE_A_CHECKOUT
    raise NotFound(
        found=f"no notebooks in {here}, the {PARENTS_SEARCHED} folders above it or the installed package",
        expected=f"{FIRST}.py and its neighbours",
        done="JupyterLab was not started",
        next="install the workbench again, or run `ndl lab` in a clone of its repository",
    )


def _prepare_surroundings() -> None:
    """Make the notebooks, and the commands they call, run in the Python that runs this.

    Our defaults for JupyterLab go in the same way: nothing is fetched from elsewhere, and no question
    about news covers the page.
    """
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    _put_first("PATH", sysconfig.get_path("scripts"), default=os.defpath)
    _put_first("JUPYTER_CONFIG_PATH", str(Path(__file__).with_name("_jupyter")))


def _put_first(variable: str, folder: str, default: str = "") -> None:
    folders = os.environ.get(variable, default).split(os.pathsep)
    os.environ[variable] = os.pathsep.join([folder, *(other for other in folders if other not in ("", folder))])


def _server_arguments(folder: Path, arguments: list[str]) -> list[str]:
    """Add our settings to the user's; JupyterLab refuses a setting that is given twice."""
    ours = {
        "ServerApp.root_dir": str(folder.parent),
        "LabApp.default_url": f"/lab/tree/{folder.name}/{FIRST}.ipynb",
        "LabApp.extension_manager": "readonly",  # the other one lists what a registry offers
    }
    given = {argument.lstrip("-").split("=")[0] for argument in arguments}
    if "notebook-dir" in given:
        given.add("ServerApp.root_dir")
    settings = [f"--{name}={value}" for name, value in ours.items() if name not in given]
    # A container's only user is often root, and JupyterLab refuses to start for root unless told to.
    if hasattr(os, "geteuid") and os.geteuid() == 0 and "allow-root" not in given:
        settings.append("--allow-root")
    return [*settings, *arguments]


def _main() -> None:
    """Build the notebooks without opening them: ``python -m ndl_workbench.lab``."""
    scripts, folder = _find_notebooks()
    for notebook in build_notebooks(folder, scripts):
        print(f"{notebook.action:8} {notebook.path}")
        if notebook.kept:
            print(_kept_sentence(notebook), file=sys.stderr)


if __name__ == "__main__":
    _main()
