# class: file
# tries: a file that is no text
# marks: total 0, word 0, table 0, scale 0, report 0, line 0
# told: total What you handed in could not be read

# %% hand-in
path.write_bytes(bytes(range(256)) * 1000)
