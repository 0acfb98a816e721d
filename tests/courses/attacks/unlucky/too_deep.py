# class: unlucky
# tries: nothing: a function that calls itself for ever
# marks: word 0
# told: word Your cell stopped before the answer was made. It stopped on line 2 with RecursionError

# %% word
def again():
    return again()

word = again()
