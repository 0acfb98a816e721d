# class: people
# tries: markup in what the notebook says about itself
# marks: all

# %% hand-in
bad = "<script>alert('ndl-attack')</script>"
notebook["metadata"] = {"title": bad, "authors": [{"name": bad}], "kernelspec": {"display_name": bad, "language": bad, "name": bad}, "language_info": {"name": bad, "pygments_lexer": bad}, "widgets": {bad: bad}}
for cell in notebook["cells"]:
    cell["id"] = bad
    cell["metadata"].update(tags=[bad], collapsed=bad, jupyter={"source_hidden": bad}, slideshow={"slide_type": bad})
