"""One trainee's page: what they got, what to look at first, and each question with what is said of their answer.

Nothing on it that a trainee wrote is more than text of which every character is seen. Of checks that are held back
it says what their author wrote, and no more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ...display import Badge, Block, Code, Contents, Details, Facts, Heading, Items, Notice, Quoted, Result, Table, Text
from ...display.html import seen
from .asked import About, Question
from .records import Record
from .standing import Mark, Standing

if TYPE_CHECKING:
    import pandas as pd

FIRST = 3
MOST_ANSWER = 20_000
MOST_PRINTED = 1_000
NO_MARK = Mark(0.0, 0.0, 0.0, by_person=False, machine=None, waiting=False)
AGAIN = "Open it in JupyterLab, save it, and hand it in again. If it does not open, tell your instructor."
_HASH_SHOWN = 12


@dataclass(frozen=True, repr=False)
class FeedbackPage(Result):
    """What one trainee is told of one unit."""

    about: About
    questions: tuple[Question, ...]
    record: Record
    standing: Standing

    @property
    def title(self) -> str:
        """Name the unit."""
        return f"Your feedback: {self.about.title}"

    def mark(self, question: Question) -> Mark:
        """Return what a question came to."""
        return self.standing.marks.get(question.cell, NO_MARK)

    def says(self, question: Question) -> str:
        """Return what the machine says of a question; "" where all is right."""
        return next((seen(one.says) for one in self.record.verdicts if one.cell == question.cell), "")

    def summary(self) -> tuple[str, ...]:
        """The total, and what to look at first."""
        return (self.title, f"  {self.record.trainee}: {_total(self)}", *(f"  {one.title}" for one in _first(self)))

    def blocks(self) -> tuple[Block, ...]:
        """The page, most important first."""
        return (
            *_top(self),
            Heading("What to look at first"),
            *_look_at(self),
            Heading("Marks for each question"),
            _overview(self),
            Heading("Question by question"),
            *(block for number, one in enumerate(self.questions, 1) for block in _question(self, one, number)),
            *_mended(self),
            Heading("How this was marked"),
            _how(self),
        )

    def to_dict(self) -> dict[str, Any]:
        """What is said of each question, JSON-ready; ``schema`` is ``ndl/feedback/1``."""
        return {
            "schema": "ndl/feedback/1",
            "trainee": self.record.trainee,
            "unit": self.about.unit,
            "marks": self.standing.score,
            "most": self.standing.most,
            "penalty": self.standing.penalty,
            "questions": [
                {
                    "question": one.id,
                    **asdict(self.mark(one)),
                    "says": self.says(one),
                    "comment": self.standing.comments.get(one.id, ""),
                }
                for one in self.questions
            ],
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a question: ``question, marks, most, says``."""
        import pandas as pd

        rows = [(one.id, self.mark(one).marks, self.mark(one).most, self.says(one)) for one in self.questions]
        return pd.DataFrame(rows, columns=["question", "marks", "most", "says"])


# --- the top ----------------------------------------------------------------------------------------


def _top(page: FeedbackPage) -> Iterator[Block]:
    record, standing = page.record, page.standing
    if record.unreadable:
        yield Notice(f"Nothing was marked. {seen(record.unreadable)}", "bad")
        yield Text(AGAIN)
    yield Notice(_total(page), "info" if standing.waiting else "plain")
    facts: list[tuple[str, Any]] = [("Trainee", record.trainee)]
    if page.about.course:
        facts.append(("Course", page.about.course))
    if page.about.pass_mark is not None:
        facts.append(("Pass mark", _pass_mark(page, page.about.pass_mark)))
    if standing.penalty:
        facts.append(("Taken off", _penalty(standing)))
    if standing.handed_in:
        facts.append(("Handed in", _when(standing.handed_in)))
    yield Facts(tuple(facts))
    if record.trouble:
        yield Notice(
            "A part of the course itself did not work while your notebook was marked. That is not your fault: your "
            "instructor has been told of it, and your marks may change.",
            "warn",
        )


