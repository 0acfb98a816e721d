# class: unlucky
# tries: nothing: answers that can be called and are not functions
# marks: all

# %% scale
import functools

class Scale:
    def __call__(self, numbers, by): return [number * by for number in numbers]

scale = functools.partial(Scale())

# %% line
class Line:
    intercept_ = 1
    @staticmethod
    def predict(rows): return [2 * x + 1 for (x,) in rows]

line = Line
