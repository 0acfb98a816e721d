"""Read one page of the National Data Library: YAML front matter between ``---`` lines, then Markdown.

The front matter comes from elsewhere, so it is read event by event: no object is made of it but text, an alias is
refused (aliases can unfold to gigabytes), and its size and depth are limited. Pages write a key twice in one mapping,
which YAML forbids and readers answer by dropping the first: here both are kept, since each is a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeAlias

import yaml

_MOST_FRONT = 64_000
_MOST_DEPTH = 10
_MOST_EVENTS = 5_000
_MOST_LINKS = 500
_LINKING = ("websites", "api", "dataset")
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_PROSE_LINK = re.compile(
    r"\[([^\[\]]{0,300})\]\(\s*<?([^()\s<>]{1,2000})>?[^()]{0,300}\)|(https?://[^\s<>()\"\]]{1,2000})"
)

# libyaml's, where PyYAML was built with it: the events are the same, ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Pairs: TypeAlias = "tuple[tuple[str, Value], ...]"
Value: TypeAlias = "str | list[Value] | Pairs"


@dataclass(frozen=True)
class Link:
    """A link of a page: where to, its text, and where it stands (a key of the front matter, or ``text``)."""

    url: str
    text: str
    where: str


@dataclass(frozen=True)
class NdlPage:
    """A page as it is written, before anything is inferred.

    ``problems`` says what of it could not be read.
    """

    collection: str
    topic: str
    title: str
    body: str
    links: tuple[Link, ...]
    updated: str = ""
    chart: str = ""
    contact: str = ""
    problems: tuple[str, ...] = ()


class _Broken(ValueError):
    """The front matter cannot be read as YAML that we accept."""


def parse(text: str, collection: str, topic: str) -> NdlPage:
    """Read a page; whatever is wrong with it, there is one."""
    front, body = _split(text)
    problems: list[str] = []
    pairs: Pairs = ()
    if front is None:
        problems.append("the page has no front matter between --- lines")
    else:
        try:
            pairs = _pairs(front)
        except (_Broken, yaml.YAMLError) as error:
            problems.append(
                f"its front matter could not be read as a whole ({_brief(error)}); lines were read one by one"
            )
            pairs = tuple(_by_line(front))
    texts = {key: value.strip() for key, value in pairs if isinstance(value, str)}
    links, refused = _links(pairs, body)
    problems += [f"a link that is no web address was left out: {url[:80]}" for url in refused]
    return NdlPage(
        collection=collection,
        topic=topic,
        title=texts.get("title") or topic.replace("-", " ").capitalize(),
        body=body.strip(),
        links=links,
        updated=texts.get("page-last-updated", ""),
        chart=texts.get("visualisation-data", ""),
        contact=texts.get("contact", ""),
        problems=(*problems, *([] if texts.get("title") else ["no title is given; it was made from the file's name"])),
    )


def _split(text: str) -> tuple[str | None, str]:
    match = _FRONT.match(text)
    if not match:
        return None, text.removeprefix("\ufeff")
    return match[1], text[match.end() :]


def _pairs(front: str) -> Pairs:
    """The front matter's mapping as pairs, in order, keys that stand twice included."""
    if len(front) > _MOST_FRONT:
        raise _Broken(f"more than {_MOST_FRONT:,} characters")
    stack: list[list[Value]] = [[]]
    kinds: list[type] = []
    for number, event in enumerate(yaml.parse(front, Loader=_LOADER)):
        if number > _MOST_EVENTS or len(stack) > _MOST_DEPTH:
            raise _Broken("too long or too deep")
        if isinstance(event, yaml.AliasEvent):
            raise _Broken("it has an alias")
        if isinstance(event, yaml.ScalarEvent):
            stack[-1].append(event.value)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            stack.append([])
            kinds.append(type(event))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            values = stack.pop()
            stack[-1].append(_mapping(values) if kinds.pop() is yaml.MappingStartEvent else values)
    top = stack[0][0] if stack[0] else ()
    if not isinstance(top, tuple):
        raise _Broken("it is no mapping")
    return top


def _mapping(values: list[Value]) -> Pairs:
    return tuple((key, value) for key, value in zip(values[::2], values[1::2], strict=True) if isinstance(key, str))


def _by_line(front: str) -> Iterator[tuple[str, Value]]:
    """What single lines of a broken front matter say: texts at its left edge, and links below the key they follow."""
    section = ""
    for line in front[:_MOST_FRONT].splitlines()[:_MOST_EVENTS]:
        match = re.match(r"(\s*)(?:-\s+)?([\w-]{1,40}):\s*(.*)$", line)
        if not match:
            continue
        indent, key, value = match[1], match[2], match[3].strip().strip("\"'")
        if not indent and not line.startswith("-"):
            section = key
            yield key, value
        elif key == "url" and section:
            yield section, (("url", value),)


def _links(pairs: Pairs, body: str) -> tuple[tuple[Link, ...], tuple[str, ...]]:
    """Every link once, front matter first, and those that are no web address."""
    said = [Link(url, text, key) for key, value in pairs if key in _LINKING for url, text in _addresses(value)]
    said += [Link(match[2] or match[3].rstrip(".,;:"), match[1] or "", "text") for match in _PROSE_LINK.finditer(body)]
    there: dict[str, Link] = {}
    refused: list[str] = []
    for link in said[:_MOST_LINKS]:
        if re.match(r"https?://[^\s/]", link.url, re.IGNORECASE):
            there.setdefault(link.url, link)
        elif link.url and link.where != "text":
            refused.append(link.url)
    return tuple(there.values()), tuple(refused)


def _addresses(value: Value) -> Iterator[tuple[str, str]]:
    """Addresses and their texts, several of each in one mapping too."""
    if isinstance(value, str):
        if value.strip():
            yield value.strip(), ""
    elif isinstance(value, list):
        for one in value:
            yield from _addresses(one)
    else:
        urls = [text.strip() for key, text in value if key == "url" and isinstance(text, str)]
        texts = [text.strip() for key, text in value if key == "link-text" and isinstance(text, str)]
        yield from zip_longest(urls, texts[: len(urls)], fillvalue="")


def _brief(error: Exception) -> str:
    problem = getattr(error, "problem", None) or str(error)
    mark = getattr(error, "problem_mark", None)
    return f"{str(problem)[:120]}{f', line {mark.line + 2}' if mark else ''}"
