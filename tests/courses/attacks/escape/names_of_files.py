# class: escape
# tries: files whose names lead elsewhere, stand in the way of the course's own, or are those of modules
# marks: all
# prints: place

# %% hand-in
for name in ("pandas.py", "json.py", "sitecustomize.py", "ndl_workbench.py", "numpy/__init__.py", "sklearn/__init__.py", "expect.py"):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("raise SystemExit('planted')")
(folder / "data" / "places.csv").mkdir(parents=True)
(folder / "data" / "places.csv" / "in the way").write_text("x")
for name in ("..\\up", "a\nb", "‮gnp.exe", "x" * 200, ".hidden", "-rf", "$(reboot)", "\x1b[2J", ".tmp"):
    (folder / name).write_text("x")
(folder / "n\udcff").write_text("x")

# %% own
print(open("data/places.csv").read())
