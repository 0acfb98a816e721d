"""The raw cells of each kind of file, as text, each row under the number a spreadsheet shows for it."""
