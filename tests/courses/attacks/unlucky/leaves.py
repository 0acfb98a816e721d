# class: unlucky
# tries: nothing: a cell that leaves
# marks: word 0
# told: word Your cell stopped before the answer was made. It stopped

# %% word
raise SystemExit
