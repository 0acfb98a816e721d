"""Real nbgrader, from text source to marks: three trainees, right, wrong and untouched."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

COURSE = "finding-and-trusting-data"
UNIT = "01_finding"


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory):
    """An environment in which ``ndl`` and ``nbgrader`` are found and nobody's own settings are."""
    home = tmp_path_factory.mktemp("home")
    scripts = sysconfig.get_path("scripts")
    return {
        **os.environ,
        "PATH": os.pathsep.join([scripts, os.environ["PATH"]]),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
    }


@pytest.fixture(scope="module")
def run(surroundings, root):
    """Run a command, which must succeed; returns what it printed."""

    def run(*command: str, cwd: Path) -> str:
        done = subprocess.run(command, cwd=cwd, env=surroundings, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="module")
def cohort(sandbox, run, root, tmp_path_factory):
    """A cohort in which three trainees have taken the unit and been marked, by the commands of README's *teach*."""
    folder = tmp_path_factory.mktemp("cohort") / "autumn"
    run("ndl", "academy", "release", COURSE, UNIT, "--cohort", str(folder), cwd=root)
    run("ndl", "academy", "rehearse", COURSE, UNIT, "--cohort", str(folder), cwd=root)
    run("nbgrader", "collect", UNIT, "--update", cwd=folder)
    run("ndl", "academy", "grade", UNIT, "--cohort", ".", cwd=folder)
    run("ndl", "academy", "feedback", UNIT, "--cohort", ".", cwd=folder)
    run("nbgrader", "export", cwd=folder)
    return folder


def marks(cohort: Path) -> dict[str, tuple[float, float]]:
    with (cohort / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}


def test_the_exported_marks_are_right_for_each_trainee(cohort):
    # 14 marks are given by machine; a person gives the other 4.
    assert marks(cohort) == {
        "trainee-right": (14.0, 18.0),
        "trainee-wrong": (0.0, 18.0),
        "trainee-untouched": (0.0, 18.0),
    }


def test_each_lost_mark_has_a_sentence_and_no_traceback(cohort):
    notebook = nbformat.read(cohort / "autograded" / "trainee-wrong" / UNIT / f"{UNIT}.ipynb", as_version=4)
    checks = [cell for cell in notebook.cells if cell.id.endswith("-check")]
    assert len(checks) == 8
    for cell in checks:
        (output,) = cell.outputs
        assert output.output_type == "error"
        assert output.traceback == [output.evalue]
        assert "Traceback" not in output.evalue
        assert output.evalue.endswith((".", "?"))


def test_feedback_is_made_for_all_three(cohort):
    made = sorted(path.parent.parent.name for path in cohort.glob(f"feedback/*/{UNIT}/{UNIT}.html"))
    assert made == ["trainee-right", "trainee-untouched", "trainee-wrong"]


def test_the_trainees_fetch_our_pages_by_nbgraders_exchange(cohort, run, tmp_path):
    run("nbgrader", "release_feedback", UNIT, cwd=cohort)
    desk = tmp_path / "desk"
    shutil.copytree(cohort / "for-trainees", desk)
    # The three made-up trainees share what nbgrader keeps in a trainee's home: the keys of what was handed in.
    run("nbgrader", "fetch_feedback", UNIT, f"--Exchange.cache={cohort / 'rehearsal' / '.cache'}", cwd=desk)
    fetched = [path.read_bytes() for path in desk.glob(f"{UNIT}/feedback/*/{UNIT}.html")]
    made = [path.read_bytes() for path in cohort.glob(f"feedback/*/{UNIT}/{UNIT}.html")]
    assert len(made) == 3
    assert sorted(fetched) == sorted(made)


def test_nbgraders_own_commands_give_the_same_marks_and_pages(cohort, run):
    def pages() -> dict[str, str]:
        when = re.compile(r"\d\d:\d\d UTC")
        made = sorted(cohort.glob(f"feedback/*/{UNIT}/{UNIT}.html"))
        return {path.parts[-3]: when.sub("", path.read_text(encoding="utf-8")) for path in made}

    before = pages()
    run("nbgrader", "autograde", UNIT, "--force", cwd=cohort)
    run("nbgrader", "generate_feedback", UNIT, "--force", cwd=cohort)
    run("nbgrader", "export", cwd=cohort)
    assert marks(cohort) == {
        "trainee-right": (14.0, 18.0),
        "trainee-wrong": (0.0, 18.0),
        "trainee-untouched": (0.0, 18.0),
    }
    assert pages() == before


