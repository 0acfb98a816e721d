# class: unlucky
# tries: nothing: magics, and commands to the computer, as notebooks have them
# marks: all
# prints: Commands to the computer itself are not run

# %% total
%load_ext autoreload
%autoreload 2
!pip install --quiet something
%pip install something
listed = !ls
%env NDL_X=1
%time total = sum(counts)

# %% word
%%capture said
word = "most"
print("quiet")

# %% own
%%timeit -n 1 -r 1
1 + 1

# %% own
%whos
%config InlineBackend.figure_format = "retina"

# %% own
?sum

# %% own
%%bash
echo hello
