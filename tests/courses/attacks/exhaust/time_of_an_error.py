# class: exhaust
# tries: to run for ever in the words of an error
# marks: total 0
# told: total Your cell stopped before the answer was made. It ran for more than 2 seconds, and was ended.

# %% total
class Endless(Exception):
    def __str__(self):
        while True:
            pass

raise Endless
