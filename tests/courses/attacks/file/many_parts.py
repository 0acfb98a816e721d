# class: file
# tries: a file of a few megabytes that is a hundred times as large in memory
# marks: total 0, word 0, table 0, scale 0, report 0, line 0
# told: total What you handed in could not be read

# %% hand-in
path.write_text('{"cells": [' + "{}," * 4_000_000 + "{}]}")
