"""What a trainee sees in a real kernel: a sentence for a check, the usual traceback for their own cells, and hints."""

from __future__ import annotations

import pytest
from nbclient import NotebookClient
from nbformat import v4

BEGIN = 'from ndl_workbench.academy.trainee import begin, expect, hint\nbegin("sums", "01_adding")'
CELLS = {
    "begun twice": BEGIN,
    "a check that fails": "# Check: total (2 marks).\nexpect.number(..., 'total')",
    "a check that passes": "# Check: total (2 marks).\nexpect.number(3, 'total')",
    "a check of a name that is not there": "# Check: total (2 marks).\nexpect.number(total, 'total')",
    "an error of their own": "1 / 0",
    "three hints": 'hint("total"); hint("total"); hint("total")',
    "a hint that is not there": 'hint("other")',
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """What each cell shows, run in a folder as a practice release stands in one."""
    built = tmp_path_factory.mktemp("built")
    (built / ".hints").mkdir()
    (built / ".hints" / "01_adding.json").write_text('{"total": ["Look again.", "Use sum."]}', encoding="utf-8")
    home = built / "release" / "01_adding"
    home.mkdir(parents=True)
    notebook = v4.new_notebook(cells=[v4.new_code_cell(text) for text in (BEGIN, *CELLS.values())])
    NotebookClient(notebook, allow_errors=True, timeout=120, resources={"metadata": {"path": str(home)}}).execute()
    return dict(zip(CELLS, (cell.outputs for cell in notebook.cells[1:]), strict=True))


def test_a_check_that_fails_is_one_sentence_and_still_an_error(outputs):
    (output,) = outputs["a check that fails"]
    assert output.output_type == "error"
    assert output.traceback == ["“total” has not been attempted yet: replace the ... with your answer."]


def test_a_check_that_passes_says_so_once(outputs):
    (output,) = outputs["a check that passes"]
    assert output.text == "Nothing wrong so far. Tests that are held back run when your work is marked.\n"


def test_a_name_that_is_not_there_is_named(outputs):
    (output,) = outputs["a check of a name that is not there"]
    assert output.traceback == [
        "There is no “total” yet. Run the cell with your answer first, and keep the name it was given."
    ]


def test_their_own_errors_keep_their_traceback(outputs):
    (output,) = outputs["an error of their own"]
    assert output.ename == "ZeroDivisionError"
    assert len(output.traceback) > 1


def test_hints_come_one_at_a_time_and_then_again(outputs):
    (output,) = outputs["three hints"]
    assert output.text.splitlines() == ["Hint 1 of 2: Look again.", "Hint 2 of 2: Use sum.", "Hint 1 of 2: Look again."]


def test_a_hint_that_is_not_there_is_said(outputs):
    (output,) = outputs["a hint that is not there"]
    assert output.text == "There is no hint for “other” here.\n"
