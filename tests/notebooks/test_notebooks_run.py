"""Every notebook runs from top to bottom, leaves no error, and shows its pictures."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from ndl_workbench.lab import build_notebooks

SCRIPTS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.py"))


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, nbformat.NotebookNode]:
    """Each notebook after a run, by name; they share a folder, as they do in JupyterLab."""
    folder = tmp_path_factory.mktemp("notebooks")
    done = {}
    for built in build_notebooks(folder, SCRIPTS[0].parent):
        notebook = nbformat.read(built.path, as_version=4)
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
        done[built.path.stem] = notebook
    return {**done, "folder": folder}


def html(notebook: nbformat.NotebookNode) -> str:
    shown = [out for cell in notebook.cells if cell.cell_type == "code" for out in cell.outputs]
    return "\n".join(out.get("data", {}).get("text/html", "") for out in shown)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_every_code_cell_runs_and_nothing_is_said_on_stderr(executed, script):
    cells = [cell for cell in executed[script.stem].cells if cell.cell_type == "code"]
    assert cells
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert [out for cell in cells for out in cell.outputs if out.get("name") == "stderr"] == []


def test_three_cells_of_welcome_find_a_collection_and_show_its_quality_and_who_it_leaves_out(executed):
    cells = [cell for cell in executed["welcome"].cells if cell.cell_type == "code"]
    assert len(cells) == 3
    shown = html(executed["welcome"])
    assert "School readiness by child (synthetic)" in shown
    assert "Quality of early-years/school-readiness" in shown
    assert "under-represented, 3.0% of the data and 6.0% of the population" in shown


def test_analyse_shows_a_picture_for_the_check_and_for_each_breakdown_of_the_audit(executed):
    shown = html(executed["analyse"])
    assert shown.count("<figure>") == 6  # two checks, two breakdowns, the combinations, shares of the population


def test_analyse_says_that_its_data_is_synthetic_wherever_it_shows_it(executed):
    for cell in executed["analyse"].cells:
        if cell.cell_type == "code":
            for out in cell.outputs:
                shown = out.get("data", {}).get("text/html", "")
                if "ndl-result" in shown:
                    assert "synthetic" in shown.lower()


def test_analyse_gets_the_same_figures_from_published_counts(executed):
    cells = [cell for cell in executed["analyse"].cells if "from_counts.outcomes ==" in cell.source]
    assert [out["data"]["text/plain"] for out in cells[0].outputs] == ["True"]


def test_analyse_saves_its_two_reports(executed):
    saved = sorted(path.name for path in executed["folder"].glob("my-*.html"))
    assert saved == ["my-audit.html", "my-quality.html"]
