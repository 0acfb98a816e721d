"""``ndl search`` and ``ndl show``: what there is, and what is known of it before it is loaded."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import InputError
from .output import AsFormat, Format, Out, emit

Distribution = Annotated[
    str | None, typer.Option(help="Which file of a dataset: its number in 'ndl show', its title or its format.")
]


def search(
    query: Annotated[str, typer.Argument(help="Words to look for; leave out to list everything.")] = "",
    area: Annotated[str | None, typer.Option(help="Only datasets that cover this place.")] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            help="Name of a source; repeatable, or with commas. all: every one. Left out: asks nobody online."
        ),
    ] = None,
    filters: Annotated[
        list[str] | None,
        typer.Option("--filter", metavar="NAME=VALUE", help="Such as publisher=Ofsted or format=CSV; repeatable."),
    ] = None,
    limit: Annotated[int, typer.Option(help="Most hits.")] = 20,
    form: AsFormat = Format.text,
    output: Out = None,
) -> None:
    """Search the catalogues for datasets."""
    from .. import workbench

    found = workbench.search(query, area=area, source=_sources(source), limit=limit, filters=_filters(filters))
    emit(found, form, output)


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


def _sources(said: list[str] | None) -> str | list[str]:
    """Read names given one by one or with commas; ``all`` and ``local`` stand for several, so each stands alone."""
    names = [name.strip() for text in said or ["local"] for name in text.split(",") if name.strip()]
    for several in ("all", "local"):
        if several in names:
            return several
    return names


def _filters(said: list[str] | None) -> dict[str, list[str]]:
    """Read NAME=VALUE; a name given twice asks for either value."""
    filters: dict[str, list[str]] = {}
    for text in said or ():
        name, sign, value = text.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise InputError(
                found=f"--filter {text!r}",
                expected="a name, =, and a value, such as publisher=Ofsted",
                done="nothing was searched",
                next="write both",
            )
        filters.setdefault(name.strip(), []).append(value.strip())
    return filters
