# class: exhaust
# tries: to take memory that is shared, unnamed, or the kernel's, and so perhaps not counted
# marks: total 0
# prints: megabytes within

# %% total
import ctypes, fcntl, mmap, os, socket

libc = ctypes.CDLL(None, use_errno=True)
taken, megabytes = [], 0
for flags in (mmap.MAP_SHARED | mmap.MAP_ANONYMOUS, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, mmap.MAP_SHARED | mmap.MAP_ANONYMOUS | 0x40000):
    try:
        while True:
            taken.append(mmap.mmap(-1, 32 << 20, flags))
            taken[-1].write(b"x" * (1 << 20))
            megabytes += 32
    except (OSError, MemoryError):
        pass
taken.clear()
pipes = 0
try:
    while True:
        out, into = os.pipe()
        try:
            fcntl.fcntl(into, 1031, 1 << 20)
        except OSError:
            pass
        os.set_blocking(into, False)
        try:
            while True:
                pipes += os.write(into, b"x" * 65_536)
        except BlockingIOError:
            pass
except OSError:
    pass
pairs, sent = [], 0
os.closerange(20, 256)
try:
    while True:
        pairs.append(socket.socketpair())
        pairs[-1][0].setblocking(False)
        sent += pairs[-1][0].send(b"x" * 200_000)
except OSError:
    pass
refused = [libc.syscall(319, b"a", 0), libc.syscall(447, 0), libc.shmget(0, 1 << 20, 0o1777)]
print("megabytes", "within" if megabytes < 3 * 700 and pipes < 100_000_000 and sent < 100_000_000 and refused == [-1] * 3 else (megabytes, pipes, sent, refused))
del pairs
total = 0
