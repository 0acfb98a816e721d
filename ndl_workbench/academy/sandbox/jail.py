"""Start the warm interpreter inside bubblewrap, as nobody, with nothing to see but Python and its packages."""

from __future__ import annotations

import array
import contextlib
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from ...errors import NoSandbox
from . import filter, frames

Role = Literal["student", "examiner"]
# Nobody's: not 65534, which a container may use for files it cannot name.
UID = 64_999
BOX = "/box"
_SOCKET = "{socket}"
START_SECONDS = 90
_INSTALL = "install bubblewrap: sudo apt-get install bubblewrap (Debian, Ubuntu, WSL2) or sudo dnf install bubblewrap"


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes
    ----------
    memory, box, file_size
        Bytes: of address space beyond the warm interpreter's, of its work folder, of one file.
    cpu
        Seconds of processor time, for all its cells.
    threads, files
        Numbers.
    cell, call, test, submission
        Seconds on the clock: for one cell, for one question put to the trainee's side, for one test cell, and for all.
    """

    memory: int = 2_000_000_000
    box: int = 64_000_000
    file_size: int = 32_000_000
    cpu: int = 180
    threads: int = 64
    files: int = 256
    cell: float = 30.0
    call: float = 10.0
    test: float = 30.0
    submission: float = 240.0


@dataclass(frozen=True)
class Process:
    """A process that runs one submission, and the channel to it.

    ``number`` is what its warm parent knows it by; one without a warm parent is a ``program`` of its own. Without a
    sandbox its work folder is on the disk, and goes with it.
    """

    number: int
    channel: socket.socket
    program: subprocess.Popen[bytes] | None = None
    folder: tempfile.TemporaryDirectory[str] | None = None


@dataclass
class Warm:
    """A warm interpreter of one role, started on first use and again after it ended.

    It is shared by all submissions graded at a time; starting and ending a process are done one at a time. Where
    the container around us forbids namespaces inside namespaces, each process is a sandbox of its own, which takes
    some seconds longer.
    """

    role: Role
    safe: bool = True
    limits: Limits = field(default_factory=Limits)
    nested: bool = True
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)
    _shut: bool = field(default=False, repr=False)
    _program: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _control: socket.socket | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start the interpreter now, for whoever begins a process later.

        Raises
        ------
        NoSandbox
            It cannot be started.
        """
        with self._lock:
            self._ensure()

    def begin(self, environment: Mapping[str, str]) -> Process:
        """Start a process for one submission.

        Raises
        ------
        NoSandbox
            It cannot be started.
        """
        if self.safe and not self.nested:
            return self._begin_alone(environment)
        folder = None if self.safe else tempfile.TemporaryDirectory(prefix="ndl-unsafe-")
        with self._lock:
            self._ensure()
            process, failed = self._started(self._control, environment, folder.name if folder else BOX)
        if not process and self.safe:
            self.nested = False
            self.close()
            return self._begin_alone(environment)
        if not process:
            raise _no_sandbox(f"a process that did not start ({failed})", "try again")
        return replace(process, folder=folder)

    def end(self, process: Process) -> None:
        """End a process, whatever it is doing."""
        process.channel.close()
        if process.program is not None:
            process.program.kill()
            process.program.wait()
        else:
            with self._lock, contextlib.suppress(frames.Broken, NoSandbox):
                self._exchange(self._control, {"op": "kill", "number": process.number})
        if process.folder is not None:
            process.folder.cleanup()

    def close(self) -> None:
        """End the warm interpreter and all that it began."""
        with self._lock:
            if self._control is not None:
                self._control.close()
            if self._program is not None:
                self._program.kill()
                self._program.wait()
            self._program = self._control = None

    def shut(self) -> None:
        """End it for good: what is being marked begins no other process."""
        self._shut = True
        self.close()

    def _begin_alone(self, environment: Mapping[str, str]) -> Process:
        self._refuse_if_shut()
        program, control = _launched([*jail_command(), *_interpreter(self.role, "alone")])
        process, failed = self._started(control, environment, BOX)
        control.close()
        if not process:
            program.kill()
            program.wait()
            raise _no_sandbox(f"a process in the sandbox that did not start ({failed})", _INSTALL)
        return replace(process, program=program)

    def _ensure(self) -> None:
        if self._program is not None and self._program.poll() is None:
            return
        self._refuse_if_shut()
        jail = jail_command() if self.safe else []
        self._program, self._control = _launched([*jail, *_interpreter(self.role, "nested" if self.safe else "unsafe")])

    def _refuse_if_shut(self) -> None:
        if self._shut:
            raise _no_sandbox("a sandbox that was ended", "open it again")

    def _started(
        self, control: socket.socket | None, environment: Mapping[str, str], folder: str
    ) -> tuple[Process | None, str]:
        """Have a process started; return it, or why there is none."""
        ours, theirs = socket.socketpair()
        names = ("memory", "cpu", "threads", "files", "file_size", "box")
        limits = {name: getattr(self.limits, name) for name in names}
        order = {"op": "start", "role": self.role, "environment": dict(environment), "folder": folder, **limits}
        try:
            answer = self._exchange(control, order, theirs.fileno())
            theirs.close()
            if "failed" not in answer:
                answer |= frames.receive(ours, seconds=START_SECONDS).header
        except frames.Broken as error:
            answer = {"failed": str(error)}
        if "failed" in answer:
            ours.close()
            return None, str(answer["failed"])
        return Process(int(answer["number"]), ours), ""

    def _exchange(
        self, control: socket.socket | None, order: dict[str, Any], descriptor: int | None = None
    ) -> dict[str, Any]:
        if control is None:
            raise frames.Broken("there is no warm interpreter")
        sent = [] if descriptor is None else [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [descriptor]))]
        try:
            control.sendmsg([json.dumps(order).encode()], sent)
            return frames.receive(control, seconds=START_SECONDS).header
        except OSError as error:
            raise frames.Broken(str(error)) from None