def test_the_written_answer_waits_for_a_person(cohort):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{cohort / 'gradebook.db'}") as book:
        waiting = {
            submission.student.id: [grade.cell.name for grade in notebook.grades if grade.needs_manual_grade]
            for submission in book.assignment_submissions(UNIT)
            for notebook in submission.notebooks
        }
    assert waiting["trainee-right"] == ["councillor"]
    assert waiting["trainee-untouched"] == []


def test_what_was_put_in_the_exchange_holds_no_answers(cohort):
    outbound = cohort / "exchange" / COURSE / "outbound" / UNIT
    assert {path.name for path in outbound.iterdir()} - {"glossary.md"} == {f"{UNIT}.ipynb", "lesson.md"}
    text = (outbound / f"{UNIT}.ipynb").read_text(encoding="utf-8")
    assert "BEGIN" not in text
    assert "count()" not in text


def test_nobody_but_the_instructor_can_read_solutions_work_or_marks(cohort):
    def rights(name: str) -> int:
        return (cohort / name).stat().st_mode & 0o777

    assert rights(".") == 0o711
    assert rights("gradebook.db") == 0o600
    private = ("source", "release", ".hints", "submitted", "autograded", "feedback", "rehearsal", "marking")
    assert {name: rights(name) for name in private} == dict.fromkeys(private, 0o700)
    others = sorted(path.name for path in cohort.iterdir() if path.name not in private)
    assert others == ["exchange", "for-trainees", "gradebook.db", "grades.csv", "nbgrader_config.py"]


def test_a_trainees_copy_has_the_hints_and_the_exchange(cohort):
    assert (cohort / "for-trainees" / ".hints" / f"{UNIT}.json").is_file()
    assert str(cohort / "exchange") in (cohort / "for-trainees" / "nbgrader_config.py").read_text(encoding="utf-8")


def test_what_the_instructor_added_to_the_settings_stays(cohort, run, root):
    settings = cohort / "nbgrader_config.py"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(before + "c.Autograde.create_student = True\n", encoding="utf-8")
    run("ndl", "academy", "release", COURSE, UNIT, "--cohort", str(cohort), cwd=root)
    assert settings.read_text(encoding="utf-8").endswith("c.Autograde.create_student = True\n")
    settings.write_text(before, encoding="utf-8")


def test_building_the_courses_again_touches_no_mark(cohort, run, root, tmp_path):
    before = (cohort / "gradebook.db").read_bytes()
    courses = tmp_path / "courses"
    shutil.copytree(root / "courses", courses, ignore=shutil.ignore_patterns("_build"))
    run("ndl", "academy", "build", "--courses", str(courses), cwd=root)
    run("ndl", "academy", "release", COURSE, "--courses", str(courses), cwd=root)
    shutil.rmtree(courses / "_build")
    assert (cohort / "gradebook.db").read_bytes() == before


def test_releasing_again_to_the_cohort_keeps_the_marks(cohort, run, root):
    run("ndl", "academy", "release", COURSE, UNIT, "--cohort", str(cohort), cwd=root)
    run("nbgrader", "export", cwd=cohort)
    assert marks(cohort)["trainee-right"] == (14.0, 18.0)


