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
# - **[Learn](analyse.ipynb#Try-it-yourself)**: the same notebook ends in four questions to try yourself, each
#   with the way to check your answer. Graded courses are not part of this version.
# - **[Teach](#Teach)**: what you can use with a class today.
#
# Or run the three cells below (press Shift and Enter in each).

# %%
import ndl_workbench as ndl

ndl.search("school readiness")

# %%
ndl.check("early-years/school-readiness", use="planning support for families before school starts")

# %%
ndl.audit(
    "early-years/school-readiness",
    outcome="good_level_of_development",
    by=["ethnic_group", "benefits"],
)

# %% [markdown]
# ## Teach
#
# - Every learner has the same data: the collections are inside the package and need no network.
# - Everything in them is synthetic. Nobody's record can be shown by mistake.
# - The mistakes in the data were planted and counted. `ndl.show("early-years/children")` lists them, so you can
#   ask a class to find them and know when they have.
# - The four questions at the end of [Analyse](analyse.ipynb#Try-it-yourself) make a lesson of half an hour.
#
# ## If something does not work
#
# Type `ndl doctor` in a terminal (File, New, Terminal). It tries each part and prints what to install.
