"""Try every source of the list as a search would, and say what each is, how much it has, or why it gave nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from ...errors import NdlError
from ...settings import settings
from ..records import Dataset
from . import About, Source
from .asked import Answer, ask
from .plain import line
from .register import Listed, listed, opened

# In every catalogue of a council or a government there is something about schools.
WORD = "school"


@runtime_checkable
class TellsAbout(Protocol):
    """A source that says which software answers, and how much it has, without a walk through all of it."""

    def about(self) -> About:
        """What answers, and how many datasets it has."""


@dataclass(frozen=True)
class Tried:
    """What came of trying one source.

    Attributes
    ----------
    name, at
        As the list of sources has them.
    ok
        Whether a search was answered in time.
    found
        What it said, or what went wrong.
    next
        What to do where it gave no answer; "" where it did.
    """

    name: str
    at: str
    ok: bool
    found: str
    next: str = ""


def tried_sources() -> tuple[Tried, ...]:
    """Ask every source of the list but the embedded one, all at once, and wait as long as a search does.

    Raises
    ------
    InputError
        The list of sources cannot be read.
    """
    there = {one.name: (one, opened(one)) for one in listed()}
    told: dict[str, About] = {}
    found: dict[str, tuple[Dataset, ...]] = {}
    wait = settings().timeout

    def question(source: Source) -> tuple[Dataset, ...]:
        try:
            return asked(source)
        except NdlError:
            raise
        except Exception as fault:  # whatever a source of ours does wrong is the finding, and costs no other source
            raise _faulty(fault) from None

    def asked(source: Source) -> tuple[Dataset, ...]:
        found[source.name] = source.search(WORD, None, 1)
        if isinstance(source, TellsAbout):
            told[source.name] = source.about()
        return found[source.name]

    answers = ask([source for _, source in there.values()], question, wait)
    return tuple(
        _tried(there[name][0], answer, found.get(name), told.get(name), wait)
        for answer in answers
        for name in (answer.source.name,)
    )


def _tried(
    one: Listed,
    answer: Answer[tuple[Dataset, ...]],
    found: tuple[Dataset, ...] | None,
    about: About | None,
    wait: float,
) -> Tried:
    if found is None:
        problem = answer.problem or _late(wait)
        return Tried(one.name, one.at, False, problem.found, problem.next)
    if about is not None:
        what, number = about.speaks, about.datasets
    elif answer.problem or answer.late:
        what, number = "what it is was not told in time", None
    else:
        # What says nothing of itself gives all it has to any search.
        what, number = one.kind, len(found)
    counted = f", {number:,} {'dataset' if number == 1 else 'datasets'}" if number is not None else ""
    first = f"a search for “{WORD}” finds “{found[0].title}”" if found else f"a search for “{WORD}” finds nothing"
    return Tried(one.name, one.at, True, f"{what}{counted}; {first}" if about else f"{what}{counted}")


def _faulty(fault: Exception) -> NdlError:
    return NdlError(
        found=f"{type(fault).__name__}: {line(str(fault))}",
        expected="an answer, or an error that says what is wrong",
        done="nothing of it was kept",
        next="tell the authors of the workbench: this is a fault of ours",
    )


def _late(wait: float) -> NdlError:
    return NdlError(
        found=f"nothing arrived within {wait:g} seconds",
        expected="an answer",
        done="it was left to itself",
        next=f"try again later, or set NDL_TIMEOUT to more than {wait:g} seconds",
    )