@pytest.mark.parametrize(
    ("command", "found"),
    [
        (["release", "no-such-course"], "no course 'no-such-course'"),
        (["release", COURSE, "09_none", "--cohort", "here"], "no unit '09_none'"),
        (["rehearse", COURSE, UNIT, "--cohort", "empty"], "no release of 01_finding"),
        (["build", "--courses", "nowhere", COURSE], f"no course '{COURSE}'"),
    ],
)
def test_a_call_that_cannot_be_used_is_one_line_and_status_2(surroundings, root, command, found):
    done = subprocess.run(
        [sys.executable, "-m", "ndl_workbench.cli", "academy", *command],
        cwd=root, env=surroundings, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("ndl: found ")
    assert done.stderr.count("\n") == 1
    assert found in done.stderr
    assert not (root / "here").exists()


# --- in a real browser ------------------------------------------------------------------------------

SECOND = 1000
ON_SCREEN = ".jp-NotebookPanel:not(.lm-mod-hidden)"


def choose(page, item: str) -> None:
    """Choose an item of JupyterLab's *Nbgrader* menu."""
    menu = page.get_by_role("menuitem", name="Nbgrader", exact=True)
    expect(menu).to_be_visible(timeout=60 * SECOND)
    menu.click()
    page.get_by_role("menuitem", name=item, exact=True).click()


def type_into(cell, text: str) -> None:
    cell.locator(".cm-content").click()
    cell.page.keyboard.press("Control+a")
    cell.page.keyboard.type(text)


def run_cell(cell) -> None:
    cell.locator(".cm-content").click()
    cell.page.keyboard.press("Control+Enter")
    expect(cell.locator(".jp-InputPrompt").first).to_have_text(re.compile(r"\[\d+\]:"), timeout=60 * SECOND)


def test_a_trainee_fetches_the_unit_and_is_told_of_a_mistake_in_a_sentence(
    cohort, start_jupyterlab, page, tmp_path, screenshots
):
    desk = tmp_path / "desk"
    shutil.copytree(cohort / "for-trainees", desk)
    server = start_jupyterlab(desk, "jupyter", "lab", "--allow-root")

    page.goto(server.entrance)
    choose(page, "Assignment List")
    released = page.locator("#released_assignments_list")
    expect(released).to_contain_text(UNIT, timeout=60 * SECOND)
    page.screenshot(path=screenshots / "academy-assignment-list.png")
    released.get_by_role("button", name="Fetch").click()
    expect(page.locator("#fetched_assignments_list")).to_contain_text(UNIT, timeout=60 * SECOND)
    assert (desk / UNIT / f"{UNIT}.ipynb").is_file()

    page.goto(f"{server.address}/lab/tree/{UNIT}/{UNIT}.ipynb")
    notebook = page.locator(ON_SCREEN)
    cells = notebook.locator(".jp-CodeCell")
    expect(cells.first).to_be_visible(timeout=60 * SECOND)
    expect(page.locator("#jp-main-statusbar").get_by_text("| Idle")).to_be_visible(timeout=60 * SECOND)
    setup, given, answer, check = (cells.nth(number) for number in range(4))
    run_cell(setup)
    run_cell(given)
    type_into(answer, 'table_id = len("early-years")')
    run_cell(answer)
    run_cell(check)
    said = check.locator(".jp-OutputArea-output")
    expect(said).to_have_text("“table_id” should be text, in quotation marks; yours is an int.", timeout=30 * SECOND)
    check.scroll_into_view_if_needed()
    page.screenshot(path=screenshots / "academy-check-wrong.png")

    type_into(answer, 'table_id = "early-years/school-readiness"')
    run_cell(answer)
    run_cell(check)
    expect(check.locator(".jp-OutputArea-output")).to_contain_text("Nothing wrong so far.", timeout=30 * SECOND)


def test_an_instructor_sees_the_marks_in_formgrader(cohort, start_jupyterlab, page, screenshots):
    server = start_jupyterlab(cohort, "jupyter", "lab", "--allow-root")

    page.goto(server.entrance)
    choose(page, "Formgrader")
    grader = page.frame_locator("iframe").first
    expect(grader.get_by_role("link", name=UNIT)).to_be_visible(timeout=60 * SECOND)
    grader.get_by_role("link", name="Manage Students").click()
    right = grader.locator("tr", has_text="trainee-right")
    expect(right).to_contain_text("14 / 18", timeout=60 * SECOND)
    expect(grader.locator("tr", has_text="trainee-wrong")).to_contain_text("0 / 18")
    page.screenshot(path=screenshots / "academy-formgrader.png")
