# class: unlucky
# tries: nothing: a cell that is no Python
# marks: word 0
# told: word Your cell stopped before the answer was made. It stopped on line 1 with SyntaxError

# %% word
word = 'most
print('
