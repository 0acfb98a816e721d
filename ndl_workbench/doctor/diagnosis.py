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


@dataclass(frozen=True, repr=False)
class Diagnosis(Result):
    """Every part of the workbench, tried on this machine."""

    checks: tuple[Check, ...]

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
        """0 when all that is missing is optional, else 1."""
        return int(any(not check.optional for check in self.missing))

    @property
    def verdict(self) -> str:
        """The diagnosis in one sentence."""
        if self.exit_status:
            names = ", ".join(check.name for check in self.missing if not check.optional)
            return f"The workbench cannot be used in full yet: {names}."
        if self.missing:
            names = ", ".join(check.name for check in self.missing)
            return f"Everything needed works. Optional and missing: {names}."
        return "Everything works."

    def summary(self) -> tuple[str, ...]:
        """One line for each part, one for the verdict, and the commands to run."""
        width = max(len(check.name) for check in self.checks)
        lines = [f"{_word(check):8}  {check.name:{width}}  {check.found}" for check in self.checks]
        commands = dict.fromkeys(f"install  {check.install}" for check in self.missing if check.install)
        return (*lines, self.verdict, *commands)

    def blocks(self) -> tuple[Block, ...]:
        """The verdict, the commands to run, and the table of parts."""
        tone: Tone = "bad" if self.exit_status else "good"
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
        )

    def to_dict(self) -> dict[str, Any]:
        """The diagnosis as JSON-ready values."""
        return {
            "schema": "ndl/diagnosis/1",
            "verdict": self.verdict,
            "exit_status": self.exit_status,
            "checks": [asdict(check) for check in self.checks],
        }

    def to_frame(self) -> pd.DataFrame:
        """One row for each part."""
        import pandas as pd

        return pd.DataFrame([asdict(check) for check in self.checks])


def _word(check: Check) -> str:
    if check.ok:
        return "works"
    return "optional" if check.optional else "missing"


def _tone(check: Check) -> Tone:
    if check.ok:
        return "good"
    return "warn" if check.optional else "bad"
