# class: unlucky
# tries: nothing: tabs and spaces
# marks: word 0
# told: word Your cell stopped before the answer was made. It stopped on line 3 with 

# %% word
if True:
        x = 1
	word = 'most'
