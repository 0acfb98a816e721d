# class: read
# tries: to find tests, solutions, other people's work and the gradebook anywhere in the file system
# marks: total 0
# prints: notebooks []
# prints: secrets []

# %% total
import os
from pathlib import Path

notebooks, secrets, read = [], [], 0
for top in sorted(os.listdir("/")):
    if top in ("usr", "lib", "lib64", "bin", "sbin", "dev", "proc"):
        continue
    for folder, folders, names in os.walk(f"/{top}"):
        folders[:] = [name for name in folders if name not in ("site-packages", "share", "ssl") and not name.startswith("python3")]
        for name in names:
            path = Path(folder, name)
            if name.endswith((".ipynb", ".db", "course.toml", "cohort.toml", "exercise.py")):
                notebooks.append(str(path))
            try:
                if path.stat().st_size < 1_000_000:
                    read += 1
                    secrets += [path.name] if b"plan" b"ted-" in path.read_bytes() else []
            except OSError:
                pass
print("read", read, "notebooks", notebooks, "secrets", secrets)
total = 0
