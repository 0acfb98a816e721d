# class: unlucky
# tries: nothing: one answer is not attempted, and one has another name
# marks: word 0, scale 0
# told: word “word” has not been attempted yet
# told: scale There is no “scale” yet.

# %% word
word = ...

# %% scale
def Scale(numbers, by):
    return [number * by for number in numbers]
