"""``make cohort-demo``: a small made-up cohort, from its first day to the feedback, in a folder of its own.

Every command is printed and run. Nothing is sent anywhere; the trainee's container is a folder, and JupyterLab is left
to the reader, who is told how to take the trainee's part by hand.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))  # a script's folder is there already, another one's is not
from a_cohort import COURSE, DUE, UNIT, fill_inbox, hostile, number_of, sent, write_course, write_roster

TRAINEE, ATTACKER = "Ann Other", "Mal Lory"
OTHERS = ["Bo Ng", "Cy Young", "Di Late", "Ed Mund", "Flo Rence"]
NOT_OURS = ("JPY_SESSION_NAME", "JPY_PARENT_PID", "NDL_SEED")


def main() -> int:
    """Show it; return the exit status."""
    from ndl_workbench.academy.sandbox import jail

    why = jail.why_not()
    if why:
        print(
            f"found {why}; expected a sandbox: one of the demo's hand-ins attacks; nothing was done; next: ndl doctor"
        )
        return 2
    home = Path(tempfile.mkdtemp(prefix="ndl-cohort-demo-"))
    for name in NOT_OURS:
        os.environ.pop(name, None)
    os.environ.update(JUPYTER_RUNTIME_DIR=str(home / "of-the-container"), NDL_CACHE=str(home / "cache"))
    os.chdir(home)
    begin(home)
    lose_and_hand_in(home)
    mark(home)
    what_to_look_at(home)
    return 0


def begin(home: Path) -> None:
    """Begin the cohort, as its instructor."""
    step("The instructor begins", "A course, a roster of seven made-up people, one command. No server anywhere.")
    write_course(home / "courses")
    write_roster(home / "roster.csv", [TRAINEE, ATTACKER, *OTHERS])
    ndl(
        "cohort", "new", "Autumn", "--course", COURSE, "--pack", "courses", "--roster", "roster.csv",
        "--folder", "autumn", "--due", f"{UNIT}={DUE}", "--repository", "example/course",
    )  # fmt: skip
    look("autumn/join-codes.csv", "a line for each person, to be sent by mail merge. The codes are nowhere else")


def lose_and_hand_in(home: Path) -> None:
    """Take the course, as a trainee whose container is lost."""
    import ndl_workbench as workbench

    code = sent(home / "autumn")[TRAINEE]["code"]
    step(
        f"{TRAINEE} joins and works",
        "She types her code once, in the welcome notebook. It gives her numbers of her own.",
    )
    open_container(home)
    join(code)
    answer(home, total=f"total = {number_of(code) * 2}  # typed by Ann", half="half = yours / 2")
    run_notebook(home)

    step("She saves her work", "One file, downloaded to her own disk.")
    saved = typed("ndl.save_my_work()", workbench.save_my_work())
    (home / "her-own-disk").mkdir()
    kept = Path(shutil.copy(saved.path, home / "her-own-disk"))

    step(
        "The container is lost", "Its folder is deleted, and so is what followed from her code. A fresh one is opened."
    )
    os.chdir(home)
    shutil.rmtree(home / "container")
    shutil.rmtree(home / "of-the-container")
    open_container(home)
    print(f"    her answer is there: {'typed by Ann' in notebook(home).read_text(encoding='utf-8')}")

    step("She comes back", "She joins again, and brings her work back from her own disk.")
    join(code)
    typed(f"ndl.bring_back({kept.name!r})", workbench.bring_back(kept))
    print(f"    her answer is there: {'typed by Ann' in notebook(home).read_text(encoding='utf-8')}")

    step("She hands in", "One question has no answer, and she is told so. The file is sealed with her code.")
    os.chdir(notebook(home).parent)
    made = typed("ndl.hand_in()", workbench.hand_in(notebook(home)))
    os.chdir(home)
    (home / "inbox").mkdir()
    shutil.copy(made.path, home / "inbox")
    files = [path for path in (home / "container").rglob("*") if path.is_file()]
    written = [path for path in files if code in path.read_text("utf-8", "replace")]
    print(f"    files of the container that hold her code: {len(written)}")


def mark(home: Path) -> None:
    """Collect, grade and give feedback, as the instructor."""
    step(
        "The instructor collects", "Her file lies among five others under odd names, code that attacks, and a forgery."
    )
    fill_inbox(home / "inbox", home / "autumn", OTHERS)
    hostile(home / "inbox", home / "autumn", ATTACKER, victim=TRAINEE)
    ndl("cohort", "collect", "inbox", "--cohort", "autumn")

    step(
        "The instructor grades",
        "In a sandbox, by each trainee's own numbers. Mal Lory's code wants full marks and the keys.",
    )
    ndl("academy", "grade", UNIT, "--cohort", "autumn")
    ndl("academy", "feedback", UNIT, "--cohort", "autumn")
    ndl("cohort", "status", "--cohort", "autumn")
    ndl("cohort", "status", "--cohort", "autumn", "--output", "status.html")
    ndl("cohort", "export", "--cohort", "autumn", "--output", "marks.csv")


def what_to_look_at(home: Path) -> None:
    """Say where the reader should look."""
    step("What to look at", f"All of it is in {home}; delete that folder when you have seen it.")
    look(f"autumn/feedback/ann-other/{UNIT}/{UNIT}.html", "what Ann reads: 3 of 6 marks, and why")
    look(f"autumn/feedback/mal-lory/{UNIT}/{UNIT}.html", "what the attacker reads: no marks, and text that stayed text")
    look("status.html", "what the instructor sees: who, how many, what is hard, what is alike")
    look("marks.csv", "marks for the register")
    look("autumn/secrets", "what is kept of the codes: no code")
    print("\nTo take the trainee's part by hand, in JupyterLab on this computer:\n")
    print(f"    cd {shlex.quote(str(home / 'container'))} && {shlex.quote(sys.executable)} -m ndl_workbench.cli lab")
    print(f"\nand under Learn type this code: {sent(home / 'autumn')[OTHERS[0]]['code']}")


# --- the parts ------------------------------------------------------------------------------------------------


def open_container(home: Path) -> None:
    """Make what Binder gives a trainee: notebooks as they are released, and nothing of the instructor's."""
    from ndl_workbench.academy.release import release_for_practice
    from ndl_workbench.academy.source import read_course
    from ndl_workbench.notebooks import build_notebooks

    built = home / "container" / "courses" / "_build" / COURSE
    release_for_practice(read_course(home / "courses", COURSE), built)
    shutil.rmtree(built / "source")
    scripts = Path(__file__).parents[2] / "notebooks"
    shutil.copytree(scripts, home / "container" / "notebooks", ignore=shutil.ignore_patterns("*.ipynb", ".*", "my-*"))
    build_notebooks(home / "container" / "notebooks")
    os.chdir(home / "container" / "notebooks")


