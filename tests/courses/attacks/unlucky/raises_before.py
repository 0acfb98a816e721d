# class: unlucky
# tries: nothing: an error before the answer
# marks: word 0
# told: word Your cell stopped before the answer was made. It stopped on line 1 with ZeroDivisionError: division by zero

# %% word
1 / 0
word = 'most'
