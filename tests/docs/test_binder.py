"""The Binder image: what is built in it, and that it holds no answers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from ndl_workbench.academy.source import BEGIN_HIDDEN, END_HIDDEN, course_names, read_course, split


@pytest.fixture(scope="module")
def image(root, tmp_path_factory):
    """A copy of the tree in which ``binder/postBuild`` has run, and where it installed the package."""
    tree = tmp_path_factory.mktemp("image") / "home"
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
    (tree / ".git").mkdir()
    (tree / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    packages = tree.parent / "packages"
    surroundings = {
        **os.environ,
        "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]]),
        # Beside the tree, so that the package of whoever runs the tests stays as it is.
        "PIP_TARGET": str(packages),
        "PIP_NO_BUILD_ISOLATION": "0",
        "REPO_DIR": str(tree),
    }
    done = subprocess.run(
        ["./binder/postBuild"], cwd=tree, env=surroundings, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return tree, packages


def everything(folder: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*") if path.is_file()}


def test_the_notebooks_and_the_releases_are_there(image, root):
    tree, _ = image
    assert (tree / "notebooks" / "welcome.ipynb").is_file()
    for name in course_names(root / "courses"):
        for unit in read_course(root / "courses", name).units:
            home = tree / "courses" / "_build" / name / "release" / unit.id
            assert {path.name for path in home.iterdir()} - {"glossary.md"} == {f"{unit.id}.ipynb", "lesson.md"}


def test_the_launchers_tile_is_where_jupyterlab_looks(image):
    _, packages = image
    extension = packages / "share" / "jupyter" / "labextensions" / "ndl-workbench"
    assert sorted(path.name for path in (extension / "static").iterdir()) == ["browse.js", "index.js", "remoteEntry.js"]


def test_a_trainees_file_browser_lists_releases_only(image):
    tree, _ = image
    listed = {
        path.relative_to(tree / "courses").parts[2]
        for path in (tree / "courses").rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(tree).parts)
    }
    assert listed == {"release"}
    assert not (tree / ".git").exists()


def test_no_answer_of_any_course_is_anywhere_in_the_image(image, root):
    tree, packages = image
    texts = {**everything(tree), **everything(packages)}
    for name in course_names(root / "courses"):
        for unit in read_course(root / "courses", name).units:
            for question in unit.questions:
                _, hidden = split(question.tests.source, BEGIN_HIDDEN, END_HIDDEN)
                secrets = [wrong.because for wrong in question.wrong if wrong.because in hidden]
                secrets += [line.strip() for line in hidden.splitlines() if line.startswith("assert")]
                assert secrets
                for secret in secrets:
                    assert [path for path, text in texts.items() if secret in text] == []
    assert [path for path in texts if path.name in ("exercise.py", "design.md")] == []


def test_the_lessons_links_lead_somewhere_in_the_image(image):
    tree, _ = image
    welcome = (tree / "notebooks" / "welcome.ipynb").read_text(encoding="utf-8")
    release = "../courses/_build/finding-and-trusting-data/release/01_finding/01_finding.ipynb"
    assert release in welcome
    assert (tree / "notebooks" / release).resolve().is_file()
