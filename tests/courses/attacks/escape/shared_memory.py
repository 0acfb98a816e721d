# class: escape
# tries: to leave something in shared memory, queues and semaphores for the next submission, and to find some
# marks: total 0
# prints: left ['leftover-posix']

# %% total
import ctypes, multiprocessing, os
from multiprocessing import shared_memory

libc = ctypes.CDLL(None, use_errno=True)
left = []
for name, made in (
    ("shm", libc.shmget(4711, 4096, 0o1666)),
    ("sem", libc.semget(4711, 1, 0o1666)),
    ("msg", libc.msgget(4711, 0o1666)),
    ("mq", libc.syscall(240, b"leftover", os.O_CREAT | os.O_RDWR, 0o666, None)),
    ("memfd", libc.syscall(319, b"leftover", 0)),
    ("key", libc.syscall(248, b"user", b"leftover", b"x", 1, -4)),
):
    if made >= 0:
        left.append(name)
# This one is a file, in a folder that is nobody else's and ends with the submission.
with open("/dev/shm/leftover-posix", "xb") as file:
    file.write(b"for the next")
left += sorted(os.listdir("/dev/shm"))
print("left", left)
total = 0
