# class: escape
# tries: to end the grader, its own parent, its neighbours or itself by signals
# marks: all
# prints: still here

# %% own
import ctypes, os, signal

libc = ctypes.CDLL(None, use_errno=True)
for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGSTOP, signal.SIGABRT):
    for pid in (os.getppid(), 0, -1, 1, 2, *range(2, 1_000)):
        for way in (os.kill, lambda pid, number: libc.syscall(234, pid, pid + 1, number)):
            try:
                way(pid, number)
            except (ProcessLookupError, PermissionError):
                pass
    for group in range(2, 1_000):
        try:
            os.killpg(group, number)
        except (ProcessLookupError, PermissionError):
            pass
print("still here")
