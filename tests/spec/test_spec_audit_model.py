"""What an audit of a model measures."""

import pytest

import ndl_workbench as ndl


def test_error_rates_by_group(draw):
    people = draw(
        """
        area  | needed_help | model_said | people
        ------+-------------+------------+-------
        East  | no          | no         | 30
        East  | no          | yes        | 10
        East  | yes         | no         | 10
        East  | yes         | yes        | 40
        West  | no          | no         | 36
        West  | no          | yes        | 12
        West  | yes         | no         | 20
        West  | yes         | yes        | 20
    """,
        numbers=("people",),
    )

    audit = ndl.audit_model("needed_help", "model_said", sensitive_features="area", count="people", data=people)

    rates = audit.by_group[["false_positive_rate", "false_negative_rate", "selection_rate"]]
    assert rates.loc["East"].tolist() == [0.25, 0.2, 50 / 90]
    assert rates.loc["West"].tolist() == [0.25, 0.5, 32 / 88]
    assert audit.disparities.at["equal_opportunity_difference", "value"] == pytest.approx(0.3)


def test_a_missing_group_is_a_group(draw):
    people = draw(
        """
        area  | needed_help | model_said | people
        ------+-------------+------------+-------
        East  | no          | yes        | 1
        East  | yes         | yes        | 3
              | yes         | yes        | 1
              | yes         | no         | 1
    """,
        numbers=("people",),
    )

    audit = ndl.audit_model(
        "needed_help", "model_said", sensitive_features="area", count="people", data=people, min_count=0
    )

    assert [(group.name, group.people, group["recall_score"].value) for group in audit.groups] == [
        ("East", 4, 1.0),
        ("Not recorded", 2, 0.5),
    ]


def test_a_group_with_a_small_count_is_marked_and_so_is_the_one_it_could_be_told_from(draw):
    people = draw(
        """
        area  | needed_help | model_said | people
        ------+-------------+------------+-------
        East  | no          | no         | 30
        East  | no          | yes        | 30
        East  | yes         | no         | 30
        East  | yes         | yes        | 30
        North | no          | no         | 20
        North | no          | yes        | 20
        North | yes         | no         | 20
        North | yes         | yes        | 20
        West  | no          | no         | 25
        West  | no          | yes        | 25
        West  | yes         | no         | 3
        West  | yes         | yes        | 25
    """,
        numbers=("people",),
    )

    audit = ndl.audit_model("needed_help", "model_said", sensitive_features="area", count="people", data=people)

    assert [(group.name, group.people, group.suppressed) for group in audit.groups] == [
        ("East", 120, False),
        ("North", None, True),
        ("West", None, True),
    ]
