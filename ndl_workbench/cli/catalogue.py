"""``ndl search`` and ``ndl show``: what there is, and what is known of it before it is loaded."""

from __future__ import annotations

from typing import Annotated

import typer

from .output import AsFormat, Format, Out, emit

Distribution = Annotated[
    str | None, typer.Option(help="Which file of a dataset: its number in 'ndl show', its title or its format.")
]


def search(
    query: Annotated[str, typer.Argument(help="Words to look for; leave out to list everything.")] = "",
    area: Annotated[str | None, typer.Option(help="Only datasets that cover this place.")] = None,
    source: Annotated[str, typer.Option(help="Name of one source, or all.")] = "all",
    limit: Annotated[int, typer.Option(help="Most hits.")] = 20,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Search the catalogues for datasets."""
    from .. import workbench

    emit(workbench.search(query, area=area, source=source, limit=limit), form, output)


def show(
    name: Annotated[str, typer.Argument(metavar="ID")],
    online: Annotated[bool, typer.Option("--online", help="Also try its links, and read the first rows.")] = False,
    distribution: Distribution = None,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Show what is known of a dataset before it is loaded."""
    from .. import workbench

    look = online or distribution is not None
    emit(workbench.look(name, distribution=distribution) if look else workbench.show(name), form, output)