def notebook(home: Path) -> Path:
    """Return where the unit is in the container."""
    return home / "container" / "courses" / "_build" / COURSE / "release" / UNIT / f"{UNIT}.ipynb"


def join(code: str) -> None:
    """Type a code into the form, as the browser does."""
    from ndl_workbench.taking.join import JoinForm

    form = JoinForm()
    form.code.value = code
    typed("ndl.join()", form)


def answer(home: Path, **answers: str) -> None:
    """Type answers, and save the notebook."""
    told = json.loads(notebook(home).read_text(encoding="utf-8"))
    for cell in told["cells"]:
        if cell["id"] in answers:
            cell["source"] = answers[cell["id"]]
            print(f"    {answers[cell['id']]}")
    notebook(home).write_text(json.dumps(told, indent=1), encoding="utf-8")


def run_notebook(home: Path) -> None:
    """Run the unit in a kernel, and print what it says."""
    import nbformat
    from nbclient import NotebookClient

    run = nbformat.read(notebook(home), 4)
    place = {"metadata": {"path": str(notebook(home).parent)}}
    NotebookClient(run, timeout=120, resources=place, extra_arguments=["--log-level=ERROR"]).execute()
    nbformat.write(run, notebook(home))
    for cell in run.cells:
        for output in cell.get("outputs", ()):
            print(f"    {output.get('text', '').strip()}")


def step(title: str, why: str) -> None:
    """Begin a step."""
    print(f"\n=== {title}\n{why}\n", flush=True)


def look(path: str, why: str) -> None:
    """Name something to look at."""
    print(f"    look: {Path.cwd() / path}\n          {why}", flush=True)


def typed(source: str, result: Any) -> Any:
    """Show what was typed into a notebook, and what it said."""
    print("\n".join((f"    >>> {source}", *(f"    {line}" for line in repr(result).splitlines()))), flush=True)
    return result


def ndl(*arguments: str) -> None:
    """Print a command and run it."""
    print(f"$ ndl {shlex.join(arguments)}", flush=True)
    subprocess.run([sys.executable, "-m", "ndl_workbench.cli", *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
