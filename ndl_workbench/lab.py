"""Open JupyterLab on the notebooks: what ``ndl lab`` and ``make lab`` do.

The notebooks are percent scripts, and the ``.ipynb`` files are built from them.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

from .academy.build import BUILT
from .academy.release import release_for_practice
from .academy.source import course_names, read_course
from .errors import NdlError, NotFound
from .notebooks import BuiltNotebook, build_notebooks

FIRST = "welcome"
PARENTS_SEARCHED = 3
OUTSIDE_A_CHECKOUT = "ndl-notebooks"


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
    folder, notebooks = _build()
    for notebook in notebooks:
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


def _build() -> tuple[Path, list[BuiltNotebook]]:
    """Build the notebooks, and the courses that stand beside them; return the notebooks' folder too."""
    scripts, folder = _find_notebooks()
    built = build_notebooks(folder, scripts)
    courses = folder.parent / "courses"
    for name in course_names(courses):
        try:
            built += release_for_practice(read_course(courses, name), courses / BUILT / name).placed
        except NdlError as error:
            # A course that its author is still writing must not keep anybody from their work.
            print(f"ndl: the course {name} was left out: {error}", file=sys.stderr)
    return folder, built


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

    Our defaults for JupyterLab and our extension of it go in the same way: nothing is fetched from elsewhere, no
    question about news covers the page, and its launcher has our tile.
    """
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    _put_first("PATH", sysconfig.get_path("scripts"), default=os.defpath)
    for variable in ("JUPYTER_CONFIG_PATH", "JUPYTER_PATH"):
        _put_first(variable, str(Path(__file__).with_name("_jupyter")))


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
    _, notebooks = _build()
    for notebook in notebooks:
        print(f"{notebook.action:8} {notebook.path}")
        if notebook.kept:
            print(_kept_sentence(notebook), file=sys.stderr)


if __name__ == "__main__":
    _main()
