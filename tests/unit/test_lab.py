"""Building the notebooks, and what JupyterLab is started with."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from jupyterlab_server.config import get_federated_extensions

import ndl_workbench
from ndl_workbench import lab as lab_module
from ndl_workbench.errors import CannotWrite, NotFound
from ndl_workbench.lab import build_notebooks, lab

SCRIPT = """\
# %% [markdown]
# # Sums

# %%
1 + 1
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one script in it."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (folder / "welcome.py").write_text(SCRIPT)
    return folder


def edit(notebook: Path, text: str) -> None:
    """Do what a reader does in JupyterLab: change a cell's text and save."""
    content = json.loads(notebook.read_text())
    content["cells"][1]["source"] = [text]
    notebook.write_text(json.dumps(content))


def test_a_script_becomes_a_notebook(folder):
    (built,) = build_notebooks(folder)

    assert (built.path, built.action, built.kept) == (folder / "welcome.ipynb", "built", None)
    cells = json.loads(built.path.read_text())["cells"]
    assert [(cell["id"], cell["cell_type"], cell["source"]) for cell in cells] == [
        ("welcome-01", "markdown", ["# Sums"]),
        ("welcome-02", "code", ["1 + 1"]),
    ]


def test_two_builds_are_the_same_bytes(folder, tmp_path):
    (first,) = build_notebooks(folder)
    (tmp_path / "other").mkdir()
    (second,) = build_notebooks(tmp_path / "other", scripts=folder)

    assert first.path.read_bytes() == second.path.read_bytes()


def test_a_second_build_does_nothing(folder):
    build_notebooks(folder)
    edit(folder / "welcome.ipynb", "2 + 2")

    (again,) = build_notebooks(folder)

    assert again.action == "current"
    assert "2 + 2" in again.path.read_text()


def test_an_untouched_notebook_follows_its_script(folder):
    build_notebooks(folder)
    (folder / "welcome.py").write_text(SCRIPT.replace("1 + 1", "3 + 3"))

    (again,) = build_notebooks(folder)

    assert (again.action, again.kept) == ("rebuilt", None)
    assert "3 + 3" in again.path.read_text()


def test_outputs_alone_are_not_somebodys_work(folder):
    (built,) = build_notebooks(folder)
    content = json.loads(built.path.read_text())
    content["cells"][1]["execution_count"] = 1
    content["cells"][1]["source"] = "1 + 1"
    built.path.write_text(json.dumps(content))
    (folder / "welcome.py").write_text(SCRIPT.replace("1 + 1", "3 + 3"))

    (again,) = build_notebooks(folder)

    assert again.kept is None


@pytest.mark.parametrize("number_of_times", [1, 2])
def test_a_changed_notebook_is_moved_out_of_the_way_and_kept(folder, number_of_times):
    build_notebooks(folder)
    for number in range(number_of_times):
        edit(folder / "welcome.ipynb", f"'mine {number}'")
        (folder / "welcome.py").write_text(SCRIPT.replace("1 + 1", f"{number} + 3"))
        (again,) = build_notebooks(folder)

    name = f"my-welcome-{date.today().isoformat()}" + ("-2" if number_of_times == 2 else "")
    assert again.kept == folder / f"{name}.ipynb"
    assert f"'mine {number}'" in again.kept.read_text()
    assert "mine" not in again.path.read_text()


@pytest.mark.parametrize("content", ["not a notebook", "{}", "[]", '{"cells": [{}]}'])
def test_a_file_we_did_not_make_is_kept(folder, content):
    (folder / "welcome.ipynb").write_text(content)

    (built,) = build_notebooks(folder)

    assert built.action == "rebuilt"
    assert built.kept is not None
    assert built.kept.read_text() == content


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(CannotWrite, match="closed to us") as caught:
        build_notebooks(tmp_path / "file", scripts=tmp_path)

    assert "\n" not in str(caught.value)


class JupyterLab:
    """Stands where JupyterLab's application does, and keeps what it was started with."""

    arguments: tuple[str, ...] = ()
    ends_with: BaseException | None = None

    @classmethod
    def launch_instance(cls, arguments: list[str]) -> None:
        cls.arguments = tuple(arguments)
        if cls.ends_with:
            raise cls.ends_with


@pytest.fixture
def jupyterlab(monkeypatch, folder) -> type[JupyterLab]:
    """JupyterLab that does not start, in the folder above the scripts'."""
    import jupyterlab.labapp

    stand_in = type("StandIn", (JupyterLab,), {})
    monkeypatch.setattr(jupyterlab.labapp, "LabApp", stand_in)
    monkeypatch.chdir(folder.parent)
    monkeypatch.setenv("PATH", os.defpath)
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "mine")
    return stand_in


def test_jupyterlab_opens_on_the_welcome_page(jupyterlab, folder):
    assert lab(["--no-browser", "--port=8899"]) == 0

    assert [a for a in jupyterlab.arguments if a != "--allow-root"] == [
        f"--ServerApp.root_dir={folder.parent}",
        "--LabApp.default_url=/lab/tree/notebooks/welcome.ipynb",
        "--LabApp.extension_manager=readonly",
        "--no-browser",
        "--port=8899",
    ]


