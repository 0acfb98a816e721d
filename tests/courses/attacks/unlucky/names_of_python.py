# class: unlucky
# tries: nothing: names of Python's own used for other things
# marks: all

# %% own
list, str, sum_, id, type, input, print_, max, file = [1], "text", 3, 7, "kind", "in", 1, 2, 3
_, __, ___, In, Out = 1, 2, 3, 4, 5

# %% scale
def scale(numbers, by, max=max, id=id):
    return [number * by for number in numbers]
