"""Words for groups of people: what a column is about, and lists its values can be brought to.

The nine protected characteristics are those of section 4 of the Equality Act 2010. Deprivation, area, free school
meals, carers and language are not protected by it, and are looked at beside them because services differ by them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from ..errors import NotFound

AGE = re.compile(
    r"(?:aged? )?(\d{1,3})(?:\.\d+)?"
    r"(?:\s*(?:-|–|to)\s*(\d{1,3})|\s*(\+|(?:years )?(?:and|or) over))?(?:\s*years?(?: old)?)?"
)
OLDEST = 150


@dataclass(frozen=True)
class Characteristic:
    """Something people differ by.

    Attributes
    ----------
    name, title
        Short name, and the one for reading; of those that are protected, the Act's.
    protected
        Whether the Equality Act 2010 names it.
    columns
        Words that columns about it are named by. Our own list.
    """

    name: str
    title: str
    protected: bool
    columns: tuple[str, ...]


@dataclass(frozen=True)
class GroupList:
    """A published list of groups.

    Attributes
    ----------
    name, source, url
        What we call it, and where it was read.
    groups
        Names of its groups, in its order.
    also
        Other names, in lower case, and the group each stands for.
    bands
        Of ages: the first and the last of each group, None where it has no end.
    """

    name: str
    source: str
    url: str
    groups: tuple[str, ...]
    also: Mapping[str, str]
    bands: tuple[tuple[int, int | None], ...] = ()

    def __contains__(self, group: str) -> bool:
        return group in self.groups

    def name_of(self, value: str) -> str:
        """Return the list's name for a value; one that it does not have keeps its own, and so is never dropped."""
        if self.bands:
            return self._band(value)
        return self.also.get(" ".join(value.casefold().split()), value)

    def _band(self, value: str) -> str:
        found = AGE.fullmatch(value.strip().casefold())
        if not found:
            return value
        first = int(found[1])
        last = int(found[2]) if found[2] else OLDEST if found[3] else first
        for name, (low, high) in zip(self.groups, self.bands, strict=True):
            if low <= first and last <= (OLDEST if high is None else high):
                return name
        return value


def characteristics() -> tuple[Characteristic, ...]:
    """Return all that are known, the protected ones first."""
    return tuple(
        Characteristic(entry["name"], entry["title"], entry["protected"], tuple(entry["columns"]))
        for entry in _read()["characteristics"]
    )


def characteristic_of(column: str) -> Characteristic | None:
    """Say what a column is about by the words of its name; None where they are not known."""
    words = _words(column)
    best, longest = None, 0
    for known in characteristics():
        for name in known.columns:
            length = len(name.split())
            if length > longest and _holds(words, name.split()):
                best, longest = known, length
    return best


def list_named(name: str) -> GroupList:
    """Return a list of groups: "ethnic group 5", "ethnic group 19" or "age bands".

    Raises
    ------
    NotFound
        There is no such list.
    """
    found = _lists().get(name)
    if found is None:
        raise NotFound(
            found=f"no list called {name!r}",
            expected=f"one of {', '.join(_lists())}",
            done="nothing was computed",
            next="name one of those",
        )
    return found


@cache
def _read() -> dict[str, Any]:
    import yaml

    text = resources.files(__package__).joinpath("vocabulary.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


@cache
def _lists() -> dict[str, GroupList]:
    lists = {name: _list(name, entry) for name, entry in _read()["lists"].items()}
    # The name of a group of the long list begins with that of its group in the short one.
    short, long = lists["ethnic group 5"], lists["ethnic group 19"]
    parents = {name: group.split(": ")[0] for name, group in long.also.items()}
    lists["ethnic group 5"] = GroupList(short.name, short.source, short.url, short.groups, {**parents, **short.also})
    return lists


def _list(name: str, entry: dict[str, Any]) -> GroupList:
    if "bands" in entry:
        bands = tuple((low, high) for low, high in entry["bands"])
        groups = tuple(
            f"Aged {low} years and over" if high is None else f"Aged {low} to {high} years" for low, high in bands
        )
        return GroupList(name, entry["source"], entry["url"], groups, {}, bands)
    groups = tuple(group["name"] for group in entry["groups"])
    also = {other.casefold(): group["name"] for group in entry["groups"] for other in group.get("also", ())}
    return GroupList(name, entry["source"], entry["url"], groups, {**{g.casefold(): g for g in groups}, **also})


def _words(column: str) -> list[str]:
    """Split a name at marks, and where a capital follows a small letter."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", column)
    return re.findall(r"[a-z0-9]+", apart.casefold())


def _holds(words: list[str], name: list[str]) -> bool:
    return any(words[place : place + len(name)] == name for place in range(len(words) - len(name) + 1))
