"""Add a source to the user's own list, and take one out of it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from ...display.save import write_whole
from ...errors import CannotWrite, InputError, NdlError, NotFound
from . import register
from .register import KINDS, Listed

_BARE = re.compile(r"[A-Za-z0-9_-]+")
# How the name of a file says what it holds.
_BY_ENDING = {
    "datapackage.json": "datapackage",
    "data.json": "dcat",
    ".jsonld": "dcat",
    ".rdf": "dcat",
    ".ttl": "dcat",
    ".xml": "dcat",
}


def add(name: str, at: str, kind: str | None = None) -> Listed:
    """Write a source into the list; what was in the file before stays as it is.

    Parameters
    ----------
    kind
        ``ckan``, ``datapackage``, ``dcat`` or ``ndl``. Without it, it is seen from the folder or file, from the
        address's ending, or found out by asking the address whether it is a CKAN site.

    Raises
    ------
    InputError
        There is such a source already, the name is not one of small letters, digits, dots and hyphens, or its kind
        cannot be seen.
    CannotWrite
        The file cannot be written.
    """
    path = register.file()
    if path.is_file() and name in {one.name for one in register.listed()}:
        raise _refused(f"a source called {name!r} in the list already", "a new name", f"ndl sources remove {name}")
    place = _place(at)
    one = register.checked(name, {"kind": kind or _kind_of(name, place), "at": place})
    # One that cannot be opened is not written down.
    register.opened(one)
    text = _read(path)
    # It may be there as one that is switched off.
    text = _without(path, text, name) if name in tomllib.loads(text) else text
    _write(path, _with(text, name, {"kind": _quoted(one.kind), "at": _quoted(one.at)}))
    return one


def remove(name: str) -> None:
    """Take a source out of the list: its entry if it is the user's own, else by an entry that switches it off.

    Raises
    ------
    NotFound
        There is no such source in the list.
    InputError
        The entry is written in a way that must be changed by hand.
    CannotWrite
        The file cannot be written.
    """
    if name not in {one.name for one in register.listed()}:
        raise NotFound(
            found=f"no source called {name!r} in the list",
            expected=f"one of: {', '.join(one.name for one in register.listed()) or 'none is listed'}",
            done="nothing was changed",
            next="see them with ndl sources",
        )
    path = register.file()
    text = _read(path)
    text = _without(path, text, name) if name in tomllib.loads(text) else text
    _write(path, _with(text, name, {"off": "true"}) if register.is_ours(name) else text)


def _place(at: str) -> str:
    """An address as it is; a folder or file by its whole path, since the list is read from anywhere."""
    at = at.strip()
    if not at or not at.isprintable():
        raise _refused(f"{at!r}", "an address or path of characters that can be seen", "write it anew")
    if "://" in at:
        return at
    path = Path(at).expanduser()
    if not path.exists():
        raise NotFound(
            found=f"no file or folder {at!r}",
            expected="an address with http:// or https://, or the path of a folder or file",
            done="nothing was added",
            next="look at the spelling",
        )
    return str(path.resolve())


def _kind_of(name: str, at: str) -> str:
    path = Path(at)
    if "://" not in at and path.is_dir():
        return _kind_of_folder(path)
    end = at.lower().partition("?")[0].rstrip("/")
    for ending, kind in _BY_ENDING.items():
        if end.endswith(ending):
            return kind
    if "://" in at and _is_ckan(name, at):
        return "ckan"
    raise _kind_unseen(at)


def _kind_of_folder(path: Path) -> str:
    if next(path.glob("**/datapackage.json"), None):
        return "datapackage"
    if next(path.glob("**/*.md"), None):
        return "ndl"
    raise _kind_unseen(str(path))


def _is_ckan(name: str, at: str) -> bool:
    try:
        register.opened(register.checked(name, {"kind": "ckan", "at": at})).search("", None, 1)
    except NdlError:
        return False
    return True


def _kind_unseen(at: str) -> InputError:
    return _refused(f"nothing at {at} that says what it is", f"one of {', '.join(KINDS)}", "name it with --kind")


# --- the file's text: it is a person's, so nothing in it changes but the entry ---------------------------


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(
            found=f"{path.parent} cannot be made ({error.strerror})",
            expected="a folder for the list of sources",
            done="nothing was changed",
            next="name a file in another folder in NDL_SOURCES",
        ) from None
    write_whole(path, text.encode())


def _with(text: str, name: str, entry: dict[str, str]) -> str:
    lines = [
        f"[{name if _BARE.fullmatch(name) else _quoted(name)}]",
        *(f"{key} = {said}" for key, said in entry.items()),
    ]
    before = f"{text.rstrip()}\n\n" if text.strip() else ""
    return before + "\n".join(lines) + "\n"


def _without(path: Path, text: str, name: str) -> str:
    """Take a table out of the text; comments behind its last line stay."""
    lines = text.splitlines(keepends=True)
    header = re.compile(rf"""\s*\[\s*["']?{re.escape(name)}["']?\s*\]\s*(#.*)?""")
    start = next((place for place, line in enumerate(lines) if header.fullmatch(line.rstrip("\r\n"))), None)
    if start is not None:
        after = range(start + 1, len(lines))
        end = next((place for place in after if lines[place].lstrip().startswith("[")), len(lines))
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1
        left = "".join([*lines[:start], *lines[end:]])
        if _said(left) == {key: value for key, value in tomllib.loads(text).items() if key != name}:
            return left
    raise _refused(
        f"{name!r} in {path}, written in a way that we cannot change without a risk to the rest",
        f"a table that begins with [{name}]",
        "take it out by hand",
    )


def _said(text: str) -> object:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _refused(found: str, expected: str, next: str) -> InputError:
    return InputError(found=found, expected=expected, done="nothing was changed", next=next)
