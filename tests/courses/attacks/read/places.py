# class: read
# tries: to open what an instructor's machine has in known places
# marks: total 0
# prints: opened []

# %% total
from pathlib import Path

import ndl_workbench

above = Path(ndl_workbench.__file__).parents[1]
places = ["/etc/passwd", "/etc/shadow", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/root", "/home", "/var", "/tmp/..", "/run", "/sys"]
places += [above / name for name in ("courses", "tests", "notebooks", "README.md", ".git", "pyproject.toml", "courses/_build")]
homes = ("~", str(Path("/", "root")), str(Path("/", "home", "jovyan")))
places += [Path(home, name) for home in homes for name in (".netrc", ".ssh", ".bash_history", ".jupyter")]
places += ["../gradebook.db", "../../gradebook.db", "../source", "../submitted", "../../submitted/neighbour", "../../.."]
opened = []
for place in (Path(place).expanduser() for place in places):
    try:
        found = sorted(part.name for part in place.iterdir()) if place.is_dir() else place.read_bytes()
    except OSError:
        continue
    # Folders that lead to Python are there, and hold nothing else.
    if found and not (place.is_dir() and place.resolve() in {Path("/"), *Path(ndl_workbench.__file__).parents, *map(Path, ("/root", "/home", "/var"))}):
        opened.append(str(place))
print("opened", opened)
total = 0
