"""nbgrader's settings of a cohort: made by us once, and the instructor's from then on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from .build import PROMPT

if TYPE_CHECKING:
    from traitlets.config import Config

CONFIG = "nbgrader_config.py"
EXCHANGE = "exchange"
CACHE = "rehearsal/.cache"
WRITE_HERE = "*Write your answer here.*"
# Named here and not imported, since nbgrader takes seconds to import: see grading/seam.py.
SANDBOX_BEGIN = ("ndl_workbench.academy.grading.seam.Begin",)
SANDBOX_STEPS = (
    "ndl_workbench.academy.grading.seam.Mark",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "ndl_workbench.academy.grading.seam.End",
)
FEEDBACK_PAGE = "ndl_workbench.academy.grading.seam.Page"


def nbgrader_config(folder: Path, course: str) -> Config:
    """Return the settings of a cohort: ours, and over them those of its ``nbgrader_config.py`` where there is one.

    Raises
    ------
    InputError
        That file cannot be read.
    """
    from traitlets.config import Config

    folder = folder.resolve()
    config = Config()
    config.CourseDirectory.root = str(folder)
    config.CourseDirectory.course_id = course
    config.Exchange.root = str(folder / EXCHANGE)
    config.Exchange.cache = str(folder / CACHE)
    config.ClearSolutions.code_stub = {"python": PROMPT}
    config.ClearSolutions.text_stub = WRITE_HERE
    if (folder / CONFIG).is_file():
        config.merge(read_config(folder))
    return config


def read_config(folder: Path) -> Config:
    """Read a cohort's ``nbgrader_config.py``, the instructor's own additions among it.

    Raises
    ------
    InputError
        It is not in order.
    """
    from traitlets.config.loader import PyFileConfigLoader

    try:
        return PyFileConfigLoader(CONFIG, path=str(folder)).load_config()
    except Exception as error:
        # It is a program, and can fail in any way.
        raise InputError(
            found=f"{folder / CONFIG} that cannot be read ({type(error).__name__}: {error})",
            expected="settings of nbgrader, in Python",
            done="nothing was done",
            next="mend what you added to it",
        ) from None


def write_config(folder: Path, course: str, for_trainees: str) -> None:
    """Write nbgrader's settings, for a trainee's folder and, unless the instructor has some, for the cohort's."""
    (folder / EXCHANGE).mkdir(exist_ok=True)
    (folder / for_trainees).mkdir(exist_ok=True)
    both = f"c = get_config()  # noqa: F821\n{course_line(course)}\n"
    (folder / for_trainees / CONFIG).write_text(
        "# Made by 'ndl academy release'. A trainee keeps a copy of this in the folder they work in.\n"
        f"{both}c.Exchange.root = {json.dumps(str(folder / EXCHANGE))}\n",
        encoding="utf-8",
    )
    if (folder / CONFIG).exists():
        return
    sandbox = "".join(f"{line}\n" for line in _step_lines())
    (folder / CONFIG).write_text(
        "# Made once by 'ndl academy release', and yours to add to. nbgrader's own commands work in this folder.\n"
        f"from pathlib import Path\n\n{both}"
        "HERE = Path(__file__).parent\n"
        "c.CourseDirectory.root = str(HERE)\n"
        f"c.Exchange.root = str(HERE / {json.dumps(EXCHANGE)})\n"
        f"c.Exchange.cache = str(HERE / {json.dumps(CACHE)})\n"
        f"c.ClearSolutions.code_stub = {{'python': {json.dumps(PROMPT)}}}\n"
        f"c.ClearSolutions.text_stub = {json.dumps(WRITE_HERE)}\n"
        "# nbgrader's own commands, and formgrader's buttons, run trainees' code in our sandbox and make our pages.\n"
        f"{sandbox}c.GenerateFeedback.exporter_class = {json.dumps(FEEDBACK_PAGE)}\n",
        encoding="utf-8",
    )


def missing_steps(folder: Path) -> tuple[str, ...]:
    """Return the lines that keep nbgrader's own ``autograde`` in the sandbox, where a cohort's settings lack them.

    The file is the instructor's: they are told, and nothing is written in it.
    """
    autograde = read_config(folder).Autograde
    there = ([str(step) for step in autograde.get(name, [])] for name in _STEPS)
    whole = all(set(steps) <= set(found) for steps, found in zip(_STEPS.values(), there, strict=True))
    return () if whole else _step_lines()


def course_line(course: str) -> str:
    """Return the line by which a cohort's settings name its course."""
    return f"c.CourseDirectory.course_id = {json.dumps(course)}"


_STEPS = {"sanitize_preprocessors": SANDBOX_BEGIN, "autograde_preprocessors": SANDBOX_STEPS}


def _step_lines() -> tuple[str, ...]:
    return tuple(f"c.Autograde.{name} = {json.dumps(list(steps))}" for name, steps in _STEPS.items())
