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
# # Ten councils, one table
#
# Ten councils were asked for their list of libraries, in one standard. Each sent what it had: with semicolons, in
# UTF-16, as a workbook, with other names for its columns. An eleventh sent nothing. In four steps you put them into
# one table in which no row is lost, see what may be said with it, and write to each council.
#
# All of it is **synthetic**: councils, libraries and figures are made up.

# %%
import ndl_workbench as ndl
from ndl_workbench.collections.councils import ABSENT, COUNCILS, write_libraries

received = write_libraries("my-received-files")
[path.name for path in received]

# %% [markdown]
# ## 1. Put them together
#
# Say who should have sent something: an absence is seen only by those who know whom to expect.

# %%
libraries = ndl.aggregate(
    received,
    standard="council-libraries",
    expected=[*COUNCILS, ABSENT],
    use="a national list of libraries",
)
libraries

# %% [markdown]
# ## 2. What may be counted?
#
# Every row says which file it came from, and on which row it stood there.

# %%
table = libraries.to_frame()
table[["source", "source_row", "service", "name", "postcode", "statutory"]].head()

# %% [markdown]
# How many libraries are there? The table has one row more for each library that stands in it twice: once because two
# councils list the same building, once because a file lists it two times. Nothing was taken out for you, because only
# the councils know which is right.

# %%
alike = table.duplicated(["service", "name", "address"], keep=False)
table[alike][["source", "source_row", "service", "name"]]

# %% [markdown]
# And how many are statutory? One council did not say at all. Its libraries are not *not statutory*: nobody knows.

# %%
table["statutory"].value_counts(dropna=False)

# %% [markdown]
# ## 3. Save the table and the report

# %%
libraries.save("my-all-libraries.csv"), libraries.save("my-all-libraries.html")

# %% [markdown]
# ## 4. Write to each council
#
# A page for each publisher says what to mend first, row by row, in words that need no training.

# %%
pages = libraries.save_feedback("my-feedback-pages")
pages

# %% [markdown]
# ## Try it yourself
#
# 1. Merrowby wrote *not known* for a postcode. What would a national map show there?
# 2. What must stand beside a sentence that begins “There are … libraries in these councils”?
# 3. Write two lines to Cawdry. What would make it easy for them to send a file next time?
