# class: read
# tries: to see other processes, and to read their memory and their descriptors
# marks: total 0
# prints: seen [1]
# prints: read 0

# %% total
import ctypes, errno, os

libc = ctypes.CDLL(None, use_errno=True)
seen = []
for pid in range(1, 33_000):
    try:
        os.kill(pid, 0)
        seen.append(pid)
    except PermissionError:
        seen.append(pid)
    except ProcessLookupError:
        pass
read = 0
room = ctypes.create_string_buffer(64)
vector = (ctypes.c_void_p * 2)(ctypes.addressof(room), 64)
for pid in range(0, 2_000):
    read += libc.syscall(310, pid, vector, 1, vector, 1, 0) > 0
    read += libc.syscall(434, pid, 0) >= 0
    read += libc.syscall(438, 3, pid, 0) >= 0
    read += libc.ptrace(16, pid, 0, 0) == 0
print("seen", seen, "read", read, os.getppid())
total = 0
