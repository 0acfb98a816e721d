# class: people
# tries: a written answer with links in it
# marks: all

# %% why
[marks](javascript:alert("ndl-attack")) ![x](https://example.invalid/x.png) <https://example.invalid> https://example.invalid www.example.invalid a@example.invalid

[ref]

[ref]: javascript:alert(1) "x"

[x](data:text/html;base64,PHNjcmlwdD4=)

![](attachment:x.svg)

# %% hand-in
