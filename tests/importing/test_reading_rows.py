import codecs
import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from petition_es.importing.csv_header import Columns
from petition_es.importing.csv_record import FIELD_CHARS_MAX
from petition_es.importing.csv_rows import CsvRows, Row
from petition_es.importing.reasons import Reason
from petition_es.importing.rejects import Rejected
from petition_es.importing.source_file import LINE_BYTES_MAX, UnreadableFile

ABC = Columns(("a", "b", "c"))


@pytest.fixture
def read(tmp_path):
    def read(content: bytes | str, columns: Columns = ABC, **options: str) -> list[Row | Rejected]:
        path = tmp_path / "file.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with CsvRows(path, columns, **options) as rows:
            return list(rows)

    return read


def values(outcomes: list[Row | Rejected]) -> list[list[str]]:
    return [list(row.fields.values()) for row in outcomes if isinstance(row, Row)]


def rejects(outcomes: list[Row | Rejected]) -> list[tuple[int, str, Reason, int]]:
    found = [outcome for outcome in outcomes if isinstance(outcome, Rejected)]
    return [(r.line, r.column, r.reason, r.lines) for r in found]


def test_rows_carry_their_line_their_number_and_their_values_by_column(read):
    outcomes = read('a,b,c\n1,2,3\n\n4,"5\n5",6\n7,8,9\n')
    assert outcomes == [
        Row(2, 1, {"a": "1", "b": "2", "c": "3"}),
        Row(4, 2, {"a": "4", "b": "5\n5", "c": "6"}),
        Row(6, 3, {"a": "7", "b": "8", "c": "9"}),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "end"])
def test_either_line_end_will_do_and_the_last_may_be_missing(read, end, last):
    text = end.join(["a,b,c", "1,2,3", '"4",5,"6"']) + (end if last else "")
    assert values(read(text)) == [["1", "2", "3"], ["4", "5", "6"]]


def test_line_ends_within_quotes_stay_as_they_are(read):
    assert values(read(b'a,b,c\r\n1,"x\r\ny\nz",3\r\n')) == [["1", "x\r\ny\nz", "3"]]


def test_columns_may_come_in_any_order_and_blanks_around_their_names_do_not_count(read):
    assert read("c, a ,b\n1,2,3\n")[0].fields == {"c": "1", "a": "2", "b": "3"}


def test_a_byte_order_mark_is_no_part_of_the_first_name(read):
    assert values(read(codecs.BOM_UTF8 + b"a,b,c\n1,2,3\n")) == [["1", "2", "3"]]


def test_a_packed_file_is_known_by_its_content(tmp_path):
    path = tmp_path / "packed.csv"
    path.write_bytes(gzip.compress(b"a,b,c\n1,2,3\n"))
    with CsvRows(path, ABC) as rows:
        assert values(list(rows)) == [["1", "2", "3"]]


def test_a_line_with_too_few_fields_names_the_first_missing_column(read):
    outcomes = read("a,b,c\n1,2\n4,5,6\n")
    assert rejects(outcomes) == [(2, "c", Reason.CUT_LINE, 1)]
    assert values(outcomes) == [["4", "5", "6"]]


def test_a_line_with_too_many_fields_is_rejected(read):
    outcomes = read("a,b,c\n1,2,3,4,5\n4,5,6\n")
    assert rejects(outcomes) == [(2, "c", Reason.EXTRA_FIELDS, 1)]
    assert outcomes[0].detail == "5 fields, 3 columns"


def test_text_after_a_closing_quote_is_rejected_with_its_column(read):
    outcomes = read('a,b,c\n1,"2" x,3\n4,5,6\n')
    assert rejects(outcomes) == [(2, "b", Reason.STRAY_QUOTE, 1)]
    assert values(outcomes) == [["4", "5", "6"]]


def test_a_quote_within_a_plain_field_is_text(read):
    assert values(read('a,b,c\n1,a 5" pipe,3\n4,5,6\n')) == [
        ["1", 'a 5" pipe', "3"],
        ["4", "5", "6"],
    ]


@pytest.mark.parametrize("following", ["4,5,6\n", '4,"5",6\n', '4,"5\n5",6\n', '4,"a ""b"" c",6\n'])
def test_a_stray_opening_quote_does_not_swallow_the_thousands_of_rows_behind_it(read, following):
    outcomes = read('a,b,c\n1,"2,3\n' + following * 5000)
    assert rejects(outcomes) == [(2, "b", Reason.UNCLOSED_QUOTE, 1)]
    assert len(values(outcomes)) == 5000


