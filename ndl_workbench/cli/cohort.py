"""``ndl cohort …``: begin a cohort, collect its work, see how it does, and forget people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import InputError
from .academy import Courses, courses_folder
from .output import AsFormat, Format, Out, emit

cohort = typer.Typer(help="Begin and run a cohort from one folder, with no server.", no_args_is_help=True)

Folder = Annotated[Path, typer.Option("--cohort", help="The cohort's folder.")]
Who = Annotated[str, typer.Argument(metavar="TRAINEE", help="An id, a name or an e-mail address of the roster.")]
Unit = Annotated[str, typer.Argument(metavar="UNIT")]
Repository = Annotated[str, typer.Option(metavar="OWNER/NAME", help="On GitHub, where trainees open the course from.")]
Ref = Annotated[str, typer.Option(help="Branch, tag or commit of the repository.")]
Binder = Annotated[str, typer.Option(help="Address of a BinderHub; '' for none.")]
Hub = Annotated[str, typer.Option(help="Address of a JupyterHub with nbgitpuller.")]
PathInside = Annotated[
    str, typer.Option("--path", help="Where notebooks are in the repository, with {course} and {unit}.")
]


@cohort.command()
def new(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    course: Annotated[str, typer.Option(help="Id of the course.")],
    roster: Annotated[Path, typer.Option(help="CSV file with name, or first and last name, and perhaps email.")],
    folder: Annotated[Path | None, typer.Option(help="A new folder; named after the cohort when left out.")] = None,
    unit: Annotated[
        list[str] | None, typer.Option(help="A unit that is taught; repeatable. All when left out.")
    ] = None,
    due: Annotated[list[str] | None, typer.Option(help="UNIT=DATE, such as 01_finding=2027-01-31; repeatable.")] = None,
    keep_until: Annotated[
        str | None, typer.Option(help="Day people's data should go; in a year when left out.")
    ] = None,
    pack: Annotated[Path | None, typer.Option(help="Folder of private courses, in place of the public ones.")] = None,
    courses: Courses = None,
    repository: Repository = "",
    ref: Ref = "main",
    binder: Binder = "https://mybinder.org",
    hub: Hub = "",
    path: PathInside = "",
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Begin a cohort: one folder with its gradebook, and a join code for each trainee to send."""
    from ..academy.source import read_course
    from ..cohort.begin import new_cohort
    from ..cohort.dates import read_date
    from ..cohort.state import Launch

    begun = new_cohort(
        name,
        read_course(pack or courses_folder(courses), course),
        roster,
        folder=folder,
        units=unit or (),
        due={which: read_date(when) for which, when in map(_pair, due or ())},
        keep_until=read_date(keep_until).date() if keep_until else None,
        open_book=pack is None,
        launch=Launch(repository, ref, binder, hub, path),
    )
    emit(begun, form, output)


@cohort.command()
def add(
    roster: Annotated[Path, typer.Option(help="CSV file as for 'ndl cohort new'; those who are there already stay.")],
    folder: Folder,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Add people who come later, each with a join code."""
    from ..cohort.add import add as enter

    emit(enter(folder, roster), form, output)


@cohort.command()
def links(
    folder: Folder,
    repository: Repository = "",
    ref: Ref = "main",
    binder: Binder = "https://mybinder.org",
    hub: Hub = "",
    path: PathInside = "",
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Print the launch links of each unit. With --repository they are made anew, and it is kept."""
    from ..cohort.change import set_launch
    from ..cohort.links import links as make
    from ..cohort.state import Launch

    if repository:
        set_launch(folder, Launch(repository, ref, binder, hub, path))
    emit(make(folder), form, output)


@cohort.command()
def collect(
    source: Annotated[Path, typer.Argument(metavar="FOLDER", help="Hand-ins as they came, zipped or not.")],
    folder: Folder,
    plain: Annotated[bool, typer.Option("--plain", help="Also take those without a join code, by name.")] = False,
    any_release: Annotated[bool, typer.Option("--any-release", help="Also take those of another release.")] = False,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Check hand-ins, keep each trainee's latest, and put them where 'ndl academy grade' finds them."""
    from ..cohort.collect import collect as run

    emit(run(source, folder, plain=plain, any_release=any_release), form, output)


@cohort.command()
def status(
    folder: Folder,
    similar: Annotated[float, typer.Option(min=0, max=1, help="Share in common from which two are shown.")] = 0.6,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Show who has handed in, what is marked, which questions are hard, and which work is alike."""
    from ..cohort.status import status as look

    emit(look(folder, alike_from=similar), form, output)


@cohort.command()
def due(
    unit: Unit,
    date: Annotated[str, typer.Argument(metavar="DATE", help="Such as 2027-01-31 or '2027-01-31 17:00', or none.")],
    folder: Folder,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Set when a unit is due, or that it never is."""
    from ..cohort.change import set_due
    from ..cohort.dates import read_date

    emit(set_due(folder, unit, None if date == "none" else read_date(date)), form, output)


@cohort.command()
def extend(
    trainee: Who,
    until: Annotated[str, typer.Option(help="Such as 2027-02-07 or '2027-02-07 17:00'.")],
    folder: Folder,
    unit: Annotated[str | None, typer.Option(help="For one unit; all that have a date when left out.")] = None,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Give a trainee a later date; penalties for lateness follow it."""
    from ..cohort.change import extend as give
    from ..cohort.dates import read_date

    emit(give(folder, trainee, read_date(until), unit), form, output)


@cohort.command()
def export(folder: Folder, form: AsFormat = Format.text, output: Out = None) -> None:
    """Print everybody's marks, or save them as .csv or .xlsx for an LMS."""
    from ..cohort.export import marks

    emit(marks(folder), form, output)


@cohort.command()
def forget(
    trainee: Who,
    folder: Folder,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Remove a person everywhere in the cohort's folder, and say what was removed."""
    from ..cohort.forget import forget as remove
    from ..cohort.state import read_cohort

    one = read_cohort(folder).trainee(trainee)
    if not yes and not typer.confirm(f"Remove {one.name} ({one.id}), their work and marks? It cannot be undone."):
        raise InputError(
            found="no leave to remove them", expected="yes", done="nothing was removed", next="give --yes, or answer y"
        )
    emit(remove(folder, one.id), form, output)


def _pair(text: str) -> tuple[str, str]:
    unit, sign, date = text.partition("=")
    if not sign:
        raise InputError(
            found=f"--due {text!r}",
            expected="UNIT=DATE, such as 01_finding=2027-01-31",
            done="nothing was begun",
            next="write both",
        )
    return unit.strip(), date.strip()
