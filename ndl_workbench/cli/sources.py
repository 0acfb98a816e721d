"""``ndl harvest`` and ``ndl sources``: what is searched, and what of it is on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from .output import AsFormat, Format, Out, emit

sources = typer.Typer(
    name="sources",
    help="List the sources that are searched, add one or take one out.",
    invoke_without_command=True,
    add_completion=False,
)


def harvest(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE…]", help="Leave out to harvest every live source.")
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Ask for everything, not only changes, and believe what is gone.")
    ] = False,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Collect the records of sources on this machine, where they can be searched without a connection."""
    from .. import workbench

    done = workbench.harvest(names or "all", full=full)
    emit(done, form, output)
    raise typer.Exit(done.exit_status)


@sources.callback()
def list_sources(context: typer.Context, form: AsFormat = Format.text, output: Out = None) -> None:
    """List the sources that are searched, add one or take one out."""
    from .. import workbench

    if context.invoked_subcommand is None:
        emit(workbench.sources(), form, output)


@sources.command()
def add(
    name: Annotated[str, typer.Argument(help="What to call it: small letters, digits, dots and hyphens.")],
    at: Annotated[str, typer.Argument(metavar="WHERE", help="A web address, or a folder or file.")],
    kind: Annotated[
        str | None, typer.Option(help="ckan, datapackage, dcat or ndl; seen from what is there if left out.")
    ] = None,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Add a source to your own list."""
    from ..catalogue.harvest.known import known
    from ..catalogue.sources.own import add as add_to_list

    add_to_list(name, at, kind)
    emit(known(), form, output)


@sources.command()
def remove(
    name: Annotated[str, typer.Argument(help="The source's name.")], form: AsFormat = Format.text, output: Out = None
) -> None:
    """Take a source out of the list, and what was harvested of it off this machine."""
    from ..catalogue.harvest.known import forget, known

    forget(name)
    emit(known(), form, output)


@sources.command()
def inferred(
    names: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE…]", help="ndl when left out.")] = None,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Say what a source states of its datasets, what was inferred, and what nobody says."""
    from .. import workbench

    emit(workbench.inferred(names or "ndl"), form, output)
