"""The commands that install a missing part: only ones we know to be right on this machine."""

from __future__ import annotations

import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

DISTRIBUTION = "ndl-workbench"


def pip(*names: str) -> Callable[[], str]:
    """Name a command for this Python, with the versions that our own metadata asks for."""

    def command() -> str:
        return _python_command("pip", "install", *map(_requirement, names))

    return command


def collections() -> str:
    """Name the command that makes the embedded collections again."""
    return _python_command("ndl_workbench.collections.make")


def cache() -> str:
    """Name the command that chooses another cache folder."""
    return r'setx NDL_CACHE "%USERPROFILE%\ndl-cache"' if os.name == "nt" else 'export NDL_CACHE="$HOME/ndl-cache"'


def _python_command(*arguments: str) -> str:
    words = [sys.executable, "-m", *arguments]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def _requirement(name: str) -> str:
    try:
        asked_for = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        asked_for = []
    for line in asked_for:
        requirement = line.split(";")[0].strip()
        if re.split(r"[^\w.-]", requirement)[0] == name:
            return requirement
    return name


def system(package: str) -> Callable[[], str]:
    """Name a command of this machine's package manager, where we know the package's name in it."""

    def command() -> str:
        managers = {"apt-get": "apt-get install", "dnf": "dnf install", "pacman": "pacman -S"}
        known = (words for program, words in managers.items() if shutil.which(program))
        words = next(known, None) if sys.platform.startswith("linux") else None
        if words is None:
            return ""
        sudo = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
        return f"{sudo}{words} {package}"

    return command


def chromium() -> str:
    """Name the command that installs a browser; Ubuntu has it as a snap only."""
    if shutil.which("snap") and platform.freedesktop_os_release().get("ID") == "ubuntu":
        return "sudo snap install chromium"
    return system("chromium")()


def sandbox() -> str:
    """Name the command that installs bubblewrap, or the one that lets an installed one work."""
    if not shutil.which("bwrap"):
        return system("bubblewrap")()
    if not shutil.which("setpriv"):
        return system("util-linux")()
    closed = {"unprivileged_userns_clone": "0", "apparmor_restrict_unprivileged_userns": "1"}
    for name, value in closed.items():
        switch = Path("/proc/sys/kernel") / name
        if switch.is_file() and switch.read_text().strip() == value:
            return f"sudo sysctl -w kernel.{name}={1 - int(value)}"
    return ""
