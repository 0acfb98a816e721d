"""Make a folder as Binder's image has it: a copy of the repository in which ``binder/postBuild`` has run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path


def prepare(root: Path, home: Path, courses: Path | None = None) -> tuple[Path, Path]:
    """Return the prepared tree, and the folder its package was installed into.

    ``courses`` is a folder of courses that the repository has besides its own.
    """
    tree, packages = home / "home", home / "packages"
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        if name and (root / name).exists():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, tree / name, follow_symlinks=False)
    if courses:
        shutil.copytree(courses, tree / "courses", dirs_exist_ok=True)
    (tree / ".git").mkdir()
    (tree / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    surroundings = {
        **os.environ,
        "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]]),
        # Beside the tree, so that the package of whoever runs this stays as it is.
        "PIP_TARGET": str(packages),
        "PIP_NO_BUILD_ISOLATION": "0",
        "REPO_DIR": str(tree),
    }
    done = subprocess.run(
        ["./binder/postBuild"], cwd=tree, env=surroundings, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return tree, packages


def surroundings(tree: Path, packages: Path) -> dict[str, str]:
    """Return what a process must be told to run in the image, and not in the environment of whoever runs this."""
    return {
        "REPO_DIR": str(tree),
        "PYTHONPATH": str(packages),
        "JUPYTER_PATH": str(packages / "share" / "jupyter"),
        "NDL_IDLE_MINUTES": "10",
    }