@pytest.mark.parametrize("given", ["--LabApp.default_url=/lab", "--notebook-dir=."])
def test_the_users_options_win(jupyterlab, given):
    lab([given])

    replaced = {"--LabApp.default_url=/lab": "default_url", "--notebook-dir=.": "root_dir"}[given]
    assert [a for a in jupyterlab.arguments if replaced in a or a == given] == [given]


def test_notebooks_and_their_commands_run_in_this_python(jupyterlab):
    lab([])

    assert os.environ["JUPYTER_PREFER_ENV_PATH"] == "1"
    assert Path(os.environ["PATH"].split(os.pathsep)[0]) == Path(sys.executable).parent


def test_our_defaults_for_jupyterlab_are_found_and_the_users_own_kept(jupyterlab):
    lab([])
    lab([])

    ours, theirs = map(Path, os.environ["JUPYTER_CONFIG_PATH"].split(os.pathsep))
    overrides = json.loads((ours / "labconfig" / "default_setting_overrides.json").read_text())
    assert overrides["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    assert theirs == Path("mine")


def test_our_extension_of_jupyterlab_is_found_without_being_installed(jupyterlab, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", "mine")
    lab([])

    ours, theirs = map(Path, os.environ["JUPYTER_PATH"].split(os.pathsep))
    found = get_federated_extensions([str(ours / "labextensions")])["ndl-workbench"]
    assert (Path(found["ext_path"]) / found["jupyterlab"]["_build"]["load"]).is_file()
    assert found["version"] == ndl_workbench.__version__
    assert theirs == Path("mine")


@pytest.mark.parametrize(
    ("ends_with", "status"),
    [(KeyboardInterrupt(), 0), (SystemExit(), 0), (SystemExit(3), 3), (SystemExit("no port is free"), 1)],
)
def test_the_exit_status_is_jupyterlabs(jupyterlab, ends_with, status):
    jupyterlab.ends_with = ends_with

    assert lab([]) == status


def test_a_folder_below_a_clone_finds_the_clone(jupyterlab, folder, monkeypatch):
    below = folder.parent / "one" / "two"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)

    lab([])

    assert f"--ServerApp.root_dir={folder.parent}" in jupyterlab.arguments


def test_outside_a_clone_the_notebooks_are_built_in_a_folder_of_their_own(jupyterlab, tmp_path, monkeypatch):
    elsewhere = tmp_path / "1" / "2" / "3" / "4"
    elsewhere.mkdir(parents=True)
    monkeypatch.chdir(elsewhere)

    lab([])

    assert (elsewhere / "ndl-notebooks" / "welcome.ipynb").is_file()
    assert "--LabApp.default_url=/lab/tree/ndl-notebooks/welcome.ipynb" in jupyterlab.arguments


def test_no_notebooks_anywhere_is_one_line(jupyterlab, tmp_path, monkeypatch):
    elsewhere = tmp_path / "1" / "2" / "3" / "4"
    elsewhere.mkdir(parents=True)
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr(lab_module, "__file__", str(elsewhere / "package" / "lab.py"))

    with pytest.raises(NotFound, match=r"JupyterLab was not started; next: install the workbench again"):
        lab([])


def test_what_was_kept_is_said(jupyterlab, folder, capsys):
    (folder / "welcome.ipynb").write_text("mine")

    lab([])

    kept = f"my-welcome-{date.today().isoformat()}.ipynb"
    assert capsys.readouterr().err == (
        f"welcome.ipynb is newer than your changed copy, which is now {kept}, beside it\n"
    )


def test_an_installed_wheel_carries_its_notebooks(root, tmp_path):
    """What ``pip install . && ndl lab`` stands on, where there is no clone to look in."""
    source = tmp_path / "source"
    unwanted = shutil.ignore_patterns(".git", ".venv", "node_modules", "__pycache__", "*.ipynb", "build", "dist")
    shutil.copytree(root, source, ignore=unwanted, symlinks=True)
    build = "import hatchling.build as b, sys; print(b.build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=source, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    shutil.rmtree(source)

    elsewhere = tmp_path / "1" / "2" / "3"
    elsewhere.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-c", "import ndl_workbench.lab as l; print(l.__file__); l._main()"],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "installed") in done.stdout
    assert (elsewhere / "ndl-notebooks" / "welcome.ipynb").is_file()
    assert (elsewhere / "ndl-notebooks" / "analyse.ipynb").is_file()
    assert list((tmp_path / "installed" / "ndl_workbench" / "_jupyter").rglob("*.json"))
    # Where pip puts what JupyterLab finds by itself, as on Binder.
    assert list((tmp_path / "installed").glob("*.data/data/share/jupyter/labextensions/ndl-workbench/static/*.js"))
