# class: people
# tries: a written answer with code in it
# marks: all

# %% why
```html
<script>alert('ndl-attack')</script>
```

    <script>alert('ndl-attack')</script>

-     <img src=x onerror=alert(1)>

	<b>tab</b>

`<b>` ~~~
<b>
~~~

| <b> | x |
|---|---|
| <b> | <b> |

# %% hand-in
