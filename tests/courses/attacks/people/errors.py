# class: people
# tries: markup in errors, in their names, and in names of types
# marks: total 0, word 0, scale 0

# %% total
raise type("""<script>alert("ndl-attack")</script>""", (Exception,), {})("""</pre></code></div><script>alert("ndl-attack")</script><img src=x onerror=alert("ndl-attack")><svg onload=alert("ndl-attack")>\x1b]0;title\x07\x1b[2J""")

# %% word
word = type("""<img src=x onerror=alert("ndl-attack")>""", (), {})()

# %% scale
def scale(numbers, by):
    raise AssertionError("""</pre></code></div><script>alert("ndl-attack")</script><img src=x onerror=alert("ndl-attack")><svg onload=alert("ndl-attack")>""")

# %% hand-in
