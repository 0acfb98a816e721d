# class: read
# tries: to read about processes, mounts and memory in /proc and /sys
# marks: total 0
# prints: there []

# %% total
import glob, os

there = glob.glob("/proc/*") + glob.glob("/sys/*") + glob.glob("/proc/*/environ") + glob.glob("/proc/*/cmdline")
for name in ("self/environ", "self/mountinfo", "self/maps", "self/mem", "self/fd", "1/environ", "1/root", "1/cwd", "kcore", "kmsg", "net/unix", "sysvipc/shm"):
    if os.path.lexists(f"/proc/{name}") or os.path.lexists(f"/dev/fd/../../proc/{name}"):
        there.append(name)
print("there", there)
total = 0
