"""How long a text takes to read, and how hard it is.

The grade is that of Kincaid, Fishburne, Rogers and Chissom, *Derivation of new readability formulas for Navy enlisted
personnel*, Research Branch Report 8-75 (1975)::

    0.39 x words a sentence + 11.8 x syllables a word - 15.59

Syllables are counted as groups of vowels, less a silent final *e*; that is out by a few per cent in a text of
hundreds of words, which moves the grade by less than one.
"""

from __future__ import annotations

import re

from ..glossary import without_roles

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.S)
_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.S | re.M)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_SCHEME = re.compile(r"### BEGIN MARK SCHEME.*?### END MARK SCHEME", re.S)
_INLINE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d.,]*")
_END = re.compile(r"(?<=[.!?])[*_\"'”’)]*\s+")


def words_in(markdown: str) -> int:
    """Count the words of a text, those in code and tables included."""
    return len(_WORD.findall(_COMMENT.sub("", _FRONT.sub("", without_roles(markdown)))))


def sentences_in(markdown: str) -> list[str]:
    """Return the sentences of a text, without headings, tables, code and mark schemes; a list's item is one."""
    text = _COMMENT.sub("", _SCHEME.sub("", _FENCE.sub("", _FRONT.sub("", without_roles(markdown)))))
    text = _LINK.sub(r"\1", _INLINE.sub("code", text))
    return [sentence for block in _blocks(text) for sentence in _END.split(block) if len(_WORD.findall(sentence)) > 1]


def words_of(sentence: str) -> list[str]:
    """Return the words of a sentence."""
    return _WORD.findall(sentence)


def grade_of(sentences: list[str]) -> float:
    """Return the school grade at which a text can be read; 0 for no text."""
    words = [word for sentence in sentences for word in words_of(sentence)]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables_in, words)) / len(words) - 15.59


def syllables_in(word: str) -> int:
    """Count the syllables of an English word, as groups of vowels."""
    letters = re.sub("[^a-z]", "", word.lower())
    groups = len(re.findall("[aeiouy]+", letters))
    silent = re.search(r"[^aeiouyl]es?$|[aeiouy]les?$|[^aeiouytd]ed$", letters)
    if silent and not re.search(r"(?:[sxz]|ch|sh|c|g)es$", letters):
        groups -= 1
    return max(1, groups)


def _blocks(text: str) -> list[str]:
    """Put the lines of each paragraph and each item of a list on one line."""
    blocks: list[str] = []
    fresh = True
    for line in text.splitlines():
        stripped = line.strip().lstrip("> ")
        if not stripped or stripped.startswith(("#", "|")):
            fresh = True
            continue
        if _ITEM.match(line):
            fresh = True
        stripped = _ITEM.sub("", stripped, count=1) if fresh else stripped
        if fresh:
            blocks.append(stripped)
        else:
            blocks[-1] += f" {stripped}"
        fresh = False
    return blocks
