# class: unlucky
# tries: nothing: pictures, tables and other things shown in every way
# marks: all
# prints: pretty

# %% total
import base64
import pandas as pd
from IPython.display import HTML, JSON, SVG, Audio, Code, DisplayHandle, Image, Latex, Markdown, Pretty, ProgressBar, clear_output, display, update_display

dot = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
clear_output(wait=True)
display(Image(dot), HTML("<b>b</b>"), SVG("<svg/>"), Markdown("# m"), Latex("$x$"), JSON({}), Pretty("pretty"), Code("1"))
handle = display(pd.DataFrame({"a": [1]}), display_id=True)
handle.update("other")
for _ in ProgressBar(3):
    pass
total = sum(counts)
Image(dot)

# %% word
class Odd:
    def _repr_html_(self): raise ValueError("html")
    def _repr_png_(self): return "no picture"
    def __repr__(self): raise RuntimeError("repr")

word = "most"
Odd()

# %% table
table = pd.DataFrame({"place": ["a", "b", "c", "d"], "count": counts})
table.style.highlight_max("count")
