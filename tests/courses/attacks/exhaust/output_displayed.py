# class: exhaust
# tries: to show thousands of things, and pictures of many megabytes
# marks: all
# prints: shown 19

# %% total
from IPython.display import Image, display, publish_display_data

total = sum(counts)
picture = b"\x89PNG\r\n\x1a\n" + b"x" * 200_000
for number in range(40):
    publish_display_data({"text/plain": f"shown {number}", "image/png": picture})
    display(Image(data=picture * 4, format="png"))

# %% word
word = "most"
for number in range(2_000):
    publish_display_data({"text/plain": "y" * 1_000})