def _total(page: FeedbackPage) -> str:
    standing = page.standing
    total = f"{standing.score:g} of {_marks(standing.most)}"
    if not standing.waiting:
        return f"{total}."
    worth = sum(standing.marks[name].most for name in standing.waiting)
    number = len(standing.waiting)
    many = "1 question" if number == 1 else f"{number} questions"
    return f"{total} so far. A person has still to mark {many}, worth {_marks(worth)}."


def _pass_mark(page: FeedbackPage, share: float) -> Any:
    reached = page.standing.passed(share)
    needed = f"{share:.0%} of the marks: {share * page.standing.most:g} of {page.standing.most:g}."
    if reached is None:
        return f"{needed} Whether you reach it depends on what a person has still to mark."
    return f"{needed} You have reached it." if reached else f"{needed} You have not reached it."


def _penalty(standing: Standing) -> str:
    late = f", {_long(standing.seconds_late)} late" if standing.seconds_late > 0 else ""
    return f"{_marks(standing.penalty)}, because it was handed in after the deadline{late}."


# --- what to look at first --------------------------------------------------------------------------


def _first(page: FeedbackPage) -> list[Question]:
    """The few questions to look at: those whose cell stopped, which may have cost later ones, then the dearest."""
    lost = [
        (not _stopped(page, one), page.mark(one).marks - page.mark(one).most, number, one)
        for number, one in enumerate(page.questions)
        if page.mark(one).marks < page.mark(one).most and not page.mark(one).waiting
    ]
    return [one for *_, one in sorted(lost, key=lambda row: row[:3])[:FIRST]]


def _look_at(page: FeedbackPage) -> tuple[Block, ...]:
    if page.record.unreadable:
        return (Text("Hand in a notebook that can be read. Until then there is nothing else to look at."),)
    first = _first(page)
    if not first:
        rest = "What a person has still to mark comes later." if page.standing.waiting else "Well done."
        return (Text(f"Nothing: every question that is marked has all its marks. {rest}"),)
    return (Contents(tuple((one.title, _anchor(one), _why(page, one)) for one in first)),)


def _why(page: FeedbackPage, question: Question) -> str:
    marks = f"{page.mark(question).marks:g} of {_marks(page.mark(question).most)}"
    if _stopped(page, question):
        return f"{marks}; your cell stopped"
    return f"{marks}; not answered yet" if question.id in page.record.untouched else marks


def _overview(page: FeedbackPage) -> Table:
    rows = tuple((one.title, _given(page.mark(one)), _badge(page.mark(one))) for one in page.questions)
    return Table("In the order of the notebook", ("Question", "Marks", "State"), rows)


def _badge(mark: Mark) -> Badge:
    if mark.waiting:
        return Badge("waiting", "info")
    if mark.marks >= mark.most:
        return Badge("all marks", "good")
    return Badge("some marks", "warn") if mark.marks > 0 else Badge("no marks", "bad")


# --- a question -------------------------------------------------------------------------------------


def _question(page: FeedbackPage, question: Question, number: int) -> Iterator[Block]:
    mark = page.mark(question)
    yield Heading(f"{number}. {question.title}", 3, _anchor(question))
    yield Facts((("Marks", f"{_given(mark)}, {_marked_by(mark, question)}"),))
    yield from _told(page, question, mark)
    if comment := page.standing.comments.get(question.id):
        yield Quoted(seen(comment), "What the person who marked it wrote")
    if question.prose:
        yield Details(f"What question {number} asks", tuple(_below(block) for block in question.prose))
    yield from _own(page, question)


def _told(page: FeedbackPage, question: Question, mark: Mark) -> Iterator[Block]:
    if mark.waiting and not mark.by_person:
        yield Notice("A person has still to mark this.", "info")
        return
    says = page.says(question)
    if mark.marks >= mark.most:
        yield Notice("All marks.", "good")
    elif mark.by_person and says:
        yield Text(f"The check by machine said: {says}")
    elif says:
        yield Notice(f"To put right: {says}", "bad")
    elif question.id in page.record.untouched:
        yield Notice("You left this as it was.", "bad")
    elif mark.marks > 0 and not mark.by_person:
        yield Notice("A part of your answer is right.", "warn")


