"""Launch links: one click from a trainee's mail to the unit, on Binder or on a hub. Nothing is contacted.

A link carries a path inside a query inside an address, so each is encoded twice; what was made is read back and
compared before it is handed out. The forms are BinderHub's (``/v2/gh/<owner>/<repository>/<ref>?urlpath=…``) and
nbgitpuller's (``/hub/user-redirect/git-pull?repo=…&branch=…&urlpath=…``).

The path has a query of its own, which JupyterLab leaves alone and our part of it reads (``dates.js``): when each unit
is due, as ``ndl-due=<course>,<unit>:<time in UTC>,…``. It says what the dates were when the link was made, for
everybody: extensions are one person's and are not in it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from ..display import Block, Items, Link, Notice, Result, Table
from ..errors import InputError
from .state import Cohort, Launch, read_cohort

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

# Where binder/postBuild leaves a course's notebooks.
PATH = "courses/_build/{course}/release/{unit}/{unit}.ipynb"
_REPOSITORY = re.compile(r"(?:https://github\.com/)?([A-Za-z0-9-]{1,39})/([A-Za-z0-9._-]{1,100}?)(?:\.git)?/?")
_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]{0,199}")
# So that JupyterLab does not ask for a workspace (nbgitpuller.readthedocs.io, "Options in an nbgitpuller URL").
_NO_WORKSPACE = "autodecode"
_DUE = "ndl-due"
_LOCAL = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class Target:
    """What a link leads to, and the dates it brings."""

    owner: str
    repository: str
    ref: str
    path: str
    due: str = ""


@dataclass(frozen=True, repr=False)
class Links(Result):
    """The launch links of a cohort: ``rows`` of unit, where it opens, and the address."""

    cohort: str
    rows: tuple[tuple[str, str, str], ...]
    hub_path_is_built: bool

    @property
    def title(self) -> str:
        """Name the cohort."""
        return f"Launch links of {self.cohort}"

    def summary(self) -> tuple[str, ...]:
        """The links, one a line."""
        said = tuple(f"  {unit} on {where}: {link}" for unit, where, link in self.rows)
        return (self.title, *said, *((self._warning(),) if self.hub_path_is_built else ()))

    def blocks(self) -> tuple[Block, ...]:
        """The links as a page."""
        table = Table(
            "One for each unit", ("Unit", "Opens on", "Link"), tuple((u, w, Link(a, a)) for u, w, a in self.rows)
        )
        warning = (Notice(self._warning(), "warn"),) if self.hub_path_is_built else ()
        return (*warning, table, Items(("Nothing was contacted: open one yourself before you send them.",)))

    def to_dict(self) -> dict[str, Any]:
        """Everything, JSON-ready; ``schema`` is ``ndl/launch-links/1``."""
        rows = [{"unit": unit, "on": where, "link": link} for unit, where, link in self.rows]
        return {"schema": "ndl/launch-links/1", "cohort": self.cohort, "links": rows}

    def to_frame(self) -> pd.DataFrame:
        """One row a link."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=["unit", "on", "link"])

    @staticmethod
    def _warning() -> str:
        return (
            "The hub's links lead into courses/_build, which Binder builds and a repository does not hold:"
            " give --path with where your repository has the notebooks, such as '{unit}/{unit}.ipynb'."
        )


def links(cohort: str | Path) -> Links:
    """Return the launch links of a cohort.

    Raises
    ------
    InputError
        The cohort has no repository, or one of its addresses is none.
    """
    about = read_cohort(cohort)
    if not about.launch.repository:
        raise InputError(
            found=f"no repository in the cohort.toml of {about.name}",
            expected="where trainees open the course from",
            done="no links were made",
            next="run 'ndl cohort links --repository OWNER/NAME' once; it is kept",
        )
    rows = [(unit.id, where, link) for unit in about.units for where, link in links_of(about, unit.id)]
    return Links(about.name, tuple(rows), bool(about.launch.hub and not about.launch.path))


def links_of(cohort: Cohort, unit: str) -> tuple[tuple[str, str], ...]:
    """Return a unit's links, each with the name of the computer it opens on; none without a repository."""
    launch = cohort.launch
    if not launch.repository:
        return ()
    target = replace(_target(launch, cohort.course, unit), due=due_of(cohort))
    made = [(_host(launch.binder), _checked(binder_link(launch.binder, target), target))] if launch.binder else []
    made += [(_host(launch.hub), _checked(hub_link(launch.hub, target), target))] if launch.hub else []
    return tuple(made)


