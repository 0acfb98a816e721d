# %% [markdown]
# # Several answers
# One question for each kind of answer: a number, a text, a table, a function, a file and an object.

# %%
counts = [12, 30, 4711, 8]

# %% answer="total"
### BEGIN SOLUTION
# planted-solution-5b1c
total = sum(counts)
### END SOLUTION

# %% tests="total" points=2
expect.number(total, "total")
### BEGIN HIDDEN TESTS
planted = "planted-test-9d27"
assert total == 4761, "Add every count once."
### END HIDDEN TESTS

# %% wrong="total" because="Add every count once."
total = len(counts)

# %% wrong="total" because="“total” should be a number; yours is a str."
total = "4761"

# %% answer="word"
### BEGIN SOLUTION
word = "most"
### END SOLUTION

# %% tests="word" points=1
expect.text(word, "word")
### BEGIN HIDDEN TESTS
planted = "planted-test-9d27"
assert word == "most", "Another word is meant."
### END HIDDEN TESTS

# %% wrong="word" because="Another word is meant."
word = "least"

# %% wrong="word" because="“word” should be text, in quotation marks; yours is an int."
word = 1

# %% answer="table"
### BEGIN SOLUTION
import pandas as pd

table = pd.DataFrame({"place": ["a", "b", "c", "d"], "count": counts})
### END SOLUTION

# %% tests="table" points=3
expect.frame(table, "table", ["place", "count"])
### BEGIN HIDDEN TESTS
import pandas

planted = "planted-test-9d27"
right = pandas.DataFrame({"place": ["a", "b", "c", "d"], "count": counts})
pandas.testing.assert_frame_equal(table, right)
assert table["count"].sum() == 4761, "The counts do not add up."
### END HIDDEN TESTS

# %% wrong="table" because="“table” should be a table (a pandas DataFrame); yours is a list."
table = counts

# %% wrong="table" because="“table” should have a column “count”; yours has place."
import pandas as pd

table = pd.DataFrame({"place": ["a"]})

# %% answer="scale"
### BEGIN SOLUTION
def scale(numbers, by):
    return [number * by for number in numbers]
### END SOLUTION

# %% tests="scale" points=2
expect.function(scale, "scale")
### BEGIN HIDDEN TESTS
planted = "planted-test-9d27"
assert scale([1, 2], 3) == [3, 6], "Multiply each number."
assert scale([], 7) == [], "Nothing comes back for nothing."
assert scale([0.5], 4) == [2.0], "Parts of numbers count too."
### END HIDDEN TESTS

# %% wrong="scale" because="Multiply each number."
def scale(numbers, by):
    return numbers

# %% wrong="scale" because="“scale” should be a function; yours is an int."
scale = 3

# %% answer="report"
### BEGIN SOLUTION
from pathlib import Path

report = Path("report.csv").write_text("place,count\na,12\n")
### END SOLUTION

# %% tests="report" points=1
expect.number(report, "report")
### BEGIN HIDDEN TESTS
planted = "planted-test-9d27"
assert trainee_file("report.csv") == b"place,count\na,12\n", "The file holds something else."
### END HIDDEN TESTS

# %% wrong="report" because="The file holds something else."
from pathlib import Path

report = Path("report.csv").write_text("place\n")

# %% wrong="report" because="“report” should be a number; yours is a str."
report = "written"

# %% answer="line"
### BEGIN SOLUTION
from sklearn.linear_model import LinearRegression

line = LinearRegression().fit([[1], [2], [3]], [3, 5, 7])
### END SOLUTION

# %% tests="line" points=1
expect.answered(line, "line")
### BEGIN HIDDEN TESTS
planted = "planted-test-9d27"
assert [round(float(y), 6) for y in obj("line").predict([[10], [20]])] == [21.0, 41.0], "It predicts otherwise."
assert ask("round(float(line.intercept_), 6)") == 1.0, "It begins elsewhere."
### END HIDDEN TESTS

# %% wrong="line" because="It predicts otherwise."
from sklearn.linear_model import LinearRegression

line = LinearRegression().fit([[1], [2]], [2, 4])

# %% wrong="line" because="“line” has not been attempted yet: replace the ... with your answer."
line = ...

# %% [markdown] written="why" points=3
# ### BEGIN MARK SCHEME
# planted-scheme-77e0: one mark for each reason.
# ### END MARK SCHEME
