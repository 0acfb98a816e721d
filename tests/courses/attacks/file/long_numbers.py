# class: file
# tries: a number that takes for ever to be read
# marks: total 0, word 0, table 0, scale 0, report 0, line 0
# told: total What you handed in could not be read

# %% hand-in
path.write_text('{"cells": [], "n": 1' + "0" * 1_000_000 + "}")
