"""What the doctor found: each part of the workbench, and whether it works."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..display.blocks import Badge, Block, Code, Heading, Notice, Table, Tone
from ..display.result import Result

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Check:
    """One part, tried.

    Attributes
    ----------
    name, needed_for
        What it is, and what one cannot do without it.
    optional
        Whether the data path works without it.
    ok
        Whether it did what was asked of it.
    found
        Its version, or what went wrong.
    install
        The command that installs it here; empty where it works or no command is known to be right.
    """

    name: str
    needed_for: str
    optional: bool
    ok: bool
    found: str
    install: str


@dataclass(frozen=True)
class SourceCheck:
    """One source of datasets, asked.

    Attributes
    ----------
    name, at
        What it is called in the list of sources, and its address, folder or file.
    ok
        Whether it answered a search in time.
    found
        What it said, or what went wrong.
    next
        What to do where it did not answer.
    """

    name: str
    at: str
    ok: bool
    found: str
    next: str


@dataclass(frozen=True, repr=False)
class Diagnosis(Result):
    """Every part of the workbench, tried on this machine; and the sources, where they were to be asked."""

    checks: tuple[Check, ...]
    sources: tuple[SourceCheck, ...] = ()

    @property
    def title(self) -> str:
        """One line naming the result."""
        return "What works on this machine"

    @property
    def missing(self) -> tuple[Check, ...]:
        """The parts that do not work, needed ones first."""
        return tuple(sorted((check for check in self.checks if not check.ok), key=lambda c: c.optional))

    @property
    def exit_status(self) -> int:
        """1 when something needed is missing, 3 when a source gave no answer, else 0."""
        if any(not check.optional for check in self.missing):
            return 1
        return 3 if self.silent else 0

    @property
    def silent(self) -> tuple[SourceCheck, ...]:
        """The sources that were asked and gave no answer."""
        return tuple(source for source in self.sources if not source.ok)

    @property
    def verdict(self) -> str:
        """The diagnosis in a sentence, and one more for sources that gave no answer."""
        silent = f" No answer from {', '.join(source.name for source in self.silent)}." if self.silent else ""
        return f"{self._of_parts()}{silent}"

    def _of_parts(self) -> str:
        if self.exit_status == 1:
            names = ", ".join(check.name for check in self.missing if not check.optional)
            return f"The workbench cannot be used in full yet: {names}."
        if self.missing:
            names = ", ".join(check.name for check in self.missing)
            return f"Everything needed works. Optional and missing: {names}."
        return "Everything works."

    def summary(self) -> tuple[str, ...]:
        """One line for each part, one for the verdict, and the commands to run."""
        names = [*(check.name for check in self.checks), *(source.name for source in self.sources)]
        width = max(map(len, names))
        lines = [f"{_word(check):8}  {check.name:{width}}  {check.found}" for check in self.checks]
        lines += [f"{_answered(source):8}  {source.name:{width}}  {source.found}" for source in self.sources]
        commands = dict.fromkeys(f"install  {check.install}" for check in self.missing if check.install)
        advice = (f"next  {source.name}: {source.next}" for source in self.silent)
        return (*lines, self.verdict, *commands, *advice)

    def blocks(self) -> tuple[Block, ...]:
        """The verdict, the commands to run, and the table of parts."""
        tone: Tone = "bad" if self.exit_status == 1 else "warn" if self.silent else "good"
        commands = tuple(dict.fromkeys(check.install for check in self.missing if check.install))
        to_run: tuple[Block, ...] = (Heading("To run"), Code("\n".join(commands))) if commands else ()
        return (
            Notice(self.verdict, tone),
            *to_run,
            Heading("Parts"),
            Table(
                "Every part, as it was found when it was run",
                ("Part", "State", "Found", "Needed for"),
                tuple((c.name, Badge(_word(c), _tone(c)), c.found, c.needed_for) for c in self.checks),
            ),
            *((Heading("Sources"), self._sources()) if self.sources else ()),
        )

    def _sources(self) -> Table:
        return Table(
            "Every source of the list, as it was found when it was asked",
            ("Source", "At", "State", "Found", "What to do"),
            tuple(
                (s.name, s.at, Badge(_answered(s), "good" if s.ok else "warn"), s.found, s.next) for s in self.sources
            ),
        )

    def to_dict(self) -> dict[str, Any]:
        """The diagnosis as JSON-ready values."""
        return {
            "schema": "ndl/diagnosis/1",
            "verdict": self.verdict,
            "exit_status": self.exit_status,
            "checks": [asdict(check) for check in self.checks],
            "sources": [asdict(source) for source in self.sources],
        }

    def to_frame(self) -> pd.DataFrame:
        """One row for each part, and one for each source that was asked."""
        import pandas as pd

        asked = [Check(s.name, f"searching {s.at}", True, s.ok, s.found, "") for s in self.sources]
        return pd.DataFrame([asdict(check) for check in (*self.checks, *asked)])


def _word(check: Check) -> str:
    if check.ok:
        return "works"
    return "optional" if check.optional else "missing"


def _answered(source: SourceCheck) -> str:
    return "answers" if source.ok else "silent"


def _tone(check: Check) -> Tone:
    if check.ok:
        return "good"
    return "warn" if check.optional else "bad"
