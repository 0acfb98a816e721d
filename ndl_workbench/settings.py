"""Settings, read from the environment each time they are asked for.

Nothing is remembered between calls, so a test or a notebook can change a variable and see it act.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from .errors import InputError

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Settings:
    """Limits and places, each with the environment variable that sets it.

    Attributes
    ----------
    cache
        Folder for downloads (``NDL_CACHE``; the platform's cache folder by default).
    harvest
        Folder for the records that ``ndl harvest`` collects (``NDL_HARVEST``; ``catalogue`` in the cache folder by
        default, since they are a copy of what others hold and can be harvested again).
    max_bytes
        Largest file loaded, unpacked or downloaded, in bytes (``NDL_MAX_MEGABYTES``, default 2,000).
    timeout
        Seconds to wait for a server to answer (``NDL_TIMEOUT``, default 20).
    memory_limit
        What one query may use before it goes to disk (``NDL_MEMORY_LIMIT``, DuckDB's spelling, default ``1GB``).
    allow_private
        Whether a redirect, or a link inside data, may lead from a public to a private address
        (``NDL_ALLOW_PRIVATE=1``).
    remember
        Whether what a check of an id or an address came to is noted in the cache folder (``NDL_REMEMBER=0``: not).
    site
        Address of the courses' web site, without a last slash, so that reports lead to lessons (``NDL_SITE``); "".
    """

    cache: Path
    harvest: Path
    max_bytes: int
    timeout: float
    memory_limit: str
    allow_private: bool
    remember: bool
    site: str


def settings() -> Settings:
    """Read the settings.

    Raises
    ------
    InputError
        A variable that must be a number or a web address is not one.
    """
    cache = _cache_folder()
    return Settings(
        cache=cache,
        harvest=Path(os.environ["NDL_HARVEST"]).expanduser() if os.environ.get("NDL_HARVEST") else cache / "catalogue",
        max_bytes=int(_number("NDL_MAX_MEGABYTES", 2_000) * MEGABYTE),
        timeout=_number("NDL_TIMEOUT", 20),
        memory_limit=os.environ.get("NDL_MEMORY_LIMIT", "1GB"),
        allow_private=os.environ.get("NDL_ALLOW_PRIVATE") == "1",
        remember=os.environ.get("NDL_REMEMBER") != "0",
        site=_address("NDL_SITE"),
    )


def _cache_folder() -> Path:
    if chosen := os.environ.get("NDL_CACHE"):
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_cache_dir("ndl-workbench", appauthor=False))


def _address(variable: str) -> str:
    text = os.environ.get(variable, "").rstrip("/")
    try:
        parts = urlsplit(text)
        good = not text or (parts.scheme in ("http", "https") and bool(parts.hostname) and text.isprintable())
    except ValueError:
        good = False
    if not good or any(sign in text for sign in " ?#"):
        raise InputError(
            found=f"{variable}={text!r}",
            expected="a web address, such as https://courses.example.org",
            done="nothing was read",
            next=f"unset {variable}, or set it to where 'make courses' put its pages",
        )
    return text


def _number(variable: str, default: float) -> float:
    text = os.environ.get(variable)
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < float("inf"):
        raise InputError(
            found=f"{variable}={text!r}",
            expected="a number above zero",
            done="nothing was read",
            next=f"unset {variable} to use {default:g}, or set it to a number",
        )
    return value