def test_a_quote_that_is_open_for_longer_than_a_field_may_be_is_given_up(read):
    rows = FIELD_CHARS_MAX // 5
    outcomes = read('a,b,c\n1,"2,3\n' + "4,5,6\n" * rows)
    assert rejects(outcomes) == [(2, "b", Reason.UNCLOSED_QUOTE, 1)]
    assert len(values(outcomes)) == rows


def test_the_rest_of_a_broken_text_is_counted_to_its_record_and_told(read):
    outcomes = read('a,b,c\n1,"first\nsecond\n\nthird" oops,3\n4,5,6\n')
    assert rejects(outcomes) == [(2, "b", Reason.UNCLOSED_QUOTE, 4)]
    assert outcomes[0].detail.endswith("lines 2 to 5 went with it")
    assert outcomes[1] == Row(6, 2, {"a": "4", "b": "5", "c": "6"})


def test_a_record_of_several_lines_with_the_wrong_width_gives_up_its_first_line_only(read):
    outcomes = read('a,b,c\n1,"2\n7,8,9\n3",4,5,6\n10,11,12\n')
    assert rejects(outcomes)[0] == (2, "c", Reason.EXTRA_FIELDS, 1)
    assert ["7", "8", "9"] in values(outcomes)
    assert ["10", "11", "12"] in values(outcomes)


def test_a_quote_still_open_at_the_end_of_the_file_is_rejected(read):
    outcomes = read('a,b,c\n4,5,6\n1,2,"3')
    assert rejects(outcomes) == [(3, "c", Reason.UNCLOSED_QUOTE, 1)]
    assert values(outcomes) == [["4", "5", "6"]]


def test_bytes_of_another_encoding_cost_their_own_row_only(read):
    outcomes = read("a,b,c\n1,路,3\n".encode() + b"1,\xc2\xb7,\xb5\xc6\n" + "4,灯,6\n".encode())
    assert rejects(outcomes) == [(3, "c", Reason.WRONG_ENCODING, 1)]
    assert values(outcomes) == [["1", "路", "3"], ["4", "灯", "6"]]


def test_a_nul_costs_its_own_row_only(read):
    outcomes = read(b"a,b,c\n1,2\0,3\n4,5,6\n")
    assert rejects(outcomes) == [(2, "b", Reason.NUL_BYTE, 1)]
    assert outcomes[0].detail == "at character 2 of the field"


@pytest.mark.parametrize("size", [FIELD_CHARS_MAX + 1, LINE_BYTES_MAX + 1, 10 * 1024 * 1024])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_field_that_is_too_long_costs_its_own_row_only(read, size, quote):
    outcomes = read(f"a,b,c\n1,{quote}{'x' * size}{quote},3\n4,5,6\n")
    assert rejects(outcomes) == [(2, "b", Reason.FIELD_TOO_LONG, 1)]
    assert values(outcomes) == [["4", "5", "6"]]


def test_a_field_may_be_as_long_as_the_limit(read):
    text = "字" * FIELD_CHARS_MAX
    assert values(read(f"a,b,c\n1,{text},3\n"))[0][1] == text


def test_a_packed_file_that_is_cut_gives_the_rows_before_the_cut(tmp_path):
    path = tmp_path / "cut.csv.gz"
    lines = "".join(f"{n},{n * 7919 % 1000},{n * 104729 % 9999}\n" for n in range(20000))
    path.write_bytes(gzip.compress(f"a,b,c\n{lines}".encode())[:-5000])
    with CsvRows(path, ABC) as rows:
        *before, last = rows
    assert len(before) > 10000
    assert all(isinstance(row, Row) and row.fields["a"] == str(n) for n, row in enumerate(before))
    assert (last.line, last.reason) == (len(before) + 2, Reason.BROKEN_ARCHIVE)


def test_a_whole_file_in_gb18030_is_recognised_and_can_be_read_when_told(read):
    content = "a,b,c\n" + "一,路灯,三\n" * 10
    with pytest.raises(UnreadableFile, match="--encoding gb18030"):
        read(content.encode("gb18030"))
    assert (
        values(read(content.encode("gb18030"), encoding="gb18030")) == [["一", "路灯", "三"]] * 10
    )


def test_a_file_in_utf8_is_not_stored_garbled_as_gb18030(read):
    with pytest.raises(UnreadableFile, match="leave out --encoding"):
        read("a,b,c\n" + "一,路灯,三\n" * 10, encoding="gb18030")


