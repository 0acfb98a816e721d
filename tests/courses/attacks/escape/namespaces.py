# class: escape
# tries: to make or enter namespaces, mount, unmount and change its root
# marks: total 0
# prints: allowed []

# %% total
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
allowed = []
def tried(name, result):
    if result >= 0:
        allowed.append(name)

for flag in (0x10000000, 0x20000000, 0x00020000, 0x40000000, 0x08000000, 0x04000000, 0x02000000, 0x80, 0x10020000, 0x7E020000, 0x200, 0):
    tried(f"unshare {flag:#x}", libc.unshare(flag))
    tried(f"clone {flag:#x}", libc.syscall(56, flag | 17, 0, 0, 0, 0))
    # A thread may be made; one with namespaces of its own may not.
    if flag & 0x7E020000:
        tried(f"clone thread {flag:#x}", libc.syscall(56, flag | 0x10900, 0, 0, 0, 0))
tried("clone3", libc.syscall(435, (ctypes.c_uint64 * 11)(0x10000000), 88))
tried("setns", libc.setns(3, 0))
for kind in (b"tmpfs", b"proc", b"sysfs", b"overlay", b"devpts", b"cgroup2"):
    tried(f"mount {kind}", libc.mount(b"none", b"/box", kind, 0, None))
tried("bind", libc.mount(b"/", b"/box", None, 4096, None))
tried("remount", libc.mount(None, b"/", None, 32 | 4096, None))
for place in (b"/proc", b"/box", b"/dev/shm", b"/", b"/usr"):
    for flags in (0, 2, 8):
        tried(f"umount {place}", libc.umount2(place, flags))
tried("pivot", libc.syscall(155, b".", b"."))
tried("chroot", libc.chroot(b"/box"))
for number, name in ((428, "open_tree"), (429, "move_mount"), (430, "fsopen"), (432, "fsmount"), (442, "mount_setattr"), (467, "open_tree_attr"), (457, "statmount")):
    tried(name, libc.syscall(number, -100, b"/", 0, 0, 0))
tried("open by handle", libc.syscall(304, 3, b"x" * 64, 0))
print("allowed", allowed)
total = 0
