# class: escape
# tries: system calls that have been broken before, or belong to an administrator
# marks: total 0
# prints: allowed []

# %% total
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
room = ctypes.create_string_buffer(4096)
calls = {
    "io_uring_setup": (425, 8, room), "io_uring_register": (427, 0, 0, room, 1), "bpf": (321, 0, room, 128),
    "perf_event_open": (298, room, 0, -1, -1, 0), "userfaultfd": (323, 0), "add_key": (248, b"user", b"x", b"x", 1, -4),
    "keyctl": (250, 0, -4, 1), "request_key": (249, b"user", b"x", b"x", -4), "ptrace": (101, 0, 0, 0, 0), "seize": (101, 0x4206, 1, 0, 0),
    "personality": (135, 0x0040000), "modify_ldt": (154, 0, room, 16), "syslog": (103, 3, room, 100), "init_module": (175, room, 10, b""),
    "finit_module": (313, 0, b"", 0), "kexec_load": (246, 0, 0, 0, 0), "kexec_file_load": (320, -1, -1, 0, 0, 8), "reboot": (169, 0xFEE1DEAD, 672274793, 0, 0),
    "swapon": (167, b"/dev/zero", 0), "swapoff": (168, b"/"), "acct": (163, b"x"), "quotactl": (179, 0, 0, 0, 0), "settimeofday": (164, room, 0),
    "clock_settime": (227, 0, room), "sethostname": (170, b"x", 1), "iopl": (172, 3), "ioperm": (173, 0, 1, 1), "fanotify": (300, 0, 0), "inotify": (294, 0),
    "io_setup": (206, 1, room), "vmsplice": (278, 1, room, 1, 0), "pidfd_open": (434, 1, 0), "kcmp": (312, 1, 1, 0, 0, 0),
    "seccomp": (317, 1, 0, room), "setuid": (105, 0), "setgid": (106, 0), "setgroups": (116, 0, room), "capset": (126, (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)),
    "mknod": (133, b"/box/memory", 0o020666, 0x101), "execve": (59, b"/usr/bin/true", 0, 0), "execveat": (322, -100, b"/usr/bin/true", 0, 0, 0),
    "process_madvise": (440, 0, 0, 0, 0, 0), "socketpair": (53, 30, 2, 0, room), "mlockall": (151, 3), "memfd_secret": (447, 0),
}
allowed = [name for name, call in calls.items() if libc.syscall(*call) >= 0]
print("allowed", allowed)
total = 0
