"""What the author's commands give back is short in a terminal, whole in a page, and escaped."""

from __future__ import annotations

from ndl_workbench.academy.lint import Finding, LintReport
from ndl_workbench.academy.proof import FULL_MARKS, MutantTrial, Proof, Trial
from ndl_workbench.display.html import page

ODD = "<script>alert(1)</script>"


def test_a_proof_with_much_to_say_keeps_to_twenty_lines_and_its_page_has_all():
    trials = tuple(Trial("01_u", f"q{n}", "wrong 1", ODD, FULL_MARKS, passed=False) for n in range(30))
    fates = ("surviving", "accepted", "killed")
    mutants = tuple(MutantTrial("01_u", f"q{n}", ODD, "", fate, "said") for n in range(30) for fate in fates)
    proof = Proof("sums", trials, mutants, stale=("01_u q1", "01_u q2"))
    assert len(proof.summary()) <= 20
    assert "  … and 25 more" in proof.summary()
    assert sum(line.startswith("  accepted: 01_u") for line in proof.whole()) == 30
    text = page(proof.title, proof.blocks())
    assert ODD not in text
    assert text.count("left out") >= 90
    assert len(proof.to_frame()) == 30


def test_a_report_with_many_findings_keeps_to_twenty_lines_with_errors_first():
    findings = tuple(
        Finding("sums", "01_u", f"cell {n}", "rule", "warning" if n % 2 else "error", ODD, "why", "do")
        for n in range(30)
    )
    report = LintReport(("sums",), findings, rules=3)
    assert len(report.summary()) <= 20
    assert (len(report.errors), len(report.warnings), len(report.to_frame())) == (15, 15, 30)
    assert ODD not in page(report.title, report.blocks())
    nothing = LintReport(("sums",), (), rules=3)
    assert "Nothing was found by 3 rules." in page(nothing.title, nothing.blocks())
