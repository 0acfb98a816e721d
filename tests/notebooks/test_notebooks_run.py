"""Every notebook runs from top to bottom, leaves no error, and shows its pictures."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from ndl_workbench.lab import build_notebooks

SCRIPTS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.py"))


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, nbformat.NotebookNode]:
    """Each notebook by name, after a run without the NDL's pages; they share a folder, as they do in JupyterLab."""
    folder = tmp_path_factory.mktemp("notebooks")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        closed = listening.getsockname()[1]
    done = run_all(folder, f"http://127.0.0.1:{closed}/pages.zip")
    return {**done, "folder": folder}


@pytest.fixture(scope="module")
def with_pages(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    """The notebook *analyse* after a run with the pages of the NDL, as they were published."""
    folder = tmp_path_factory.mktemp("notebooks-with-pages")
    return run_all(folder, str(shared / "data" / "ndl-collections"), only="analyse")["analyse"]


def run_all(folder: Path, pages: str, only: str = "") -> dict[str, nbformat.NotebookNode]:
    """Build the notebooks and run them, or only one, where the pages of the NDL are at this place."""
    listed = folder.with_suffix(".toml")
    listed.write_text(f'[ndl]\nkind = "ndl"\nat = {json.dumps(pages)}\n', encoding="utf-8")
    done = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NDL_SOURCES", str(listed))
        for built in build_notebooks(folder, SCRIPTS[0].parent):
            if only in ("", built.path.stem):
                notebook = nbformat.read(built.path, as_version=4)
                NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
                done[built.path.stem] = notebook
    return done


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
    assert len(cells) == 6
    shown = html(executed["welcome"])
    assert "School readiness by child (synthetic)" in shown
    assert "Quality of early-years/school-readiness" in shown
    assert "under-represented, 3.0% of the data and 6.0% of the population" in shown


def test_analyse_goes_on_without_the_pages_and_says_who_did_not_answer(executed):
    shown = html(executed["analyse"])
    assert '<p class="ndl-notice ndl-bad">ndl gave no answer: ' in shown
    assert "School readiness by child (synthetic)" in shown


def test_analyse_finds_pages_of_the_national_data_library_too(with_pages):
    shown = html(with_pages)
    assert "ndl gave no answer" not in shown
    assert "ndl/people/compare-school-performance" in shown
    assert "School readiness by child (synthetic)" in shown
    assert [out for cell in with_pages.cells for out in cell.get("outputs", ()) if out.get("name") == "stderr"] == []


def test_analyse_shows_a_picture_for_the_check_and_for_each_breakdown_of_the_audit(executed):
    shown = html(executed["analyse"])
    assert shown.count("<figure>") == 7  # the period, two checks, two breakdowns, the combinations, shares


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