def test_a_file_in_utf16_or_an_unknown_encoding_is_refused(read):
    with pytest.raises(UnreadableFile, match="UTF-16"):
        read("a,b,c\n1,2,3\n".encode("utf-16"))
    with pytest.raises(UnreadableFile, match="no-such"):
        read("a,b,c\n1,2,3\n", encoding="no-such")
    with pytest.raises(UnreadableFile, match="line by line"):
        read("a,b,c\n1,2,3\n", encoding="utf-16")


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("", "the file is empty"),
        ("\n \n", "the file is empty"),
        ("a,c\n", "b is missing in the header. Expected are a, b, c."),
        ("a,b,b,c\n", "b is twice in the header"),
        ("a,b,c,d\n", "unknown columns at position 4"),
        ("1,张三,路灯\n", "the first line is no header: a, b, c are missing"),
        ("a;b;c\n", "separated by semicolons"),
        ("a，b，c\n", "separated by full-width commas"),
        ('"a,b,c\n', "the header is broken"),
    ],
)
def test_a_file_without_the_expected_columns_is_refused_in_one_sentence(read, header, told):
    with pytest.raises(UnreadableFile) as refused:
        read(header)
    assert told in str(refused.value)
    assert "张三" not in str(refused.value)


def test_a_file_that_is_not_there_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(UnreadableFile, match=r"nowhere\.csv: cannot be opened"):
        CsvRows(tmp_path / "nowhere.csv", ABC)
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        CsvRows(tmp_path, ABC)


TEXTS = st.text(
    st.one_of(
        st.sampled_from('",\n\r\t 。，“”一二三'),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=20,
)
ROWS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS).filter(any), max_size=8)


# With "\n" alone as line end Python's writer puts no quotes around a lone "\r", and then a field
# that ends with it cannot be told from the line end "\r\n"; so those rows are quoted throughout.
WRITERS = [("\r\n", csv.QUOTE_MINIMAL), ("\r\n", csv.QUOTE_ALL), ("\n", csv.QUOTE_ALL)]


@settings(deadline=None)
@given(ROWS, st.sampled_from(WRITERS))
def test_whatever_text_a_csv_writer_writes_is_read_back(tmp_path_factory, rows, writer):
    end, quoting = writer
    written = io.StringIO()
    csv.writer(written, lineterminator=end, quoting=quoting).writerows([("a", "b", "c"), *rows])
    path = tmp_path_factory.getbasetemp() / "round_trip.csv"
    path.write_bytes(written.getvalue().encode())
    with CsvRows(path, ABC) as read_rows:
        assert values(list(read_rows)) == [list(row) for row in rows]


PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [b"\n", b"\r\n", b",", b'"', b'""', b"1,2,3\n", b'1,"2\n2",3\n', b"\0", b"\xff"]
    ),
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=25).map(b"".join), st.sampled_from(["utf-8", "gb18030"]))
def test_every_line_of_any_file_whatsoever_is_a_row_a_reject_or_blank(
    tmp_path_factory, content, encoding
):
    path: Path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(b"a,b,c\n" + content)
    try:
        with CsvRows(path, ABC, encoding=encoding) as rows:
            outcomes = list(rows)
    except UnreadableFile:
        return
    lines = content.split(b"\n")
    covered = {line for outcome in outcomes for line in span(outcome)}
    blank = {
        n for n, line in enumerate(lines, start=2) if not line.decode(encoding, "ignore").strip()
    }
    assert covered | blank == set(range(2, len(lines) + 2)) | blank
    assert sum(len(span(outcome)) for outcome in outcomes) == len(covered)


def span(outcome: Row | Rejected) -> range:
    if isinstance(outcome, Rejected):
        return range(outcome.line, outcome.line + outcome.lines)
    return range(outcome.line, outcome.line + 1 + "".join(outcome.fields.values()).count("\n"))


@settings(deadline=None)
@given(ROWS)
def test_what_is_accepted_is_what_the_csv_module_reads_when_strict(tmp_path_factory, rows):
    text = "a,b,c\n" + "".join(",".join(row).replace("\r", "") + "\n" for row in rows)
    try:
        expected = [row for row in csv.reader(io.StringIO(text), strict=True) if row][1:]
    except csv.Error:
        return
    path = tmp_path_factory.getbasetemp() / "strict.csv"
    path.write_bytes(text.encode())
    with CsvRows(path, ABC) as read_rows:
        outcomes = list(read_rows)
    if all(len(row) == 3 for row in expected):
        assert values(outcomes) == expected
