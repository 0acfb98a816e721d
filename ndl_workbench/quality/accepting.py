"""What a quality report can do with findings that somebody accepts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from .accepted import accept, withdraw
from .findings import Finding

if TYPE_CHECKING:
    from .results import QualityReport


class Accepting:
    """Part of ``QualityReport``, and of nothing else: to accept findings, to take that back, to keep it in a file."""

    def accept(self, finding: Finding, *, because: str, by: str = "") -> QualityReport:
        """Accept a finding, with a reason. It stays in the report, and the verdict counts it apart.

        Parameters
        ----------
        finding
            One of ``findings``. If it was accepted before, this reason takes the place of that one.
        because, by
            The reason, and who gives it.

        Returns
        -------
        QualityReport
            A new one; this one is not changed. No value of the table is, either.

        Raises
        ------
        NotFound
            It is not a finding of this report.
        InputError
            There is no reason, or it has more than 2,000 characters.
        """
        return accept(_report(self), finding, because, by)

    def withdraw(self, finding: Finding) -> QualityReport:
        """Take back the acceptance of a finding, and return a new report.

        Raises
        ------
        NotFound
            It is not a finding of this report.
        InputError
            Nobody has accepted it.
        """
        return withdraw(_report(self), finding)

    def save_accepted(self, path: str | Path) -> Path:
        """Save what was accepted as .json, for ``take_up`` when the table is checked again; all or nothing.

        Raises
        ------
        InputError
            The suffix is not .json.
        CannotWrite
            The folder does not exist or cannot be written to.
        """
        from .accepted_file import save_accepted

        return save_accepted(_report(self), path)

    def take_up(self, path: str | Path) -> QualityReport:
        """Take up what was accepted when this table was checked before, and return a new report.

        An acceptance holds only while its finding is in no more rows than it was then. One that has lapsed, or
        whose finding is gone, is told of and changes nothing.

        Raises
        ------
        NotFound
            There is no such file.
        InputError
            It is no file of acceptances, or they were made for a table of another name or another standard.
        """
        from .accepted_file import take_up

        return take_up(_report(self), path)


def _report(part: Accepting) -> QualityReport:
    return cast("QualityReport", part)
