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
# # A messy council file, rescued
#
# You are putting together a national list of libraries. Thistlewick has sent its file: a title above the table, a
# total below it, and slips in between. In five steps you read it without losing a row, judge it for your use, and
# make two things to send back: the council's own table with every bad cell marked, and a plan.
#
# The council and its libraries are **synthetic**: made up by a computer, in a place that does not exist. The faults
# are of kinds that real files have.

# %%
from pathlib import Path

import ndl_workbench as ndl
from ndl_workbench.collections.councils import write_libraries

received = {path.stem: path for path in write_libraries("my-received-files")}
sent = received["thistlewick"]

# %% [markdown]
# ## 1. What did they send?
#
# Look at the file as it is. The first line is not the names of columns, and the last two are not libraries.

# %%
print(sent.read_text(encoding="utf-8"))

# %% [markdown]
# ## 2. Read it
#
# `load` finds the table. What it decided on the way stands in the table's provenance, so nothing happened in silence.

# %%
libraries = ndl.load(sent)
libraries

# %%
ndl.provenance(libraries)

# %% [markdown]
# ## 3. Judge it, for a use
#
# The standard for lists of libraries is inside the workbench. *Rejected* means that a row lacks the shape of a
# library and was set aside, with its reason. Read the verdict first, then the findings.

# %%
quality = ndl.check(sent, standard="council-libraries", use="a national list of libraries")
quality

# %% [markdown]
# What was repaired is logged: the row, the value as it was, and what to change in the source so that it need not be
# repaired next time. The file itself has not been changed.

# %%
quality.repairs_frame()

# %% [markdown]
# ## 4. Who mends what?
#
# A plan to fill in, the most urgent first. A machine can put findings in order. Who does what, and by when, is for
# people to say, and is left empty.

# %%
ndl.plan(quality)

# %% [markdown]
# ## 5. Send it back
#
# A workbook with the council's own rows in which each bad cell is coloured and has a note that says how to mend it; the
# report; and the plan.

# %%
ndl.mark(sent, "my-for-thistlewick.xlsx", standard="council-libraries", use="a national list of libraries")
ndl.plan(quality).save("my-plan-for-thistlewick.md")
quality.save("my-quality-of-thistlewick.html")
print(*sorted(path.name for path in Path().glob("my-*thistlewick.*")), sep="\n")

# %% [markdown]
# Open each from the list of files on the left. Would you know what to do, if you worked for Thistlewick?
#
# ## Try it yourself
#
# 1. The year `19O7` has the letter O in it. Should a machine repair that? What could go wrong if it did?
# 2. `received` has nine other files, each with another fault. Which of them would be read wrongly by
#    `pandas.read_csv`, and without a word?
# 3. Check a file of your own council against `council-libraries`, or against another standard: the README lists them.
