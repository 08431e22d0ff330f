import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from case_logs import CASES, COLUMNS, as_csv, as_xes, csv_of
from hypothesis import given, settings
from hypothesis import strategies as st

from petition_es.importing.case_log import LogCase, LogColumns
from petition_es.importing.eventlog import open_case_log
from petition_es.importing.mapping import read_mapping
from petition_es.importing.mapping_file import SHIPPED
from petition_es.importing.reasons import Reason
from petition_es.importing.rejects import Rejected
from petition_es.importing.source_file import UnreadableFile
from petition_es.importing.times import zone_named

ZONE = zone_named("Europe/Amsterdam")


@pytest.fixture
def read(tmp_path, now):
    def read(content: bytes, columns: LogColumns | None = None) -> list[LogCase | Rejected]:
        path = tmp_path / "log"
        path.write_bytes(content)
        with open_case_log(path, columns or LogColumns(), ZONE, now=now) as log:
            return list(log)

    return read


def rejects(outcomes):
    return [(o.column, o.reason) for o in outcomes if isinstance(o, Rejected)]


def essence(cases):
    """What a case says, without the line it stands on."""
    return [replace(c, line=0, events=[replace(e, line=0) for e in c.events]) for c in cases]


@pytest.mark.parametrize("write", [as_csv, as_xes])
def test_a_log_gives_its_cases_and_their_events_in_order(read, write):
    first, second = read(write())
    assert (first.case_id, first.attributes["case:channel"]) == ("c1", "Internet")
    assert [event.activity for event in first.events] == ["Open", "Look", "Look"]
    assert [event.resource for event in first.events] == ["r1", None, None]
    assert first.events[1].attributes["org:group"] == "EMPTY"
    assert (second.case_id, second.events[0].at.precision) == ("c2", "day")


def test_csv_and_xes_of_one_log_give_the_same_cases(read):
    cases = essence(read(as_csv()))
    assert cases == essence(read(as_xes()))
    assert cases == essence(read(gzip.compress(as_xes(namespace=""))))


def test_events_are_named_by_what_they_say_and_twins_by_their_order(read):
    first, _ = read(as_csv())
    assert [event.record for event in first.events] == [
        "Open@2011-01-03T09:00:00+00:00",
        "Look@2011-01-04T09:00:00+00:00",
        "Look@2011-01-04T09:00:00+00:00#2",
    ]


def test_rows_of_a_case_that_stand_apart_are_still_one_case(read):
    rows = [of_case | event for of_case, events in CASES for event in events]
    mixed = read(csv_of([rows[0], rows[3], rows[1], rows[2]]))
    assert essence(mixed) == essence(read(as_csv()))


def test_a_trace_under_the_name_of_an_earlier_one_is_rejected_event_by_event(read):
    outcomes = read(as_xes([*CASES, CASES[0]]))
    assert rejects(outcomes) == [("case:concept:name", Reason.DUPLICATE_ID_OTHER_CONTENT)] * 3
    assert len(outcomes) == 5


@pytest.mark.parametrize("write", [as_csv, as_xes])
@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"concept:name": ""}, "concept:name", Reason.MISSING_VALUE),
        ({"concept:name": "x" * 300}, "concept:name", Reason.BAD_IDENTIFIER),
        ({"time:timestamp": ""}, "time:timestamp", Reason.MISSING_VALUE),
        ({"time:timestamp": "soon"}, "time:timestamp", Reason.UNREADABLE_DATE),
        ({"time:timestamp": "2099-01-01"}, "time:timestamp", Reason.FUTURE_DATE),
    ],
)
def test_an_event_that_cannot_be_read_is_rejected_and_the_rest_of_its_case_stays(
    read, write, change, column, reason
):
    of_case, events = CASES[0]
    rejected, case = read(write([(of_case, [events[0], events[1] | change, events[2]])]))
    assert (rejected.column, rejected.reason) == (column, reason)
    assert [event.activity for event in case.events] == ["Open", "Look"]
    assert case.events[0].line < rejected.line < case.events[1].line


@pytest.mark.parametrize("write", [as_csv, as_xes])
def test_a_case_without_a_name_is_rejected_event_by_event(read, write):
    _, events = CASES[0]
    outcomes = read(write([({"case:channel": "Internet"}, events), CASES[1]]))
    assert rejects(outcomes) == [("case:concept:name", Reason.MISSING_VALUE)] * 3
    assert outcomes[-1].case_id == "c2"


def test_a_broken_row_of_a_log_is_rejected_and_its_case_keeps_the_others(read):
    content = as_csv().replace(b"EMPTY\n", b"EMPTY,too,many\n")
    rejected, first, _ = read(content)
    assert (rejected.line, rejected.reason) == (3, Reason.EXTRA_FIELDS)
    assert len(first.events) == 2


def test_a_log_without_a_column_that_the_mapping_names_is_refused(read):
    with pytest.raises(UnreadableFile, match="org:unit is missing in the header"):
        read(as_csv(), LogColumns(of_event=frozenset({"org:unit"})))


def test_columns_of_any_name_can_be_named(read):
    columns = LogColumns("ticket", "what", "when", None, "number", frozenset({"opened"}))
    content = b"ticket,opened,what,when,number,note\n7,2019-01-01,Call,2019-01-02,n1,x\n"
    (case,) = read(content, columns)
    assert (case.case_id, case.attributes) == ("7", {"ticket": "7", "opened": "2019-01-01"})
    assert case.events[0].record == "n1"
    assert case.events[0].attributes["note"] == "x"


