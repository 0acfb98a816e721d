# class: exhaust
# tries: to run for ever when it is shown, counted, read or described
# marks: total 0, word 0
# told: total Your cell stopped before the answer was made. It ran for more than 2 seconds, and was ended.
# told: word “word” should be text

# %% total
class Slow:
    def __repr__(self):
        while True:
            pass
    __str__ = __iter__ = __len__ = __array__ = __eq__ = __hash__ = __bool__ = __index__ = __float__ = __reduce__ = __repr__

total = Slow()
total

# %% word
class Slow:
    def __repr__(self):
        while True:
            pass
    __str__ = __iter__ = __len__ = __array__ = __eq__ = __hash__ = __bool__ = __index__ = __float__ = __reduce__ = __repr__

word = Slow()
