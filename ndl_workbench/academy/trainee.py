"""What a graded notebook imports: checks that answer in a sentence, and hints one at a time."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from types import TracebackType
from typing import Any

from . import expect
from .build import CHECK, HINTS
from .session import use_own_numbers

__all__ = ["begin", "expect", "hint"]

PARENTS_SEARCHED = 3
SO_FAR = "Nothing wrong so far. Tests that are held back run when your work is marked."
_SESSION: dict[str, Any] = {"course": "", "unit": "", "served": {}, "ran": {}}


def begin(course: str, unit: str) -> None:
    """Make the checks of this notebook speak plainly, its hints be found, and its numbers be those of who has joined.

    Outside Jupyter it does only the last.

    Parameters
    ----------
    course, unit
        Ids of the course and unit.
    """
    from IPython import get_ipython

    _SESSION.update(course=course, unit=unit, served={})
    restart = use_own_numbers()
    if restart:
        print(restart)
    shell = get_ipython()
    if shell is not None:
        shell.set_custom_exc((Exception,), _answer)
        # A notebook may be begun more than once; it should be told so only once.
        for told in (_encourage, _note):
            with contextlib.suppress(ValueError):
                shell.events.unregister("post_run_cell", told)
            shell.events.register("post_run_cell", told)


def hint(question: str) -> None:
    """Print the next hint for a question; when there are no more, begin again."""
    hints = _hints().get(question, [])
    if not hints:
        print(f"There is no hint for “{question}” here.")
        return
    served = _SESSION["served"].get(question, 0)
    _SESSION["served"][question] = served + 1
    print(f"Hint {served % len(hints) + 1} of {len(hints)}: {hints[served % len(hints)]}")


def unit_begun() -> str:
    """Return the unit whose notebook this kernel runs; "" where none was begun."""
    return str(_SESSION["unit"])


def cells_run() -> dict[str, str]:
    """Return what was run in this kernel since the notebook was begun: by a cell's id, its text as it last ran."""
    return dict(_SESSION["ran"])


def sentence(error: BaseException) -> str:
    """Say in a sentence what a failed check found. The traceback would tell a trainee about our code."""
    if isinstance(error, AssertionError):
        return str(error) or "This is not right yet."
    if isinstance(error, NameError) and error.name:
        return f"There is no “{error.name}” yet. Run the cell with your answer first, and keep the name it was given."
    return f"The check could not use your answer ({type(error).__name__}: {error})."


def _answer(
    shell: Any, kind: type[BaseException], error: BaseException, trace: TracebackType, tb_offset: int | None = None
) -> list[str]:
    """Show a sentence when a check fails, and the usual traceback when anything else does.

    It is still an error output, so that nbgrader gives no marks for it.
    """
    source = shell.history_manager.input_hist_raw[-1]
    if source.lstrip().startswith(CHECK):
        said = [sentence(error)]
    else:
        said = shell.InteractiveTB.structured_traceback(kind, error, trace, tb_offset=tb_offset)
    shell._showtraceback(kind, error, said)
    return said


def _encourage(result: Any) -> None:
    """Say that a check found nothing: silence would leave a trainee wondering whether it ran."""
    if result.success and str(result.info.raw_cell).lstrip().startswith(CHECK):
        print(SO_FAR)


def _note(result: Any) -> None:
    """Note what was run: it may be newer than what is saved, and only what is saved can be handed in."""
    if result.info.cell_id:
        _SESSION["ran"][result.info.cell_id] = str(result.info.raw_cell)


def _hints() -> dict[str, list[str]]:
    here = Path.cwd()
    for above in (here, *here.parents[:PARENTS_SEARCHED]):
        path = above / HINTS / f"{_SESSION['unit']}.json"
        if path.is_file():
            return dict(json.loads(path.read_text(encoding="utf-8")))
    return {}
