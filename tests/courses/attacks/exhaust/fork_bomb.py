# class: exhaust
# tries: to fork without end, in every way there is
# marks: total 0
# prints: begun 0

# %% total
import ctypes, multiprocessing, os, pty

libc = ctypes.CDLL(None, use_errno=True)

def spawned():
    os.posix_spawn("/usr/bin/sleep", ["sleep", "60"], {})

def raw(number, *flags):
    def begin():
        if libc.syscall(number, *flags, 0, 0, 0, 0) < 0:
            raise OSError
    return begin

begun = 0
# fork, vfork, clone (SIGCHLD; with a pid namespace; as vfork), clone3
ways = [os.fork, os.forkpty, pty.fork, spawned, lambda: os.system("sleep 60") and 1 / 0, lambda: os.popen("sleep 60")]
ways += [multiprocessing.Process(target=print).start]
ways += [raw(57), raw(58), raw(56, 17), raw(56, 0x20000000 | 17), raw(56, 0x4000 | 0x100 | 17), raw(435, 0, 88)]
for _ in range(10):
    for way in ways:
        try:
            if way() == 0:
                os._exit(0)
            begun += 1
        except (OSError, ZeroDivisionError, AssertionError):
            pass
print("begun", begun)
total = 0