def test_damaged_xml_gives_the_cases_before_the_damage_and_its_place(read):
    content = as_xes().replace(b'value="r2"/>', b'value="r2"')
    case, damage = read(content)
    assert case.case_id == "c1"
    behind = content[: content.index(b'value="r2"\n')].count(b"\n") + 2
    assert (damage.line, damage.reason) == (behind, Reason.MALFORMED_XML)
    assert damage.detail.endswith("is cut after 1 events")


def test_an_xml_file_that_ends_too_early_is_rejected(read):
    *_, damage = read(as_xes().removesuffix(b"</log>\n"))
    assert damage.reason is Reason.MALFORMED_XML


def test_a_cut_archive_gives_the_cases_before_the_cut(read):
    many = [({"case:concept:name": f"c{n}"}, CASES[0][1]) for n in range(5000)]
    *cases, damage = read(gzip.compress(as_xes(many))[:-3000])
    assert len(cases) > 100
    assert damage.reason is Reason.BROKEN_ARCHIVE
    *cases, _ = outcomes = read(gzip.compress(as_csv(many))[:-3000])
    assert outcomes[0].reason is Reason.BROKEN_ARCHIVE
    assert len(cases) > 100


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        b'<!DOCTYPE log [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE log SYSTEM "http://example.org/log.dtd">',
    ],
)
def test_entities_and_document_types_are_forbidden(read, declaration):
    content = declaration + as_xes().replace(b'value="r1"', b'value="&a;"')
    assert [(o.line, o.reason) for o in read(content)] == [(1, Reason.FORBIDDEN_XML)]


def test_xml_that_is_no_case_log_is_refused(read):
    with pytest.raises(UnreadableFile, match="no XES log"):
        read(b"<html><body/></html>")


def test_an_event_outside_of_any_trace_is_rejected(read):
    outcomes = read(b"<log><event><string key='a' value='b'/></event></log>")
    assert rejects(outcomes) == [("trace", Reason.MISSING_VALUE)]


def test_attributes_within_attributes_are_not_those_of_the_event(read):
    content = as_xes().replace(
        b'<string key="org:resource" value="r1"/>',
        b'<string key="org:resource" value="r1"><string key="concept:name" value="no"/></string>',
    )
    assert read(content)[0].events[0].activity == "Open"


def test_a_value_that_is_too_long_costs_its_event(read):
    of_case, events = CASES[0]
    long = events[1] | {"note": "x" * (2 * 1024 * 1024)}
    rejected, case = read(as_xes([(of_case, [events[0], long])]))
    assert (rejected.column, rejected.reason) == ("note", Reason.FIELD_TOO_LONG)
    assert len(case.events) == 1


def test_a_tag_that_never_ends_is_given_up(read):
    content = as_xes().replace(b'value="r2"', b'value="' + b"x" * (20 * 1024 * 1024))
    case, damage = read(content)
    assert case.case_id == "c1"
    assert damage.reason is Reason.FIELD_TOO_LONG


@settings(deadline=None)
@given(st.permutations([of_case | event for of_case, events in CASES * 2 for event in events]))
def test_in_whatever_order_rows_stand_no_event_is_lost(tmp_path_factory, now, rows):
    path: Path = tmp_path_factory.getbasetemp() / "permuted.csv"
    path.write_bytes(csv_of(rows))
    with open_case_log(path, LogColumns(), ZONE, now=now) as log:
        cases = list(log)
    assert sorted(case.case_id for case in cases) == ["c1", "c2"]
    assert sum(len(case.events) for case in cases) == len(rows)
    assert len({event.record for case in cases for event in case.events}) == len(rows)


@settings(deadline=None)
@given(st.binary(max_size=60), st.integers(min_value=0, max_value=len(as_xes())))
def test_no_bytes_in_an_xes_file_break_the_reader(tmp_path_factory, now, noise, at):
    path: Path = tmp_path_factory.getbasetemp() / "noise.xes"
    content = as_xes()
    path.write_bytes(content[:at] + noise + content[at:])
    try:
        with open_case_log(path, LogColumns(), ZONE, now=now) as log:
            assert all(isinstance(outcome, LogCase | Rejected) for outcome in log)
    except UnreadableFile:
        pass


@pytest.mark.parametrize(
    ("file", "mapping", "counts"),
    [
        ("wabo_receipt.csv.gz", "wabo_receipt", (1434, 8577)),
        ("wabo_receipt.xes.gz", "wabo_receipt", (1434, 8577)),
        ("helpdesk.xes.gz", "helpdesk", (4580, 21348)),
    ],
)
def test_all_real_cases_and_events_are_read(shared_data, now, file, mapping, counts):
    columns = read_mapping(SHIPPED / f"{mapping}.toml").columns()
    path = shared_data / "event_logs" / file
    with open_case_log(path, columns, ZONE, now=now) as log:
        found = list(log)
    assert all(isinstance(case, LogCase) for case in found)
    assert (len(found), sum(len(case.events) for case in found)) == counts
    assert log.position == log.size


def test_the_permit_log_is_the_same_as_csv_and_as_xes(shared_data, now):
    columns = read_mapping(SHIPPED / "wabo_receipt.toml").columns()

    def cases(file):
        with open_case_log(shared_data / "event_logs" / file, columns, ZONE, now=now) as log:
            return [
                (
                    c.case_id,
                    c.attributes["case:channel"],
                    [(e.record, e.activity, e.at, e.resource) for e in c.events],
                )
                for c in log
            ]

    assert cases("wabo_receipt.csv.gz") == cases("wabo_receipt.xes.gz")


def test_the_small_log_has_all_its_columns():
    assert {key for of_case, events in CASES for row in (of_case, *events) for key in row} == set(
        COLUMNS
    )
