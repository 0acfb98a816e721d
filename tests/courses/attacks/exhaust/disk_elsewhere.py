# class: exhaust
# tries: to fill what else can be written to: shared memory, the folder for temporary files
# marks: total 0
# prints: room 16000000

# %% total
import os, tempfile

room = 0
for folder in ("/dev/shm", "/tmp", "/var/tmp", "/dev", "/run", "/dev/mqueue"):
    try:
        for number in range(20):
            with open(f"{folder}/leftover-{number}", "wb", buffering=0) as file:
                while room < 1_000_000_000 and file.tell() < 4_000_000:
                    room += file.write(b"x" * 4_000)
    except OSError:
        pass
print("room", round(room, -6))
total = 0
