"""A course that was only just begun builds, proves and has nothing to be mended."""

from __future__ import annotations

import nbformat
import pytest

from ndl_workbench.academy.build import build_course
from ndl_workbench.academy.lint import lint
from ndl_workbench.academy.prove import prove_course
from ndl_workbench.academy.scaffold import begin
from ndl_workbench.academy.source import read_course
from ndl_workbench.errors import CannotWrite, InputError


def test_a_new_course_and_a_further_unit_prove_and_lint_as_they_are(tmp_path, run_ndl):
    courses = tmp_path / "courses"
    done = run_ndl("academy", "new", "counting-people", "--courses", courses)
    assert "ndl academy prove counting-people" in done.stdout
    done = run_ndl("academy", "new", "counting-people", "02_in-areas", "--courses", courses)
    assert done.returncode == 0, done.stderr
    course = read_course(courses, "counting-people")
    assert ([unit.id for unit in course.units], course.hours) == (["01_first-unit", "02_in-areas"], 1.0)
    # It says who is to sign it, and nothing else is found.
    assert {finding.rule for finding in lint(courses, ["counting-people"]).findings} == {"no-author"}
    proof = prove_course(course)
    assert (proof.failures, proof.surviving, proof.stale) == ((), (), ())
    assert len(proof.trials) == 2 * 4 * 31
    kinds = {cell.kind for cell in course.units[0].cells}
    assert kinds == {"prose", "locked", "note", "answer", "tests", "written", "wrong", "right", "hint"}


def test_nothing_that_is_for_authors_is_built(tmp_path):
    begin(tmp_path, "counting-people")
    course = read_course(tmp_path, "counting-people")
    notebook = nbformat.read(build_course(course, tmp_path / "built")[0], as_version=4)
    assert "note to authors" not in "".join(cell.source for cell in notebook.cells)


def test_what_is_there_is_never_written_over(tmp_path):
    begin(tmp_path, "counting-people")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for unit in (None, "01_first-unit"):
        with pytest.raises(InputError, match="which is there already"):
            begin(tmp_path, "counting-people", unit)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("course", "unit"), [("../away", None), ("Course", None), ("a--b", None), ("fine", "first"), ("fine", "01_../x")]
)
def test_a_name_of_another_form_is_refused_before_anything_is_written(tmp_path, course, unit):
    with pytest.raises(InputError, match="nothing was written"):
        begin(tmp_path / "courses", course, unit)
    assert not (tmp_path / "courses").exists()


@pytest.mark.parametrize("units", ["units = [\n  '01_first-unit', # the first\n]", 'units=["01_first-unit"]'])
def test_an_authors_own_course_file_keeps_all_else(tmp_path, units):
    begin(tmp_path, "counting-people")
    about = tmp_path / "counting-people" / "course.toml"
    about.write_text(
        f'# Mine.\ntitle = "units = [1]"\nversion = "2"\npass_mark = 0.5\nhours = 1\nrole = "r"\n{units}\n'
    )
    begin(tmp_path, "counting-people", "02_more")
    course = read_course(tmp_path, "counting-people")
    assert ([unit.id for unit in course.units], course.title, course.hours) == (
        ["01_first-unit", "02_more"],
        "units = [1]",
        1.5,
    )
    assert about.read_text().startswith("# Mine.")


def test_a_course_file_that_cannot_be_changed_is_left_and_no_unit_is_made(tmp_path):
    begin(tmp_path, "counting-people")
    about = tmp_path / "counting-people" / "course.toml"
    about.write_text('title = "x"\n"units" = ["01_first-unit"]\nhours = 1\n')
    with pytest.raises(InputError, match="units and hours could not be changed"):
        begin(tmp_path, "counting-people", "02_more")
    assert not (tmp_path / "counting-people" / "02_more").exists()


def test_a_unit_that_cannot_be_written_whole_is_not_there(tmp_path, monkeypatch):
    def full(path, content):
        if path.name == "design.md":
            raise CannotWrite(found="no room", expected="room", done="nothing was written", next="make room")
        return path.write_bytes(content)

    monkeypatch.setattr("ndl_workbench.academy.scaffold.write_whole", full)
    with pytest.raises(CannotWrite):
        begin(tmp_path, "counting-people")
    assert [path.name for path in (tmp_path / "counting-people").iterdir()] == []
