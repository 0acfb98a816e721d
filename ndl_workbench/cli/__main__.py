"""``python -m ndl_workbench.cli``: the command line, where ``ndl`` is not on the path."""

from . import main

if __name__ == "__main__":
    main()
