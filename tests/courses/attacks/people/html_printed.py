# class: people
# tries: markup in what is printed
# marks: all
# prints: {{ 7 * 7 }}

# %% total
total = sum(counts)
print("""</pre></code></div><script>alert("ndl-attack")</script><img src=x onerror=alert("ndl-attack")><svg onload=alert("ndl-attack")>""" * 3)
print("</textarea></title></style><iframe src=javascript:alert(1)></iframe><base href=//example.invalid><form action=x>")
print("<!-- --!> <![CDATA[ <?xml ?> {{ 7 * 7 }} {% raw %} ${7 * 7} <%= 7 %>")

# %% hand-in
