# class: exhaust
# tries: to run for ever
# marks: total 0
# told: total Your cell stopped before the answer was made. It ran for more than 2 seconds, and was ended.

# %% total
while True:
    pass
