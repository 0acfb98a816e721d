# class: people
# tries: escapes of a terminal in everything that may be printed
# marks: word 0
# prints: link

# %% total
total = sum(counts)
print("\x1b[2J\x1b]0;owned\x07\x1b]8;;https://example.invalid\x07link\x1b]8;;\x07\x9b31m\x1bP+q\x1b\\ \r over \b\b\b")

# %% word
raise ValueError("\x1b[2J\x1b[31mred\x07\x9d0;title\x9c \u202eright to left\u2066")

# %% hand-in
