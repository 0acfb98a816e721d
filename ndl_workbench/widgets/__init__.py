"""The verbs that need a person to look and choose, for JupyterLab. No logic: they call what stands below them."""
