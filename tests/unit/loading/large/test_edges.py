"""What stands at the edges of a column's texts, told from the bytes Arrow keeps them in."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndl_workbench.loading.large.edges import is_clean

TEXTS = st.lists(st.none() | st.text("ab !~\t\x7f\xa0\u00e9", max_size=3), max_size=5)


def visible(text):
    return text is None or (bool(text) and "!" <= text[0] <= "~" and "!" <= text[-1] <= "~")


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
@given(first=TEXTS, second=TEXTS, cut=st.integers(0, 2))
def test_a_column_is_clean_when_each_of_its_texts_is(kind, first, second, cut):
    chunks = [pa.array(first, kind).slice(cut), pa.array(second, kind)]
    column = pa.chunked_array(chunks, kind)

    assert is_clean(column) == all(map(visible, column.to_pylist()))


def test_a_null_that_has_bytes_of_its_own_is_not_called_clean():
    texts = pa.array(["a", " ", "b"], pa.string())
    without = pa.Array.from_buffers(pa.string(), 3, [pa.py_buffer(b"\x05"), *texts.buffers()[1:]])

    assert without.to_pylist() == ["a", None, "b"]
    assert not is_clean(without)
