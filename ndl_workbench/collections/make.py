"""Make the embedded collections: ``python -m ndl_workbench.collections.make``."""

from __future__ import annotations

import sys
from pathlib import Path

from ..errors import CannotWrite
from . import FOLDER, early_years, reference
from .package import write


def build(folder: Path) -> tuple[Path, ...]:
    """Write every collection under ``folder`` and return the files written.

    The bytes depend on nothing but this code, so two runs anywhere give the same files.

    Raises
    ------
    CannotWrite
        The folder cannot be made or written to.
    """
    packages = (early_years.package(), reference.package())
    try:
        return tuple(path for package in packages for path in write(package, folder))
    except OSError as problem:
        raise CannotWrite(
            found=f"{folder} cannot be written to ({problem.strerror})",
            expected="a folder that can be made and written to",
            done="some of the files may have been written",
            next="choose another folder, or change its permissions",
        ) from problem


if __name__ == "__main__":
    for written in build(FOLDER):
        sys.stdout.write(f"{written.relative_to(FOLDER)}\n")
