"""What can go wrong, told so that the reader can act.

Every error of ours carries four short parts: what was *found*, what was *expected*, what was *done*
about it (usually nothing: no half-written file is left), and what to do *next*. ``str(error)`` is all
four on one line, which is what the command line prints.

::

    NdlError
    ├── InputError            the input or the call cannot be used          (exit status 2)
    │   ├── NotFound          no such file, id, standard, column or source
    │   ├── Unreadable        there is something, but it is not a table we can read
    │   ├── TablesAlike       several sheets, files or lists could be the table, and none was named
    │   ├── BadStandard       a standard file says something we do not understand
    │   ├── BadCourse         a course's source is not in the form it must have
    │   ├── NoSandbox         strangers' code cannot be run safely here
    │   ├── ReleaseFailed     nbgrader could not release or exchange a unit
    │   └── CannotWrite       a place we were asked to write to is closed to us
    └── SourceUnavailable     a source could not be reached                 (exit status 3)
"""

from __future__ import annotations


class NdlError(Exception):
    """Base of every error raised on purpose by this package.

    Parameters
    ----------
    found, expected, done, next
        Short phrases without a final full stop; ``str()`` joins them into one line.
    """

    exit_status = 2

    def __init__(self, *, found: str, expected: str, done: str, next: str) -> None:
        self.found = found
        self.expected = expected
        self.done = done
        self.next = next
        super().__init__(found, expected, done, next)

    def __str__(self) -> str:
        line = f"found {self.found}; expected {self.expected}; {self.done}; next: {self.next}"
        return " ".join(line.split())

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.found, self.expected, self.done, self.next)


class InputError(NdlError):
    """The input or the call cannot be used."""


class NotFound(InputError):
    """There is no file, id, standard, column or source of that name."""


class Unreadable(InputError):
    """Something is there, but it is not a table that can be read."""


class TablesAlike(InputError):
    """Several sheets, files of an archive or lists of a document could be the table, and none was named."""


class BadStandard(InputError):
    """A standard file is not in the form a standard must have."""


class BadCourse(InputError):
    """A course's source is not in the form a course must have."""


class NoSandbox(InputError):
    """There is no sandbox here in which a stranger's code could be run."""


class ReleaseFailed(InputError):
    """nbgrader could not release a unit, or its exchange refused a step."""


class CannotWrite(InputError):
    """A file or folder that had to be written cannot be."""


class SourceUnavailable(NdlError):
    """A source outside this machine could not be reached, or answered nonsense."""

    exit_status = 3


def _rebuild(cls: type[NdlError], found: str, expected: str, done: str, next: str) -> NdlError:
    return cls(found=found, expected=expected, done=done, next=next)