def _launched(command: list[str]) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """Start an interpreter and wait until it is warm; the socket to it takes its place in the command."""
    ours, theirs = socket.socketpair()
    said = tempfile.TemporaryFile()  # noqa: SIM115 - closed below, after the process has spoken
    program = subprocess.Popen(  # noqa: S603 - our own command
        [str(theirs.fileno()) if word == _SOCKET else word for word in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=said,
        env=_environment(),
        pass_fds=(theirs.fileno(),),
        cwd="/",
    )
    theirs.close()
    try:
        frames.receive(ours, seconds=START_SECONDS)
    except frames.Broken as error:
        ours.close()
        program.kill()
        program.wait()
        said.seek(0)
        last = said.read().decode(errors="replace").strip().rpartition("\n")[2]
        raise _no_sandbox(f"a sandbox that did not start ({last or error})", _INSTALL) from None
    finally:
        said.close()
    return program, ours


def why_not() -> str:
    """Say what stands in the way of the sandbox here; "" where nothing does."""
    if sys.platform != "linux":
        return f"{platform.system() or sys.platform}; the sandbox needs Linux, or WSL2 on Windows"
    if platform.machine() not in filter.architectures():
        return f"a {platform.machine()} processor; there is a filter for {', '.join(filter.architectures())}"
    if not shutil.which("bwrap"):
        return "no bubblewrap (bwrap)"
    if os.getuid() == 0 and not shutil.which("setpriv"):
        return "no setpriv, which comes with util-linux"
    tried = subprocess.run(["bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"], capture_output=True, text=True)  # noqa: S607
    return "" if tried.returncode == 0 else f"bubblewrap that may not make namespaces ({tried.stderr.strip()[:200]})"


def jail_command() -> list[str]:
    """Return the command that runs what follows it in the sandbox.

    Raises
    ------
    NoSandbox
        There can be none here.
    """
    if reason := why_not():
        raise _no_sandbox(reason, _INSTALL)
    root = os.getuid() == 0
    command = ["bwrap", "--die-with-parent", "--new-session", "--unshare-pid", "--unshare-ipc", "--unshare-uts"]
    command += ["--unshare-net", "--unshare-cgroup-try", "--clearenv"]
    # From root without a user namespace: a limit of processes does not bind root, and root inside would be root.
    command += [] if root else ["--unshare-user"]
    for name, value in {**_environment(), "HOME": BOX, "TMPDIR": BOX}.items():
        command += ["--setenv", name, value]
    made: set[Path] = set()
    for path in _visible():
        for parent in reversed(path.parents):
            if parent != Path("/") and parent not in made and not any(parent.is_relative_to(p) for p in _BOUND):
                command += ["--perms", "0755", "--dir", str(parent)]
                made.add(parent)
        command += ["--ro-bind", str(path), str(path)]
    for link in ("lib", "lib64", "lib32", "bin", "sbin"):
        target = Path("/") / link
        if target.is_symlink():
            command += ["--symlink", str(target.readlink()), str(target)]
        elif target.is_dir():
            command += ["--ro-bind", str(target), str(target)]
    command += ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"]
    # For the warm interpreter's own use; a submission lays an empty one over it.
    command += ["--perms", "0777", "--size", str(Limits.box), "--tmpfs", BOX, "--remount-ro", "/", "--chdir", "/"]
    if root:
        user = str(UID)
        command += ["setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--no-new-privs"]
    return command


_BOUND = (Path("/usr"),)


def _visible() -> tuple[Path, ...]:
    """Return what must be seen: Python, its packages and ours, and not the repository around them."""
    package = Path(__file__).resolve().parents[2]
    folders = [Path("/usr"), Path(sys.base_prefix).resolve(), Path(sys.prefix), Path(sys.prefix).resolve(), package]
    folders += [Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib", "platlib")]
    for name in ("/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives", "/etc/ssl/certs"):
        if Path(name).exists():
            folders.append(Path(name))
    unique = dict.fromkeys(folders)
    return tuple(p for p in unique if not any(p != other and p.is_relative_to(other) for other in unique))


def _interpreter(role: Role, way: str) -> list[str]:
    # -I would leave our own package out where it is not installed; the folder it is in is named in its place.
    package = str(Path(__file__).resolve().parents[3])
    ours = f"import sys; sys.path.insert(0, {package!r})"
    start = f"{ours}; from ndl_workbench.academy.sandbox.warm import main; main(sys.argv[1:])"
    return [sys.executable, "-I", "-B", "-c", start, role, _SOCKET, way]


def _environment() -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLBACKEND": "agg",
        **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"),
    }


def _no_sandbox(found: str, next: str) -> NoSandbox:
    return NoSandbox(found=found, expected="a working sandbox", done="no trainee's code was run", next=next)
