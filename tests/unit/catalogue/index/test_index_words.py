import pytest

from ndl_workbench.catalogue.index.words import stem, stems, words


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Children's A&E visits", ["children", "aande", "visits"]),
        ("Ynys Môn: cafés", ["ynys", "mon", "cafes"]),
        ("birth_month, 2023/24", ["birth", "month", "2023", "24"]),
        ("the U.K. and R & D", ["the", "uk", "and", "randd"]),
        ("", []),
        ("??? -- …", []),
    ],
)
def test_a_text_is_cut_into_words(text, cut):
    assert words(text) == cut


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("libraries", "library"),
        ("children", "child"),
        ("people", "person"),
        ("buses", "bus"),
        ("classes", "class"),
        ("programs", "programme"),
        ("labor", "labour"),
        ("laborers", "labourer"),
        ("centers", "centre"),
        ("neighborhoods", "neighbourhood"),
        ("organization", "organisation"),
        ("analyzing", "analysing"),
        ("behavioral", "behavioural"),
        ("aging", "ageing"),
        ("enrollments", "enrolment"),
        ("theaters", "theatre"),
    ],
)
def test_endings_and_american_spelling_make_no_difference(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("university", "universe"),
        ("policy", "police"),
        ("organ", "organisation"),
        ("general", "generate"),
        ("size", "sis"),
        ("prize", "prise"),
        ("news", "new"),
        ("tax", "taxi"),
    ],
)
def test_words_that_mean_different_things_stay_apart(one, other):
    assert stem(one) != stem(other)


def test_a_word_of_any_length_is_cut_to_forty_letters():
    assert stems("x" * 100_000) == ["x" * 40]
