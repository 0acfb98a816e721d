"""The verbs, for a terminal. No logic here: read the call, call the verb, print or save what comes back.

Exit status: 0 fine; 1 something was found at severity ``error`` or worse; 2 the input or the call cannot
be used; 3 a source could not be reached.
"""

from __future__ import annotations

import glob
import sys
from pathlib import Path
from typing import Annotated

import typer

from .. import __version__
from ..errors import InputError, NdlError
from .academy import academy
from .catalogue import Distribution, search, show
from .cohort import cohort
from .output import AsFormat, Format, Out, emit, emit_frame, printable, tracked
from .sources import harvest, sources

SERIOUS = ("critical", "error")

app = typer.Typer(
    name="ndl",
    help="Find, load, judge and share UK public data. Unofficial.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(academy, name="academy")
app.add_typer(sources, name="sources")
app.command()(harvest)
app.add_typer(cohort, name="cohort")


Sheet = Annotated[str | None, typer.Option(help="Sheet of a workbook, file in an archive or list in JSON.")]
StandardName = Annotated[
    str | None, typer.Option("--standard", help="Name of a standard, or a YAML, Table Schema or CSVW file.")
]
Use = Annotated[str | None, typer.Option(help="What the data is wanted for. Without it there is no verdict.")]


def main() -> None:
    """Run the command line: one clear line on stderr when something cannot be done."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except NdlError as error:
        print(f"ndl: {printable(str(error))}", file=sys.stderr)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"ndl-workbench {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
) -> None:
    pass


app.command()(search)
app.command()(show)


@app.command()
def load(
    name: Annotated[str, typer.Argument(metavar="FILE|ADDRESS|ID")],
    distribution: Distribution = None,
    sheet: Sheet = None,
    form: AsFormat = Format.text,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Save as .csv, .xlsx or .parquet.")] = None,
) -> None:
    """Load a table and print its first rows, or save it."""
    from .. import workbench

    emit_frame(workbench.load(name, distribution=distribution, sheet=sheet), form, output)


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="Table names in single quotes, as for load.")],
    form: AsFormat = Format.text,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Save as .csv, .xlsx or .parquet.")] = None,
) -> None:
    """Run an SQL query over the same names load takes."""
    from .. import workbench

    emit_frame(workbench.sql(query), form, output)


@app.command()
def harmonise(
    name: Annotated[str, typer.Argument(metavar="FILE|ADDRESS|ID")],
    column: Annotated[str, typer.Argument(help="Column of local authorities' GSS codes.")],
    to: Annotated[int, typer.Option(help="Year whose codes are wanted, as on 1 April.")] = 2025,
    sheet: Sheet = None,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Carry rows across changes of local authorities' codes; saved as .csv or .xlsx, the table itself."""
    from .. import workbench

    result = workbench.harmonise(name, column, to=to, sheet=sheet)
    emit(result, form, output)
    raise typer.Exit(int(bool(result.lost)))


@app.command()
def check(
    names: Annotated[list[str], typer.Argument(metavar="FILE|ADDRESS|ID…")],
    standard: Annotated[
        str | None, typer.Option(help="Name of a standard, or a YAML, Table Schema or CSVW file.")
    ] = None,
    use: Use = None,
    repair: Annotated[bool, typer.Option(help="Repair values first; each repair is logged.")] = True,
    distribution: Distribution = None,
    sheet: Sheet = None,
    reference: Annotated[
        str | None, typer.Option(metavar="FILE|ADDRESS|ID", help="A table believed to be right: assesses accuracy.")
    ] = None,
    marked: Annotated[Path | None, typer.Option(help="Save the table as .xlsx, bad cells marked.")] = None,
    plan: Annotated[Path | None, typer.Option(help="Save an action plan as .md, .xlsx or .html.")] = None,
    importance: Annotated[
        list[str] | None, typer.Option(help="For --plan: low, medium or high, or COLUMN=high; repeatable.")
    ] = None,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Check the quality of one table, or of several against one standard."""
    from .. import workbench

    every = _expanded(names)
    if len(every) == 1:
        report = workbench.check(
            every[0],
            standard=standard,
            use=use,
            repair=repair,
            distribution=distribution,
            sheet=sheet,
            reference=reference,
        )
        if marked is not None:
            workbench.mark(
                every[0], marked, standard=standard, use=use, repair=repair, sheet=sheet, reference=reference
            )
        if plan is not None:
            workbench.plan(report, importance=_importance(importance)).save(plan)
        emit(report, form, output)
        raise typer.Exit(int(report.worst in SERIOUS))
    if any(named is not None for named in (sheet, marked, plan)):
        raise InputError(
            found=f"--sheet, --marked or --plan for {len(every):,} tables",
            expected="one table when one of them is named",
            done="nothing was checked",
            next="check that table by itself",
        )
    reports = workbench.check_many(
        tracked(every, "Checking"), standard=standard, use=use, repair=repair, reference=reference
    )
    for refused in reports.refused:
        print(f"ndl: refused {printable(refused.source)}: {printable(refused.why)}", file=sys.stderr)
    emit(reports, form, output)
    if not reports.reports:
        raise typer.Exit(min(refused.exit_status for refused in reports.refused))
    raise typer.Exit(int(reports.worst in SERIOUS))


@app.command()
def compare(
    one: Annotated[str, typer.Argument(metavar="A")],
    other: Annotated[str, typer.Argument(metavar="B")],
    key: Annotated[list[str] | None, typer.Option(help="Column that says which row is which; repeatable.")] = None,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Compare two editions of a table: rows only in one, rows that changed, and columns."""
    from .. import workbench

    emit(workbench.compare(one, other, key=key), form, output)


@app.command()
def aggregate(
    names: Annotated[list[str], typer.Argument(metavar="FILE|ADDRESS|ID…")],
    standard: Annotated[
        str | None, typer.Option(help="Name of a standard, or a YAML, Table Schema or CSVW file.")
    ] = None,
    use: Use = None,
    expected: Annotated[list[str] | None, typer.Option(help="Publisher that should be there; repeatable.")] = None,
    feedback: Annotated[Path | None, typer.Option(help="Folder for a page for each publisher.")] = None,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Put many publishers' tables in one standard into one table, losing no row."""
    from .. import workbench

    every = _expanded(names)
    result = workbench.aggregate(tracked(every, "Reading"), standard=standard, use=use, expected=expected)
    if feedback is not None:
        pages = result.save_feedback(feedback)
        print(f"ndl: {len(pages):,} feedback pages saved in {feedback}", file=sys.stderr)
    emit(result, form, output)
    raise typer.Exit(int(result.worst in SERIOUS))


@app.command()
def audit(
    name: Annotated[str, typer.Argument(metavar="FILE|ADDRESS|ID")],
    outcome: Annotated[str, typer.Option(help="Column of yes or no; with --total, of people.")],
    by: Annotated[list[str], typer.Option(help="Column to compare groups of; may be given again.")],
    count: Annotated[str | None, typer.Option(help="Column: how many people a row stands for.")] = None,
    total: Annotated[str | None, typer.Option(help="Column: people the outcome was counted among.")] = None,
    weight: Annotated[str | None, typer.Option(help="Column of survey weights.")] = None,
    population: Annotated[str | None, typer.Option(help="Table to compare the data's make-up with.")] = None,
    control: Annotated[str | None, typer.Option(help="Column to hold the same.")] = None,
    period: Annotated[str | None, typer.Option(help="Column of years, to see outcomes over time.")] = None,
    reference: Annotated[str, typer.Option(help="largest, rest, or the name of a group to compare with.")] = "largest",
    lists: Annotated[
        list[str] | None, typer.Option("--list", help='COLUMN=LIST: bring groups to a list, such as "age=age bands".')
    ] = None,
    min_count: Annotated[int, typer.Option(help="Smallest number of people shown.")] = 10,
    atrs: Annotated[
        Path | None, typer.Option(help="Also draft an Algorithmic Transparency Recording Standard record here.")
    ] = None,
    model_card: Annotated[Path | None, typer.Option(help="Also draft a model card here.")] = None,
    sheet: Sheet = None,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Audit a table: who is in it, who is missing, and how outcomes differ between groups."""
    from .. import workbench

    result = workbench.audit(
        name,
        outcome=outcome,
        by=by,
        count=count,
        total=total,
        weight=weight,
        population=population,
        control=control,
        period=period,
        reference=reference,
        lists=dict(_pair(text) for text in lists or ()),
        min_count=min_count,
        sheet=sheet,
    )
    if atrs:
        result.save_atrs(atrs)
    if model_card:
        result.model_card().save(model_card)
    emit(result, form, output)


@app.command()
def audit_model(
    name: Annotated[str, typer.Argument(metavar="FILE|ADDRESS|ID")],
    truth: Annotated[str, typer.Option(help="Column of what happened: yes or no.")],
    prediction: Annotated[str, typer.Option(help="Column of what the model said: yes or no.")],
    by: Annotated[list[str], typer.Option(help="Column of groups; may be given again.")],
    scores: Annotated[str | None, typer.Option(help="Column of scores; higher means yes.")] = None,
    weight: Annotated[str | None, typer.Option(help="Column of weights.")] = None,
    count: Annotated[str | None, typer.Option(help="Column: how many people a row stands for.")] = None,
    control: Annotated[list[str] | None, typer.Option(help="Column to compare within; may be given again.")] = None,
    min_count: Annotated[int, typer.Option(help="Smallest count shown; 0 shows all.")] = 10,
    bootstrap: Annotated[int, typer.Option(help="Samples to draw for intervals; 0: by formula.")] = 0,
    seed: Annotated[int, typer.Option(help="For the bootstrap.")] = 0,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Audit a model: what it does to whom, by every metric fairlearn names, and how sure that is."""
    from .. import workbench

    result = workbench.audit_model(
        truth,
        prediction,
        sensitive_features=by,
        scores=scores,
        sample_weight=weight,
        count=count,
        control_features=control or None,
        data=name,
        min_count=min_count,
        bootstrap=bootstrap,
        seed=seed,
    )
    emit(result, form, output)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context) -> None:
    """Open JupyterLab on the welcome notebook. Options are JupyterLab's, such as --no-browser --port=8899."""
    from ..lab import lab as open_lab

    raise typer.Exit(open_lab(context.args))


@app.command()
def doctor(
    online: Annotated[
        bool, typer.Option("--online", help="Also ask every source of datasets, which opens connections.")
    ] = False,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Run each part of the workbench and say how to install what is missing."""
    from ..doctor import doctor as examine

    diagnosis = examine(_say_what_is_tried if sys.stderr.isatty() else None, online=online)
    emit(diagnosis, form, output)
    raise typer.Exit(diagnosis.exit_status)


def _importance(said: list[str] | None) -> str | dict[str, str] | None:
    """Read ``high`` as the importance of all of the data, and ``COLUMN=high`` as that of one column."""
    if said and len(said) == 1 and "=" not in said[0]:
        return said[0]
    return {name: value for name, _, value in (one.rpartition("=") for one in said or ())}


def _pair(text: str) -> tuple[str, str]:
    """Split COLUMN=LIST at its last sign of equality, since a column may have one in its name."""
    column, sign, name = text.rpartition("=")
    if not sign:
        raise InputError(
            found=f"--list {text!r}",
            expected="a column, =, and a list's name, such as 'age=age bands'",
            done="nothing was computed",
            next="write both",
        )
    return column, name


def _expanded(names: list[str]) -> list[str]:
    """Expand patterns that the shell left alone, as Windows' does."""
    return [found for name in names for found in (_matching(name) or [name])]


def _matching(name: str) -> list[str]:
    return sorted(glob.glob(name)) if any(mark in name for mark in "*?[") and not Path(name).exists() else []  # noqa: PTH207


def _say_what_is_tried(part: str) -> None:
    print(f"Trying {part} …", file=sys.stderr)
