"""``ndl academy …``: build, prove, release and rehearse courses."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..academy.build import BUILT
from ..errors import NotFound
from .output import AsFormat, Format, Out, emit

PARENTS_SEARCHED = 3

academy = typer.Typer(help="Build, prove and release graded courses.", no_args_is_help=True)

CourseName = Annotated[str, typer.Argument(metavar="COURSE")]
EveryCourse = Annotated[str | None, typer.Argument(metavar="COURSE", help="All of them when left out.")]
Courses = Annotated[Path | None, typer.Option(help="Folder of courses; 'courses' here or above when left out.")]
CohortFolder = Annotated[Path, typer.Option(help="The cohort's folder; it holds the gradebook.")]


@academy.command()
def new(
    name: CourseName,
    unit: Annotated[str | None, typer.Argument(metavar="UNIT", help="Such as 02_in-areas.")] = None,
    courses: Annotated[Path, typer.Option(help="Folder of courses, made if it is not there.")] = Path("courses"),
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Begin a course, or a further unit of one, with a worked question of each kind to write over."""
    from ..academy.scaffold import begin

    emit(begin(courses, name, unit), form, output)


@academy.command("import")
def import_(
    notebook: Annotated[Path, typer.Argument(metavar="NOTEBOOK", help="The instructor's version, with solutions.")],
    course: Annotated[str, typer.Option(help="Id of the course; begun if it is not there.")],
    unit: Annotated[str, typer.Option(help="Id of the new unit, such as 02_in-areas.")],
    courses: Annotated[Path, typer.Option(help="Folder of courses, made if it is not there.")] = Path("courses"),
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Make a unit from an nbgrader notebook, and list what it lacks. Nothing in it is run."""
    from ..academy.importing import import_notebook

    emit(import_notebook(notebook, courses, course, unit), form, output)


@academy.command()
def build(name: EveryCourse = None, courses: Courses = None) -> None:
    """Build nbgrader's source notebooks and the hints from the text sources."""
    from ..academy.build import build_course
    from ..academy.source import read_course

    folder = courses_folder(courses)
    for course in _named(folder, name):
        for path in build_course(read_course(folder, course), folder / BUILT / course):
            print(path)


@academy.command()
def prove(
    name: EveryCourse = None,
    strict: Annotated[
        bool, typer.Option(help="Fail too when a mutant gets full marks and no reason is given.")
    ] = False,
    sandbox: Annotated[bool, typer.Option(help="Mark the answers as a cohort's are marked; without mutants.")] = False,
    courses: Courses = None,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Try every right, wrong and untouched answer, and mutants of the model answers; say what goes wrong."""
    from ..academy.proof import together
    from ..academy.prove import prove_course
    from ..academy.source import read_course

    if sandbox:
        from ..academy.prove_sandboxed import prove_in_sandbox as prove_course  # type: ignore[assignment]
    folder = courses_folder(courses)
    whole = together(tuple(prove_course(read_course(folder, course)) for course in _named(folder, name)))
    emit(whole, form, output)
    raise typer.Exit(int(bool(whole.failures or (strict and (whole.surviving or whole.stale)))))


@academy.command()
def lint(
    name: EveryCourse = None,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules, and look at no course.")] = False,
    courses: Courses = None,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Look through a course's source for what would harm its trainees. Nothing in it is run."""
    from ..academy.lint import lint as look
    from ..academy.lint import rule_list

    if rules:
        listed = rule_list()
        emit(listed, form, output) if form is not Format.text or output else print("\n".join(listed.summary()))
        return
    folder = courses_folder(courses)
    report = look(folder, _named(folder, name))
    emit(report, form, output)
    raise typer.Exit(int(bool(report.errors)))


@academy.command()
def release(
    name: CourseName,
    unit: Annotated[str | None, typer.Argument(metavar="UNIT", help="All units when left out.")] = None,
    cohort: Annotated[Path | None, typer.Option(help="Folder of a cohort, made if it is not there.")] = None,
    courses: Courses = None,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Release units: to a cohort, with a gradebook and an exchange, or without one for practice."""
    from ..academy.release import release_for_practice, release_to_cohort
    from ..academy.source import read_course

    folder = courses_folder(courses)
    course = read_course(folder, name)
    units = [course.unit(unit)] if unit else course.units
    if cohort is None:
        emit(release_for_practice(course, folder / BUILT / name, units), form, output)
    else:
        emit(release_to_cohort(course, units, cohort), form, output)


@academy.command()
def rehearse(
    name: CourseName,
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    cohort: CohortFolder,
    courses: Courses = None,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Have three made-up trainees take a released unit, before real people do."""
    from ..academy.rehearse import rehearse as take
    from ..academy.source import read_course

    course = read_course(courses_folder(courses), name)
    emit(take(course, course.unit(unit), cohort), form, output)


@academy.command()
def grade(
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    cohort: CohortFolder,
    again: Annotated[bool, typer.Option(help="Grade all, also those that have not changed.")] = False,
    workers: Annotated[
        int | None, typer.Option(help="How many at a time; as many as processors when left out.")
    ] = None,
    unsafe_no_sandbox: Annotated[
        bool,
        typer.Option("--unsafe-no-sandbox", help="Run trainees' code as yourself. It can read and change all you can."),
    ] = False,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Grade what a cohort has handed in, in a sandbox; goes on where an earlier run was ended."""
    from ..academy.grading.grade import grade as run

    emit(run(cohort, unit, again=again, workers=workers, safe=not unsafe_no_sandbox), form, output)


@academy.command()
def feedback(
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    cohort: CohortFolder,
    trainee: Annotated[str | None, typer.Option(help="Make one trainee's page; everybody's when left out.")] = None,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Make each trainee's page of feedback, from the marks by machine and by people."""
    from ..academy.grading.feedback import feedback as make

    emit(make(cohort, unit, trainee), form, output)


def courses_folder(given: Path | None) -> Path:
    """Return the folder of courses that was named, or the one here or above."""
    if given is not None:
        return given
    here = Path.cwd()
    for above in (here, *here.parents[:PARENTS_SEARCHED]):
        if any((above / "courses").glob("*/course.toml")):
            return above / "courses"
    raise NotFound(
        found=f"no folder of courses in {here} or above it",
        expected="a folder 'courses' with a course.toml in each course",
        done="nothing was done",
        next="go to the repository, or give --courses",
    )


def _named(folder: Path, name: str | None) -> tuple[str, ...]:
    from ..academy.source import course_names

    return (name,) if name else course_names(folder)
