"""``ndl academy …``: build, prove, release and rehearse courses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..academy.build import BUILT
from ..errors import InputError, NotFound
from .output import AsFormat, Format, Out, emit, printable

if TYPE_CHECKING:
    from ..academy.placement import PlacementQuestion

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
    # All of it: a table of units is longer than a result shown among others may be.
    emit(whole, form, output) if form is not Format.text or output else print(printable("\n".join(whole.whole())))
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


@academy.command()
def place(
    answers: Annotated[
        str | None, typer.Option(help="Numbers of your answers, such as 1,3,-,2; asked for one by one when left out.")
    ] = None,
    courses: Courses = None,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Ask a few questions, and say with which course and unit to begin. Nothing is stored or sent."""
    from ..academy.placement import PLACEMENT, read_placement, suggest
    from ..academy.source import read_courses

    folder = courses_folder(courses)
    placement = read_placement(folder / PLACEMENT)
    numbers = (
        _answered(answers) if answers is not None else [_asked(n, q) for n, q in enumerate(placement.questions, 1)]
    )
    emit(suggest(placement, numbers, read_courses(folder)), form, output)


@academy.command()
def site(
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where it goes; courses/_build/site.")] = None,
    repository: Annotated[str, typer.Option(help="OWNER/NAME on GitHub that Binder opens units from.")] = "",
    ref: Annotated[str, typer.Option(help="Branch, tag or commit of the repository.")] = "main",
    binder: Annotated[str, typer.Option(help="Address of the Binder.")] = "https://mybinder.org",
    courses: Courses = None,
    form: AsFormat = Format.text,
) -> None:
    """Make the courses' web site, with no answers in it; needs Sphinx ('make courses' installs it)."""
    from ..cohort.state import Launch
    from ..coursesite.make import SITE, make_site

    folder = courses_folder(courses)
    launch = Launch(repository, ref, binder) if repository else None
    emit(make_site(folder, output or folder / BUILT / SITE, launch), form, None)


@academy.command()
def taught(form: AsFormat = Format.text, output: Out = None) -> None:
    """List what a lesson may say that it teaches: verbs, checks, metrics and dimensions."""
    from ..academy.taught import Taught, things

    listed = Taught(things())
    emit(listed, form, output) if form is not Format.text or output else print("\n".join(listed.summary()))


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


def _answered(text: str) -> list[int | None]:
    try:
        return [None if part.strip() == "-" else int(part) for part in text.split(",")]
    except ValueError:
        raise InputError(
            found=f"the answers {text!r}",
            expected="a number for each question, such as 1,3,-,2",
            done="nothing was suggested",
            next="leave out --answers to be asked one by one",
        ) from None


def _asked(number: int, question: PlacementQuestion) -> int | None:
    print(f"\n{number}. {question.ask}")
    for place, answer in enumerate(question.answers, 1):
        print(f"   {place}  {answer.say}")
    said = typer.prompt("Your answer (Enter passes over)", default="", show_default=False).strip()
    if not said.isdecimal() or not 1 <= int(said) <= len(question.answers):
        return None
    print(f"   {question.answers[int(said) - 1].because}")
    return int(said)