def due_of(cohort: Cohort) -> str:
    """Return the dates of a cohort's units as a link has them; "" where no unit has one."""
    dates = [f"{unit.id}:{unit.due.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}" for unit in cohort.units if unit.due]
    return ",".join((cohort.course, *dates)) if dates else ""


def binder_link(binder: str, target: Target) -> str:
    """Return the link that opens a notebook on a BinderHub."""
    where = "/".join(quote(part, safe="") for part in (target.owner, target.repository, target.ref))
    return f"{_base(binder)}/v2/gh/{where}?urlpath={quote(_inside(target.path, target.due), safe='')}"


def hub_link(hub: str, target: Target) -> str:
    """Return the link that has a hub fetch the repository with nbgitpuller, and opens a notebook in it."""
    asked = {
        "repo": f"https://github.com/{target.owner}/{target.repository}",
        "branch": target.ref,
        "urlpath": _inside(f"{target.repository}/{target.path}", target.due, _NO_WORKSPACE),
    }
    return f"{_base(hub)}/hub/user-redirect/git-pull?{urlencode(asked, quote_via=quote, safe='')}"


def read_link(link: str) -> Target:
    """Read a launch link back, as the server it leads to would.

    Raises
    ------
    ValueError
        It is no launch link.
    """
    parts = urlsplit(link)
    asked = {name: values[0] for name, values in parse_qs(parts.query, strict_parsing=True).items()}
    inside, _, more = asked["urlpath"].partition("?")
    path, due = unquote(inside).removeprefix("lab/tree/"), parse_qs(more).get(_DUE, [""])[0]
    _, found, where = parts.path.partition("/v2/gh/")
    if found:
        owner, repository, ref = where.split("/")
        return Target(unquote(owner), unquote(repository), unquote(ref), path, due)
    owner, repository = urlsplit(asked["repo"]).path.strip("/").split("/")
    return Target(owner, repository, asked["branch"], path.removeprefix(f"{repository}/"), due)


def check_launch(launch: Launch) -> Launch:
    """Return the places trainees open the course from, written the same way always.

    Raises
    ------
    InputError
        One of them cannot be such a place.
    """
    target = _target(launch, "course", "01_unit")
    for address in (launch.binder, launch.hub):
        if address:
            _base(address)
    return Launch(
        f"{target.owner}/{target.repository}",
        launch.ref,
        launch.binder.rstrip("/"),
        launch.hub.rstrip("/"),
        launch.path,
    )


def _inside(path: str, due: str, *asked: str) -> str:
    """Return the path inside JupyterLab, with a query if there is anything to ask."""
    query = "&".join((*asked, *((f"{_DUE}={quote(due, safe='')}",) if due else ())))
    return f"lab/tree/{quote(path)}{f'?{query}' if query else ''}"


def _target(launch: Launch, course: str, unit: str) -> Target:
    named = _REPOSITORY.fullmatch(launch.repository)
    if not named or named[2] in (".", ".."):
        raise _refused(f"the repository {launch.repository!r}", "a repository on GitHub, such as owner/name")
    if not _REF.fullmatch(launch.ref) or ".." in launch.ref:
        raise _refused(f"the ref {launch.ref!r}", "a branch, a tag or a commit")
    path = (launch.path or PATH).replace("{course}", course).replace("{unit}", unit)
    if path.startswith("/") or any(part in ("", ".", "..") for part in path.split("/")) or not path.isprintable():
        raise _refused(f"the path {path!r}", "a path inside the repository")
    return Target(named[1], named[2], launch.ref, path)


def _base(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        host, parts = "", urlsplit("")
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in _LOCAL)
    if not secure or not host or parts.query or parts.fragment or "@" in parts.netloc or any(map(str.isspace, address)):
        raise _refused(f"the address {address!r}", "one that begins with https:// and names a Binder or a hub")
    return address.rstrip("/")


def _checked(link: str, target: Target) -> str:
    if read_link(link) != target:
        raise _refused(f"a link that does not read back, {link}", str(target))
    return link


def _host(address: str) -> str:
    return urlsplit(address).netloc


def _refused(found: str, expected: str) -> InputError:
    return InputError(found=found, expected=expected, done="no links were made", next="correct it and try again")
