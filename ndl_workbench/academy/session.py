"""Who works in this container: what follows from a join code, and never the code.

The file lies where Jupyter keeps what is for one session only (``jupyter_runtime_dir``), for its owner alone, so that
every kernel of the container finds it and the container takes it along when it goes. ``taking/join.py`` writes it. It
is read down here because the first cell of a graded notebook needs the seed before a number is drawn.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..errors import CannotWrite
from .seed import SEED, drawn

SCHEMA = "ndl/session/1"
FILE = "ndl-session.json"
RESTART = (
    "This notebook had its numbers before you joined, and yours are others: choose Restart Kernel in the menu Kernel,"
    " and run the notebook again from the top."
)
_FORMS = {
    "seed": re.compile(r"[0-9a-f]{64}"),
    "seal": re.compile(r"[0-9a-f]{64}"),
    "who": re.compile(r"[0-9a-f]{32}"),
}
# The seed that this process has put into its own environment; one that was there before is not ours to change.
_PUT: dict[str, str] = {}


@dataclass(frozen=True, repr=False)
class Session:
    """What follows from a join code, in hex. Its repr shows none of it."""

    seed: str
    seal: str
    who: str

    def __repr__(self) -> str:
        return "Session(…)"


def session_file() -> Path:
    """Return where the session is kept."""
    from jupyter_core.paths import jupyter_runtime_dir

    return Path(jupyter_runtime_dir()) / FILE


def read_session() -> Session | None:
    """Return the session of this container; None where nobody has joined, or the file says nothing of use."""
    try:
        told = json.loads(session_file().read_text(encoding="ascii"))
        parts = {name: told[name] for name in _FORMS}
        whole = told["schema"] == SCHEMA and all(form.fullmatch(parts[name]) for name, form in _FORMS.items())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Session(**parts) if whole else None


def keep_session(session: Session) -> Path:
    """Keep the session for the other kernels of this container; the file is only its owner's from the beginning.

    Raises
    ------
    CannotWrite
        The place is closed to us, or full.
    """
    path = session_file()
    text = json.dumps({"schema": SCHEMA, **vars(session)})
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # It makes files of mode 0600.
        descriptor, part = tempfile.mkstemp(dir=path.parent, prefix=f".{FILE}.")
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
        Path(part).replace(path)
    except OSError as error:
        raise CannotWrite(
            found=f"{path.parent}, closed to us or full ({error.strerror or error})",
            expected="room for a small file that is there as long as this container",
            done="you have not joined",
            next="make room, for example by deleting files you no longer need, and join again",
        ) from None
    return path


def forget_session() -> None:
    """Take the session away, and the seed out of this kernel."""
    session_file().unlink(missing_ok=True)
    _take_back()


def use_own_numbers() -> str:
    """Give this kernel the numbers of who has joined; return what to say where it has drawn others, else "".

    Who grades has set the seed already, and that one stays.
    """
    if SEED in os.environ and SEED not in _PUT:
        return ""
    session = read_session()
    if session is None:
        return ""
    os.environ[SEED] = _PUT[SEED] = session.seed
    return RESTART if drawn() - {session.seed} else ""


def has_others_numbers() -> bool:
    """Whether somebody has joined, and this kernel has drawn numbers that are not theirs."""
    session = read_session()
    return session is not None and bool(drawn() - {session.seed})


def _take_back() -> None:
    if SEED in _PUT and os.environ.get(SEED) == _PUT.pop(SEED):
        del os.environ[SEED]
