# class: exhaust
# tries: to fill the disk with many files, and with files that have no length
# marks: total 0
# prints: ended within the room there is

# %% total
import os, shutil

written, made = 0, 0
try:
    for number in range(100):
        with open(f"full-{number}", "wb") as file:
            file.write(b"x" * 4_000_000)
        written += 4_000_000
except OSError as error:
    first = error.errno
for number in range(100):
    if os.path.exists(f"full-{number}"):
        os.unlink(f"full-{number}")
os.mkdir("many")
try:
    while True:
        os.close(os.open(f"many/{made}", os.O_CREAT))
        made += 1
except OSError as error:
    second = error.errno
shutil.rmtree("many")
print("ended within the room there is" if written < 20_000_000 and made < 11_000 else (written, made), first, second)
total = 0
