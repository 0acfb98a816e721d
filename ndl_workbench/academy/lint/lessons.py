"""Rules about what trainees read: time, length, plain words, pictures and links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..source import Unit
from .reading import grade_of, sentences_in, words_in, words_of
from .rules import Spot, at, error, warning

SHORTEST, LONGEST = 5, 120
# The slow end of what most adults read (Brysbaert, How many words do we read per minute?, 2019).
WORDS_A_MINUTE = 175
# Ours, and no published figure.
QUESTION_MINUTES, WRITTEN_MINUTES = 5, 10
# GOV.UK, Sentence length: why 25 words is our limit (2014).
LONGEST_SENTENCE = 25
# Flesch's “plain English”, read at 13 to 15: grades 8 and 9.
HARDEST_GRADE = 9.0
_IMAGE = re.compile(r"!\[([^\]]*)\]\(")
_HTML_IMAGE = re.compile(r"<img\b[^>]*>", re.I)
_ALT = re.compile(r"""\balt\s*=\s*("[^"]+"|'[^']+')""", re.I)
_COLOUR = re.compile(r"<font\b[^>]*\bcolor\b|<[a-z]+\b[^>]*style\s*=[^>]*\bcolor\s*:", re.I)
_LINK = re.compile(
    r"(?<!!)\[([^\]]+)\]\(\s*<?([^)\s>]*)|<(https?://[^>\s]+|[a-z]+:[^>\s]+)>|href\s*=\s*[\"']([^\"']*)", re.I
)
_EMPTY_WORDS = {"here", "click here", "this", "link", "this link", "this page", "read more", "more"}


@warning
def minutes_range(unit: Unit) -> Iterator[Spot]:
    """The minutes are not those of one sitting.

    People plan a unit between two other things they do.

    Write between 5 and 120 minutes, or divide the unit.
    """
    if not SHORTEST <= unit.minutes <= LONGEST:
        yield Spot(unit.id, "lesson.md", f"It says {unit.minutes}.")


@warning
def minutes_estimate(unit: Unit) -> Iterator[Spot]:
    """The minutes are far from what reading and answering take.

    A unit that takes twice as long as it says is given up half-way.

    Change the minutes, or the unit. The estimate is a minute for 175 words, 5 for a question and 10 for a written one;
    up to twice or half of it is not remarked on.
    """
    estimate = max(1.0, reading_minutes(unit)) + QUESTION_MINUTES * len(unit.questions)
    estimate += WRITTEN_MINUTES * len(unit.written)
    if not estimate / 2 <= unit.minutes <= estimate * 2:
        yield Spot(unit.id, "lesson.md", f"It says {unit.minutes}; about {estimate:.0f} is likely.")


@warning
def much_to_read(unit: Unit) -> Iterator[Spot]:
    """Reading takes more than a third of the unit.

    People learn by doing, and remember little of a long text.

    Cut the text, or divide the unit.
    """
    if reading_minutes(unit) * 3 > unit.minutes:
        yield Spot(unit.id, "lesson.md", f"It is {reading_minutes(unit):.0f} of {unit.minutes} minutes.")


@warning
def long_sentence(unit: Unit) -> Iterator[Spot]:
    """A sentence has more than 25 words.

    GOV.UK keeps to 25: longer ones are hard for everybody, and hardest for those who find reading hard.

    Make two of it.
    """
    for place, text in _texts(unit):
        for sentence in sentences_in(text):
            if len(words := words_of(sentence)) > LONGEST_SENTENCE:
                yield Spot(unit.id, place, f"It has {len(words)} and begins “{' '.join(words[:5])} …”.")


@warning
def hard_to_read(unit: Unit) -> Iterator[Spot]:
    """The text is hard to read.

    Trainees differ in how well they read, and some do it in their second language.

    Use shorter sentences and commoner words. The grade is Flesch and Kincaid's; up to 9 is plain English.
    """
    for place, text in (("lesson.md", unit.lesson), ("exercise.py", _exercise_prose(unit))):
        if (grade := grade_of(sentences_in(text))) > HARDEST_GRADE:
            yield Spot(unit.id, place, f"Its grade is {grade:.1f}.")


@error
def picture_without_text(unit: Unit) -> Iterator[Spot]:
    """A picture has no alternative text.

    Somebody who cannot see it learns nothing from it, and is not told that something is missing.

    Say between its square brackets what it shows: `![what it shows](file)`.
    """
    for place, text in _texts(unit):
        bare = [match for match in _IMAGE.findall(text) if not match.strip()]
        bare += [tag for tag in _HTML_IMAGE.findall(text) if not _ALT.search(tag)]
        if bare:
            yield Spot(unit.id, place)


@error
def colour_alone(unit: Unit) -> Iterator[Spot]:
    """A text is coloured.

    Not everybody sees the colour, and a screen reader does not say it.

    Say in words what the colour says, and use **bold** to stress it.
    """
    for place, text in _texts(unit):
        if _COLOUR.search(text):
            yield Spot(unit.id, place)


@error
def link_form(unit: Unit) -> Iterator[Spot]:
    """A link leads to no web address.

    A trainee has the notebook and the lesson, and no other file of the course. Some kinds of address run something.

    Write an address that begins with https://, or one on the same page that begins with #.
    """
    for place, text in _texts(unit):
        for _, address in _links(text):
            if not re.match(r"https?://[^/\s]|#|mailto:", address, re.I):
                yield Spot(unit.id, place, f"It is “{address[:60]}”.")


@warning
def link_not_secure(unit: Unit) -> Iterator[Spot]:
    """A link begins with http://.

    What it shows can be changed on the way, and some networks block it.

    Write https://, if the site has it.
    """
    for place, text in _texts(unit):
        for _, address in _links(text):
            if address.lower().startswith("http://"):
                yield Spot(unit.id, place, f"It is “{address[:60]}”.")


@warning
def link_words(unit: Unit) -> Iterator[Spot]:
    """The words of a link do not say where it leads.

    Somebody who has the links of a page read out hears “here, here, here”.

    Make the link of the name of what it leads to.
    """
    for place, text in _texts(unit):
        for words, _ in _links(text):
            if words.strip().lower() in _EMPTY_WORDS:
                yield Spot(unit.id, place, f"They are “{words}”.")


def reading_minutes(unit: Unit) -> float:
    """Minutes that reading the lesson and the exercise's prose takes."""
    return (words_in(unit.lesson) + words_in(_exercise_prose(unit))) / WORDS_A_MINUTE


def _exercise_prose(unit: Unit) -> str:
    return "\n\n".join(cell.source for cell in unit.cells if cell.kind == "prose")


def _texts(unit: Unit) -> Iterator[tuple[str, str]]:
    """Each text that a trainee reads, without code, with its place."""
    yield "lesson.md", _without_code(unit.lesson)
    for cell in unit.cells:
        if cell.kind in ("prose", "hint"):
            yield at(unit, cell).cell, _without_code(cell.source)


def _without_code(text: str) -> str:
    text = re.sub(r"^(```|~~~).*?^\1[^\n]*$", "", text, flags=re.S | re.M)
    return re.sub(r"`[^`\n]*`", "code", text)


def _links(text: str) -> Iterator[tuple[str, str]]:
    for match in _LINK.finditer(text):
        words, address, bare, href = match.groups()
        yield words or "", (address if address is not None else bare or href or "")
