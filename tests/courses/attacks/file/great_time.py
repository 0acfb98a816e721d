# class: file
# tries: a time of handing in of many gigabytes
# marks: all

# %% hand-in
with (folder / "timestamp.txt").open("wb") as file:
    file.truncate(50_000_000_000)