def _own(page: FeedbackPage, question: Question) -> Iterator[Block]:
    if page.record.unreadable or question.id in page.record.untouched:
        return
    answer = page.record.answers.get(question.id, "")
    own = Quoted if question.written else Code
    yield own(_short(answer, MOST_ANSWER), "Your answer") if answer.strip() else Text("Your answer is empty.")
    says = page.says(question)
    for ran in page.record.ran:
        if ran.cell == question.id and ran.printed.strip():
            yield Code(_short(ran.printed, MOST_PRINTED), "What your answer printed")
        if ran.cell == question.id and ran.stopped and seen(ran.stopped) not in says:
            yield Code(_short(ran.stopped, MOST_PRINTED), "What stopped your answer")
        if ran.cell.startswith(f"own-{question.id}-") and ran.stopped:
            yield Code(_short(ran.stopped, MOST_PRINTED), "What stopped a cell of your own after it")


def _stopped(page: FeedbackPage, question: Question) -> bool:
    return any(ran.stopped for ran in page.record.ran if ran.cell == question.id)


def _below(block: Block) -> Block:
    """Put a heading in a question's prose below the question's own."""
    return Heading(block.text, 4) if isinstance(block, Heading) else block


def _given(mark: Mark) -> str:
    extra = f", and {mark.extra:g} extra" if mark.extra else ""
    given = "–" if mark.waiting and not mark.by_person else f"{mark.marks:g}"
    return f"{given} of {mark.most:g}{extra}"


def _marked_by(mark: Mark, question: Question) -> str:
    if mark.waiting:
        return "by a person, who will look at it again" if mark.by_person else "not marked yet: a person does it"
    if mark.by_person:
        machine = "" if question.written or mark.machine is None else f" (the machine gave {mark.machine:g})"
        return f"by a person{machine}"
    return "by machine"


# --- how --------------------------------------------------------------------------------------------


def _mended(page: FeedbackPage) -> tuple[Block, ...]:
    if not page.record.mended or page.record.unreadable:
        return ()
    told = Text("These differed from the notebook you were given. They cost no marks by themselves.")
    return Heading("What was mended in your notebook"), told, Items(tuple(seen(one) for one in page.record.mended))


def _how(page: FeedbackPage) -> Facts:
    record = page.record
    where = "in a sandbox" if record.sandboxed else "without a sandbox, in a classroom that was trusted"
    people = sum(mark.by_person for mark in page.standing.marks.values())
    version = f"version {page.about.version}, " if page.about.version else ""
    return Facts(
        (
            ("By machine", f"Your code was run {where}. Checks that you cannot see were run too."),
            ("By a person", f"{people} of {len(page.standing.marks)} questions."),
            ("When", _when(dt.datetime.fromisoformat(record.marked))),
            ("Release", f"{version}{record.source[:_HASH_SHOWN]}"),
            ("Your notebook", f"{record.submission[:_HASH_SHOWN]} (the first letters of its hash)"),
        )
    )


# --- words ------------------------------------------------------------------------------------------


def _anchor(question: Question) -> str:
    return f"question-{question.id}"


def _marks(number: float) -> str:
    return f"{number:g} mark" if number == 1 else f"{number:g} marks"


def _short(text: str, most: int) -> str:
    text = text.strip("\n")
    more = f"\n… and {len(text) - most:,} more characters" if len(text) > most else ""
    return seen(text[:most]) + more


def _when(moment: dt.datetime) -> str:
    moment = moment if moment.tzinfo is None else moment.astimezone(dt.UTC)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _long(seconds: float) -> str:
    """Write a length of time in its largest unit, rounded down."""
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            number = int(seconds // length)
            return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
    return "less than a minute"
