"""The Binder image: what is built in it, and that it holds no answers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ndl_workbench.academy.source import BEGIN_HIDDEN, END_HIDDEN, course_names, read_course, split

sys.path.insert(0, str(Path(__file__).parents[1] / "journey"))  # pytest's importlib mode does not
from prepared_image import prepare


@pytest.fixture(scope="module")
def image(root, tmp_path_factory):
    """A copy of the tree in which ``binder/postBuild`` has run, and where it installed the package."""
    return prepare(root, tmp_path_factory.mktemp("image"))


def everything(folder: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*") if path.is_file()}


def test_the_notebooks_and_the_releases_are_there(image, root):
    tree, _ = image
    assert (tree / "notebooks" / "welcome.ipynb").is_file()
    for name in course_names(root / "courses"):
        for unit in read_course(root / "courses", name).units:
            home = tree / "courses" / "_build" / name / "release" / unit.id
            assert {path.name for path in home.iterdir()} - {"glossary.md"} == {f"{unit.id}.ipynb", "lesson.md"}


def test_our_part_of_jupyterlab_is_where_it_looks(image, root):
    _, packages = image
    extensions = Path("jupyter") / "labextensions" / "ndl-workbench" / "static"
    ours = root / "ndl_workbench" / "_jupyter" / extensions.relative_to("jupyter")
    assert names_in(packages / "share" / extensions) == names_in(ours)
    assert "remoteEntry.js" in names_in(ours)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


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
