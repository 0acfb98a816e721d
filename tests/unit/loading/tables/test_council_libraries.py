"""Ten councils' lists of libraries, in one standard."""

import ndl_workbench as ndl

NAMES = ["service", "name", "address", "postcode", "type", "email", "website"]


def test_ten_files_hold_149_rows_and_none_is_lost(shared):
    files = sorted((shared / "data/council-libraries/unvalidated").iterdir())
    reports = [ndl.check(path) for path in files]

    assert len(files) == 10
    assert [len(ndl.load(path)) for path in files] == [15, 14, 22, 12, 18, 16, 15, 10, 12, 15]
    assert sum(report.rows_kept for report in reports) == 149
    assert sum(report.rows_rejected + report.rows_blank for report in reports) == 0


def test_every_file_has_the_same_seven_columns_of_text(shared):
    for path in (shared / "data/council-libraries/unvalidated").iterdir():
        frame = ndl.load(path)
        assert list(frame.columns) == NAMES
        assert {str(dtype) for dtype in frame.dtypes} == {"str"}
