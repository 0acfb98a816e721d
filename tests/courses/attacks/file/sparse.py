# class: file
# tries: a file that says it is of many gigabytes
# marks: total 0, word 0, table 0, scale 0, report 0, line 0
# told: total What you handed in could not be read

# %% hand-in
with path.open("wb") as file:
    file.truncate(50_000_000_000)
