# class: file
# tries: outputs of a hundred megabytes
# marks: all

# %% hand-in
many = "0123456789abcdef" * 65_536
for cell in notebook["cells"][:4]:
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": [many] * 25}]
