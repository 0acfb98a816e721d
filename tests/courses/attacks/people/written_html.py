# class: people
# tries: a written answer with html in it
# marks: all

# %% why
<script>alert("ndl-attack")</script>

<img src=x onerror=alert("ndl-attack")>

<div style="position:fixed;inset:0">

<style>*{display:none}</style>

<details ontoggle=alert(1) open>x</details>

<svg><animate onbegin=alert(1) attributeName=x>

# %% hand-in
