# class: people
# tries: a written answer with formulas in it
# marks: all

# %% why
$\href{javascript:alert("ndl-attack")}{x}$ $$\rule{100000em}{100000em}$$ \(\style{position:fixed}{x}\) \[\require{html}\]

\begin{align}\unicode{x41}\end{align}

$ \def\x{\x\x}\x $

```math
\x
```

# %% hand-in
