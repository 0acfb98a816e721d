# class: unlucky
# tries: nothing: a method for a function
# marks: all

# %% scale
class Scaling:
    def scale(self, numbers, by): return [number * by for number in numbers]

scale = Scaling().scale
