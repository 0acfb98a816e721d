"""Records drafted from an audit: what it can say is filled in, and what a person must write is left to see."""

import json

import pytest

import ndl_workbench as ndl
from ndl_workbench.errors import InputError
from ndl_workbench.fairness.records import TO_WRITE


@pytest.fixture(scope="module")
def audit():
    return ndl.audit(
        "early-years/school-readiness", outcome="good_level_of_development", by=["ethnic_group", "benefits"]
    )


def test_the_sections_of_a_transparency_record_are_those_of_the_standard(audit):
    assert [section.title for section in audit.atrs().sections] == [
        "Metadata",
        "Tier 1: overview",
        "Tier 2: owner and responsibility",
        "Tier 2: description and rationale",
        "Tier 2: deployment context and decision-making process",
        "Tier 2: tool specification",
        "Tier 2: risks, mitigations and impact assessments",
    ]


def test_its_data_sections_are_filled_in_from_the_audit(audit):
    fields = {field.name: " ".join(field.lines) for section in audit.atrs().sections for field in section.fields}

    assert audit.provenance.sha256 in fields["Data: source"]
    assert "6,180 people." in fields["Data: source"]
    assert (
        "ethnic_group: race (a protected characteristic of the Equality Act 2010)."
        in fields["Data: sensitive attributes"]
    )
    assert "benefits: deprivation." in fields["Data: sensitive attributes"]
    assert "under-represented, 3.0% of the data" in fields["Data: completeness and representativeness"]
    assert "21.5 percentage points lower" in fields["Differences between groups that the audit found"]
    assert fields["ATRS version"] == "3.0"


def test_what_a_person_must_write_is_left_to_see(audit, tmp_path):
    record = audit.atrs()

    assert "Metadata: Organisation" in record.to_write
    assert "Tier 2: risks, mitigations and impact assessments: Mitigations" in record.to_write
    for name in ("atrs.html", "atrs.md"):
        page = audit.save_atrs(tmp_path / name).read_text(encoding="utf-8").replace("\\", "")
        assert page.count(TO_WRITE) == len(record.to_write) + 1  # and once where it is explained
    told = json.loads(audit.save_atrs(tmp_path / "atrs.json").read_text(encoding="utf-8"))
    assert told["schema"] == "ndl/atrs-draft/1"
    assert told["to_write"] == list(record.to_write)


def test_a_heading_that_is_not_the_standard_s_says_so(audit):
    page = audit.atrs()._repr_html_()

    assert "Who is accountable (our heading)" in page
    assert "Data: access (our heading)" not in page
    assert "left out rather than guessed" in page


def test_a_model_card_has_the_sections_of_the_paper(audit):
    card = audit.model_card()

    assert [section.title for section in card.sections] == [
        "Model details",
        "Intended use",
        "Factors",
        "Metrics",
        "Evaluation data",
        "Training data",
        "Quantitative analyses",
        "Ethical considerations",
        "Caveats and recommendations",
    ]
    fields = {field.name: field.lines for section in card.sections for field in section.fields}
    assert fields["Groups"] == ("ethnic_group (Race)", "benefits (Deprivation)")
    assert fields["Of the data"] == audit.caveats
    assert fields["What the model was tested on"] == ()


def test_a_record_is_a_result(audit):
    record = audit.atrs()

    assert len(repr(record).splitlines()) <= 20
    frame = record.to_frame()
    assert list(frame) == ["section", "field", "text", "filled"]
    assert (~frame["filled"]).sum() == len(record.to_write)
    with pytest.raises(InputError, match="the file name"):
        record.save("atrs.pdf")
