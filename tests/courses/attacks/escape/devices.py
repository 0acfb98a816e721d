# class: escape
# tries: to find devices that lead out, to make one, and to type into the grader's terminal
# marks: total 0
# prints: opened []

# %% total
import fcntl, os, stat, termios

harmless = {"null", "zero", "full", "random", "urandom"}
opened = []
for folder, _, names in os.walk("/dev"):
    for name in names:
        path = f"{folder}/{name}"
        try:
            if stat.S_ISLNK(os.lstat(path).st_mode) or name in harmless:
                continue
            os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY))
            opened.append(path)
        except OSError:
            pass
for path in ("/dev/tty", "/dev/kmsg", "/dev/mem", "/dev/kvm", "/dev/fuse", "/dev/net/tun", "/dev/sda", "/dev/vda"):
    try:
        os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        opened.append(path)
    except OSError:
        pass
for number in (0, 1, 2):
    try:
        fcntl.ioctl(number, termios.TIOCSTI, b"x")
        opened.append("terminal")
    except OSError:
        pass
try:
    os.mknod("memory", stat.S_IFCHR | 0o666, os.makedev(1, 1))
    opened.append("mknod")
except OSError:
    pass
print("opened", [one for one in opened if one != "/dev/ptmx" and not one.startswith("/dev/pts")])
total = 0
