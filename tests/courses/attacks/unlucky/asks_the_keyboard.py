# class: unlucky
# tries: nothing: a cell that waits for somebody to type
# marks: word 0
# told: word Your cell stopped before the answer was made. It stopped on line 1 with 

# %% word
word = input('word? ')
