# class: people
# tries: markup, directions and escapes in the code of answers
# marks: all

# %% total
# </pre></code></div><script>alert("ndl-attack")</script><img src=x onerror=alert("ndl-attack")><svg onload=alert("ndl-attack")> ‮ right to left ⁦ $\\href{javascript:alert(1)}{x}$
total = sum(counts)  # </pre><script>alert("ndl-attack")</script>

# %% own
"""</pre></code></div><script>alert("ndl-attack")</script><img src=x onerror=alert("ndl-attack")><svg onload=alert("ndl-attack")>"""

# %% hand-in
