"""The verb ``join``: type a join code once, so that numbers are one's own and a hand-in can be sealed.

From the code follow three keys, and it is dropped: it is in no notebook, output, history, log, environment or file. The
keys are kept as long as the container (``academy/session.py``). Only a kernel that somebody has started with
``--debug`` logs every message it gets, and so the one that brings the code.
"""

from __future__ import annotations

from ..academy.session import Session, forget_session, keep_session, read_session, use_own_numbers
from ..cohort.codes import keys_of
from ..display import Notice, Text
from ..widgets import controls
from .form import Form, in_a_notebook

TITLE = "Join your course"
WHY = (
    "Type the code you were sent, in four groups of four signs, and press Enter. Capitals, spaces and hyphens do not"
    " matter. It gives you numbers of your own and seals what you hand in. It is not kept: type it again if this place"
    " was taken away."
)
JOINED = (
    "You have joined, until this place is taken away. Next: open the unit and run it from the top. If a notebook of the"
    " course is open already, choose Restart Kernel in its menu Kernel first."
)
HERE = "You have joined in this place already. To join with another code, type it."
LEFT = "You have left: what followed from your code is deleted here."
NOT_YET = "You have not joined yet: type your code and press Enter."


class JoinForm(Form):
    """A box for the code, which is emptied at once, and what came of it.

    Attributes
    ----------
    code, join, leave
        The box and the buttons.
    """

    def __init__(self) -> None:
        self.code = controls.secret_box("Join code:")
        self.join = controls.button("Join", self._pressed, main=True)
        self.leave = controls.button("Leave", self._leave)
        there = (Notice(HERE, "good"),) if self.joined else ()
        super().__init__(TITLE, (*there, Text(WHY)), controls.row(self.code, self.join, self.leave))
        # Told when Enter is pressed or the box is left, for the button too: so the code never rests in the box.
        self.code.observe(self._typed, "value")

    @property
    def joined(self) -> bool:
        """Whether somebody has joined in this container."""
        return read_session() is not None

    def use(self, typed: str) -> None:
        """Join with a code, and say what came of it."""
        self._try(lambda: _joined_with(typed))

    def _typed(self, change: dict[str, str]) -> None:
        typed = change["new"]
        if typed:
            self.code.value = ""
            change.clear()
            self.use(typed)

    def _pressed(self) -> None:
        # Leaving the box has told the code already, and something was said of it.
        if not self.said:
            self._tell(HERE if self.joined else NOT_YET)

    def _leave(self) -> None:
        forget_session()
        self._tell(LEFT)


def join() -> JoinForm:
    """Join a course with the code you were sent.

    In JupyterLab a form appears; in a terminal the code is asked for, and not shown. It is typed once in a container
    and kept nowhere.

    Returns
    -------
    JoinForm
        What JupyterLab shows. ``joined`` says whether you have joined.

    Notes
    -----
    What follows from the code is described in ``ndl_workbench.cohort.codes``.
    """
    form = JoinForm()
    if not in_a_notebook():
        import getpass

        form.use(getpass.getpass("Join code (it is not shown): "))
    return form


def _joined_with(typed: str) -> str:
    keys = keys_of(typed)
    keep_session(Session(keys.seed, keys.seal.hex(), keys.who))
    restart = use_own_numbers()
    return f"{JOINED} {restart}".strip()
