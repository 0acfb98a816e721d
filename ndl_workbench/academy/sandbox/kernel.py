"""What Linux is asked for by number, since Python 3.11 has no names for it: namespaces, mounts, capabilities.

Sources: the manual pages unshare(2), mount(2), prctl(2), capset(2), user_namespaces(7), and the kernel's headers.
"""

from __future__ import annotations

import ctypes
import os
import resource
from pathlib import Path

_NEWNS, _NEWUTS, _NEWIPC = 0x00020000, 0x04000000, 0x08000000
_NEWUSER, _NEWPID, _NEWNET = 0x10000000, 0x20000000, 0x40000000
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REC, _MS_PRIVATE = 1, 2, 4, 8, 0x4000, 0x40000
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 1, 4, 24, 38
_CAPABILITY_VERSION_3 = 0x20080522
_MOST_CAPABILITIES = 64


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def unshare_all() -> None:
    """Give this process namespaces of its own; the pid namespace begins with its next child.

    Raises
    ------
    OSError
        The kernel, or the container around us, forbids it.
    """
    uid, gid = os.getuid(), os.getgid()
    _check(_libc().unshare(_NEWUSER | _NEWPID | _NEWNS | _NEWIPC | _NEWNET | _NEWUTS), "unshare")
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        Path(f"/proc/self/{name}").write_text(text)


def mount_fresh(folder: str, size: int, *, read_only: bool = False, mode: int = 0o700) -> None:
    """Lay an empty file system in memory over a folder, of at most ``size`` bytes."""
    flags = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC | (_MS_RDONLY if read_only else 0)
    data = f"size={size},nr_inodes=10000,mode={mode:o}".encode()
    _check(_libc().mount(b"tmpfs", folder.encode(), b"tmpfs", flags, data), f"mount {folder}")


def keep_mounts_here() -> None:
    """Let no mount of ours be seen outside."""
    _check(_libc().mount(None, b"/", None, _MS_REC | _MS_PRIVATE, None), "mount /")


def drop_capabilities() -> None:
    """Give up every capability, for good."""
    libc = _libc()
    for capability in range(_MOST_CAPABILITIES):
        libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _check(libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    _check(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    _check(libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable")


def be_ended_first() -> None:
    """Be what the kernel ends when the machine has no memory left, before anything that is not a trainee's."""
    Path("/proc/self/oom_score_adj").write_text("1000")


def die_with_parent() -> None:
    """End when the parent ends."""
    _check(_libc().prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0), "pdeathsig")


def limit(*, memory: int, cpu: int, threads: int, files: int, file_size: int) -> None:
    """Set the limits of this process: bytes beyond what it has now, seconds, and numbers."""
    now = _address_space()
    for kind, value in (
        (resource.RLIMIT_AS, now + memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_NPROC, threads),
        (resource.RLIMIT_NOFILE, files),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_SIGPENDING, 256),
    ):
        most = resource.getrlimit(kind)[1]
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(kind, (value, value))


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()
