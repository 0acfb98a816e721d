# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # The National Data Library workbench
#
# Find UK public data, judge it, and see who it leaves out. This is **unofficial** software, not a
# government service.
#
# Choose a door:
#
# - **[Analyse](analyse.ipynb)**: find a collection, load it, check its quality, see who it leaves out, and
#   save a report to send to a colleague. It takes five minutes.
# - **[Learn](../courses/_build/finding-and-trusting-data/release/01_finding/01_finding.ipynb)**: the first unit
#   of *Finding and trusting data*, with checks that answer in plain words. Read
#   [its lesson](../courses/_build/finding-and-trusting-data/release/01_finding/lesson.md) first. If you were sent a
#   join code, have saved work, or look for another course, begin [below](#Learn).
# - **[Teach](#Teach)**: give a class the same course, mark it, and hand back feedback.
#
# Or read a worked analysis, each under a minute to run, and each with something at its end to send to a colleague:
# [a messy council file, rescued](a_messy_file.ipynb); [ten councils, one table](ten_councils.ipynb);
# [early years, audited](early_years_audited.ipynb); [a model, audited](a_model_audited.ipynb).
#
# Or run the three cells below (press Shift and Enter in each).

# %%
import ndl_workbench as ndl

hits = ndl.search("school readiness")
children = ndl.load(hits[0])
display(hits)
children.head()

# %%
ndl.check(hits[0], use="planning support for families before school starts")

# %%
ndl.audit(hits[0], outcome="good_level_of_development", by=["ethnic_group", "benefits"])

# %% [markdown]
# ## Learn
#
# Three courses, each with four units of 60 to 90 minutes:
#
# - *Finding and trusting data*, from
#   [its first unit](../courses/_build/finding-and-trusting-data/release/01_finding/01_finding.ipynb) on
# - *Data quality in practice*, from
#   [its first unit](../courses/_build/data-quality-in-practice/release/01_fit-for-use/01_fit-for-use.ipynb) on
# - *Bias and fairness in public data*, from [its first unit][missing] on
#
# [missing]: ../courses/_build/bias-and-fairness-in-public-data/release/01_who-is-missing/01_who-is-missing.ipynb
#
# Type `ndl academy place` in a terminal (File, New, Terminal) if you are not sure where to begin.
#
# You need nothing more to practise. If you take a course with others:
#
# 1. **Join** with the code you were sent, once, before you open a unit. It is not kept anywhere.
# 2. **Bring your work back** if you have saved some before. On Binder this place is taken away after a few idle
#    minutes, and everything in it.
# 3. **Save your work** before you leave: one file, to be kept on your own computer. Above each unit's notebook is a
#    button that does the same.
# 4. **Hand in** with the button above the unit's notebook, or with `ndl.hand_in()` in a new cell at its end. It makes
#    one file. You send it to your instructor.

# %%
import ndl_workbench as ndl

ndl.join()

# %%
import ndl_workbench as ndl

ndl.bring_back()

# %% [markdown]
# To save your work from here, take the `#` away and press Shift and Enter. The file is beside this notebook too.

# %%
import ndl_workbench as ndl

# ndl.save_my_work()

# %% [markdown]
# ## Teach
#
# The units of the three courses are graded. With them you can:
#
# 1. **rehearse**: three made-up trainees take a unit, so that you see the whole path first;
# 2. **release** a unit to a class that shares a disk, with nbgrader's own *Assignment List*;
# 3. run a class **with no shared disk at all**: `make cohort-demo` shows it on a made-up one;
# 4. **mark** in a sandbox, read the written answers in *Formgrader*, and export the marks.
#
# The README's section *Teach* has the commands, in order. Each cohort has a folder of its own that holds its
# gradebook; building the courses again never touches a mark.
#
# The units come with the repository. If you installed the package alone, the links above lead nowhere: clone the
# repository and run `ndl lab` in it.
#
# ## If something does not work
#
# Type `ndl doctor` in a terminal (File, New, Terminal). It tries each part and prints what to install.
