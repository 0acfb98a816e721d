"""The words of a course's field: ``glossary.md``, and the places in a lesson that use them.

An entry is a word, and below it what it means, on a line that begins with a colon (MyST's definition list)::

    provenance
    : Where data came from, and what was done to it on the way.

A lesson writes the first use of a word as MyST's own role, `` {term}`provenance` ``, or, where it needs other letters,
`` {term}`its origin <provenance>` ``. What trainees get has links in their place, to a plain Markdown page beside the
lesson, since JupyterLab's preview knows no roles.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .texts import bad

GLOSSARY = "glossary.md"
_FORM = "a word, and below it “: ” and what it means"
_ROLE = re.compile(r"\{term\}`([^`<>\n]+?)(?:\s*<([^`<>\n]+)>)?`")
_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.S | re.M)


@dataclass(frozen=True)
class Term:
    """A word and what it means."""

    word: str
    meaning: str


def read_glossary(path: Path) -> tuple[Term, ...]:
    """Read a glossary, in the order of its words; a course without one has none.

    Raises
    ------
    BadCourse
        An entry has no meaning, or a word stands there twice.
    """
    if not path.is_file():
        return ()
    text = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.S)
    terms: list[Term] = []
    word = ""
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith(": ") and word:
            terms.append(Term(word, line[2:].strip()))
            word = ""
        elif line.startswith("  ") and terms and not word:
            terms[-1] = Term(terms[-1].word, f"{terms[-1].meaning} {line.strip()}")
        elif word or line.startswith(":"):
            raise bad(
                path, f"“{word or line.strip()}” without its meaning", "a word, and below it “: ” and what it means"
            )
        else:
            word = line.strip()
    if word:
        raise bad(path, f"“{word}” without its meaning", _FORM)
    keys = [term.word.casefold() for term in terms]
    if twice := [key for key in keys if keys.count(key) > 1]:
        raise bad(path, f"“{twice[0]}” twice", "one entry for each word")
    return tuple(sorted(terms, key=lambda term: term.word.casefold()))


def words_used(text: str) -> tuple[str, ...]:
    """Return the words that a text uses as terms, in order."""
    return tuple((match[2] or match[1]).strip() for match in _ROLE.finditer(_FENCE.sub("", text)))


def without_roles(text: str) -> str:
    """Return a text as it is read aloud: the words of its terms, without their roles."""
    return _ROLE.sub(lambda match: match[1].strip(), text)


def in_release(word: str) -> str:
    """Return the address of a word in what trainees get."""
    return f"{GLOSSARY}#{anchor(word)}"


def linked(text: str, glossary: tuple[Term, ...], address: Callable[[str], str] = in_release) -> str:
    """Put links to the glossary in place of terms; one that is not in it stays a plain word. Code stays as it is."""
    known = {term.word.casefold(): term.word for term in glossary}

    def link(match: re.Match[str]) -> str:
        word = known.get((match[2] or match[1]).strip().casefold())
        shown = match[1].strip()
        # Between < and >, a bracket in a word does not end the link.
        target = address(word) if word else ""
        return f"[{shown}]({f'<{target}>' if '(' in target else target})" if word else shown

    parts, last = [], 0
    for fence in _FENCE.finditer(text):
        parts += [_ROLE.sub(link, text[last : fence.start()]), fence[0]]
        last = fence.end()
    return "".join([*parts, _ROLE.sub(link, text[last:])])


def glossary_page(title: str, glossary: tuple[Term, ...]) -> str:
    """Return the glossary as plain Markdown: a heading for each word, which every reader gives an anchor."""
    entries = "".join(f"\n## {term.word}\n\n{term.meaning}\n" for term in glossary)
    return f"# Words of “{title}”\n\nBack to [the lesson](lesson.md).\n{entries}"


def anchor(word: str) -> str:
    """Return the anchor that JupyterLab gives a heading: its text with hyphens for spaces."""
    return word.replace(" ", "-")
